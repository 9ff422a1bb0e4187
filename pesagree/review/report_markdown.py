"""A review as Markdown: tables that any editor shows."""

from collections.abc import Iterable, Sequence

from pesagree.agreement import Agreement
from pesagree.review.adviser import Review
from pesagree.review.finding import Finding
from pesagree.review.spoken import Adviser
from pesagree.wording import Wording


def as_markdown(review: Review, agreement: Agreement, words: Wording, name: str) -> str:
    """The whole review; everything that fires, and everything not yet known."""
    adviser = Adviser(agreement, words)
    stage = words.advise("stage", stage=words.advise(f"stages.{review.stage}"))
    parts = [f"# {escaped(words.advise('title', name=name))}", stage]
    parts += _findings(review, adviser)
    for key, found in (("unknown", review.unknown), ("later", review.later)):
        if found:
            parts.append(f"## {words.advise(f'{key}.heading', count=len(found))}")
            parts.append("\n".join(f"- {f.rule}. {escaped(adviser.say(f).message)}" for f in found))
    parts += _money(review, adviser)
    parts += _marks(review, adviser)
    parts.append(words.advise("not_legal"))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that an answer may have brought in, without a meaning of its own in a table."""
    flat = " ".join(text.split())
    for mark in ("\\", "|", "*", "_", "`", "<", "[", "#"):
        flat = flat.replace(mark, "\\" + mark)
    return flat


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are escaped already."""
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _findings(review: Review, adviser: Adviser) -> list[str]:
    words = adviser.words
    if not review.firing:
        return [words.advise("findings.nothing")]
    columns = words.advice["findings"]["columns"]
    rows = [_row(number, finding, adviser) for number, finding in enumerate(review.firing, 1)]
    return [table([columns[c] for c in ("number", "rule", "severity", "message", "remedy", "source")], rows)]


def _row(number: int, finding: Finding, adviser: Adviser) -> list[str]:
    words, said = adviser.words, adviser.say(finding)
    message = said.message
    if finding.accepted is not None:
        by, reason = adviser.text(finding.accepted.by), adviser.text(finding.accepted.reason)
        message += " " + words.advise("findings.accepted", by=by, reason=reason)
    severity = words.advise(f"severity_one.{finding.severity}")
    cells = (str(number), finding.rule, severity, message, said.remedy, said.source)
    return [escaped(cell) for cell in cells]


def _money(review: Review, adviser: Adviser) -> list[str]:
    words = adviser.words
    columns = words.advice["money"]["columns"]
    rows = [
        [
            escaped(cell)
            for cell in (adviser.line_label(line), adviser.line_value(line), adviser.line_how(line))
        ]
        for line in review.money.lines
    ]
    parts = [
        f"## {words.advise('money.heading')}",
        table([columns[c] for c in ("what", "value", "how")], rows),
    ]
    if review.money.line("last_year_buys") is not None:
        parts.append(words.advise("money.assumed", rate=adviser.fact(review.money.inflation_pct)))
    years = [
        [str(y.year), escaped(adviser.money(y.total))] for y in review.money.years if y.total is not None
    ]
    if years and len(years) == len(review.money.years):
        parts.append(table([words.advise("money.by_year"), columns["value"]], years))
    return parts


def _marks(review: Review, adviser: Adviser) -> list[str]:
    words = adviser.words
    columns = words.advice["marks"]["columns"]
    rows = [
        [words.advise(f"marks.{m.key}"), adviser.mark_state(m), escaped(adviser.labels(m.paths))]
        for m in review.marks
    ]
    return [
        f"## {words.advise('marks.heading')}",
        table([columns[c] for c in ("mark", "state", "by")], rows),
    ]
