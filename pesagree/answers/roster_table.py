"""The raw table of a roster, whatever file it came from: rows of cells, before they mean anything."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that the spreadsheet holds as a number, and not as the text that was typed.

    `percent` says that it is shown with a percent sign (25 % is held as 0.25); `inexact` that it has more
    digits than a spreadsheet can hold.
    """

    value: Decimal
    percent: bool = False
    inexact: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell whose content cannot be known: a formula that was never worked out, or an error."""

    code: str
    text: str = ""


Raw: TypeAlias = str | Number | Fault
"""What stands in a cell; "" where nothing does."""


Numbered: TypeAlias = tuple[int, tuple[Raw, ...]]
"""A row with its number (from 1)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name ("" for a file without sheets) and a way to read its rows from the start."""

    name: str
    read: Callable[[], Iterable[Numbered]]

    @property
    def rows(self) -> Iterator[Numbered]:
        """The rows, read one by one each time that they are asked for."""
        return iter(self.read())


def is_blank(cell: Raw) -> bool:
    """Whether nothing stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def shown(cell: Raw) -> str:
    """A cell as text, for headers and messages."""
    match cell:
        case Number(value=value):
            return f"{value:f}"
        case Fault(text=text):
            return text
        case _:
            return cell
