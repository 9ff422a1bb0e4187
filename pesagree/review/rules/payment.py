"""Rules about what is given in return (PAY)."""

from collections.abc import Iterator
from decimal import Decimal

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import CASH, GOODS, RESALE, Truth, both, either
from pesagree.agreement.payment import Generator
from pesagree.review.finding import Amount, Fact, Verdict
from pesagree.review.look import (
    above,
    any_of,
    at,
    contradictions,
    each,
    given,
    look,
    look_at_all,
    none,
    says,
    worked,
    zero,
)
from pesagree.review.money import lost_to_inflation
from pesagree.review.rule import (
    ADVICE,
    BEFORE_ASSEMBLY,
    BLOCKS,
    DRAFTING,
    FIRST_TALK,
    FOR_SIGNATURE,
    SHOULD_FIX,
    rule,
)
from pesagree.review.stakes import cash, goods, whole
from pesagree.review.thresholds import BANK_PAYMENT, IN_ADVANCE_PCT, INFLATION_PCT


@rule(
    "PAY-01",
    "pay.schedule pay.goods pay.first_pct",
    DRAFTING,
    (BLOCKS, SHOULD_FIX),
    "wunder ley_30215",
    stake=whole,
)
def pay_01(agreement: Agreement) -> Iterator[Verdict]:
    """Pay does not hang on proof of the work: blocks; or more than half comes before it."""
    rows = list(pay_rows(agreement))
    loose = {row[0]: row[2] for row in rows}
    gift = not_on_proof(agreement)
    named = tuple(path for path, truth in loose.items() if truth is gift)
    yield Verdict(gift, named or _lists(agreement), severity=BLOCKS)
    if gift is not True:
        share = worked(agreement, "pay.first_pct")
        facts: dict[str, Fact] = {"share": share} if share is not None else {}
        truth = None if share is None else share > IN_ADVANCE_PCT
        if truth is not None or gift is False:
            yield Verdict(truth, ("pay.first_pct",), facts, SHOULD_FIX, "in_advance")


def not_on_proof(agreement: Agreement) -> Truth:
    """Whether something due on proof names none, or nothing at all is due on proof."""
    rows = list(pay_rows(agreement))
    if not rows and not _lists(agreement):
        return None
    missing = any(agreement.answer(path).is_open for path in _lists(agreement))
    kinds: list[Truth] = [None if kind is None else kind != "on_proof" for _, kind, _ in rows]
    nothing = None if missing else both(*kinds) if rows else None
    return either(nothing, *(loose for _, _, loose in rows))


def _lists(agreement: Agreement) -> tuple[str, ...]:
    """The lists of what is given, as far as they apply."""
    pairs = (("pay.schedule", CASH), ("pay.goods", GOODS))
    return tuple(path for path, condition in pairs if condition.holds(agreement))


def pay_rows(agreement: Agreement) -> Iterator[tuple[str, str | None, Truth]]:
    """Each payment and good: path, kind, and whether it is due on proof while no proof is named.

    Words ("condition") will do for a payment. A generator is one row: its payments are alike.
    """
    if CASH.holds(agreement):
        schedule = agreement.pay.schedule
        if isinstance(schedule, Generator):
            yield "pay.schedule", schedule.kind, _loose(agreement, "pay.schedule", schedule.kind, "condition")
        else:
            for n, item in enumerate(schedule, 1):
                path = f"pay.schedule.{n}"
                yield path, item.kind, _loose(agreement, path, item.kind, "condition")
    if GOODS.holds(agreement):
        for n, good in enumerate(agreement.pay.goods, 1):
            path = f"pay.goods.{n}"
            yield path, good.kind, _loose(agreement, path, good.kind)


def _loose(agreement: Agreement, path: str, kind: str | None, *more: str) -> Truth:
    """Due on proof, and neither an indicator nor anything else in `more` is named."""
    proofs = [_is_none(agreement, f"{path}.{leaf}") for leaf in ("indicator", *more)]
    return both(None if kind is None else kind == "on_proof", *proofs)


def _is_none(agreement: Agreement, path: str) -> Truth:
    answer = agreement.answer(path)
    return None if answer.is_open else answer.is_none


@rule(
    "PAY-02",
    "pay.total pay.schedule pay.goods",
    DRAFTING,
    BLOCKS,
    "arithmetic",
    stake=whole,
    shared_with="X5 X6",
)
def pay_02(agreement: Agreement) -> Iterator[Verdict]:
    """The parts of the pay do not add up."""
    written = agreement.pay.total is not None
    return contradictions(
        agreement, "X5", "X6", needs=("pay.cash_total", "pay.goods_total") if written else ()
    )


@rule(
    "PAY-03",
    "pay.unit_price pay.units site.parcels term.years pay.cash_total",
    DRAFTING,
    SHOULD_FIX,
    "arithmetic",
    stake=cash,
    shared_with="X7",
)
def pay_03(agreement: Agreement) -> Iterator[Verdict]:
    """Price times quantity times years does not give the money part."""
    counted = given(agreement, "pay.basis") in ("per_ha_year", "per_family") and CASH.holds(agreement)
    return contradictions(agreement, "X7", needs=("pay.agreed_cash", "pay.cash_total") if counted else ())


