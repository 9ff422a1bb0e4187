"""The cards A, B and C that people raise to answer: one letter a page."""

from pesagree.sheet import Block, PageBreak, Paragraph, Sheet
from pesagree.workshop.quiz import LETTERS
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

POINTS = 560
"""Letters of some 14 cm: they can be told apart across a hall."""


def make(room: Room, words: PaperWords) -> Sheet:
    """Three pages with nothing but a letter each."""
    blocks: list[Block] = []
    for letter in LETTERS:
        blocks += [PageBreak()] if blocks else []
        blocks.append(Paragraph(letter, POINTS, strong=True, align="center"))
    return room.sheet(words("title"), blocks, show_title=False, margin=1.5)
