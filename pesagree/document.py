"""The document: a small closed tree of frozen nodes that knows no output format.

The composer builds it, every writer matches it exhaustively. Clause numbers, annex letters and
the targets of references are not in the nodes: `numbering` works them out in one pass.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal, NamedTuple, assert_never

# --- inline nodes ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the clause itself; never an answer."""

    text: str
    strong: bool = False
    emphasis: bool = False


class FieldKind(StrEnum):
    """What sort of answer a field shows; a writer may offer a fitting control."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOICE = "choice"


class Field(NamedTuple):
    """One answer, or one worked-out figure, as it is printed.

    `path` is the answer's path, `label` its short name for people, `text` the exact words
    (line breaks as "\\n"). `date` is the ISO date behind a DATE, `options` the labels of a CHOICE.
    `default` marks a value that nobody decided: writers print it in brackets. A named tuple, because a roster
    makes dozens anew for each row.
    """

    path: str
    label: str
    text: str
    kind: FieldKind = FieldKind.TEXT
    date: str = ""
    options: tuple[str, ...] = ()
    default: bool = False


class BlankSize(StrEnum):
    """How much room a person needs to write the answer by hand."""

    SHORT = "short"
    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"  # no line to write on: alternatives with boxes follow


@dataclass(frozen=True, slots=True)
class Blank:
    """An answer that nobody gave: room to write, its question, and `note` (who will find out)."""

    path: str
    label: str
    question: str
    size: BlankSize = BlankSize.LINE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference to the clause or annex with the id `target`."""

    target: str


Inline = Text | Field | Blank | Break | Reference

# --- block nodes ----------------------------------------------------------------------------


class Role(StrEnum):
    """What a paragraph is; numbering and style follow from it."""

    BODY = "body"  # plain text, no number
    NUMBERED = "numbered"  # sub-clause: 4.1, 4.2
    ITEM = "item"  # (a), (b)
    BULLET = "bullet"
    OPEN = "open"  # says what is still to be decided: alternatives with boxes, "only if …"
    NOTICE = "notice"  # the boxed words at the head: this is a draft and not legal advice
    PLAIN = "plain"  # the clause in one or two plain sentences, under its heading
    TICK = "tick"  # boxes for what the reader thinks of the clause
    RULED = "ruled"  # an empty line to write on; never any words


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an annex (level 2 or 3); clause headings belong to `Clause`."""

    level: Literal[2, 3]
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    header: tuple[Inline, ...]
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row has one cell (its inlines) for each column.

    `caption` and `description` are for people who cannot see it.
    """

    caption: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature box: who signs, as what, with which identity number, and in what way.

    `lines` are the lines printed under the line to sign on (name, identity number, office), the
    label of each already among its inlines. `fingerprint` adds a box for the finger.
    """

    lines: tuple[tuple[Inline, ...], ...]
    fingerprint: bool = True


@dataclass(frozen=True, slots=True)
class SignatureSide:
    """The signers of one party under its heading ("For the Buyer: …")."""

    heading: tuple[Inline, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signature table; `fingerprint_label` stands in each box for the finger."""

    sides: tuple[SignatureSide, ...]
    fingerprint_label: str
    signature_label: str


Block = Paragraph | Heading | Table | Signatures


class ClauseKind(StrEnum):
    FRONT = "front"  # opening matter: a heading without a number
    CLAUSE = "clause"  # Clause 1, Clause 2
    ANNEX = "annex"  # Annex A, Annex B; begins a page
    CLOSING = "closing"  # after the last clause: a heading without a number


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    kind: ClauseKind
    heading: str
    blocks: tuple[Block, ...]
    plain: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark beside the text: on the first place that shows the answer at `path`, else on a clause."""

    text: str
    path: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole agreement, ready for a writer.

    `language` is es or en. `state` is the word for the draft's stage (BORRADOR, DRAFT) or empty
    when the paper is signed. `identity` and `version` identify the agreement (both may be empty). `words`
    holds the few words a writer itself needs (page, of, contents …) in the document's language, so
    that no writer holds prose. `mark` is the fingerprint of the text of general conditions, printed on each
    page in the place of the writer's own code. A `sheet` is short: no contents, set close.
    """

    language: str
    title: tuple[Inline, ...]
    plain_title: str
    state: str
    identity: str
    version: str
    notice: tuple[Paragraph, ...]
    clauses: tuple[Clause, ...]
    words: Mapping[str, str]
    comments: tuple[Comment, ...] = ()
    mark: str = ""
    sheet: bool = False


# --- patterns -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """Room for inlines in a pattern: `what` belongs there. One object for each; no writer meets one."""

    what: Hashable


