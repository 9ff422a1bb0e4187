"""Reading answers: from a file (or standard input) to an agreement, or every problem at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Agreement, Question, Reading, Status
from pesagree.agreement.consistency import inconsistencies
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.agreement.identifiers import oddity
from pesagree.agreement.scalars import country_of_text
from pesagree.answers.places import Places
from pesagree.answers.shape import Known, ReadPart, Shaped, shape, type_problems
from pesagree.answers.yaml_source import MappingNode, ScalarNode, decode, read
from pesagree.errors import AnswersError, Place, Problem
from pesagree.files import read_bytes
from pesagree.wording.language import language_codes

PRIVATE_SUFFIX = ".private.yaml"


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What was read: the agreement, where each answer stands, and what is odd but no obstacle.

    `inconsistent` holds the cross-field rules that do not hold; `warnings` the answers that are ignored
    because their condition does not hold, and identity numbers of an odd form.
    """

    agreement: Agreement
    places: Places
    inconsistent: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def private_path(path: Path) -> Path:
    """Where the seller's own figures live: `deal.yaml` has `deal.private.yaml` beside it."""
    return path.with_name(path.name.removesuffix(".yaml").removesuffix(".yml") + PRIVATE_SUFFIX)


def load(path: Path, *, with_private: bool = True) -> AnswersFile:
    """Read an answers file and, where it is there, its private file.

    Raises AnswersError with every problem of both files at once, FileError where one cannot be read.
    """
    text = decode(read_bytes(path), str(path))
    private: tuple[str, str] | None = None
    second = private_path(path)
    if with_private and str(path) != "-" and second.exists():
        private = (decode(read_bytes(second), str(second)), str(second))
    return parse(text, str(path), private)


def parse(text: str, source: str, private: tuple[str, str] | None = None) -> AnswersFile:
    """Read answers from text; `private` is the text and the name of the private file."""
    root = read(text, source)
    second = read(*private) if private else None
    return build(root, second)


def build(root: MappingNode, second: MappingNode | None = None, base: "Base | None" = None) -> AnswersFile:
    """The agreement of a raw tree. Raises AnswersError with all problems.

    What the tree has in common with a `base` (the very same nodes) is not read again.
    """
    reading = Reading(country=_country(root), languages=language_codes())
    known = base.known if base is not None and base.reading == reading else None
    return _build(root, second, reading, shape(root, reading, known=known))


@dataclass(frozen=True, slots=True)
class Base:
    """A file over which many others are laid: its parts as read, for those that leave them as they are."""

    reading: Reading
    known: Known


def base_of(root: MappingNode) -> Base:
    """The parts of a raw tree, kept for the tree asked for last; none where it cannot be read by itself."""
    if not (_latest and _latest[0][0] is root):
        _latest[:] = [(root, _base_of(root))]
    return _latest[0][1]


_latest: list[tuple[MappingNode, Base]] = []


def _base_of(root: MappingNode) -> Base:
    reading = Reading(country=_country(root), languages=language_codes())
    shaped = shape(root, reading, keep=True)
    try:
        agreement = _build(root, None, reading, shaped).agreement
    except AnswersError:
        return Base(reading, {})
    return Base(reading, {at: _typed(part, agreement) for at, part in shaped.parts.items()})


def _typed(part: ReadPart, agreement: Agreement) -> ReadPart:
    """A part with its typed value, and with those of its answers that hang on no other part."""
    found = {path: agreement.answer(path) for path in part.written}
    own = {
        path: one for path, one in found.items() if one.origin == "given" and one.status is not Status.OPEN
    }
    return replace(part, value=agreement.written(part.path), answers=own)


def _build(root: MappingNode, second: MappingNode | None, reading: Reading, shaped: Shaped) -> AnswersFile:
    places = Places(root, second)
    if second is not None:
        _merge(shaped, shape(second, reading, private=True))
    try:
        agreement = Agreement.model_validate(
            {**shaped.values, "states": shaped.states, "notes": shaped.notes, "accepted": shaped.accepted},
            context=reading,
        )
    except ValidationError as error:
        shaped.problems.extend(type_problems(error, "", root.place, places, shaped.values))
    if shaped.problems:
        raise AnswersError(
            sorted(shaped.problems, key=lambda p: (p.place.source, p.place.line, p.place.column))
        )
    agreement.remember(shaped.answers)
    return AnswersFile(
        agreement,
        places,
        tuple(_placed(problem, places, root.place) for problem in inconsistencies(agreement)),
        tuple(_placed(problem, places, root.place) for problem in _warnings(agreement, shaped.judged)),
    )


def country_of(path: Path) -> str | None:
    """The country that the answers at `path` are of, as far as they can be read. Raises FileError.

    Standard input can be read only once and is left alone: None.
    """
    if str(path) == "-":
        return None
    try:
        return _country(read(decode(read_bytes(path), str(path)), str(path)))
    except AnswersError:
        return None  # said where the answers themselves are read


def _country(root: MappingNode) -> str | None:
    """The country as written, before anything is validated: it decides how dates are read."""
    entry = root.entries.get("country")
    text = entry.value.text.strip() if entry and isinstance(entry.value, ScalarNode) else ""
    return country_of_text(text) if text else "PE"


def _merge(main: Shaped, second: Shaped) -> None:
    main.values.update(second.values)
    main.states.update(second.states)
    main.judged.extend(second.judged)
    main.problems.extend(second.problems)
    main.notes.update(second.notes)


def _placed(problem: Problem, places: Places, fallback: Place) -> Problem:
    """Give a problem the place of its path, or of the nearest part above it."""
    in_table = fallback.sheet is not None  # then the row is worth telling; the start of a file is not
    place = places.nearest(problem.path) or (fallback if in_table else Place(fallback.source))
    return Problem(problem.code, place, problem.path, problem.facts)


_ORDER = {path: number for number, path in enumerate(QUESTIONS)}


def _warnings(agreement: Agreement, judged: Sequence[tuple[str, Question]]) -> Iterator[Problem]:
    """Answers whose condition does not hold (they stay, ignored), and odd identity numbers."""
    for path, question in sorted(judged, key=lambda one: _ORDER[one[1].path]):
        answer = agreement.answer(path)
        if answer.is_open:
            continue
        party = path[: len(path) - len(question.path) + len(question.section)]
        party = party if question.section in PARTY_SECTIONS else ""
        if question.when.holds(agreement, party) is not False:
            yield from _odd_numbers(agreement, question, path, party)
        elif not answer.is_none:
            yield Problem("ignored", path=path, facts={"condition": question.when.name})


def _odd_numbers(agreement: Agreement, question: Question, path: str, party: str) -> Iterator[Problem]:
    """Identity numbers of an odd form: the answer itself, or those in the items of a list."""
    if not question.identifier and not question.items:
        return
    registered = f"{party}.country" if question.section == "buyer" else "country"
    if agreement.answer(registered).value != "PE":
        return
    numbers = [(path, question.identifier)]
    for item in question.items:
        if item.identifier:
            count = len(agreement.written(path) or ())
            numbers += [(f"{path}.{n}.{item.name}", item.identifier) for n in range(1, count + 1)]
    for where, kind in numbers:
        value = agreement.written(where) if kind else None
        if isinstance(value, str) and (code := oddity(kind, value)):
            yield Problem(code, path=where, facts={"text": value})
