"""Rules about what is looked after and how it starts (SRV)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import CARBON, CASH, both
from pesagree.review.finding import Verdict
from pesagree.review.look import at, given, look, look_at_all, none, says
from pesagree.review.rule import ADVICE, BEFORE_ASSEMBLY, BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule


@rule(
    "SRV-01",
    "service.baseline.value service.baseline.date service.baseline.method",
    BEFORE_ASSEMBLY,
    BLOCKS,
    "hawkins_2010 unep_2008",
)
def srv_01(agreement: Agreement) -> Iterator[Verdict]:
    """There is no starting point: a number, its date or how it was measured is missing."""
    paths = [f"service.baseline.{leaf}" for leaf in ("value", "date", "method")]
    return look_at_all(agreement, paths, none)


@rule("SRV-02", "service.actions", DRAFTING, SHOULD_FIX, "unep_2008")
def srv_02(agreement: Agreement) -> Iterator[Verdict]:
    """A duty without quantity, date or person."""
    count = len(agreement.service.actions)
    paths = [f"service.actions.{n}.{leaf}" for n in range(1, count + 1) for leaf in ("quantity", "by", "who")]
    if not paths and agreement.answer("service.actions").is_open:
        yield Verdict(None, ("service.actions",))
    for verdict in look_at_all(agreement, paths, none):
        items = tuple(dict.fromkeys(f"{path.rpartition('.')[0]}.action" for path in verdict.paths))
        yield Verdict(verdict.truth, verdict.paths, {"items": items})


@rule("SRV-03", "service.allowed", FIRST_TALK, SHOULD_FIX, "plan_vivo dl_22175")
def srv_03(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing is written of what stays allowed."""
    return look(agreement, "service.allowed", none)


@rule("SRV-04", "service.additional", DRAFTING, SHOULD_FIX, "wunder")
def srv_04(agreement: Agreement) -> Iterator[Verdict]:
    """It is not said what changes because of the agreement."""
    return look(agreement, "service.additional", none)


@rule("SRV-05", "service.kind service.leakage", DRAFTING, SHOULD_FIX, "wunder vcs")
def srv_05(agreement: Agreement) -> Iterator[Verdict]:
    """Carbon, and it is not said how the harm is kept from moving elsewhere."""
    carbon = CARBON.holds(agreement)
    if carbon is not None:
        yield Verdict(both(carbon, at(agreement, "service.leakage", none)), ("service.leakage",))


@rule("SRV-06", "service.exclusive", FIRST_TALK, SHOULD_FIX, "sellers_primer_2007")
def srv_06(agreement: Agreement) -> Iterator[Verdict]:
    """No other deal would be possible."""
    return look(agreement, "service.exclusive", says("everything"))


@rule("SRV-07", "service.kind site.parcels pay.unit_price", DRAFTING, ADVICE, "ds_009_2016")
def srv_07(agreement: Agreement) -> Iterator[Verdict]:
    """Several services are paid with one single price."""
    several = at(agreement, "service.kind", lambda a: len(a.value) > 1)
    base = given(agreement, "pay.unit_price")
    prices = {p.unit_price if p.unit_price is not None else base for p in agreement.site.parcels} or {base}
    single = None if None in prices else len(prices) == 1
    cash = CASH.holds(agreement)
    if cash is not None:
        yield Verdict(both(cash, several, single), ("service.kind", "pay.unit_price"))


@rule("SRV-08", "water.rights", FIRST_TALK, BLOCKS, "greiber_2009")
def srv_08(agreement: Agreement) -> Iterator[Verdict]:
    """The agreement would change who may use the water."""
    return look(agreement, "water.rights", says("changed"))


@rule("SRV-09", "service.buyer_support", DRAFTING, ADVICE, "greiber_2009")
def srv_09(agreement: Agreement) -> Iterator[Verdict]:
    """The payer does nothing but pay."""
    return look(agreement, "service.buyer_support", none)