def _compare(agreement: Agreement, figure: str, other: str) -> Iterator[Verdict]:
    """A private figure below another one of the seller's."""
    one, two = worked(agreement, figure), given(agreement, other)
    if one is None or two is None:
        yield Verdict(None, tuple(p for p in (figure, other) if agreement.answer(p).is_open))
    else:
        yield Verdict(one < two, (figure, other), {"net": Amount(one), "other": Amount(two)})


@rule(
    "PAY-04",
    "private.net private.opportunity private.seller_costs",
    DRAFTING,
    SHOULD_FIX,
    "colombia_870 unep_2008",
    private=True,
    stake=whole,
)
def pay_04(agreement: Agreement) -> Iterator[Verdict]:
    """What is left is less than the land would earn otherwise."""
    return _compare(agreement, "private.net", "private.opportunity")


@rule("PAY-05", "private.net private.seller_costs", DRAFTING, BLOCKS, "unep_2008", private=True, stake=whole)
def pay_05(agreement: Agreement) -> Iterator[Verdict]:
    """After costs nothing is left."""
    left = worked(agreement, "private.net")
    facts: dict[str, Fact] = {"net": Amount(left)} if left is not None else {}
    yield Verdict(None if left is None else left <= 0, ("private.net",), facts)


def _inflation(agreement: Agreement) -> Decimal | None:
    return lost_to_inflation(agreement, INFLATION_PCT)


@rule("PAY-06", "pay.index term.years", DRAFTING, SHOULD_FIX, "costa_rica_39083", stake=_inflation)
def pay_06(agreement: Agreement) -> Iterator[Verdict]:
    """The pay stays while prices rise, for more than a year."""
    truth = both(at(agreement, "pay.index", none), at(agreement, "term.years", above(1)))
    yield Verdict(truth, ("pay.index",))


@rule("PAY-07", "pay.to", FIRST_TALK, BLOCKS, "unep_2008", stake=whole)
def pay_07(agreement: Agreement) -> Iterator[Verdict]:
    """The money goes into one person's hands."""
    return look(agreement, "pay.to", says("leader_personal"))


@rule(
    "PAY-08",
    "seller.benefit_plan",
    BEFORE_ASSEMBLY,
    BLOCKS,
    "fcpf_2014 plan_vivo",
    stake=whole,
    shared_with="X8",
)
def pay_08(agreement: Agreement) -> Iterator[Verdict]:
    """It is not settled how a group shares it, or the shares do not make 100."""
    yield from look(agreement, "seller.benefit_plan", none)
    yield from contradictions(agreement, "X8")


def _goods(agreement: Agreement, *leaves: str) -> list[str]:
    if not GOODS.holds(agreement):
        return []
    return [f"pay.goods.{n}.{leaf}" for n in range(1, len(agreement.pay.goods) + 1) for leaf in leaves]


