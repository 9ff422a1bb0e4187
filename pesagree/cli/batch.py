"""`pesagree batch`: many agreements, each to its draft, and a register of them all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pesagree.answers.roster_header import is_named
from pesagree.batch.bundles import Bundles, Plan, bundle_column
from pesagree.batch.drawing import Paper, draw, obstacle
from pesagree.batch.general import Generals
from pesagree.batch.inputs import fingerprint
from pesagree.batch.names import Pattern, pattern_of
from pesagree.batch.pool import AHEAD, pool
from pesagree.batch.register import TABLE, Register, opened, settle
from pesagree.batch.report import Report
from pesagree.batch.run import Halt, Outcome, Status, run
from pesagree.batch.sources import Batch, batch_of_files, batch_of_roster
from pesagree.clauses import Form
from pesagree.cli.batch_general import show_general
from pesagree.cli.batch_sum import Sum, show_gone
from pesagree.cli.exits import Exit
from pesagree.cli.rosters import misused, open_roster
from pesagree.console.problems import show
from pesagree.console.progress import progress
from pesagree.console.terminal import err
from pesagree.errors import FileError, Place, Problem, UsageError
from pesagree.files import read_bytes
from pesagree.wording import Wording
from pesagree.writers import WRITERS


@dataclass(frozen=True, slots=True)
class Asked:
    """A batch as it was asked for on the command line."""

    answers: Sequence[Path]
    output: Path
    roster: Path | None = None
    key: str | None = None
    name: str | None = None
    language: str | None = None
    kind: str = "docx"
    letterhead: Path | None = None
    jobs: int = 1
    report: Path | None = None
    force: bool = False
    form: str = "full"
    bundle: str | None = None
    copies: int = 1


def batch(asked: Asked, words: Wording, *, dry_run: bool) -> int:
    """Write what is new or changed; the sum at the end goes to standard error."""
    if said := [text for text in _misused(asked, words) if text]:
        err("\n".join(said))
        return Exit.USAGE
    plan = _plan(asked, words)
    if dry_run:
        from pesagree.cli.batch_forecast import show_forecast

        return show_forecast(plan, asked.output, asked.report, words, force=asked.force)
    with opened(asked.output) as register:
        return _run(asked, plan, register, words)


def _misused(asked: Asked, words: Wording) -> Iterator[str | None]:
    """What is wrong with the options as they were given together."""
    yield misused(asked.answers, asked.roster, asked.key, words)
    if asked.kind not in WRITERS:
        yield words.command("said.suffix_unknown", suffix="." + asked.kind)
    if asked.bundle is None and asked.copies > 1:
        yield words.batch("bundle.copies")
    if asked.bundle is not None and (asked.roster is None or asked.kind != "docx"):
        yield words.batch("bundle.only")


def _plan(asked: Asked, words: Wording) -> Plan:
    """Raises UsageError with every name that is no column or no answer, before anything is written."""
    problems: list[Problem] = []
    try:
        pattern = pattern_of(asked.name or "{key}")
    except UsageError as error:
        problems += error.problems
    try:
        whole = _batch_of(asked, words)
        headers = [column.header for column in whole.roster.columns] if whole.roster is not None else []
    except UsageError as error:
        problems += error.problems
        headers = [str(header) for problem in error.problems for header in _known(problem)]
    if asked.bundle is not None and not any(is_named(header, asked.bundle) for header in headers):
        facts = {"name": asked.bundle, "known": headers}
        problems.append(Problem("bundle_column_unknown", Place(str(asked.roster)), facts=facts))
    if problems:
        raise UsageError(problems)
    column = None if asked.bundle is None else bundle_column(whole, asked.bundle)
    return Plan(whole, _paper_of(asked, whole, pattern), column)


def _known(problem: Problem) -> Sequence[object]:
    """The columns that there are, as the problem of a key tells them."""
    known = problem.facts.get("known")
    return known if isinstance(known, list) else ()


def _batch_of(asked: Asked, words: Wording) -> Batch:
    if asked.roster is None:
        return batch_of_files(asked.answers)
    roster = open_roster(asked.answers[0], asked.roster, asked.key, words)
    if asked.key is None and roster.key.path != "agreement.id":
        # Checking rows under any column is harmless; drafts and a register under the wrong one are not.
        facts = {"known": [column.header for column in roster.columns]}
        raise UsageError([Problem("batch_key_needed", Place(str(asked.roster)), facts=facts)])
    return batch_of_roster(asked.answers[0], roster)


def _paper_of(asked: Asked, whole: Batch, pattern: Pattern) -> Paper:
    letterhead = fingerprint(read_bytes(asked.letterhead)) if asked.letterhead else ""
    form = Form(asked.form)
    paper = Paper(asked.language, asked.kind, pattern, asked.letterhead, letterhead, form)
    if problem := obstacle(whole, paper, name_given=asked.name is not None):
        raise UsageError([problem])
    return paper


def _run(asked: Asked, plan: Plan, register: Register, words: Wording) -> Exit:
    """The batch itself and what is said of it; the exit code."""
    whole, paper = plan.whole, plan.paper
    total = Sum(whole, asked.output, words)
    generals = Generals(whole, paper)
    with Report(asked.report, words) as report:
        ending, problems = _write_all(asked, plan, register, total, report, generals)
        report.summary = total.as_data() | generals.as_data()
    finished = ending in (Exit.DONE, Exit.SOME_FAILED)
    written = bool(total.counts[Status.WRITTEN]) or generals.written
    closing = _close(register, words, finished=finished, written=written)
    show(problems, words)
    total.show(finished=finished)
    show_general(generals.found, generals.columns, words, err)
    if finished:
        show_gone(register.gone(paper.variant), words, "summary.gone")
        _mark(asked, total, words)
    else:
        err(words.batch("summary.stopped" if ending is Exit.STOPPED else "summary.halted"))
        err(words.batch("summary.resume"))
    if asked.report is not None:
        err(words.batch("summary.report", path=asked.report))
    return closing if finished and closing is not Exit.DONE else ending


def _write_all(
    asked: Asked,
    plan: Plan,
    register: Register,
    total: Sum,
    report: Report,
    generals: Generals,
) -> tuple[Exit, Sequence[Problem]]:
    """Write every draft; it may be broken off at any moment, and what is written stays and is registered."""
    whole, paper, bundled = plan.whole, plan.paper, True
    try:
        with ExitStack() as stack:
            step = stack.enter_context(progress(whole.count, total.words))
            for outcome in stack.enter_context(_outcomes(asked, whole, paper, register)):
                total.add(outcome)
                generals.add(outcome, register.at(outcome.file))
                _report(report, asked.output, outcome)
                step()
        generals.write(register, force=asked.force)
        if plan.column is not None:
            bundles = Bundles(whole, paper, plan.column, asked.copies, total.apart)
            bundled = _bundle(asked, bundles, total.words)
    except KeyboardInterrupt:
        return Exit.STOPPED, ()
    except Halt as halt:
        return Exit.FILE, halt.error.problems
    except FileError as error:
        return Exit.FILE, error.problems
    loose = whole.roster is not None and whole.roster.problems
    failed = total.counts[Status.FAILED] or loose or not bundled or generals.failed
    return (Exit.SOME_FAILED if failed else Exit.DONE), ()


@contextmanager
def _outcomes(asked: Asked, whole: Batch, paper: Paper, register: Register) -> Iterator[Iterator[Outcome]]:
    if asked.jobs == 1:
        yield run(whole.sources(), register, paper, partial(draw, whole, paper=paper), force=asked.force)
        return
    with pool(whole, paper, asked.jobs) as drawer:
        ahead = AHEAD * asked.jobs
        yield run(whole.sources(), register, paper, drawer, force=asked.force, ahead=ahead)


def _bundle(asked: Asked, bundles: Bundles, words: Wording) -> bool:
    """Write a file to print for each community; whether all could be written. Raises Halt, FileError."""
    folder = asked.output / words.batch("bundle.folder")
    counts: Counter[Status] = Counter()
    # No table for people: what is signed is said in the register of the agreements, and nowhere else.
    with opened(folder, for_people=False) as register:
        for outcome in run(bundles.sources(), register, bundles.paper, bundles.draw, force=asked.force):
            counts[outcome.status] += 1
            show(outcome.problems, words)
            if outcome.beside:
                err(words.batch("bundle.kept", path=folder / outcome.file, other=outcome.beside))
        if counts[Status.WRITTEN]:
            settle(folder / entry.newest for entry in register if not entry.settled)
        register.close(words.language, whole=True)
    written, unchanged = counts[Status.WRITTEN], counts[Status.UNCHANGED]
    err(words.batch("bundle.written", path=folder, written=written, unchanged=unchanged))
    show_gone(register.gone(bundles.paper.variant), words, "bundle.gone")
    return not counts[Status.FAILED]


def _mark(asked: Asked, total: Sum, words: Wording) -> None:
    """Hand the roster back with its faults marked, where people work on it."""
    problems = [problem for _, found in total.failed for problem in found] + total.odd
    if total.batch.roster is not None:
        problems += total.batch.roster.problems
    if asked.roster is None or not problems:
        return
    from pesagree.answers.roster_marks import marked_copy, marked_name  # only where something is wrong

    target = asked.output / marked_name(asked.roster, words)
    try:
        written = marked_copy(asked.roster, problems, target, words)
    except FileError as error:
        show(error.problems, words)
    else:
        err(words.batch("summary.marked", path=written))


def _report(report: Report, folder: Path, outcome: Outcome) -> None:
    output = folder / outcome.file if outcome.file else None
    beside = folder / outcome.beside if outcome.beside else None
    report.add(outcome.source, outcome.status, output, beside, outcome.problems, outcome.inconsistent)


def _close(register: Register, words: Wording, *, finished: bool, written: bool) -> Exit:
    """Write the register; one that is open in a spreadsheet is no loss, only late."""
    if finished and written:
        settle(register.folder / entry.newest for entry in register if not entry.settled)
    try:
        register.close(words.language, whole=finished)
    except FileError as error:
        if error.problems[0].code == "file_forbidden":
            err(words.batch("summary.register_locked", path=register.folder / TABLE))
        else:
            show(error.problems, words)
        return Exit.FILE
    return Exit.DONE
