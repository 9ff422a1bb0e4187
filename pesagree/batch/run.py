"""Running a batch: every draft to its place, one after the other, and each kept in the register at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pesagree.batch.drawing import Drawn, Paper
from pesagree.batch.entry import FROZEN, Entry
from pesagree.batch.inputs import fingerprint
from pesagree.batch.names import alike
from pesagree.batch.register import Register
from pesagree.batch.sources import Source
from pesagree.drafts import Fate, digest, place
from pesagree.errors import FileError, Problem
from pesagree.files import read_bytes


class Status(StrEnum):
    """What became of one source."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a person changed the file; what is new stands beside it
    LOCKED = "locked"  # it is open in another program; what is new stands beside it
    SIGNED = "signed"  # the register says so: nobody touches it
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One source, and what became of it. `file` is the name of its draft, `beside` that of one beside it.

    `code` is that of the general conditions of what was drawn.
    """

    source: Source
    status: Status
    file: str = ""
    beside: str = ""
    problems: tuple[Problem, ...] = ()
    inconsistent: tuple[Problem, ...] = ()
    code: str = ""


class Halt(Exception):
    """Nothing more can be written (the disk is full, the folder is gone); carries the reason."""

    def __init__(self, error: FileError) -> None:
        super().__init__(str(error))
        self.error = error


_HOPELESS = {"disk_full", "file_missing", "letterhead_bad"}
"""Problems of files that the next draft would have too."""

Draw = Callable[[Source], "Drawn | Future[Drawn]"]
"""Makes the draft of one source, here or in another process."""


def run(
    sources: Iterable[Source],
    register: Register,
    paper: Paper,
    draw: Draw,
    *,
    force: bool = False,
    ahead: int = 0,
) -> Iterator[Outcome]:
    """Write what is new or changed, in the order of the sources; yields what became of each.

    Where `draw` works in other processes, `ahead` drafts are asked for before the first is written; writing,
    and so the result, stays in order. Raises Halt.
    """
    step = _Step(register, paper, force)
    step.clear_superseded()
    waiting: deque[tuple[Source, Entry | None, Outcome | Drawn | Future[Drawn]]] = deque()
    try:
        for source in sources:
            entry = register.find(source.key, paper.variant)
            waiting.append((source, entry, step.without_drawing(source, entry) or draw(source)))
            while len(waiting) > ahead:
                yield step.finish(*waiting.popleft())
        while waiting:
            yield step.finish(*waiting.popleft())
    except BrokenExecutor as error:  # the system ended one of the processes, for want of memory perhaps
        raise Halt(FileError([Problem("jobs_ended")])) from error


class _Step:
    """What is the same for each source of one run."""

    def __init__(self, register: Register, paper: Paper, force: bool) -> None:
        self.register = register
        self.paper = paper
        self.force = force
        self.options = paper.inputs

    def inputs(self, source: Source) -> str:
        return fingerprint(self.options, source.inputs)

    def without_drawing(self, source: Source, entry: Entry | None) -> Outcome | None:
        """What is known before the answers are read."""
        if source.problems and source.row is None:
            return Outcome(source, Status.FAILED, problems=source.problems)
        if entry is None or source.problems:
            return None  # the other problems of a row show when it is read
        if entry.is_frozen:
            return Outcome(source, Status.SIGNED, entry.file)
        if self.force or entry.inputs != self.inputs(source):
            return None
        if entry.settled and self.register.is_intact(entry):
            return Outcome(source, Status.UNCHANGED, entry.file, entry.beside)
        return self.looked_at(source, entry)

    def looked_at(self, source: Source, entry: Entry) -> Outcome | None:
        """A draft that is due no more, but whose file is not as long as it was, or was never settled."""
        path = self.register.folder / entry.newest
        try:
            data = read_bytes(path)
        except FileError:
            return None  # it is gone: written anew
        if digest(data) == entry.digest:
            if entry.size != len(data):  # it was known from the table alone
                self.register.record(replace(entry, size=len(data)))
            return Outcome(source, Status.UNCHANGED, entry.file, entry.beside)
        if not data.strip(b"\0"):
            return None  # as below
        return Outcome(source, Status.KEPT, entry.file, entry.beside)

    def finish(self, source: Source, entry: Entry | None, so_far: Outcome | Drawn | Future[Drawn]) -> Outcome:
        if isinstance(so_far, Outcome):
            return so_far
        drawn = so_far if isinstance(so_far, Drawn) else so_far.result()
        if drawn.problems:
            if any(problem.code in _HOPELESS for problem in drawn.problems) and _is_files(drawn, source):
                raise Halt(FileError(drawn.problems))
            return Outcome(source, Status.FAILED, problems=drawn.problems)
        outcome = self.put(source, entry, drawn)
        return outcome if outcome.status is Status.SIGNED else replace(outcome, code=drawn.code)

    def put(self, source: Source, entry: Entry | None, drawn: Drawn) -> Outcome:
        register = self.register
        there = register.at(drawn.name)
        if there is not None and alike(there.key) != alike(source.key):
            if there.is_frozen:
                return Outcome(source, Status.SIGNED, there.file, inconsistent=drawn.inconsistent)
            facts = {"text": drawn.name, "other": there.key}
            problem = Problem("name_taken", source.place, facts=facts)
            return Outcome(source, Status.FAILED, problems=(problem,))
        if there is not None and there.is_frozen:
            return Outcome(source, Status.SIGNED, there.file, inconsistent=drawn.inconsistent)
        if drawn.stage in FROZEN and entry is not None:
            register.record(replace(entry, stage=drawn.stage))
            return Outcome(source, Status.SIGNED, entry.file, inconsistent=drawn.inconsistent)
        before = there or entry
        new = _entry(source, self.paper.variant, drawn, self.inputs(source), before)
        if there is not None and there.digest == new.digest and self.is_there(there):
            register.record(new)
            self.clear_superseded()
            return Outcome(source, Status.UNCHANGED, new.file, inconsistent=drawn.inconsistent)
        return self.write(source, drawn, new, there)

    def is_there(self, entry: Entry) -> bool:
        """Whether the file is as it was written; its length is no proof with `force` or after a kill."""
        if entry.beside or not self.register.is_intact(entry):
            return False
        if entry.settled and not self.force:
            return True
        return digest(read_bytes(self.register.folder / entry.file)) == entry.digest

    def write(self, source: Source, drawn: Drawn, new: Entry, there: Entry | None) -> Outcome:
        ours = there.digest if there is not None and not there.beside else ""
        target = self.register.folder / drawn.name
        force = self.force or _is_void(target)
        try:
            draft = place(drawn.data, target, force=force, ours=ours, durable=False)
        except FileError as error:
            if not target.parent.is_dir() or any(problem.code in _HOPELESS for problem in error.problems):
                raise Halt(error) from error
            return Outcome(source, Status.FAILED, problems=error.problems)
        beside = draft.path.name if draft.path != draft.asked else ""
        if draft.fate is Fate.LOCKED:  # not recorded: the next batch tries again
            return Outcome(source, Status.LOCKED, new.file, beside, inconsistent=drawn.inconsistent)
        self.register.record(replace(new, beside=beside))
        self.clear_superseded()
        status = Status.KEPT if draft.fate is Fate.KEPT else Status.WRITTEN
        return Outcome(source, status, new.file, beside, inconsistent=drawn.inconsistent)

    def clear_superseded(self) -> None:
        """Take away a draft whose key has another name now, if it is as this tool wrote it."""
        for old in self.register.superseded():
            path = self.register.folder / old.file
            with suppress(OSError, FileError):
                if not old.is_frozen and not old.beside and digest(read_bytes(path)) == old.digest:
                    path.unlink()


def _is_void(file: Path) -> bool:
    """Whether nothing of anybody's is in a file: a power cut leaves some empty, or full of zeros."""
    return file.is_file() and not read_bytes(file).strip(b"\0")


def _is_files(drawn: Drawn, source: Source) -> bool:
    """Whether a problem is of a file that all drafts need, and not of this source."""
    return all(problem.place.source != source.place.source for problem in drawn.problems)


def _entry(source: Source, variant: str, drawn: Drawn, inputs: str, before: Entry | None) -> Entry:
    """What the register will hold; a stage that nobody answered stays as somebody wrote it there."""
    stage = drawn.stage
    if before is not None and before.stage and not drawn.stage_is_given:
        stage = before.stage
    return Entry(
        key=source.key,
        variant=variant,
        file=drawn.name,
        inputs=inputs,
        digest=digest(drawn.data),
        size=len(drawn.data),
        identity=drawn.identity,
        version=drawn.version,
        stage=stage,
        code=drawn.code,
        shown=before.shown if before is not None else "",
        extra=before.extra if before is not None else (),
    )
