"""The first page of each visit: what to print and bring, agenda, the evening before, emergencies."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pesagree.sheet import (
    Block,
    Boxes,
    Callout,
    Cell,
    Grid,
    Heading,
    Paragraph,
    Row,
    RuledLines,
    Sheet,
    Together,
    headed,
    to_fill_in,
)
from pesagree.wording import formats
from pesagree.workshop.room import VISITS, Room, ToPrint
from pesagree.workshop.words import PaperWords

GRAMS = 5
"""A sheet of A4 of 80 grams a square metre."""


def make(room: Room, words: PaperWords) -> Sheet:
    """One part for each visit of the set, then the emergency list on a page of its own."""
    blocks: list[Block] = []
    lists = dict(room.to_print)
    for position, visit in enumerate((room.visit,) if room.visit else VISITS):
        blocks += _visit(room, words, visit, lists.get(visit, ()), new_page=position > 0)
    blocks += _emergency(words)
    return room.sheet(words("title"), blocks, points=11, margin=1.6)


def _visit(
    room: Room, words: PaperWords, visit: int, papers: Sequence[ToPrint], *, new_page: bool
) -> Iterator[Block]:
    plan = _plan(words, visit)
    yield Heading(1, plan["title"], new_page=new_page)
    if room.name:
        yield Paragraph(words("deal", name=room.name), strong=True)
    yield Paragraph(plan["purpose"])
    yield Callout((plan["callout"],), strong=True)
    yield Paragraph(words("people", people=room.people, tables=room.tables))
    if count := room.said("seller.not_reading"):
        yield Paragraph(words("not_reading", count=count))
    yield from _papers(room, words, papers)
    yield Heading(2, words("bring.title"))
    yield Boxes(tuple(plan["bring"]))
    yield Heading(2, words("evening.title"))
    yield Boxes(tuple(plan["evening"]))
    if plan["after"]:
        yield Heading(2, words("after.title"))
        yield Boxes(tuple(plan["after"]))
    yield _agenda(words, plan, "half")
    yield _agenda(words, plan, "full")


def _plan(words: PaperWords, visit: int) -> Mapping[str, Any]:
    plans: Any = words.entries("visits")
    found: Mapping[str, Any] = plans[visit - 1]
    return found


def _papers(room: Room, words: PaperWords, papers: Sequence[ToPrint]) -> Iterator[Block]:
    yield Heading(2, words("print.title"))
    yield Paragraph(words("print.intro"), keep=True)
    columns = headed(words.lines("print.columns"), (4.4, 7, 1.3, 1.5, 1.5), right=(2, 3, 4))
    rows = [
        Row((paper.file, paper.about, str(paper.copies), str(paper.pages), str(paper.copies * paper.pages)))
        for paper in papers
    ]
    sheets = sum(paper.copies * paper.pages for paper in papers)
    whole = Cell(_number(room, sheets), strong=True, align="right")
    rows.append(Row((Cell(words("print.total"), strong=True, span=4), whole)))
    yield Grid(words("print.title"), columns, tuple(rows), points=9)
    kilos = Decimal(max(1, round(sheets * GRAMS / 100))) / 10
    weight = formats.number(kilos, room.words.language, room.speaker.country)
    yield Paragraph(words("print.weight", sheets=_number(room, sheets), kilos=weight))
    yield Paragraph(to_fill_in((words("print.price"), 2), (words("print.cost"), 2.5)))


def _number(room: Room, value: int) -> str:
    return formats.number(value, room.words.language, room.speaker.country)


def _agenda(words: PaperWords, plan: Mapping[str, Any], day: str) -> Together:
    """One day's table, on one page: who leads it holds one sheet in the hand."""
    columns = headed(words.lines("agenda.columns"), (1.2, 1.2, 8), right=(1,))
    rows = [Row(("", str(minutes), str(what))) for minutes, what in plan[day]]
    total = sum(int(minutes) for minutes, _ in plan[day])
    rows.append(
        Row((Cell(words("agenda.total"), strong=True), Cell(str(total), strong=True, align="right"), ""))
    )
    return Together(
        (
            Heading(2, words(f"agenda.{day}")),
            Paragraph(words(f"agenda.{day}_note")),
            Grid(words(f"agenda.{day}"), columns, tuple(rows), points=10),
        )
    )


def _emergency(words: PaperWords) -> Iterator[Block]:
    yield Heading(1, words("emergency.title"), new_page=True)
    yield Paragraph(words("emergency.intro"))
    columns = headed(words.lines("emergency.columns"), (3, 6, 2.6))
    rows = tuple(
        Row((Cell(what, strong=True), remedy, ""), cm=1.3) for what, remedy in words.rows("emergency.rows")
    )
    yield Grid(words("emergency.title"), columns, rows)
    yield Paragraph(words("emergency.phones"), keep=True)
    yield RuledLines(3)
