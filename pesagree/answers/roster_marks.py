"""Hands the officer's own workbook back as a copy in which what is wrong can be seen where it stands.

The workbook is changed part by part and not read and written anew, so that formats, formulas with their
values, drawings and whatever else an office keeps in it stay as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pesagree.answers.roster import MAX_BYTES
from pesagree.answers.roster_marks_csv import as_workbook
from pesagree.answers.roster_marks_sheet import BULLET, SheetMarks, mark_sheet
from pesagree.answers.roster_package import Package
from pesagree.answers.roster_xlsx import MAX_UNPACKED
from pesagree.errors import AnswersError, FileError, Place, Problem, column_letter
from pesagree.files import read_bytes, write_atomically
from pesagree.wording import Message, Wording, explain

LONGEST = 4_000
"""How many letters of reasons one row gets; a cell holds 32,767, and nobody reads that many."""


SEAL = b"pesagree: marked copy"
"""Ends a copy as it was written. A spreadsheet that saves it drops the seal: then a person worked in it."""


def marked_copy(roster: Path, problems: Iterable[Problem], target: Path, words: Wording) -> Path:
    """Write the roster to `target` (an Excel workbook) with the cells at fault coloured; gives where it is.

    A copy in which a person has worked since is left alone, and so is one that is open in Excel: the new
    one is written beside it (`… (2).xlsx`).

    Each has a note, and a last column says why, in the language of `words`; marks of an earlier copy go.
    A roster that is text becomes a workbook whose cells are the texts. Problems whose place is not in the
    roster are passed over. Raises FileError, and AnswersError where `roster` is no roster at all.
    """
    source = str(roster)
    data = read_bytes(roster, MAX_BYTES)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise AnswersError([Problem("roster_old_excel", Place(source))])
    is_text = not data.startswith(b"PK\x03\x04")
    if is_text:
        data = as_workbook(data, source, words)
    marks = _by_sheet((problem for problem in problems if problem.place.source == source), words)
    try:
        package = Package(_no_larger(data, source))
        for name, part in _sheets(package):
            mark_sheet(package, part, marks.get("" if is_text else name, SheetMarks()), words)
        copy = package.bytes(SEAL)
    except (BadZipFile, KeyError, SyntaxError):
        raise AnswersError([Problem("roster_workbook_bad", Place(source))]) from None
    return _place(copy, target, roster)


def _no_larger(data: bytes, source: str) -> bytes:
    """The same, unless it would unpack to more than a person's workbook does."""
    with ZipFile(BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > MAX_UNPACKED:
        facts = {"size": f"{size / 1024**2:.0f}"}
        raise AnswersError([Problem("file_too_large", Place(source), facts=facts)])
    return data


def _place(data: bytes, target: Path, roster: Path) -> Path:
    """Write over a copy that nobody has touched, else to the first free name."""
    number = 1
    while True:
        path = target if number == 1 else target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
        if path.exists() and (path.samefile(roster) or not _untouched(path)):
            continue
        try:
            write_atomically(path, data)
        except FileError as error:
            if path.exists() and error.problems[0].code == "file_forbidden":
                continue  # it is open in Excel
            raise
        return path


def _untouched(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return archive.comment == SEAL
    except (BadZipFile, OSError):
        return False


def marked_name(roster: Path, words: Wording) -> str:
    """What to call the marked copy of a roster; text becomes a workbook."""
    ending = roster.suffix if roster.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    return words.workbook_text("marks.file", name=roster.stem) + ending


def _by_sheet(problems: Iterable[Problem], words: Wording) -> Mapping[str, SheetMarks]:
    """What is wrong on each sheet, said once for each cell and row."""
    found: dict[str, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if problem.place.line > 0:  # one of the whole file is said by the command
            found[problem.place.sheet or ""][problem.place.line].append(problem)
    plain = {name: dict(rows) for name, rows in found.items()}
    return {name: SheetMarks(_Reasons(rows, words), _Notes(rows, words)) for name, rows in plain.items()}


@dataclass(frozen=True, slots=True)
class _Reasons(Mapping[int, str]):
    """The reasons of each row, put into words when asked for: all at once they are many megabytes."""

    rows: Mapping[int, Sequence[Problem]]
    words: Wording

    def __getitem__(self, row: int) -> str:
        return _cut(map(self._line, self.rows[row]), self.words)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _line(self, problem: Problem) -> str:
        message, column = explain(problem, self.words), problem.place.column
        at = f"{column_letter(column)} · " if column else ""
        label = f"{message.label}: " if message.label else ""
        return f"{BULLET}{at}{label}{_said(message)}"


@dataclass(frozen=True, slots=True)
class _Notes(Mapping[tuple[int, int], str]):
    """The note of each cell (row, column), put into words when it is asked for."""

    rows: Mapping[int, Sequence[Problem]]
    words: Wording

    def __getitem__(self, at: tuple[int, int]) -> str:
        row, column = at
        found = [problem for problem in self.rows[row] if problem.place.column == column]
        return _cut((_said(explain(problem, self.words)) for problem in found), self.words)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for row, problems in self.rows.items():
            for column in dict.fromkeys(problem.place.column for problem in problems):
                if column:
                    yield row, column

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _said(message: Message) -> str:
    return " → ".join(part for part in (message.what, message.write) if part)


def _cut(lines: Iterable[str], words: Wording) -> str:
    """Each line once, and no more of them than a person reads."""
    text = "\n".join(dict.fromkeys(lines))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n{words.workbook_text('marks.more')}"


def _sheets(package: Package) -> Iterable[tuple[str, str]]:
    """The name and the part of each sheet, in their order."""
    workbook = package.only("", "officeDocument") or "xl/workbook.xml"
    parts = {reference: part for reference, kind, part in package.related(workbook) if kind == "worksheet"}
    for sheet in package.tree(workbook).iter("{*}sheet"):
        reference = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
        if reference in parts:
            yield sheet.get("name"), parts[reference]
