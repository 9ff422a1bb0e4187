"""What the headers of a roster mean: answer paths, or the questions' labels in either language."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pesagree.agreement import ITEMS, QUESTIONS, Kind, Question
from pesagree.agreement.form import PARTY_SECTIONS, canonical, key
from pesagree.answers.roster_table import Raw, is_blank, shown
from pesagree.answers.schema import Branch, Figure, Leaf, leaves, schema
from pesagree.answers.shape import LIST_KINDS, TEXT_KINDS
from pesagree.errors import AnswersError, Place, Problem, column_letter
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import fold

ASIDE = "#"
"""A column or a sheet whose name begins so is the office's own: it is no answer and is left alone."""

_PATH = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)*")
_NUMBERED = re.compile(r"(.*\S)\s+(\d{1,3})")
_ALIKE = 0.6
_NEAREST_AT_MOST = 20  # looking for the nearest of 800 names takes a while
_ONE_BY_ONE = 8
_SHEET_NAME = 31  # a spreadsheet allows no longer names of sheets


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number (from 1), header and answer path ("#…" where it is no answer).

    `question` is None for a figure that is worked out, and for a part answered as a whole ("none").
    """

    number: int
    header: str
    path: str
    steps: tuple[str | int, ...] = ()
    question: Question | None = None

    @property
    def is_answer(self) -> bool:
        return not self.path.startswith(ASIDE)


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a sheet: its columns, its `width`, which cells of it are filled, and what is wrong."""

    place: Place
    columns: tuple[Column, ...]
    width: int
    filled: frozenset[int]
    problems: tuple[Problem, ...] = ()

    def check(self, used: Iterable[int]) -> None:
        """Raises AnswersError with every header at fault; `used` are the columns with something below."""
        empty = [
            Problem("header_empty", _at(self.place, number), facts={"name": column_letter(number)})
            for number in sorted({*used} - self.filled)
        ]
        if problems := [*self.problems, *empty]:
            raise AnswersError(sorted(problems, key=lambda p: (p.place.line, p.place.column)))


