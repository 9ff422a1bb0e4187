"""The vote sheet: the sum is done for this community; votes are counted against ALL members."""

from collections.abc import Iterator

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
from pesagree.workshop.assemblies import Deciding, one_each
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """One sheet for each seller that decides by assembly."""
    return room.sheet(words("title"), one_each(room, words, _sheet), points=12, margin=1.6)


def _sheet(room: Room, words: PaperWords, seller: Deciding, new_page: bool) -> Iterator[Block]:
    yield Heading(1, seller.name, new_page=new_page)
    yield Paragraph(words("question", name=room.name or words("no_name")), 14, strong=True)
    yield Paragraph(words("answers"))
    yield Grid(
        words("sum_title"), (Column("", 6), Column("", 2, "right")), tuple(_sum(words, seller)), points=13
    )
    yield Callout(words.lines("rules"))
    yield Heading(2, words("count_title"))
    columns = headed(words.lines("columns"), (2.4, 7, 2))
    rows = tuple(
        Row((Cell(label, strong=True, points=16, middle=True), "", ""), cm=2.2)
        for label in words.lines("votes")
    )
    yield Grid(words("count_title"), columns, rows)
    result = tuple(Row((line, ""), cm=1) for line in words.lines("result"))
    yield Together(
        (
            Heading(2, words("result_title")),
            Grid(words("result_title"), (Column("", 6), Column("", 2)), result),
        )
    )
    yield Heading(2, words("against_title"))
    yield RuledLines(8)
    yield Paragraph(words("counted_by"))
    yield RuledLines(2, 1.2)


def _sum(words: PaperWords, seller: Deciding) -> Iterator[Row]:
    figures = (seller.members, seller.half_plus_one, seller.two_thirds) if seller.members else ("", "", "")
    for label, figure in zip(words.lines("sum"), figures, strict=True):
        yield Row((label, Cell(str(figure), strong=True, align="right")), cm=1)
