"""Rules about how long it lasts and how one leaves (TRM)."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import both, either
from pesagree.review.finding import Verdict
from pesagree.review.look import above, any_of, at, given, look, none, says
from pesagree.review.rule import ADVICE, BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule
from pesagree.review.stakes import whole
from pesagree.review.thresholds import (
    EXIT_EASE,
    REVIEW_YEARS_MOST,
    TERM_WITHOUT_REVIEW_YEARS,
    TERM_YEARS_LONG,
    TERM_YEARS_MOST,
)


@rule("TRM-01", "term.years", FIRST_TALK, (BLOCKS, SHOULD_FIX), "civil_code_1001 socio_bosque")
def trm_01(agreement: Agreement) -> Iterator[Verdict]:
    """It binds people not yet born; certified carbon with reviews and a way out is only to be mended."""
    softened = both(
        at(agreement, "carbon.standard", lambda a: a.is_given),
        at(agreement, "term.review_years", lambda a: a.is_given and a.value <= REVIEW_YEARS_MOST),
        at(agreement, "term.exit_seller.when", says("any_time_notice", "at_review")),
    )
    severity = SHOULD_FIX if softened else BLOCKS
    return look(agreement, "term.years", above(TERM_YEARS_MOST), severity=severity, fact="years")


@rule("TRM-02", "term.review_years term.years", DRAFTING, SHOULD_FIX, "greiber_2009 hawkins_2010")
def trm_02(agreement: Agreement) -> Iterator[Verdict]:
    """Nobody looks again at pay and rules."""
    years = given(agreement, "term.years")
    late = at(
        agreement,
        "term.review_years",
        any_of(
            none, above(REVIEW_YEARS_MOST), lambda a: a.is_given and years is not None and a.value > years
        ),
    )
    truth = both(at(agreement, "term.years", above(TERM_WITHOUT_REVIEW_YEARS)), late)
    yield Verdict(truth, ("term.review_years",) if years is not None else ("term.years",))


@rule(
    "TRM-03",
    "term.exit_seller.when term.exit_seller.notice_days term.exit_buyer.when term.exit_buyer.notice_days",
    DRAFTING,
    SHOULD_FIX,
    "hawkins_2010",
)
def trm_03(agreement: Agreement) -> Iterator[Verdict]:
    """The payer can leave more easily."""
    buyer, seller = (given(agreement, f"term.exit_{side}.when") for side in ("buyer", "seller"))
    notice = [given(agreement, f"term.exit_{side}.notice_days") for side in ("buyer", "seller")]
    paths = ("term.exit_buyer.when", "term.exit_seller.when")
    days = ("term.exit_buyer.notice_days", "term.exit_seller.notice_days")
    if buyer is None or seller is None:
        yield Verdict(None, tuple(p for p in paths if agreement.answer(p).is_open))
    elif EXIT_EASE[buyer] != EXIT_EASE[seller]:
        yield Verdict(EXIT_EASE[buyer] > EXIT_EASE[seller], paths)
    elif None in notice:
        yield Verdict(None, tuple(p for p in days if agreement.answer(p).is_open))
    else:
        facts = {"theirs": notice[0], "yours": notice[1]}
        yield Verdict(notice[0] < notice[1], days, facts, variant="notice")


@rule(
    "TRM-04",
    "term.exit_buyer.owes term.exit_seller.owes",
    DRAFTING,
    SHOULD_FIX,
    "civil_code_1428",
    stake=whole,
)
def trm_04(agreement: Agreement) -> Iterator[Verdict]:
    """If it ends early, finished work is not paid, or all must be given back."""
    truths = {
        "term.exit_buyer.owes": at(agreement, "term.exit_buyer.owes", lambda a: a.value != "work_done"),
        "term.exit_seller.owes": at(agreement, "term.exit_seller.owes", says("nothing", "return_all")),
    }
    truth = either(*truths.values())
    yield Verdict(truth, tuple(path for path, found in truths.items() if found is truth))


@rule("TRM-05", "term.years", FIRST_TALK, ADVICE, "socio_bosque")
def trm_05(agreement: Agreement) -> Iterator[Verdict]:
    """A long term."""
    long = lambda a: a.is_given and TERM_YEARS_LONG < a.value <= TERM_YEARS_MOST  # noqa: E731
    return look(agreement, "term.years", long, fact="years")


@rule("TRM-06", "term.renew", DRAFTING, SHOULD_FIX, "greiber_2009 design")
def trm_06(agreement: Agreement) -> Iterator[Verdict]:
    """It would go on by itself."""
    return look(agreement, "term.renew", says("automatic"))