@cache
def names() -> Mapping[str, str]:
    """Every label of a question or a figure in any language, folded, to its path."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        words = wording(language)
        for path in (*QUESTIONS, *ITEMS):
            for country in ("PE", None):
                known.setdefault(fold(words.label(path, country)), path)
        for path, name in words.figure_names.items():
            if _found(path) is not None:
                known.setdefault(fold(str(name)), path)
    return known


@cache
def our_columns() -> frozenset[str]:
    """The headers of the column that a marked copy adds, in every language: nobody needs to be told of it."""
    return frozenset(wording(language).workbook_text("marks.header") for language in LANGUAGES)


@lru_cache(maxsize=4096)
def path_of(header: str) -> str | None:
    """The answer path that a header names; a label may be followed by a number ("Nombre 2")."""
    text = header.strip().rstrip("*:").strip()
    if _PATH.fullmatch(text.lower()) and _found(text.lower()) is not None:
        return canonical(_first_item(text.lower()))
    if path := names().get(fold(text)):
        return _first_item(path)
    if (match := _NUMBERED.fullmatch(text)) and (path := names().get(fold(match[1]))):
        return _with_number(path, int(match[2]))
    return None


def is_named(header: str, name: str) -> bool:
    """Whether somebody who writes `name` means the column with this header."""
    path = path_of(name)
    same = fold(header.removeprefix(ASIDE)) == fold(name.removeprefix(ASIDE))
    return same or (path is not None and path_of(header) == path)


def header_of(header: Sequence[Raw], place: Place, key_header: str | None) -> Header:
    """The header of the sheet of families."""
    found: list[Column | _Unknown | Problem] = []
    for number, text in _texts(header):
        here = _at(place, number)
        path = path_of(text)
        if text.startswith(ASIDE) or (
            path is None and key_header is not None and fold(text) == fold(key_header)
        ):
            found.append(Column(number, text, ASIDE + text.removeprefix(ASIDE)))
        elif path is None:
            found.append(_Unknown(number, text))
        elif path.startswith("private."):
            found.append(Problem("private_in_main", here, path))
        else:
            spot = _found(path)
            found.append(Column(number, text, path, steps_of(path), spot.question if spot else None))
    return _header(found, place, header, [*names(), *QUESTIONS])


def item_header_of(
    header: Sequence[Raw], place: Place, question: Question, *, has_key: bool = True
) -> Header:
    """The header of a sheet of items; the first column is the family's key, whatever it is called.

    Without a key the sheet holds the items themselves: the price list.
    """
    by_name: dict[str, Question | None] = {fold(item.name): item for item in question.items}
    if question.path == "pay.goods":
        by_name["value"] = None  # worked out, and may be written too
    for each in question.items:
        for language in LANGUAGES:
            by_name.setdefault(fold(wording(language).label(each.path)), each)
    found: list[Column | _Unknown | Problem] = []
    for number, text in _texts(header):
        if (number == 1 and has_key) or text.startswith(ASIDE):
            found.append(Column(number, text, ASIDE + text.removeprefix(ASIDE)))
            continue
        name, _, language = text.removeprefix(question.path + ".").partition(".")
        wanted = fold(name if language in LANGUAGES else text.removeprefix(question.path + "."))
        if wanted not in by_name and path_of(text) is not None:
            # The family's name beside its key helps whoever fills in the lines.
            found.append(Column(number, text, ASIDE + text))
            continue
        if wanted not in by_name:
            found.append(_Unknown(number, text))
            continue
        item = by_name[wanted]
        steps = (item.name if item else "value", *([language] if language in LANGUAGES else []))
        found.append(Column(number, text, ".".join([question.path, *steps]), steps, item))
    return _header(found, place, header, list(by_name))


def list_of_sheet(name: str) -> tuple[str, Question] | None:
    """The list whose items a sheet of this name holds: its path, or its label in either language."""
    text = name.strip()
    for path, question in QUESTIONS.items():
        if question.kind is not Kind.LIST or not question.items:
            continue
        labels = {fold(wording(language).label(path)[:_SHEET_NAME]) for language in LANGUAGES}
        if key(text.lower()) == path and _found(text.lower()) is not None:
            return canonical(text.lower()), question
        if fold(text) in labels or (text.lower() == question.name and len(text) > 4):
            return path, question
    return None


def near_list(name: str) -> str | None:
    """The list that the name of a sheet comes near to."""
    lists = [path for path, question in QUESTIONS.items() if question.kind is Kind.LIST]
    return next(iter(difflib.get_close_matches(name.lower(), lists, n=1, cutoff=0.75)), None)


def steps_of(path: str) -> tuple[str | int, ...]:
    """The way to a path in the raw tree, lists counted from 0."""
    return tuple(int(step) - 1 if step.isdigit() else step for step in path.split("."))


# --- which paths there are ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """A path that may be written, with its question; a figure or a part as a whole has none."""

    question: Question | None = None


@lru_cache(maxsize=8192)
def _found(path: str) -> _Spot | None:
    node: Branch | Leaf | Figure = schema()
    steps = path.split(".")
    for at, step in enumerate(steps):
        if isinstance(node, Branch):
            if node.is_party and step.isdigit() and at == 1 and int(step) > 0:
                continue
            if step not in node.children:
                return None
            node = node.children[step]
        elif isinstance(node, Leaf):
            return _below(node.question, steps[at:])
        else:
            return None
    match node:
        case Leaf(question=question):
            return _Spot(question)
        case Figure():
            return _Spot()
        case Branch():
            deep = len(steps) > 1 and not steps[-1].isdigit()
            return _Spot() if deep and any(question.none_ok for question in leaves(node)) else None


def _below(question: Question, steps: list[str]) -> _Spot | None:
    """What stands below a question: an item's answer, one of many, or a text in one language."""
    numbered = steps[0].isdigit()
    if numbered and int(steps[0]) == 0:
        return None
    if question.kind is not Kind.LIST:
        rest = steps[1:] if question.kind in LIST_KINDS and numbered else steps
        is_text = question.kind in (*TEXT_KINDS, Kind.LINES)
        return _Spot(question) if not rest or (is_text and len(rest) == 1 and rest[0] in LANGUAGES) else None
    below = steps[1:] if numbered else steps
    if not below:
        return None
    if question.path == "pay.goods" and below == ["value"]:
        return _Spot()
    generator = () if numbered else question.generator
    item = next((item for item in (*generator, *question.items) if item.name == below[0]), None)
    if item is None:
        return None
    return _Spot(item) if len(below) == 1 else _below(item, below[1:])


