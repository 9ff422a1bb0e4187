"""Rules about carbon certificates (CAR)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.review.finding import Verdict
from pesagree.review.look import any_of, below, given, look, none, says, zero
from pesagree.review.rule import BEFORE_ASSEMBLY, BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule
from pesagree.review.thresholds import CREDIT_SHARE_PCT


@rule("CAR-01", "carbon.owner", FIRST_TALK, BLOCKS, "fcpf_2014 aidesep_2011")
def car_01(agreement: Agreement) -> Iterator[Verdict]:
    """The certificates pass before they are paid, or nobody says whose they are."""
    unsaid = given(agreement, "carbon.owner") == "not_stated"
    variant = "not_stated" if unsaid else ""
    return look(agreement, "carbon.owner", says("not_stated", "buyer_now"), variant=variant)


@rule("CAR-02", "carbon.reversal", FIRST_TALK, BLOCKS, "fcpf_2014 hawkins_2010")
def car_02(agreement: Agreement) -> Iterator[Verdict]:
    """The seller pays back all carbon that is lost."""
    return look(agreement, "carbon.reversal", says("seller_pays_all"))


@rule("CAR-03", "carbon.buffer_pct", DRAFTING, SHOULD_FIX, "fcpf_2014 plan_vivo")
def car_03(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing is kept back for losses."""
    return look(agreement, "carbon.buffer_pct", any_of(none, zero))


@rule("CAR-04", "carbon.share_pct", DRAFTING, SHOULD_FIX, "plan_vivo")
def car_04(agreement: Agreement) -> Iterator[Verdict]:
    """Less than most of what the certificates bring reaches the seller."""
    return look(agreement, "carbon.share_pct", any_of(none, below(CREDIT_SHARE_PCT)))


@rule("CAR-05", "carbon.registry", BEFORE_ASSEMBLY, SHOULD_FIX, "ds_010_2024", peru=True)
def car_05(agreement: Agreement) -> Iterator[Verdict]:
    """The carbon is in no register."""
    return look(agreement, "carbon.registry", none)


@rule("CAR-06", "carbon.guarantee", FIRST_TALK, SHOULD_FIX, "hawkins_2010")
def car_06(agreement: Agreement) -> Iterator[Verdict]:
    """Tonnes are promised that nobody can be sure of."""
    return look(agreement, "carbon.guarantee", says("guaranteed"))


@rule("CAR-07", "carbon.standard", DRAFTING, SHOULD_FIX, "vcs plan_vivo")
def car_07(agreement: Agreement) -> Iterator[Verdict]:
    """No rule book certifies the carbon."""
    return look(agreement, "carbon.standard", none)
