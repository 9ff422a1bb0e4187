"""Drawings as Word's own shapes: sharp at any size, and a person can change them in Word."""

from pesagree.errors import Place, Problem, TemplateError
from pesagree.sheet import Drawing
from pesagree.writers.docx import xml
from pesagree.writers.sheets.measures import emu
from pesagree.writers.sheets.svg import Label, Outline, picture

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_EMU_TO_HALF_POINTS = 2 / 12_700
_VERB = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}


def drawing_run(drawing: Drawing, first: int) -> tuple[str, int]:
    """The run that holds the drawing, and the last number it used for its shapes (numbers from `first`).

    Raises TemplateError for a drawing that is not there or holds more than we can draw.
    """
    whole = picture(drawing.name)
    scale = emu(drawing.cm) / whole.width
    width, height = emu(drawing.cm), round(whole.height * scale)
    number, shapes = first + 1, [_paper(first + 1, width, height)]
    for shape in whole.shapes:
        number += 1
        shapes.append(
            _label(shape, drawing, number, scale)
            if isinstance(shape, Label)
            else _outline(shape, number, scale)
        )
    group = (
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>{"".join(shapes)}</wpg:wgp>'
        "</a:graphicData></a:graphic>"
    )
    inline = anchor_inline(group, first, drawing.name, drawing.alt, width, height)
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{inline}</mc:Choice>'
        "</mc:AlternateContent></w:r>",
        number,
    )


def anchor_inline(graphic: str, number: int, name: str, alt: str, width: int, height: int) -> str:
    """A drawing in the line of text, with what it shows for those who do not see it (empty: decoration)."""
    said = (
        f' descr="{xml.escape(alt)}"/>'
        if alt
        else "><a:extLst>"
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
        "</a:extLst></wp:docPr>"
    )
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{xml.escape(name)}"{said}'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
    )


def _paper(number: int, width: int, height: int) -> str:
    """A frame that nobody sees, as large as the drawing: LibreOffice stretches a group to what it holds."""
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr/><wps:spPr>'
        f'{_frame(0, 0, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _outline(shape: Outline, number: int, scale: float) -> str:
    points = [point for _, points in shape.segments for point in points]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = max(1, round((max(x for x, _ in points) - left) * scale))
    height = max(1, round((max(y for _, y in points) - top) * scale))
    drawn = []
    for kind, own in shape.segments:
        places = "".join(
            f'<a:pt x="{round((x - left) * scale)}" y="{round((y - top) * scale)}"/>' for x, y in own
        )
        drawn.append(f"<a:{_VERB[kind]}>{places}</a:{_VERB[kind]}>")
    fill = f'<a:solidFill><a:srgbClr val="{shape.fill}"/></a:solidFill>' if shape.fill else "<a:noFill/>"
    hollow = "" if shape.fill else ' fill="none"'
    path = f'<a:path w="{width}" h="{height}"{hollow}>{"".join(drawn)}</a:path>'
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr/><wps:spPr>'
        f"{_frame(round(left * scale), round(top * scale), width, height)}<a:custGeom><a:avLst/><a:gdLst/>"
        f'<a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
        f"{fill}{_line(shape, scale)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _line(shape: Outline, scale: float) -> str:
    if not shape.stroke or not shape.width:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if shape.dashed else ""
    width = max(3175, round(shape.width * scale))
    return (
        f'<a:ln w="{width}" cap="rnd"><a:solidFill><a:srgbClr val="{shape.stroke}"/></a:solidFill>'
        f"{dash}<a:round/></a:ln>"
    )


def _label(label: Label, drawing: Drawing, number: int, scale: float) -> str:
    """A box without lines round the words; wide enough for them, its middle where the drawing has it."""
    if label.key not in drawing.labels:
        place = Place(f"drawings/{drawing.name}.svg")
        raise TemplateError([Problem("drawing_label", place, facts={"detail": label.key})])
    words = drawing.labels[label.key]
    size = label.size * scale
    width, height = round(size * (0.75 * len(words) + 1)), round(size * 1.5)
    middle, baseline = label.x * scale, label.y * scale
    left = {"start": middle, "middle": middle - width / 2, "end": middle - width}[label.anchor]
    align = {"start": "", "middle": '<w:jc w:val="center"/>', "end": '<w:jc w:val="right"/>'}[label.anchor]
    half_points = max(8, round(size * _EMU_TO_HALF_POINTS))
    letters = "<w:b/><w:bCs/>" if label.strong else ""
    letters += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    paragraph = xml.paragraph("LabelInDrawing", xml.run(words, letters), align)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f"{_frame(round(left), round(baseline - size * 1.05), width, height)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp>"
    )


def _frame(left: int, top: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
