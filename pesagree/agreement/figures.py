"""Every figure that is worked out, one pure function each, exact to the cent.

A function takes the agreement and gives its figure, or None while an answer it needs is open.
Money is Decimal in `pay.currency` at the prices of the first year, rounded half-even once at the end of
a formula; areas are hectares.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache, partial, wraps
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pesagree.agreement.payment import Generator, Good, Instalment

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement

T = TypeVar("T")


def once(work: "Callable[[Agreement], T]") -> "Callable[[Agreement], T]":
    """A figure that each agreement works out once: clauses and checks ask for the same ones."""

    @wraps(work)
    def look(agreement: "Agreement") -> T:
        return agreement.once(work)

    return look


HUNDRED = Decimal(100)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
SHORTEST_MONTH = 28


@cache
def _currency_of(country: str, on: date) -> str | None:
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country, on, on)
    return found[0] if found else None


def own_currency(agreement: "Agreement") -> str | None:
    """The currency of the agreement's country today's CLDR data name (ISO 4217)."""
    country = agreement.answer("country").value
    return _currency_of(country, date(2026, 1, 1)) if isinstance(country, str) else None


@cache
def currency_digits(currency: str | None) -> int:
    """Digits after the point in amounts of a currency (2 for PEN, 0 for CLP)."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency) if currency else 2


def round_money(agreement: "Agreement", amount: Decimal) -> Decimal:
    """Round half-even to the digits of the agreement's currency."""
    currency = agreement.answer("pay.currency").value
    return amount.quantize(
        _smallest(currency if isinstance(currency, str) else None), rounding=ROUND_HALF_EVEN
    )


@cache
def _smallest(currency: str | None) -> Decimal:
    """One unit of the last digit of amounts in a currency: 0.01 for PEN."""
    return Decimal(1).scaleb(-currency_digits(currency))


_NUMBERS = (Decimal, int)  # a union would be made anew at every look


def _number(agreement: "Agreement", path: str) -> Decimal | None:
    value = agreement.answer(path).value
    return Decimal(value) if isinstance(value, _NUMBERS) else None


def _text(agreement: "Agreement", path: str) -> str | None:
    value = agreement.answer(path).value
    return value if isinstance(value, str) else None


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """What they come to together; None without any or with an open one."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if amounts and len(known) == len(amounts) else None


# --- area and units -------------------------------------------------------------------------


@once
def parcels_area(agreement: "Agreement") -> Decimal | None:
    """site.area_ha: the sum of the parcels' hectares; None without parcels or with an open one."""
    return _sum([parcel.area_ha for parcel in agreement.site.parcels])


@once
def families(agreement: "Agreement") -> Decimal | None:
    """The sum of all sellers' families."""
    return _sum([_number(agreement, f"{p}.families") for p in agreement.parties("seller")])


@once
def units(agreement: "Agreement") -> Decimal | None:
    """pay.units: hectares for per_ha_year, families for per_family; other bases are asked."""
    match _text(agreement, "pay.basis"):
        case "per_ha_year":
            return _number(agreement, "site.area_ha")
        case "per_family":
            return families(agreement)
    return None


# --- cash -----------------------------------------------------------------------------------


@once
def annual_cash(agreement: "Agreement") -> Decimal | None:
    """pay.annual_cash: the cash of one year ("expected, not promised" where the price is open)."""
    basis = _text(agreement, "pay.basis")
    price = _number(agreement, "pay.unit_price")
    if basis is None:
        return None
    if basis == "lump":
        years = agreement.term.years
        return None if price is None or years is None else round_money(agreement, price / years)
    if basis == "per_ha_year" and agreement.site.parcels:
        total = Decimal(0)
        for parcel in agreement.site.parcels:
            each = parcel.unit_price if parcel.unit_price is not None else price
            if each is None or parcel.area_ha is None:
                return None
            total += parcel.area_ha * each
        return round_money(agreement, total)
    quantity = _number(agreement, "pay.units")
    return None if price is None or quantity is None else round_money(agreement, price * quantity)


