"""The agreement: all answers, typed and immutable, with the states of those that are not given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from pesagree.agreement import figures
from pesagree.agreement.ask import Ask, Part
from pesagree.agreement.form import Question, canonical, key, walk
from pesagree.agreement.heading import Heading
from pesagree.agreement.monitoring import Monitoring
from pesagree.agreement.parties import Buyer, Consent, Intermediary, Seller
from pesagree.agreement.payment import Payment, Private
from pesagree.agreement.scalars import Country, LongText, ShortText
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at one path: its status, the value where given, and where the value comes from.

    `origin` is "given", "default" (nobody decided it) or "worked_out". `note` says who will find an
    unknown answer out; `proposals` are the sides' values of a disputed one.
    """

    path: str
    status: Status
    value: Any = None
    origin: Literal["given", "default", "worked_out"] = "given"
    note: str = ""
    proposals: Mapping[str, object] | None = None

    @property
    def is_given(self) -> bool:
        return self.status is Status.GIVEN

    @property
    def is_none(self) -> bool:
        return self.status is Status.NONE

    @property
    def is_open(self) -> bool:
        """Open in the wide sense: not asked yet, unknown or disputed."""
        return self.status in (Status.OPEN, Status.UNKNOWN, Status.DISPUTED)


class Accepted(Part):
    """A finding that somebody accepted, with the reason and the name."""

    reason: LongText
    by: ShortText


class Agreement(Part):
    """All answers of one agreement; every leaf may be open. The order is the order of the form."""

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

    _answers: dict[str, Answer] = PrivateAttr(default_factory=dict)
    _instalments: tuple[figures.Due, ...] | None = PrivateAttr(default=None)

    @property
    def instalments(self) -> tuple[figures.Due, ...]:
        """All payments, given or generated (worked out once)."""
        if self._instalments is None:
            self._instalments = figures.instalments(self)
        return self._instalments

    def parties(self, section: str) -> list[str]:
        """The paths of all buyers or sellers ("seller", "seller.2"); one even while none is named."""
        count = max(1, len(getattr(self, section)))
        return [section if n == 1 else f"{section}.{n}" for n in range(1, count + 1)]

    def written(self, path: str) -> Any:
        """The value as written at a path, None where nothing is."""
        value: Any = self
        for segment in path.split("."):
            if isinstance(value, tuple):
                number = int(segment) if segment.isdigit() else 1
                if not 1 <= number <= len(value):
                    return None
                value = value[number - 1]
                if segment.isdigit():
                    continue
            value = getattr(value, "in_" if segment == "in" else segment, None)
            if value is None:
                return None
        return value

    def answer(self, path: str) -> Answer:
        """What stands at a path: the answer given, else the figure worked out, else the default."""
        found = self._answers.get(path)
        if found is None:
            found = self._answers[path] = self._look_up(canonical(path))
        return found

    def _look_up(self, path: str) -> Answer:
        match self.states.get(path):
            case Unknown(note=note):
                return Answer(path, Status.UNKNOWN, note=note)
            case Disputed(proposals=proposals):
                return Answer(path, Status.DISPUTED, proposals=proposals)
            case NoneGiven() | NotApplicable():
                return Answer(path, Status.NONE)
        value = self.written(path)
        if value is not None and value != ():
            return Answer(path, Status.GIVEN, value)
        value = figures.figure(self, path)
        if value is not None:
            return Answer(path, Status.GIVEN, value, origin="worked_out")
        if (asked := QUESTIONS.get(key(path))) is not None and asked.default is not None:
            value = asked.default_value(self, path)
            if value is not None:
                return Answer(path, Status.GIVEN, value, origin="default")
        return Answer(path, Status.OPEN)

    def state(self, path: str) -> State | None:
        """The state that stands beside the value at a path, None where it is simply given or open."""
        found: State | None = self.states.get(canonical(path))
        return found


QUESTIONS: Mapping[str, Question] = {question.path: question for question in walk(Agreement)}
"""Every question of the form by its path, in the order of the contract."""

ITEMS: Mapping[str, Question] = {
    item.path: item for question in QUESTIONS.values() for item in (*question.generator, *question.items)
}
"""The questions of one item of each list, by path; a generator's fields give way to an item's."""
