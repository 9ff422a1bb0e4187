"""The review: every rule over one agreement, at one stage; findings in the order in which to read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pesagree.agreement import QUESTIONS, Agreement, key
from pesagree.agreement.conditions import PERU, Truth
from pesagree.review.finding import Finding, Severity, State, Verdict
from pesagree.review.marks import Mark, marks
from pesagree.review.money import Money, money
from pesagree.review.rule import Rule
from pesagree.review.rules import RULES
from pesagree.review.stage import Stage, stage_of
from pesagree.review.thresholds import INFLATION_PCT

BLOCKS_THAT_ACCEPTING_LOWERS = frozenset({"CON-03"})
"""The one rule whose `blocks` a lawyer's name makes a should_fix: half of those attending may be enough."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a careful adviser says of one agreement; findings that fire come first, heaviest first."""

    stage: Stage
    findings: tuple[Finding, ...]
    money: Money
    marks: tuple[Mark, ...]

    @property
    def firing(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.fires)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """What needs an answer nobody gave; what belongs to a later stage is not among them."""
        return tuple(f for f in self.findings if not f.fires and not f.later)

    @property
    def later(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.later)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.firing)

    def fails_at(self, least: Severity) -> bool:
        """Whether something fires at `least` or heavier that nobody accepted."""
        return any(finding.counts_at(least) for finding in self.findings)


def review(
    agreement: Agreement,
    stage: Stage | None = None,
    *,
    include_private: bool = False,
    inflation_pct: Decimal = INFLATION_PCT,
) -> Review:
    """Judge an agreement by every rule, at its own stage or another one.

    `include_private` adds what uses the seller's own figures: only for the seller's own eyes.
    """
    at_stage = stage or stage_of(agreement)
    found = [f for rule in RULES.values() for f in _findings(rule, agreement, at_stage, include_private)]
    return Review(
        at_stage,
        tuple(sorted(found, key=_order)),
        money(agreement, include_private=include_private, inflation_pct=inflation_pct),
        marks(agreement),
    )


def to_find_out(found: Review, agreement: Agreement, most: int = 3) -> tuple[str, ...]:
    """The open answers that matter most now: what the heaviest rules wait for, then what later ones do."""
    waiting = sorted((f for f in found.findings if not f.fires), key=lambda f: (f.later, f.severity.rank))
    paths = dict.fromkeys(
        path
        for finding in waiting
        for path in finding.paths
        if key(path) in QUESTIONS and agreement.answer(path).is_open and not finding.is_private
    )
    return tuple(paths)[:most]


def _order(finding: Finding) -> tuple[bool, bool, int, Decimal, str, tuple[str, ...]]:
    return (
        not finding.fires,
        finding.later,
        finding.severity.rank,
        -finding.at_stake,
        finding.rule,
        finding.paths,
    )


def _findings(rule: Rule, agreement: Agreement, stage: Stage, include_private: bool) -> Iterator[Finding]:
    if rule.private and not include_private:
        return
    peru = PERU.holds(agreement) if rule.peru else True
    if peru is False:
        return
    at_stake: Decimal | None = None
    for verdict in rule.judge(agreement):
        truth = _truth(verdict, peru)
        if truth is False or (_touches_private(verdict) and not include_private):
            continue
        if at_stake is None:
            at_stake = (rule.stake(agreement) if rule.stake else None) or Decimal(0)
        yield _finding(rule, verdict, agreement, stage, at_stake, fires=truth is True)


def _truth(verdict: Verdict, peru: Truth) -> Truth:
    """A rule for Peru, while nobody has said where the place is: what would fire is not known."""
    if peru is None:
        return None if verdict.truth else False
    return verdict.truth


def _touches_private(verdict: Verdict) -> bool:
    return any(path.startswith("private.") for path in verdict.paths)


def _finding(
    rule: Rule, verdict: Verdict, agreement: Agreement, stage: Stage, at_stake: Decimal, *, fires: bool
) -> Finding:
    later = not stage.reaches(rule.since)
    severity = verdict.severity or rule.severities[0]
    accepted = agreement.accepted.get(rule.id) if fires and not later else None
    if accepted is not None and severity is Severity.BLOCKS:
        if rule.id in BLOCKS_THAT_ACCEPTING_LOWERS:
            severity = Severity.SHOULD_FIX
        else:
            accepted = None
    return Finding(
        rule=rule.id,
        severity=severity,
        state=State.FIRES if fires and not later else State.UNKNOWN,
        paths=verdict.paths,
        stage_from=rule.since,
        sources=rule.sources,
        facts=verdict.facts,
        variant=verdict.variant,
        problem=verdict.problem,
        at_stake=at_stake,
        later=later,
        accepted=accepted,
        is_private=rule.private or _touches_private(verdict),
    )
