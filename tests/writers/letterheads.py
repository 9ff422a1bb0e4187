# ruff: noqa: E501  # XML reads better whole
"""Letterheads as other programs make them: python-docx, LibreOffice, and Word's own ways written by hand."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx as python_docx
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

LIBREOFFICE = Path(__file__).parents[1] / "data" / "letterhead-libreoffice.docx"


def picture() -> bytes:
    """The smallest PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\x20\x80\x40")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def saved(file: Any) -> bytes:
    """The bytes of a python-docx document."""
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def with_logo() -> bytes:
    """python-docx: a picture beside the name in a table in the header, own fonts, margins and gutter."""
    file = python_docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.gutter = Cm(3.5), Cm(1.5), Cm(1)
    section.top_margin, section.header_distance = Cm(4), Cm(0.8)
    table = section.header.add_table(1, 2, Cm(15))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(BytesIO(picture()), width=Cm(2))
    table.cell(0, 1).text = "Fondo del Aguaje (EJEMPLO)"
    section.footer.paragraphs[0].text = "Iquitos · ejemplo"
    file.styles["Normal"].font.name = "Palatino Linotype"
    file.styles["Normal"].font.size = Pt(12)
    file.styles["Heading 1"].font.name = "Palatino Linotype"
    for key, relation in list(file.part.rels.items()):
        if "stylesWithEffects" in relation.reltype:  # an old part that contradicts the changed styles
            del file.part.rels[key]
    return saved(file)


def with_page_count() -> bytes:
    """Another first page, and footers that count the pages: by a field of several runs, and by a simple one."""
    file = python_docx.Document(BytesIO(with_logo()))
    section = file.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Primera hoja (EJEMPLO)"
    name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    red = '<w:rPr><w:color w:val="C00000"/></w:rPr>'
    several = (
        f'<w:r {name}>{red}<w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r {name}>{red}<w:instrText xml:space="preserve"> NUMPAGES  \\* MERGEFORMAT </w:instrText></w:r>',
        f'<w:r {name}><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r {name}>{red}<w:t>77</w:t></w:r>",
        f'<w:r {name}><w:fldChar w:fldCharType="end"/></w:r>',
    )
    simple = f'<w:fldSimple {name} w:instr=" NUMPAGES "><w:r>{red}<w:t>88</w:t></w:r></w:fldSimple>'
    for footer, runs in ((section.footer, several), (section.first_page_footer, (simple,))):
        for run in runs:
            footer.paragraphs[0]._p.append(parse_xml(run))
    return saved(file)


# --- Word's own ways ------------------------------------------------------------------------

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PICTURE = """<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="720000" cy="720000"/>
<wp:docPr id="1" name="Logo" descr="Logo de ejemplo"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch>
<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="720000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""

_TEXT_BOX = """<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"
distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">
<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="360000"/><wp:wrapNone/><wp:docPr id="2" name="Cuadro"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>RUC de ejemplo</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect id="box"
style="width:140pt;height:28pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>RUC de ejemplo</w:t></w:r></w:p></w:txbxContent>
</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

_STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi"
w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>
<w:lang w:val="es-PE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="160" w:line="278" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376">
<w:lsdException w:name="Normal" w:uiPriority="0" w:qFormat="1"/><w:lsdException w:name="heading 1" w:uiPriority="9" w:qFormat="1"/>
<w:lsdException w:name="heading 2" w:semiHidden="1" w:uiPriority="9" w:unhideWhenUsed="1" w:qFormat="1"/></w:latentStyles>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:link w:val="Ttulo1Car"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="80"/>
<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi"
w:cstheme="majorBidi"/><w:color w:val="0F4761" w:themeColor="accent1" w:themeShade="BF"/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="Fuentedeprrafopredeter"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="Tablanormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="Sinlista"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
<w:unhideWhenUsed/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Ttulo1Car"><w:name w:val="Título 1 Car"/>
<w:basedOn w:val="Fuentedeprrafopredeter"/><w:link w:val="Ttulo1"/><w:uiPriority w:val="9"/></w:style>
<w:style w:type="paragraph" w:styleId="Encabezado"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
<w:unhideWhenUsed/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4252"/><w:tab w:val="right" w:pos="8504"/></w:tabs></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Piedepgina"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
<w:unhideWhenUsed/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4252"/><w:tab w:val="right" w:pos="8504"/></w:tabs></w:pPr></w:style>"""

_FONTS = """<w:font w:name="Aptos"><w:panose1 w:val="020B0004020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font>"""

_SECTION = """<w:sectPr>{headers}<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>
<w:pgSz w:w="{size}/><w:pgMar w:top="1985" w:right="1418" w:bottom="1418" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/>
<w:cols w:num="{columns}" w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr>"""
_HEADERS = '<w:headerReference w:type="default" r:id="rId2"/><w:headerReference w:type="even" r:id="rId3"/>'


def _paragraph(style: str, inside: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def as_word_makes_it(theme: str) -> bytes:
    """Left and right pages, theme fonts, latent styles, a text box in two dialects, then a page in columns.

    `theme` is the text of a theme part.
    """
    body = _paragraph("Normal", _said("Carta vieja"))
    first = _SECTION.format(headers=_HEADERS, size='11906" w:h="16838"', columns=1)
    last = _SECTION.format(headers="", size='16838" w:h="11906" w:orient="landscape"', columns=2)
    last = last.replace('<w:footerReference w:type="default" r:id="rId4"/>', "").replace(
        '<w:footerReference w:type="even" r:id="rId5"/>\n', ""
    )
    own = {
        "document": (
            "document.main",
            f"<w:body>{body}<w:p><w:pPr>{first}</w:pPr></w:p>{body}{last}</w:body>",
        ),
        "styles": ("styles", _STYLES),
        "settings": ("settings", "<w:evenAndOddHeaders/>"),
        "fontTable": ("fontTable", _FONTS),
        "header1": ("header", _paragraph("Encabezado", _PICTURE + _said("Municipalidad (EJEMPLO)"))),
        "header2": ("header", _paragraph("Encabezado", _TEXT_BOX + _said("Página par"))),
        "footer1": ("footer", _paragraph("Piedepgina", _said("Plaza de ejemplo"))),
        "footer2": ("footer", _paragraph("Piedepgina", _said("Plaza de ejemplo, par"))),
    }
    roots = {
        "document": "document",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fonts",
        "header": "hdr",
        "footer": "ftr",
    }
    links = ["styles", "header1", "header2", "footer1", "footer2", "settings", "fontTable"]
    kinds = {name: name.rstrip("12") for name in links}
    relations = [(f"rId{n}", f"{_RELATIONS}/{kinds[name]}", f"{name}.xml") for n, name in enumerate(links, 1)]
    relations.append(("rId8", f"{_RELATIONS}/theme", "theme/theme1.xml"))
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>'
        for name, (kind, _) in own.items()
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'{overrides}<Override PartName="/word/theme/theme1.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels", _relations([("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml")])
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr(
            "word/_rels/header1.xml.rels", _relations([("rId1", f"{_RELATIONS}/image", "media/logo.png")])
        )
        archive.writestr("word/media/logo.png", picture())
        archive.writestr("word/theme/theme1.xml", theme)
        for name, (_, inside) in own.items():
            tag = roots[name.rstrip("12")]
            archive.writestr(f"word/{name}.xml", f"{_HEAD}<w:{tag} {_NAMES}>{inside}</w:{tag}>")
    return out.getvalue()


def _relations(rows: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
