"""What composing looks at, noted look by look, so that equal looks need not be thought through again.

A clause's text follows from a few dozen looks at the answers: is there an organisation in between, how many
parcels are there, which form has the payment. Whoever composes sees an agreement through `Seen`, which notes
each look and what it found; `Remembered` keeps results by those findings, as a tree of questions. The next
agreement answers the questions from the top and comes to the same result, or to none yet.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pesagree.agreement import Agreement, Answer, Status
from pesagree.agreement.conditions import NAMED, Truth, either
from pesagree.agreement.figures import pay_by_year

T = TypeVar("T")

_UNSEEN: Any = object()
_MOST_LOOKS = 50_000
"""Looks that are kept; a draft of the full form makes some 900."""
_MOST_FINDINGS = 2
_MOST_RESULTS = 256
"""Results kept of one clause or one answer, with what they stand on: then it begins anew."""


class Look:
    """How to look and what at, one object for each: `how(agreement, *what)` is what is found."""

    __slots__ = ("before", "found", "how", "part", "path", "section", "what")

    def __init__(self, how: Callable[..., Any], what: tuple[Any, ...]) -> None:
        self.how, self.what = how, what
        self.before: list[Any] = []
        # What was found last in which part, where it follows from that part alone (see PartLook).
        self.path = self.section = ""
        self.part: Any = _UNSEEN
        self.found: Any = None

    def find(self, agreement: Agreement) -> Any:
        """What is found; one object for equal findings in agreement after agreement: `is` compares them."""
        return self.known(self.how(agreement, *self.what))

    def known(self, found: Any) -> Any:
        """The finding, or the equal one of an agreement before."""
        for one in self.before:
            if one is found or (type(one) is type(found) and one == found):
                return one
        if len(self.before) >= _MOST_FINDINGS:
            del self.before[0]
        self.before.append(found)
        return found


class PartLook(Look):
    """A look at one answer only, spared where two agreements share its part.

    Agreements of one roster share the parts that a row leaves as they are. An answer as given follows from
    its part alone: where the part is the same object, so is what is found in it.
    """

    __slots__ = ("answer",)

    def __init__(self, how: Callable[..., Any], what: tuple[Any, ...]) -> None:
        super().__init__(how, what)
        self.path = what[0]
        self.section = self.path.partition(".")[0]
        self.answer: Answer | None = None

    def find(self, agreement: Agreement) -> Any:
        part = agreement.__dict__.get(self.section)
        if part is self.part and self.path not in agreement.states:
            return self.found
        answer = agreement.answer(self.path)
        if answer is not self.answer:  # what is found follows from the answer alone
            self.answer, self.found = answer, self.known(self.how(agreement, *self.what))
        as_given = answer.is_given and answer.origin == "given" and answer.path == self.path
        self.part = part if as_given else _UNSEEN
        return self.found


_looks: dict[tuple[Callable[..., Any], tuple[Any, ...]], Look] = {}


def _look(how: Callable[..., Any], what: tuple[Any, ...]) -> Look:
    found = _looks.get((how, what))
    if found is None:
        if len(_looks) >= _MOST_LOOKS:
            _looks.clear()
        found = _looks[how, what] = (PartLook if how in _OF_ONE_ANSWER else Look)(how, what)
    return found


class Seen:
    """An agreement through which every look is noted. To those who compose it is the agreement itself."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._found: dict[Look, Any] = {}
        self._noted: dict[Look, Any] | None = None

    def see(self, how: Callable[..., T], *what: Any) -> T:
        """What `how(agreement, *what)` finds, a pure function of the agreement."""
        return self.look(_look(how, what))  # type: ignore[no-any-return]

    def look(self, look: Look) -> Any:
        found = self._found.get(look, _UNSEEN)
        if found is _UNSEEN:
            found = self._found[look] = look.find(self._agreement)
        if self._noted is not None:
            self._noted[look] = found
        return found

    def recall(self, remembered: Sequence["Remembered[T]"]) -> list[T | None]:
        """What is remembered for this agreement, of each; one loop, because a draft asks for hundreds."""
        if self._noted is not None:
            return [one.recall(self) for one in remembered]
        agreement, seen, values = self._agreement, self._found, list[T | None]()
        parts, states = agreement.__dict__, agreement.states
        for one in remembered:
            place = one.top
            while type(place) is _Fork:
                look = place.look
                found = seen.get(look, _UNSEEN)
                if found is _UNSEEN:
                    shared = parts.get(look.section) is look.part and look.path not in states
                    found = seen[look] = look.found if shared else look.find(agreement)
                way = place.ways.get(id(found))
                place = None if way is None else way[1]
            values.append(None if place is None else place.value)  # type: ignore[union-attr]
        return values

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
        return self.see(Agreement.answer, path)

    def parties(self, section: str) -> list[str]:
        return self.see(Agreement.parties, section)

    def once(self, work: Callable[[Agreement], T]) -> T:
        return self.look(_look(Agreement.once, (work,)))  # type: ignore[no-any-return]

    def once_by(self, name: Hashable, work: Callable[..., T], *given: Any) -> T:
        return self.look(_look(_once_by, (name, work, *given[1:])))  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        return self.see(getattr, name)


