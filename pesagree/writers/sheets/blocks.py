"""The body of a sheet: every kind of block as WordprocessingML."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from pesagree.document import BOX, TICKED, Break, Field, Text
from pesagree.sheet import (
    AFTER_LINES,
    Align,
    Block,
    Boxes,
    Bullets,
    Callout,
    Cell,
    CellBlock,
    Chart,
    Column,
    Drawing,
    Gap,
    Grid,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Row,
    RuledLines,
    Sheet,
    Together,
    Words,
)
from pesagree.writers.docx import xml
from pesagree.writers.sheets.charts import ChartParts, chart_frame, chart_parts
from pesagree.writers.sheets.drawings import drawing_run
from pesagree.writers.sheets.measures import CM, half_points, twips

# Borders, not tabs with a leader: LibreOffice sets lines of tabs alone as low as their letters.
_RULE = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for edge in ("bottom", "between")
)
_RULE = f"<w:pBdr>{_RULE}</w:pBdr>"
_BOX_FONT = (
    '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"'
    ' w:cs="Segoe UI Symbol"/>'
)
_FREE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')
_GREY = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
_UNDERSCORE = 0.556  # its width in Arial, for letters of one point
_AFTER = 0.2  # the room below a paragraph that the styles give it
_EDGE = {
    Lines.SOLID: '<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>',
    Lines.NONE: '<w:{side} w:val="nil"/>',
    Lines.CUT: '<w:{side} w:val="dashed" w:sz="6" w:space="0" w:color="595959"/>',
}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


_AFTER_TABLE = xml.paragraph("AfterTable", "")


def _begins_page(block: Block | None) -> bool:
    """Whether the page ends before this block."""
    match block:
        case PageBreak() | Heading(new_page=True) | Together(blocks=(Heading(new_page=True), *_)):
            return True
        case _:
            return False


class NumberedLists:
    """Counts the numbered lists; each needs a number of its own to begin at 1."""

    FIRST = 2  # 1 is the list of dots

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.FIRST + self.count - 1


class Body:
    """Writes one sheet's blocks and keeps what they need besides: lists, charts, numbers of drawings."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lists = NumberedLists()
        self.charts: list[ChartParts] = []
        self.shapes = 0

    def write(self) -> str:
        """All blocks in order, under the title."""
        sheet = self.sheet
        written = [xml.paragraph("Title", self.runs(sheet.title))] if sheet.show_title else []
        breaks = False
        for block, follower in zip(sheet.blocks, [*sheet.blocks[1:], None], strict=True):
            if isinstance(block, PageBreak):
                breaks = True
                continue
            properties = "<w:pageBreakBefore/>" if breaks else ""
            if breaks and not isinstance(block, Heading | Paragraph):
                written.append(xml.paragraph("Hairline", "", properties))
                properties = ""
            written.append(self.block(block, properties))
            if isinstance(block, Callout) and isinstance(follower, Callout):
                written.append(xml.paragraph("Hairline", ""))  # or Word would join the two boxes
            elif _begins_page(follower):  # the paragraph after a table that fills its page would fill another
                written[-1] = written[-1].removesuffix(_AFTER_TABLE)
            breaks = False
        return "".join(written)

    def block(self, block: Block, properties: str = "") -> str:
        """One block of the body; `properties` belong to its first paragraph."""
        match block:
            case Heading(level=level, words=words, new_page=new_page):
                breaks = "<w:pageBreakBefore/>" if new_page else properties
                return xml.paragraph(f"Heading{level}", self.runs(words), breaks)
            case Callout():
                return "".join(self.callout(block))
            case Boxes(columns=columns) if columns > 1:
                return self.grid(_boxes_grid(block))
            case Chart():
                self.charts.append(chart_parts(block, len(self.charts) + 1))
                self.shapes += 1
                run = chart_frame(block, len(self.charts), self.shapes)
                return xml.paragraph("Picture", run, '<w:jc w:val="center"/>')
            case Grid():
                return self.grid(block)
            case Together(blocks=blocks):
                content = "".join(self.block(one) for one in blocks)
                # The last paragraph or row is free; the small paragraph after a table is none of them.
                mark = "<w:tr>" if isinstance(blocks[-1], Grid) else "<w:p>"
                last = content.rindex(mark)
                return _FREE.sub(r"\1<w:keepNext/>", content[:last]) + content[last:]
            case PageBreak():
                return ""  # `write` makes it a property of what follows
            case Paragraph() | Bullets() | Boxes() | RuledLines() | Drawing():
                return "".join(self.simple(block, "BodyText", self.sheet.points, properties))
            case _:
                assert_never(block)

    def simple(self, block: CellBlock, style: str, points: float, properties: str = "") -> Iterator[str]:
        """A block that may also stand in a cell, in letters of `points`."""
        match block:
            case Paragraph(words=words):
                layout = ("<w:keepNext/>" if block.keep else "") + properties
                if (block.before, block.after) != (0, _AFTER):
                    layout += f'<w:spacing w:before="{twips(block.before)}" w:after="{twips(block.after)}"/>'
                content = self.runs(words, block.points or points, strong=block.strong)
                yield xml.paragraph(style, content, layout + _align(block.align))
            case Bullets(items=items, numbered=numbered):
                number = self.lists.next() if numbered else 1
                layout = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
                for item in items:
                    yield xml.paragraph("ListBullet", self.runs(item, block.points or points), layout)
            case Boxes(items=items, ticked=ticked):
                own = block.points or points
                indent = twips(0.055 * own)
                hang = f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>'
                hang += f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
                size = _size(own)
                for position, item in enumerate(items):
                    mark = xml.run(TICKED if position in ticked else BOX, _BOX_FONT + size)
                    content = f"{mark}<w:r><w:tab/></w:r>{self.runs(item, own)}"
                    yield xml.paragraph("BoxToTick", content, hang)
            case RuledLines(count=count, cm=cm):
                for number in range(count):
                    after = twips(AFTER_LINES) if number == count - 1 else 0
                    height = (
                        f'<w:spacing w:before="0" w:after="{after}" w:line="{twips(cm)}" w:lineRule="exact"/>'
                    )
                    yield xml.paragraph("RuledLine", "", _RULE + height)
            case Drawing(align=align):
                first = self.shapes + 1
                run, self.shapes = drawing_run(block, first)
                yield xml.paragraph("Picture", run, _align(align))
            case _:
                assert_never(block)

    def callout(self, block: Callout) -> Iterator[str]:
        last = len(block.lines) - 1
        for position, words in enumerate(block.lines):
            content = self.runs(words, block.points, strong=block.strong)
            layout = "<w:keepNext/>" if position < last else ""
            yield xml.paragraph("Callout", content, layout + _align(block.align))

    # --- tables -----------------------------------------------------------------------------

    def grid(self, grid: Grid) -> str:
        """A table of fixed widths, and the small paragraph that keeps it apart from what follows."""
        shares = [column.share for column in grid.columns]
        widths = [twips(self.sheet.width * share / sum(shares)) for share in shares]
        rows = []
        if grid.has_header:
            cells = [Cell(c.header, shaded=True, strong=True, align=c.align) for c in grid.columns]
            rows.append(self.row(grid, Row(tuple(cells)), widths, head=True))
        rows += [self.row(grid, row, widths) for row in grid.rows]
        blank = Row(tuple("" for _ in grid.columns), cm=grid.blank_cm)
        rows += [self.row(grid, blank, widths) for _ in range(grid.blank_rows)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        edges = "".join(_EDGE[grid.lines].format(side=side) for side in _EDGES)
        caption = xml.escape(" ".join(grid.caption.split()))
        description = xml.escape(" ".join((grid.description or grid.caption).split()))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="SheetTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="{int(grid.has_header)}" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="{description}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
            f"{''.join(rows)}</w:tbl>{_AFTER_TABLE}"
        )

    def row(self, grid: Grid, row: Row, widths: Sequence[int], *, head: bool = False) -> str:
        rule = "exact" if row.exact else "atLeast"
        height = f'<w:trHeight w:val="{twips(row.cm)}" w:hRule="{rule}"/>' if row.cm else ""
        properties = f"<w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}"
        written, column = [], 0
        for cell in row.cells:
            whole = cell if isinstance(cell, Cell) else Cell(cell, align=grid.columns[column].align)
            width = sum(widths[column : column + whole.span])
            written.append(self.cell(grid, whole, width, head=head))
            column += whole.span
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"

    def cell(self, grid: Grid, cell: Cell, width: int, *, head: bool) -> str:
        style = "TableHeading" if head else "TableText"
        points = cell.points or grid.points or self.sheet.points
        blocks: tuple[CellBlock, ...] = cell.blocks
        if cell.words or not blocks:
            first = Paragraph(cell.words, strong=cell.strong and not head, align=cell.align)
            blocks = (first, *blocks)
        content = "".join(part for block in blocks for part in self.simple(block, style, points))
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shade = _GREY if cell.shaded else ""
        middle = '<w:vAlign w:val="center"/>' if cell.middle else ""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}{middle}'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    # --- words ------------------------------------------------------------------------------

    def runs(self, words: Words, points: float = 0, *, strong: bool = False) -> str:
        """The runs of a paragraph, in letters of `points` where they are not the sheet's own."""
        size = _size(points) if points not in (0, self.sheet.points) else ""
        bold = "<w:b/><w:bCs/>" if strong else ""
        if isinstance(words, str):
            return xml.run(words, bold + size) if words else ""
        written = []
        for inline in words:
            match inline:
                case Text(text=text, strong=own, emphasis=emphasis):
                    marks = bold or ("<w:b/><w:bCs/>" if own else "")
                    marks += "<w:i/><w:iCs/>" if emphasis else ""
                    written.append(xml.run(text, marks + size))
                case Field(text=text, default=default):
                    written.append(xml.run(f"[{text}]" if default else text, bold + size))
                case Break():
                    written.append("<w:r><w:br/></w:r>")
                case Gap(cm=cm):
                    count = round(cm * CM / 20 / (_UNDERSCORE * (points or self.sheet.points)))
                    written.append(xml.run("_" * max(1, count), size))
                case _:
                    assert_never(inline)
        return "".join(written)


def _boxes_grid(boxes: Boxes) -> Grid:
    """Boxes in columns, read from left to right."""
    rows = []
    items = list(enumerate(boxes.items))
    for start in range(0, len(items), boxes.columns):
        cells = [
            Cell(blocks=(Boxes((item,), frozenset({0} if n in boxes.ticked else ()), points=boxes.points),))
            for n, item in items[start : start + boxes.columns]
        ]
        rows.append(Row((*cells, *(Cell() for _ in range(boxes.columns - len(cells))))))
    caption = " · ".join(item if isinstance(item, str) else "" for item in boxes.items)
    return Grid(caption, tuple(Column() for _ in range(boxes.columns)), tuple(rows), lines=Lines.NONE)


def _align(align: Align) -> str:
    return "" if align == "left" else f'<w:jc w:val="{align}"/>'


def _size(points: float) -> str:
    size = half_points(points)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
