"""What a sheet stands on: page, styles, lists, footer and the properties of the file."""

from collections.abc import Sequence
from functools import lru_cache

from pesagree.sheet import Sheet
from pesagree.writers.docx import furniture, xml
from pesagree.writers.docx.inlines import LANGUAGES
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, text_part
from pesagree.writers.docx.paper import font_table_part, properties_parts, settings_part, theme_part
from pesagree.writers.sheets.blocks import NumberedLists
from pesagree.writers.sheets.charts import ChartParts
from pesagree.writers.sheets.measures import half_points, twips

_WORD = "wordprocessingml."
_A4 = (11906, 16838)
_NUMBERS = 2  # the abstract list of sheet-numbering.xml that counts

NAMESPACES = (
    f'xmlns:w="{xml.W}" xmlns:r="{xml.R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def parts(sheet: Sheet, body: str, numbered_lists: int, charts: Sequence[ChartParts]) -> list[Part]:
    """All parts of the file round this body."""
    language = LANGUAGES.get(sheet.language, sheet.language)
    return [
        text_part(
            "word/document.xml",
            f"{_WORD}document.main",
            f"{xml.DECLARATION}<w:document {NAMESPACES}><w:body>{body}"
            f"<w:sectPr>{_section(sheet)}</w:sectPr></w:body></w:document>",
        ),
        _links(charts),
        text_part("word/styles.xml", f"{_WORD}styles", _styles(language, sheet.points)),
        text_part("word/numbering.xml", f"{_WORD}numbering", _numbering(numbered_lists)),
        settings_part(sheet.language),
        font_table_part(),
        theme_part(),
        text_part("word/footer1.xml", f"{_WORD}footer", _footer(sheet)),
        *properties_parts(sheet.title, sheet.language),
        *(part for chart in charts for part in chart.parts),
    ]


def _section(sheet: Sheet) -> str:
    width, height = reversed(_A4) if sheet.landscape else _A4
    turned = ' w:orient="landscape"' if sheet.landscape else ""
    margin = twips(sheet.margin)
    edge = min(567, margin // 2)
    return (
        '<w:footerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}"'
        f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
    )


def _links(charts: Sequence[ChartParts]) -> Part:
    kinds = ("styles", "numbering", "settings", "fontTable", "footer", "theme")
    targets = (
        "styles.xml", "numbering.xml", "settings.xml", "fontTable.xml", "footer1.xml", "theme/theme1.xml",
    )  # fmt: skip
    links = [
        (f"rId{number}", f"{OFFICE_RELATIONS}{kind}", target)
        for number, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    ]
    links += [
        (f"rIdChart{chart.number}", f"{OFFICE_RELATIONS}chart", f"charts/chart{chart.number}.xml")
        for chart in charts
    ]
    return relations("word/_rels/document.xml.rels", links)


@lru_cache(maxsize=16)
def _styles(language: str, points: float) -> str:
    """The styles of sheets, with every size in proportion to the sheet's letters."""
    sizes = {"normal": 1.0, "title": 1.8, "one": 1.4, "two": 1.15, "three": 1.0, "small": 0.8}
    filled = {name: str(half_points(points * share)) for name, share in sizes.items()}
    return furniture.template("sheet-styles.xml").substitute(lang=language, **filled)


@lru_cache(maxsize=16)
def _numbering(numbered_lists: int) -> str:
    lists = "".join(
        f'<w:num w:numId="{NumberedLists.FIRST + index}"><w:abstractNumId w:val="{_NUMBERS}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index in range(numbered_lists)
    )
    return furniture.template("sheet-numbering.xml").substitute(lists=lists)


def _footer(sheet: Sheet) -> str:
    """Whose paper it is, the warning, and the page at the right margin."""
    footer = sheet.footer
    facts = " · ".join(part for part in (footer.identity, footer.warning) if part)
    pages = (
        f"<w:r><w:tab/></w:r>{xml.run(footer.page + ' ')}{_number('PAGE')}"
        f"{xml.run(' ' + footer.of + ' ')}{_number('NUMPAGES')}"
    )
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(sheet.width)}"/></w:tabs>'
    line = xml.paragraph("Footer", (xml.run(facts) if facts else "") + (pages if footer.page else ""), stop)
    return f'{xml.DECLARATION}<w:ftr xmlns:w="{xml.W}">{line}</w:ftr>'


def _number(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
