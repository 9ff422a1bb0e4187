"""All papers of the workshop: a new one is a module with one function, its words, and a row here."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pesagree.document import Document
from pesagree.sheet import Sheet
from pesagree.wording import LANGUAGES, Wording, wording
from pesagree.wording.language import PROFILES, fold
from pesagree.workshop import (
    act,
    answer_cards,
    attendance,
    calendar,
    consent_steps,
    convocation,
    decisions,
    interpreter,
    invitation,
    marking,
    next_steps,
    nothing_signed,
    pictures,
    questions,
    script,
    understanding,
    votes,
    wall,
    what_to_print,
    year_later,
    year_wheel,
)
from pesagree.workshop.assemblies import by_assembly
from pesagree.workshop.room import VISITS, Room
from pesagree.workshop.words import PaperWords


class Copies(StrEnum):
    """How many of it are printed."""

    ONE = "one"  # for the facilitator, the desk, the wall or one person who is not in the room
    TWO = "two"  # one stays in the village
    TABLE = "table"  # one for each table of six
    PERSON = "person"

    def for_room(self, room: Room) -> int:
        """The number of copies for the people who come."""
        return {Copies.ONE: 1, Copies.TWO: 2, Copies.TABLE: room.tables, Copies.PERSON: room.people}[self]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its number in the set (the file's first two digits), its visits, copies, and how it is made.

    `make` takes the room and the paper's own words and gives the sheet (or the draft itself); it may raise
    TemplateError. `fits` says whether this deal needs it: a family holds no assembly.
    """

    number: int
    make: Callable[[Room, PaperWords], Sheet | Document]
    visits: tuple[int, ...] = VISITS
    copies: Copies = Copies.ONE
    fits: Callable[[Room], bool] = lambda _room: True


@dataclass(frozen=True, slots=True)
class Attachment:
    """Files that go with the papers and are not printed: their number, visits, and how they are made.

    `make` gives the bytes by the suffix of each file; it may raise TemplateError.
    """

    number: int
    make: Callable[[Room, PaperWords], Mapping[str, bytes]]
    visits: tuple[int, ...] = VISITS


PAPERS: Mapping[str, Paper] = {
    "what-to-print": Paper(0, what_to_print.make),
    "invitation": Paper(10, invitation.make, visits=(1, 2), copies=Copies.TWO),
    "nothing-signed": Paper(11, nothing_signed.make, visits=(1, 2)),
    "year-wheel": Paper(12, year_wheel.make, visits=(1,), copies=Copies.TWO),
    "pictures": Paper(13, pictures.make, visits=(2, 3, 4), copies=Copies.PERSON),
    "wall": Paper(14, wall.make, visits=(1, 2, 3)),
    "marking": Paper(20, marking.make, visits=(2,), copies=Copies.TABLE),
    "script": Paper(21, script.make, visits=(2, 3)),
    "interpreter": Paper(22, interpreter.make, visits=(1, 2, 3), copies=Copies.TWO),
    "understanding": Paper(23, understanding.make, visits=(2, 3)),
    "answer-cards": Paper(24, answer_cards.make, visits=(2, 3), copies=Copies.TABLE),
    "questions-room": Paper(30, questions.room_sheet, visits=(1, 2), copies=Copies.TABLE),
    "questions-groups": Paper(31, questions.groups_sheet, visits=(1, 2)),
    "questions-desk": Paper(32, questions.desk_sheet, visits=(1,)),
    "questions-buyer": Paper(33, questions.buyer_sheet, visits=(1,)),
    "questions-expert": Paper(34, questions.expert_sheet, visits=(1, 2)),
    "questions-lawyer": Paper(35, questions.lawyer_sheet, visits=(2, 3)),
    "convocation": Paper(50, convocation.make, visits=(3,), copies=Copies.TWO, fits=by_assembly),
    "attendance": Paper(51, attendance.make, visits=(3,), fits=by_assembly),
    "consent-steps": Paper(52, consent_steps.make, visits=(2, 3)),
    "votes": Paper(53, votes.make, visits=(3,), fits=by_assembly),
    "act": Paper(54, act.make, visits=(3,), copies=Copies.TWO, fits=by_assembly),
    "decisions": Paper(55, decisions.make, visits=(2, 3), copies=Copies.TWO),
    "next-steps": Paper(60, next_steps.make, copies=Copies.TWO),
    "year-later": Paper(70, year_later.make, visits=(4,), copies=Copies.TWO),
}
"""Every paper by its name, in the order of their numbers: 10 the wall, 20 to read, 30 questions, 40 tables,
50 the assembly, 60 next steps, 70 one year later. The words are in templates/<lang>/workshop/<name>.yaml."""


ATTACHMENTS: Mapping[str, Attachment] = {
    "calendar": Attachment(71, calendar.make, visits=(2, 4)),
}
"""What is for a telephone or a computer; its words stand beside those of the papers."""

KNOWN: Mapping[str, Paper | Attachment] = {**PAPERS, **ATTACHMENTS}
"""Everything that can be asked for, by its name."""


def called(name: str, words: Wording) -> str:
    """What a paper is called in the words of the deal: "00-que-imprimir"."""
    return f"{KNOWN[name].number:02}-{PaperWords(words, name)('file')}"


def file_name(name: str, words: Wording, suffix: str = "docx") -> str:
    """The file of a paper in the words of the deal: "00-que-imprimir.docx"."""
    return f"{called(name, words)}.{suffix}"


def named(text: str) -> str | None:
    """The paper meant by its name, its number, or its file's name in any words; None for none."""
    return _names().get(_bare(text))


def near(text: str, words: Wording) -> str | None:
    """What the paper is called, in the language of `words`, whose name in any words comes near to a text."""
    names = _names()
    found = difflib.get_close_matches(_bare(text), [each for each in names if not each.isdigit()], n=1)
    return called(names[found[0]], words) if found else None


def _bare(text: str) -> str:
    """A name as files have it: "Próximos pasos" is "proximos-pasos"."""
    return re.sub(r"\.(docx|ics|xlsx)$", "", fold(text)).replace(" ", "-")


@cache
def _names() -> Mapping[str, str]:
    """Everything by which a paper may be asked for, and its name."""
    known: dict[str, str] = {}
    for name, paper in KNOWN.items():
        files = {
            PaperWords(wording(language, profile), name)("file")
            for language in LANGUAGES
            for profile in PROFILES
        }
        numbers = (str(paper.number), f"{paper.number:02}")
        for each in (name, *numbers, *files, *(f"{numbers[1]}-{file}" for file in files)):
            known.setdefault(each, name)
    return known