@once
def agreed_cash(agreement: "Agreement") -> Decimal | None:
    """pay.agreed_cash: price times quantity times years; for one sum, that sum."""
    if _text(agreement, "pay.form") == "in_kind":
        return Decimal(0)
    if _text(agreement, "pay.basis") == "lump":
        price = _number(agreement, "pay.unit_price")
        return None if price is None else round_money(agreement, price)
    a_year, years = annual_cash(agreement), agreement.term.years
    return None if a_year is None or years is None else round_money(agreement, a_year * years)


class Due(NamedTuple):
    """One payment that falls due: `path` is its place in the answers (given or generated)."""

    number: int
    path: str
    date: date | None
    amount: Decimal | None
    kind: str | None
    indicator: tuple[str, ...] | None
    condition: object


def instalments(agreement: "Agreement") -> tuple[Due, ...]:
    """All payments in order, given or generated; empty while the schedule is open."""
    schedule = agreement.pay.schedule
    if isinstance(schedule, Generator):
        return _generated(agreement, schedule)
    return _listed(agreement, schedule)


def _listed(agreement: "Agreement", schedule: tuple[Instalment, ...]) -> tuple[Due, ...]:
    """Amounts as given, or by share of the agreed cash."""
    amounts = [
        item.amount if item.amount is not None else share
        for item, share in zip(schedule, share_amounts(agreement), strict=True)
    ]
    return tuple(
        Due(n, f"pay.schedule.{n}", item.date, amount, item.kind, item.indicator, item.condition)
        for n, (item, amount) in enumerate(zip(schedule, amounts, strict=True), 1)
    )


def share_amounts(agreement: "Agreement") -> list[Decimal | None]:
    """What each listed instalment's share of the agreed cash brings; the last one takes the remainder."""
    schedule = agreement.pay.schedule if isinstance(agreement.pay.schedule, tuple) else ()
    agreed = agreed_cash(agreement)
    shares = [item.share_pct for item in schedule]
    if agreed is None or all(share is None for share in shares):
        return [None] * len(shares)
    amounts = [None if s is None else round_money(agreement, agreed * s / HUNDRED) for s in shares]
    if None not in shares and sum(s for s in shares if s is not None) == HUNDRED:
        amounts[-1] = agreed - sum((a for a in amounts[:-1] if a is not None), Decimal(0))
    return amounts


def _generated(agreement: "Agreement", plan: Generator) -> tuple[Due, ...]:
    """Instalment k falls k-1 steps after the first date; the last takes the remainder."""
    if plan.parts is None:
        return ()
    agreed = agreed_cash(agreement)
    amounts: list[Decimal | None] = [None] * plan.parts
    if agreed is not None:
        advance = plan.advance_pct
        head = [] if advance is None else [round_money(agreement, agreed * advance / HUNDRED)]
        rest = plan.parts - len(head)
        each = round_money(agreement, (agreed - sum(head, Decimal(0))) / rest) if rest else Decimal(0)
        known = head + [each] * rest
        known[-1] += agreed - sum(known, Decimal(0))
        amounts = list(known)
    dates = _steps(plan.first, plan.every, plan.parts)
    proof = plan.kind, plan.indicator, plan.condition
    dues = [
        Due(number, f"pay.schedule.{number}", day, amount, *proof)
        for number, (day, amount) in enumerate(zip(dates, amounts, strict=True), 1)
    ]
    if plan.advance_pct is not None:
        dues[0] = dues[0]._replace(kind="advance", indicator=None, condition=None)
    return tuple(dues)


def of_plan(agreement: "Agreement", path: str) -> str:
    """The answer of the plan that stands at `path` of a generated payment; `path` itself for any other.

    An advance taken as a share has no proof and no condition, whatever the plan says of the others.
    """
    if not path.startswith("pay.schedule."):
        return path
    head, _, leaf = path.rpartition(".")
    plan, number = agreement.pay.schedule, head.removeprefix("pay.schedule.")
    if (
        leaf not in ("kind", "indicator", "condition")
        or not number.isdigit()
        or not isinstance(plan, Generator)
    ):
        return path
    return path if number == "1" and plan.advance_pct is not None else f"pay.schedule.{leaf}"


