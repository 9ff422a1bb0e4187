"""The poster of every visit but the last: nothing is signed today, also in the people's own language."""

from pesagree.sheet import WALL, Block, Callout, Paragraph, RuledLines, Sheet
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """Letters of 3 cm across an A4 page, lines for the local language, and what it means."""
    blocks: tuple[Block, ...] = (
        *(Paragraph(line, WALL, strong=True, align="center", after=0) for line in words.lines("poster")),
        Paragraph(words("own_language"), 16, keep=True),
        RuledLines(1, 2.2),
        Callout(words.lines("meaning"), 16),
    )
    return room.sheet(words("title"), blocks, landscape=True, show_title=False, margin=1.3)
