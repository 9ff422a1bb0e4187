"""The agreement: all answers, typed and immutable, with the states of those that are not given."""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import ConfigDict, Field

from pesagree.agreement import figures
from pesagree.agreement.ask import Ask, Part
from pesagree.agreement.form import Question, canonical, key, walk
from pesagree.agreement.heading import Heading
from pesagree.agreement.monitoring import Monitoring
from pesagree.agreement.parties import Buyer, Consent, Intermediary, Seller
from pesagree.agreement.payment import Generator, Payment, Private
from pesagree.agreement.scalars import Country, FreeText, LongText, ShortText
from pesagree.agreement.service import Biodiversity, Carbon, Service, Water
from pesagree.agreement.site import Site
from pesagree.agreement.states import Disputed, NoneGiven, NotApplicable, State, Status, Unknown
from pesagree.agreement.terms import (
    Assignment,
    Breach,
    Grievance,
    Law,
    Rights,
    Risk,
    Signing,
    SpecialTerm,
    Term,
)

T = TypeVar("T")
_NOT_YET: Any = object()

# A member of an enum takes ten times as long to look up in it, and these are asked for all the time.
_GIVEN, _NONE = Status.GIVEN, Status.NONE
_OPEN = frozenset({Status.OPEN, Status.UNKNOWN, Status.DISPUTED})


class Answer(NamedTuple):
    """What stands at one path: its status, the value where given, and where the value comes from.

    `origin` is "given", "default" (nobody decided it) or "worked_out". `note` says who will find an
    unknown answer out; `proposals` are the sides' values of a disputed one. A named tuple, because an
    agreement has hundreds, made anew for each row of a roster.
    """

    path: str
    status: Status
    value: Any = None
    origin: Literal["given", "default", "worked_out"] = "given"
    note: FreeText = ""
    proposals: Mapping[str, object] | None = None

    @property
    def is_given(self) -> bool:
        return self.status is _GIVEN

    @property
    def is_none(self) -> bool:
        return self.status is _NONE

    @property
    def is_open(self) -> bool:
        """Open in the wide sense: not asked yet, unknown or disputed."""
        return self.status in _OPEN

    @property
    def hangs_on_no_other(self) -> bool:
        """Whether it is the same in every agreement in which the same is written at its path."""
        if self.status is not Status.OPEN:
            return self.origin == "given"
        way = _way(self.path)
        return way.figure is None and way.default is None


class Accepted(Part):
    """A finding that somebody accepted, with the reason and the name."""

    reason: LongText
    by: ShortText


class Agreement(Part):
    """All answers of one agreement; every leaf may be open. The order is the order of the form."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    country: Annotated[Country | None, Ask("standard", "desk", default="PE")] = None
    language: Annotated[Literal["es", "en"] | None, Ask("standard", "desk", default="es")] = None
    agreement: Heading = Heading()
    buyer: tuple[Buyer, ...] = ()
    mid: Intermediary = Intermediary()
    seller: tuple[Seller, ...] = ()
    consent: Consent = Consent()
    site: Site = Site()
    service: Service = Service()
    water: Water = Water()
    carbon: Carbon = Carbon()
    bio: Biodiversity = Biodiversity()
    pay: Payment = Payment()
    private: Private = Private()
    mon: Monitoring = Monitoring()
    term: Term = Term()
    breach: Breach = Breach()
    risk: Risk = Risk()
    law: Law = Law()
    rights: Rights = Rights()
    assign: Assignment = Assignment()
    grievance: Grievance = Grievance()
    sign: Signing = Signing()
    special: Annotated[tuple[SpecialTerm, ...], Ask("standard", "room", none=True)] = ()

    states: Mapping[str, Any] = Field(default_factory=dict, exclude=True)
    accepted: Mapping[str, Accepted] = Field(default_factory=dict, exclude=True)
    notes: Mapping[str, str] = Field(default_factory=dict, exclude=True)

    # Plain attributes rather than pydantic's private ones, which are looked up ten times as slowly.
    @cached_property
    def _answers(self) -> dict[str, Answer]:
        return {}

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    def __copy__(self) -> Self:
        return super().__copy__()._knowing_nothing()

    def with_fields(self, fields: Mapping[str, Any]) -> Self:
        return super().with_fields(fields)._knowing_nothing()

    def _knowing_nothing(self) -> Self:
        """A copy may get other answers: it works everything out for itself."""
        for kept in ("_answers", "_worked_out"):
            self.__dict__.pop(kept, None)
        return self

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        own = {name: value for name, value in state["__dict__"].items() if not name.startswith("_")}
        return {**state, "__dict__": own}

    def once(self, work: Callable[[Self], T]) -> T:
        """What `work` comes to for this agreement; it is done once."""
        return self.once_by(work, work, self)

    def once_by(self, name: Hashable, work: Callable[..., T], *given: Any) -> T:
        """What `work` of `given` comes to; it is done once under this `name`."""
        found = self._worked_out.get(name, _NOT_YET)
        if found is _NOT_YET:
            found = self._worked_out[name] = work(*given)
        result: T = found
        return result

    @property
    def instalments(self) -> tuple[figures.Due, ...]:
        """All payments, given or generated (worked out once)."""
        return self.once(figures.instalments)

    def parties(self, section: str) -> list[str]:
        """The paths of all buyers or sellers ("seller", "seller.2"); one even while none is named."""
        return [*_parties(section, len(getattr(self, section)))]

    def written(self, path: str) -> Any:
        """The value as written at a path, None where nothing is."""
        value: Any = self
        for step in _steps(path):
            several = type(value) is tuple
            if isinstance(step, int):
                if not several or not 0 <= step < len(value):
                    return None
                value = value[step]
                continue
            if several:
                if not value:
                    return None
                value = value[0]
            value = getattr(value, step, None)
            if value is None:
                return None
        return value

    def answer(self, path: str) -> Answer:
        """What stands at a path: the answer given, else the figure worked out, else the default."""
        found = self._answers.get(path)
        if found is None:
            found = self._answers[path] = self._look_up(_way(path))
        return found

    def remember(self, answers: dict[str, Answer], worked_out: dict[Hashable, Any]) -> None:
        """What `answer` would find, by path, and `once_by`, by name; both become the agreement's own."""
        self.__dict__.update(_answers=answers, _worked_out=worked_out)

    def _look_up(self, way: "_Way") -> Answer:
        path = way.path
        if way.is_due:
            self.once(_plan_known)
            if (found := self._answers.get(path)) is not None:
                return found
        if self.states:
            state = self.states.get(figures.of_plan(self, path) if way.is_due else path)
            if state is not None:
                return _of_state(path, state)
        if (written := given(path, self.written(path))) is not None:
            return written
        if way.figure is not None and (value := way.figure(self)) is not None:
            return Answer(path, _GIVEN, value, "worked_out")
        if way.default is not None and (value := way.default.default_value(self, path)) is not None:
            return Answer(path, _GIVEN, value, "default")
        return way.open

    def state(self, path: str) -> State | None:
        """The state that stands beside the value at a path, None where it is simply given or open."""
        found: State | None = self.states.get(canonical(path))
        return found