@lru_cache(maxsize=256)
def _steps(first: date | None, every: str | None, parts: int) -> tuple[date | None, ...]:
    """The days of so many payments."""
    return tuple(_step(first, every, steps) for steps in range(parts))


def _step(first: date | None, every: str | None, steps: int) -> date | None:
    """`steps` periods after `first`, counted from `first` (31 January, 28 February, 31 March)."""
    if first is None or every is None:
        return None
    month = first.month - 1 + MONTHS[every] * steps
    year, month = first.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return None
    day = first.day if first.day <= SHORTEST_MONTH else min(first.day, monthrange(year, month)[1])
    return date(year, month, day)


@once
def cash_total(agreement: "Agreement") -> Decimal | None:
    """pay.cash_total: the sum of the instalments; 0 when all is in kind."""
    if _text(agreement, "pay.form") == "in_kind":
        return Decimal(0)
    return _sum([due.amount for due in agreement.instalments])


# --- goods ----------------------------------------------------------------------------------


def good_value(agreement: "Agreement", good: Good) -> Decimal | None:
    """pay.goods.N.value: quantity times the worth of one, rounded."""
    if good.qty is None or good.unit_value is None:
        return None
    return round_money(agreement, good.qty * good.unit_value)


def _goods(agreement: "Agreement", *, kind: str | None = None) -> Decimal | None:
    """The worth of all goods (of one kind); those that share one choice count once, at the lowest worth."""
    if _text(agreement, "pay.form") == "cash":
        return Decimal(0)
    if not agreement.pay.goods or _text(agreement, "pay.form") is None:
        return None
    choices: dict[object, Decimal] = {}
    for position, good in enumerate(agreement.pay.goods):
        value = good.value if good.value is not None else good_value(agreement, good)
        if value is None:
            return None
        if kind is not None and good.kind != kind:
            continue
        key = good.choice_of or good.code or position
        choices[key] = min(value, choices.get(key, value))
    return sum(choices.values(), Decimal(0))


@once
def goods_total(agreement: "Agreement") -> Decimal | None:
    """pay.goods_total: the worth of all goods; 0 when all is in cash."""
    return _goods(agreement)


# --- the whole ------------------------------------------------------------------------------


@once
def total(agreement: "Agreement") -> Decimal | None:
    """pay.total: cash and goods over the whole term."""
    cash, goods = cash_total(agreement), goods_total(agreement)
    return None if cash is None or goods is None else cash + goods


@once
def annual(agreement: "Agreement") -> Decimal | None:
    """pay.annual: the total by the years of the term."""
    whole, years = total(agreement), agreement.term.years
    return None if whole is None or years is None else round_money(agreement, whole / years)


@once
def first_pct(agreement: "Agreement") -> Decimal | None:
    """pay.first_pct: the percentage of the total that arrives in advance."""
    whole = total(agreement)
    goods = _goods(agreement, kind="advance")
    if not whole or goods is None:
        return None
    advances = [due.amount for due in agreement.instalments if due.kind == "advance"]
    cash = sum((a for a in advances if a is not None), Decimal(0))
    return (HUNDRED * (cash + goods) / whole).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class YearOfPay:
    """What falls due in one calendar year; `goods` and `total` are None while a good has no date or worth."""

    year: int
    cash: Decimal
    goods: Decimal | None
    total: Decimal | None


