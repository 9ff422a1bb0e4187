"""`pesagree review`: what a careful adviser would flag, in plain words, with sources."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pesagree.agreement import Agreement
from pesagree.answers.finding import answer_files
from pesagree.answers.reading import AnswersFile, load, private_path
from pesagree.answers.roster import agreements
from pesagree.cli.exits import Exit, exit_of
from pesagree.cli.render import tell
from pesagree.cli.rosters import RowProblems, misused, open_roster
from pesagree.compose import compose
from pesagree.console.problems import show
from pesagree.console.terminal import err, out
from pesagree.document import Comment
from pesagree.drafts import place
from pesagree.errors import AnswersError, FileError
from pesagree.review import Review, Severity, Stage
from pesagree.review import review as reviewed
from pesagree.review.many import Reviewed, many_as_data, many_as_markdown, many_as_text
from pesagree.review.report_json import as_data
from pesagree.review.report_markdown import as_markdown
from pesagree.review.report_text import as_text
from pesagree.review.spoken import Adviser
from pesagree.review.thresholds import INFLATION_PCT
from pesagree.wording import Wording, wording, words_of
from pesagree.writers import docx

WIDEST = 100
"""Longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that could be read, with its review."""

    name: str
    agreement: Agreement
    review: Review
    words: Wording
    shows_private: bool


def review(
    answers: Sequence[Path],
    lang: str | None,
    format: str,
    fail_on: str | None,
    stage: str | None,
    all_: bool,
    inflation: Decimal | None,
    words: Wording,
    *,
    comments: Path | None = None,
    roster: Path | None = None,
    key: str | None = None,
) -> int:
    """Review files and folders, or every row of a roster over one base file.

    Findings go to standard output, messages to standard error.

    The seller's own figures are used only for one file, as text on the seller's own screen: Markdown, JSON
    and the table of many files may pass from hand to hand.
    """
    said = misused(answers, roster, key, words)
    if said is None and roster is not None and comments is not None:
        said = words.command("said.roster_no_comments")
    if said is not None:
        err(said)
        return Exit.USAGE
    if roster is not None:
        done, worst = _read_roster(answers[0], roster, key, lang, stage, inflation, words)
        if done:
            _print(done, format, all_, wording(lang) if lang else words, single=False)
        return _ending(done, worst, fail_on)
    files = [file for source in answers for file in answer_files(source)]
    if not files:
        for source in answers:
            err(words.command("said.no_answers_in_folder", path=source))
        return Exit.FILE
    single = len(files) == 1
    if comments is not None and not (single and comments.suffix.lower() == ".docx"):
        err(words.command("said.comments_alone"))
        return Exit.USAGE
    done, worst = [], Exit.DONE
    for file in files:
        try:
            done.append(_read(file, lang, stage, inflation, words, with_private=single and format == "text"))
        except (AnswersError, FileError) as error:
            show(error.problems, words)
            worst = worst if worst is not Exit.DONE else exit_of(error)
    if comments is not None and done:
        _write_comments(done[0], comments, words)
    if done:
        _print(done, format, all_, wording(lang) if lang else words, single=single)
        _tell(done[0], files[0], format, single=single)
    return _ending(done, worst, fail_on)


def _ending(done: Sequence[_Read], worst: Exit, fail_on: str | None) -> Exit:
    if worst is not Exit.DONE:
        return worst
    failed = fail_on is not None and any(one.review.fails_at(Severity(fail_on)) for one in done)
    return Exit.REVIEW if failed else Exit.DONE


def _write_comments(one: _Read, target: Path, words: Wording) -> None:
    """The draft in Word, each finding a comment at the answer or clause it concerns; nothing private."""
    shared = reviewed(one.agreement, one.review.stage, include_private=False)
    adviser = Adviser(one.agreement, one.words)
    remarks = []
    for finding in shared.firing:
        said = adviser.say(finding)
        path = finding.paths[0] if finding.paths else ""
        remarks.append(Comment(f"{finding.rule}: {said.message}\n→ {said.remedy}", path=path))
    document = replace(compose(one.agreement, one.words.language), comments=tuple(remarks))
    tell(place(docx.write(document), target), words)


def _read(
    file: Path,
    lang: str | None,
    stage: str | None,
    inflation: Decimal | None,
    words: Wording,
    *,
    with_private: bool,
) -> _Read:
    has_private = with_private and str(file) != "-" and private_path(file).exists()
    found = load(file, with_private=has_private)
    if found.inconsistent:
        err(words.advise("inconsistent", name=file))
    return _reviewed(str(file), found, lang, stage, inflation, with_private=has_private)


def _reviewed(
    name: str,
    found: AnswersFile,
    lang: str | None,
    stage: str | None,
    inflation: Decimal | None,
    *,
    with_private: bool,
) -> _Read:
    spoken = words_of(found.agreement, lang)
    result = reviewed(
        found.agreement,
        Stage(stage) if stage else None,
        include_private=with_private,
        inflation_pct=INFLATION_PCT if inflation is None else inflation,
    )
    return _Read(name, found.agreement, result, spoken, with_private)


def _read_roster(
    base: Path,
    path: Path,
    key: str | None,
    lang: str | None,
    stage: str | None,
    inflation: Decimal | None,
    words: Wording,
) -> tuple[list[_Read], Exit]:
    """The review of every row that can be read, under its key; what is wrong with the others is said."""
    roster = open_roster(base, path, key, words)
    printed = RowProblems(str(base), words, data=False)
    done: list[_Read] = []
    inconsistent = 0
    for row in agreements(base, roster):
        printed.show(row.key, row.problems)
        if row.file is not None:
            inconsistent += bool(row.file.inconsistent)
            done.append(_reviewed(row.key, row.file, lang, stage, inflation, with_private=False))
    printed.show_shared()
    if inconsistent:
        err(words.command("said.roster_inconsistent", count=inconsistent, base=base, path=path))
    whole = len(done) == len(roster.rows) and not roster.problems
    return done, Exit.DONE if whole else Exit.ANSWERS


def _print(done: Sequence[_Read], format: str, all_: bool, words: Wording, *, single: bool) -> None:
    one = done[0]
    match format:
        case "json":
            data: list[dict[str, Any]] = [as_data(o.review, o.agreement, o.words, o.name) for o in done]
            whole = data[0] if single else many_as_data([Reviewed(o.name, o.review) for o in done], data)
            out(json.dumps(whole, ensure_ascii=False, indent=2))
        case "md" if single:
            out(as_markdown(one.review, one.agreement, one.words, Path(one.name).name).rstrip("\n"))
        case "md":
            out(many_as_markdown([Reviewed(o.name, o.review) for o in done], words).rstrip("\n"))
        case _ if single:
            width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
            out(as_text(one.review, one.agreement, one.words, Path(one.name).name, all_=all_, width=width))
        case _:
            out(many_as_text([Reviewed(o.name, o.review) for o in done], words))


def _tell(one: _Read, file: Path, format: str, *, single: bool) -> None:
    """Say what became of the seller's own figures."""
    if one.shows_private:
        err(one.words.advise("private_shown"))
    elif single and format != "text" and str(file) != "-" and private_path(file).exists():
        err(one.words.advise("private_left_out"))
