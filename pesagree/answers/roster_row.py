"""A row of a roster and its cells, kept small: a roster may have tens of thousands of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pesagree.answers.roster_header import Column
from pesagree.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows come from: file, sheet and columns."""

    source: str
    sheet: str
    columns: tuple[Column, ...]


class Cell(NamedTuple):
    """What stands in a cell, as the text a person would type, and where it stands."""

    text: str
    place: Place
    column: Column


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, a text for each column, and its lines of items.

    `problems` are those of cells whose content cannot be known; `priced` is what the price list says of the
    goods in the row, where the row itself says nothing.
    """

    number: int
    table: Table
    texts: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    items: tuple["ItemLines", ...] = ()
    priced: tuple["Priced", ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.table.source, self.number, 0, self.table.sheet)

    @property
    def cells(self) -> dict[str, Cell]:
        """Every cell that is not blank, by its path."""
        return {cell.column.path: cell for cell in self._filled()}

    def answers(self) -> Iterator[Cell]:
        """The cells that are answers, in the order of the columns."""
        return (cell for cell in self._filled() if cell.column.is_answer)

    def _filled(self) -> Iterator[Cell]:
        table = self.table
        for column, text in zip(table.columns, self.texts, strict=True):
            if text:
                yield Cell(text, Place(table.source, self.number, column.number, table.sheet), column)


@dataclass(frozen=True, slots=True)
class Priced:
    """A line of the price list for the good at the end of `steps` (none: the row is that good)."""

    steps: tuple[str | int, ...]
    line: Row


@dataclass(frozen=True, slots=True)
class ItemLines:
    """The lines of another sheet that belong to one row: the items of the list at `path`."""

    path: str
    steps: tuple[str | int, ...]
    lines: tuple[Row, ...]

    @property
    def place(self) -> Place:
        return self.lines[0].place
