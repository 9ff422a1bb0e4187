"""Hands the officer's own workbook back as a copy in which what is wrong can be seen where it stands.

The workbook is changed part by part and not read and written anew, so that formats, formulas with their
values, drawings and whatever else an office keeps in it stay as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
from pesagree.wording import Wording, explain

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
    except (BadZipFile, KeyError, SyntaxError):
        raise AnswersError([Problem("roster_workbook_bad", Place(source))]) from None
    return _place(package.bytes(SEAL), target, roster)


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
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    for problem in problems:
        row, column = problem.place.line, problem.place.column
        if row < 1:
            continue  # of the whole file: the command says it
        message = explain(problem, words)
        said = " → ".join(part for part in (message.what, message.write) if part)
        sheet = found[problem.place.sheet or ""]
        at = f"{column_letter(column)} · " if column else ""
        label = f"{message.label}: " if message.label else ""
        sheet.reasons[row].setdefault(f"{BULLET}{at}{label}{said}")
        if column:
            sheet.notes[row, column].setdefault(said)
    return {name: sheet.marks(words) for name, sheet in found.items()}


@dataclass
class _Gathered:
    """What is wrong on one sheet while it is gathered; the keys of inner dictionaries are ordered sets."""

    reasons: dict[int, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[tuple[int, int], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def marks(self, words: Wording) -> SheetMarks:
        more = words.workbook_text("marks.more")
        reasons = {row: _cut(list(lines), more) for row, lines in self.reasons.items()}
        return SheetMarks(reasons, {at: _cut(list(lines), more) for at, lines in self.notes.items()})


def _cut(lines: list[str], more: str) -> str:
    text = "\n".join(lines)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n{more}"


def _sheets(package: Package) -> Iterable[tuple[str, str]]:
    """The name and the part of each sheet, in their order."""
    workbook = package.only("", "officeDocument") or "xl/workbook.xml"
    parts = {reference: part for reference, kind, part in package.related(workbook) if kind == "worksheet"}
    for sheet in package.tree(workbook).iter("{*}sheet"):
        reference = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
        if reference in parts:
            yield sheet.get("name"), parts[reference]