def _once_by(agreement: Agreement, name: Hashable, work: Callable[..., T], *given: Any) -> T:
    return agreement.once_by(name, work, agreement, *given)


class Remembered(Generic[T]):
    """Results by what was looked at on the way to them; at most a few hundred."""

    def __init__(self) -> None:
        self.top: _Fork[T] | _Result[T] | None = None
        self._count = 0

    def recall(self, seen: Seen) -> T | None:
        """The result for an agreement that looks the same in everything that mattered; None = not known."""
        place = self.top
        while type(place) is _Fork:
            way = place.ways.get(id(seen.look(place.look)))
            if way is None:
                return None
            place = way[1]
        return None if place is None else place.value  # type: ignore[union-attr]

    def keep(self, noted: Mapping[Look, Any], value: T) -> None:
        """Remember what came of these looks."""
        if self._count >= _MOST_RESULTS:
            self.top, self._count = None, 0
        self._count += 1
        trail = [*noted.items()]
        end: _Fork[T] | _Result[T] = _Result(value)
        place, known = self.top, 0
        last: _Fork[T] | None = None
        while type(place) is _Fork and known < len(trail) and place.look is trail[known][0]:
            last = place
            way = place.ways.get(id(trail[known][1]))
            known += 1
            place = None if way is None else way[1]
        for look, found in reversed(trail[known:]):
            end = _Fork(look, found, end)
        if last is None:
            self.top = end
        else:
            found = trail[known - 1][1]
            last.ways[id(found)] = (found, end)


class _Fork(Generic[T]):
    """One question, with a way on for each finding (which is kept, so that its id stays its own)."""

    __slots__ = ("look", "ways")

    def __init__(self, look: Look, found: Any, way: "_Fork[T] | _Result[T]") -> None:
        self.look = look
        self.ways: dict[int, tuple[Any, _Fork[T] | _Result[T]]] = {id(found): (found, way)}


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


def of_year(agreement: Agreement, number: int, what: str) -> Any:
    """What falls due in one calendar year, counted from 1: its "year", "cash", "goods" or "total"."""
    return getattr(agreement.once(pay_by_year)[number - 1], what)


def goods_to_choose(agreement: Agreement) -> tuple[tuple[int, ...], ...]:
    """The numbers of goods that stand for one another, group by group."""
    groups: dict[object, list[int]] = {}
    for number, good in enumerate(agreement.pay.goods, 1):
        groups.setdefault(good.choice_of or good.code or number, []).append(number)
    return tuple(tuple(numbers) for numbers in groups.values() if len(numbers) > 1)


_OF_ONE_ANSWER = {Agreement.answer, status, is_yes, equals, holds, count, code, element}
"""Looks at nothing but the answer at the path that they are given."""
