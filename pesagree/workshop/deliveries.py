"""Everything that is given in return, one row each: payments and goods with their day, worth and proof."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pesagree.agreement.conditions import NAMED
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


@dataclass(frozen=True, slots=True)
class Delivery:
    """One payment or good. Money in the agreement's currency at the prices of the first year.

    `key` stays the same in the next version of the agreement ("pay-3", "good-K1"); `when` is the date in
    words of a thing without a day. `cash` is None for goods and while open, `worth` likewise; goods of one
    choice count once, so that the others are worth 0 here. `amount` is the payment in words.
    """

    key: str
    what: str
    day: date | None = None
    when: str = ""
    cash: Decimal | None = None
    worth: Decimal | None = None
    amount: str = ""
    proof: str = ""
    condition: str = ""
    note: str = ""


def deliveries(room: Room, words: PaperWords) -> tuple[Delivery, ...]:
    """All payments and goods, by day; those without a day last."""
    found: list[Delivery] = []
    if NAMED["cash"].holds(room.agreement) is not False:
        found += _payments(room, words)
    if NAMED["goods"].holds(room.agreement) is not False:
        found += _goods(room, words)
    return tuple(sorted(found, key=lambda one: one.day or date.max))


def _payments(room: Room, words: PaperWords) -> Iterator[Delivery]:
    for due in room.agreement.instalments:
        yield Delivery(
            f"pay-{due.number}",
            words("payment", number=due.number),
            due.date,
            cash=due.amount,
            amount=room.said(f"{due.path}.amount"),
            proof=room.said(f"{due.path}.indicator"),
            condition=room.said(f"{due.path}.condition"),
            note=words("advance") if due.kind == "advance" else "",
        )


def _goods(room: Room, words: PaperWords) -> Iterator[Delivery]:
    """Goods of one choice count once, at the lowest worth: on a row of its own where their years differ."""
    rows = [_good(room, words, number) for number in range(1, len(room.agreement.pay.goods) + 1)]
    for choice in _choices(room):
        members = [rows[number] for number in choice]
        if len(members) == 1 or any(one.worth is None for one in members):
            yield from members
            continue
        least = min(members, key=lambda one: one.worth or Decimal(0))
        one_year = len({one.day.year if one.day else None for one in members}) == 1
        for one in members:
            others = [other.what for other in members if other is not one]
            note = words("choice", others=words("or").join(others))
            counts = one_year and one is least
            yield replace(
                one, worth=one.worth if counts else Decimal(0), note=" ".join([one.note, note]).strip()
            )
        if not one_year:
            either = words("or").join(one.what for one in members)
            yield Delivery(f"{least.key}-choice", words("one_of", goods=either), worth=least.worth)


def _choices(room: Room) -> list[list[int]]:
    """Positions of goods by what they stand in for, in the order of the first of each."""
    found: dict[object, list[int]] = {}
    for position, good in enumerate(room.agreement.pay.goods):
        found.setdefault(good.choice_of or good.code or position, []).append(position)
    return list(found.values())


def _good(room: Room, words: PaperWords, number: int) -> Delivery:
    path = f"pay.goods.{number}"
    good = room.agreement.pay.goods[number - 1]
    item, quantity = room.said(f"{path}.item") or words("good"), room.said(f"{path}.qty")
    worth = room.answer(f"{path}.value").value
    return Delivery(
        f"good-{good.code or number}" if not good.choice_of else f"good-{number}",
        words("goods", quantity=quantity, item=item) if quantity else item,
        good.by if isinstance(good.by, date) else None,
        "" if isinstance(good.by, date) else room.said(f"{path}.by"),
        worth=worth if isinstance(worth, Decimal) else None,
        proof=room.said(f"{path}.indicator"),
        note=words("care", who=care) if (care := room.said(f"{path}.care")) else "",
    )
