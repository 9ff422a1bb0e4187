"""Reading answers: from a file (or standard input) to an agreement, or every problem at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Agreement, Question, Reading
from pesagree.agreement.consistency import inconsistencies
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.agreement.identifiers import oddity
from pesagree.agreement.scalars import country_of_text
from pesagree.answers.changes import MANY_CHANGES, Base, over
from pesagree.answers.places import Places, Trees
from pesagree.answers.shape import Shaped, shape, type_problems
from pesagree.answers.yaml_pieces import usual
from pesagree.answers.yaml_source import MappingNode, ScalarNode, decode, read
from pesagree.errors import AnswersError, Place, Problem
from pesagree.files import read_bytes
from pesagree.wording.language import language_codes

PRIVATE_SUFFIX = ".private.yaml"


@dataclass(frozen=True)
class AnswersFile:
    """What was read: the agreement, where each answer stands, and what is odd but no obstacle.

    `inconsistent` holds the cross-field rules that do not hold; `judged` are the answers, by path, that may
    be ignored or odd.
    """

    agreement: Agreement
    places: Places
    inconsistent: tuple[Problem, ...]
    judged: Mapping[str, Question]
    start: Place

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """Answers that are ignored because their condition does not hold, and odd identity numbers.

        They are worked out when somebody asks: no batch does.
        """
        found = _warnings(self.agreement, self.judged)
        return tuple(_placed(problem, self.places, self.start) for problem in found)


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

    def plainly() -> Trees:
        return read(text, source), read(*private) if private else None

    root, second = usual(text, source), usual(*private) if private else None
    if root is not None and (second is not None or private is None):
        try:
            return _like_the_last(root, second, Places.later(plainly))
        except AnswersError:
            pass  # its problems are told below, with their places
    return build(*plainly())


def build(root: MappingNode, second: MappingNode | None = None, base: Base | None = None) -> AnswersFile:
    """The agreement of a raw tree. Raises AnswersError with all problems.

    What the tree has in common with a `base` (the very same nodes) is not read again.
    """
    places = Places(root, second)
    if base is not None and (changed := over(base, root, _reading(root))) is not None:
        return answers_file(changed.agreement, changed.judged, places, root.place)
    return answers_file(*_whole(root, second, places), places, root.place)


def _like_the_last(root: MappingNode, second: MappingNode | None, places: Places) -> AnswersFile:
    """A file over one that was read before, of which most files of a batch repeat most.

    One that has little in common with it is what the next ones are compared with.
    """
    reading = _reading(root)
    changed = over(_last[0], root, reading) if _last and second is None else None
    if changed is not None:
        agreement, judged = changed.agreement, changed.judged
    else:
        agreement, judged = _whole(root, second, places)
    if second is None and (changed is None or changed.read > MANY_CHANGES):
        _last[:] = [Base(root, reading, agreement, judged)]
    return answers_file(agreement, judged, places, root.place)


_last: list[Base] = []


def base_of(root: MappingNode) -> Base | None:
    """A raw tree as the base of others, kept for the tree asked for last; None where it has a problem."""
    if not (_latest and _latest[0][0] is root):
        _latest[:] = [(root, _base_of(root))]
    return _latest[0][1]


_latest: list[tuple[MappingNode, Base | None]] = []


def _base_of(root: MappingNode) -> Base | None:
    try:
        return Base(root, _reading(root), *_whole(root, None, Places(root)))
    except AnswersError:
        return None


def _whole(
    root: MappingNode, second: MappingNode | None, places: Places
) -> tuple[Agreement, Mapping[str, Question]]:
    """The agreement of a raw tree, and those of its answers that may be ignored or odd."""
    reading = _reading(root)
    shaped = shape(root, reading)
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
    return agreement, shaped.judged


def answers_file(
    agreement: Agreement, judged: Mapping[str, Question], places: Places, start: Place
) -> AnswersFile:
    """What was read with what contradicts itself in it; `start` is where the answers begin."""
    inconsistent = tuple(_placed(problem, places, start) for problem in inconsistencies(agreement))
    return AnswersFile(agreement, places, inconsistent, judged, start)


def _reading(root: MappingNode) -> Reading:
    return Reading(country=_country(root), languages=language_codes())


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
    main.judged.update(second.judged)
    main.problems.extend(second.problems)
    main.notes.update(second.notes)


def _placed(problem: Problem, places: Places, fallback: Place) -> Problem:
    """Give a problem the place of its path, or of the nearest part above it."""
    in_table = fallback.sheet is not None  # then the row is worth telling; the start of a file is not
    place = places.nearest(problem.path) or (fallback if in_table else Place(fallback.source))
    return Problem(problem.code, place, problem.path, problem.facts)


_ORDER = {path: number for number, path in enumerate(QUESTIONS)}


def _warnings(agreement: Agreement, judged: Mapping[str, Question]) -> Iterator[Problem]:
    """Answers whose condition does not hold (they stay, ignored), and odd identity numbers."""
    for path, question in sorted(judged.items(), key=lambda one: (_ORDER[one[1].path], len(one[0]), one[0])):
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
