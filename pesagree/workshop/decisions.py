"""The decision log: each clause of the draft with what the room said of it."""

from collections.abc import Iterator, Sequence

from pesagree.compose import compose
from pesagree.document import BOX
from pesagree.sheet import Block, Callout, Cell, Grid, Row, Sheet, headed
from pesagree.workshop.pages import pages
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords
from pesagree.writers.outline import clause_titles

BLANK_ROWS = 25
MOST_ROWS = 6
"""Empty rows for what comes up besides: as many as the last page holds, so that none lies on a page alone."""


def make(room: Room, words: PaperWords) -> Sheet:
    """A row for each clause and annex, by the draft's own numbers; empty rows in the blank set."""
    titles = [] if room.is_blank else [*clause_titles(compose(room.agreement, room.words.language)).values()]

    def with_rows(blank: int) -> Sheet:
        blocks = _blocks(words, titles, blank)
        return room.sheet(words("title"), blocks, points=10, margin=1.4, landscape=True)

    if not titles:
        return with_rows(BLANK_ROWS)
    least = pages(with_rows(0))
    fitting = [blank for blank in range(MOST_ROWS + 1) if pages(with_rows(blank)) == least]
    return with_rows(max(0, fitting[-1] - 1))  # the pages are an estimate


def _blocks(words: PaperWords, titles: Sequence[str], blank: int) -> Iterator[Block]:
    yield Callout((words("how"),))
    columns = headed(words.lines("columns"), (5, 1.6, 1.6, 1.7, 5.6, 2.8, 2), center=(1, 2, 3))
    rows = tuple(Row((Cell(title, strong=True), BOX, BOX, BOX, "", "", ""), cm=1.2) for title in titles)
    yield Grid(words("title"), columns, rows, blank_rows=blank, blank_cm=1.2)
