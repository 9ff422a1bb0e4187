"""Sheets in Word: every kind of block, drawings and charts, valid and the same each time."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from pesagree.document import Break, Field, Text
from pesagree.errors import TemplateError
from pesagree.resources import templates_dir
from pesagree.sheet import (
    WALL,
    Block,
    Boxes,
    Bullets,
    Callout,
    Cell,
    Chart,
    ChartKind,
    Column,
    Drawing,
    Footer,
    Gap,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Row,
    RuledLines,
    Series,
    Sheet,
    Together,
)
from pesagree.workshop.pages import pages
from pesagree.writers.sheets import write
from pesagree.writers.sheets.svg import Label, Outline, picture, read

BARS = Chart(
    "Rent & more",
    "Bars: 2 and 3.5",
    ("=A1", "<b>"),
    (Series("a", (2, 3.5)), Series("b", (1, 1))),
    kind=ChartKind.STACK,
)
EVERYTHING: tuple[Block, ...] = (
    Heading(1, "One & two"),
    Heading(2, "Two", new_page=True),
    Paragraph((Text("a < b", strong=True), Break(), Gap(3), Field("x", "X", 'say "x"', default=True))),
    Paragraph("big", points=WALL, align="center", strong=True, keep=True, after=0),
    Bullets(("a", "b")),
    Bullets(("first", "second"), numbered=True),
    Bullets(("first again",), numbered=True),
    Boxes(("yes", "no"), frozenset({1})),
    Boxes(("1", "2", "3", "4"), columns=3),
    RuledLines(3),
    Callout(("one", "two"), strong=True),
    Callout(("another",)),
    PageBreak(),
    Grid(
        "A table",
        (Column("a"), Column("b", 2, "right")),
        (
            Row(("x", Cell("y", blocks=(RuledLines(2), Drawing("forest", "Trees", 3)), shaded=True))),
            Row((Cell("wide", span=2, middle=True),), cm=2, exact=True),
        ),
        blank_rows=2,
        lines=Lines.CUT,
    ),
    Drawing("river", ""),
    Together((Heading(3, "Kept"), Paragraph("kept"), Boxes(("a", "b")), RuledLines(2))),
    PageBreak(),
    BARS,
)
SHEET = Sheet("All of it", "en", EVERYTHING, Footer("P-1", "not for signature", "page", "of"))


def audit(data: bytes, folder: Path) -> list[str]:
    file = folder / "sheet.docx"
    file.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(file).errors]


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("landscape", [False, True])
def test_every_block_is_valid(landscape: bool, tmp_path: Path) -> None:
    sheet = Sheet("All of it", "en", EVERYTHING, SHEET.footer, landscape=landscape, points=14)
    assert audit(write(sheet), tmp_path) == []


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert write(SHEET) == write(SHEET)


def test_words_stand_as_they_are() -> None:
    body = part(write(SHEET), "word/document.xml")
    assert ">a &lt; b</w:t>" in body
    assert ">[say &quot;x&quot;]</w:t>" in body
    assert "One &amp; two" in body


def test_a_sheet_can_be_used_by_those_who_do_not_see() -> None:
    data = write(SHEET)
    body = part(data, "word/document.xml")
    assert 'descr="Trees"' in body
    assert "decorative" in body  # the river says nothing
    assert 'w:val="A table"' in body
    assert "<w:tblHeader/>" in body
    assert "<dc:title>All of it</dc:title>" in part(data, "docProps/core.xml")
    assert 'w:lang w:val="en' in part(data, "word/styles.xml")


def test_each_numbered_list_begins_at_one() -> None:
    data = write(SHEET)
    used = re.findall(r'<w:numId w:val="(\d+)"/>', part(data, "word/document.xml"))
    assert used == ["1", "1", "2", "2", "3"]
    assert part(data, "word/numbering.xml").count("startOverride") == 2


def test_no_number_of_a_drawing_comes_twice() -> None:
    body = part(write(SHEET), "word/document.xml")
    numbers = re.findall(r'<(?:wp:docPr|wps:cNvPr) id="(\d+)"', body)
    assert len(numbers) == len(set(numbers)) > 10


def test_a_chart_holds_its_numbers_and_its_workbook() -> None:
    data = write(SHEET)
    chart = part(data, "word/charts/chart1.xml")
    assert "<c:v>3.5</c:v>" in chart
    assert "Rent &amp; more" in chart
    book = load_workbook(BytesIO(ZipFile(BytesIO(data)).read("word/embeddings/chart1.xlsx")))
    assert [[cell.value for cell in row] for row in book.active.rows] == [
        [None, "a", "b"],
        ["=A1", 2, 1],
        ["<b>", 3.5, 1],
    ]
    assert book.active["A2"].data_type == "s"


def test_a_page_break_is_no_empty_page() -> None:
    body = part(write(Sheet("T", "es", (PageBreak(), Heading(1, "a"), PageBreak()))), "word/document.xml")
    assert body.count("pageBreakBefore") == 1
    assert '<w:br w:type="page"/>' not in body


def test_a_page_does_not_part_what_stands_together() -> None:
    together = Together((Paragraph("a", keep=True), Boxes(("b", "c")), RuledLines(2), Paragraph("last")))
    body = part(write(Sheet("T", "es", (together,))), "word/document.xml")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body)[1:]
    assert ["<w:keepNext/>" in paragraph for paragraph in paragraphs] == [True] * 5 + [False]
    assert body.count("<w:keepNext/><w:keepNext/>") == 0


def test_pages_are_counted_roughly() -> None:
    assert pages(Sheet("T", "es", (Paragraph("a"),))) == 1
    assert pages(Sheet("T", "es", (Heading(1, "a"), Heading(1, "b", new_page=True)))) == 2
    assert pages(Sheet("T", "es", (RuledLines(60, 1),))) == 3
    grid = Grid("g", (Column("a"),), blank_rows=50, blank_cm=1)
    assert pages(Sheet("T", "es", (grid,))) == 3


# --- drawings -----------------------------------------------------------------------------------

DRAWINGS = sorted(file.stem for file in (templates_dir() / "drawings").glob("*.svg"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_our_drawings_are_black_white_and_grey(name: str) -> None:
    drawn = picture(name)
    assert drawn.shapes
    for shape in drawn.shapes:
        if isinstance(shape, Outline):
            for colour in filter(None, (shape.fill, shape.stroke)):
                assert colour[:2] == colour[2:4] == colour[4:], colour


@pytest.mark.parametrize("name", DRAWINGS)
def test_our_drawings_are_valid(name: str, tmp_path: Path) -> None:
    labels = {shape.key: "x" for shape in picture(name).shapes if isinstance(shape, Label)}
    assert audit(write(Sheet("T", "es", (Drawing(name, "x", labels=labels),))), tmp_path) == []


def svg(folder: Path, inside: str) -> Path:
    file = folder / "drawing.svg"
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 0 100 50">'
    file.write_text(f"{head}{inside}</svg>", encoding="utf-8")
    return file


def test_paths_become_absolute(tmp_path: Path) -> None:
    drawn = read(svg(tmp_path, '<path d="M20 10 30 10 l5 5 h-5 v5 q0 3 3 3 z" fill="none"/>'))
    (shape,) = drawn.shapes
    assert isinstance(shape, Outline)
    assert [kind for kind, _ in shape.segments] == ["M", "L", "L", "L", "L", "C", "Z"]
    ends = [points[-1] for _, points in shape.segments if points]
    assert ends == [(10, 10), (20, 10), (25, 15), (20, 15), (20, 20), (23, 23)]


def test_groups_move_and_turn_what_they_hold(tmp_path: Path) -> None:
    inside = (
        '<g transform="translate(10 5) rotate(90)" stroke-width="2"><line x1="0" y1="0" x2="4" y2="0"/></g>'
    )
    (shape,) = read(svg(tmp_path, inside)).shapes
    assert isinstance(shape, Outline)
    assert shape.width == 2
    assert [tuple(round(n, 6) for n in points[0]) for _, points in shape.segments] == [(0, 5), (0, 9)]


@pytest.mark.parametrize(
    "inside",
    [
        "<image/>",
        '<path d="M0 0 A 1 1 0 0 0 5 5"/>',
        '<path d="M0"/>',
        '<rect width="5" height="5" fill="url(#g)"/>',
        '<rect style="fill:red" width="5" height="5"/>',
        '<g transform="skewX(3)"/>',
        "<g>",
    ],
)
def test_what_cannot_be_drawn_is_refused(inside: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        read(svg(tmp_path, inside))
    assert caught.value.problems[0].code in ("drawing_part", "drawing_xml")


def test_a_missing_drawing_or_label_is_said() -> None:
    with pytest.raises(TemplateError):
        write(Sheet("T", "es", (Drawing("no-such-drawing", "x"),)))
    with pytest.raises(TemplateError):
        write(Sheet("T", "es", (Drawing("year-wheel", "x"),)))


def test_a_drawing_keeps_its_proportions_where_its_shapes_do_not_fill_it() -> None:
    """LibreOffice stretches a group to its shapes: a frame that nobody sees is as large as the paper."""
    body = part(write(Sheet("T", "es", (Drawing("question", "?", 6),))), "word/document.xml")
    size = 'cx="2160000" cy="1620000"'
    assert f"<wp:extent {size}/>" in body
    first = body[body.index("<wps:wsp>") : body.index("</wps:wsp>")]
    assert f'<a:off x="0" y="0"/><a:ext {size}/>' in first
