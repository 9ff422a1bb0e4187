"""The interpreter's sheet: the words that will come up and the sentences, with what was found before."""

from collections.abc import Iterator

from pesagree.agreement.conditions import NAMED
from pesagree.answers.workshop_notes import Heard, Spoken
from pesagree.sheet import Block, Callout, Cell, Column, Grid, Heading, Paragraph, Row, Sheet, headed
from pesagree.wording.language import fold
from pesagree.workshop.room import Room
from pesagree.workshop.sentences import sayable
from pesagree.workshop.words import PaperWords

BLANK_WORDS = 4
WORD_CM, SENTENCE_CM = 1.1, 2.2


def make(room: Room, words: PaperWords) -> Sheet:
    """Words, then sentences, each beside what the interpreter wrote in the workshop's file."""
    return room.sheet(words("title"), _blocks(room, words), points=11, margin=1.5, landscape=True)


def terms(room: Room, words: PaperWords) -> tuple[tuple[str, str], ...]:
    """The words that come up in this agreement, each with what it means in plain words."""
    found = [(term, said) for term, said in words.rows("words")]
    for condition in words.entries("special"):
        if not room.is_blank and NAMED[condition].holds(room.agreement):
            found += [(term, said) for term, said in words.rows(f"special.{condition}")]
    return tuple(found)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    yield Callout(words.lines("how"))
    who = (
        *(Row((line, ""), cm=0.9) for line in words.lines("who")),
        Row((words("language"), room.notes.language), cm=0.9),
    )
    yield Grid(words("title"), (Column("", 2), Column("", 6)), who)
    yield Heading(1, words("words_title"))
    yield _words(room, words)
    yield Heading(1, words("sentences_title"), new_page=True)
    yield Paragraph(words("sentences_how"))
    yield _sentences(room, words)


def _words(room: Room, words: PaperWords) -> Grid:
    heard = {fold(term): found for term, found in room.notes.words.items()}
    listed = terms(room, words)
    known = {fold(term) for term, _ in listed}
    added = [(term, "") for term in room.notes.words if fold(term) not in known]
    rows = []
    for term, said in (*listed, *added):
        found = heard.get(fold(term), Heard())
        rows.append(Row((Cell(term, strong=True), said, found.local, found.understood), cm=WORD_CM))
    columns = headed(words.lines("words_columns"), (3, 5, 4, 4))
    return Grid(words("words_title"), columns, tuple(rows), blank_rows=BLANK_WORDS, blank_cm=WORD_CM)


def _sentences(room: Room, words: PaperWords) -> Grid:
    rows = []
    for clause in sayable(room):
        found = room.notes.sentences.get(clause.id, Spoken())
        title = Paragraph(clause.title, 9, after=0.1)
        said = (title, *(Paragraph(sentence, strong=True, after=0.1) for sentence in clause.sentences))
        rows.append(Row((Cell(blocks=said), found.spoken, found.back), cm=SENTENCE_CM))
    columns = headed(words.lines("sentences_columns"), (5, 5, 5))
    return Grid(words("sentences_title"), columns, tuple(rows))
