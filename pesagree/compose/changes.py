"""What is written otherwise in one agreement than in another: the places, and nothing of what it means."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import compress, zip_longest
from operator import attrgetter, ne
from typing import Any

from pesagree.agreement import Agreement
from pesagree.agreement.ask import Part

_FIRST = re.compile(r"\.1(?=\.|$)")
_BESIDE = ("states", "accepted", "notes")
"""Fields of an agreement that are no answers."""


@lru_cache(maxsize=8192)
def place_of(path: str) -> str:
    """The place of a path: `seller.1.name` and `seller.name` are one, as the first item needs no number."""
    return _FIRST.sub("", path)


def length_of(place: str) -> str:
    """The place of how many items a list has, whatever they are."""
    return f"{place}.#"


def is_written(name: str) -> bool:
    """Whether a name is a part of the agreement, whose place is that name."""
    return name in Agreement.model_fields and name not in _BESIDE


def changes(before: Agreement, after: Agreement) -> set[str]:
    """The places of everything that is written or stated in one of them and not just so in the other.

    Where anything in a part or in a list is, so is the place of the part or the list, and that of its length
    where this differs. Payments that are worked out count as written: mostly their amounts and dates differ,
    and nothing else of them.
    """
    found = set[str]()
    for name, place in _fields(Agreement, ""):
        if name not in _BESIDE and before.__dict__[name] is not after.__dict__[name]:
            _compare(before.__dict__[name], after.__dict__[name], place, found)
    if before.states or after.states:
        stated = {**before.states, **after.states}
        found |= {place_of(path) for path in stated if before.states.get(path) != after.states.get(path)}
    if found:
        found.update(_payments(before, after, found))
    return found


_OF_ALL_PAYMENTS = {f"pay.schedule.{leaf}" for leaf in ("kind", "indicator", "condition", "advance_pct")}
"""Of a plan: each payment has its kind, proof and condition from there, with their states."""


def _payments(before: Agreement, after: Agreement, found: AbstractSet[str]) -> Iterator[str]:
    """The places of payments, given or worked out, where the two differ."""
    another_plan = type(before.pay.schedule) is not type(after.pay.schedule)
    all_differ = another_plan or not _OF_ALL_PAYMENTS.isdisjoint(found)
    for number, (one, other) in enumerate(zip_longest(before.instalments, after.instalments), 1):
        places = _places_of_payment(number)
        if all_differ or one is None or other is None:
            yield from places
        else:
            yield from compress(places, map(ne, _leaves(one), _leaves(other)))


_LEAVES = ("date", "amount", "kind", "indicator", "condition")
_leaves = attrgetter(*_LEAVES)


@cache
def _places_of_payment(number: int) -> tuple[str, ...]:
    return tuple(place_of(f"pay.schedule.{number}.{leaf}") for leaf in _LEAVES)


def _compare(before: Any, after: Any, place: str, found: set[str]) -> bool:
    """Whether the two differ; where they do, their place is put into `found`, and what differs in them."""
    kind = type(before)
    differs = kind is not type(after)
    if not differs and issubclass(kind, Part):
        one, other = before.__dict__, after.__dict__
        for name, where in _fields(kind, place):
            old, new = one[name], other[name]
            if old is not new and _compare(old, new, where, found):
                differs = True
    elif issubclass(kind, _WITH_INSIDE) or isinstance(after, _WITH_INSIDE):
        inside, instead = _inside(before, place), _inside(after, place)
        if differs or len(inside) != len(instead):
            differs = True
            found.add(length_of(place))
        for where in {**inside, **instead}:
            old, new = inside.get(where), instead.get(where)
            if old is not new and _compare(old, new, where, found):
                differs = True
    else:
        differs = differs or before != after
    if differs:
        found.add(place)
    return differs


_WITH_INSIDE = (Part, tuple)


def _inside(value: Any, place: str) -> Mapping[str, Any]:
    """The fields of a part or the items of a list, by their places; nothing for anything else."""
    if isinstance(value, Part):
        fields = value.__dict__
        return {where: fields[name] for name, where in _fields(type(value), place)}
    if isinstance(value, tuple):
        return {place if number == 1 else f"{place}.{number}": item for number, item in enumerate(value, 1)}
    return {}


@lru_cache(maxsize=8192)
def _fields(part: type[Part], place: str) -> tuple[tuple[str, str], ...]:
    """The fields of a part at a place: as Python calls them, and the place of each."""
    steps = ((name, "in" if name == "in_" else name) for name in part.model_fields)
    return tuple((name, f"{place}.{step}" if place else step) for name, step in steps)
