"""The attendance list: a row for each member, tall enough for a thumb."""

from collections.abc import Iterator

from pesagree.sheet import Block, Column, Grid, Heading, Paragraph, Row, Sheet, headed, to_fill_in
from pesagree.workshop.assemblies import Deciding, one_each
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

ROW = 1.5
"""Centimetres: room for a signature and for a thumb."""


def make(room: Room, words: PaperWords) -> Sheet:
    """One list for each seller that decides by assembly; as many rows as members, else as people who come."""
    return room.sheet(words("title"), one_each(room, words, _list), points=11, margin=1.5)


def _list(room: Room, words: PaperWords, seller: Deciding, new_page: bool) -> Iterator[Block]:
    rows = seller.members or room.people
    yield Heading(1, words("of", seller=seller.name), new_page=new_page)
    yield Paragraph(to_fill_in((words("date"), 4), (words("place"), 5), (words("hour"), 2)))
    yield Paragraph(words("members", count=seller.members) if seller.members else words("members_open"))
    yield Paragraph(words("how"))
    columns = headed(words.lines("columns"), (0.8, 5.5, 1.6, 2.6, 4), right=(0,))
    filled = tuple(Row((str(number), "", "", "", ""), cm=ROW) for number in range(1, rows + 1))
    yield Grid(words("title"), columns, filled)
    labels = words.lines("sums")
    sums = tuple(Row((label, ""), cm=1) for label in labels)
    yield Heading(2, words("sums_title"))
    yield Grid(words("sums_title"), (Column("", 4), Column("", 2)), sums)
