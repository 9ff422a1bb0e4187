"""What a batch would do, without writing anything: what is new, changed or gone, and what it adds up to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pesagree.batch.drawing import Paper, file_name, language_of
from pesagree.batch.entry import Entry
from pesagree.batch.inputs import fingerprint
from pesagree.batch.names import alike
from pesagree.batch.register import Register
from pesagree.batch.sources import Batch, Source
from pesagree.batch.totals import Totals
from pesagree.clauses import Form
from pesagree.compose import general_code
from pesagree.errors import Problem


class Prospect(StrEnum):
    """What a batch would do with one source."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a person changed the file; what is new would stand beside it
    SIGNED = "signed"
    FAILED = "failed"


PRINTED = (Prospect.NEW, Prospect.CHANGED, Prospect.UNCHANGED)
"""What goes into a bundle."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One source, and what would become of it under which name; `code` is that of its general conditions."""

    source: Source
    prospect: Prospect
    file: str = ""
    problems: tuple[Problem, ...] = ()
    inconsistent: tuple[Problem, ...] = ()
    code: str = ""
    language: str = ""


def forecast(
    batch: Batch, register: Register, paper: Paper, totals: Totals, *, force: bool = False
) -> Iterator[Foreseen]:
    """Each source in order, added to the totals on the way where it can be read.

    Drafts are not opened: one that a person changed is told by its length. With `force` it is replaced.
    """
    taken: dict[str, str] = {}
    options = paper.inputs
    for source in batch.sources():
        entry = register.find(source.key, paper.variant)
        answers = batch.answers(source)
        if answers.agreement is None:
            yield Foreseen(source, Prospect.FAILED, problems=answers.problems)
            continue
        name = file_name(answers.agreement, source, paper)
        if problem := _name_problem(name, source, paper, taken, register):
            yield Foreseen(source, Prospect.FAILED, problems=(problem,))
            continue
        taken[alike(name)] = source.key
        language = language_of(answers.agreement, paper)
        totals.add(answers.agreement, language)
        prospect = _prospect(entry, register, fingerprint(options, source.inputs), force=force)
        code = entry.code if entry is not None and prospect is Prospect.SIGNED else ""
        if paper.form is Form.SHORT and prospect is not Prospect.SIGNED:
            code = general_code(answers.agreement, language)
        yield Foreseen(
            source, prospect, name, inconsistent=answers.inconsistent, code=code, language=language
        )


def _name_problem(
    name: str, source: Source, paper: Paper, taken: dict[str, str], register: Register
) -> Problem | None:
    if not name:
        return Problem("name_empty", source.place, facts={"text": paper.pattern.text})
    there = register.at(name)
    other = taken.get(alike(name)) or (there.key if there else source.key)
    if alike(other) != alike(source.key):
        return Problem("name_taken", source.place, facts={"text": name, "other": other})
    return None


def _prospect(entry: Entry | None, register: Register, inputs: str, *, force: bool) -> Prospect:
    if entry is None:
        return Prospect.NEW
    if entry.is_frozen:
        return Prospect.SIGNED
    is_there = (register.folder / entry.newest).exists()
    same = entry.inputs == inputs and is_there
    edited = is_there and entry.size and not register.is_intact(entry)
    if not force and (edited or (entry.beside and not same)):
        return Prospect.KEPT
    return Prospect.UNCHANGED if same else Prospect.CHANGED
