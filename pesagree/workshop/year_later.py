"""One year later: what was promised, what was seen, what was paid, and what to change."""

from collections.abc import Iterator

from pesagree.agreement.conditions import NAMED
from pesagree.document import BOX
from pesagree.sheet import (
    Block,
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
)
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

BLANK_ROWS = 4
ROW = 1.0
ON_ONE_PAGE = 8
"""Rows of a table that need not go over two pages."""


def make(room: Room, words: PaperWords) -> Sheet:
    """Tables with what the answers promise, and room for what happened; the same sheet serves every year."""
    return room.sheet(words("title"), _blocks(room, words), points=10, margin=1.2, landscape=True)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    yield Paragraph(words("year"))
    yield Callout((words("how"),))
    yield from _table(words, "promised", _promised(room), boxes=3, after=2)
    yield from _table(words, "seen", _seen(room), after=3)
    yield from _table(words, "money", _money(room), boxes=3, after=2, new_page=True)
    if room.is_blank or NAMED["goods"].holds(room.agreement) is not False:
        yield from _table(words, "goods", _goods(room), boxes=3, after=2)
    if not room.answer("service.buyer_support").is_none:
        yield from _table(words, "support", _support(room), boxes=3, after=1)
    if room.is_blank or NAMED["mid"].holds(room.agreement) is not False:
        yield from _table(words, "between", [(line,) for line in words.lines("between.asks")], after=1)
    yield Heading(1, words("talk_title"), new_page=True)
    for question in words.lines("talk"):
        yield Paragraph(question, 12, strong=True, keep=True)
        yield RuledLines(2)
    yield Callout((words("change"),), strong=True)
    yield Paragraph(words("next"))


def _table(
    words: PaperWords,
    name: str,
    rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]],
    *,
    boxes: int = 0,
    after: int = 0,
    new_page: bool = False,
) -> Iterator[Block]:
    """One topic: what the agreement says, boxes to tick, and empty cells for what happened."""
    filled = tuple(
        Row((Cell(first, strong=True), *more, *[BOX] * boxes, *[""] * after), cm=ROW) for first, *more in rows
    )
    heads = words.lines(f"{name}.columns")
    said = len(heads) - boxes - after
    texts = (3.5, 2.2, 4.6) if name == "money" else (4.0, 2.2, 2.2)  # a date is short, a proof is not
    shares = [*texts[:said], *[1.2] * boxes, *[3.4 if name == "money" else 4.0] * after]
    columns = headed(heads, shares, center=range(said, said + boxes))
    heading = Heading(1, words(f"{name}.title"), new_page=new_page)
    grid = Grid(words(f"{name}.title"), columns, filled, blank_rows=1 if filled else BLANK_ROWS, blank_cm=ROW)
    if len(filled) <= ON_ONE_PAGE:
        yield Together((heading, grid))
    else:
        yield heading
        yield grid


def _promised(room: Room) -> Iterator[tuple[str, ...]]:
    for action, quantity, unit, by in room.things("service.actions", "action", "quantity", "unit", "by"):
        yield action, " ".join(part for part in (quantity, unit) if part), by
    for what, where in room.things("service.limits", "what", "where"):
        yield what, where, ""


def _seen(room: Room) -> Iterator[tuple[str, ...]]:
    for name, unit, start, goal in room.things("mon.indicators", "name", "unit", "baseline", "target"):
        yield f"{name} ({unit})" if unit else name, start, goal


def _money(room: Room) -> Iterator[tuple[str, ...]]:
    for number in range(1, len(room.agreement.instalments) + 1):
        path = f"pay.schedule.{number}"
        yield room.said(f"{path}.date"), room.said(f"{path}.amount"), room.said(f"{path}.indicator")


def _goods(room: Room) -> Iterator[tuple[str, ...]]:
    yield from room.things("pay.goods", "item", "qty", "by")


def _support(room: Room) -> Iterator[tuple[str, ...]]:
    answer = room.answer("service.buyer_support")
    for line in answer.value if answer.is_given and answer.origin == "given" else ():
        yield (room.speaker.value("service.buyer_support", line),)
