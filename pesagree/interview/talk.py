"""What every part of the interview shares: saying, listening with the commands, saving, the money."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Question, key
from pesagree.agreement.conditions import OPEN_PRICE
from pesagree.agreement.figures import families, round_money
from pesagree.answers.store import Raw, Store
from pesagree.compose.values import Speaker
from pesagree.errors import AnswersError, FileError, PesagreeError, Problem
from pesagree.interview import plan, spoken
from pesagree.interview.commands import Typed, Verb, parse
from pesagree.interview.prompter import Prompter
from pesagree.interview.screen import Screen
from pesagree.wording import Wording, explain, formats, words_of

PROMPT = "> "


class Outcome(Enum):
    """Where a question leaves the walk."""

    NEXT = auto()
    BACK = auto()


class Leave(Exception):
    """The person stops here (`:quit`)."""


class Jump(Exception):
    """The person wants another question (`:go`)."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass
class Talk:
    """One conversation about one answers file.

    `write_draft` writes the draft of an agreement and gives back the line that says where.
    `wall` is the page for the projector, if the room has one.
    `unsaved` holds answers that could not be written (a full disk): they are never dropped.
    """

    store: Store
    prompter: Prompter
    language: str
    scope: plan.Scope
    write_draft: Callable[[Agreement], str]
    wall: Screen | None = None
    unsaved: dict[str, Raw] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)
    review_page: int = 0
    _steps: tuple[Agreement, dict[str, int], tuple[plan.Step, ...]] | None = None

    @property
    def agreement(self) -> Agreement:
        return self.store.agreement

    @property
    def words(self) -> Wording:
        """The words of the session's language, as the answers now call payer, caretaker and payment."""
        return words_of(self.agreement, self.language)

    @property
    def speaker(self) -> Speaker:
        return Speaker(self.agreement, self.words)

    @property
    def steps(self) -> tuple[plan.Step, ...]:
        """What applies now; worked out anew only when an answer or a party came."""
        now = (self.agreement, dict(self.more))
        if self._steps is None or self._steps[0] is not now[0] or self._steps[1] != now[1]:
            self._steps = (*now, plan.steps(self.agreement, self.scope, self.more))
        return self._steps[2]

    def say(self, phrase: str, **facts: object) -> None:
        """A phrase of interview.yaml."""
        self.prompter.say(self.words.say(phrase, **facts))

    def show(self, text: str = "") -> None:
        """A line as it is."""
        self.prompter.say(text)

    def in_words(self, path: str) -> str:
        """The answer at a path, as this session may show it."""
        return spoken.answer(self.speaker, question_at(path), path, self.scope)

    def title(self, step: plan.Step) -> str:
        """The title of the part that a question belongs to: a place in the room, else a section."""
        if self.scope.of == "room":
            return self.words.room_places[int(step.group) - 1]["title"]
        return self.words.section_title(step.section)

    # --- listening --------------------------------------------------------------------------

    def listen(self, path: str, help_text: Callable[[], None] | None = None) -> Typed:
        """The next line that the question at `path` must answer itself; commands are done on the way."""
        while True:
            typed = parse(self.prompter.ask(PROMPT))
            match typed.verb:
                case Verb.QUIT:
                    raise Leave
                case Verb.GO:
                    self._go(typed.text)
                case Verb.LIST:
                    self._list()
                case Verb.NOTE:
                    self._note(path, typed.text)
                case Verb.DRAFT:
                    self.draft()
                case Verb.UNSURE:
                    self.say("commands.unsure", word=typed.text)
                    self.say("commands.all")
                case Verb.EXPLAIN:
                    (help_text or (lambda: self.explain_question(path)))()
                case _:
                    return typed

    def short(self) -> str:
        """One line of plain text, empty for Enter; whoever wants to stop here still can."""
        typed = parse(self.prompter.ask(PROMPT))
        if typed.verb is Verb.QUIT:
            raise Leave
        return typed.text.removeprefix("\\") if typed.verb is Verb.ANSWER else ""

    def explain_question(self, path: str) -> None:
        """Why it matters, how to answer, and the commands."""
        question = question_at(path)
        words = self.words.question(key(path), self.speaker.country)
        if words.why:
            self.say("ask.why", why=words.why)
        if words.help:
            self.show(words.help)
        if question.none_ok:
            self.say("explain.none")
        if fair := self.fair_words(question, path):
            self.say("explain.fair", fair=fair)
        self.say("commands.short")

    def fair_words(self, question: Question, path: str) -> str:
        """The fair default in words; empty where none is offered."""
        text = question.fair_text(self.agreement, path)
        if text is None:
            return ""
        if text == "none":
            return self.speaker.none_words(path)
        value = question.read(text.split(", ") if ", " in text else text)
        return self.speaker.value(path, value)

    def _go(self, target: str) -> None:
        path = plan.find(self.agreement, target, self.more) if target else None
        if path is None:
            self.say("commands.go_where", target=target)
        elif not self.scope.shows(QUESTIONS[key(path)]):
            self.say("commands.go_hidden")
        else:
            raise Jump(path)

    def _list(self) -> None:
        """Every question of the session with its number and its answer."""
        for line in lines(self, self.steps):
            self.show(line)

    def _note(self, path: str, text: str) -> None:
        if not text:
            self.say("commands.note_what")
            text = self.short()
        if text:
            try:
                self.store.note(path, text)
            except PesagreeError as error:
                self.problems(error.problems)
            else:
                self.say("commands.noted")

    def draft(self) -> PesagreeError | None:
        """Write the draft so far and say where; the error where it could not be."""
        try:
            self.show(self.write_draft(self.agreement))
        except PesagreeError as error:
            self.problems(error.problems)
            return error
        return None

    # --- saving -----------------------------------------------------------------------------

    def save(self, changes: Mapping[str, Raw]) -> bool:
        """Write answers at once. False where they cannot be right: then the reason has been said."""
        before, odd_before = self.agreement, self._oddities()
        self.unsaved = dict(changes)
        while True:
            try:
                self.store.save(changes)
            except AnswersError as error:
                self.unsaved = {}
                self.problems(error.problems)
                return False
            except FileError as error:
                self.problems(error.problems)
                self.say("saving.kept")
                self._wait_to_retry()
            else:
                break
        self.unsaved = {}
        self.say("saving.done")
        self._money(before)
        known = {(p.code, p.path) for p in odd_before}
        self.problems([p for p in self._oddities() if (p.code, p.path) not in known], "saving.odd")
        return True

    def _wait_to_retry(self) -> None:
        """Enter tries again; every other way out is to stop."""
        while (typed := parse(self.prompter.ask(PROMPT))).verb is not Verb.KEEP:
            if typed.verb is Verb.QUIT:
                raise Leave
            self.say("saving.kept")

    def problems(self, problems: Iterable[Problem], head: str = "") -> None:
        """What is wrong and what to write, without places in a file that nobody sees here."""
        for problem in problems:
            message = explain(problem, self.words)
            # The choices stand numbered on the screen already; codes are for files.
            write = self.words.say("ask.choose") if problem.code == "choice_unknown" else message.write
            text = "\n".join(part for part in (message.what, write) if part)
            self.show(self.words.say(head, text=text) if head else text)

    # --- the wall ---------------------------------------------------------------------------

    def on_the_wall(self, path: str = "", where: str = "") -> None:
        """Put a question and the deal so far on the projector's page; the talk goes on where that fails."""
        if self.wall is None:
            return
        try:
            self.wall.show(self.agreement, path, where)
        except FileError as error:
            self.problems(error.problems)
            self.say("screen.gone")
            self.wall = None

    def _oddities(self) -> list[Problem]:
        """Answers that contradict each other, and identity numbers of an odd form."""
        answers = self.store.answers
        odd = [*answers.inconsistent, *(p for p in answers.warnings if p.code != "ignored")]
        known = {*QUESTIONS, *ITEMS}
        return [p for p in odd if key(p.path) not in known or self.scope.shows(question_at(p.path))]

    # --- money ------------------------------------------------------------------------------

    def _money(self, before: Agreement) -> None:
        """Total, a year, a family a month: said when an answer changed the total or what divides it."""
        work_out = left_over if self.scope.of == "private" else money
        now = work_out(self.agreement)
        if not now or now == work_out(before):
            return
        speaker = self.speaker
        parts = [
            self.words.say(
                f"money.{name}",
                amount=formats.money(amount, speaker.currency, self.words.language, speaker.country),
            )
            for name, amount in now.items()
        ]
        if self.scope.of == "private":
            self.say("money.left", parts="; ".join(parts))
            return
        expected = OPEN_PRICE.holds(self.agreement) is True
        self.say("money.expected" if expected else "money.line", parts="; ".join(parts))


