"""What the adviser says, as data: findings, how heavy they are, and whether they hold or are not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pesagree.agreement.agreement import Accepted
from pesagree.agreement.conditions import Truth
from pesagree.errors import Problem
from pesagree.review.stage import Stage


class Severity(StrEnum):
    """How heavy a finding is, heaviest first."""

    BLOCKS = "blocks"
    SHOULD_FIX = "should_fix"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class State(StrEnum):
    """Whether the answers show it, or the rule needs an answer or a moment that has not come."""

    FIRES = "fires"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact that is money in the agreement's currency."""

    value: Decimal


Fact = int | Decimal | date | Amount | str | tuple[str, ...]
"""What fills a message: a number, a day, money, or answers by their paths (a tuple)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule finds of one party, item or path: true (it fires), None (not known) or false (silent).

    `severity` is given by rules that have two; `variant` names a message of its own; `problem` is the
    contradiction behind a rule that is also a cross-field check.
    """

    truth: Truth
    paths: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity | None = None
    variant: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `later` where its stage has not come, `accepted` where somebody took it so."""

    rule: str
    severity: Severity
    state: State
    paths: tuple[str, ...]
    stage_from: Stage
    sources: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    variant: str = ""
    problem: Problem | None = None
    at_stake: Decimal = Decimal(0)
    later: bool = False
    accepted: Accepted | None = None
    is_private: bool = False

    @property
    def fires(self) -> bool:
        return self.state is State.FIRES

    def counts_at(self, least: Severity) -> bool:
        """Whether it fires at `least` or heavier and nobody accepted it."""
        return self.fires and self.accepted is None and self.severity.rank <= least.rank