def _first_item(path: str) -> str:
    """`pay.goods.qty` is the first good's; the answers of a whole schedule stay as they are."""
    for end in _ends(path):
        question = QUESTIONS.get(key(path[:end]))
        if question is not None and question.kind is Kind.LIST and end < len(path):
            below = path[end + 1 :].split(".")
            if below[0].isdigit() or below[0] in {item.name for item in question.generator}:
                return path
            return f"{path[:end]}.1.{path[end + 1 :]}"
    return path


def _with_number(path: str, number: int) -> str | None:
    if number < 1:
        return None
    for end in _ends(path):
        if path[:end] in QUESTIONS and QUESTIONS[path[:end]].kind is Kind.LIST and end < len(path):
            return f"{path[:end]}.{number}.{path[end + 1 :]}"
    section, _, rest = path.partition(".")
    if section in PARTY_SECTIONS:
        return canonical(f"{section}.{number}.{rest}")
    question = QUESTIONS.get(path)
    return f"{path}.{number}" if question is not None and question.kind is Kind.LINES else None


def _ends(path: str) -> Iterator[int]:
    yield from (at for at, letter in enumerate(path) if letter == ".")
    yield len(path)


# --- headers at fault -----------------------------------------------------------------------


def _texts(header: Sequence[Raw]) -> Iterator[tuple[int, str]]:
    for number, cell in enumerate(header, 1):
        if not is_blank(cell):
            yield number, " ".join(shown(cell).split())


def _at(place: Place, column: int) -> Place:
    return Place(place.source, place.line, column, place.sheet)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A header that names nothing."""

    number: int
    text: str


def _unknown(found: Sequence[_Unknown], place: Place, known: Sequence[str]) -> Iterator[Problem]:
    """One problem each for a few headers, one for all where many are not known: then it is another table."""
    near = {one.text: _near(one.text, known) for one in found[:_NEAREST_AT_MOST]}
    if len(found) > _ONE_BY_ONE:
        items = [f"{one.text} → {near[one.text]}" if near.get(one.text) else one.text for one in found]
        yield Problem("header_unknown_many", _at(place, found[0].number), facts={"items": items})
        return
    for one in found:
        if nearest := near[one.text]:
            facts = {"text": one.text, "near": nearest}
            yield Problem("header_unknown_near", _at(place, one.number), facts=facts)
        else:
            yield Problem("header_unknown", _at(place, one.number), facts={"text": one.text})


def _near(text: str, known: Sequence[str]) -> str:
    """The known name that comes nearest, as it is written, "" where none is alike."""
    near = difflib.get_close_matches(fold(text), known, n=1, cutoff=_ALIKE)
    return _written(near[0]) if near else ""


def _written(name: str) -> str:
    """A folded label as it is written, with its path."""
    path = names().get(name)
    if path is None:
        return name
    labels = [wording(language).label(path) for language in LANGUAGES]
    label = next((label for label in labels if fold(label) == name), labels[0])
    return f"{label} ({path})"


def _header(
    found: Sequence[Column | _Unknown | Problem], place: Place, header: Sequence[Raw], known: Sequence[str]
) -> Header:
    columns = tuple(one for one in found if isinstance(one, Column))
    problems = [one for one in found if isinstance(one, Problem)]
    problems += _unknown([one for one in found if isinstance(one, _Unknown)], place, known)
    first: dict[str, Column] = {}
    for column in columns:
        earlier = first.setdefault(column.path, column)
        if earlier is not column:
            facts = {"text": column.header, "first": column_letter(earlier.number), "other": earlier.header}
            problems.append(Problem("header_twice", _at(place, column.number), column.path, facts))
    filled = frozenset(number for number, cell in enumerate(header, 1) if not is_blank(cell))
    return Header(place, columns, len(header), filled, tuple(problems))
