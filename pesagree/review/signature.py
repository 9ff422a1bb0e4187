"""What stands in the way of signing: open essentials, and findings that block at that stage."""

from dataclasses import dataclass

from pesagree.agreement import Agreement, Level, Status
from pesagree.errors import Problem
from pesagree.review.adviser import review
from pesagree.review.finding import Finding, Severity
from pesagree.review.rules.general import open_answers
from pesagree.review.stage import Stage

_CODES = {
    Status.OPEN: "unsigned_open",
    Status.UNKNOWN: "unsigned_unknown",
    Status.DISPUTED: "unsigned_disputed",
}


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why a paper is not ready to be signed; empty when it is."""

    open: tuple[Problem, ...]
    blocking: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return bool(self.open or self.blocking)


def obstacles(agreement: Agreement) -> Obstacles:
    """Essential answers that are open, unknown or disputed, and what blocks at the signing."""
    open_paths = open_answers(agreement, Level.ESSENTIAL)
    found = review(agreement, Stage.FOR_SIGNATURE)
    return Obstacles(
        tuple(Problem(_CODES[agreement.answer(path).status], path=path) for path in open_paths),
        tuple(finding for finding in found.firing if finding.severity is Severity.BLOCKS),
    )
