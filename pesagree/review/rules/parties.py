"""Rules about those who pay, those in between and those who sign (PTY)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import both
from pesagree.agreement.identifiers import oddity
from pesagree.review.finding import Verdict
from pesagree.review.look import above, any_of, at, contradictions, each, given, holds_all, look, none, says
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
from pesagree.review.stakes import fee, whole
from pesagree.review.thresholds import FEE_LARGE_PCT, FEE_VERY_LARGE_PCT


@rule(
    "PTY-01",
    "buyer.name seller.name mid.name",
    FIRST_TALK,
    BLOCKS,
    "hawkins_2010 greiber_2009",
    shared_with="X1",
)
def pty_01(agreement: Agreement) -> Iterator[Verdict]:
    """The sides are named and different."""
    names = [*each(agreement, "buyer.name"), *each(agreement, "seller.name"), "mid.name"]
    return contradictions(agreement, "X1", needs=names)


@rule("PTY-02", "buyer.tax_id mid.tax_id seller.tax_id", FIRST_TALK, SHOULD_FIX, "sunat", peru=True)
def pty_02(agreement: Agreement) -> Iterator[Verdict]:
    """A tax number that is given fails its check digit (a payer abroad has another kind of number)."""
    for path in (*each(agreement, "buyer.tax_id"), "mid.tax_id", *each(agreement, "seller.tax_id")):
        if path.startswith("buyer") and agreement.answer(path.removesuffix("tax_id") + "country").value != (
            agreement.answer("country").value
        ):
            continue
        number = given(agreement, path)
        yield Verdict(isinstance(number, str) and oddity("ruc", number) is not None, (path,))


@rule("PTY-03", "buyer.rep.power.document", FOR_SIGNATURE, BLOCKS, "greiber_2009 hawkins_2010")
def pty_03(agreement: Agreement) -> Iterator[Verdict]:
    """No paper gives the payer's signer power."""
    return look(agreement, "buyer.rep.power.document", none)


@rule("PTY-04", "buyer.public_authority", DRAFTING, BLOCKS, "dl_1280", stake=whole)
def pty_04(agreement: Agreement) -> Iterator[Verdict]:
    """Public money without a decision behind it."""
    return look(agreement, "buyer.public_authority", none)


@rule("PTY-05", "buyer.funding_secured", DRAFTING, SHOULD_FIX, "socio_bosque", stake=whole)
def pty_05(agreement: Agreement) -> Iterator[Verdict]:
    """The money is still sought."""
    return look(agreement, "buyer.funding_secured", any_of(none, says("sought")))


@rule("PTY-06", "mid.fee_pct", FIRST_TALK, (SHOULD_FIX, ADVICE), "plan_vivo design", stake=fee)
def pty_06(agreement: Agreement) -> Iterator[Verdict]:
    """The organisation in between keeps a large part."""
    share = given(agreement, "mid.fee_pct")
    severity = ADVICE if share is not None and share <= FEE_VERY_LARGE_PCT else SHOULD_FIX
    return look(agreement, "mid.fee_pct", above(FEE_LARGE_PCT), severity=severity, fact="fee")


@rule("PTY-07", "mid.role", DRAFTING, SHOULD_FIX, "unep_2008 greiber_2009")
def pty_07(agreement: Agreement) -> Iterator[Verdict]:
    """One body holds the money and judges the work, or speaks for both sides."""
    two_hats = any_of(
        holds_all("holds_money", "monitors"), holds_all("represents_seller", "represents_buyer")
    )
    return look(agreement, "mid.role", two_hats)


@rule("PTY-08", "buyer.country buyer.local_agent", DRAFTING, SHOULD_FIX, "aidesep_2011 ley_26872")
def pty_08(agreement: Agreement) -> Iterator[Verdict]:
    """Nobody in this country takes claims for a payer abroad."""
    return look(agreement, "buyer.local_agent", none)


@rule("PTY-09", "consent.advisor", DRAFTING, SHOULD_FIX, "sellers_primer_2007 aidesep_2011")
def pty_09(agreement: Agreement) -> Iterator[Verdict]:
    """No independent advice."""
    return look(agreement, "consent.advisor", any_of(none, says("ngo_buyer_side")))


@rule(
    "PTY-10",
    "buyer.share_pct seller.share_pct",
    BEFORE_ASSEMBLY,
    SHOULD_FIX,
    "hawkins_2010 design",
    stake=whole,
    shared_with="X9",
)
def pty_10(agreement: Agreement) -> Iterator[Verdict]:
    """Several parties on a side, and their shares are missing or do not make 100."""
    for section in ("buyer", "seller"):
        yield from look(agreement, f"{section}.share_pct", none)
    yield from contradictions(agreement, "X9")


@rule("PTY-11", "mid.role", FIRST_TALK, ADVICE, "greiber_2009 design")
def pty_11(agreement: Agreement) -> Iterator[Verdict]:
    """Who leads the talks gains by the deal."""
    return look(agreement, "mid.role", says("facilitates"))


@rule("PTY-12", "mid.role mid.report", DRAFTING, SHOULD_FIX, "greiber_2009 design", stake=whole)
def pty_12(agreement: Agreement) -> Iterator[Verdict]:
    """Who holds the money shows no accounts."""
    truth = both(at(agreement, "mid.role", says("holds_money")), at(agreement, "mid.report", says("no")))
    yield Verdict(truth, ("mid.report", "mid.role"))


@rule(
    "PTY-13",
    "buyer.rep.id mid.rep.id seller.signers",
    FOR_SIGNATURE,
    BLOCKS,
    "hawkins_2010 design",
    shared_with="X16",
)
def pty_13(agreement: Agreement) -> Iterator[Verdict]:
    """One person signs for both sides, or twice for one."""
    needs = [*each(agreement, "buyer.rep.id")]
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        needs += [f"{party}.signers.{n}.id" for n in range(1, len(seller.signers) + 1)]
    return contradictions(agreement, "X16", needs=needs)


@rule("PTY-14", "mid.fee_paid_by", DRAFTING, ADVICE, "unep_2008", stake=fee)
def pty_14(agreement: Agreement) -> Iterator[Verdict]:
    """The seller pays the organisation in between."""
    return look(agreement, "mid.fee_paid_by", says("seller"))
