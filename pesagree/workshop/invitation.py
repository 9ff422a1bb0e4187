"""The invitation: who invites, about what, when and where, who pays, and that coming is no yes."""

from pesagree.sheet import (
    Block,
    Bullets,
    Callout,
    Column,
    Drawing,
    Gap,
    Grid,
    Heading,
    Paragraph,
    Row,
    Sheet,
    to_fill_in,
)
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """A letter of one page, and on a second one a short notice to read over the radio or aloud."""
    place, payer = room.said("site.name"), room.said("buyer.name")
    blocks: list[Block] = [
        Drawing("forest", words("alt"), 4.5),
        Paragraph(words("to"), keep=True),
        Paragraph((Gap(16),)),
        Paragraph(words("about_place", place=place) if place else words("about_some_place")),
        Paragraph(words("about_payer", payer=payer) if payer else words("about_some_payer")),
        _when(words),
        Heading(2, words("promise_title")),
        Bullets(words.lines("promises")),
        Callout((words("no_yes"),), 15, strong=True, align="center"),
        Paragraph(to_fill_in((words("signed_by"), 6), (words("phone"), 2.8))),
        Heading(1, words("radio_title"), new_page=True),
        Paragraph(words("radio_how")),
        *(Paragraph(line, 15, after=0.5) for line in words.lines("radio", place=place or words("the_place"))),
    ]
    return room.sheet(words("title"), blocks)


def _when(words: PaperWords) -> Grid:
    rows = tuple(Row((label, ""), cm=1) for label in words.lines("when"))
    return Grid(words("when_caption"), (Column("", 2), Column("", 5)), rows)
