"""The poster of the first two visits: nothing is signed today, also in the people's own language."""

from pesagree.sheet import Block, Callout, Paragraph, RuledLines, Sheet
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """Letters of about 3 cm across an A4 page, lines for the local language, and what it means."""
    lines = words("poster").split("\n")
    points = 116 if len(lines) == 2 else 98  # as big as the page holds
    blocks: tuple[Block, ...] = (
        *(Paragraph(line, points, strong=True, align="center", after=0) for line in lines),
        Paragraph(words("own_language"), 16, keep=True),
        RuledLines(1, 2.2),
        Callout(words.lines("meaning"), 16),
    )
    return room.sheet(words("title"), blocks, landscape=True, show_title=False, margin=1)