def money(agreement: Agreement) -> dict[str, Decimal]:
    """What can be worked out of: the total, a year, a family a month. Nothing of the private figures."""
    found: dict[str, Decimal] = {}
    total = agreement.answer("pay.total").value
    if isinstance(total, Decimal) and total > 0:
        found["total"] = total
        annual, people = agreement.answer("pay.annual").value, families(agreement)
        if isinstance(annual, Decimal):
            found["year"] = annual
            if people:
                found["family"] = round_money(agreement, annual / people / 12)
    return found


def left_over(agreement: Agreement) -> dict[str, Decimal]:
    """What the seller keeps a year after its own costs: for the seller's own screen alone."""
    figures = {"year": "private.net", "family": "private.net_family_month"}
    values = {name: agreement.answer(path).value for name, path in figures.items()}
    return {name: value for name, value in values.items() if isinstance(value, Decimal)}


def question_at(path: str) -> Question:
    """The question (or the field of a list's items) behind a concrete path."""
    where = key(path)
    return QUESTIONS.get(where) or ITEMS[where]


def lines(talk: Talk, steps: Iterable[plan.Step]) -> Iterable[str]:
    """Questions as lines under the title of their part: number, label, answer or a mark for open."""
    title = ""
    for step in steps:
        if talk.title(step) != title:
            title = talk.title(step)
            yield ""
            yield talk.words.say("review.section", title=title)
        number = step.path if step.party > 1 else plan.NUMBERS[step.question.path]
        text = talk.in_words(step.path) or talk.words.say("review.open")
        label = talk.words.label(step.question.path, talk.speaker.country)
        yield talk.words.say("review.line", number=number, label=label, answer=" ".join(text.split()))
