"""Rosters: one base and a table of families, each row of which makes one agreement.

The first sheet holds the families; headers are answer paths or labels. Other sheets of a workbook hold the
items of a list, one line an item, with the family's key in their first column; a sheet or a column whose
name begins with "#" is the office's own. Rows are told apart by their key, never by their number.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pesagree.answers import roster_cells
from pesagree.answers.reading import AnswersFile, base_of, build
from pesagree.answers.roster_apply import apply
from pesagree.answers.roster_cells import Filled, Mark
from pesagree.answers.roster_csv import read_csv
from pesagree.answers.roster_header import (
    ASIDE,
    Column,
    columns_of,
    item_columns_of,
    list_of_sheet,
    near_list,
    our_columns,
    path_of,
    steps_of,
)
from pesagree.answers.roster_row import Cell, ItemLines, Row, Table
from pesagree.answers.roster_table import Fault, Raw, Sheet, is_blank, shown
from pesagree.answers.yaml_source import MappingNode, decode, read
from pesagree.errors import AnswersError, Place, Problem
from pesagree.files import read_bytes
from pesagree.wording.language import fold

__all__ = [
    "Cell",
    "Column",
    "KeyedRow",
    "Roster",
    "Row",
    "RowResult",
    "agreement_of",
    "agreements",
    "apply",
    "keyed_rows",
    "read_roster",
]

MAX_BYTES = 64 * 1024 * 1024
"""Enough for a hundred thousand families."""

USUAL_KEY = "agreement.id"
"""The column that tells rows apart, where there is one and no other is named."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster. `notes` say what was decided for the file (decimal sign, zeros put back).

    `problems` belong to no row: lines of items whose family is not in the roster.
    """

    source: str
    key: Column
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """One row under its key; `problems` are those of its cells and of the key itself."""

    key: str
    row: Row
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What one row came to: its agreement, or every problem of the row."""

    key: str
    row: Row
    file: AnswersFile | None
    problems: tuple[Problem, ...] = ()


def read_roster(path: Path, key: str | None = None) -> Roster:
    """The roster at `path`; `key` is the header or the path of the column that tells rows apart.

    Raises FileError, and AnswersError with every problem of the headers: without them no row can be read.
    """
    source, notes = str(path), list[Problem]()
    sheets = _sheets(read_bytes(path, MAX_BYTES), source, key, notes)
    return _Reader(source, key, notes).roster(sheets)


def agreements(base: Path, roster: Roster) -> Iterator[RowResult]:
    """The agreement of each row over the base, in the order of the rows; a bad row never stops the rest.

    Raises AnswersError or FileError where the base itself cannot be read.
    """
    root = read(decode(read_bytes(base), str(base)), str(base))
    return (agreement_of(root, row) for row in keyed_rows(roster))


def keyed_rows(roster: Roster) -> Iterator[KeyedRow]:
    """The rows with their keys, in the order of the rows, before any answer of theirs is read."""
    keys = [_key(row, roster.key) for row in roster.rows]
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row, key in zip(roster.rows, keys, strict=True):
        by_key[_same(key)].append(row)
    for row, key in zip(roster.rows, keys, strict=True):
        problems = [*row.problems, *_key_problems(key, row, roster.key, by_key[_same(key)])]
        yield KeyedRow(key or str(row.place), row, tuple(problems))


def agreement_of(root: MappingNode, keyed: KeyedRow) -> RowResult:
    """One row over the base, read by itself: to leave rows out, or to share them among processes."""
    problems = [*keyed.problems]
    file: AnswersFile | None = None
    try:
        file = build(apply(root, keyed.row), base=base_of(root))
    except AnswersError as error:
        problems += error.problems
    return RowResult(keyed.key, keyed.row, None if problems else file, tuple(problems))


def _key(row: Row, column: Column) -> str:
    return row.texts[row.table.columns.index(column)]


def _same(key: str) -> str:
    """Keys become names of files: such as differ only in capitals would be one file on many machines."""
    return " ".join(unicodedata.normalize("NFC", key).casefold().split())


