"""The widths of a table in whose cells answers stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pesagree.writers.docx.ink import ANSWER_MARK, moved
from pesagree.writers.docx.tables import Letters, most, shared, widest

Widths = tuple[bytes, ...]
"""The widths of a table's columns, as they are printed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the widths follow from: by column, what the cells without answers come to, and the others' text.

    That text has marks. A table with blanks is `rigid`: the lines in it are as long as these widths ask.
    """

    still: tuple[Letters, ...]
    answered: tuple[tuple[str, ...], ...]
    total: int
    rigid: Widths | None

    def moved(self, places: Sequence[int]) -> "Measure":
        """The same measure where its holes stand elsewhere."""
        answered = tuple(tuple(moved(cell, places) for cell in column) for column in self.answered)
        return Measure(self.still, answered, self.total, self.rigid)


def measure_of(cells: Sequence[Sequence[str]], total: int, rigid: Widths | None) -> Measure:
    """The measure of a table whose cells have marks."""
    still = tuple(widest(cell for cell in column if ANSWER_MARK not in cell) for column in cells)
    answered = tuple(tuple(cell for cell in column if ANSWER_MARK in cell) for column in cells)
    return Measure(still, answered, total, rigid)


class Measured:
    """The cells of one table as they were measured last, and the widths that follow."""

    def __init__(self, measure: Measure) -> None:
        self.total, self.rigid = measure.total, measure.rigid
        self.columns = [[still] for still in measure.still]
        self.is_still = not any(measure.answered)
        self.is_stale = True
        self.widths: Widths = ()
        self.widens()

    def widens(self) -> bool:
        """Work out the widths by how the cells are measured now; whether they are others than before."""
        before, self.widths = self.widths, _shared(tuple(map(most, self.columns)), self.total)
        self.is_stale = False
        return before != self.widths

    @property
    def fits(self) -> bool:
        """Whether the lines to write on in it are as long as the widths ask."""
        return self.rigid is None or self.rigid == self.widths


class Cell:
    """A cell with an answer: its text with marks, and where among the letters of its column its own are."""

    __slots__ = ("column", "row", "table", "text")

    def __init__(self, text: str, table: Measured, column: list[Letters]) -> None:
        self.text, self.table, self.column, self.row = text, table, column, len(column)
        column.append((0, 0))

    def becomes(self, found: Letters) -> None:
        if found != self.column[self.row]:
            self.column[self.row] = found
            self.table.is_stale = True


def measured(measure: Measure) -> tuple[Measured, list[Cell]]:
    """The table of a measure, and its cells with answers: it does not hold them, so that no circle does."""
    table = Measured(measure)
    columns = zip(measure.answered, table.columns, strict=True)
    return table, [Cell(text, table, column) for texts, column in columns for text in texts]


@lru_cache(maxsize=4_096)
def _shared(columns: tuple[Letters, ...], total: int) -> Widths:
    return tuple(b"%d" % width for width in shared(columns, total))
