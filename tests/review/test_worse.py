"""Making one answer worse for the seller never lowers the number of findings that fire."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pesagree.review import review
from tests.review.edits import GONE, made_from

BASES = ("loreto-aguajales", "madre-de-dios-brazil-nuts", "madre-de-dios-fondam", "tambopata-agroforestry")

# Each answer's values from good to bad for the seller.
LADDERS: dict[str, list[str]] = {
    "pay.unit_price": ["40", "30", "20", "12", "8", "5", "1", "0.01"],
    "breach.cure_days": ["60", "45", "30", "29", "10", "0", "none"],
    "pay.schedule.first": ["2027-01-15", "2027-06-15", "2028-01-15", "2030-01-15", "2045-01-15"],
    "term.exit_seller.when": ["any_time_notice", "at_review", "only_for_breach", "never"],
    "term.exit_seller.notice_days": ["0", "30", "90", "180", "365"],
    "term.exit_seller.owes": ["work_done", "return_part", "nothing", "return_all"],
    "breach.seller": ["pay_reduced", "suspend", "end", "fine", "repay_all"],
    "breach.buyer": ["damages", "end", "suspend_duty", "interest", "none"],
    "mid.fee_pct": ["0", "5", "15", "16", "40", "41", "100"],
    "mon.cost": ["0", "1000", "20000", "900000"],
    "mon.cost_by": ["buyer", "shared", "seller"],
    "mon.dispute_days": ["60", "30", "15", "14", "1", "0"],
    "mon.access_notice": ["14", "7", "1", "0"],
    "carbon.share_pct": ["80", "60", "59", "0", "none"],
    "pay.late.interest_pct": ["10", "1", "0", "none"],
    "private.seller_costs": ["0", "1000", "20000", "100000", "9000000"],
}

# Other answers, changed or left open, so that the ladder is climbed in many kinds of deal.
AROUND: dict[str, list[Any]] = {
    "term.years": ["1", "3", "5", "11", "31", GONE],
    "term.exit_buyer.when": ["any_time_notice", "at_review", "never", GONE],
    "term.exit_buyer.notice_days": ["10", "90", "180", GONE],
    "pay.index": ["none", "cpi", GONE],
    "mon.indicators": ["none", GONE],
    "carbon.standard": ["vcs", "none"],
    "pay.means": ["cash", "bank", GONE],
    "private.minimum": ["0", "30000", ""],
    "private.opportunity": ["0", "30000", ""],
    "mid.fee_paid_by": ["buyer", "seller", "shared", GONE],
    "pay.schedule.advance_pct": ["0", "10", "60", "100"],
    "agreement.stage": ["first_talk", "drafting", "before_assembly", "for_signature"],
}


def firing(base: str, changes: dict[str, Any]) -> int:
    """How many findings fire, without what looks at the law and not at fairness.

    A smaller sum may need no bank (PAY-14), and a smaller advance is no fault (that part of PAY-01).
    """
    found = review(made_from(base, changes), include_private=True).firing
    return sum(f.rule != "PAY-14" and f.variant != "in_advance" for f in found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.sampled_from(BASES),
    path=st.sampled_from(sorted(LADDERS)),
    around=st.dictionaries(st.sampled_from(sorted(AROUND)), st.integers(0, 5), max_size=5),
    steps=st.tuples(st.integers(0, 7), st.integers(0, 7)),
)
def test_worse_for_the_seller_never_lowers_the_number_of_findings(base, path, around, steps):
    ladder = LADDERS[path]
    better, worse = sorted(min(step, len(ladder) - 1) for step in steps)
    changes = {name: AROUND[name][n % len(AROUND[name])] for name, n in around.items()}
    assert firing(base, {**changes, path: ladder[better]}) <= firing(base, {**changes, path: ladder[worse]})
