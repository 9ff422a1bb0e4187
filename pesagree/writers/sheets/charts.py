"""Charts that Word can edit: a chart part with its numbers, and the small workbook behind it.

Black and white: greys and hatchings with a black edge, and the numbers stand on the bars.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pesagree.sheet import Chart, ChartKind, Series
from pesagree.writers.docx import xml
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, text_part
from pesagree.writers.sheets.drawings import anchor_inline
from pesagree.writers.sheets.measures import emu

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET = "Sheet1"
_FILLS = (
    '<a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill>',
    "{wdUpDiag}",
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
    "{pct25}",
    '<a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>',
    "{lgGrid}",
)
_EDGE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class ChartParts:
    """The parts of one chart, and the number in their names."""

    number: int
    parts: tuple[Part, ...]


def chart_parts(chart: Chart, number: int) -> ChartParts:
    """The chart, its workbook, and the link between the two."""
    book = f"embeddings/chart{number}.xlsx"
    links = relations(
        f"word/charts/_rels/chart{number}.xml.rels", [("rId1", f"{OFFICE_RELATIONS}package", f"../{book}")]
    )
    part = text_part(f"word/charts/chart{number}.xml", "drawingml.chart", _chart(chart))
    return ChartParts(number, (part, links, Part(f"word/{book}", _WORKBOOK, _workbook(chart))))


def chart_frame(chart: Chart, number: int, shape: int) -> str:
    """The run that shows chart `number`; `shape` is its number among the drawings."""
    graphic = (
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="rIdChart{number}"/>'
        "</a:graphicData></a:graphic>"
    )
    inline = anchor_inline(graphic, shape, chart.title, chart.alt, emu(chart.width), emu(chart.height))
    return f"<w:r>{inline}</w:r>"


def _chart(chart: Chart) -> str:
    stacked = chart.kind is ChartKind.STACK
    direction = "col" if chart.kind is ChartKind.COLUMNS else "bar"
    overlap = '<c:overlap val="100"/>' if stacked else ""
    series = "".join(_series(chart, one, index) for index, one in enumerate(chart.series))
    # Lying bars count from below: turned round, the first category stands at the top.
    order = "minMax" if direction == "col" else "maxMin"
    places = ("b", "l") if direction == "col" else ("l", "b")
    crosses = "autoZero" if direction == "col" else "max"
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    return (
        f'{xml.DECLARATION}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}" xmlns:r="{xml.R}">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{_letters(12, strong=True, default=True)}</a:pPr>"
        f"<a:r>{_letters(12, strong=True)}<a:t>{xml.escape(chart.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{direction}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{overlap}'
        '<c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        '<c:catAx><c:axId val="1001"/>'
        f'<c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{places[0]}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{_EDGE}</c:spPr>{_text(11)}<c:crossAx val="1002"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        # The numbers stand on the bars; an axis would only say them again.
        '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{places[1]}"/>'
        f'<c:numFmt formatCode="{xml.escape(chart.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="1001"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f'<a:ln><a:noFill/></a:ln></c:spPr>{_text(11)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def _series(chart: Chart, series: Series, index: int) -> str:
    column = chr(ord("B") + index)
    last = len(chart.categories) + 1
    names = "".join(
        f'<c:pt idx="{i}"><c:v>{xml.escape(name)}</c:v></c:pt>' for i, name in enumerate(chart.categories)
    )
    values = "".join(f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(series.values))
    fill = _FILLS[index % len(_FILLS)]
    if fill.startswith("{"):
        fill = (
            f'<a:pattFill prst="{fill[1:-1]}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    place = "ctr" if chart.kind is ChartKind.STACK else "outEnd"
    number_format = xml.escape(chart.number_format)
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>"
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{xml.escape(series.name)}</c:v></c:pt>'
        f'</c:strCache></c:strRef></c:tx><c:spPr>{fill}{_EDGE}</c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{number_format}" sourceLinked="0"/>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>{_text(11)}'
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(chart.categories)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f'<c:formatCode>{number_format}</c:formatCode><c:ptCount val="{len(series.values)}"/>{values}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _letters(points: int, *, strong: bool = False, default: bool = False) -> str:
    return (
        f'<a:{"defRPr" if default else "rPr"} sz="{points * 100}" b="{int(strong)}"><a:solidFill>'
        f'<a:srgbClr val="000000"/></a:solidFill></a:{"defRPr" if default else "rPr"}>'
    )


def _text(points: int) -> str:
    return (
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>{_letters(points, default=True)}</a:pPr>"
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def _workbook(chart: Chart) -> bytes:
    """The numbers as a workbook; the same chart gives the same bytes."""
    from openpyxl import Workbook  # slow to import, and few sheets hold a chart

    book = Workbook()
    page = book.active
    page.title = _SHEET
    rows: list[Sequence[object]] = [("", *(series.name for series in chart.series))]
    rows += zip(chart.categories, *(series.values for series in chart.series), strict=True)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with "=" is no formula
    saved = BytesIO()
    book.save(saved)
    fixed = BytesIO()
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
                data = data.replace(b"openpyxl", b"pesagree")
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return fixed.getvalue()