@once
def pay_by_year(agreement: "Agreement") -> tuple[YearOfPay, ...]:
    """Cash and goods by calendar year of their due date; empty while a payment's amount or date is open."""
    cash: dict[int, Decimal] = {}
    if cash_total(agreement) is None:
        return ()  # no schedule yet: a year must not say that nothing is paid in it
    for due in agreement.instalments if _text(agreement, "pay.form") != "in_kind" else ():
        if due.date is None or due.amount is None:
            return ()
        cash[due.date.year] = cash.get(due.date.year, Decimal(0)) + due.amount
    goods = _goods_by_year(agreement)
    rows = []
    for year in sorted({*cash, *(goods or ())}):
        paid, given = cash.get(year, Decimal(0)), goods.get(year, Decimal(0)) if goods is not None else None
        rows.append(YearOfPay(year, paid, given, None if given is None else paid + given))
    return tuple(rows)


@once
def _goods_by_year(agreement: "Agreement") -> dict[int, Decimal] | None:
    """The worth of goods by the year of their date; None while one has no date or worth.

    Goods of one choice count once, at the lowest worth; None where they fall in different years.
    """
    if goods_total(agreement) is None:
        return None
    if _text(agreement, "pay.form") == "cash":
        return {}
    choices: dict[object, tuple[int, Decimal]] = {}
    for position, good in enumerate(agreement.pay.goods):
        value = good.value if good.value is not None else good_value(agreement, good)
        if value is None or not isinstance(good.by, date):
            return None
        key = good.choice_of or good.code or position
        year, least = choices.get(key, (good.by.year, value))
        if year != good.by.year:
            return None
        choices[key] = (year, min(least, value))
    found: dict[int, Decimal] = {}
    for year, value in choices.values():
        found[year] = found.get(year, Decimal(0)) + value
    return found


# --- time and votes -------------------------------------------------------------------------


@once
def term_end(agreement: "Agreement") -> date | None:
    """term.end: the day before the anniversary of the start (29 February counts as 1 March)."""
    start, years = agreement.term.start, agreement.term.years
    if start is None or years is None:
        return None
    if (start.month, start.day) == (2, 29):
        start = start + timedelta(days=1)
    return start.replace(year=start.year + years) - timedelta(days=1)


@once
def consent_days(agreement: "Agreement") -> int | None:
    """consent.days: from the first information to the last assembly, else to the signing."""
    from pesagree.agreement.conditions import GROUP

    first = agreement.consent.first_info_date
    parties = agreement.parties("seller")
    due = [p for p in parties if GROUP.holds(agreement, p)]
    if any(GROUP.holds(agreement, p) is None for p in parties) or not parties:
        return None
    ends = [agreement.answer(f"{p}.assembly.date").value for p in due] if due else [agreement.sign.date]
    days = [end for end in ends if isinstance(end, date)]
    return (max(days) - first).days if first is not None and len(days) == len(ends) else None


