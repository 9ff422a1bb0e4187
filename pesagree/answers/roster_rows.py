"""The rows of a roster, kept as one text each: tens of thousands of them fit into a few megabytes."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import overload

from pesagree.answers.roster_header import Column, steps_of
from pesagree.answers.roster_prices import PriceList
from pesagree.answers.roster_row import ItemLines, Row, Table
from pesagree.errors import Problem

_BETWEEN = "\x1f"


class Lines:
    """The rows of one sheet in their order; each is made anew when it is asked for."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._numbers = array("L")
        self._texts: list[str | tuple[str, ...]] = []
        self._problems: dict[int, tuple[Problem, ...]] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, number: int, texts: Sequence[str], problems: Sequence[Problem] = ()) -> None:
        """One more row, with its number in the sheet and a text for each column."""
        if problems:
            self._problems[len(self._texts)] = tuple(problems)
        self._numbers.append(number)
        joined = _BETWEEN.join(texts)
        self._texts.append(joined if joined.count(_BETWEEN) == len(texts) - 1 else tuple(texts))

    def row(self, at: int) -> Row:
        texts = self._texts[at]
        cells = tuple(texts.split(_BETWEEN)) if isinstance(texts, str) else texts
        return Row(self._numbers[at], self.table, cells, self._problems.get(at, ()))


@dataclass(frozen=True, slots=True)
class Items:
    """The lines of one sheet, and which of them belong to each family (by its key as it is compared)."""

    path: str
    lines: Lines
    by_key: Mapping[str, Sequence[int]]


class Rows(Sequence[Row]):
    """All families in the order of the sheet, each with its items of the other sheets."""

    def __init__(
        self,
        lines: Lines,
        keys: Sequence[str] = (),
        lists: Sequence[Items] = (),
        prices: PriceList | None = None,
    ) -> None:
        self._lines = lines
        self._keys = keys
        self._lists = tuple(lists)
        self._prices = prices

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        numbers = range(len(self))[at]
        return self._row(numbers) if isinstance(numbers, int) else tuple(map(self._row, numbers))

    def column(self, column: Column) -> Iterator[tuple[int, str]]:
        """The number of each row, and what stands in one column of it."""
        at = self._lines.table.columns.index(column)
        for row in map(self._lines.row, range(len(self))):
            yield row.number, row.texts[at]

    def _row(self, at: int) -> Row:
        row = self._lines.row(at)
        if self._prices is not None:
            row = self._prices.onto_row(row)
        key = self._keys[at] if self._lists else ""
        found = [self._items(one, key) for one in self._lists if key and key in one.by_key]
        if not found:
            return row
        problems = [problem for one in found for line in one.lines for problem in line.problems]
        return replace(row, problems=(*row.problems, *problems), items=tuple(found))

    def _items(self, one: Items, key: str) -> ItemLines:
        lines = tuple(map(one.lines.row, one.by_key[key]))
        if self._prices is not None and one.path == self._prices.path:
            lines = tuple(map(self._prices.onto_line, lines))
        return ItemLines(one.path, steps_of(one.path), lines)
