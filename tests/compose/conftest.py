"""Samples and their drafts (composed once), small agreements, and a plain dump of a document."""

from collections.abc import Callable, Iterator
from functools import cache
from textwrap import dedent

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.compose import compose
from pesagree.document import (
    Blank,
    Break,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Reference,
    Signatures,
    Table,
    Text,
    numbering,
    reference_text,
)
from pesagree.resources import samples_dir


@cache
def _sample(name: str) -> Agreement:
    return load(samples_dir() / f"{name}.yaml").agreement


@cache
def _draft(name: str, language: str) -> Document:
    return compose(_sample(name), language)


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Agreement]:
    """A sample with its private figures, by its name."""
    return _sample


@pytest.fixture(scope="session")
def draft() -> Callable[[str, str], Document]:
    """The draft of a sample in a language."""
    return _draft


@pytest.fixture(scope="session")
def agree() -> Callable[..., Agreement]:
    """The agreement of a few answers; indentation is as the test has it."""
    return lambda text: parse(dedent(text), "a.yaml").agreement


@pytest.fixture(scope="session")
def dump() -> Callable[[Document], list[str]]:
    """A document as plain lines, one for each block or row: «answer», [_path: note_], {default}."""
    return lambda document: list(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    numbers = numbering(document)

    def said(inlines: tuple[Inline, ...]) -> str:
        return "".join(one(inline) for inline in inlines)

    def one(inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return text
            case Field(text=text, default=default):
                return f"{{{text}}}" if default else f"«{text}»"
            case Blank(path=path, note=note):
                return f"[_{path}{': ' if note else ''}{note}_]"
            case Break():
                return " / "
            case Reference(target=target):
                return reference_text(document, numbers, target)

    yield f"title: {said(document.title)}"
    yield f"state: {document.state} · {document.identity} · {document.version}"
    for paragraph in document.notice:
        yield f"notice: {said(paragraph.inlines)}"
    for clause in document.clauses:
        yield f"== {clause.kind} {numbers.get(clause.id, '-')} {clause.id}: {clause.heading}"
        for block in clause.blocks:
            match block:
                case Paragraph(inlines=inlines, role=role):
                    yield f"{role}: {said(inlines)}"
                case Heading(inlines=inlines, level=level):
                    yield f"h{level}: {said(inlines)}"
                case Table(columns=columns, rows=rows):
                    yield "table: " + " | ".join(said(column.header) for column in columns)
                    for row in rows:
                        yield "row: " + " | ".join(said(cell) for cell in row)
                case Signatures(sides=sides):
                    for side in sides:
                        yield f"signs: {said(side.heading)}"
                        for signer in side.signers:
                            yield "signer: " + "; ".join(said(line) for line in signer.lines)