def _key_problems(key: str, row: Row, column: Column, same: Sequence[Row]) -> Iterator[Problem]:
    place = row.place._replace(column=column.number)
    path = column.path if column.is_answer else ""
    if not key:
        yield Problem("roster_key_missing", place, path, {"name": column.header})
    elif len(same) > 1:
        numbers = [str(other.number) for other in same if other is not row]
        yield Problem("roster_key_twice", place, path, {"text": key, "other": numbers})


def _sheets(data: bytes, source: str, key: str | None, notes: list[Problem]) -> tuple[Sheet, ...]:
    """The sheets of a file, whose sort its first bytes tell and not its name."""
    if data.startswith(b"PK\x03\x04"):
        from pesagree.answers.roster_xlsx import read_xlsx

        return read_xlsx(data, source)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise AnswersError([Problem("roster_old_excel", Place(source))])

    def known(header: str) -> bool:
        return path_of(header) is not None or (key is not None and fold(header) == fold(key))

    return read_csv(data, source, known, notes)


Body = Sequence[tuple[int, tuple[Raw, ...]]]
"""The rows below a header, with their numbers; blank ones are not among them."""


class _Reader:
    """Gives the cells of all sheets their meaning; notes and loose problems are gathered on the way."""

    def __init__(self, source: str, key: str | None, notes: list[Problem]) -> None:
        self.source = source
        self.named_key = key
        self.notes = notes
        self.problems: list[Problem] = []
        self.mark: Mark = ""

    def roster(self, sheets: Sequence[Sheet]) -> Roster:
        first, *others = [sheet for sheet in sheets if not sheet.name.startswith(ASIDE)] or sheets
        place, header, body = self.parted(first)
        columns = columns_of(header, place, self.named_key, [cells for _, cells in body])
        key = self.key_column(columns, place)
        if not first.name:
            self.decide_mark(columns, body)
        rows = self.rows(Table(self.source, first.name, columns), body, len(header))
        known = {_same(_key(row, key)) for row in rows}
        lists = [found for sheet in others if (found := self.items(sheet, key, known)) is not None]
        whole = tuple(_with_items(row, _same(_key(row, key)), lists) for row in rows)
        aside = [
            column.header
            for column in columns
            if not column.is_answer and column is not key and column.header not in our_columns()
        ]
        if aside:
            self.notes.append(Problem("roster_columns_aside", place, facts={"items": aside}))
        return Roster(self.source, key, columns, whole, tuple(self.notes), tuple(self.problems))

    def parted(self, sheet: Sheet) -> tuple[Place, tuple[Raw, ...], Body]:
        """The place of the header, the header, and the rows that hold something."""
        filled = [(number, cells) for number, cells in sheet.rows if not all(map(is_blank, cells))]
        if not filled:
            raise AnswersError([Problem("roster_empty", Place(self.source, 0, 0, sheet.name))])
        (at, header), *body = filled
        if sheet.name:
            # In a workbook a column is as long as the sheet; in a text file a row with more cells than the
            # header has gone wrong by itself.
            width = max(len(cells) for _, cells in filled)
            header = (*header, *[""] * (width - len(header)))
        return Place(self.source, at, 0, sheet.name), header, body

    def key_column(self, columns: Sequence[Column], place: Place) -> Column:
        """The column that was named, else the agreement's own code, else the first."""
        if self.named_key is None:
            return next((column for column in columns if column.path == USUAL_KEY), columns[0])
        wanted = fold(self.named_key.removeprefix("#"))
        path = path_of(self.named_key)
        for column in columns:
            if fold(column.header.removeprefix("#")) == wanted or column.path == path:
                return column
        facts = {"name": self.named_key, "known": [column.header for column in columns]}
        raise AnswersError([Problem("roster_key_unknown", place, facts=facts)])

    def decide_mark(self, columns: Sequence[Column], body: Body) -> None:
        numbers = [column.number - 1 for column in columns if roster_cells.is_number(column.question)]
        texts = (shown(cells[at]) for _, cells in body for at in numbers if at < len(cells))
        self.mark, example = roster_cells.decimal_mark(texts)
        if self.mark == ",":
            decimal = example.replace(".", "").replace(",", ".")
            facts = {"text": example, "decimal": decimal}
            self.notes.append(Problem("roster_decimal_comma", Place(self.source), facts=facts))
        elif self.mark == "mixed":
            self.notes.append(Problem("roster_decimal_mixed", Place(self.source), facts={"text": example}))

    def rows(self, table: Table, body: Body, width: int) -> list[Row]:
        found: list[Row] = []
        filled: dict[int, list[str]] = defaultdict(list)
        for number, cells in body:
            texts: list[str] = []
            problems: list[Problem] = []
            if any(not is_blank(cell) for cell in cells[width:]):
                place = Place(table.source, number, width + 1, table.sheet)
                problems.append(
                    Problem("roster_row_long", place, facts={"number": len(cells), "most": width})
                )
            for column in table.columns:
                cell = cells[column.number - 1] if column.number <= len(cells) else ""
                text = roster_cells.as_text(cell, column.question, self.mark)
                if isinstance(text, Filled):
                    filled[column.number].append(text.text)
                    text = text.text
                elif isinstance(text, Fault):
                    place = Place(table.source, number, column.number, table.sheet)
                    path = column.path if column.is_answer else ""
                    problems.append(Problem(text.code, place, path, {"text": text.text}))
                    text = ""
                texts.append(text)
            found.append(Row(number, table, tuple(texts), tuple(problems)))
        for column in table.columns:
            if numbers := filled.get(column.number):
                facts = {"number": len(numbers), "name": column.header, "text": numbers[0]}
                place = Place(table.source, 0, column.number, table.sheet)
                self.notes.append(Problem("roster_zeros", place, facts=facts))
        return found

    def items(self, sheet: Sheet, key: Column, known: set[str]) -> "_Items | None":
        """The lines of a sheet by the key of their family, None where the sheet holds no list."""
        place = Place(self.source, 0, 0, sheet.name)
        if all(is_blank(cell) for _, cells in sheet.rows for cell in cells):
            return None
        found = list_of_sheet(sheet.name)
        if found is None:
            if near := near_list(sheet.name):
                facts = {"name": sheet.name, "near": near}
                raise AnswersError([Problem("roster_sheet_near", place, facts=facts)])
            self.notes.append(Problem("roster_sheet_aside", place, facts={"name": sheet.name}))
            return None
        path, question = found
        place, header, body = self.parted(sheet)
        columns = item_columns_of(header, place, question, [cells for _, cells in body])
        if not columns or columns[0].number != 1:
            raise AnswersError([Problem("header_empty", place._replace(column=1), facts={"name": "A"})])
        columns = (replace(columns[0], question=key.question), *columns[1:])
        by_key: dict[str, list[Row]] = defaultdict(list)
        for line in self.rows(Table(self.source, sheet.name, columns), body, len(header)):
            if (same := _same(line.texts[0])) in known:
                by_key[same].append(line)
            else:
                facts = {"text": line.texts[0] or "?", "name": key.header}
                self.problems.append(Problem("roster_no_family", line.place._replace(column=1), facts=facts))
        return _Items(path, by_key)


@dataclass(frozen=True, slots=True)
class _Items:
    """All lines of one sheet by the key of their family."""

    path: str
    by_key: Mapping[str, Sequence[Row]]


def _with_items(row: Row, key: str, lists: Sequence[_Items]) -> Row:
    found = [(one.path, tuple(one.by_key[key])) for one in lists if key and key in one.by_key]
    if not found:
        return row
    problems = [problem for _, lines in found for line in lines for problem in line.problems]
    items = tuple(ItemLines(path, steps_of(path), lines) for path, lines in found)
    return replace(row, problems=(*row.problems, *problems), items=items)
