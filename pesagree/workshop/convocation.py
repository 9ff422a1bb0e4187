"""The call to the assembly: the agreement is on its agenda by name; what the statute decides is a blank."""

from collections.abc import Iterator

from pesagree.sheet import (
    Block,
    Boxes,
    Bullets,
    Callout,
    Column,
    Grid,
    Heading,
    Paragraph,
    Row,
    Sheet,
    to_fill_in,
)
from pesagree.workshop.assemblies import Deciding, one_each, signers
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """One page for each seller that decides by assembly."""
    return room.sheet(words("title"), one_each(room, words, _call), points=12)


def _call(room: Room, words: PaperWords, seller: Deciding, new_page: bool) -> Iterator[Block]:
    yield Heading(1, words("to", seller=seller.name), new_page=new_page)
    yield Boxes(words.lines("kinds"), columns=2)
    labels = words.lines("when")
    yield Grid(
        words("when_caption"), (Column("", 3), Column("", 4)), tuple(Row((x, ""), cm=0.9) for x in labels)
    )
    yield Heading(2, words("agenda_title"))
    facts = {
        "name": room.name or words("no_name"),
        "buyer": room.or_line("buyer.name"),
        "seller": seller.name,
        "signers": "; ".join(signers(room, seller.path)) or words("signers_open"),
    }
    yield Bullets(words.lines("agenda", **facts), numbered=True)
    yield Callout((words("free"),), strong=True)
    yield Paragraph(words("where_to_read"))
    yield Heading(2, words("posted_title"))
    yield Boxes(words.lines("posted"), columns=2)
    yield Paragraph(to_fill_in((words("called_by"), 5), (words("signature"), 3.5)))
