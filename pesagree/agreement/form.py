"""The form: every question, read off the model, in the order of the contract.

The model is the one source of structure. A `Question` is what the interview, the reader of answers,
the blank form, the roster workbook and the JSON Schema need to know of one path.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from pesagree.agreement.ask import Ask, Item, Level, Part, Who, Worked
from pesagree.agreement.conditions import ALWAYS, Condition
from pesagree.agreement.scalars import Kind, Reading

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement

PARTY_SECTIONS = ("buyer", "seller")
"""Sections that hold a list of parties; `seller.name` is the first one's."""

CHOICE_KINDS = (Kind.ONE, Kind.SEVERAL, Kind.ORDER)


@dataclass(frozen=True)
class Question:
    """One path of the form. Items of a list are questions too (`seller.signers.name`)."""

    path: str
    kind: Kind
    level: Level
    who: Who
    annotation: Any
    when: Condition = ALWAYS
    none_ok: bool = False
    fair: str | Worked | None = None
    default: str | Worked | None = None
    identifier: str = ""
    codes: tuple[str, ...] = ()
    items: tuple["Question", ...] = ()
    generator: tuple["Question", ...] = ()
    is_item: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process has the same form: there the question is looked up and not built anew.
        return _known, (self.path,)

    @cached_property
    def section(self) -> str:
        """The section it belongs to; country and language stand at the head of the paper."""
        first = self.path.partition(".")[0]
        return "agreement" if first in ("country", "language") else first

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def is_private(self) -> bool:
        return self.who is Who.PRIVATE

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Reads one answer of this question from text."""
        return TypeAdapter(self.annotation)

    def read(self, raw: Any, reading: Reading | None = None) -> Any:
        """The typed value of what a person typed. Raises pydantic.ValidationError."""
        return self.adapter.validator.validate_python(raw, context=reading or Reading())

    def default_value(self, agreement: "Agreement", path: str) -> Any:
        """The typed default at `path` (of one party), None while it cannot be known."""
        return self._typed(self.default, agreement, path)

    def fair_text(self, agreement: "Agreement", path: str) -> str | None:
        """What `=` would type, None where no fair default is offered."""
        value = _worked(self.fair, agreement, path)
        return None if value is None else str(value)

    def _typed(self, offered: str | Worked | None, agreement: "Agreement", path: str) -> Any:
        value = _worked(offered, agreement, path)
        return (
            self.read(value.split(", ") if self.kind in (Kind.SEVERAL, Kind.ORDER) else value)
            if isinstance(value, str)
            else value
        )


def _known(path: str) -> Question:
    """The question at a path, when it comes from another process."""
    from pesagree.agreement.agreement import ITEMS, QUESTIONS

    return QUESTIONS.get(path) or ITEMS[path]


def _worked(offered: str | Worked | None, agreement: "Agreement", path: str) -> Any:
    if not callable(offered):
        return offered
    party = path.removesuffix("." + path.rpartition(".")[2])
    return offered(agreement, party) if _takes_party(offered) else offered(agreement)  # type: ignore[call-arg]


@cache
def _takes_party(offered: Worked) -> bool:
    return len(signature(offered).parameters) > 1


@lru_cache(maxsize=8192)
def canonical(path: str) -> str:
    """The one printed form of a path: `seller.1.name` is `seller.name`."""
    for section in PARTY_SECTIONS:
        if path.startswith(f"{section}.1.") or path == f"{section}.1":
            return section + path[len(section) + 2 :]
    return path


@lru_cache(maxsize=8192)
def key(path: str) -> str:
    """The question's path: without the numbers of parties and items."""
    return ".".join(segment for segment in path.split(".") if not segment.isdigit())


# --- reading the model ----------------------------------------------------------------------


def walk(model: type[Part], prefix: str = "") -> Iterator[Question]:
    """All questions of a model, in its order; figures that are worked out are not questions."""
    for name, info in model.model_fields.items():
        path = prefix + name.rstrip("_")
        ask = next((m for m in info.metadata if isinstance(m, Ask)), None)
        if ask is not None:
            yield _question(path, info, ask)
        elif (part := part_of(info.annotation)) is not None:
            yield from walk(part, path + ".")


def _question(path: str, info: FieldInfo, ask: Ask) -> Question:
    shape = _shape(info.annotation, ordered=ask.ordered)
    items: tuple[Question, ...] = ()
    generator: tuple[Question, ...] = ()
    if shape.kind is Kind.LIST:
        items = tuple(_items(path, shape.parts[0], ask))
        generator = tuple(_items(path, shape.parts[1], ask)) if len(shape.parts) > 1 else ()
    return Question(
        path,
        shape.kind,
        Level(ask.level),
        Who(ask.who),
        info.rebuild_annotation(),
        when=ask.when,
        none_ok=ask.none,
        fair=ask.fair,
        default=ask.default,
        identifier=ask.identifier,
        codes=shape.codes,
        items=items,
        generator=generator,
    )


def _items(path: str, part: type[Part], ask: Ask) -> Iterator[Question]:
    for name, info in part.model_fields.items():
        item = next((m for m in info.metadata if isinstance(m, Item)), None)
        if item is not None:
            shape = _shape(info.annotation)
            yield Question(
                f"{path}.{name.rstrip('_')}",
                shape.kind,
                max(Level(item.level), Level(ask.level), key=list(Level).index),
                Who(ask.who),
                info.rebuild_annotation(),
                when=ask.when,
                none_ok=item.none,
                identifier=item.identifier,
                codes=shape.codes,
                is_item=True,
            )


@dataclass(frozen=True)
class _Shape:
    kind: Kind
    codes: tuple[str, ...] = ()
    parts: tuple[type[Part], ...] = ()


def _shape(annotation: Any, *, ordered: bool = False) -> _Shape:
    """What sort of answer a type takes: the mark in it, or the codes of a Literal, or a list of parts."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        mark = next((m for m in args[1:] if isinstance(m, Kind)), None)
        return _Shape(mark) if mark is not None else _shape(args[0], ordered=ordered)
    if origin is Literal:
        return _Shape(Kind.ONE, tuple(str(code) for code in args))
    if origin is tuple:
        part = part_of(args[0])
        if part is not None:
            return _Shape(Kind.LIST, parts=(part,))
        return _Shape(Kind.ORDER if ordered else Kind.SEVERAL, _shape(args[0]).codes)
    if origin in (Union, types.UnionType):
        if parts := tuple(part for arg in args if (part := part_of(arg)) is not None):
            return _Shape(Kind.LIST, parts=parts)
        return next(_shape(arg, ordered=ordered) for arg in args if arg is not type(None))
    raise TypeError(f"no sort of answer for {annotation!r}")


def part_of(annotation: Any) -> type[Part] | None:
    """The model behind a field: a part itself, or the item of a tuple of parts."""
    if typing.get_origin(annotation) is tuple:
        return part_of(get_args(annotation)[0])
    return annotation if isinstance(annotation, type) and issubclass(annotation, Part) else None
