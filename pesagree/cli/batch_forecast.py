"""`pesagree batch --dry-run`: what a batch would do, and what it all adds up to."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from pesagree.batch.bundles import Plan, bundle_of
from pesagree.batch.forecast import PRINTED, Foreseen, Prospect, forecast
from pesagree.batch.general import General, differing, general_name
from pesagree.batch.register import Register
from pesagree.batch.report import Report
from pesagree.batch.sources import Batch, Source
from pesagree.batch.totals import Totals
from pesagree.cli.batch_general import show_general
from pesagree.cli.batch_sum import TOLD, named
from pesagree.cli.exits import Exit
from pesagree.cli.rosters import RowProblems
from pesagree.console.problems import show
from pesagree.console.progress import progress
from pesagree.console.table import show_table
from pesagree.console.terminal import err, out
from pesagree.wording import Wording
from pesagree.wording.formats import money, number
from pesagree.wording.language import fold


def show_forecast(plan: Plan, folder: Path, report: Path | None, words: Wording, *, force: bool) -> Exit:
    """Problems to standard error; what is new and the totals to standard output. Nothing is written."""
    batch, paper = plan.whole, plan.paper
    register, totals = Register(folder), Totals()
    counts: Counter[Prospect] = Counter()
    failed: list[Foreseen] = []
    changed: list[str] = []
    bundles: Counter[str] = Counter()
    texts: Counter[tuple[str, str]] = Counter()
    firsts: dict[str, Source] = {}
    with Report(report, words) as written, progress(batch.count, words) as step:
        for foreseen in forecast(batch, register, paper, totals, force=force):
            counts[foreseen.prospect] += 1
            if foreseen.prospect is Prospect.FAILED:
                failed.append(foreseen)
            if foreseen.prospect is Prospect.CHANGED:
                changed.append(foreseen.source.key)
            if plan.column is not None and foreseen.prospect in PRINTED:
                bundles[bundle_of(foreseen.source, plan.column)] += 1
            if foreseen.code:
                texts[foreseen.code, general_name(foreseen.code, foreseen.language, paper.kind)] += 1
                if foreseen.prospect is not Prospect.SIGNED:
                    firsts.setdefault(foreseen.code, foreseen.source)
            output = folder / foreseen.file if foreseen.file else None
            facts = foreseen.problems, foreseen.inconsistent
            written.add(foreseen.source, foreseen.prospect, output, None, *facts)
            step()
        written.summary = {str(prospect): counts[prospect] for prospect in Prospect}
    _show_failed(batch, failed, words)
    out(words.batch("forecast.head", path=folder))
    for prospect in Prospect:
        if counts[prospect]:
            keys = named(changed) if prospect is Prospect.CHANGED else ""
            out("  " + words.batch(f"forecast.{prospect}", count=counts[prospect], keys=keys))
    if gone := register.gone(paper.variant):
        keys = named(entry.key for entry in gone)
        out("  " + words.batch("forecast.gone", count=len(gone), keys=keys))
    _show_bundles(bundles, words)
    found = [General(code, count, file=file) for (code, file), count in texts.items()]
    show_general(found, differing(batch, firsts.values()), words, out)
    if totals.agreements:
        _show_totals(totals, words)
    err(words.batch("forecast.nothing"))
    return Exit.SOME_FAILED if failed else Exit.DONE


def _show_bundles(bundles: Counter[str], words: Wording) -> None:
    """How many agreements each bundle would have: a community that is written in two ways shows here."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name, count in bundles.items():
        names.setdefault(fold(name), name or words.batch("bundle.nameless"))
        counts[fold(name)] += count
    if counts:
        told = named(f"{name} ({counts[folded]})" for folded, name in names.items())
        out("  " + words.batch("forecast.bundles", count=len(counts), names=told))


def _show_failed(batch: Batch, failed: list[Foreseen], words: Wording) -> None:
    rows = RowProblems(str(batch.base) if batch.base else "", words, data=False)
    for foreseen in failed[:TOLD]:
        if batch.roster is None:
            show(foreseen.problems, words)
        else:
            rows.show(foreseen.source.key, foreseen.problems)
    rows.show_shared()
    if len(failed) > TOLD:
        err(words.batch("summary.more", count=len(failed) - TOLD))


def _show_totals(totals: Totals, words: Wording) -> None:
    def said(value: Decimal) -> str:
        return number(value, words.language, "PE")

    rows = [
        (words.batch("totals.families"), said(totals.families)),
        (words.batch("totals.hectares"), said(totals.hectares)),
    ]
    for (year, currency), amount in sorted(totals.money.items()):
        name = words.batch("totals.money", year=year) if year else words.batch("totals.money_undated")
        rows.append((name, money(amount, currency, words.language, "PE")))
    if totals.goods:
        rows.append((words.batch("totals.goods"), ""))
    rows += [(f"  {item}", said(quantity)) for item, quantity in totals.goods.items()]
    title = words.batch("totals.title", count=totals.agreements)
    show_table(title, (words.batch("totals.what"), words.batch("totals.much")), rows)
    for name, count in totals.open.items():
        out("  " + words.batch(f"totals.{name}_open", count=count))
