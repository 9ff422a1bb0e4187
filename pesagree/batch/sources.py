"""What a batch is made from: answers files, or the rows of a roster, each under its key."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pesagree.agreement import Agreement
from pesagree.answers.finding import answer_files
from pesagree.answers.reading import AnswersFile, parse
from pesagree.answers.roster import KeyedRow, Roster, agreement_of, keyed_rows
from pesagree.answers.yaml_source import MappingNode, decode, read
from pesagree.batch.inputs import fingerprint, row_fingerprint
from pesagree.batch.names import alike
from pesagree.errors import AnswersError, FileError, Place, Problem
from pesagree.files import file_problem, read_bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One agreement to be: its key, where it comes from, and a fingerprint of its answers.

    `problems` are known before the answers are read. `data` is the text of a file, `row` a row.
    """

    key: str
    place: Place
    inputs: str
    problems: tuple[Problem, ...] = ()
    data: bytes = b""
    row: KeyedRow | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers of one source came to: the agreement, or every problem."""

    agreement: Agreement | None
    problems: tuple[Problem, ...] = ()
    inconsistent: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """All sources in their order; `count` of them, None where that shows only at the end."""

    count: int | None
    files: tuple[Path, ...] = ()
    base: Path | None = None
    roster: Roster | None = None
    root: MappingNode | None = field(default=None, repr=False)
    base_inputs: str = ""

    def sources(self) -> Iterator[Source]:
        """Each source, read only so far as its key and its fingerprint need."""
        return self._rows() if self.roster is not None else self._files()

    def answers(self, source: Source) -> Answers:
        """Read the answers of one source."""
        if source.row is not None:  # with the problems of its cells come those of its answers
            assert self.root is not None
            result = agreement_of(self.root, source.row)
            return _answers(result.file) if result.file else Answers(None, result.problems)
        if source.problems:
            return Answers(None, source.problems)
        name = source.place.source
        try:
            return _answers(parse(decode(source.data, name), name))
        except AnswersError as error:
            return Answers(None, error.problems)

    def _rows(self) -> Iterator[Source]:
        assert self.roster is not None
        for row in keyed_rows(self.roster):
            inputs = row_fingerprint(self.base_inputs, row.row)
            yield Source(row.key, row.row.place, inputs, row.problems, row=row)

    def _files(self) -> Iterator[Source]:
        same: dict[str, list[Path]] = defaultdict(list)
        for file in self.files:
            same[alike(file.stem)].append(file)
        for file in self.files:
            place = Place(str(file))
            if others := [str(other) for other in same[alike(file.stem)] if other is not file]:
                facts = {"text": file.stem, "other": others}
                yield Source(file.stem, place, "", (Problem("batch_file_twice", place, facts=facts),))
                continue
            try:
                data = read_bytes(file)
            except FileError as error:
                yield Source(file.stem, place, "", error.problems)
            else:
                yield Source(file.stem, place, fingerprint(data), data=data)


def _answers(file: AnswersFile) -> Answers:
    return Answers(file.agreement, (), file.inconsistent)


def batch_of_files(given: Sequence[Path]) -> Batch:
    """The files that were named, those of folders and of patterns; each once.

    Raises FileError for a folder or a pattern without any answers.
    """
    files: dict[Path, Path] = {}
    problems = []
    for source in given:
        try:
            found = list(answer_files(source))
        except OSError as error:
            raise file_problem(source, error) from error
        if not found:
            problems.append(Problem("answers_none_found", Place(str(source))))
        for file in found:
            files.setdefault(file.resolve(), file)
    if problems:
        raise FileError(problems)
    return Batch(len(files), tuple(files.values()))


def batch_of_roster(base: Path, roster: Roster) -> Batch:
    """The rows of a roster over one file. Raises AnswersError or FileError where the base cannot be read."""
    data = read_bytes(base)
    root = read(decode(data, str(base)), str(base))
    return Batch(len(roster.rows), base=base, roster=roster, root=root, base_inputs=fingerprint(data))
