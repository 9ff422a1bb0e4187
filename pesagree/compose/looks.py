"""What composing looks at, noted look by look, so that equal looks need not be thought through again.

A clause's text follows from a few dozen looks at the answers: is there an organisation in between, how many
parcels are there, which form has the payment. Whoever composes sees an agreement through `Seen`, which notes
each look and what it found; `Remembered` keeps results by those findings, as a tree of questions. The next
agreement answers the questions from the top and comes to the same result, or to none yet.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pesagree.agreement import QUESTIONS, Agreement, Answer, Status, key
from pesagree.agreement.conditions import NAMED, Truth, either
from pesagree.agreement.figures import YearOfPay, figure_at, pay_by_year
from pesagree.compose.changes import changes, is_written, length_of, place_of

T = TypeVar("T")

_GIVEN, _OPEN = Status.GIVEN, Status.OPEN
_ANSWER, _PARTIES, _ONCE = Agreement.answer, Agreement.parties, Agreement.once
"""Names of their own: Python looks long for what stands in an enumeration or in a model."""

UNSEEN: Any = object()
"""What stands in for the finding of a look not taken yet."""
_MOST_FOUND = 5_000
"""Findings taken over from one agreement to the next; a draft of the full form makes some 400."""
_MOST_LOOKS = 50_000
"""Looks that are kept; a draft of the full form makes some 900."""
_MOST_FINDINGS = 2
_MOST_RESULTS = 256
"""Results kept of one clause or one answer, with what they stand on: then it begins anew."""


class Look:
    """How to look and what at, one object for each: `how(agreement, *what)` is what is found.

    `places` are those (of `changes`) that the finding follows from alone; none where it may follow from
    anything.
    """

    __slots__ = ("before", "how", "places", "what")

    def __init__(self, how: Callable[..., Any], what: tuple[Any, ...]) -> None:
        self.how, self.what = how, what
        self.before: list[Any] = []
        self.places = _places_of(how, what)

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


def _places_of(how: Callable[..., Any], what: tuple[Any, ...]) -> tuple[str, ...]:
    """The places of a look that always has the same: how many parties there are, or a part as written."""
    if how is Agreement.parties:
        return (length_of(what[0]),)
    return what if how is getattr and is_written(what[0]) else ()


class AnswerLook(Look):
    """A look at nothing but one answer: what is found follows from that answer alone."""

    __slots__ = ("answer", "found", "path", "place")

    def __init__(self, how: Callable[..., Any], what: tuple[Any, ...]) -> None:
        super().__init__(how, what)
        self.path = what[0]
        self.place = (place_of(self.path),)
        self.answer: Answer | None = None
        self.found: Any = None

    def find(self, agreement: Agreement) -> Any:
        answer = agreement.answer(self.path)
        self.places = self.place if _stands(answer, agreement) else ()
        if answer is not self.answer:
            found = answer if self.how is _ANSWER else self.how(agreement, *self.what)
            self.found = self.known(found)
            self.answer = answer  # last: where something raises, nothing was found
        return self.found


def _stands(answer: Answer, agreement: Agreement) -> bool:
    """Whether an answer follows from what `changes` compares at its place, and from nothing else.

    What else is worked out, or stands in for an open answer, may follow from anything.
    """
    _, status, _, origin, _, _ = answer
    if status is _GIVEN:
        if origin == "worked_out":
            return answer.path.startswith("pay.schedule.")
        return origin == "given" or _is_open_alone(answer.path)
    if status is _OPEN:
        return _is_open_alone(answer.path)
    return answer.path in agreement.states


@lru_cache(maxsize=8192)
def _is_open_alone(path: str) -> bool:
    """Whether nothing, or always the same default, stands in for the answer at a path while it is open."""
    question = QUESTIONS.get(key(path))
    hangs = question is not None and callable(question.default)
    return not hangs and figure_at(path) is None and not path.startswith("pay.schedule.")


class ConditionLook(Look):
    """A look at conditions: what is found follows from the few answers that they ask for."""

    __slots__ = ()

    def find(self, agreement: Agreement) -> Any:
        asked = _Asked(agreement)
        found = self.how(asked, *self.what)
        self.places = tuple(asked.places) if asked.stands else ()
        return found  # True, False or None: each is one object


class _Asked:
    """An agreement as a condition sees it: it notes the places asked for, and whether all stand."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self.places: set[str] = set()
        self.stands = True

    def answer(self, path: str) -> Answer:
        answer = self._agreement.answer(path)
        self.stands = self.stands and _stands(answer, self._agreement)
        self.places.add(place_of(answer.path))
        return answer

    def parties(self, section: str) -> list[str]:
        self.places.add(length_of(section))
        return self._agreement.parties(section)

    def once_by(self, _: Hashable, work: Callable[..., T], *given: Any) -> T:
        return work(*given)

    def __getattr__(self, name: str) -> Any:
        self.stands = self.stands and is_written(name)
        self.places.add(name)
        return getattr(self._agreement, name)


