"""An agreement on two papers: what ties the particular conditions to the general ones."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import assert_never

from pesagree.document import (
    Blank,
    Block,
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
    block_inlines,
    numbering,
    reference_text,
)


def fingerprint(document: Document) -> str:
    """The fingerprint of a document's text: twelve hexadecimal digits in groups, `3F2A-91BC-7D04`.

    It is the beginning of the SHA-256 of the language, the title, and every clause with its number, its
    heading and its words, answers and questions of open answers among them. What surrounds the text (the
    notice and the state of a draft, version, remarks, plain sentences) does not count.
    """
    digest = sha256("\n".join(_lines(document)).encode()).hexdigest().upper()
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))


def _lines(document: Document) -> Iterator[str]:
    numbers = numbering(document)

    def said(inlines: tuple[Inline, ...]) -> str:
        return "".join(map(one, inlines))

    def one(inline: Inline) -> str:
        match inline:
            case Text(text=text) | Field(text=text):
                return text
            case Blank(question=question, note=note):
                return f"[{question} {note}]"
            case Break():
                return "\n"
            case Reference(target=target):
                return reference_text(document, numbers, target)
            case _:
                assert_never(inline)

    yield document.language
    yield said(document.title)
    for clause in document.clauses:
        yield f"{clause.kind} {numbers.get(clause.id, '')} {clause.heading}"
        for block in clause.blocks:
            yield from _block(block, said)


def _block(block: Block, said: Callable[[tuple[Inline, ...]], str]) -> Iterator[str]:
    match block:
        case Paragraph(inlines=inlines, role=role):
            yield f"{role} {said(inlines)}"
        case Heading(inlines=inlines):
            yield said(inlines)
        case Table(columns=columns, rows=rows):
            for cells in ([column.header for column in columns], *rows):
                yield "|".join(map(said, cells))
        case Signatures():
            yield said(tuple(block_inlines(block)))
        case _:
            assert_never(block)


def of_the_general(general: Document, target: str, phrase: str) -> str:
    """A reference out of the particular conditions: the clause of the general ones, as `phrase` puts it.

    `phrase` has a place for `{clause}`: its number, or its heading where it has none.
    """
    numbers = numbering(general)
    if target in numbers:
        return phrase.format(clause=reference_text(general, numbers, target))
    heading = next(clause.heading for clause in general.clauses if clause.id == target)
    return phrase.format(clause=f"«{heading}»" if general.language == "es" else f"“{heading}”")
