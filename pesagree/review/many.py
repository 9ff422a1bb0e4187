"""Many agreements at once: what comes up again and again, and which need attention most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pesagree.review.adviser import Review
from pesagree.review.finding import Severity
from pesagree.review.report_markdown import escaped, table
from pesagree.review.rules import RULES
from pesagree.review.spoken import rule_words
from pesagree.wording import Wording

WORST = 10
"""Agreements named as those that need attention most."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review of one file, by its name."""

    name: str
    review: Review

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many findings block, should be put right, and are advice (accepted ones aside)."""
        open_ = [f.severity for f in self.review.firing if f.accepted is None]
        blocks, should_fix, advice = (open_.count(severity) for severity in Severity)
        return blocks, should_fix, advice


@dataclass(frozen=True, slots=True)
class RuleCount:
    """In how many agreements a rule fires, and how heavy it is at its heaviest."""

    rule: str
    severity: Severity
    fires: int


def by_rule(reviewed: Sequence[Reviewed]) -> tuple[RuleCount, ...]:
    """Every rule that fires somewhere, heaviest and most frequent first."""
    found = []
    for rule in RULES:
        firing = [[f for f in one.review.firing if f.rule == rule and f.accepted is None] for one in reviewed]
        hits = [fs for fs in firing if fs]
        if hits:
            heaviest = min((f.severity for fs in hits for f in fs), key=lambda s: s.rank)
            found.append(RuleCount(rule, heaviest, len(hits)))
    return tuple(sorted(found, key=lambda c: (c.severity.rank, -c.fires, c.rule)))


def worst(reviewed: Sequence[Reviewed]) -> tuple[Reviewed, ...]:
    """Those with most that blocks, then most to put right; those without either are not among them."""
    found = [one for one in reviewed if any(one.counts)]
    return tuple(sorted(found, key=lambda one: ([-n for n in one.counts], one.name))[:WORST])


def many_as_text(reviewed: Sequence[Reviewed], words: Wording) -> str:
    """Counts by rule and the worst ten, as lines."""
    lines = [words.advise("many.title", count=len(reviewed)), ""]
    counts = by_rule(reviewed)
    if not counts:
        return "\n".join([*lines, words.advise("many.nothing")])
    lines.append(words.advise("many.by_rule"))
    for severity in Severity:
        group = [c for c in counts if c.severity is severity]
        if group:
            heading = words.advise(f"severities.{severity}")
            lines.append("  " + words.advise("findings.heading", severity=heading, count=len(group)))
        lines += ["    " + _rule_line(c, len(reviewed), words) for c in group]
    lines += ["", words.advise("many.worst")]
    for number, one in enumerate(worst(reviewed), 1):
        lines.append(f"  {number}. {_worst_line(one, words)}")
    return "\n".join(lines)


def _rule_line(count: RuleCount, all_: int, words: Wording) -> str:
    why = rule_words(words, count.rule)["why"]
    return words.advise("many.rule_line", fires=count.fires, count=all_, rule=count.rule, message=why)


def _worst_line(one: Reviewed, words: Wording) -> str:
    blocks, should_fix, advice = one.counts
    return words.advise("many.worst_line", name=one.name, blocks=blocks, should_fix=should_fix, advice=advice)


def many_as_markdown(reviewed: Sequence[Reviewed], words: Wording) -> str:
    """Counts by rule and the worst ten, as tables."""
    columns = words.advice["many"]["columns"]
    rows = [
        [
            f"{c.fires} / {len(reviewed)}",
            c.rule,
            words.advise(f"severity_one.{c.severity}"),
            escaped(rule_words(words, c.rule)["why"]),
        ]
        for c in by_rule(reviewed)
    ]
    parts = [f"# {words.advise('many.title', count=len(reviewed))}"]
    if not rows:
        return "\n\n".join([*parts, words.advise("many.nothing")]) + "\n"
    parts += [
        f"## {words.advise('many.by_rule')}",
        table([columns[c] for c in ("fires", "rule", "severity", "message")], rows),
        f"## {words.advise('many.worst')}",
        table(
            [columns["file"], *(words.advise(f"severities.{s}") for s in Severity)],
            [[escaped(one.name), *(str(n) for n in one.counts)] for one in worst(reviewed)],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def many_as_data(reviewed: Sequence[Reviewed], each: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Every review, and the counts by rule."""
    return {
        "count": len(reviewed),
        "rules": [{"rule": c.rule, "severity": str(c.severity), "fires": c.fires} for c in by_rule(reviewed)],
        "worst": [one.name for one in worst(reviewed)],
        "reviews": list(each),
    }
