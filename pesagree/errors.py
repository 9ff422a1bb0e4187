"""What can go wrong, as data: problems with their place, and the exceptions that carry them.

No message is written here. A problem names its kind and the facts of the case; the words stand
under templates/<lang>/messages.yaml and `wording.messages` puts them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where a problem is: `source` a file, `line` and `column` count from 1; 0 = unknown.

    In a table `sheet` is the sheet's name ("" where the file has none) and a column goes by its letter:
    `families.xlsx!Sheet1:C17`, `families.csv:17:C`. A named tuple, because every node of a file has one.
    """

    source: str = ""
    line: int = 0
    column: int = 0
    sheet: str | None = None

    def __str__(self) -> str:
        if self.sheet is None:
            return ":".join([self.source, *(str(n) for n in (self.line, self.column) if n)])
        row, letter = str(self.line or ""), column_letter(self.column)
        if self.sheet:
            return f"{self.source}!{self.sheet}:{letter}{row}".rstrip(":")
        return ":".join(part for part in (self.source, row, letter) if part)


NOWHERE = Place()


def column_letter(number: int) -> str:
    """The letter of a column as a spreadsheet shows it: 1 is A, 27 is AA; nothing for 0."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` is its kind (a key of messages.yaml), `path` the answer's path."""

    code: str
    place: Place = NOWHERE
    path: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class PesagreeError(Exception):
    """The base of all errors that a user's input can cause; carries every problem found at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{p.place} {p.path} {p.code}".strip() for p in problems))
        self.problems = tuple(problems)


class AnswersError(PesagreeError):
    """The answers are unreadable or impossible (exit 3)."""


class TemplateError(PesagreeError):
    """A clause template or a wording file is at fault (exit 4)."""


class FileError(PesagreeError):
    """A file could not be read or written (exit 7)."""


class UsageError(PesagreeError):
    """What was asked for cannot be done in this way (exit 2)."""