_looks: dict[tuple[Callable[..., Any], tuple[Any, ...]], Look] = {}


def _look(how: Callable[..., Any], what: tuple[Any, ...]) -> Look:
    found = _looks.get((how, what))
    if found is None:
        if len(_looks) >= _MOST_LOOKS:
            _looks.clear()
        kind = AnswerLook if how in _OF_ONE_ANSWER else ConditionLook if how in _OF_CONDITIONS else Look
        found = _looks[how, what] = kind(how, what)
    return found


class Seen:
    """An agreement through which every look is noted. To those who compose it is the agreement itself.

    What was found in the agreement `before` is found again, without a look, where nothing is written
    otherwise: most rows of a roster differ in a dozen answers.
    """

    def __init__(self, agreement: Agreement, before: "Seen | None" = None) -> None:
        self._agreement = agreement
        self._noted: dict[Look, Any] | None = None
        self._begin()
        if before is not None and len(before.found) < _MOST_FOUND:
            self._take_over(before)

    def _begin(self) -> None:
        self.found: dict[Look, Any] = {}
        self._standing = defaultdict[str, set[Look]](set)  # those that follow from a place, by it
        self._passing: list[Look] = []  # all others

    def _take_over(self, before: "Seen") -> None:
        """Take what was found in `before` and still stands; asked again, `before` looks at all anew."""
        self.found, self._standing, passing = before.found, before._standing, before._passing
        before._begin()
        found, standing = self.found, self._standing
        for look in passing:
            found.pop(look, None)
        for place in changes(before._agreement, self._agreement):
            for look in standing.pop(place, ()):
                found.pop(look, None)

    def see(self, how: Callable[..., T], *what: Any) -> T:
        """What `how(agreement, *what)` finds, a pure function of the agreement."""
        return self.look(_look(how, what))  # type: ignore[no-any-return]

    def look(self, look: Look) -> Any:
        found = self.found.get(look, UNSEEN)
        if found is UNSEEN:
            found = self.find(look)
        if self._noted is not None:
            self._noted[look] = found
        return found

    def find(self, look: Look) -> Any:
        """What a look not taken yet finds."""
        found = look.find(self._agreement)
        for place in look.places:
            self._standing[place].add(look)
        if not look.places:
            self._passing.append(look)
        self.found[look] = found  # last: nothing is found that would not be dropped where it has to be
        return found

    def finds(self, result: "Result[Any]") -> bool:
        """Whether all that a result follows from is found again.

        Looks are taken in their order, as one may lead to the next.
        """
        known = self.found
        for look, before in result.trail:
            found = known.get(look, UNSEEN)
            if found is UNSEEN:
                found = self.find(look)
            if found is not before:
                return False
        self.note(result.trail)
        return True

    @property
    def is_noting(self) -> bool:
        return self._noted is not None

    def note(self, looked: Iterable[tuple[Look, Any]]) -> None:
        """These were looked at too, for whatever is being worked out."""
        if self._noted is not None:
            self._noted.update(looked)

    def noting(self, work: Callable[..., T], *given: Any) -> tuple[T, Mapping[Look, Any]]:
        """What `work` of `given` comes to, and everything that it looked at, in order."""
        before, self._noted = self._noted, {}
        try:
            result = work(*given)
            noted = self._noted
        finally:
            self._noted = before
        if before is not None:
            before.update(noted)
        return result, noted

    # --- as the agreement ---------------------------------------------------------------------

    def answer(self, path: str) -> Answer:
        return self.see(_ANSWER, path)

    def parties(self, section: str) -> list[str]:
        return self.see(_PARTIES, section)

    def once(self, work: Callable[[Agreement], T]) -> T:
        return self.look(_look(_ONCE, (work,)))  # type: ignore[no-any-return]

    def once_by(self, name: Hashable, work: Callable[..., T], *given: Any) -> T:
        return self.look(_look(_once_by, (name, work, *given[1:])))  # type: ignore[no-any-return]


