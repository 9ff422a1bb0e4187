"""The money worked out: what reaches the seller, what is at risk, and what rising prices do to it.

Every line is exact (Decimal, rounded once) and carries the numbers it was made of, so that anybody can
check it by hand. Lines that use the seller's own figures are marked private.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum

from pesagree.agreement import Agreement, figures
from pesagree.agreement.conditions import GOODS
from pesagree.agreement.consistency import TOLERANCE
from pesagree.review.finding import Amount, Fact
from pesagree.review.look import applies
from pesagree.review.thresholds import INFLATION_PCT

HUNDRED = Decimal(100)


class Measure(StrEnum):
    """In what a line is counted."""

    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: `key` names it and its words, `facts` are what it was made of, None where not yet known."""

    key: str
    value: Decimal | None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    measure: Measure = Measure.MONEY
    is_private: bool = False
    needs: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """All figures, the pay by calendar year, and what was assumed."""

    currency: str
    inflation_pct: Decimal
    lines: tuple[Line, ...]
    years: tuple[figures.YearOfPay, ...]

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)


def money(
    agreement: Agreement, *, include_private: bool = False, inflation_pct: Decimal = INFLATION_PCT
) -> Money:
    """Every figure of the agreement's money; the private ones only where asked for."""
    lines = [*_shared(agreement, inflation_pct)]
    if include_private:
        lines += _private(agreement)
    currency = agreement.answer("pay.currency").value
    return Money(
        currency if isinstance(currency, str) else "",
        inflation_pct,
        tuple(lines),
        figures.pay_by_year(agreement),
    )


def _shared(agreement: Agreement, inflation_pct: Decimal) -> Iterator[Line]:
    total, years = figures.total(agreement), agreement.term.years
    open_ = open_pay(agreement)
    facts = _facts(cash=figures.cash_total(agreement), goods=figures.goods_total(agreement))
    yield Line("total", total, facts, needs=open_)
    facts = _facts(total=total) | ({"years": years} if years else {})
    yield Line("annual", figures.annual(agreement), facts, needs=open_)
    yield from _before_own_costs(agreement)
    yield from _advance(agreement)
    yield _at_risk(agreement)
    yield from _inflation(agreement, inflation_pct)


def open_pay(agreement: Agreement) -> tuple[str, ...]:
    """The open answers that stand between the pay and its total."""
    leaves = ("basis", "form", "unit_price", "units", "schedule", "goods")
    paths = [*(f"pay.{leaf}" for leaf in leaves), "term.years"]
    if GOODS.holds(agreement):
        count = range(1, len(agreement.pay.goods) + 1)
        paths += [f"pay.goods.{n}.{leaf}" for n in count for leaf in ("qty", "unit_value")]
    return tuple(path for path in paths if applies(agreement, path) and not agreement.answer(path).is_given)


def _facts(**amounts: Decimal | None) -> dict[str, Fact]:
    return {name: Amount(value) for name, value in amounts.items() if value is not None}


def _before_own_costs(agreement: Agreement) -> Iterator[Line]:
    """What is left a year after the seller's part of fee and monitoring, before the seller's own costs."""
    total, years = figures.total(agreement), agreement.term.years
    fee, monitoring = figures.fee_cost(agreement), figures.monitoring_cost(agreement)
    left = None
    if total is not None and years and fee is not None and monitoring is not None:
        left = figures.round_money(agreement, total / years - fee - monitoring)
    facts = _facts(
        annual=figures.annual(agreement),
        fee=_rounded(agreement, fee),
        monitoring=_rounded(agreement, monitoring),
    )
    costs = (("mid.fee_paid_by", fee), ("mon.cost_by", monitoring))
    needs = (*open_pay(agreement), *(path for path, value in costs if value is None))
    yield Line("after_fee", left, facts, needs=needs)
    families = figures.families(agreement)
    month = figures.round_money(agreement, left / families / 12) if left is not None and families else None
    facts = _facts(left=left) | ({"families": families} if families else {})
    yield Line("family_month", month, facts, needs=needs or ("seller.families",))


def _rounded(agreement: Agreement, value: Decimal | None) -> Decimal | None:
    return None if value is None else figures.round_money(agreement, value)


def _advance(agreement: Agreement) -> Iterator[Line]:
    """What arrives before the work starts, as money and as a share."""
    total, share = figures.total(agreement), figures.first_pct(agreement)
    amount = _paid_in_advance(agreement) if share is not None else None
    yield Line("advance", amount, _facts(total=total), needs=open_pay(agreement))
    yield Line(
        "advance_share",
        share,
        _facts(advance=amount, total=total),
        Measure.PERCENT,
        needs=open_pay(agreement),
    )


def _paid_in_advance(agreement: Agreement) -> Decimal:
    """The payments and goods of kind advance, to the cent (called only where all are known)."""
    if any(good.choice_of for good in agreement.pay.goods):  # choices count once, as in the share
        whole, share = figures.total(agreement) or Decimal(0), figures.first_pct(agreement) or Decimal(0)
        return figures.round_money(agreement, whole * share / HUNDRED)
    cash = [due.amount for due in agreement.instalments if due.kind == "advance" and due.amount is not None]
    whole = sum(cash, Decimal(0))
    if agreement.answer("pay.form").value == "cash":
        return whole
    for good in agreement.pay.goods:
        if good.kind == "advance":
            value = good.value if good.value is not None else figures.good_value(agreement, good)
            whole += value or 0
    return whole


