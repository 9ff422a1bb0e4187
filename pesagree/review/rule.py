"""A rule: a small pure function over the agreement, with all that is known of it beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from pesagree.agreement import Agreement
from pesagree.review.finding import Severity, Verdict
from pesagree.review.stage import Stage

BLOCKS, SHOULD_FIX, ADVICE = Severity
FIRST_TALK, DRAFTING, BEFORE_ASSEMBLY, FOR_SIGNATURE = list(Stage)[:4]

Judge = Callable[[Agreement], Iterable[Verdict]]
Stake = Callable[[Agreement], Decimal | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `since` is the stage from which it counts, `severities` the heaviest first.

    `peru` rules run only there; `private` ones only on the seller's own screen. `stake` is the money that
    hangs on it, for the order of findings. `shared_with` names the cross-field checks of the same function.
    """

    id: str
    looks_at: tuple[str, ...]
    since: Stage
    severities: tuple[Severity, ...]
    sources: tuple[str, ...]
    judge: Judge
    peru: bool = False
    private: bool = False
    stake: Stake | None = None
    shared_with: tuple[str, ...] = ()


def rule(
    id: str,
    looks_at: str,
    since: Stage,
    severity: Severity | tuple[Severity, ...],
    sources: str,
    *,
    peru: bool = False,
    private: bool = False,
    stake: Stake | None = None,
    shared_with: str = "",
) -> Callable[[Judge], Rule]:
    """Make a rule of a function; `looks_at`, `sources` and `shared_with` are words between spaces."""

    def make(judge: Judge) -> Rule:
        severities = severity if isinstance(severity, tuple) else (severity,)
        return Rule(
            id,
            tuple(looks_at.split()),
            since,
            severities,
            tuple(sources.split()),
            judge,
            peru,
            private,
            stake,
            tuple(shared_with.split()),
        )

    return make
