"""What a workshop brought, typed into a file beside the answers: who understood, and the interpreter's words.

`deal.yaml` has `deal.workshop.yaml` beside it. It is the person's own file: a blank one is written on
request, and none is ever written over.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pesagree.agreement.dates import read_date
from pesagree.agreement.numbers import read_number
from pesagree.agreement.refusal import Refusal
from pesagree.answers.yaml_source import MappingNode, Node, ScalarNode, SequenceNode, decode, read
from pesagree.errors import AnswersError, Place, Problem
from pesagree.files import read_bytes

NOTES_SUFFIX = ".workshop.yaml"

PARTS = ("understanding", "language", "words", "sentences")
ENOUGH = 70
"""Of a hundred answers so many right: with fewer, the matter is gone over again."""

MOST = 1_000_000
"""Answers that one group can give."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One group that answered: its name, how many answers it gave, how many of them were right."""

    group: str
    asked: int
    right: int

    @property
    def share(self) -> int:
        """Of a hundred answers so many were right, rounded down."""
        return 100 * self.right // self.asked

    @property
    def is_enough(self) -> bool:
        return self.share >= ENOUGH


@dataclass(frozen=True, slots=True)
class Understood:
    """The proof of understanding: its day (None: not noted), and each group's answers."""

    day: date | None
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as people say it, and what they understood by it."""

    local: str = ""
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as it was said in the local language, and as somebody else said it back."""

    spoken: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class WorkshopNotes:
    """All that the file holds: the local language, its words by term, its sentences by clause id."""

    understood: Understood | None = None
    language: str = ""
    words: Mapping[str, Heard] = field(default_factory=dict)
    sentences: Mapping[str, Spoken] = field(default_factory=dict)


NO_NOTES = WorkshopNotes()


def notes_path(answers: Path) -> Path:
    """Where the notes live: `deal.yaml` has `deal.workshop.yaml` beside it."""
    return answers.with_name(answers.name.removesuffix(".yaml").removesuffix(".yml") + NOTES_SUFFIX)


def load_notes(answers: Path, clauses: Iterable[str] = (), country: str | None = None) -> WorkshopNotes:
    """The notes beside the answers; none where there is no such file (or the answers come from a pipe).

    `clauses` are the clauses whose sentences can be translated; where there are none, any name is taken.
    The country (ISO 3166) decides how a date is read.
    Raises AnswersError with every problem at once, FileError where the file cannot be read.
    """
    path = notes_path(answers)
    if str(answers) == "-" or not path.is_file():
        return NO_NOTES
    return parse_notes(decode(read_bytes(path), str(path)), str(path), clauses, country)


def parse_notes(
    text: str, source: str, clauses: Iterable[str] = (), country: str | None = None
) -> WorkshopNotes:
    """The notes in a text. Raises AnswersError with every problem at once."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return NO_NOTES
    reader = _Reader([], country)
    parts = reader.group(read(text, source), PARTS)
    notes = WorkshopNotes(
        reader.understood(parts.get("understanding")),
        reader.text(parts.get("language")),
        {term: Heard(*texts) for term, texts in reader.pairs(parts.get("words"), ("local", "understood"))},
        {
            clause: Spoken(*texts)
            for clause, texts in reader.pairs(parts.get("sentences"), ("spoken", "back"), tuple(clauses))
        },
    )
    if reader.problems:
        raise AnswersError(sorted(reader.problems, key=lambda problem: problem.place.line))
    return notes


@dataclass
class _Reader:
    """Reads nodes one by one, and collects what is wrong with them."""

    problems: list[Problem]
    country: str | None

    def problem(self, code: str, place: Place, **facts: object) -> None:
        self.problems.append(Problem(code, place, facts=facts))

    def group(self, node: Node | None, known: Sequence[str]) -> dict[str, Node]:
        """The entries of a group by name; `known` are the names it may hold (none: any)."""
        if node is None or _is_open(node):
            return {}
        if not isinstance(node, MappingNode):
            self.problem("section_expected", node.place, known=", ".join(known) or "…")
            return {}
        found = {}
        for name, entry in node.entries.items():
            if known and name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                code = "notes_name_near" if near else "notes_name"
                most = ", ".join(known[:12])
                self.problem(code, entry.place, key=name, near="".join(near), known=most)
            else:
                found[name] = entry.value
        return found

    def text(self, node: Node | None) -> str:
        if node is None or isinstance(node, ScalarNode):
            return node.text.strip() if node and not node.is_open else ""
        self.problem("text_expected", node.place)
        return ""

    def pairs(
        self, node: Node | None, names: tuple[str, str], known: Sequence[str] = ()
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        """Each entry of a group with its two texts; those with neither are left out."""
        for key, value in self.group(node, known).items():
            inner = self.group(value, names)
            first, second = (self.text(inner.get(name)) for name in names)
            if first or second:
                yield key, (first, second)

    def understood(self, node: Node | None) -> Understood | None:
        parts = self.group(node, ("date", "groups"))
        rows = parts.get("groups")
        if rows is not None and not isinstance(rows, SequenceNode) and not _is_open(rows):
            self.problem("list_expected", rows.place, items="group, asked, right")
        items = rows.items if isinstance(rows, SequenceNode) else ()
        tallies = tuple(tally for item in items if (tally := self.tally(item)))
        day = self.day(parts.get("date"))
        return Understood(day, tallies) if tallies else None

    def day(self, node: Node | None) -> date | None:
        text = self.text(node)
        if node is None or not text:
            return None
        try:
            return read_date(text, self.country)
        except Refusal as refusal:
            self.problem(refusal.code, node.place, **refusal.facts)
            return None

    def tally(self, node: Node) -> Tally | None:
        """One group's row; none where nobody has counted yet."""
        if not isinstance(node, MappingNode):
            self.problem("item_expected", node.place, items="group, asked, right")
            return None
        row = self.group(node, ("group", "asked", "right"))
        texts = {name: self.text(row.get(name)) for name in ("group", "asked", "right")}
        if not texts["asked"] and not texts["right"]:
            return None
        before = len(self.problems)
        for name, text in texts.items():
            if not text:
                self.problem("notes_missing", node.place, name=name)
        counts = {name: self.count(row[name], texts[name]) for name in ("asked", "right") if texts[name]}
        if len(self.problems) > before:
            return None
        asked, right = counts["asked"], counts["right"]
        if asked < 1:
            self.problem("too_small", row["asked"].place, text=asked, least=1)
        elif right > asked:
            self.problem("notes_right_above", row["right"].place, right=right, asked=asked)
        else:
            return Tally(texts["group"], asked, right)
        return None

    def count(self, node: Node, text: str) -> int:
        try:
            number = read_number(text)
        except Refusal as refusal:
            self.problem(refusal.code, node.place, **refusal.facts)
            return 0
        if number != int(number):
            self.problem("not_whole", node.place, text=text)
        elif number < 0:
            self.problem("too_small", node.place, text=text, least=0)
        elif number > MOST:
            self.problem("too_large", node.place, text=text, most=MOST)
        return int(number)


def _is_open(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_open
