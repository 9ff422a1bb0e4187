"""The agreement on one page in pictures, and on its back where the pay comes from year to year and goes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pesagree.agreement import Status
from pesagree.agreement.conditions import OPEN_PRICE
from pesagree.compose.deal import Sentence, sentences
from pesagree.sheet import (
    Block,
    Cell,
    CellBlock,
    Column,
    Drawing,
    Grid,
    Heading,
    Lines,
    Paragraph,
    Row,
    RuledLines,
    Sheet,
    Together,
)
from pesagree.wording import formats
from pesagree.workshop.drawings import drawing_for
from pesagree.workshop.fitting import height, wrapped
from pesagree.workshop.money_charts import hundred_blocks, year_blocks
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

CELLS = (
    "pays", "keeps", "works",
    "stays", "stops", "comes",
    "when", "proof", "burns",
    "fails", "complain", "leaves",
)  # fmt: skip
"""The pictures, in the order in which they are read: three in a row."""

IN_A_ROW = 3
ROW_CM = 6.25
MARGIN = 1.2
DRAWING_CM = 3.0
WIDE = (21 - 2 * MARGIN) / IN_A_ROW - 0.4
WIDE_PLAIN = WIDE * 1.04
"""The room for words in a cell, in centimetres of bold letters; plain ones are narrower."""

NAME_POINTS = 11
TITLE_POINTS = 12
SIZES = (12, 11, 10)
"""The letters of what is said, large ones first."""

MOST = 8
"""Things of a list that are tried first; fewer where they do not fit."""

UNKNOWN = "__________"
GAP_CM = 0.07
"""The room between two sentences."""

LINES_TO_WRITE = 3
LINE_CM = 0.8


def make(room: Room, words: PaperWords) -> Sheet:
    """Twelve pictures with few words, then the two charts; what nobody has said is a line to fill in."""
    rows = [
        Row(tuple(_cell(room, words, name) for name in CELLS[start : start + IN_A_ROW]), cm=ROW_CM)
        for start in range(0, len(CELLS), IN_A_ROW)
    ]
    columns = tuple(Column() for _ in range(IN_A_ROW))
    blocks: list[Block] = []
    if room.name:
        first, *more = wrapped(room.name, NAME_POINTS, 21 - 2 * MARGIN)
        blocks.append(Paragraph(first + " …" * bool(more), NAME_POINTS, after=0.1))
    blocks.append(Grid(words("caption"), columns, tuple(rows), words("description")))
    money = _currency(room, words)
    blocks.append(Heading(1, words("years.title"), new_page=True))
    blocks += year_blocks(room, words, money)
    blocks.append(Heading(1, words("hundred.title", currency=money and " " + money)))
    blocks += hundred_blocks(room, words)
    blocks.append(Together((Heading(1, words("ask.title")), _questions(words))))
    return room.sheet(words("title"), blocks, points=11, margin=MARGIN)


def _currency(room: Room, words: PaperWords) -> str:
    """The plural name of the money ("soles"), where somebody has said which; else empty."""
    found = room.agreement.answer("pay.currency")
    if room.is_blank or not isinstance(found.value, str):
        return ""
    return formats.currency_name(found.value, words.language, 100)


def _questions(words: PaperWords) -> Grid:
    """Room for what the reader wants to ask."""
    row = Row((Cell(blocks=(Drawing("question", words("ask.alt"), 3),)), Cell(blocks=(RuledLines(3, 0.95),))))
    return Grid(words("ask.title"), (Column("", 1), Column("", 4)), (row,), lines=Lines.NONE)


def _cell(room: Room, words: PaperWords, name: str) -> Cell:
    """A picture, its title, and what is said of it, in the largest letters that fit."""
    entry = words.entries(f"cells.{name}")
    head: tuple[CellBlock, ...] = (
        Drawing(drawing_for(room, entry), str(entry["alt"]), DRAWING_CM),
        Paragraph(str(entry["title"]), TITLE_POINTS, strong=True, align="center", after=0.1, keep=True),
    )
    if room.is_blank:
        return Cell(blocks=(*head, RuledLines(LINES_TO_WRITE, LINE_CM)))
    said, points, line = _fitted(room, entry, _room_below(str(entry["title"])))
    if said is None:
        return Cell(blocks=(*head, RuledLines(LINES_TO_WRITE, LINE_CM)))
    body: tuple[CellBlock, ...] = tuple(Paragraph(line, points, after=0.05) for line in said)
    return Cell(blocks=(*head, *body, *((RuledLines(1, LINE_CM),) if line else ())))


def _room_below(title: str) -> float:
    """The height that is left in a cell for what is said, in centimetres."""
    lines = len(wrapped(title, TITLE_POINTS, WIDE))
    return ROW_CM - 0.2 - (DRAWING_CM * 0.75 + 0.25) - height(lines, TITLE_POINTS) - 0.1


def _fitted(room: Room, entry: Mapping[str, Any], cm: float) -> tuple[Sequence[str] | None, float, bool]:
    """What is said, the size of its letters, and whether a line follows; None where all is open.

    Letters get smaller, then long lists are cut to fewer things, then only the first lines are kept.
    """
    said: list[str] = []
    for most in range(MOST, 0, -1):
        found = [*_said(room, entry, most), *_besides(room, entry)]
        if found and all(sentence.is_open for sentence in found):
            return None, SIZES[0], True
        said = [sentence.text for sentence in found] or [str(entry["none"])]
        is_open = any(sentence.is_open for sentence in found)
        for line in (True, False) if is_open else (False,):  # the blanks in the words may have to do
            for points in SIZES:
                needed = sum(height(len(wrapped(text, points, WIDE_PLAIN)), points) + GAP_CM for text in said)
                if needed + LINE_CM * line <= cm:
                    return said, points, line
    points = SIZES[-1]
    return _cut(said, points, cm), points, False


def _cut(said: Sequence[str], points: float, cm: float) -> list[str]:
    """The first lines, as many as fit; dots say that there is more on paper."""
    kept: list[str] = []
    fit = int((cm - GAP_CM * len(said)) / height(1, points))
    for text in said:
        lines = wrapped(text, points, WIDE_PLAIN)
        if fit <= 0:
            kept[-1] = kept[-1].removesuffix(" …") + " …"
            break
        kept.append(text if len(lines) <= fit else " ".join(lines[:fit]).rstrip(".,; ") + " …")
        fit -= len(lines)
    return kept


def _said(room: Room, entry: Mapping[str, Any], most: int) -> Iterator[Sentence]:
    """The sentences of a cell; of several ways to say a thing, the first that needs no open answer."""
    for text in entry["text"]:
        ways = [text] if isinstance(text, str) else list(text)
        tried = [sentences(room.speaker, [way], unknown=UNKNOWN, most=most) for way in ways]
        found = [sentence for way in tried for sentence in way]
        yield from [one for one in found if not one.is_open][:1] or found[:1]
    given = sentences(room.speaker, entry.get("if_given", ()), unknown=UNKNOWN, most=most)
    yield from (one for one in given if not one.is_open)
    for path, said in entry.get("if_none", {}).items():
        if room.answer(path).status is Status.NONE:
            yield Sentence(str(said), False)


def _besides(room: Room, entry: Mapping[str, Any]) -> Iterator[Sentence]:
    """What follows from several answers: the days of payment, and that an open price is no promise."""
    if "payments" in entry and room.agreement.pay.form != "in_kind":
        yield _payments(room, entry)
    if "expected" in entry and OPEN_PRICE.holds(room.agreement):
        yield Sentence(str(entry["expected"]), False)


def _payments(room: Room, entry: Mapping[str, Any]) -> Sentence:
    """How many payments there are, the first day and the last."""
    due = room.agreement.instalments
    days = [one.date for one in due if one.date is not None]
    if not due or len(days) < len(due):
        return Sentence(UNKNOWN, True)
    language, country = room.words.language, room.speaker.country
    first, last = (formats.long_date(day, language, country) for day in (min(days), max(days)))
    which = "one_payment" if len(due) == 1 else "payments"
    return Sentence(str(entry[which]).format(count=len(due), first=first, last=last), False)