class Filling:
    """What belongs in a hole: its inlines, and whatever a writer works out of them, kept beside them.

    The same inlines are the same object in agreement after agreement, as long as they are remembered.
    """

    __slots__ = ("inlines", "kept")

    def __init__(self, inlines: tuple[Inline, ...]) -> None:
        self.inlines = inlines
        self.kept: Any = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A document in two halves: what many agreements share, and what is this one's own.

    `frame` is the document without its clauses. The inlines of `clauses` hold holes where answers stand;
    equal clauses are the same objects in agreement after agreement. `fillings` gives what belongs in holes.
    """

    frame: Document
    clauses: tuple[Clause, ...]
    fillings: Callable[[Sequence[Hole]], Sequence[Filling]]

    def document(self) -> Document:
        """The whole document, every hole filled."""
        return replace(self.frame, clauses=tuple(self.filled(clause) for clause in self.clauses))

    def filled(self, clause: Clause) -> Clause:
        """One clause with its holes filled."""
        holes = holes_of(clause)
        found = {hole: f.inlines for hole, f in zip(holes, self.fillings(holes), strict=True)}
        return fill(clause, lambda hole: found[hole])


def holes_of(clause: Clause) -> tuple[Hole, ...]:
    """The holes of a clause, each once, in reading order."""
    inlines: Iterator[Inline | Hole] = (i for block in clause.blocks for i in block_inlines(block))
    return tuple(dict.fromkeys(inline for inline in inlines if isinstance(inline, Hole)))


def fill(clause: Clause, inlines_of: Callable[[Hole], Iterable[Inline]]) -> Clause:
    """The clause with these inlines in its holes."""

    def filled(inlines: tuple[Inline | Hole, ...]) -> tuple[Inline, ...]:
        nodes: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Hole):
                nodes.extend(inlines_of(inline))
            else:
                nodes.append(inline)
        return tuple(nodes)

    return replace(clause, blocks=tuple(map_inlines(block, filled) for block in clause.blocks))


# --- passes ---------------------------------------------------------------------------------


def numbering(document: Document) -> dict[str, str]:
    """Give each numbered clause its number ("4") and each annex its letter ("B"), by clause id."""
    numbers: dict[str, str] = {}
    clauses = annexes = 0
    for clause in document.clauses:
        if clause.kind is ClauseKind.CLAUSE:
            clauses += 1
            numbers[clause.id] = str(clauses)
        elif clause.kind is ClauseKind.ANNEX:
            numbers[clause.id] = chr(ord("A") + annexes)
            annexes += 1
    return numbers


def reference_text(document: Document, numbers: Mapping[str, str], target: str) -> str:
    """The printed words of a reference: "Cláusula 4", "Anexo B"; the words come from `document`."""
    kind = next(clause.kind for clause in document.clauses if clause.id == target)
    word = document.words["annex" if kind is ClauseKind.ANNEX else "clause"]
    return f"{word} {numbers[target]}"


def block_inlines(block: Block) -> Iterator[Inline]:
    """All inlines of a block, in reading order."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield from inlines
        case Table(columns=columns, rows=rows):
            for column in columns:
                yield from column.header
            for row in rows:
                for cell in row:
                    yield from cell
        case Signatures(sides=sides):
            for side in sides:
                yield from side.heading
                for signer in side.signers:
                    for line in signer.lines:
                        yield from line


def inlines(document: Document) -> Iterator[Inline]:
    """All inlines of the document, in reading order."""
    yield from document.title
    for paragraph in document.notice:
        yield from paragraph.inlines
    for clause in document.clauses:
        for block in clause.blocks:
            yield from block_inlines(block)


BOX, TICKED = "☐", "☒"
"""A box to tick by hand, and one that the answers have ticked."""

LINE_TO_WRITE_ON = "____________________"


def without_fields(document: Document) -> Document:
    """The document with every answer as plain words and every blank as a line, for a paper to be signed."""
    return replace(
        document,
        title=_plain(document.title),
        notice=tuple(replace(p, inlines=_plain(p.inlines)) for p in document.notice),
        clauses=tuple(
            replace(clause, blocks=tuple(map_inlines(block, _plain) for block in clause.blocks))
            for clause in document.clauses
        ),
    )


def _plain(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    nodes: list[Inline] = []
    for inline in inlines:
        match inline:
            case Field(text=text):
                for number, line in enumerate(text.split("\n")):
                    nodes += [Break(), Text(line)] if number else [Text(line)]
            case Blank(size=BlankSize.CHOICE, question=question):
                nodes.append(Text(question))
            case Blank(size=BlankSize.LINES):
                nodes += [Break(), Text(3 * LINE_TO_WRITE_ON)]
            case Blank():
                nodes.append(Text(LINE_TO_WRITE_ON))
            case Text() | Break() | Reference():
                nodes.append(inline)
            case _:
                assert_never(inline)
    return tuple(nodes)


def map_inlines(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """The block with `change` applied to the inlines of each paragraph, cell and line."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return replace(block, inlines=change(inlines))
        case Table(columns=columns, rows=rows):
            heads = tuple(replace(column, header=change(column.header)) for column in columns)
            return replace(block, columns=heads, rows=tuple(tuple(change(c) for c in row) for row in rows))
        case Signatures(sides=sides):
            return replace(block, sides=tuple(_map_side(side, change) for side in sides))
        case _:
            assert_never(block)


def _map_side(
    side: SignatureSide, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
) -> SignatureSide:
    signers = tuple(replace(s, lines=tuple(change(line) for line in s.lines)) for s in side.signers)
    return SignatureSide(change(side.heading), signers)
