"""A review as data for other programs: the shape is a promise."""

from decimal import Decimal
from typing import Any

from pesagree.agreement import Agreement
from pesagree.review.adviser import Review
from pesagree.review.finding import Finding
from pesagree.review.money import Line, Money
from pesagree.review.spoken import Adviser, mark_code
from pesagree.wording import Wording


def as_data(review: Review, agreement: Agreement, words: Wording, name: str) -> dict[str, Any]:
    """The review as plain values; amounts are text, so that no reader makes binary fractions of them."""
    adviser = Adviser(agreement, words)
    return {
        "answers": name,
        "stage": str(review.stage),
        "findings": [_finding(finding, adviser) for finding in review.findings],
        "money": _money(review.money, adviser),
        "marks": [{"mark": m.key, "state": mark_code(m), "paths": list(m.paths)} for m in review.marks],
    }


def _finding(finding: Finding, adviser: Adviser) -> dict[str, Any]:
    said = adviser.say(finding)
    data: dict[str, Any] = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "state": str(finding.state),
        "paths": list(finding.paths),
        "message": said.message,
        "remedy": said.remedy,
        "source": said.source,
        "stage_from": str(finding.stage_from),
        "later": finding.later,
    }
    if finding.accepted is not None:
        by, reason = adviser.text(finding.accepted.by), adviser.text(finding.accepted.reason)
        data["accepted"] = {"by": by, "reason": reason}
    return data


def _money(money: Money, adviser: Adviser) -> dict[str, Any]:
    return {
        "currency": money.currency,
        "assumed": {"inflation_pct": str(money.inflation_pct)},
        "figures": {line.key: _line(line, adviser) for line in money.lines},
        "years": [
            {"year": y.year, "cash": _text(y.cash), "goods": _text(y.goods), "total": _text(y.total)}
            for y in money.years
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _line(line: Line, adviser: Adviser) -> dict[str, Any]:
    return {
        "value": _text(line.value),
        "measure": str(line.measure),
        "label": adviser.line_label(line),
        "how": adviser.line_how(line),
    }
