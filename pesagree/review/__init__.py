"""The adviser: what a careful friend of the community would flag before anybody signs."""

from pesagree.review.adviser import Review, review
from pesagree.review.finding import Finding, Severity, State
from pesagree.review.marks import Mark, marks
from pesagree.review.money import Line, Measure, Money, money
from pesagree.review.rule import Rule
from pesagree.review.rules import RULES
from pesagree.review.stage import Stage, stage_of

__all__ = [
    "RULES",
    "Finding",
    "Line",
    "Mark",
    "Measure",
    "Money",
    "Review",
    "Rule",
    "Severity",
    "Stage",
    "State",
    "marks",
    "money",
    "review",
    "stage_of",
]
