"""What clause templates see: answers that print as slots, and logic that never guesses.

Three-valued: a template that asks the truth of an answer nobody gave raises `OpenAnswer`, and the
composer shows the alternatives instead. While it tries an alternative, the composer holds an assumption.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pesagree.agreement import Agreement, Answer, Kind, Question, Status
from pesagree.agreement.conditions import NAMED
from pesagree.agreement.particular import CONDITIONS, is_particular
from pesagree.answers.schema import Branch, Figure, Leaf, schema
from pesagree.clauses import Form
from pesagree.compose import looks
from pesagree.compose.dues import BLANK_ROWS, Choices, Instalments, Proofs, Years
from pesagree.compose.looks import Seen
from pesagree.compose.slots import (
    AnswerSlot,
    EndedSlot,
    ProofSlot,
    QuestionSlot,
    ReferenceSlot,
    SideSlot,
    written,
)
from pesagree.compose.values import Speaker
from pesagree.document import BOX
from pesagree.wording import Wording
from pesagree.wording.language import profile_of, profile_words

MAX_STEPS = 200_000
"""Steps of all loops of one draft; the longest lawful schedule has 1,200 payments."""


class OpenAnswer(Exception):
    """A template's logic met something nobody answered; `about` is a path or a condition ("when.cash")."""

    def __init__(self, about: str, alternatives: tuple[Any, ...], path: str) -> None:
        super().__init__(about)
        self.about, self.alternatives, self.path = about, alternatives, path


class ParticularAnswer(Exception):
    """A template of the general conditions touched an answer of one seller; it does not belong there."""


class TooManySteps(Exception):
    """A template runs over more items than any agreement can have."""


T = TypeVar("T")

NONE = object()
"""The assumption "there is none"."""

GIVEN = object()
"""The assumption "something is given", its value left blank."""


@dataclass
class Scope:
    """One agreement as templates see it, with the assumptions of the moment."""

    agreement: Agreement
    speaker: Speaker
    words: Wording
    form: Form = Form.FULL
    general: Mapping[str, str] = field(default_factory=dict)  # what the short form says of the general one
    assumed: dict[str, Any] = field(default_factory=dict)
    only: str = ""  # while one party's alternatives are shown: its path
    steps: int = 0

    def __post_init__(self) -> None:
        self.seen = self.agreement if isinstance(self.agreement, Seen) else Seen(self.agreement)
        self.agreement = cast(Agreement, self.seen)

    def names(self) -> dict[str, Any]:
        """Every name that a clause may begin with."""
        tree = schema()
        names: dict[str, Any] = {
            name: _view(self, child, name) for name, child in tree.children.items() if name != "private"
        }
        names["buyers"], names["sellers"] = Parties(self, "buyer"), Parties(self, "seller")
        names["when"] = Conditions(self)
        names["roles"] = profile_words(self.words.language, profile_of(self.agreement)).roles
        names["form"] = {str(form): form is self.form for form in Form}
        names["general"] = self.general
        names["ref"] = lambda target: written(ReferenceSlot(target))
        names["instalments"], names["proofs"] = Instalments(self), Proofs(self)
        names["choices"], names["years"] = Choices(self), Years(self)
        return names

    def answer(self, path: str) -> Answer:
        """The whole answer as logic should see it: an assumption stands in for an open one."""
        self.touch(path)
        if path in self.assumed:
            value = self.assumed[path]
            if value is NONE:
                return Answer(path, Status.NONE)
            return Answer(path, Status.GIVEN, None if value is GIVEN else value)
        return self.agreement.answer(path)

    def ask(self, how: Callable[..., T], path: str, *more: Any) -> T:
        """One thing about the answer at a path, such as `looks.status`; the rest of it may differ freely."""
        self.touch(path)
        if path in self.assumed:
            return how(self, path, *more)  # it reads nothing but `answer`
        return self.seen.see(how, path, *more)

    def touch(self, path: str) -> None:
        """Nothing of one seller stands in the general conditions. Raises ParticularAnswer."""
        if self.form is Form.GENERAL and is_particular(path):
            raise ParticularAnswer(path)

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise TooManySteps


def _view(scope: Scope, node: Branch | Leaf | Figure, path: str) -> Any:
    match node:
        case Branch():
            return PartView(scope, node, path)
        case Leaf(question=question):
            return AnswerView(scope, path, question)
        case Figure():
            return AnswerView(scope, path, None)


class PartView:
    """A part of the agreement, or one party."""

    def __init__(self, scope: Scope, branch: Branch, path: str) -> None:
        self._scope, self._branch, self._path = scope, branch, path

    def __getattr__(self, name: str) -> Any:
        child = self._branch.children.get(name)
        if child is None:
            raise AttributeError(name)
        return _view(self._scope, child, f"{self._path}.{name}")


class Parties:
    """All buyers or all sellers."""

    def __init__(self, scope: Scope, section: str) -> None:
        self._scope, self._section = scope, section

    def __iter__(self) -> Iterator[PartView]:
        branch = schema().children[self._section]
        assert isinstance(branch, Branch)
        only = self._scope.only
        for path in self._scope.agreement.parties(self._section):
            if only.partition(".")[0] == self._section and path != only:
                continue
            self._scope.step()
            yield PartView(self._scope, branch, path)


