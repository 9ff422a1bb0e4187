"""Many agreements in one Word file, to be printed in one go: each begins on a front page and counts its own.

Each agreement is a section of its own, with its own header and footer, its own numbering and bookmarks. It
holds no controls and no comments: it is for the printer, and the file of each agreement is what people edit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pesagree.document import Document
from pesagree.writers.docx import xml
from pesagree.writers.docx.body import Lists, write_body, write_clause, write_head
from pesagree.writers.docx.bundle_paper import Bundled, BundlePaper, PlainBundle
from pesagree.writers.docx.inlines import Pen
from pesagree.writers.docx.package import seal
from pesagree.writers.docx.paper import PLAIN, SHEET, Body, numbering_text, properties_parts

_NAMES = re.compile(
    r'(?<=<w:bookmarkStart )w:id="(\d+)" w:name="c_|(?<=<w:bookmarkEnd )w:id="(\d+)"|(?<= w:anchor=")c_'
    r'|(?<=<w:instrText xml:space="preserve"> REF )c_'
)
_CONTENTS = re.compile(r'(?<=<w:instrText xml:space="preserve"> TOC )')
_NUMBERED = re.compile(
    r'<w:pStyle w:val="(Heading1|ClauseParagraph|ClauseItem|AnnexHeading)"/>'
    r"((?:<w:keepNext/>|<w:pageBreakBefore/>)*)(?!<w:numPr>|<w:keepNext/>|<w:pageBreakBefore/>)"
)
_LEVELS = {"Heading1": 0, "ClauseParagraph": 1, "ClauseItem": 2}


class _BarePen(Pen):
    """Writes what a control would hold, without the control."""

    def _control(self, path: str, label: str, kind: str, content: str) -> str:  # noqa: ARG002
        self.controls.add(path)
        return content


@dataclass(frozen=True, slots=True)
class _Section:
    """One agreement in the file: its paragraphs, and which header and footer it has."""

    body: str
    paper: int


def write_bundle(
    cover: Document, agreements: Sequence[Document], copies: int = 1, *, letterhead: bytes | None = None
) -> bytes:
    """The cover, then each agreement `copies` times, in order; the same documents give the same bytes.

    Every page says which agreement it is of, with the code that the agreement's own file bears, and its
    page among those of that agreement. `letterhead` is a .docx as for one draft.
    """
    paper = _paper(agreements[0], letterhead)
    lists = Lists(first=_first_list(len(agreements) * copies))
    sections = [_Section(_body(replace(cover, clauses=()), cover, 0, paper.width, lists), 0)]
    for number, agreement in enumerate(agreements, start=1):
        for _ in range(copies):
            sections.append(_Section(_body(agreement, agreement, len(sections), paper.width, lists), number))
    *before, last = sections
    whole = [section.body + _break(at, paper.section(section.paper)) for at, section in enumerate(before)]
    body = paper.body("".join([*whole, last.body, _paragraph_at_end(len(before), "")]), cover.language)
    papers = [
        # The copies of an agreement share header and footer: they have as many pages as the first of them.
        Bundled(document, _code(document, paper.width), _end(1 + (number - 1) * copies if number else 0))
        for number, document in enumerate([cover, *agreements])
    ]
    return seal(
        [
            Body([body.encode()], paper.section(last.paper)).part,
            *paper.parts(papers, _numbering(cover, len(sections), lists)),
            *properties_parts(cover.plain_title, cover.language),
        ]
    )


def _paper(agreement: Document, letterhead: bytes | None) -> BundlePaper:
    if letterhead is None:
        return PlainBundle(SHEET if agreement.sheet else PLAIN)
    from pesagree.writers.docx.bundle_letterhead import LetterheadBundle  # python-docx is slow to import
    from pesagree.writers.docx.letterhead import read_letterhead

    return LetterheadBundle(read_letterhead(letterhead))


def _body(head: Document, document: Document, section: int, width: int, lists: Lists) -> str:
    """The paragraphs of one section, with names and numbers that no other section has.

    `head` gives title and contents: the same document, or for a cover one without clauses to list.
    """
    pen = _BarePen.of(document, {})
    parts = [write_head(head, pen, width)]
    for position, clause in enumerate(document.clauses, start=1):
        parts.append(write_clause(clause, position, pen, width, lists))
    text = _NAMES.sub(lambda found: _renamed(found, section), "".join(parts))
    text = _CONTENTS.sub(lambda _: f"\\b {_whole(section)} ", text)
    text = _NUMBERED.sub(lambda found: _renumbered(found, section), text)
    number = _bookmark(section, 0)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{_whole(section)}"/>'
    return f'{mark}{text}<w:bookmarkEnd w:id="{number}"/>'


def _whole(section: int) -> str:
    """The bookmark round a section: its contents list these pages and no others."""
    return f"p_{section}"


def _end(section: int) -> str:
    """The bookmark at the end of a section."""
    return f"e_{section}"


def _bookmark(section: int, number: int) -> int:
    return section * 1000 + number


def _renamed(found: re.Match[str], section: int) -> str:
    if found[1]:
        return f'w:id="{_bookmark(section, int(found[1]))}" w:name="c{section}_'
    if found[2]:
        return f'w:id="{_bookmark(section, int(found[2]))}"'
    return f"c{section}_"


# --- numbering ------------------------------------------------------------------------------


def _first_list(sections: int) -> int:
    """The number of the first loose list: those of clauses and annexes, two for each section, come before."""
    return 4 + 2 * (sections + 1)


def _renumbered(found: re.Match[str], section: int) -> str:
    """A numbered paragraph with the list of its section; the style's own would count on and on."""
    style, properties = found[1], found[2]
    number = 4 + 2 * section + (style == "AnnexHeading")
    level = _LEVELS.get(style, 0)
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:pStyle w:val="{style}"/>{properties}{numbered}'


def _numbering(cover: Document, sections: int, lists: Lists) -> str:
    text = numbering_text(cover.words["clause"], cover.words["annex"], tuple(lists.numbers))
    own = "".join(
        f'<w:num w:numId="{4 + 2 * section + kind}"><w:abstractNumId w:val="{kind + 1}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for section in range(sections)
        for kind in (0, 1)
    )
    head, mark, rest = text.rpartition('<w:num w:numId="3">')
    end = rest.index("</w:num>") + len("</w:num>")
    return head + mark + rest[:end] + own + rest[end:]


# --- sections -------------------------------------------------------------------------------


def _break(section: int, properties: str) -> str:
    return _paragraph_at_end(section, f"<w:sectPr>{properties}</w:sectPr>")


def _paragraph_at_end(section: int, properties: str) -> str:
    """The end of a section, in a paragraph as low as can be, with the bookmark of its last page."""
    number = _bookmark(section, 999)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{_end(section)}"/><w:bookmarkEnd w:id="{number}"/>'
    return xml.paragraph("AfterTable", mark, properties)


def _code(document: Document, width: int) -> str:
    """The code in the footer of the agreement's own file."""
    return Body([write_body(document, width, Lists()).encode()], "").code
