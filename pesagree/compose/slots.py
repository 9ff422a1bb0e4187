"""Opaque slots: what stands in rendered clause text in the place of an answer.

Answers never pass through the Markdown parser. A template's output carries a slot, three private-use
characters that stand for an interned key; after parsing, each slot is filled with the nodes of this
agreement. The same key has the same slot in every agreement, so equal texts are parsed once.
"""

import re
from dataclasses import dataclass

_MARK = "\ue000"
_BASE, _SIZE = 0xE100, 0x1700
SLOT = re.compile(f"{_MARK}([{chr(_BASE)}-{chr(_BASE + _SIZE - 1)}]{{2}})")


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """The answer (or figure) at a path; `words` puts a money amount in words."""

    path: str
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class EndedSlot:
    """The answer at a path as the end of a sentence: with a full stop, unless it has one of its own."""

    path: str


@dataclass(frozen=True, slots=True)
class QuestionSlot:
    """The question of an open choice, before the alternatives to tick."""

    path: str


@dataclass(frozen=True, slots=True)
class ProofSlot:
    """What is looked at ("proof"), or must hold ("condition"), before the payment at a path falls due."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class ReferenceSlot:
    """A cross-reference to a clause."""

    target: str


@dataclass(frozen=True, slots=True)
class SideSlot:
    """Who proposes a disputed alternative: "(proposed by the Buyer)"."""

    side: str


@dataclass(frozen=True, slots=True)
class YearSlot:
    """What falls due in one calendar year, counted from the first: its "year", "cash", "goods" or "total"."""

    number: int
    what: str


Slot = AnswerSlot | EndedSlot | QuestionSlot | ProofSlot | ReferenceSlot | SideSlot | YearSlot

_numbers: dict[Slot, str] = {}
_slots: list[Slot] = []


def written(slot: Slot) -> str:
    """The characters that stand for a slot."""
    text = _numbers.get(slot)
    if text is None:
        number = len(_slots)
        high, low = divmod(number, _SIZE)
        text = _numbers[slot] = f"{_MARK}{chr(_BASE + high)}{chr(_BASE + low)}"
        _slots.append(slot)
    return text


def slot_of(code: str) -> Slot:
    """The slot behind the two characters that `SLOT` found."""
    return _slots[(ord(code[0]) - _BASE) * _SIZE + ord(code[1]) - _BASE]
