"""The general conditions of a batch of short forms: one file for each distinct text, beside the families'."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pesagree.agreement.particular import is_particular
from pesagree.batch.drawing import Drawn, Paper, language_of
from pesagree.batch.entry import Entry
from pesagree.batch.inputs import fingerprint
from pesagree.batch.register import Register
from pesagree.batch.run import Outcome, Status, run
from pesagree.batch.sources import Batch, Source
from pesagree.clauses import Form
from pesagree.drafts import render
from pesagree.errors import PesagreeError, Problem
from pesagree.wording import wording

_NOW = (Status.WRITTEN, Status.UNCHANGED, Status.KEPT, Status.LOCKED)
"""What became of agreements whose code is that of their answers as they are; a signed one keeps its own."""


@dataclass(frozen=True, slots=True)
class General:
    """One text: its code, how many agreements go by it, and what became of its file.

    `file` is "" where only signed agreements go by it and its file is no longer in the folder.
    """

    code: str
    count: int
    status: Status = Status.SIGNED
    file: str = ""
    beside: str = ""
    problems: tuple[Problem, ...] = ()


class Generals:
    """The texts that the agreements of one batch go by, gathered while it goes on and written at its end."""

    def __init__(self, batch: Batch, paper: Paper) -> None:
        self.batch = batch
        self.short = paper
        self.paper = replace(paper, form=Form.GENERAL)
        self.found: list[General] = []
        self._counts: Counter[str] = Counter()
        self._sources: dict[str, Source] = {}
        self._signed: set[str] = set()

    def add(self, outcome: Outcome, entry: Entry | None) -> None:
        """Count one agreement; `entry` is its line in the register."""
        code = outcome.code or (entry.code if entry is not None else "")
        if not code or outcome.status is Status.FAILED:
            return
        self._counts[code] += 1
        if outcome.status in _NOW:
            self._sources.setdefault(code, outcome.source)

    def write(self, register: Register, *, force: bool = False) -> None:
        """Write each text whose file is missing or old; `found` then tells of all. Raises Halt, FileError.

        A text that no line of the register names any more goes, unless somebody changed its file. One by
        which somebody has signed is never written again.
        """
        lines = [entry for entry in register if entry.variant == self.short.variant]
        self._signed = {entry.code for entry in lines if entry.is_frozen}
        named = {entry.code for entry in lines} | set(self._counts)
        for entry in [entry for entry in register if entry.variant == self.paper.variant]:
            if entry.key not in named and not entry.is_frozen:
                register.retire(entry)
        written = run(self._due(), register, self.paper, self._draw, force=force)
        outcomes = {outcome.source.key: outcome for outcome in written}
        self.found = [
            self._general(code, count, outcomes.get(code), register) for code, count in self._counts.items()
        ]

    def _general(self, code: str, count: int, outcome: Outcome | None, register: Register) -> General:
        if outcome is not None:
            return General(code, count, outcome.status, outcome.file, outcome.beside, outcome.problems)
        entry = register.find(code, self.paper.variant)
        is_there = entry is not None and (register.folder / entry.file).exists()
        return General(code, count, file=entry.file if entry is not None and is_there else "")

    @property
    def failed(self) -> bool:
        return any(one.status is Status.FAILED for one in self.found)

    @property
    def written(self) -> bool:
        return any(one.status is Status.WRITTEN for one in self.found)

    def as_data(self) -> dict[str, Any]:
        """What was found, for the report; nothing for other forms."""
        texts = [
            {"code": one.code, "agreements": one.count, "file": one.file, "status": str(one.status)}
            for one in self.found
        ]
        return {"general": texts} if texts else {}

    @property
    def columns(self) -> list[str]:
        """The programme's columns of the roster in which the texts' first agreements differ."""
        return differing(self.batch, self._sources.values())

    def _due(self) -> Iterator[Source]:
        for code, source in self._sources.items():
            yield Source(code, source.place, fingerprint(code, source.inputs))

    def _draw(self, source: Source) -> Drawn:
        agreement = self.batch.answers(self._sources[source.key]).agreement
        assert agreement is not None  # its own draft was written
        language, kind = language_of(agreement, self.paper), self.paper.kind
        try:
            data = render(agreement, kind, language, self.paper.letterhead, form=Form.GENERAL)
        except PesagreeError as error:
            return Drawn(problems=error.problems)
        signed = source.key in self._signed
        name = general_name(source.key, language, kind)
        return Drawn(name, data, stage="signed" if signed else "", stage_is_given=signed, code=source.key)


def general_name(code: str, language: str, kind: str) -> str:
    """The name of the file of one text: it says which, so that no other text ever takes its place."""
    return f"{wording(language).batch('general.file')}-{code}.{language}.{kind}"


def differing(batch: Batch, sources: Iterable[Source]) -> list[str]:
    """The headers of the roster's columns of programme-wide answers that are not the same in all sources."""
    if batch.roster is None:
        return []
    rows = [source.row.row for source in sources if source.row is not None]
    wide = [one for one in batch.roster.columns if one.is_answer and not is_particular(one.path)]
    return [one.header for one in wide if len({row.texts[row.table.columns.index(one)] for row in rows}) > 1]
