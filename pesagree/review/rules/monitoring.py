"""Rules about how it is seen that the work is done (MON)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import CASH, GOODS, Truth, both
from pesagree.review.finding import Verdict
from pesagree.review.look import (
    at,
    below,
    contradictions,
    each,
    folded,
    given,
    look,
    look_at_all,
    none,
    says,
    worked,
    zero,
)
from pesagree.review.rule import ADVICE, BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule
from pesagree.review.stakes import HUNDRED, monitoring, whole
from pesagree.review.thresholds import DISPUTE_DAYS, MONITORING_COST_PCT, SMALL_AREA_HA


@rule("MON-01", "mon.indicators", DRAFTING, BLOCKS, "unep_2008 ley_30215", stake=whole)
def mon_01(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing is said of what will be looked at."""
    return look(agreement, "mon.indicators", none)


@rule("MON-02", "mon.cost_by", DRAFTING, SHOULD_FIX, "unep_2008", stake=monitoring)
def mon_02(agreement: Agreement) -> Iterator[Verdict]:
    """The seller pays for the payer's proof."""
    return look(agreement, "mon.cost_by", says("seller"))


@rule("MON-03", "mon.responsible", FIRST_TALK, SHOULD_FIX, "unep_2008 plan_vivo")
def mon_03(agreement: Agreement) -> Iterator[Verdict]:
    """Only the payer measures."""
    return look(agreement, "mon.responsible", says("buyer"))


@rule(
    "MON-04",
    "pay.schedule pay.goods mon.indicators",
    DRAFTING,
    BLOCKS,
    "design",
    stake=whole,
    shared_with="X14",
)
def mon_04(agreement: Agreement) -> Iterator[Verdict]:
    """Pay hangs on something that is never looked at."""
    lists = [p for p, c in (("pay.schedule", CASH), ("pay.goods", GOODS)) if c.holds(agreement)]
    return contradictions(agreement, "X14", needs=("mon.indicators", *lists))


@rule("MON-05", "mon.data_owner", DRAFTING, SHOULD_FIX, "aidesep_2011 ley_27811")
def mon_05(agreement: Agreement) -> Iterator[Verdict]:
    """Data and maps are the payer's."""
    return look(agreement, "mon.data_owner", says("buyer"))


@rule("MON-06", "mon.report.how mon.report.every", DRAFTING, SHOULD_FIX, "plan_vivo")
def mon_06(agreement: Agreement) -> Iterator[Verdict]:
    """People will not hear the results."""
    return look_at_all(agreement, ("mon.report.how", "mon.report.every"), none)


@rule("MON-07", "mon.cost pay.annual", DRAFTING, ADVICE, "plos_one_2019 design", stake=monitoring)
def mon_07(agreement: Agreement) -> Iterator[Verdict]:
    """Measuring eats a large part of the pay."""
    cost, annual = given(agreement, "mon.cost"), worked(agreement, "pay.annual")
    if cost is None or not annual:
        yield Verdict(None, ("mon.cost",) if cost is None else ("pay.annual",))
    else:
        share = HUNDRED * cost / annual
        yield Verdict(share > MONITORING_COST_PCT, ("mon.cost",), {"share": round(share, 0)})


@rule("MON-08", "mon.indicators site.area_ha", DRAFTING, ADVICE, "design")
def mon_08(agreement: Agreement) -> Iterator[Verdict]:
    """A small area that is only looked at from space."""
    if agreement.answer("mon.indicators").is_none:
        return
    indicators = agreement.mon.indicators
    alone: list[Truth] = [
        None if i.evidence is None else set(i.evidence) == {"satellite"} for i in indicators
    ]
    every = both(*alone) if indicators else None
    truth = both(at(agreement, "site.area_ha", below(SMALL_AREA_HA)), every)
    paths = ("mon.indicators",) if agreement.answer("site.area_ha").is_given else ("site.area_ha",)
    yield Verdict(truth, paths)


@rule("MON-09", "mon.verifier buyer.name", DRAFTING, SHOULD_FIX, "unep_2008")
def mon_09(agreement: Agreement) -> Iterator[Verdict]:
    """The payer itself decides when there is a doubt."""
    payers = [given(agreement, path) for path in each(agreement, "buyer.name")]
    known = {folded(name) for name in payers if name is not None}
    same = at(agreement, "mon.verifier", lambda a: a.is_given and folded(a.value) in known)
    if same is False and None in payers and not agreement.answer("mon.verifier").is_none:
        same = None
    is_open = agreement.answer("mon.verifier").is_open
    yield Verdict(same, ("mon.verifier",) if is_open else ("mon.verifier", "buyer.name"))


@rule("MON-10", "mon.community_role", DRAFTING, ADVICE, "plan_vivo")
def mon_10(agreement: Agreement) -> Iterator[Verdict]:
    """Local people have no part in the measuring."""
    return look(agreement, "mon.community_role", none)


@rule("MON-11", "mon.dispute_days", DRAFTING, (BLOCKS, ADVICE), "design")
def mon_11(agreement: Agreement) -> Iterator[Verdict]:
    """No time, or little, to object to a result."""
    days = given(agreement, "mon.dispute_days")
    short = bool(days)
    return look(
        agreement,
        "mon.dispute_days",
        below(DISPUTE_DAYS),
        severity=ADVICE if short else BLOCKS,
        variant="short" if short else "",
        fact="days",
    )


@rule("MON-12", "mon.access_notice", DRAFTING, SHOULD_FIX, "design")
def mon_12(agreement: Agreement) -> Iterator[Verdict]:
    """Visitors may come without telling anybody."""
    return look(agreement, "mon.access_notice", zero)


@rule("MON-13", "mon.indicators site.parcels pay.goods", DRAFTING, SHOULD_FIX, "design", shared_with="X15")
def mon_13(agreement: Agreement) -> Iterator[Verdict]:
    """Two things carry the same short name."""
    return contradictions(agreement, "X15", needs=("mon.indicators",))
