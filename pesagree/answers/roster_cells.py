"""A cell as the text of an answer: numbers without doubt, identity numbers with their zeros."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pesagree.agreement import Kind, Question
from pesagree.answers.roster_table import Fault, Number, Raw, shown

LENGTHS = {"dni": 8, "partida": 8, "ubigeo": 6, "ruc": 11, "cci": 20}
"""How many digits an identity number has; a spreadsheet drops its zeros at the start."""

Mark = Literal[",", ".", "mixed", ""]
"""The decimal sign of a file; "" where nothing shows it, mixed where it has both."""

_NUMBERS = frozenset(
    {Kind.COUNT, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT, Kind.DAYS, Kind.INTEREST, Kind.TARGET}
)
_DOUBTFUL = re.compile(r"[+-]?\d{1,3}([.,])\d{3}$")
_COMMA = re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{4,},\d{3}|0,\d{3})\s*%?$")
_POINT = re.compile(r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{4,}\.\d{3}|0\.\d{3})\s*%?$")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}$", re.I)
_ERROR = re.compile(
    r"#(?:N/[AD]|NAME\?|¿NOMBRE\?|[¡]?(?:REF|VALUE|VALOR|DIV/0|NUM|NULL|NULO)!)$"  # as Excel shows them
)
_LOST_ZEROS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """An identity number that got its zeros back."""

    text: str


def is_number(question: Question | None) -> bool:
    """Whether a column takes numbers; figures that are worked out do."""
    return question is None or question.kind in _NUMBERS


def decimal_mark(texts: Iterable[str]) -> tuple[Mark, str]:
    """The decimal sign of a whole file with a number that shows it."""
    examples: dict[Mark, str] = {}
    for text in texts:
        plain = text.strip()
        if "," in plain and _COMMA.match(plain):
            examples.setdefault(",", plain)
        elif "." in plain and _POINT.match(plain):
            examples.setdefault(".", plain)
    if len(examples) == 2:
        return "mixed", f"{examples[',']}; {examples['.']}"
    return next(iter(examples.items()), ("", ""))


def as_text(
    cell: Raw, question: Question | None, mark: Mark, *, in_peru: bool = True
) -> str | Filled | Fault:
    """What a person would have typed as the answer, or why nobody can know it.

    Only `in_peru` is it known how many digits an identity number has.
    """
    if isinstance(cell, Fault):
        return cell
    if isinstance(cell, str) and cell.startswith("#") and _ERROR.match(cell):
        return Fault("roster_cell_error", cell)
    if question is not None and question.identifier:
        return _identifier(cell, question.identifier, in_peru)
    if isinstance(cell, Number):
        return _number(cell, question)
    text = cell.strip()
    if mark in (",", ".") and is_number(question) and (doubtful := _DOUBTFUL.match(text)):
        # The file as a whole says which reading is meant, so that this one number need not be refused.
        return text.replace(",", ".") + "0" if doubtful[1] == mark else text.replace(doubtful[1], "")
    return text


def _number(cell: Number, question: Question | None) -> str:
    value = cell.value
    if cell.percent and question is not None and question.kind in (Kind.PERCENT, Kind.INTEREST):
        value *= 100
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    # 1.234 could be typed for a thousand; a spreadsheet's number is exact, and one more digit says so.
    return text + "0" if is_number(question) and _DOUBTFUL.match(text) else text


def _identifier(cell: Raw, kind: str, in_peru: bool) -> str | Filled | Fault:
    text = shown(cell).strip()
    if (isinstance(cell, Number) and cell.inexact) or _SCIENTIFIC.search(text):
        return Fault("roster_digits_lost", text)
    missing = LENGTHS[kind] - len(text)
    if in_peru and text.isdigit() and 0 < missing <= _LOST_ZEROS_AT_MOST:
        return Filled(text.zfill(LENGTHS[kind])) if kind in ("dni", "partida", "ubigeo") else text
    return text