def _items(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{path.rpartition('.')[0]}.item" for path in paths))


@rule("PAY-09", "pay.goods", DRAFTING, SHOULD_FIX, "watershared", stake=goods)
def pay_09(agreement: Agreement) -> Iterator[Verdict]:
    """A thing without number, worth or date."""
    paths = _goods(agreement, "qty", "unit_value", "by")
    if not paths and at(agreement, "pay.goods", none) is None:
        yield Verdict(None, ("pay.goods",))
    for verdict in look_at_all(agreement, paths, none):
        yield Verdict(verdict.truth, verdict.paths, {"items": _items(verdict.paths)})


@rule("PAY-10", "pay.goods_fail", DRAFTING, SHOULD_FIX, "watershared", stake=goods)
def pay_10(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing is said of things that break, die or come late."""
    return look(agreement, "pay.goods_fail", none)


@rule("PAY-11", "pay.partial", FIRST_TALK, SHOULD_FIX, "plan_vivo fonafifo", stake=whole)
def pay_11(agreement: Agreement) -> Iterator[Verdict]:
    """A small slip loses everything."""
    return look(agreement, "pay.partial", says("all_or_nothing"))


@rule("PAY-12", "pay.late.interest_pct pay.late.days", DRAFTING, SHOULD_FIX, "socio_bosque")
def pay_12(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing happens if the pay is late."""
    return look(agreement, "pay.late.interest_pct", any_of(none, zero))


@rule("PAY-13", "pay.first_pct pay.schedule pay.goods", DRAFTING, ADVICE, "hawkins_2010")
def pay_13(agreement: Agreement) -> Iterator[Verdict]:
    """Work starts with no money."""
    share = worked(agreement, "pay.first_pct")
    yield Verdict(None if share is None else share == 0, ("pay.first_pct",))


@rule(
    "PAY-14",
    "pay.means pay.schedule pay.cash_total",
    BEFORE_ASSEMBLY,
    SHOULD_FIX,
    "ley_28194",
    peru=True,
    stake=cash,
)
def pay_14(agreement: Agreement) -> Iterator[Verdict]:
    """A sum that must go through a bank is paid in hand (instalments of a bigger sum count together)."""
    in_hand = at(agreement, "pay.means", says("cash"))
    total, currency = worked(agreement, "pay.cash_total"), given(agreement, "pay.currency")
    limit = BANK_PAYMENT.get(str(currency)) if currency is not None else None
    large: Truth = None if total is None or currency is None else limit is not None and total >= limit
    facts: dict[str, Fact] = {}
    if total is not None and limit is not None:
        facts = {"total": Amount(total), "limit": Amount(limit)}
    yield Verdict(both(in_hand, large), ("pay.means", "pay.cash_total"), facts)


@rule("PAY-15", "buyer.resale pay.upside_pct", DRAFTING, SHOULD_FIX, "sellers_primer_2007")
def pay_15(agreement: Agreement) -> Iterator[Verdict]:
    """The payer may resell, and nothing of it comes back."""
    truth = both(RESALE.holds(agreement), at(agreement, "pay.upside_pct", any_of(none, zero)))
    resale_open = RESALE.holds(agreement) is None
    yield Verdict(truth, ("buyer.resale",) if truth is None and resale_open else ("pay.upside_pct",))


@rule("PAY-16", "pay.currency pay.rate_risk", DRAFTING, ADVICE, "hawkins_2010", stake=cash)
def pay_16(agreement: Agreement) -> Iterator[Verdict]:
    """The seller bears the exchange rate."""
    return look(agreement, "pay.rate_risk", any_of(none, says("seller")))


@rule("PAY-17", "pay.goods", DRAFTING, SHOULD_FIX, "watershared wunder", stake=goods)
def pay_17(agreement: Agreement) -> Iterator[Verdict]:
    """Nobody looks at what became of things given in advance."""
    truths: dict[str, Truth] = {
        path: both(
            at(agreement, path.replace(".indicator", ".kind"), says("advance")), _is_none(agreement, path)
        )
        for path in _goods(agreement, "indicator")
    }
    truth = either(*truths.values())
    paths = tuple(path for path, found in truths.items() if found is truth)
    yield Verdict(truth, paths, {"items": _items(paths)})


@rule(
    "PAY-18",
    "pay.schedule pay.goods term.start term.end",
    DRAFTING,
    SHOULD_FIX,
    "arithmetic",
    shared_with="X13",
)
def pay_18(agreement: Agreement) -> Iterator[Verdict]:
    """A payment or a delivery falls outside the agreement's time."""
    return contradictions(agreement, "X13", needs=("term.start", "term.end"))


@rule(
    "PAY-19",
    "pay.units site.area_ha seller.families",
    DRAFTING,
    SHOULD_FIX,
    "arithmetic",
    stake=cash,
    shared_with="X4",
)
def pay_19(agreement: Agreement) -> Iterator[Verdict]:
    """More hectares or families are paid than there are."""
    needs: tuple[str, ...] = ()
    if agreement.pay.units is not None:
        bases = {"per_ha_year": ("site.area_ha",), "per_family": tuple(each(agreement, "seller.families"))}
        needs = bases.get(str(given(agreement, "pay.basis")), ())
    return contradictions(agreement, "X4", needs=needs)


@rule("PAY-20", "pay.floor", DRAFTING, SHOULD_FIX, "sellers_primer_2007", stake=whole)
def pay_20(agreement: Agreement) -> Iterator[Verdict]:
    """There is no least pay where price or sales may fall."""
    return look(agreement, "pay.floor", any_of(none, zero))


@rule("PAY-21", "pay.to seller.account.joint", FOR_SIGNATURE, ADVICE, "fcpf_2014 design", stake=cash)
def pay_21(agreement: Agreement) -> Iterator[Verdict]:
    """One person alone can take the money out of a common account."""
    common = at(agreement, "pay.to", says("community_account", "committee"))
    for path in each(agreement, "seller.account.joint"):
        yield Verdict(both(common, at(agreement, path, says(False))), (path,))


@rule(
    "PAY-22",
    "private.opportunity private.seller_costs",
    DRAFTING,
    ADVICE,
    "unep_2008 sellers_primer_2007",
    private=True,
)
def pay_22(agreement: Agreement) -> Iterator[Verdict]:
    """Nobody has worked out whether the deal pays: never fires, not known while a figure is open."""
    paths = ("private.opportunity", "private.seller_costs")
    missing = tuple(p for p in paths if agreement.answer(p).is_open)
    yield Verdict(None if missing else False, missing)


@rule(
    "PAY-23",
    "private.net private.minimum private.seller_costs",
    DRAFTING,
    SHOULD_FIX,
    "sellers_primer_2007",
    private=True,
    stake=whole,
)
def pay_23(agreement: Agreement) -> Iterator[Verdict]:
    """What is left is below the seller's own limit."""
    return _compare(agreement, "private.net", "private.minimum")


@rule("PAY-24", "pay.taxes", BEFORE_ASSEMBLY, ADVICE, "hawkins_2010", stake=cash)
def pay_24(agreement: Agreement) -> Iterator[Verdict]:
    """Taxes and bank fees come out of the pay."""
    return look(agreement, "pay.taxes", says("seller"))
