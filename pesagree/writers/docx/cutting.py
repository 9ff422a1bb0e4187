"""Writes one clause with marks in its holes and cuts its XML at them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from pesagree.document import Blank, Clause, Filling, Hole, Table, block_inlines, fill
from pesagree.writers.docx import xml
from pesagree.writers.docx.body import Lists, write_clause
from pesagree.writers.docx.impression import COLUMN, DAY, RUN, TEXT, WORDS, Cut, Impression
from pesagree.writers.docx.ink import (
    ANSWER_MARK,
    MARK,
    WIDTH_MARK,
    mark_of,
    marked,
    place_of,
    text_at,
    unmarked,
)
from pesagree.writers.docx.inlines import LINES_MARK, Pen
from pesagree.writers.docx.measure import Measure, measure_of
from pesagree.writers.docx.stencil import Stencil
from pesagree.writers.docx.tables import column_widths

_CUT = re.compile(
    '<w:r>(?:<w:rPr>(?P<properties>(?:<w:[A-Za-z]+[^<>]*/>)*)</w:rPr>)?<w:t xml:space="preserve">'
    f"(?P<answer>{ANSWER_MARK}..){LINES_MARK}?</w:t></w:r>"
    f'|(?P<day>(?<=w:fullDate=")[0-9-]{{10}})'
    f'|(?P<words>(?<=w:val=")[^"{ANSWER_MARK}]*{ANSWER_MARK}[^"]*)'
    f"|(?P<width>{WIDTH_MARK}..)",
    re.DOTALL,
)


class _Width(int):
    """A width that prints as its mark, so that the same table holds other widths later."""

    mark: str

    def __format__(self, _: str) -> str:
        return self.mark


class Cutter:
    """Writes one clause with marks and cuts its XML at them."""

    def __init__(self, clause: Clause, holes: Sequence[Hole], fillings: Sequence[Filling]) -> None:
        self.clause = clause
        self.fillings = fillings
        self.marked = {
            hole: [marked(one, number, index) for index, one in enumerate(filling.inlines)]
            for number, (hole, filling) in enumerate(zip(holes, fillings, strict=True))
        }
        self.measures: list[Measure] = []
        self.rigid: list[bool] = [
            any(isinstance(inline, Blank) for inline in block_inlines(block))
            for block in fill(clause, self.marked.__getitem__).blocks
            if isinstance(block, Table)
        ]

    def cut(self, pen: Pen, position: int, width: int, lists: Lists) -> Stencil:
        """The stencil; `pen` and `lists` are as they are before the clause and stay so."""
        before = (set(pen.controls), set(pen.asked), set(pen.taken))
        own = replace(pen, controls=set(before[0]), asked=set(before[1]), taken=set(before[2]))
        own.measure = self.measure
        counted = Lists(lists.next)
        text = write_clause(fill(self.clause, self.marked.__getitem__), position, own, width, counted)
        fixed, cuts = self.pieces(text)
        return Stencil(
            tuple(fixed),
            tuple(cuts),
            tuple(self.measures),
            frozenset(own.controls - before[0]),
            frozenset(own.asked - before[1]),
            frozenset(own.taken - before[2]),
            len(counted.numbers),
            Impression(fixed, cuts, self.measures, len(self.fillings)),
        )

    def measure(self, cells: Sequence[Sequence[str]], total: int) -> list[int]:
        kept = tuple(tuple(column) for column in cells)
        widths = column_widths([[unmarked(cell, self.fillings) for cell in column] for column in kept], total)
        table = len(self.measures)
        printed = tuple(b"%d" % width for width in widths) if self.rigid[table] else None
        self.measures.append(measure_of(kept, total, printed))
        printed_widths: list[int] = []
        for column, width in enumerate(widths):
            one = _Width(width)
            one.mark = mark_of(WIDTH_MARK, table, column)
            printed_widths.append(one)
        return printed_widths

    def pieces(self, text: str) -> tuple[list[bytes], list[Cut]]:
        fixed: list[bytes] = []
        cuts: list[Cut] = []
        position = 0
        for found in _CUT.finditer(text):
            if found["day"] and not (mark := MARK.search(text, found.end())):
                continue
            start, end = found.span()
            if found["answer"]:
                hole, inline = place_of(found["answer"])
                if xml.is_one_text(text_at((hole, inline), self.fillings)):
                    start, end = found.span("answer")
                    cuts.append((TEXT, hole, inline))
                else:
                    cuts.append((RUN, hole, (inline, found["properties"] or "")))
            elif found["day"]:
                assert mark is not None
                cuts.append((DAY, *place_of(mark[0])))
            elif found["words"]:
                cuts.append((WORDS, 0, unescape(found["words"])))
            else:
                cuts.append((COLUMN, *place_of(found["width"])))
            fixed.append(text[position:start].encode())
            position = end
        return [*fixed, text[position:].encode()], cuts
