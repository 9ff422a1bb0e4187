"""The states of an answer that are not "given": they stand beside the values, by path."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pesagree.agreement.scalars import FreeText


class Status(StrEnum):
    """How far an answer has come. Rules and clauses treat unknown and disputed as open."""

    OPEN = "open"
    UNKNOWN = "unknown"
    GIVEN = "given"
    NONE = "none"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Asked, and nobody knows; `note` says who will find out and by when."""

    note: FreeText = ""


@dataclass(frozen=True, slots=True)
class NoneGiven:
    """Asked, and there is none."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """The sides differ: each side's proposal (buyer, seller, mid) as a value of the question's type."""

    proposals: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A path above was answered with "none", so this question no longer arises."""


State = Unknown | NoneGiven | Disputed | NotApplicable

SIDES = ("buyer", "seller", "mid")
"""Who may propose."""