def given(path: str, value: Any) -> Answer | None:
    """The answer that a written value is; None where nothing is written, or an empty list."""
    return None if value is None or (type(value) is tuple and not value) else Answer(path, _GIVEN, value)


def _plan_known(agreement: Agreement) -> None:
    """Lets an agreement know the days and the amounts of a plan: whoever asks for one asks for all."""
    if not isinstance(agreement.pay.schedule, Generator):
        return
    known = agreement._answers
    for due in agreement.instalments:
        for leaf, value in (("date", due.date), ("amount", due.amount)):
            if value is not None:
                path = f"{due.path}.{leaf}"
                known[path] = Answer(path, _GIVEN, value, "worked_out")


def _of_state(path: str, state: State) -> Answer:
    match state:
        case Unknown(note=note):
            return Answer(path, Status.UNKNOWN, note=note)
        case Disputed(proposals=proposals):
            return Answer(path, Status.DISPUTED, proposals=proposals)
        case NoneGiven() | NotApplicable():
            return Answer(path, Status.NONE)


class _Way(NamedTuple):
    """What is known of a path whatever the agreement: its one form, what may stand in for an answer.

    `open` is the answer where nothing does; one object, so that agreements which leave it open share it.
    """

    path: str
    is_due: bool
    figure: Callable[[Agreement], object] | None
    default: Question | None
    open: Answer


@lru_cache(maxsize=8192)
def _way(path: str) -> _Way:
    path = canonical(path)
    asked = QUESTIONS.get(key(path))
    default = asked if asked is not None and asked.default is not None else None
    return _Way(
        path,
        path.startswith("pay.schedule."),
        figures.figure_at(path),
        default,
        Answer(path, Status.OPEN),
    )


@lru_cache(maxsize=512)
def _parties(section: str, count: int) -> tuple[str, ...]:
    return tuple(section if n == 1 else f"{section}.{n}" for n in range(1, max(1, count) + 1))


@lru_cache(maxsize=8192)
def _steps(path: str) -> tuple[str | int, ...]:
    """The attributes and the numbers (from 0) on the way to a path."""
    return tuple(
        int(step) - 1 if step.isdigit() else "in_" if step == "in" else step for step in path.split(".")
    )


QUESTIONS: Mapping[str, Question] = {question.path: question for question in walk(Agreement)}
"""Every question of the form by its path, in the order of the contract."""

ITEMS: Mapping[str, Question] = {
    item.path: item for question in QUESTIONS.values() for item in (*question.generator, *question.items)
}
"""The questions of one item of each list, by path; a generator's fields give way to an item's."""