def _as_of_the_agreement(name: str) -> property:
    return property(lambda seen: seen.see(getattr, name))


for _name in (*Agreement.model_fields, "instalments"):  # `__getattr__` would slow down every other name
    setattr(Seen, _name, _as_of_the_agreement(_name))


def seen(agreement: Agreement) -> Seen:
    """The agreement as those who compose see it, with what it has in common with the one seen before."""
    global _latest
    if _latest is None or _latest._agreement is not agreement:
        _latest = Seen(agreement, _latest)
    return _latest


_latest: Seen | None = None


def _once_by(agreement: Agreement, name: Hashable, work: Callable[..., T], *given: Any) -> T:
    return agreement.once_by(name, work, agreement, *given)


class Result(Generic[T]):
    """What came of some looks, and what each of them found, in order."""

    __slots__ = ("trail", "value")

    def __init__(self, value: T, noted: Mapping[Look, Any]) -> None:
        self.value = value
        self.trail = tuple(noted.items())


class Remembered(Generic[T]):
    """Results by what was looked at on the way to them; at most a few hundred."""

    def __init__(self) -> None:
        self.last: Result[T] | None = None
        self.top: _Fork[T] | Result[T] | None = None
        self._count = 0

    def recall(self, seen: Seen) -> T | None:
        """The result for an agreement that looks the same in everything that mattered; None = not known."""
        if self.last is not None and seen.finds(self.last):  # mostly the same as for the agreement before
            return self.last.value
        place = self.top
        while type(place) is _Fork:
            way = place.ways.get(id(seen.look(place.look)))
            if way is None:
                return None
            place = way[1]
        if type(place) is not Result:
            return None
        self.last = place
        return place.value

    def keep(self, noted: Mapping[Look, Any], value: T) -> None:
        """Remember what came of these looks."""
        if self._count >= _MOST_RESULTS:
            self.top, self._count = None, 0
        self._count += 1
        self.last = end = Result(value, noted)
        trail = end.trail
        place, known = self.top, 0
        last: _Fork[T] | None = None
        while type(place) is _Fork and known < len(trail) and place.look is trail[known][0]:
            last = place
            way = place.ways.get(id(trail[known][1]))
            known += 1
            place = None if way is None else way[1]
        way_to: _Fork[T] | Result[T] = end
        for look, found in reversed(trail[known:]):
            way_to = _Fork(look, found, way_to)
        if last is None:
            self.top = way_to
        else:
            found = trail[known - 1][1]
            last.ways[id(found)] = (found, way_to)


class _Fork(Generic[T]):
    """One question, with a way on for each finding (which is kept, so that its id stays its own)."""

    __slots__ = ("look", "ways")

    def __init__(self, look: Look, found: Any, way: "_Fork[T] | Result[T]") -> None:
        self.look = look
        self.ways: dict[int, tuple[Any, _Fork[T] | Result[T]]] = {id(found): (found, way)}


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
        tuple(name for name in known if getattr(row, name) is not None) for row in pay_by_year(agreement)
    )


def of_year(agreement: Agreement, number: int) -> YearOfPay:
    """What falls due in one calendar year, counted from 1."""
    return pay_by_year(agreement)[number - 1]


def goods_to_choose(agreement: Agreement) -> tuple[tuple[int, ...], ...]:
    """The numbers of goods that stand for one another, group by group."""
    groups: dict[object, list[int]] = {}
    for number, good in enumerate(agreement.pay.goods, 1):
        groups.setdefault(good.choice_of or good.code or number, []).append(number)
    return tuple(tuple(numbers) for numbers in groups.values() if len(numbers) > 1)


_OF_ONE_ANSWER = {Agreement.answer, status, is_yes, equals, holds, count, code, element}
"""Looks at nothing but the answer at the path that they are given."""

_OF_CONDITIONS = {_once_by, any_holds}
"""Looks at nothing but conditions."""
