"""The proof of understanding: questions to read out, the key, and a sheet to count the answers."""

from collections.abc import Iterator, Mapping
from math import ceil

from pesagree.answers.workshop_notes import ENOUGH, Understood
from pesagree.compose import compose
from pesagree.document import BOX
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
    Together,
    headed,
)
from pesagree.wording import formats
from pesagree.workshop.quiz import AT_MOST, LETTERS, Asked, questions
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords
from pesagree.writers.outline import clause_titles

GROUP_SIZES = (5, 6, 8, 10, 12, 15, 20, 25, 30, 40)


def make(room: Room, words: PaperWords) -> Sheet:
    """Eight questions where the agreement holds so many answers; each part begins a page."""
    return room.sheet(words("title"), _blocks(room, words), points=12, margin=1.8)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    asked = questions(room, words)
    yield Callout(words.lines("how"))
    if len(asked) < AT_MOST:
        yield Paragraph(words("few"))
    for number, question in enumerate(asked, 1):
        yield Together(tuple(_question(number, question, words)))
    yield Heading(1, words("key_title"), new_page=True)
    yield _key(asked, _titles(room), words)
    yield from _tally(len(asked), words)
    if room.notes.understood:
        yield from _done(room.notes.understood, room, words)


def _question(number: int, question: Asked, words: PaperWords) -> Iterator[Paragraph]:
    yield Paragraph(f"{number}. {question.ask}", 15, strong=True, before=0.4)
    for letter, answer in zip(LETTERS, question.answers, strict=True):
        yield Paragraph(words("choice", letter=letter, answer=answer), 15, after=0.1)


def _titles(room: Room) -> Mapping[str, str]:
    """Each clause's title; without its number in the blank set, since the numbers are not known yet."""
    draft = compose(room.agreement, room.words.language)
    if room.is_blank:
        return {clause.id: clause.heading for clause in draft.clauses}
    return clause_titles(draft)


def _key(asked: tuple[Asked, ...], titles: Mapping[str, str], words: PaperWords) -> Grid:
    columns = headed(words.lines("key_columns"), (1, 2, 6, 4), center=(0, 1))
    rows = tuple(
        Row(
            (
                str(n),
                Cell(one.letter, strong=True, points=18, align="center"),
                one.answers[one.right],
                titles[one.clause],
            )
        )
        for n, one in enumerate(asked, 1)
    )
    return Grid(words("key_title"), columns, rows)


def _tally(count: int, words: PaperWords) -> Iterator[Block]:
    yield Heading(1, words("tally_title"), new_page=True)
    yield Paragraph(words("tally_how"))
    heads = words.lines("tally_columns")
    groups = len(heads) - 2
    columns = tuple(Column(head, 1.4 if n == 0 else 2.4, "center") for n, head in enumerate(heads))
    cells = (words("tally_cell"),) * groups
    rows = tuple(Row((str(n), *cells, BOX), cm=1) for n in range(1, count + 1))
    total = Row((Cell(words("tally_sum"), strong=True), *cells, ""), cm=1)
    yield Grid(words("tally_title"), columns, (*rows, total))
    head, needed = words.lines("enough_columns")
    enough = tuple(Row((str(n), str(ceil(ENOUGH * n / 100)))) for n in GROUP_SIZES)
    across = (
        Row((Cell(head, strong=True), *(row.cells[0] for row in enough))),
        Row((Cell(needed, strong=True), *(row.cells[1] for row in enough))),
    )
    narrow = (Column("", 3.4), *(Column("", 1, "center") for _ in GROUP_SIZES))
    yield Together((Heading(2, words("enough_title")), Grid(words("enough_title"), narrow, across)))
    yield Heading(2, words("again_title"))
    yield Paragraph(words("again"))
    yield Paragraph(words("again_lines"), keep=True)
    yield RuledLines(4)
    yield Callout((words("typed"),))


def _done(understood: Understood, room: Room, words: PaperWords) -> Iterator[Block]:
    """What was counted before, with the groups to go over it again with."""
    yield Heading(1, words("done_title"))
    if understood.day:
        yield Paragraph(words("done_day", day=formats.long_date(understood.day, room.words.language)))
    columns = headed(words.lines("done_columns"), (4, 2, 2, 2, 4), center=(1, 2, 3))
    rows = tuple(
        Row(
            (
                one.group,
                str(one.asked),
                str(one.right),
                str(one.share),
                "" if one.is_enough else words("done_again"),
            )
        )
        for one in understood.tallies
    )
    yield Grid(words("done_title"), columns, rows)
