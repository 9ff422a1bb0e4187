"""The body of the draft: title, notice, contents, clauses, annexes."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import assert_never

from pesagree.document import (
    BOX,
    Block,
    Clause,
    ClauseKind,
    Document,
    Heading,
    Paragraph,
    Role,
    Signatures,
    Table,
    Text,
)
from pesagree.writers.docx import tables, xml
from pesagree.writers.docx.comments import commented, place_comments
from pesagree.writers.docx.inlines import Pen, Room
from pesagree.writers.docx.names import bookmark_name
from pesagree.writers.outline import block_labels, clause_titles

FIRST_LOOSE_LIST = 4  # numbering.xml holds the lists before it

# How far each paragraph is set in from both margins, as in styles.xml and numbering.xml.
_INSET = {
    Role.BODY: 0,
    Role.NUMBERED: 709,
    Role.ITEM: 1219,
    Role.BULLET: 1063,
    Role.OPEN: 936,
    Role.NOTICE: 284,
    Role.PLAIN: 284,
    Role.TICK: 0,
    Role.RULED: 0,
}
_STYLE = {
    Role.BODY: "BodyText",
    Role.NUMBERED: "ClauseParagraph",
    Role.ITEM: "ClauseItem",
    Role.BULLET: "ListBullet",
    Role.OPEN: "OpenChoice",
    Role.NOTICE: "DraftNotice",
    Role.PLAIN: "PlainSentence",
    Role.TICK: "TickLine",
    Role.RULED: "RuledLine",
}
_HEADING = {
    ClauseKind.FRONT: "FrontHeading",
    ClauseKind.CLAUSE: "Heading1",
    ClauseKind.ANNEX: "AnnexHeading",
    ClauseKind.CLOSING: "FrontHeading",
}

# The outline level (\u) finds our own heading styles; naming them (\t) would need the list separator
# of the reader's Windows. No page numbers (\n): a wrong one is worse than none.
_CONTENTS = r'TOC \o "1-1" \h \n \u'


class Lists:
    """Counts the lists of items outside numbered clauses; each needs a number of its own."""

    def __init__(self, first: int = FIRST_LOOSE_LIST) -> None:
        self.first = self.next = first

    def begin(self) -> None:
        self.next += 1

    @property
    def current(self) -> int:
        return self.next - 1

    @property
    def numbers(self) -> range:
        return range(self.first, self.next)


def write_body(document: Document, width: int, lists: Lists) -> str:
    """Everything between the document's opening and its section properties."""
    places = place_comments(document)
    pen = Pen.of(document, places.by_path)
    parts = [write_head(document, pen, width)]
    for number, clause in enumerate(document.clauses, start=1):
        parts.append(write_clause(clause, number, pen, width, lists, places.by_clause.get(clause.id, ())))
    return "".join(parts)


def write_head(document: Document, pen: Pen, width: int) -> str:
    """What stands before the first clause: title, notice, contents."""
    return write_title(document, pen, width) + write_contents(document)


def write_title(document: Document, pen: Pen, width: int) -> str:
    """Title and notice."""
    parts = [xml.paragraph("Title", pen.runs(document.title, Room(width)))]
    parts += [_paragraph(notice, pen, width) for notice in document.notice]
    return "".join(parts)


def write_contents(document: Document) -> str:
    """The contents; a sheet has none."""
    return (
        ""
        if document.sheet
        else _contents(document.words["contents"], tuple(clause_titles(document).items()))
    )


def write_clause(
    clause: Clause, position: int, pen: Pen, width: int, lists: Lists, comments: Sequence[int] = ()
) -> str:
    """One clause with its heading; `position` counts clauses from 1, `comments` are those on its heading."""
    # The annexes begin on a page of their own and follow each other without breaks: most are short.
    is_first_annex = clause.kind is ClauseKind.ANNEX and pen.numbers[clause.id] == "A"
    properties = "<w:pageBreakBefore/>" if is_first_annex else ""
    heading = _clause_heading(clause, position, comments, properties)
    return heading + "".join(_blocks(clause, pen, width, lists))


@lru_cache(maxsize=64)
def _contents(heading: str, titles: tuple[tuple[str, str], ...]) -> str:
    """The contents as a field with cached entries, each a link to its clause, by its id and title."""
    if not titles:
        return ""
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{xml.instruction_run(_CONTENTS)}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    links = [
        f'<w:hyperlink w:anchor="{bookmark_name(clause)}" w:history="1">{xml.run(title)}</w:hyperlink>'
        for clause, title in titles
    ]
    links[0] = begin + links[0]
    links[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return xml.paragraph("TOCHeading", xml.run(heading)) + "".join(
        xml.paragraph("TOC1", link) for link in links
    )


def _clause_heading(clause: Clause, number: int, comments: Sequence[int], properties: str = "") -> str:
    name = bookmark_name(clause.id)
    heading = (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{xml.run(clause.heading)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    return xml.paragraph(_HEADING[clause.kind], commented(heading, comments), properties)


def _blocks(clause: Clause, pen: Pen, width: int, lists: Lists) -> Iterator[str]:
    labels = block_labels(clause, pen.numbers.get(clause.id, ""))
    for block, label, follower in zip_longest(clause.blocks, labels, clause.blocks[1:]):
        properties = "<w:keepNext/>" if _leads_to(block, follower) else ""
        if clause.kind is not ClauseKind.CLAUSE:
            block, number = _without_clause_number(block, label, lists)
            properties += number
        yield _block(block, pen, width, properties)


def _leads_to(block: Block, follower: Block | None) -> bool:
    """Whether a page must not end between the two: words before their list, boxes or table."""
    match block, follower:
        case Paragraph(role=Role.BODY | Role.NUMBERED), Paragraph(role=Role.ITEM | Role.BULLET | Role.OPEN):
            return True
        case Paragraph(role=Role.OPEN), Paragraph(role=Role.OPEN):
            return not _is_box(block)
        case Paragraph(), Table():
            return True
        case (Paragraph(), Paragraph(role=Role.TICK)) | (
            Paragraph(role=Role.RULED),
            Paragraph(role=Role.RULED),
        ):
            return True
        case _:
            return False


def _is_box(paragraph: Paragraph) -> bool:
    """Whether the paragraph is an alternative to tick, which need not stay with the next one."""
    match paragraph.inlines[:1]:
        case (Text(text=text),):
            return text.startswith(BOX)
        case _:
            return False


def _without_clause_number(block: Block, label: str, lists: Lists) -> tuple[Block, str]:
    """Where clauses have no number, sub-clauses are body text and items a list of their own."""
    match block:
        case Paragraph(role=Role.NUMBERED, inlines=inlines):
            return Paragraph(inlines), ""
        case Paragraph(role=Role.ITEM):
            if label == "(a)":
                lists.begin()
            return block, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{lists.current}"/></w:numPr>'
        case _:
            return block, ""


def _block(block: Block, pen: Pen, width: int, properties: str) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, pen, width, properties)
        case Heading(level=level, inlines=inlines):
            return xml.paragraph(f"Heading{level}", pen.runs(inlines, Room(width, cell=True)))
        case Table():
            return tables.table(block, pen, width)
        case Signatures():
            return tables.signatures(block, pen, width)
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph, pen: Pen, width: int, properties: str = "") -> str:
    role = paragraph.role
    content = pen.runs(paragraph.inlines, Room(width - _INSET[role]))
    return xml.paragraph(_STYLE[role], content, properties)
