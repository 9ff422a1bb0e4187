"""What is wrong with the text of a draft, whatever its answers: empty, broken, unclean or foreign."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pesagree.document import (
    Blank,
    Block,
    Break,
    Document,
    Field,
    Inline,
    Paragraph,
    Reference,
    Role,
    Signatures,
    Table,
    Text,
    block_inlines,
    inlines,
    numbering,
)
from tests.clauses.lexicon import is_foreign

LEFT_OVER = re.compile(
    r"\bNone\b|\bFalse\b|\bTrue\b|\bnull\b|\{\{|\}\}|\{%|%\}|\{#|<[a-z]+>|\*\*|\||[\ue000-\uf8ff]"
)
"""What a template, Python or Markdown leaves behind; an answer's own text may hold any of it."""

SPACING = re.compile(
    r" {2}|\s[.,;:)»]|[(«¿]\s|\( *\)|\[ *\]|«»|\.\.(?!\.)|,,|[,;:] *[.;,]|(?<!\w)[.,;]\w{3}|,[a-zñ]"
)

CODE = re.compile(r"\b[0-9A-F]{4}(-[0-9A-F]{4}){2}\b")
"""The fingerprint of a text: each language has its own."""

ABBREVIATIONS = re.compile(r"(?:\b(?:art|arts|Jr|Av|No|Nos|Ltd|Cía|núm)|N\.º)\.$")
SENTENCE = re.compile(r"([^.!?\s]*[.!?])[)»]? +«?([a-zñáéíóú])")


def said(nodes: tuple[Inline, ...]) -> str:
    """The words of a line, with a stand-in for what is no text."""
    shown = {Blank: "____", Reference: "X 1"}
    return "".join(n.text if isinstance(n, Text | Field) else shown.get(type(n), "\n") for n in nodes)


def lines(document: Document) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Every line that a reader meets, with the id of its clause: paragraphs, headings, cells, signers."""
    for clause in document.clauses:
        for block in clause.blocks:
            match block:
                case Table(columns=columns, rows=rows):
                    yield from ((clause.id, column.header) for column in columns)
                    yield from ((clause.id, cell) for row in rows for cell in row)
                case Signatures(sides=sides):
                    for side in sides:
                        yield clause.id, side.heading
                        yield from ((clause.id, line) for signer in side.signers for line in signer.lines)
                case _:
                    yield clause.id, tuple(block_inlines(block))


def texts(document: Document) -> Iterator[str]:
    """Every run of words that a reader meets, with its answers; captions and headings too."""
    for clause in document.clauses:
        yield clause.heading
        yield from (block.caption for block in clause.blocks if isinstance(block, Table))
        yield from (block.description for block in clause.blocks if isinstance(block, Table))
    yield from (said(nodes) for _, nodes in lines(document))


def unclean(document: Document) -> Iterator[str]:
    """Runs with something left over, a doubled space or a stray mark."""
    for text in texts(document):
        if found := _stray(text):
            yield f"unclean {found!r}: {text}"


@cache  # most texts stand in nearly every draft
def _stray(text: str) -> str:
    found = LEFT_OVER.search(text) or SPACING.search(text)
    return found[0] if found else " " if text != text.strip(" ") else ""


def in_lower_case(document: Document) -> Iterator[str]:
    """Sentences that begin in lower case: after a full stop, or at the head of a paragraph."""
    for clause in document.clauses:
        for block in clause.blocks:
            if not isinstance(block, Paragraph):
                continue
            text = said(block.inlines)
            yield from (f"lower case after {at!r} in {clause.id}: {text}" for at in _starts(text))
            if block.role in (Role.NUMBERED, Role.BODY) and text[:1].islower():
                yield f"lower case in {clause.id}: {text}"


@cache
def _starts(text: str) -> tuple[str, ...]:
    return tuple(m[0] for m in SENTENCE.finditer(text) if not ABBREVIATIONS.search(m[1]))


def empty(document: Document) -> Iterator[str]:
    """Clauses, tables, rows and paragraphs with nothing in them."""
    for clause in document.clauses:
        if not clause.heading or not clause.blocks:
            yield f"empty clause {clause.id}"
        for block in clause.blocks:
            if isinstance(block, Table):
                widths = {len(row) for row in block.rows}
                if widths != {len(block.columns)}:
                    yield f"table in {clause.id} with rows of {widths}: {block.description}"
            elif not _shown(block):
                yield f"empty block in {clause.id}: {block}"


def _shown(block: Block) -> bool:
    return any(not isinstance(node, Break) for node in block_inlines(block)) and bool(
        said(tuple(block_inlines(block))).strip()
    )


def broken_references(document: Document) -> Iterator[str]:
    """References to a clause that is not there or has no number."""
    there = numbering(document)
    targets = {node.target for node in inlines(document) if isinstance(node, Reference)}
    yield from (f"reference to {target}" for target in targets - set(there))


def foreign(document: Document) -> Iterator[str]:
    """Words of the other language in the words of a clause."""
    for node in inlines(document):
        text = node.question if isinstance(node, Blank) else node.text if isinstance(node, Text) else ""
        quoted = isinstance(node, Text) and node.emphasis  # a Spanish term of the law, in italics
        if not quoted and is_foreign(text, document.language):
            yield f"foreign: {text}"


def faults(document: Document) -> list[str]:
    """Everything above, in one list."""
    found: list[str] = []
    for look in (unclean, in_lower_case, empty, broken_references, foreign):
        found += look(document)
    return found


def disagreement(spanish: Document, english: Document) -> dict[str, str]:
    """By clause what one language shows and the other does not: answers, blanks, references, numbers."""
    one, other = _shown_by_clause(spanish), _shown_by_clause(english)
    found = {
        identity: f"{one[identity] - other[identity]} against {other[identity] - one[identity]}"
        for identity in one.keys() & other.keys()
        if one[identity] != other[identity]
    }
    if list(one) != list(other):
        found["clauses"] = f"{list(one)} against {list(other)}"
    return found


def _shown_by_clause(document: Document) -> dict[str, Counter[str]]:
    shown: dict[str, Counter[str]] = {}
    for clause in document.clauses:
        found = shown[clause.id] = Counter()
        for block in clause.blocks:
            for node in block_inlines(block):
                match node:
                    case Field(path=path, text=text):
                        found[f"{path} {''.join(filter(str.isdecimal, text))}"] += 1
                    case Blank(path=path):
                        found[f"{path} blank"] += 1
                    case Reference(target=target):
                        found[f"-> {target}"] += 1
                    case Text(text=text):
                        found.update(re.findall(r"\d[\d-]*", CODE.sub("", text)))
    return shown