def votes_needed(agreement: "Agreement", party: str) -> int | None:
    """seller.assembly.needed: two thirds of all members, rounded up."""
    members = agreement.answer(f"{party}.members_total").value
    return -(-2 * members // 3) if isinstance(members, int) else None


# --- the seller's own figures ---------------------------------------------------------------

_MONITORING_SHARE = {"seller": Decimal(1), "shared": Decimal("0.5"), "buyer": Decimal(0), "fund": Decimal(0)}
_FEE_SHARE = {"seller": Decimal(1), "shared": Decimal("0.5"), "buyer": Decimal(0)}


@once
def monitoring_cost(agreement: "Agreement") -> Decimal | None:
    """The seller's part of the cost of monitoring, a year."""
    share = _MONITORING_SHARE.get(_text(agreement, "mon.cost_by") or "")
    cost = agreement.mon.cost
    return Decimal(0) if share == 0 else None if share is None or cost is None else share * cost


@once
def _fee_fraction(agreement: "Agreement") -> Decimal | None:
    """The seller's part of the fee of the organisation in between, as a fraction of the cash."""
    between = agreement.mid.exists
    if between is False:
        return Decimal(0)
    share = _FEE_SHARE.get(_text(agreement, "mid.fee_paid_by") or "")
    fee = agreement.mid.fee_pct
    if share == 0:
        return Decimal(0)
    return None if between is None or share is None or fee is None else share * fee / HUNDRED


@once
def fee_cost(agreement: "Agreement") -> Decimal | None:
    """The seller's part of the fee of the organisation in between, a year."""
    fraction, cash, years = _fee_fraction(agreement), cash_total(agreement), agreement.term.years
    if fraction == 0:
        return Decimal(0)
    return None if fraction is None or cash is None or years is None else fraction * cash / years


@once
def net(agreement: "Agreement") -> Decimal | None:
    """private.net: what is left a year after own costs, monitoring and fee."""
    whole, years, own = total(agreement), agreement.term.years, agreement.private.seller_costs
    monitoring, fee = monitoring_cost(agreement), fee_cost(agreement)
    if whole is None or years is None or own is None or monitoring is None or fee is None:
        return None
    return round_money(agreement, whole / years - own - monitoring - fee)


@once
def net_family_month(agreement: "Agreement") -> Decimal | None:
    """private.net_family_month: net by families and months."""
    left, people = net(agreement), families(agreement)
    return None if left is None or not people else round_money(agreement, left / people / 12)


@once
def break_even(agreement: "Agreement") -> Decimal | None:
    """private.break_even: the average price a unit at which net equals the other use of the land."""
    if _text(agreement, "pay.basis") not in ("per_ha_year", "per_family"):
        return None
    private = agreement.private
    goods, years, quantity = goods_total(agreement), agreement.term.years, _number(agreement, "pay.units")
    monitoring, fraction = monitoring_cost(agreement), _fee_fraction(agreement)
    if private.opportunity is None or private.seller_costs is None or goods is None or years is None:
        return None
    if not quantity or monitoring is None or fraction is None or fraction == 1:
        return None
    price = (
        (private.opportunity + private.seller_costs + monitoring - goods / years) / (1 - fraction) / quantity
    )
    return price.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)


FIGURES: Mapping[str, Callable[["Agreement"], object]] = {
    "site.area_ha": parcels_area,
    "pay.units": units,
    "pay.annual_cash": annual_cash,
    "pay.agreed_cash": agreed_cash,
    "pay.cash_total": cash_total,
    "pay.goods_total": goods_total,
    "pay.total": total,
    "pay.annual": annual,
    "pay.first_pct": first_pct,
    "term.end": term_end,
    "consent.days": consent_days,
    "private.net": net,
    "private.net_family_month": net_family_month,
    "private.break_even": break_even,
}
"""Figures of the whole agreement, by path."""


def figure(agreement: "Agreement", path: str) -> object | None:
    """The worked-out value at `path` (also of one instalment, good or seller); None where there is none."""
    work = figure_at(path)
    return None if work is None else work(agreement)


@lru_cache(maxsize=8192)
def figure_at(path: str) -> "Callable[[Agreement], object] | None":
    """How the value at `path` is worked out; None where nothing ever is."""
    if work := FIGURES.get(path):
        return work
    head, _, leaf = path.rpartition(".")
    several, _, number = head.rpartition(".")
    if several == "pay.schedule" and number.isdigit() and leaf in _OF_A_DUE:
        return partial(_of_due, position=int(number) - 1, what=_OF_A_DUE[leaf])
    if several == "pay.goods" and number.isdigit() and leaf == "value":
        return partial(_value_of_good, position=int(number) - 1)
    if head.startswith("seller") and path.endswith(".assembly.needed"):
        return partial(votes_needed, party=path.removesuffix(".assembly.needed"))
    return None


_OF_A_DUE = {leaf: attrgetter(leaf) for leaf in ("amount", "date", "kind", "indicator", "condition")}


def _of_due(agreement: "Agreement", position: int, what: Callable[[Due], object]) -> object | None:
    dues = agreement.instalments
    return what(dues[position]) if 0 <= position < len(dues) else None


def _value_of_good(agreement: "Agreement", position: int) -> Decimal | None:
    goods = agreement.pay.goods
    return good_value(agreement, goods[position]) if 0 <= position < len(goods) else None
