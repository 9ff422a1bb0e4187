"""How many pages a sheet will fill: an estimate from the size of letters, good enough to pack paper."""

import math
from typing import assert_never

from pesagree.document import Blank, Document, Field, Text, inlines
from pesagree.sheet import (
    AFTER_LINES,
    Block,
    Boxes,
    Bullets,
    Callout,
    Cell,
    CellBlock,
    Chart,
    Drawing,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    RuledLines,
    Sheet,
    Together,
    Words,
    plain,
)
from pesagree.workshop.fitting import CM_A_POINT, LINE, wrapped
from pesagree.workshop.fitting import height as height_of
from pesagree.writers.sheets.svg import picture

_PLAIN = 1.06
"""Plain letters are so much narrower than the bold ones that `fitting` measures."""
_CELL_MARGIN = 0.5


_MARKING_LETTERS, _MARKING_CLAUSE, _MARKING_BLANK = 1600, 0.25, 40
"""On the draft for marking: the letters that fit on a page, the part of a page that the heading, boxes and
lines of a clause take, and how many letters a blank counts for. Fitted to four drafts of 43 to 79 pages."""


def pages(paper: Sheet | Document) -> int:
    """Pages of A4, at least one."""
    if isinstance(paper, Document):
        nodes = tuple(inlines(paper))
        letters = sum(len(node.text) for node in nodes if isinstance(node, Text | Field))
        letters += sum(_MARKING_BLANK for node in nodes if isinstance(node, Blank))
        letters += sum(len(question) for question in {n.question for n in nodes if isinstance(n, Blank)})
        return math.ceil(letters / _MARKING_LETTERS + len(paper.clauses) * _MARKING_CLAUSE)
    return _sheet_pages(paper)


def _sheet_pages(sheet: Sheet) -> int:
    count, used = 1, _words(sheet.title, sheet.points * 1.8, sheet.width) + 0.4 if sheet.show_title else 0.0
    for block in sheet.blocks:
        if _begins_page(block):
            count, used = count + (used > 0), 0.0
        height = _height(block, sheet)
        if isinstance(block, Grid):
            rows = _rows(block, sheet)
            again = rows[0] if block.has_header else 0.0  # the header stands on each page
            for row in rows:
                over = used + row > sheet.height
                count, used = (count + 1, again + row) if over else (count, used + row)
        elif isinstance(block, Drawing | Chart | Together) and used + height > sheet.height:
            count, used = count + 1, height
        else:
            more, used = divmod(used + height, sheet.height)
            count += int(more)
    return count


def _begins_page(block: Block) -> bool:
    match block:
        case PageBreak() | Heading(new_page=True) | Together(blocks=(Heading(new_page=True), *_)):
            return True
        case _:
            return False


def _height(block: Block, sheet: Sheet) -> float:
    match block:
        case Heading(level=level, words=words):
            return _words(words, sheet.points * (1.4, 1.15, 1.0)[level - 1], sheet.width) + 0.6
        case Callout(lines=lines):
            points = block.points or sheet.points
            return sum(_words(line, points, sheet.width - 0.8) + 0.2 for line in lines) + 0.3
        case Boxes(columns=columns) if columns > 1:
            rows = math.ceil(len(block.items) / columns)
            return rows * ((block.points or sheet.points) * LINE * CM_A_POINT + 0.3)
        case Chart(height=height):
            return height + 0.3
        case Grid():
            return sum(_rows(block, sheet))
        case Together(blocks=blocks):
            return sum(_height(one, sheet) for one in blocks)
        case PageBreak():
            return 0
        case Paragraph() | Bullets() | Boxes() | RuledLines() | Drawing():
            return _simple(block, sheet.points, sheet.width)
        case _:
            assert_never(block)


def _simple(block: CellBlock, points: float, width: float) -> float:
    match block:
        case Paragraph(words=words):
            return _words(words, block.points or points, width) + block.before + block.after
        case Bullets(items=items) | Boxes(items=items):
            own = block.points or points
            return sum(_words(item, own, width - 0.8) + 0.1 for item in items)
        case RuledLines(count=count, cm=cm):
            return count * cm + AFTER_LINES
        case Drawing(name=name, cm=cm):
            drawn = picture(name)
            return cm * drawn.height / drawn.width + 0.2
        case _:
            assert_never(block)


def _words(words: Words, points: float, width: float) -> float:
    """The height of a paragraph in centimetres."""
    lines = sum(len(wrapped(line, points, width * _PLAIN)) for line in plain(words).split("\n"))
    return height_of(lines, points)


def _rows(grid: Grid, sheet: Sheet) -> list[float]:
    whole = sum(column.share for column in grid.columns)
    widths = [sheet.width * column.share / whole for column in grid.columns]
    own = grid.points or sheet.points
    heights = []
    if grid.has_header:
        pairs = zip(grid.columns, widths, strict=True)
        heights.append(max(_words(c.header, own, width - _CELL_MARGIN) for c, width in pairs) + 0.3)
    for row in grid.rows:
        tallest, column = 0.0, 0
        for cell in row.cells:
            whole_cell = cell if isinstance(cell, Cell) else Cell(cell)
            width = sum(widths[column : column + whole_cell.span]) - _CELL_MARGIN
            column += whole_cell.span
            points = whole_cell.points or own
            height = _words(whole_cell.words, points, width) if whole_cell.words else 0
            height += sum(_simple(block, points, width) for block in whole_cell.blocks)
            tallest = max(tallest, height + 0.3)
        heights.append(row.cm if row.exact else max(tallest, row.cm))
    return heights + [grid.blank_cm] * grid.blank_rows
