"""The sum at the end of a batch: what became of the agreements, and which ones need a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pesagree.batch.bundles import WITHOUT
from pesagree.batch.entry import Entry
from pesagree.batch.register import TABLE
from pesagree.batch.run import Outcome, Status
from pesagree.batch.sources import Batch
from pesagree.cli.rosters import KEYS_NAMED, RowProblems
from pesagree.console.problems import show
from pesagree.console.terminal import err
from pesagree.errors import Problem
from pesagree.wording import Wording

NAMED = 10
"""How many drafts are named that a person changed or has open; the report names all."""

TOLD = 100
"""How many sources have their problems told; the report, and the marked copy, tell all."""


class Sum:
    """Counts outcomes and remembers what has to be told; the drafts that went well are let go."""

    def __init__(self, batch: Batch, folder: Path, words: Wording) -> None:
        self.batch = batch
        self.folder = folder
        self.words = words
        self.counts: Counter[Status] = Counter()
        self.inconsistent = 0
        self.kept: list[tuple[str, str]] = []
        self.failed: list[tuple[str, tuple[Problem, ...]]] = []
        self.apart: dict[str, Status] = {}
        """Those that no bundle prints, with the reason."""
        self.odd: list[Problem] = []
        """Problems of rows whose draft was written all the same."""

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.status] += 1
        self.inconsistent += bool(outcome.inconsistent)
        self.odd += outcome.inconsistent
        if outcome.status in WITHOUT:
            self.apart[outcome.source.key] = outcome.status
        if outcome.status in (Status.KEPT, Status.LOCKED):
            self.kept.append((outcome.file, outcome.beside))
        elif outcome.status is Status.FAILED:
            self.failed.append((outcome.source.key, outcome.problems))

    def as_data(self) -> dict[str, Any]:
        """The counts, for the report."""
        return {str(status): self.counts[status] for status in Status} | {"inconsistent": self.inconsistent}

    def show(self, *, finished: bool) -> None:
        """Problems first, then the counts, then what a person has to look at."""
        self._show_failed()
        words = self.words
        err(words.batch("summary.head", path=self.folder))
        for status in Status:
            if count := self.counts[status]:
                err("  " + words.batch(f"summary.{status}", count=count))
        for file, beside in self.kept[:NAMED]:
            err(
                "    "
                + words.batch("summary.beside" if beside else "summary.edited", path=file, other=beside)
            )
        if len(self.kept) > NAMED:
            err("    " + words.batch("summary.more", count=len(self.kept) - NAMED))
        if self.inconsistent:
            err("  " + words.batch("summary.inconsistent", count=self.inconsistent, command=self._check()))
        if finished and self.counts[Status.WRITTEN]:
            stage, column = words.choice("agreement.stage", "signed"), words.batch("register.stage")
            err(words.batch("summary.register", path=self.folder / TABLE, stage=stage, column=column))
            err(words.command("said.disclaimer"))

    def _show_failed(self) -> None:
        base = str(self.batch.base) if self.batch.base else ""
        rows = RowProblems(base, self.words, data=False)
        for key, problems in self.failed[:TOLD]:
            if self.batch.roster is not None:
                rows.show(key, problems)
            else:
                show(problems, self.words)
        rows.show_shared()
        if len(self.failed) > TOLD:
            err(self.words.batch("summary.more", count=len(self.failed) - TOLD))

    def _check(self) -> str:
        check = self.words.command("said.check_command")
        if self.batch.roster is None:
            return f"{check} …"
        return f"{check} {self.batch.base} --roster {self.batch.roster.source}"


def show_gone(gone: Sequence[Entry], words: Wording, key: str) -> None:
    """Drafts whose key is no longer in the list."""
    if gone:
        err("  " + words.batch(key, count=len(gone), keys=named(entry.key for entry in gone)))


def named(keys: Iterable[str]) -> str:
    """The first few keys."""
    every = list(keys)
    return ", ".join([*every[:KEYS_NAMED], *(["…"] if len(every) > KEYS_NAMED else [])])
