"""Loading clauses: the index `templates/clauses.yaml` and each language's `clauses/<id>.md`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from jinja2 import nodes

from pesagree.agreement.conditions import NAMED, Condition
from pesagree.clauses.sandbox import parse
from pesagree.document import ClauseKind
from pesagree.errors import Place, Problem, TemplateError
from pesagree.resources import templates_dir
from pesagree.wording.language import profile_words
from pesagree.wording.profile import Profile

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_PLAIN = Profile("", {}, {})

MAX_CLAUSE = 200_000
"""Characters of one clause file; the longest of ours has under 10,000."""


class Form(StrEnum):
    """The papers that one agreement can be printed as."""

    FULL = "full"  # everything on one paper
    SHORT = "short"  # the particular conditions: what this one deal decides, on a sheet or two
    GENERAL = "general"  # the general conditions: the rules of every deal of the programme, printed once


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause as the index has it, for every language."""

    id: str
    kind: ClauseKind
    part: str
    when: tuple[str, ...]
    numbered: bool
    covers: tuple[str, ...]
    adds: str
    forms: tuple[Form, ...] = (Form.FULL, Form.GENERAL)
    stands_for: tuple[str, ...] = ()

    @property
    def condition(self) -> Condition | None:
        """The condition on which the clause is in the agreement; None = always."""
        found: Condition | None = None
        for name in self.when:
            found = NAMED[name] if found is None else found | NAMED[name]
        return found


@dataclass(frozen=True)
class ClauseTemplate:
    """One clause in one language: its words, and its pieces ready to render.

    A piece is what stands between two blank lines; each is rendered alone, so that a piece whose logic
    meets an open answer can show its alternatives while the others stand.
    """

    entry: Entry
    heading: str
    plain: str
    note: str
    file: Path
    first_line: int
    pieces: tuple[str, ...]
    piece_lines: tuple[int, ...]
    clause_ids: frozenset[str]

    @cached_property
    def trees(self) -> tuple[nodes.Template, ...]:
        """The syntax tree of each piece, checked; read when the clause is first needed.

        Raises TemplateError with every fault of the clause.
        """
        found = [
            parse(piece, self.file, line, self.clause_ids)
            for piece, line in zip(self.pieces, self.piece_lines, strict=True)
        ]
        if problems := [problem for _, faults in found for problem in faults]:
            raise TemplateError(problems)
        return tuple(tree for tree, _ in found)

    def place(self, piece: int) -> Place:
        return Place(str(self.file), self.piece_lines[piece])


class Library:
    """All clauses of one language, in the order of the agreement. Raises TemplateError with every fault.

    A country's own wording stands in a folder of its own, `<lang>/clauses/<COUNTRY>/<id>.md`, and takes the
    place of the general one there. A profile says the same text in its own words; notes for the lawyer stay.
    """

    def __init__(
        self,
        language: str,
        folder: Path | None = None,
        country: str | None = None,
        profile: Profile | None = None,
    ) -> None:
        self.language = language
        self.folder = folder or templates_dir()
        self.entries = index(self.folder / "clauses.yaml")
        ids = frozenset(entry.id for entry in self.entries)
        clauses: list[ClauseTemplate] = []
        problems: list[Problem] = []
        for entry in self.entries:
            own = self.folder / language / "clauses" / str(country) / f"{entry.id}.md"
            general = self.folder / language / "clauses" / f"{entry.id}.md"
            try:
                clause = _clause(entry, own if own.is_file() else general, ids, profile)
                if folder is not None:  # somebody else's: every fault at once. Ours have tests.
                    clause.trees  # noqa: B018
                clauses.append(clause)
            except TemplateError as error:
                problems.extend(error.problems)
        if problems:
            raise TemplateError(problems)
        self.clauses: tuple[ClauseTemplate, ...] = tuple(clauses)


@cache
def library(language: str, country: str | None = None, profile: str | None = None) -> Library:
    """The library of one language, read once, in the words of a country and a profile that have their own."""
    has_own = country is not None and (templates_dir() / language / "clauses" / country).is_dir()
    own = profile_words(language, profile) if profile else None
    return _library(language, country if has_own else None, own if own and own.instead else None)


@cache
def _library(language: str, country: str | None, profile: Profile | None) -> Library:
    return Library(language, country=country, profile=profile)


def index(file: Path) -> tuple[Entry, ...]:
    """The index of clauses. Raises TemplateError."""
    try:
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unreadable(file, str(error)) from error
    if not isinstance(rows, list):
        raise _unreadable(file, "- {id: …}")
    return tuple(_entry(row, file) for row in rows)


def _unreadable(file: Path, detail: str) -> TemplateError:
    return TemplateError([Problem("template_unreadable", Place(str(file)), facts={"detail": detail})])


def _entry(row: Any, file: Path) -> Entry:
    covers = row.get("covers", []) if isinstance(row, Mapping) else None
    kind = row.get("kind", ClauseKind.CLAUSE) if isinstance(row, Mapping) else ""
    if (
        not isinstance(row, Mapping)
        or "id" not in row
        or kind not in [*ClauseKind]
        or type(covers) is not list
        or not {*row.get("forms", [])} <= {*Form}
    ):
        raise _unreadable(file, str(row))
    when = tuple(str(row["when"]).split(" or ")) if "when" in row else ()
    unknown = [name for name in when if name not in NAMED]
    if unknown:
        raise TemplateError([Problem("template_condition", Place(str(file)), facts={"name": unknown[0]})])
    return Entry(
        id=str(row["id"]),
        kind=ClauseKind(kind),
        part=str(row.get("part", "general")),
        when=when,
        numbered=bool(row.get("numbered", True)),
        covers=tuple(covers),
        adds=str(row.get("adds", "")),
        forms=tuple(Form(name) for name in row.get("forms", (Form.FULL, Form.GENERAL))),
        stands_for=tuple(str(name) for name in row.get("stands_for", ())),
    )


def _clause(entry: Entry, file: Path, clause_ids: frozenset[str], profile: Profile | None) -> ClauseTemplate:
    try:
        text = file.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, str(error)) from error
    if len(text) > MAX_CLAUSE:
        raise TemplateError([Problem("template_too_large", Place(str(file)), facts={"most": MAX_CLAUSE})])
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise TemplateError([Problem("template_front_matter", Place(str(file), 1))])
    head, body = text[4:].split("\n---\n", 1)
    try:
        words = yaml.load(head, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(file), mark.line + 2 if mark else 1)
        raise TemplateError([Problem("template_yaml", place, facts={"detail": str(error)})]) from error
    if not isinstance(words, dict) or "heading" not in words:
        raise TemplateError([Problem("template_front_matter", Place(str(file), 1))])
    first_line = head.count("\n") + 4
    said = profile or _PLAIN
    pieces, lines = _pieces(said.reword_clause(body), first_line)
    return ClauseTemplate(
        entry,
        said.reword(str(words["heading"])),
        said.reword(str(words.get("plain", ""))),
        str(words.get("note", "")),
        file,
        first_line,
        pieces,
        lines,
        clause_ids,
    )


def _pieces(body: str, first_line: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Split at blank lines; with the line each piece begins on."""
    pieces: list[str] = []
    lines: list[int] = []
    position = 0
    for part in [*_BLANK_LINE.split(body)]:
        start = body.index(part, position)
        position = start + len(part)
        text = part.strip("\n")
        if text.strip():
            pieces.append(text)
            lines.append(first_line + body.count("\n", 0, start + (len(part) - len(part.lstrip("\n")))))
    return tuple(pieces), tuple(lines)
