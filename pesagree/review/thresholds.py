"""Every threshold of the rules in one place, each with its reason.

They are design choices unless a reason names something else: a lawyer or a programme may set others.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

FEE_LARGE_PCT = Decimal(15)
"""PTY-06, advice: above it the organisation in between keeps a large part."""

FEE_VERY_LARGE_PCT = Decimal(40)
"""PTY-06, should_fix: the mirror of the 60 of each 100 that should reach those who look after the place."""

SIGNERS_FOR_A_COMMUNITY = 2
"""CON-01: president and treasurer sign together in a peasant community; a caution for native ones."""

DAYS_TO_THINK = 30
"""CON-07: in the spirit of free, prior and informed consent, which names no number."""

WOMEN_PRESENT_PCT = Decimal(30)
"""CON-09: by analogy with the share of women that Ley 30982 asks of the boards of peasant communities."""

ASSEMBLY_AGE_MONTHS = 12
"""CON-14: after a year people and prices have changed."""

CREDIT_SHARE_PCT = Decimal(60)
"""CAR-04: advice in the style of Plan Vivo; the figure was never checked and is no rule for all."""

IN_ADVANCE_PCT = Decimal(50)
"""PAY-01: with more than half paid beforehand, little hangs on the work."""

BANK_PAYMENT: Mapping[str, Decimal] = MappingProxyType({"PEN": Decimal(2000), "USD": Decimal(500)})
"""PAY-14: from these sums on Ley 28194 asks for a bank; one of its articles says "or more", so do we."""

MONITORING_COST_PCT = Decimal(25)
"""MON-07: of the yearly pay."""

SMALL_AREA_HA = Decimal(500)
"""MON-08: in a smaller area pictures from space miss most of what matters."""

DISPUTE_DAYS = 15
"""MON-11, advice below it; with 0 days it blocks."""

TERM_YEARS_MOST = 30
"""TRM-01: by analogy with the limit of a usufruct in the Civil Code; no rule for promises of conduct."""

TERM_YEARS_LONG = 10
"""TRM-05, advice above it."""

REVIEW_YEARS_MOST = 5
"""TRM-02: pay and rules are looked at again at the latest so often."""

TERM_WITHOUT_REVIEW_YEARS = 3
"""TRM-02: up to this long an agreement needs no look in between."""

CURE_DAYS = 30
"""BRC-03: after the cure period of carbon purchase conditions, which was not checked."""

COMPLAINT_DAYS = 30
"""GEN-13: an answer should not take longer."""

FREE_OF_FAULT = ("fire", "flood", "invasion")
"""BRC-04: what must count as nobody's fault at the very least."""

EXIT_EASE: Mapping[str, int] = MappingProxyType(
    {"never": 0, "only_for_breach": 1, "at_review": 2, "any_time_notice": 3}
)
"""TRM-03: the larger, the easier it is to leave."""

SELLER_PENALTY_WEIGHT: Mapping[str, int] = MappingProxyType(
    {"pay_reduced": 1, "suspend": 2, "end": 3, "repay_part": 3, "fine": 4, "repay_all": 5}
)
"""BRC-01: what the seller bears, by weight."""

BUYER_PENALTY_WEIGHT: Mapping[str, int] = MappingProxyType(
    {"interest": 1, "suspend_duty": 2, "end": 3, "damages": 4}
)
"""BRC-01: what the payer bears, by weight; none weighs 0."""

INFLATION_PCT = Decimal(3)
"""What prices are assumed to rise a year where nobody gives another figure: an assumption, always printed."""
