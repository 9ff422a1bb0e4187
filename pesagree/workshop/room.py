"""What every paper is made from: the deal so far, the language, the people who come, the visit."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pesagree.agreement import QUESTIONS, Agreement, Answer, Kind, Level, Question, key
from pesagree.answers.workshop_notes import NO_NOTES, WorkshopNotes
from pesagree.compose.values import Speaker
from pesagree.interview import Scope
from pesagree.interview.spoken import answer as spoken
from pesagree.sheet import Block, Footer, Sheet
from pesagree.wording import Wording
from pesagree.workshop.words import PaperWords

PEOPLE = 60
"""How many come, when nobody says."""

AT_A_TABLE = 6
VISITS = (1, 2, 3, 4)
"""The first talk; talking over the draft; the assembly; one year later."""

CONTACTS = frozenset({"phone", "email"})
"""Answers that belong to a person and stand on no paper, as identity numbers do not."""


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A line of the list of what to print: the file, what it is, copies, pages of one copy (estimated)."""

    file: str
    about: str
    copies: int
    pages: int


@dataclass(frozen=True)
class Room:
    """One workshop: the agreement so far (empty for the blank set), and who comes to which visit.

    `visit` 0 means all visits; without a `level` each paper asks what fits it. `to_print` lists, for each
    visit, the papers of this set; only the paper that says what to print looks at it. `notes` is what an
    earlier workshop brought.
    """

    agreement: Agreement
    words: Wording
    people: int = PEOPLE
    level: Level | None = None
    visit: int = 0
    is_blank: bool = False
    notes: WorkshopNotes = NO_NOTES
    to_print: tuple[tuple[int, tuple[ToPrint, ...]], ...] = ()

    @property
    def tables(self) -> int:
        """How many tables of six."""
        return math.ceil(self.people / AT_A_TABLE)

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.agreement, self.words)

    @cached_property
    def common(self) -> PaperWords:
        """The words that all papers share."""
        return PaperWords(self.words, "common")

    def answer(self, path: str) -> Answer:
        """What stands at a path. A paper prints `said`, never the value itself."""
        return self.agreement.answer(path)

    def said(self, path: str) -> str:
        """The answer in words; empty while nobody has given one (a default is nobody's answer).

        Nothing private is ever said; identity numbers, telephones and addresses of mail are not shown.
        """
        found = self.answer(path)
        question = QUESTIONS.get(key(path))
        if key(path).startswith("private.") or found.origin == "default":
            return ""
        if question is None:  # a figure that is worked out, or a field of a thing in a list
            return self.speaker.value(path, found.value) if found.is_given else ""
        if found.path.rpartition(".")[2] in CONTACTS and found.is_given:
            return self.words.say("hidden")
        if question.kind is Kind.LIST and isinstance(self.agreement.written(path), tuple) and found.is_given:
            return "; ".join(self._thing(path, question, n) for n in range(1, len(found.value) + 1))
        return spoken(self.speaker, question, path, Scope(Level.FULL, "room"))

    def _thing(self, path: str, question: Question, number: int) -> str:
        """One thing of a list by the first of its fields that is words; never by a short name or a number."""
        for field in question.items:
            found = self.answer(f"{path}.{number}.{field.name}")
            if found.is_given and field.name not in ("id", "code") and field.kind is not Kind.IDENTIFIER:
                return self.speaker.value(found.path, found.value)
        return self.words.say("list.blank")

    def things(self, path: str, *fields: str) -> Iterator[tuple[str, ...]]:
        """The fields of each thing of a list, in words; empty where open."""
        found = self.answer(path)
        for number in range(1, len(found.value) + 1 if found.is_given and found.value else 1):
            yield tuple(self.said(f"{path}.{number}.{field}") for field in fields)

    def or_line(self, path: str, line: str = "__________________") -> str:
        """The answer in words, or a line to write it on."""
        return self.said(path) or line

    @cached_property
    def name(self) -> str:
        """What the agreement is called; empty in the blank set."""
        title = self.agreement.answer("agreement.title")
        return self.speaker.value(title.path, title.value) if title.is_given else ""

    def sheet(self, title: str, blocks: Iterable[Block], **look: Any) -> Sheet:
        """A sheet in this language with the footer that all papers carry; `look` is the rest of a Sheet."""
        number = self.agreement.answer("agreement.version.number")
        version = self.common("version", number=number.value) if number.is_given and not self.is_blank else ""
        identity = self.said("agreement.id")
        footer = Footer(
            identity=" · ".join(part for part in (self.name, identity, version) if part),
            warning=self.common("not_for_signature"),
            page=self.common("page"),
            of=self.common("of"),
        )
        return Sheet(title, self.words.language, tuple(blocks), footer, **look)
