"""The decision log: each clause of the draft with what the room said of it."""

from collections.abc import Iterator

from pesagree.compose import compose
from pesagree.sheet import Block, Callout, Cell, Column, Grid, Row, Sheet
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords
from pesagree.writers.outline import clause_titles

BLANK_ROWS = 16


def make(room: Room, words: PaperWords) -> Sheet:
    """A row for each clause and annex, by the draft's own numbers; empty rows in the blank set."""
    return room.sheet(words("title"), _blocks(room, words), points=10, margin=1.4, landscape=True)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    yield Callout((words("how"),))
    heads = zip(words.lines("columns"), (5, 1.3, 1.3, 1.6, 6, 3, 2), strict=True)
    columns = tuple(
        Column(head, share, "center" if 0 < n < 4 else "left") for n, (head, share) in enumerate(heads)
    )
    titles = [] if room.is_blank else clause_titles(compose(room.agreement, room.words.language)).values()
    rows = tuple(Row((Cell(title, strong=True), "☐", "☐", "☐", "", "", ""), cm=1.2) for title in titles)
    yield Grid(words("title"), columns, rows, blank_rows=4 if rows else BLANK_ROWS, blank_cm=1.2)
