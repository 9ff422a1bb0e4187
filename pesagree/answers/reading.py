"""Reading answers: from a file (or standard input) to an agreement, or every problem at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Agreement, Question, Reading
from pesagree.agreement.consistency import inconsistencies
from pesagree.agreement.form import PARTY_SECTIONS, canonical
from pesagree.agreement.identifiers import oddity
from pesagree.agreement.scalars import countries
from pesagree.answers.shape import Shaped, shape, type_problems
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
    places: Mapping[str, Place]
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


def build(root: MappingNode, second: MappingNode | None = None) -> AnswersFile:
    """The agreement of a raw tree. Raises AnswersError with all problems."""
    reading = Reading(country=_country(root), languages=language_codes())
    shaped = shape(root, reading)
    if second is not None:
        _merge(shaped, shape(second, reading, private=True))
    try:
        agreement = Agreement.model_validate(
            {**shaped.values, "states": shaped.states, "notes": shaped.notes, "accepted": shaped.accepted},
            context=reading,
        )
    except ValidationError as error:
        shaped.problems.extend(type_problems(error, "", root.place, shaped.places, shaped.values))
    if shaped.problems:
        raise AnswersError(
            sorted(shaped.problems, key=lambda p: (p.place.source, p.place.line, p.place.column))
        )
    places = shaped.places
    return AnswersFile(
        agreement,
        places,
        tuple(_placed(problem, places, root.place) for problem in inconsistencies(agreement)),
        tuple(_placed(problem, places, root.place) for problem in _warnings(agreement, shaped)),
    )


def _country(root: MappingNode) -> str | None:
    """The country as written, before anything is validated: it decides how dates are read."""
    entry = root.entries.get("country")
    text = entry.value.text.strip().upper() if entry and isinstance(entry.value, ScalarNode) else ""
    return text if text in countries() else "PE" if not text else None


def _merge(main: Shaped, second: Shaped) -> None:
    main.values.update(second.values)
    main.states.update(second.states)
    main.places.update(second.places)
    main.problems.extend(second.problems)
    main.notes.update(second.notes)


def _placed(problem: Problem, places: Mapping[str, Place], fallback: Place) -> Problem:
    """Give a problem the place of its path, or of the nearest part above it."""
    path = canonical(problem.path)
    while path and path not in places:
        path = path.rpartition(".")[0]
    in_table = fallback.sheet is not None  # then the row is worth telling; the start of a file is not
    place = places.get(path) or (fallback if in_table else Place(fallback.source))
    return Problem(problem.code, place, problem.path, problem.facts)


def _warnings(agreement: Agreement, shaped: Shaped) -> Iterator[Problem]:
    """Answers whose condition does not hold (they stay, ignored), and odd identity numbers."""
    for question in QUESTIONS.values():
        for party in agreement.parties(question.section) if question.section in PARTY_SECTIONS else [""]:
            path = party + question.path[len(question.section) :] if party else question.path
            if path not in shaped.places or agreement.answer(path).is_open:
                continue
            if question.when.holds(agreement, party) is not False:
                yield from _odd_numbers(agreement, question, path, party)
            elif not agreement.answer(path).is_none:
                yield Problem("ignored", path=path, facts={"condition": question.when.name})


def _odd_numbers(agreement: Agreement, question: Question, path: str, party: str) -> Iterator[Problem]:
    """Identity numbers of an odd form: the answer itself, or those in the items of a list."""
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
