"""XML with room for answers, as it was printed last: the next agreement changes what differs."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import compress, count
from operator import is_not
from typing import Any, NamedTuple

from pesagree.document import Filling
from pesagree.writers.docx import xml
from pesagree.writers.docx.ink import holes_in, place_in, text_at, unmarked
from pesagree.writers.docx.measure import Cell, Measure, Measured, measured
from pesagree.writers.docx.tables import letters, one_line

TEXT, RUN, DAY, WORDS, COLUMN = range(5)
"""What stands in a cut: an answer's text, its run, its date, words of an attribute, the width of a column."""

Cut = tuple[int, Any, Any]
"""What stands between two pieces of XML, and where it comes from.

TEXT and DAY: hole, inline; RUN: hole, (inline, properties); WORDS: 0, text with marks; COLUMN: table, column.
"""

_Piece = list[bytes | tuple[Measured, int]]
"""XML, and between it the widths of columns."""


class Impression:
    """Pieces of XML with what stands between them, by the fillings that were printed last.

    A filling that is the same object again is not looked at, nor is what follows from it alone.
    """

    def __init__(
        self, fixed: Sequence[bytes], cuts: Sequence[Cut], measures: Sequence[Measure], holes: int
    ) -> None:
        """The pieces, what stands between each two, the tables in them, and how many holes there are."""
        self.nothing: tuple[Filling | None, ...] = (None,) * holes
        self.printed: Sequence[Filling | None] = self.nothing
        self.room: list[bytes] = []
        self.texts: list[dict[int, _Text]] = [{} for _ in range(holes)]
        self.others: list[list[_Other]] = [[] for _ in range(holes)]
        tables = [measured(measure) for measure in measures]
        self.tables = [table for table, _ in tables]
        self.rigid = [table for table in self.tables if table.rigid is not None]
        self.widened = {table: list[tuple[int, _Piece]]() for table in self.tables if not table.is_still}
        for _, cells in tables:
            for cell in cells:
                self._set_cell(cell)
        self._lay_out(fixed, cuts)

    def _set_cell(self, cell: Cell) -> None:
        place = place_in(cell.text)
        if place is not None:
            self._text(*place).cells.append(cell)
            return
        for hole in holes_in(cell.text):
            self.others[hole].append(lambda fillings: cell.becomes(letters(unmarked(cell.text, fillings))))

    def _lay_out(self, fixed: Sequence[bytes], cuts: Sequence[Cut]) -> None:
        piece: _Piece = [fixed[0]]
        for cut, text in zip(cuts, fixed[1:], strict=True):
            what, one, other = cut
            if what == COLUMN:
                table = self.tables[one]
                piece.append(table.widths[other] if table.is_still else (table, other))
            else:
                self._end(piece)
                piece = []
                self._set_answer(cut, len(self.room))
                self.room.append(b"")
            piece.append(text)
        self._end(piece)

    def _end(self, piece: _Piece) -> None:
        for table in {part[0] for part in piece if isinstance(part, tuple)}:
            self.widened[table].append((len(self.room), piece))
        self.room.append(_joined(piece))

    def _set_answer(self, cut: Cut, place: int) -> None:
        what, one, other = cut
        if what == TEXT:
            self._text(one, other).places.append(place)
            return

        room, written = self.room, partial(_WRITTEN[what], one, other)

        def put(fillings: Sequence[Filling]) -> None:  # of the room alone, so that no circle keeps it alive
            room[place] = written(fillings).encode()

        for hole in holes_in(other) if what == WORDS else (one,):
            self.others[hole].append(put)

    def _text(self, hole: int, inline: int) -> "_Text":
        return self.texts[hole].setdefault(inline, _Text([], []))

    def print(self, fillings: Sequence[Filling], out: list[bytes]) -> bool:
        """Append the XML with these fillings; False, and nothing, where its tables are not for them."""
        room, before = self.room, self.printed
        self.printed = self.nothing  # until all of it is done
        for hole in compress(count(), map(is_not, fillings, before)):
            inlines = fillings[hole].inlines
            for inline, (places, cells) in self.texts[hole].items():
                text = getattr(inlines[inline], "text", "")
                written = xml.escape(text).encode()
                for place in places:
                    room[place] = written
                for cell in cells:
                    cell.becomes(letters(text))
            for other in self.others[hole]:
                other(fillings)
        for table, pieces in self.widened.items():
            if (table.is_stale and table.widens()) or before is self.nothing:
                for place, piece in pieces:
                    room[place] = _joined(piece)
        self.printed = tuple(fillings)
        if not all(table.fits for table in self.rigid):
            return False
        out += room
        return True


class _Text(NamedTuple):
    """Where the text of an inline stands in the room, and the cells that hold nothing else."""

    places: list[int]
    cells: list[Cell]


_Other = Callable[[Sequence[Filling]], None]
"""Brings up to date what follows from an answer besides its text: a date, a description, a mixed cell."""


def _run(hole: int, which: tuple[int, str], fillings: Sequence[Filling]) -> str:
    return xml.run(text_at((hole, which[0]), fillings), which[1])


def _day(hole: int, inline: int, fillings: Sequence[Filling]) -> str:
    return getattr(fillings[hole].inlines[inline], "date", "")


def _words(_: int, marked: str, fillings: Sequence[Filling]) -> str:
    return xml.escape(one_line(unmarked(marked, fillings)))


_WRITTEN: dict[int, Callable[[Any, Any, Sequence[Filling]], str]] = {RUN: _run, DAY: _day, WORDS: _words}


def _joined(piece: _Piece) -> bytes:
    return b"".join([part[0].widths[part[1]] if isinstance(part, tuple) else part for part in piece])
