"""What the model says of a question besides its type: when it is asked, of whom, and what is fair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict

from pesagree.agreement.conditions import ALWAYS, Condition

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement


class Level(StrEnum):
    """A moment; each level includes the ones before it."""

    ESSENTIAL = "essential"  # the workshop
    STANDARD = "standard"  # the office, before the assembly
    FULL = "full"  # before signing

    def includes(self, other: "Level") -> bool:
        order = list(Level)
        return order.index(other) <= order.index(self)


class Who(StrEnum):
    """Who can answer."""

    ROOM = "room"
    GROUPS = "groups"
    DESK = "desk"
    BUYER = "buyer"
    EXPERT = "expert"
    LAWYER = "lawyer"
    ASSEMBLY = "assembly"
    PRIVATE = "private"


Worked = Callable[["Agreement"], Any]
"""A value that hangs on other answers; None while they are open."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The marks of one question (the columns of the form).

    `when` is the condition, `none` allows the answer "there is none". `fair` is offered and taken with
    `=`, never silently; `default` is used while the answer is open, and shown as such. Both are the text
    a person would type, or a function of the agreement that gives such text (or None).
    `identifier` names the number's kind in Peru (ruc, dni, partida, cci, ubigeo).
    """

    level: str
    who: str
    when: Condition = ALWAYS
    none: bool = False
    fair: str | Worked | None = None
    default: str | Worked | None = None
    ordered: bool = False
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """The marks of one field of a list's items: from which level it is asked, and if it may be none."""

    level: str = "essential"
    none: bool = False
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Marks a figure that may be written but is worked out (figures.py), never asked."""


WORKED_OUT = WorkedOut()


class Part(BaseModel):
    """A part of the agreement: immutable, every leaf may be open."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True
    )

    def with_fields(self, fields: Mapping[str, Any]) -> Self:
        """This part with other values in some fields, which are valid already.

        What `model_copy` does, in half the time: a row of a roster changes a dozen parts.
        """
        copied = object.__new__(type(self))
        _set(copied, "__dict__", {**self.__dict__, **fields})
        _set(copied, "__pydantic_fields_set__", self.__pydantic_fields_set__ | fields.keys())
        _set(copied, "__pydantic_extra__", None)
        _set(copied, "__pydantic_private__", None)
        return copied


_set = object.__setattr__
