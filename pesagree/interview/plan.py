"""What is asked, and in which order: pure functions of the agreement and of the set that was chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pesagree.agreement import QUESTIONS, Agreement, Kind, Level, Question, Status, canonical, key
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.interview.items import unfinished
from pesagree.interview.room import PLACES
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import fold

CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "buyer": ("buyer", "mid"),
    "seller": ("seller", "consent", "site"),
    "service": ("service", "water", "carbon", "bio"),
    "payment": ("pay",),
    "monitoring": ("mon",),
    "terms": (
        *("term", "breach", "risk", "law", "rights", "assign", "grievance", "sign", "special"),
        "agreement",  # the paper itself: its name and number, its country and language
    ),
    "private": ("private",),
}
"""The chapters of a session at the desk, with their sections; the seller's own figures come last."""

ON_THE_WALL = ("room", "groups")
"""Sets that are asked before other people's eyes: no identity number and no private figure is shown."""

NUMBERS: Mapping[str, int] = {path: number for number, path in enumerate(QUESTIONS, 1)}
"""The stable number of each question."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The questions of one session: a level, whose (None: everybody's but the private ones), and sections."""

    level: Level = Level.ESSENTIAL
    of: str | None = None
    sections: frozenset[str] = frozenset()

    @property
    def on_the_wall(self) -> bool:
        return self.of in ON_THE_WALL

    def holds(self, question: Question) -> bool:
        if not self.level.includes(question.level):
            return False
        if self.sections and question.section not in self.sections:
            return False
        if self.of == "room":
            return question.who in ON_THE_WALL
        return self.of == "all" or (not question.is_private if self.of is None else question.who == self.of)

    def shows(self, question: Question) -> bool:
        """Whether the question may be seen on this session's screen at all."""
        if question.is_private:
            return self.of in ("private", "all")
        return not (self.on_the_wall and question.kind is Kind.IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Step:
    """One question at one place of the talk; `group` is a chapter, or the number of a place in the room."""

    path: str
    question: Question
    group: str

    @property
    def section(self) -> str:
        return self.question.section

    @property
    def party(self) -> int:
        """Which buyer or seller it is asked of; 0 where there are no parties."""
        second = self.path.split(".")[1:2]
        if self.question.section not in PARTY_SECTIONS:
            return 0
        return int(second[0]) if second and second[0].isdigit() else 1


def party_of(path: str) -> str:
    """The buyer or seller that a path belongs to ("seller", "seller.2"); empty for all other parts."""
    section, _, rest = path.partition(".")
    number = rest.partition(".")[0]
    if section not in PARTY_SECTIONS:
        return ""
    return f"{section}.{number}" if number.isdigit() else section


def steps(agreement: Agreement, scope: Scope, more: Mapping[str, int] | None = None) -> tuple[Step, ...]:
    """Every question that applies now, answered or not; `more` counts parties that have no answers yet."""
    places = _by_place() if scope.of == "room" else _by_chapter()
    found = []
    for group, section, questions in places:
        for party in parties(agreement, section, more or {}):
            for question in questions:
                if scope.holds(question) and question.when.holds(agreement, party):
                    path = party + question.path[len(section) :] if party else question.path
                    found.append(Step(path, question, group))
    return tuple(found)


def parties(agreement: Agreement, section: str, more: Mapping[str, int]) -> list[str]:
    """The paths of all parties of a section; one empty path where a section has none."""
    if section not in PARTY_SECTIONS:
        return [""]
    count = max(len(agreement.parties(section)), more.get(section, 0))
    return [section if number == 1 else f"{section}.{number}" for number in range(1, count + 1)]


def _by_chapter() -> Iterator[tuple[str, str, list[Question]]]:
    for chapter, sections in CHAPTERS.items():
        for section in sections:
            yield chapter, section, [q for q in QUESTIONS.values() if q.section == section]


def _by_place() -> Iterator[tuple[str, str, list[Question]]]:
    for number, paths in enumerate(PLACES, 1):
        for path in paths:
            yield str(number), path.partition(".")[0], [QUESTIONS[path]]


def is_pending(agreement: Agreement, step: Step, scope: Scope, *, unknown_too: bool = False) -> bool:
    """Whether a question still waits for people: open, a default that nobody decided, an unfinished list."""
    answer = agreement.answer(step.path)
    match answer.status:
        case Status.OPEN:
            return True
        case Status.UNKNOWN | Status.DISPUTED:
            return unknown_too
        case Status.NONE:
            return False
    if answer.origin == "worked_out":
        # With parcels the figure stands; without them people may know better (only a part of the land).
        return not agreement.site.parcels
    if answer.origin == "default":
        return True
    return step.question.kind is Kind.LIST and bool(
        unfinished(agreement, step.question, step.path, scope.level)
    )


def progress(all_steps: tuple[Step, ...], path: str) -> tuple[int, int]:
    """The position of a question in its group, and how many there are; zeros for one outside the session."""
    group = next((step.group for step in all_steps if step.path == path), None)
    inside = [step.path for step in all_steps if step.group == group]
    return (inside.index(path) + 1, len(inside)) if group is not None else (0, 0)


def find(agreement: Agreement, target: str, more: Mapping[str, int]) -> str | None:
    """The path meant by a number or a path (of an item: its list); None where there is none."""
    word = target.strip().strip(".").casefold()
    if word.isdecimal():
        return next((path for path, number in NUMBERS.items() if number == int(word)), None)
    path = canonical(word)
    while path:
        if key(path) in QUESTIONS:
            known = {p for s in PARTY_SECTIONS for p in parties(agreement, s, more)}
            head = ".".join(path.split(".")[:2])
            numbered = len(path.split(".")) > 1 and path.split(".")[1].isdigit()
            return None if numbered and head not in known else path.rstrip(".0123456789")
        path = path.rpartition(".")[0]
    return None


def sections_named(name: str) -> frozenset[str]:
    """The sections meant by the name or title of a section or chapter; empty where unknown."""
    wanted = fold(name)
    for language in LANGUAGES:
        words = wording(language)
        for chapter, sections in CHAPTERS.items():
            if wanted in (chapter, fold(words.say(f"chapters.{chapter}"))) and chapter != "private":
                return frozenset(sections) if wanted not in sections else frozenset({wanted})
            for section in sections:
                if wanted in (section, fold(words.section_title(section))):
                    return frozenset({section})
    return frozenset()
