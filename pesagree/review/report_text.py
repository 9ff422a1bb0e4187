"""A review as plain lines for a terminal: what fires first, then what is not known, the money, the marks."""

import textwrap
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from pesagree.agreement import Agreement
from pesagree.review.adviser import Review, to_find_out
from pesagree.review.finding import Finding, Severity
from pesagree.review.money import Money
from pesagree.review.spoken import Adviser
from pesagree.review.stage import Stage
from pesagree.wording import Wording

FIRST = 10
"""Findings shown unless all are asked for: more at once helps nobody."""

BLOCKING_AT_THE_END = 5
"""Findings that block, as a talk ends with them."""

BAR = 30
"""Signs of the longest bar."""

Lines = Iterator[tuple[int, str]]
"""Lines with their indent; they are broken between words at the end."""


def as_text(
    review: Review, agreement: Agreement, words: Wording, name: str, *, all_: bool = False, width: int = 80
) -> str:
    """The whole review in lines no wider than `width`."""
    adviser = Adviser(agreement, words)
    parts: list[Lines] = [
        iter([(0, words.advise("title", name=name)), (0, _stage(review, words))]),
        findings(review, adviser, all_=all_),
        _unknown(review, adviser, all_=all_),
        _money(review.money, adviser),
        _marks(review, adviser),
        iter([(0, words.advise("not_legal"))]),
    ]
    blocks = ["\n".join(_broken(indent, line, width) for indent, line in part) for part in parts]
    return "\n\n".join(block for block in blocks if block)


def closing(review: Review, agreement: Agreement, words: Wording) -> list[str]:
    """What a talk ends with: what stops here, and what is most useful to find out; at most ten lines."""
    adviser = Adviser(agreement, words)
    blocking = [finding for finding in review.firing if finding.severity is Severity.BLOCKS]
    lines = [
        words.advise("findings.line", number=number, rule=finding.rule, message=adviser.say(finding).message)
        for number, finding in enumerate(blocking[:BLOCKING_AT_THE_END], 1)
    ]
    if lines:
        heading = words.advise("severities.blocks")
        lines.insert(0, words.advise("findings.heading", severity=heading, count=len(blocking)))
    if to_ask := [adviser.labels([path]) for path in to_find_out(review, agreement)]:
        lines.append(words.advise("closing.find_out"))
        lines += [words.advise("closing.line", label=label) for label in to_ask]
    return lines


def _stage(review: Review, words: Wording) -> str:
    return words.advise("stage", stage=words.advise(f"stages.{review.stage}"))


def _broken(indent: int, line: str, width: int) -> str:
    if indent < 0:  # a row of a table: already set
        return line
    return textwrap.fill(
        line,
        max(width, 30),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + (4 if indent == 0 and line[:1].isdigit() else 0)),
        break_long_words=False,
        break_on_hyphens=False,
    )


def findings(review: Review, adviser: Adviser, *, all_: bool) -> Lines:
    """What fires, heaviest first; the first ten unless all are asked for."""
    words = adviser.words
    firing = review.firing
    if not firing:
        yield 0, words.advise("findings.nothing")
        return
    shown = firing if all_ else firing[:FIRST]
    numbered = list(enumerate(shown, 1))
    for position, (severity, group) in enumerate(groupby(numbered, key=lambda pair: pair[1].severity)):
        if position:
            yield 0, ""
        heading = words.advise(f"severities.{severity}")
        yield 0, words.advise("findings.heading", severity=heading, count=review.count(severity))
        for number, finding in group:
            yield from _finding(number, finding, adviser)
    if hidden := len(firing) - len(shown):
        yield 0, ""
        yield 0, words.advise("findings.more_one" if hidden == 1 else "findings.more", count=hidden)


def _finding(number: int, finding: Finding, adviser: Adviser) -> Lines:
    words, said = adviser.words, adviser.say(finding)
    yield 0, words.advise("findings.line", number=number, rule=finding.rule, message=said.message)
    yield 4, words.advise("findings.remedy", remedy=said.remedy)
    if said.about:
        yield 4, words.advise("findings.about", labels=said.about)
    yield 4, words.advise("findings.source", source=said.source)
    if finding.accepted is not None:
        by, reason = adviser.text(finding.accepted.by), adviser.text(finding.accepted.reason)
        yield 4, words.advise("findings.accepted", by=by, reason=reason)


def _unknown(review: Review, adviser: Adviser, *, all_: bool) -> Lines:
    """What is not known yet, and what belongs to later: listed whole only where all is asked for."""
    words = adviser.words
    unknown = review.unknown
    if unknown:
        yield 0, words.advise("unknown.heading", count=len(unknown))
        for finding in unknown if all_ else unknown[:FIRST]:
            said = adviser.say(finding)
            yield 2, words.advise("unknown.line", rule=finding.rule, message=said.message)
        if not all_ and len(unknown) > FIRST:
            left = len(unknown) - FIRST
            yield 2, words.advise("findings.more_one" if left == 1 else "findings.more", count=left)
        yield 2, words.advise("findings.remedy", remedy=words.advise("unknown.remedy"))
    if not review.later:
        return
    if unknown:
        yield 0, ""
    if not all_:
        key = "later.summary_one" if len(review.later) == 1 else "later.summary"
        yield 0, words.advise(key, count=len(review.later))
        return
    yield 0, words.advise("later.heading", count=len(review.later))
    for stage in Stage:
        waiting = [finding for finding in review.later if finding.stage_from is stage]
        if waiting:
            yield 2, words.advise("later.from", stage=words.advise(f"stages.{stage}"))
        for finding in waiting:
            about = adviser.labels(finding.paths)
            yield 4, words.advise("unknown.line", rule=finding.rule, message=about)


def _money(money: Money, adviser: Adviser) -> Lines:
    words = adviser.words
    yield 0, words.advise("money.heading")
    values = [adviser.line_value(line) for line in money.lines]
    for line, value in zip(money.lines, values, strict=True):
        yield 2, f"{adviser.line_label(line)}: {value}"
        if how := adviser.line_how(line):
            yield 6, f"({how})"
    if money.line("last_year_buys") is not None:
        yield 2, words.advise("money.assumed", rate=adviser.fact(money.inflation_pct))
    yield from _bars(money, adviser)


def _bars(money: Money, adviser: Adviser) -> Lines:
    """What arrives in each calendar year, as plain bars that any console and any reader can show."""
    years = [(year.year, year.total) for year in money.years if year.total is not None]
    most = max((total for _, total in years), default=Decimal(0))
    if most <= 0 or len(years) < 2 or len(years) < len(money.years):
        return
    yield 0, ""
    yield 2, adviser.words.advise("money.by_year")
    rows: list[tuple[str, str, int]] = []
    for total, alike in groupby(years, key=lambda pair: pair[1]):
        span = [year for year, _ in alike]
        name = str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}"
        rows.append(
            (name, adviser.money(total), int((BAR * total / most).to_integral_value()) or int(total > 0))
        )
    first, second = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
    for name, amount, length in rows:
        yield -1, f"  {name:<{first}}  {amount:>{second}}  {'#' * length}".rstrip()


def _marks(review: Review, adviser: Adviser) -> Lines:
    words = adviser.words
    yield 0, words.advise("marks.heading")
    signs = {True: "[x]", False: "[ ]", None: "[?]"}
    for mark in review.marks:
        name, state = words.advise(f"marks.{mark.key}"), adviser.mark_state(mark)
        line = words.advise(
            "marks.line", name=name, state=state, labels=_bracketed(adviser.labels(mark.paths))
        )
        yield 2, f"{signs[mark.truth]} {line}".rstrip()


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""
