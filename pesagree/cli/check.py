"""`pesagree check`: are the answers readable and consistent? Every problem at once."""

from collections.abc import Sequence
from pathlib import Path

from pesagree.answers.finding import answer_files
from pesagree.answers.reading import load
from pesagree.answers.roster import agreements
from pesagree.cli.exits import Exit, exit_of
from pesagree.cli.rosters import RowProblems, misused, open_roster
from pesagree.console.problems import show
from pesagree.console.terminal import err
from pesagree.errors import AnswersError, FileError, Problem
from pesagree.wording import Wording


def check(
    sources: Sequence[Path],
    words: Wording,
    *,
    roster: Path | None = None,
    key: str | None = None,
    marked: Path | None = None,
) -> int:
    """Look at files and folders, or at every row of a roster over one base file.

    Problems go to standard output, the sum to standard error; those of a roster also into a copy of it
    at `marked`, where there are any.
    """
    if (said := misused(sources, roster, key, words) or _misused_mark(marked, roster, words)) is not None:
        err(said)
        return Exit.USAGE
    if roster is not None:
        return _check_roster(sources[0], roster, key, marked, words)
    worst = Exit.DONE
    for source in sources:
        files = list(answer_files(source))
        if not files:
            err(words.command("said.no_answers_in_folder", path=source))
            worst = max(worst, Exit.FILE)
        for file in files:
            worst = max(worst, _check(file, words))
    return worst


def _check(file: Path, words: Wording) -> Exit:
    warnings: Sequence[Problem] = ()
    result = Exit.DONE
    problems: Sequence[Problem] = ()
    try:
        found = load(file)
        problems, warnings = found.inconsistent, found.warnings
        result = Exit.ANSWERS if problems else Exit.DONE
    except (AnswersError, FileError) as error:
        problems, result = error.problems, exit_of(error)
    show(problems, words, data=True)
    show(warnings, words, data=True, prefix=words.command("said.warning") + ": ")
    _sum_up(file, len(problems), len(warnings), words)
    return result


def _misused_mark(marked: Path | None, roster: Path | None, words: Wording) -> str | None:
    if marked is None:
        return None
    if roster is None:
        return words.command("said.marked_without_roster")
    is_workbook = marked.suffix.lower() in (".xlsx", ".xlsm")
    return None if is_workbook else words.command("said.marked_not_excel", path=marked)


def _check_roster(base: Path, path: Path, key: str | None, marked: Path | None, words: Wording) -> Exit:
    found: list[Problem] = []
    try:
        roster = open_roster(base, path, key, words, data=True)
    except AnswersError as error:
        _mark(path, error.problems, marked, words)
        raise
    printed = RowProblems(str(base), words, data=True)
    good = 0
    for result in agreements(base, roster):
        inconsistent = result.file.inconsistent if result.file else ()
        printed.show(result.key, (*result.problems, *inconsistent))
        printed.show(result.key, result.file.warnings if result.file else (), warning=True)
        good += result.file is not None and not inconsistent
        if marked is not None:
            found += [*result.problems, *inconsistent]
    printed.show_shared()
    count = len(roster.rows)
    err(words.command("said.roster_sum", path=path, count=count, good=good, bad=count - good))
    if roster.problems:
        err(words.command("said.roster_loose", path=path, count=len(roster.problems)))
    _mark(path, [*roster.problems, *found], marked, words)
    return Exit.DONE if good == count and not roster.problems else Exit.ANSWERS


def _mark(roster: Path, problems: Sequence[Problem], marked: Path | None, words: Wording) -> None:
    """Write the copy in which the problems stand at their cells, where there are any."""
    if marked is None or not problems:
        return
    from pesagree.answers.roster_marks import marked_copy  # only where something is wrong

    written = marked_copy(roster, problems, marked, words)
    err(words.command("said.marked_written", path=written))


def _sum_up(file: Path, problems: int, warnings: int, words: Wording) -> None:
    if problems == 0:
        err(words.command("said.check_good", path=file))
    else:
        err(words.command(f"said.check_bad_{'one' if problems == 1 else 'many'}", path=file, count=problems))
    if warnings:
        key = f"said.check_warnings_{'one' if warnings == 1 else 'many'}"
        err(words.command(key, path=file, count=warnings))
