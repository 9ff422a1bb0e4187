"""Two charts of the pay: what comes in each year, and where each 100 go; where open, tables to fill in."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pesagree.agreement.conditions import OPEN_PRICE
from pesagree.agreement.figures import YearOfPay, pay_by_year
from pesagree.agreement.hundred import Hundred, Part, of_each_hundred
from pesagree.sheet import Block, Callout, Chart, ChartKind, Column, Grid, Paragraph, Row, Series, headed
from pesagree.wording import formats
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

MOST_BARS = 12
"""More years than these are put together, five or ten to a bar."""

BLANK_YEARS = 6
ROW_CM = 0.95
BAR_CM, ALL_BARS_CM = 1.0, 7
LABEL = 60
"""Letters of a name beside its bar; the whole name stands in the chart's text."""


def year_blocks(room: Room, words: PaperWords, money: str) -> Iterator[Block]:
    """The money and the things of each year, stacked; a table to fill in while a date or an amount is open.

    `money` is the plural name of the currency, empty where nobody has said it.
    """
    years = () if room.is_blank else pay_by_year(room.agreement)
    if not years:
        yield Paragraph(words("years.how"))
        columns = tuple(Column(head) for head in words.lines("years.columns"))
        yield Grid(words("years.title"), columns, blank_rows=BLANK_YEARS, blank_cm=ROW_CM)
        return
    bars = _bars(years)
    has_goods = any(goods for _, _, goods in bars)
    names = words.lines("years.series")
    series = [Series(names[0], tuple(float(cash) for _, cash, _ in bars))]
    if has_goods:
        series.append(Series(names[1], tuple(float(goods) for _, _, goods in bars)))
    if has_goods and not any(cash for _, cash, _ in bars):
        del series[0]
    said = [
        words("years.alt_year", year=year, cash=_money(room, cash), goods=_money(room, goods))
        for year, cash, goods in bars
    ]
    yield Chart(
        words("years.chart", money=money) if money else words("years.title"),
        words("years.alt", years="; ".join(said)),
        tuple(year for year, _, _ in bars),
        tuple(series),
        ChartKind.STACK,
        width=18,
        height=2.6 + min(BAR_CM, ALL_BARS_CM / len(bars)) * len(bars),
        number_format="#,##0;;",  # a year without things says nothing of them
    )
    if any(year.goods is None for year in years):
        yield Paragraph(words("years.goods_open"))
    if OPEN_PRICE.holds(room.agreement):
        yield Paragraph(words("years.expected"), strong=True)
    yield Paragraph(words("years.note"), 10)


def _bars(years: Sequence[YearOfPay]) -> list[tuple[str, Decimal, Decimal]]:
    """The name, the money and the worth of things of each bar."""
    step = 1 if len(years) <= MOST_BARS else 5 if len(years) <= 5 * MOST_BARS else 10
    found = []
    first, last = years[0].year, years[-1].year
    for begin in range(first, last + 1, step):
        end = min(begin + step - 1, last)
        part = [year for year in years if begin <= year.year <= end]
        name = str(begin) if begin == end else f"{begin}-{end}"
        cash = sum((year.cash for year in part), Decimal(0))
        found.append((name, cash, sum((year.goods or Decimal(0) for year in part), Decimal(0))))
    return found


def _money(room: Room, amount: Decimal) -> str:
    return room.speaker.value("pay.total", amount)


def hundred_blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    """Where each 100 go, in lying bars; a table to fill in where the answers do not say it."""
    found = None if room.is_blank or not _has_pay(room) else of_each_hundred(room.agreement)
    if found is None:
        yield Paragraph(words("hundred.how"))
        rows = tuple(Row((label, ""), cm=ROW_CM) for label in words.lines("hundred.rows"))
        yield Grid(words("hundred.caption"), headed(words.lines("hundred.columns"), (3, 1)), rows)
        return
    names = [_name(room, words, part) for part in found.parts]
    digits = any(part.of_hundred % 1 for part in found.parts)
    said = "; ".join(
        f"{name}: {_number(room, part.of_hundred)}" for name, part in zip(names, found.parts, strict=True)
    )
    yield Chart(
        words(f"hundred.chart_{found.of}"),
        words("hundred.alt", parts=said),
        tuple(_short(name) for name in names),
        (Series(words("hundred.series"), tuple(float(part.of_hundred) for part in found.parts)),),
        ChartKind.BARS,
        width=18,
        height=1.8 + min(BAR_CM, ALL_BARS_CM / len(names)) * len(names),
        number_format="0.0" if digits else "0",
    )
    yield from _notes(room, words, found)


def _has_pay(room: Room) -> bool:
    """Whether anything is said of what comes back: without it there is nothing to share."""
    return room.agreement.pay.form is not None


def _notes(room: Room, words: PaperWords, found: Hundred) -> Iterator[Block]:
    """What the payer gives besides, and what is not known and may be taken off before."""
    if found.besides:
        name = room.said("mid.name") or words("hundred.fee_name")
        yield Paragraph(words("hundred.besides", share=_number(room, found.besides), name=name))
    if found.unknown:
        labels = [room.speaker.label(path) for path in found.unknown if path in _ASKED]
        missing = formats.joined(labels or [words("hundred.amount")], words.language)
        yield Callout((words("hundred.unknown", missing=missing),))


_ASKED = ("mid.exists", "mid.fee_pct", "mid.fee_paid_by", "mon.cost", "mon.cost_by")


def _name(room: Room, words: PaperWords, part: Part) -> str:
    """Whose the part is; with several sellers a group says of which one."""
    match part.what:
        case "fee":
            return room.said("mid.name") or words("hundred.fee_name")
        case "monitoring":
            return words("hundred.monitoring_name")
        case _:
            name = room.said(part.path) or words("hundred.keepers")
            whose = room.speaker.party_name(part.path) if part.what == "group" else ""
            return f"{name} ({whose})" if whose else name


def _short(name: str) -> str:
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def _number(room: Room, value: Decimal) -> str:
    return formats.number(value, room.words.language, room.speaker.country)
