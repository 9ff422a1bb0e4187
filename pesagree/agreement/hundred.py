"""Where each 100 that are paid go: an organisation in between, the measuring, and each group of people."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from pesagree.agreement.figures import cash_total
from pesagree.agreement.states import Status

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement

What = Literal["fee", "monitoring", "group", "seller"]

OF_FEE = {"seller": Fraction(1), "shared": Fraction(1, 2), "buyer": Fraction(0)}
OF_MONITORING = {"seller": Fraction(1), "shared": Fraction(1, 2), "buyer": Fraction(0), "fund": Fraction(0)}
"""The part of a cost that comes out of the pay, by who bears it: as in `private.net`."""


class Part(NamedTuple):
    """One part of 100: what it is, the path of its name, how much (with one decimal)."""

    what: What
    path: str
    of_hundred: Decimal


class Hundred(NamedTuple):
    """All parts, which add up to 100.

    `of` says of what: the money that is `paid`, or only what is `received` by those who look after the
    place: all is in things, or it is not known what is taken off before (`unknown`: paths of those answers).
    `besides`: what the payer gives on top of the 100, for the organisation in between.
    """

    of: Literal["paid", "received"]
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]
    besides: Decimal


def of_each_hundred(agreement: "Agreement") -> Hundred | None:
    """Where each 100 go; None where costs take more than all.

    From mid.fee_pct and mid.fee_paid_by, mon.cost and mon.cost_by (a year's cost by the money of a year:
    pay.cash_total / term.years), seller.share_pct, seller.benefit_plan. Never from a private answer. A seller
    without a plan, or with one that does not add up, is one part.
    """
    fee, besides, unknown_fee = _fee(agreement)
    monitoring, unknown_cost = _monitoring(agreement)
    unknown = (*unknown_fee, *unknown_cost)
    whole = not unknown and agreement.pay.form != "in_kind"
    if not whole:
        fee = monitoring = Fraction(0)
    rest = 100 - fee - monitoring
    if rest < 0:
        return None
    exact: list[tuple[What, str, Fraction]] = [
        (what, path, share * rest / 100) for what, path, share in _sellers(agreement)
    ]
    exact.append(("fee", "mid.name", fee))
    exact.append(("monitoring", "mon.responsible", monitoring))
    of: Literal["paid", "received"] = "paid" if whole else "received"
    return Hundred(of, _rounded([one for one in exact if one[2]]), unknown, _tenths(besides))


def _fee(agreement: "Agreement") -> tuple[Fraction, Fraction, tuple[str, ...]]:
    """What is taken off for the organisation in between, what the payer gives on top, what is not known."""
    mid = agreement.mid
    if mid.exists is False:
        return Fraction(0), Fraction(0), ()
    if mid.exists is None:
        return Fraction(0), Fraction(0), ("mid.exists",)
    if mid.fee_pct is None or mid.fee_paid_by is None:
        paths = (("mid.fee_pct", mid.fee_pct), ("mid.fee_paid_by", mid.fee_paid_by))
        return Fraction(0), Fraction(0), tuple(path for path, value in paths if value is None)
    whole, taken = Fraction(mid.fee_pct), OF_FEE[mid.fee_paid_by]
    return whole * taken, whole * (1 - taken), ()


def _monitoring(agreement: "Agreement") -> tuple[Fraction, tuple[str, ...]]:
    """What is taken off for the measuring, and what is not known."""
    mon, years = agreement.mon, agreement.term.years
    if mon.cost_by is None:
        return Fraction(0), ("mon.cost_by",)
    taken = OF_MONITORING[mon.cost_by]
    if not taken:
        return Fraction(0), ()
    money = cash_total(agreement)
    if mon.cost is None:
        return Fraction(0), ("mon.cost",)
    if not money or years is None:
        return Fraction(0), ("pay.cash_total",)
    return taken * Fraction(mon.cost) * years / Fraction(money) * 100, ()


def _sellers(agreement: "Agreement") -> list[tuple[What, str, Fraction]]:
    """What each group or seller gets of 100 that reach those who look after the place."""
    parties = agreement.parties("seller")
    shares = [agreement.answer(f"{party}.share_pct").value for party in parties]
    if len(parties) > 1 and (None in shares or sum(shares) != 100):
        return [("seller", "seller.name", Fraction(100))]
    found: list[tuple[What, str, Fraction]] = []
    for party, share in zip(parties, shares, strict=True):
        own = Fraction(share) if len(parties) > 1 else Fraction(100)
        found += _plan(agreement, party, own) or [("seller", f"{party}.name", own)]
    return found


def _plan(agreement: "Agreement", party: str, own: Fraction) -> list[tuple[What, str, Fraction]]:
    """How one seller shares what it gets; empty without a plan that adds up."""
    plan = agreement.answer(f"{party}.benefit_plan")
    if plan.status is not Status.GIVEN:
        return []
    paths = [f"{plan.path}.{number}" for number in range(1, len(plan.value) + 1)]
    shares = [agreement.answer(f"{path}.share_pct").value for path in paths]
    if None in shares or sum(shares) != 100:
        return []
    return [
        ("group", f"{path}.group", own * Fraction(share) / 100)
        for path, share in zip(paths, shares, strict=True)
    ]


def _tenths(value: Fraction) -> Decimal:
    return Decimal(round(value * 10)) / 10


def _rounded(parts: list[tuple[What, str, Fraction]]) -> tuple[Part, ...]:
    """Tenths that add up to 100: those that lost most by rounding down get what is left."""
    floors = [int(share * 10) for _, _, share in parts]
    lost = sorted(range(len(parts)), key=lambda n: floors[n] - parts[n][2] * 10)
    for position in lost[: 1000 - sum(floors)]:
        floors[position] += 1
    return tuple(
        Part(what, path, Decimal(tenths) / 10) for (what, path, _), tenths in zip(parts, floors, strict=True)
    )
