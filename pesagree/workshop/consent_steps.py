"""The consent checklist: each step with its date, place and language; nothing of it obliges to accept."""

from collections.abc import Iterator

from pesagree.agreement import QUESTIONS
from pesagree.document import BOX, TICKED
from pesagree.sheet import (
    Block,
    Callout,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    Row,
    RuledLines,
    Sheet,
    headed,
    to_fill_in,
)
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

STEPS = "consent.steps"


def make(room: Room, words: PaperWords) -> Sheet:
    """What was done before people decided: ticked where the answers say so, the rest with boxes."""
    return room.sheet(words("title"), _blocks(room, words), points=11, margin=1.6, landscape=True)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    yield Callout((words("free"),), strong=True)
    yield Paragraph(words("how"))
    columns = headed(words.lines("columns"), (6, 1.4, 2.4, 3, 3.2, 3), center=(1,))
    yield Grid(words("title"), columns, tuple(_rows(room, words)), points=10)
    yield Heading(2, words("who_title"))
    yield Grid(words("who_title"), (Column("", 3), Column("", 4)), tuple(_who(room, words)), points=10)
    yield Heading(2, words("doubts_title"))
    yield RuledLines(5)
    yield Paragraph(to_fill_in((words("kept_by"), 6), (words("date"), 4)))


def _rows(room: Room, words: PaperWords) -> Iterator[Row]:
    answer = room.answer(STEPS)
    done = answer.value if answer.is_given and answer.origin == "given" else ()
    first = room.said("consent.first_info_date")
    for code in QUESTIONS[STEPS].codes:
        label = room.words.choice(STEPS, code)
        date = first if code == "info_meeting" else ""
        yield Row(
            (
                Cell(label[:1].upper() + label[1:], strong=True),
                TICKED if code in done else BOX,
                date,
                "",
                "",
                "",
            ),
            cm=1,
        )
    for line in words.lines("more_steps"):
        yield Row((line, BOX, "", "", "", ""), cm=1)


def _who(room: Room, words: PaperWords) -> Iterator[Row]:
    for path, label in words.entries("who").items():
        yield Row((str(label), room.said(path)), cm=0.9)
