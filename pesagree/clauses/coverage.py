"""What an agreement should answer and what answers it: `templates/references.yaml`, and its page."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pesagree.agreement import QUESTIONS
from pesagree.clauses.library import Entry, Form, Library, library
from pesagree.errors import Place, Problem, TemplateError
from pesagree.resources import templates_dir

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RULE = re.compile(r"[A-Z]{3}-\d{2}")
PAGE = "page"
"""The one key of the file that is no element: the words of the page."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a work of reference, a law or good practice asks of an agreement."""

    id: str
    text: str
    source: str
    sure: str
    where: str
    covered_by: tuple[str, ...]
    same_as: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Covered:
    """An element with what answers it, by kind; `unknown` is named but does not exist."""

    element: Element
    clauses: tuple[str, ...]
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.clauses or self.questions or self.rules)


def references(folder: Path | None = None) -> Mapping[str, Any]:
    """The file as it stands. Raises TemplateError."""
    file = (folder or templates_dir()) / "references.yaml"
    try:
        found = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unreadable(file, str(error)) from error
    if not isinstance(found, dict):
        raise _unreadable(file, "UNEP-1: {…}")
    return found


def _unreadable(file: Path, detail: str) -> TemplateError:
    return TemplateError([Problem("template_unreadable", Place(str(file)), facts={"detail": detail})])


def elements(found: Mapping[str, Any], language: str) -> tuple[Element, ...]:
    """Every element of the file, in its order, in one language."""
    return tuple(
        Element(
            identity,
            row[f"text_{language}"],
            row["source"],
            row["sure"],
            row["where"],
            tuple(row["covered_by"]),
            row.get("same_as", ""),
            row.get("left_out", {}).get(language, ""),
        )
        for identity, row in found.items()
        if identity != PAGE
    )


def coverage(
    asked: Iterable[Element],
    clauses: Collection[str],
    questions: Collection[str],
    rules: Collection[str] | None = None,
) -> tuple[Covered, ...]:
    """What answers each element; without the rules' ids, whatever looks like a rule counts as one."""

    def kind(name: str) -> str:
        if name in clauses:
            return "clauses"
        if name in questions:
            return "questions"
        return "rules" if (_RULE.fullmatch(name) if rules is None else name in rules) else "unknown"

    def judge(element: Element) -> Covered:
        kinds: dict[str, list[str]] = {"clauses": [], "questions": [], "rules": [], "unknown": []}
        for name in element.covered_by:
            kinds[kind(name)].append(name)
        return Covered(element, **{kind: tuple(names) for kind, names in kinds.items()})

    return tuple(judge(element) for element in asked)


def disagreements(rows: Iterable[Covered], entries: Iterable[Entry]) -> tuple[str, ...]:
    """Where the index of clauses and the list of elements do not say the same: "clause: id"."""
    ours = {(entry.id, identity) for entry in entries for identity in entry.covers}
    theirs = {(clause, row.element.id) for row in rows for clause in row.clauses}
    return tuple(f"{clause}: {identity}" for clause, identity in sorted(ours ^ theirs))


def page(rows: tuple[Covered, ...], clauses: Library, words: Mapping[str, Any]) -> str:
    """The whole of docs/coverage.md."""
    return "\n\n".join(_parts(rows, clauses, words)) + "\n"


def _parts(rows: tuple[Covered, ...], ours: Library, words: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {words['title']}"
    yield words["intro"]
    yield words["counts"].format(
        rows=len(rows),
        distinct=sum(not row.element.same_as for row in rows),
        clauses=sum(bool(row.clauses) for row in rows),
        elsewhere=sum(row.is_answered and not row.clauses for row in rows),
        left_out=sum(bool(row.element.left_out) for row in rows),
    )
    headings = {c.entry.id: c.heading for c in ours.clauses if Form.FULL in c.entry.forms}
    yield _table(
        list(words["columns"].values()),
        [
            [
                row.element.id,
                row.element.text,
                row.element.source,
                words["sure"][row.element.sure],
                words["where"][row.element.where],
                _by(row, headings, words),
            ]
            for row in rows
        ],
    )
    used = {name for row in rows for name in row.clauses}
    yield f"## {words['clauses']}"
    yield "\n".join(f"- {heading}" for name, heading in headings.items() if name not in used)


def _by(row: Covered, headings: Mapping[str, str], words: Mapping[str, Any]) -> str:
    parts = ["; ".join(headings[name] for name in row.clauses)]
    parts.append(", ".join([*(f"`{path}`" for path in row.questions), *row.rules]))
    if row.element.same_as:
        parts.append(words["same_as"].format(id=row.element.same_as))
    if row.element.left_out:
        parts.append(words["left_out"].format(reason=row.element.left_out))
    return ". ".join(part for part in parts if part)


def _table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> str:
    """The page as it should stand, from the files that ship."""
    found, clauses = references(), library("en")
    ids = {entry.id for entry in clauses.entries}
    return page(coverage(elements(found, "en"), ids, QUESTIONS), clauses, found[PAGE])


if __name__ == "__main__":
    import sys

    sys.stdout.write(main())
