"""Rosters: one base and a table of families, each row of which makes one agreement.

The first sheet holds the families; headers are answer paths or labels. Other sheets of a workbook hold the
items of a list, one line an item, with the family's key in their first column, or the price list of goods; a
sheet or a column whose name begins with "#" is the office's own. Rows are told apart by their key, never by
their number.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pesagree.agreement.form import key as key_of
from pesagree.answers.places import Places
from pesagree.answers.reading import AnswersFile, answers_file, base_of, build
from pesagree.answers.roster_apply import apply
from pesagree.answers.roster_csv import is_utf16, read_csv
from pesagree.answers.roster_header import Column, path_of
from pesagree.answers.roster_keys import same_key
from pesagree.answers.roster_reading import Reader
from pesagree.answers.roster_row import Cell, Row
from pesagree.answers.roster_rows import Rows
from pesagree.answers.roster_spots import straight
from pesagree.answers.roster_table import Sheet
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

OTHERS_NAMED = 5
"""How many rows are named that have the same key: one that thousands share is the wrong column."""

_LOCK = "~$"
"""How Excel begins the name of the small file that it keeps beside a workbook while it is open."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster. `notes` say what was decided for the file (decimal sign, zeros put back).

    `rows` are kept small and made one by one. `problems` belong to no row: lines of items whose family is not
    in the roster.
    """

    source: str
    key: Column
    columns: tuple[Column, ...]
    rows: Rows
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


def read_roster(path: Path, key: str | None = None, country: str | None = "PE") -> Roster:
    """The roster at `path`; `key` is the header or the path of the column that tells rows apart.

    `country` is that of the base: in Peru zeros that an identity number lost are put back.

    Raises FileError, AnswersError with every problem of the headers (without them no row can be read), and
    UsageError where no column is called `key`.
    """
    source, notes = str(path), list[Problem]()
    if path.name.startswith(_LOCK):
        facts = {"name": path.name.removeprefix(_LOCK)}
        raise AnswersError([Problem("roster_lock_file", Place(source), facts=facts)])
    sheets = _sheets(read_bytes(path, MAX_BYTES), source, key, notes)
    reader = Reader(source, key, notes, country)
    found = reader.families(sheets)
    return Roster(source, found.key, found.columns, found.rows, tuple(notes), tuple(reader.problems))


def agreements(base: Path, roster: Roster) -> Iterator[RowResult]:
    """The agreement of each row over the base, in the order of the rows; a bad row never stops the rest.

    Raises AnswersError or FileError where the base itself cannot be read.
    """
    root = read(decode(read_bytes(base), str(base)), str(base))
    return (agreement_of(root, row) for row in keyed_rows(roster))


def keyed_rows(roster: Roster) -> Iterator[KeyedRow]:
    """The rows with their keys, in the order of the rows, before any answer of theirs is read."""
    at = roster.columns.index(roster.key)
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, key in roster.rows.column(roster.key):
        numbers[same_key(key)].append(number)
    for row in roster.rows:
        key = row.texts[at]
        problems = [*row.problems, *_key_problems(key, row, roster.key, numbers)]
        yield KeyedRow(key or str(row.place), row, tuple(_each_once(problems)))


def agreement_of(root: MappingNode, keyed: KeyedRow) -> RowResult:
    """One row over the base, read by itself: to leave rows out, or to share them among processes."""
    problems = [*keyed.problems]
    file: AnswersFile | None = None
    try:
        file = _file_of(root, keyed.row)
    except AnswersError as error:
        problems += error.problems
    return RowResult(keyed.key, keyed.row, None if problems else file, tuple(_each_once(problems)))


def _file_of(root: MappingNode, row: Row) -> AnswersFile:
    """What a row over the base comes to. Raises AnswersError with all problems."""
    base = base_of(root)
    changed = straight(base, row) if base is not None else None
    if changed is None:
        return build(apply(root, row), base=base)
    return answers_file(
        changed.agreement, changed.judged, Places.later(lambda: (apply(root, row), None)), row.place
    )


def _each_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """A line of the price list stands behind every good with its code: its fault is told once in a row."""
    told = []
    for problem in problems:
        what = problem.code, problem.place, key_of(problem.path), problem.facts
        if what not in told:
            told.append(what)
            yield problem


def _key_problems(
    key: str, row: Row, column: Column, numbers: Mapping[str, Sequence[int]]
) -> Iterator[Problem]:
    place = row.place._replace(column=column.number)
    path = column.path if column.is_answer else ""
    same = numbers[same_key(key)]
    if not key:
        yield Problem("roster_key_missing", place, path, {"name": column.header})
    elif len(same) > 1:
        others = [str(number) for number in same[: OTHERS_NAMED + 1] if number != row.number][:OTHERS_NAMED]
        more = ["…"] if len(same) > OTHERS_NAMED + 1 else []
        yield Problem("roster_key_twice", place, path, {"text": key, "other": [*others, *more]})


def _sheets(data: bytes, source: str, key: str | None, notes: list[Problem]) -> tuple[Sheet, ...]:
    """The sheets of a file, whose sort its first bytes tell and not its name."""
    if data.startswith(b"PK\x03\x04"):
        from pesagree.answers.roster_xlsx import read_xlsx

        return read_xlsx(data, source)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise AnswersError([Problem("roster_old_excel", Place(source))])
    if (
        data.startswith(b"%PDF")
        or source.lower().endswith((".yaml", ".yml"))
        or (b"\0" in data and not is_utf16(data))
    ):
        raise AnswersError([Problem("roster_no_table", Place(source))])

    def known(header: str) -> bool:
        return path_of(header) is not None or (key is not None and fold(header) == fold(key))

    return read_csv(data, source, known, notes)