def _at_risk(agreement: Agreement) -> Line:
    """What has not fallen due when the first year ends: lost if the payer stops in the second year."""
    total, start, years = figures.total(agreement), agreement.term.start, agreement.term.years
    if total is None or start is None or years is None:
        open_ = ("term.start",) if start is None else ()
        return Line("at_risk", None, needs=(*open_pay(agreement), *open_))
    arrived = _due_before(agreement, _anniversary(start))
    if arrived is None:
        return Line("at_risk", None, needs=("pay.schedule", "pay.goods"))
    risk = total - arrived
    share = figures.HUNDRED * risk / total if total else Decimal(0)
    facts: dict[str, Fact] = {**_facts(total=total, arrived=arrived), "share": _one_digit(share)}
    return Line("at_risk", risk, facts, variant="one_year" if years == 1 else "")


def _anniversary(start: date) -> date:
    return (
        date(start.year + 1, 3, 1)
        if (start.month, start.day) == (2, 29)
        else start.replace(year=start.year + 1)
    )


def _due_before(agreement: Agreement, day: date) -> Decimal | None:
    """The worth of all that falls due before a day; None while a date or an amount is open."""
    sum_ = Decimal(0)
    for due in agreement.instalments:
        if due.date is None or due.amount is None:
            return None
        sum_ += due.amount if due.date < day else 0
    if agreement.answer("pay.form").value == "cash":
        return sum_
    for good in agreement.pay.goods:
        value = good.value if good.value is not None else figures.good_value(agreement, good)
        if value is None or not isinstance(good.by, date) or good.choice_of:
            return None
        sum_ += value if good.by < day else 0
    return sum_


def _one_digit(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)


def lost_to_inflation(agreement: Agreement, inflation_pct: Decimal) -> Decimal | None:
    """What a pay that never rises loses over the term, at the prices of the first year."""
    kept = _kept(agreement, inflation_pct)
    if kept is None:
        return None
    annual, values = kept
    return figures.round_money(agreement, annual * len(values) - sum(values, Decimal(0)))


def _kept(agreement: Agreement, inflation_pct: Decimal) -> tuple[Decimal, list[Decimal]] | None:
    """The cash of one year, and what each year's cash still buys."""
    cash, years = figures.cash_total(agreement), agreement.term.years
    if not cash or not years:
        return None
    annual = cash / years
    growth = 1 + _fixed_rise(agreement) / HUNDRED
    with localcontext() as context:
        context.prec = 40
        rise = 1 + inflation_pct / HUNDRED
        return annual, [annual * growth**year / rise**year for year in range(years)]


def _fixed_rise(agreement: Agreement) -> Decimal:
    """The percentage by which the pay rises each year whatever prices do; 0 where it does not."""
    if agreement.answer("pay.index").value == "fixed_pct":
        value = agreement.answer("pay.index_pct").value
        return value if isinstance(value, Decimal) else Decimal(0)
    return Decimal(0)


def _inflation(agreement: Agreement, inflation_pct: Decimal) -> Iterator[Line]:
    """What the last year's pay still buys, and what is lost over the whole term."""
    index = agreement.answer("pay.index")
    kept = _kept(agreement, inflation_pct)
    if kept is None or len(kept[1]) < 2:
        return
    annual, values = kept
    facts: dict[str, Fact] = {
        **_facts(annual=figures.round_money(agreement, annual)),
        "rate": inflation_pct,
        "years": len(values),
    }
    variant = "" if index.is_none else "open" if index.is_open else str(index.value)
    if variant in ("cpi", "review"):
        yield Line("last_year_buys", None, facts, variant=variant)
        return
    if variant == "fixed_pct":
        facts["rise"] = _fixed_rise(agreement)
    yield Line("last_year_buys", figures.round_money(agreement, values[-1]), facts, variant=variant)
    yield Line("lost_to_inflation", lost_to_inflation(agreement, inflation_pct), facts, variant=variant)


def _private(agreement: Agreement) -> Iterator[Line]:
    """The seller's own figures: what is left, against the other use of the land and the own limit."""
    own = agreement.private
    net = figures.net(agreement)
    facts = _facts(
        annual=figures.annual(agreement),
        costs=own.seller_costs,
        monitoring=figures.monitoring_cost(agreement),
        fee=_rounded(agreement, figures.fee_cost(agreement)),
    )
    open_ = tuple(
        p
        for p in ("private.seller_costs", "private.opportunity", "private.minimum")
        if agreement.answer(p).is_open
    )
    needs = ("private.seller_costs",) if own.seller_costs is None else open_pay(agreement)
    yield Line("net", net, facts, is_private=True, needs=needs)
    families = figures.families(agreement)
    month_facts = _facts(net=net) | ({"families": families} if families else {})
    yield Line(
        "net_family_month", figures.net_family_month(agreement), month_facts, is_private=True, needs=needs
    )
    for key, other in (("over_other_use", own.opportunity), ("over_minimum", own.minimum)):
        value = None if net is None or other is None else net - other
        facts = _facts(net=net, other=other)
        below = value is not None and value < -TOLERANCE
        yield Line(key, value, facts, is_private=True, needs=open_ or needs, variant="below" if below else "")
    price = agreement.answer("pay.unit_price").value
    paid = figures.annual_cash(agreement)
    quantity = agreement.answer("pay.units").value
    facts = {}
    if isinstance(paid, Decimal) and isinstance(quantity, Decimal) and quantity:
        mean = (paid / quantity).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
        facts = _facts(price=mean)
    elif isinstance(price, Decimal):
        facts = _facts(price=price)
    even = figures.break_even(agreement)
    if even is not None or agreement.answer("pay.basis").value in ("per_ha_year", "per_family"):
        variant = "" if facts else "alone"
        yield Line(
            "break_even",
            even,
            facts,
            is_private=True,
            needs=open_ or needs,
            variant=variant if even is not None else "",
        )