class ItemView:
    """One item of a list: its fields by name."""

    def __init__(self, scope: Scope, question: Question, path: str) -> None:
        self._scope, self._question, self._path = scope, question, path

    def __getattr__(self, name: str) -> Any:
        for item in self._question.items:
            if item.name == name:
                return AnswerView(self._scope, f"{self._path}.{name}", item)
        if name == "value" and self._question.path == "pay.goods":
            return AnswerView(self._scope, f"{self._path}.value", None)
        if name == "proof" and self._question.path == "pay.goods":
            self._scope.touch(self._path)
            return written(ProofSlot(self._path, name))
        raise AttributeError(name)


class AnswerView:
    """One answer: prints as a slot; compares, loops and chooses only when it is given."""

    def __init__(self, scope: Scope, path: str, question: Question | None) -> None:
        self._scope, self._path, self._question = scope, path, question

    def __str__(self) -> str:
        self._scope.touch(self._path)
        return written(AnswerSlot(self._path))

    def _status(self) -> Status:
        return self._scope.ask(looks.status, self._path)

    def _known(self) -> Status:
        """Its status, which is not open. Raises OpenAnswer."""
        status = self._status()
        if status in (Status.GIVEN, Status.NONE):
            return status
        raise OpenAnswer(self._path, self._alternatives(), self._path)

    def _alternatives(self) -> tuple[Any, ...]:
        """The values that the answer could take, as far as logic can tell them apart."""
        question = self._question
        if question is None:
            return (GIVEN,)
        values: tuple[Any, ...] = (GIVEN,)
        if question.kind is Kind.ONE:
            values = question.codes
        elif question.kind is Kind.YES_NO:
            values = (True, False)
        return (*values, NONE) if question.none_ok else values

    @property
    def is_none(self) -> bool:
        return self._known() is Status.NONE

    def __bool__(self) -> bool:
        self._known()
        return self._scope.ask(looks.is_yes, self._path)

    def __eq__(self, other: object) -> bool:
        self._known()
        if isinstance(other, AnswerView):  # of another answer: is the payer's country the place's own?
            other._known()
            return self._scope.ask(looks.same, self._path, other._path)
        return self._scope.ask(looks.equals, self._path, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, code: object) -> bool:
        about = f"{self._path} has {code}"
        if about in self._scope.assumed:
            return bool(self._scope.assumed[about])
        if self._status() not in (Status.GIVEN, Status.NONE):
            raise OpenAnswer(about, (True, False), self._path)
        return self._scope.ask(looks.holds, self._path, code)

    def __iter__(self) -> Iterator[Any]:
        if self._status() is Status.NONE:
            return
        question = self._question
        assert question is not None
        many = question.kind is Kind.LIST
        given = self._scope.ask(looks.count, self._path)
        for number in range(1, (given if given is not None else BLANK_ROWS if many else 1) + 1):
            self._scope.step()
            path = f"{self._path}.{number}"
            if many:
                yield ItemView(self._scope, question, path)
            elif given is not None:
                value = self._scope.ask(looks.element, self._path, number)
                yield ElementView(self._scope, path, question, value)
            else:
                yield self

    # --- filters ----------------------------------------------------------------------------

    def choose(self, **texts: str) -> str:
        """The text for the code given; while it is open, all texts with boxes to tick."""
        status = self._status()
        if status is Status.NONE:
            return texts.get("none", "")
        if status is Status.GIVEN:
            return texts.get(self._scope.ask(looks.code, self._path), "")
        lines = [written(QuestionSlot(self._path))]
        answer = self._scope.answer(self._path)
        if answer.status is Status.DISPUTED and answer.proposals:
            for side, value in answer.proposals.items():
                code = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
                lines.append(f"{BOX} {texts.get(str(code), '')} {written(SideSlot(side))}")
        else:
            lines += [f"{BOX} {text}" for text in texts.values() if text]
        return "\\\n".join(lines)

    def named(self, **texts: str) -> str:
        """The words for the code given, inside a sentence or a cell; a blank while it is open.

        With words for `none` alone, what is given stands as it is.
        """
        status = self._status()
        has_words = status is Status.NONE or (status is Status.GIVEN and texts.keys() != {"none"})
        return self.choose(**texts) if has_words else str(self)

    def counted(self, one: str, many: str) -> str:
        """The number with its noun: "1 day", "30 days"."""
        return f"{self} {one if self._scope.ask(looks.equals, self._path, 1) else many}"

    def ended(self) -> str:
        """The answer at the end of a sentence, with one full stop."""
        self._scope.touch(self._path)
        return written(EndedSlot(self._path))

    def in_words(self) -> str:
        self._scope.touch(self._path)
        return written(AnswerSlot(self._path, in_words=True))


class ElementView:
    """One element of a list of choices or texts."""

    is_none = False

    def __init__(self, scope: Scope, path: str, question: Question, value: Any) -> None:
        self._scope, self._path, self._question, self._value = scope, path, question, value

    def __str__(self) -> str:
        return written(AnswerSlot(self._path))

    def __eq__(self, other: object) -> bool:
        return bool(self._value == other)

    __hash__ = None  # type: ignore[assignment]

    def choose(self, **texts: str) -> str:
        return texts.get(str(self._value), "")


class Conditions:
    """The named conditions of the form (`when.cash`)."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, name: str) -> bool:
        about = f"when.{name}"
        if about in self._scope.assumed:
            return bool(self._scope.assumed[about])
        condition = NAMED.get(name)
        if condition is None:
            raise AttributeError(name)
        self._scope.touch(CONDITIONS.get(name, condition.looks_at))
        truth = condition.holds(self._scope.agreement)
        if truth is None:
            raise OpenAnswer(about, (True, False), condition.looks_at)
        return truth
