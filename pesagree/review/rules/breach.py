"""Rules about failure and what is nobody's fault (BRC)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.review.finding import Verdict
from pesagree.review.look import any_of, below, given, look, none, says
from pesagree.review.rule import BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule
from pesagree.review.stakes import whole
from pesagree.review.thresholds import BUYER_PENALTY_WEIGHT, CURE_DAYS, FREE_OF_FAULT, SELLER_PENALTY_WEIGHT


@rule("BRC-01", "breach.seller breach.buyer", DRAFTING, SHOULD_FIX, "hawkins_2010 civil_code_1346")
def brc_01(agreement: Agreement) -> Iterator[Verdict]:
    """The penalty is heavier on the weaker side."""
    seller, buyer = given(agreement, "breach.seller"), agreement.answer("breach.buyer")
    paths = ("breach.seller", "breach.buyer")
    if seller is None or buyer.is_open:
        yield Verdict(None, tuple(p for p in paths if agreement.answer(p).is_open))
    else:
        theirs = 0 if buyer.is_none else BUYER_PENALTY_WEIGHT[buyer.value]
        yield Verdict(SELLER_PENALTY_WEIGHT[seller] > theirs, paths)


@rule("BRC-02", "breach.buyer", DRAFTING, BLOCKS, "greiber_2009", stake=whole)
def brc_02(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing happens if the payer fails."""
    return look(agreement, "breach.buyer", none)


@rule("BRC-03", "breach.cure_days", DRAFTING, SHOULD_FIX, "fcpf_2014")
def brc_03(agreement: Agreement) -> Iterator[Verdict]:
    """Little time to put a failure right."""
    variant = "" if agreement.answer("breach.cure_days").is_none else "short"
    return look(agreement, "breach.cure_days", any_of(none, below(CURE_DAYS)), variant=variant, fact="days")


@rule("BRC-04", "risk.events", DRAFTING, BLOCKS, "hawkins_2010 unep_2008 civil_code_1315")
def brc_04(agreement: Agreement) -> Iterator[Verdict]:
    """Fire, flood or invasion would count as the seller's fault."""
    lacks = lambda a: a.is_none or not set(FREE_OF_FAULT) <= set(a.value)  # noqa: E731
    return look(agreement, "risk.events", lacks)


@rule("BRC-05", "breach.seller", FIRST_TALK, SHOULD_FIX, "socio_bosque hawkins_2010", stake=whole)
def brc_05(agreement: Agreement) -> Iterator[Verdict]:
    """Everything would have to be given back."""
    return look(agreement, "breach.seller", says("repay_all"))
