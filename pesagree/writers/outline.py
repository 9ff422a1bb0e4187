"""What every writer must agree on: printed numbers, references, and which blanks ask their question."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from pesagree.document import (
    Blank,
    Break,
    Clause,
    ClauseKind,
    Document,
    Field,
    Inline,
    Paragraph,
    Reference,
    Role,
    Text,
    numbering,
)

UNDERSCORES = "_" * 10


def facts(document: Document, code: str = "") -> str:
    """Which agreement, which version, which text: for head or foot. `code` is a writer's own for the text."""
    words, code = document.words, document.mark or code
    version = f"{words['version']} {document.version}" if document.version else ""
    return " · ".join(
        part for part in (document.identity, version, f"{words['code']} {code}" if code else "") if part
    )


def in_brackets(blank: Blank) -> str:
    """What stands in brackets after a blank: its question, and who will find out.

    Both in one pair: the note of an unknown answer would otherwise run on into the sentence.
    """
    inside = " – ".join(filter(None, (blank.question, blank.note)))
    return f"({inside})" if inside else ""


def letter(count: int) -> str:
    """The lower-case letter of an item as Word counts: after z comes aa, then bb."""
    turns, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def block_labels(clause: Clause, number: str) -> Iterator[str]:
    """The printed label of each block of a clause: "4.1", "(a)" or nothing.

    Items restart after a sub-clause, as Word's levels do. Where nothing is numbered (front, closing,
    annex) they restart after anything that is not itself part of the list.
    """
    numbered = clause.kind is ClauseKind.CLAUSE
    paragraphs = items = 0
    for block in clause.blocks:
        label = ""
        match block:
            case Paragraph(role=Role.NUMBERED):
                items = 0
                if numbered:
                    paragraphs += 1
                    label = f"{number}.{paragraphs}"
            case Paragraph(role=Role.ITEM):
                items += 1
                label = f"({letter(items)})"
            case Paragraph(role=Role.BULLET | Role.OPEN | Role.NOTICE | Role.PLAIN | Role.TICK | Role.RULED):
                pass
            case _:
                items = items if numbered else 0
        yield label


def reference_labels(document: Document) -> dict[str, str]:
    """The printed words of a reference to each clause; to one without a number, its heading."""
    return _labels(document, numbering(document))


def _labels(document: Document, numbers: Mapping[str, str]) -> dict[str, str]:
    words = document.words
    kinds = {ClauseKind.CLAUSE: words["clause"], ClauseKind.ANNEX: words["annex"]}
    return {
        clause.id: f"{kinds[clause.kind]} {numbers[clause.id]}" if clause.id in numbers else clause.heading
        for clause in document.clauses
    }


def clause_titles(document: Document) -> dict[str, str]:
    """Each clause's whole heading by its id: "Cláusula 4. Pago", "Anexo B. Mapa", "Firmas"."""
    numbers = numbering(document)
    labels = _labels(document, numbers)
    return {
        clause.id: f"{labels[clause.id]}. {clause.heading}" if clause.id in numbers else clause.heading
        for clause in document.clauses
    }


def plain_text(inlines: Iterable[Inline], references: Mapping[str, str]) -> str:
    """The inlines as bare words, for measuring and for places that take no markup."""
    return "".join(_plain(inline, references) for inline in inlines)


def _plain(inline: Inline, references: Mapping[str, str]) -> str:
    match inline:
        case Text(text=text):
            return text
        case Field(text=text, default=default):
            return f"[{text}]" if default else text
        case Blank():
            return UNDERSCORES
        case Break():
            return "\n"
        case Reference(target=target):
            return references[target]
        case _:
            assert_never(inline)
