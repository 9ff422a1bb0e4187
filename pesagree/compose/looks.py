"""What composing looks at, noted look by look, so that equal looks need not be thought through again.

A clause's text follows from a few dozen looks at the answers: is there an organisation in between, how many
parcels are there, which form has the payment. Whoever composes sees an agreement through `Seen`, which notes
each look and what it found; `Remembered` keeps results by those findings, as a tree of questions. The next
agreement answers the questions from the top and comes to the same result, or to none yet.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

from pesagree.agreement import Agreement, Answer, Status
from pesagree.agreement.conditions import NAMED, Truth, either
from pesagree.agreement.figures import pay_by_year

T = TypeVar("T")
Look = tuple[Callable[..., Any], tuple[Any, ...]]
"""How to look, and what at: `how(agreement, *what)` is what is found."""

_UNSEEN = object()
_MOST_KNOWN = 50_000
"""Looks whose findings are kept; a draft of the full form makes some 700."""
_MOST_FINDINGS = 4
_MOST_RESULTS = 256
"""Results kept of one clause or one answer, with what they stand on: then it begins anew."""

_known: dict[Look, list[Any]] = {}


def _same(look: Look, found: Any) -> Any:
    """One object for equal findings of a look in agreement after agreement: then `is` compares them."""
    if found is None or found is True or found is False:
        return found
    before = _known.get(look)
    if before is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[look] = [found]
        return found
    for one in before:
        if one is found or (type(one) is type(found) and one == found):
            return one
    if len(before) >= _MOST_FINDINGS:
        del before[0]
    before.append(found)
    return found


class Seen:
    """An agreement through which every look is noted. To those who compose it is the agreement itself."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._found: dict[Look, Any] = {}
        self._noted: dict[Look, Any] | None = None

    def see(self, how: Callable[..., T], *what: Any) -> T:
        """What `how(agreement, *what)` finds, a pure function of the agreement."""
        return self.look((how, what))  # type: ignore[no-any-return]

    def look(self, look: Look) -> Any:
        found = self._found.get(look, _UNSEEN)
        if found is _UNSEEN:
            how, what = look
            found = self._found[look] = _same(look, how(self._agreement, *what))
        if self._noted is not None:
            self._noted[look] = found
        return found

    def noting(self, work: Callable[[], T]) -> tuple[T, Mapping[Look, Any]]:
        """What `work` comes to, and everything that it looked at, in order."""
        before, self._noted = self._noted, {}
        try:
            result = work()
            noted = self._noted
        finally:
            self._noted = before
        if before is not None:
            before.update(noted)
        return result, noted

    # --- as the agreement ---------------------------------------------------------------------

    def answer(self, path: str) -> Answer:
        return self.look((Agreement.answer, (path,)))  # type: ignore[no-any-return]

    def parties(self, section: str) -> list[str]:
        return self.look((Agreement.parties, (section,)))  # type: ignore[no-any-return]

    def once(self, work: Callable[[Agreement], T]) -> T:
        return self.look((Agreement.once, (work,)))  # type: ignore[no-any-return]

    def once_by(self, name: Hashable, work: Callable[..., T], *given: Any) -> T:
        return self.look((_once_by, (name, work, *given[1:])))  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        return self.see(getattr, name)


def _once_by(agreement: Agreement, name: Hashable, work: Callable[..., T], *given: Any) -> T:
    return agreement.once_by(name, work, agreement, *given)


class Remembered(Generic[T]):
    """Results by what was looked at on the way to them; at most a few hundred."""

    def __init__(self) -> None:
        self._top: _Fork[T] | _Result[T] | None = None
        self._count = 0

    def recall(self, seen: Seen) -> T | None:
        """The result for an agreement that looks the same in everything that mattered; None = not known."""
        place = self._top
        while isinstance(place, _Fork):
            found = seen.look(place.look)
            way = place.ways.get(id(found))
            if way is None:
                return None
            place = way[1]
        return None if place is None else place.value

    def keep(self, noted: Mapping[Look, Any], value: T) -> None:
        """Remember what came of these looks."""
        if self._count >= _MOST_RESULTS:
            self._top, self._count = None, 0
        self._count += 1
        end: _Fork[T] | _Result[T] = _Result(value)
        looks = [*noted.items()]
        place, depth = self._top, 0
        last: tuple[_Fork[T], Any] | None = None
        while isinstance(place, _Fork) and depth < len(looks) and place.look == looks[depth][0]:
            last = (place, looks[depth][1])
            way = place.ways.get(id(last[1]))
            depth += 1
            place = None if way is None else way[1]
            if way is None:
                break
        for look, found in reversed(looks[depth:]):
            fork: _Fork[T] = _Fork(look)
            fork.ways[id(found)] = (found, end)
            end = fork
        if last is None:
            self._top = end
        else:
            last[0].ways[id(last[1])] = (last[1], end)


class _Fork(Generic[T]):
    """One question, with a way on for each finding (which is kept, so that its id stays its own)."""

    __slots__ = ("look", "ways")

    def __init__(self, look: Look) -> None:
        self.look = look
        self.ways: dict[int, tuple[Any, _Fork[T] | _Result[T]]] = {}


class _Result(Generic[T]):
    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value


# --- narrow looks: what logic asks, and no more -----------------------------------------------


def status(agreement: Agreement, path: str) -> Status:
    return agreement.answer(path).status


def is_yes(agreement: Agreement, path: str) -> bool:
    """Whether a given answer says anything but no."""
    answer = agreement.answer(path)
    return answer.value is not False and not answer.is_none


def equals(agreement: Agreement, path: str, other: object) -> bool:
    return bool(agreement.answer(path).value == other)


def same(agreement: Agreement, path: str, other: str) -> bool:
    """Whether two answers are the same value."""
    return bool(agreement.answer(path).value == agreement.answer(other).value)


def holds(agreement: Agreement, path: str, code: object) -> bool:
    """Whether a list of codes holds this one."""
    value = agreement.answer(path).value
    return value is not None and code in value


def count(agreement: Agreement, path: str) -> int | None:
    """How many items a given list has; None while it is not given."""
    answer = agreement.answer(path)
    return len(answer.value) if answer.is_given and answer.value is not None else None


def code(agreement: Agreement, path: str) -> str:
    """The code of a given choice, as clauses write it: yes and no among them."""
    value = agreement.answer(path).value
    return "yes" if value is True else "no" if value is False else str(value)


def element(agreement: Agreement, path: str, number: int) -> Any:
    """One element of a list of choices or texts, counted from 1."""
    return agreement.answer(path).value[number - 1]


def any_holds(agreement: Agreement, conditions: tuple[str, ...]) -> Truth:
    """Whether one of the named conditions holds."""
    return either(*(NAMED[name].holds(agreement) for name in conditions))


def payments(agreement: Agreement) -> int:
    """How many payments fall due, given or generated."""
    return len(agreement.instalments)


def year_rows(agreement: Agreement) -> tuple[tuple[str, ...], ...]:
    """For each calendar year in which something falls due, the columns that are known."""
    known = ("year", "cash", "goods", "total")
    return tuple(
        tuple(name for name in known if getattr(row, name) is not None) for row in agreement.once(pay_by_year)
    )


def goods_to_choose(agreement: Agreement) -> tuple[tuple[int, ...], ...]:
    """The numbers of goods that stand for one another, group by group."""
    groups: dict[object, list[int]] = {}
    for number, good in enumerate(agreement.pay.goods, 1):
        groups.setdefault(good.choice_of or good.code or number, []).append(number)
    return tuple(tuple(numbers) for numbers in groups.values() if len(numbers) > 1)
