"""Many agreements in one Word file, to be printed in one go: each begins on a front page and counts its own.

Each agreement is a section of its own, with its own header and footer, its own numbering and bookmarks. It
holds no controls and no comments: it is for the printer, and the file of each agreement is what people edit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pesagree.document import Document
from pesagree.writers.docx import xml
from pesagree.writers.docx.body import Lists, write_body, write_clause, write_head
from pesagree.writers.docx.inlines import Pen
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, seal, text_part
from pesagree.writers.docx.paper import (
    PLAIN,
    SHEET,
    Body,
    Plain,
    font_table_part,
    footer_part,
    header_part,
    numbering_part,
    numbering_text,
    properties_parts,
    settings_part,
    styles_text,
    theme_part,
)

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
_PAGES = re.compile(r'<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>\d+</w:t></w:r></w:fldSimple>')


def _section_pages(last: str) -> str:
    """The pages of this section: Word counts them by itself whenever it lays pages out.

    LibreOffice does not know that field and shows what is cached in it: there, a reference to the page of
    the bookmark `last` at the section's end, which it follows and which comes to the same.
    """
    return xml.field("SECTIONPAGES", xml.field(f"PAGEREF {last}", xml.run("…")))


class _BarePen(Pen):
    """Writes what a control would hold, without the control."""

    def _control(self, path: str, label: str, kind: str, content: str) -> str:  # noqa: ARG002
        self.controls.add(path)
        return content


@dataclass(frozen=True, slots=True)
class _Section:
    """One agreement in the file: its paragraphs, and which header and footer it has."""

    body: str
    papers: int


def write_bundle(cover: Document, agreements: Sequence[Document], copies: int = 1) -> bytes:
    """The cover, then each agreement `copies` times, in order; the same documents give the same bytes.

    Every page says which agreement it is of, with the code that the agreement's own file bears, and its
    page among those of that agreement.
    """
    paper = SHEET if agreements[0].sheet else PLAIN
    lists = Lists(first=_first_list(len(agreements) * copies))
    papers = [cover, *agreements]
    sections = [_Section(_body(replace(cover, clauses=()), cover, 0, paper, lists), 0)]
    for number, agreement in enumerate(agreements, start=1):
        for _ in range(copies):
            sections.append(_Section(_body(agreement, agreement, len(sections), paper, lists), number))
    *before, last = sections
    whole = [section.body + _break(at, _section(section.papers, paper)) for at, section in enumerate(before)]
    ending = last.body + _paragraph_at_end(len(before), "")
    return seal(
        [
            Body("".join([*whole, ending]).encode()).part(_section(last.papers, paper)),
            _relations(len(papers)),
            text_part("word/styles.xml", "wordprocessingml.styles", styles_text(cover.language, paper.look)),
            numbering_part(_numbering(cover, len(sections), lists)),
            settings_part(cover.language),
            font_table_part(),
            theme_part(),
            *_furniture(papers, copies, paper),
            *properties_parts(cover.plain_title, cover.language),
        ]
    )


def _body(head: Document, document: Document, section: int, paper: Plain, lists: Lists) -> str:
    """The paragraphs of one section, with names and numbers that no other section has.

    `head` gives title and contents: the same document, or for a cover one without clauses to list.
    """
    pen = _BarePen.of(document, {})
    parts = [write_head(head, pen, paper.width)]
    for position, clause in enumerate(document.clauses, start=1):
        parts.append(write_clause(clause, position, pen, paper.width, lists))
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


# --- sections, headers and footers ----------------------------------------------------------


def _section(number: int, paper: Plain) -> str:
    return (
        f'<w:headerReference w:type="default" r:id="rIdH{number}"/>'
        f'<w:footerReference w:type="default" r:id="rIdF{number}"/><w:type w:val="oddPage"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{paper.margin}" w:right="{paper.margin}" w:bottom="{paper.margin}"'
        f' w:left="{paper.margin}" w:header="{paper.edge}" w:footer="{paper.edge}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/>'
    )


def _break(section: int, properties: str) -> str:
    return _paragraph_at_end(section, f"<w:sectPr>{properties}</w:sectPr>")


def _paragraph_at_end(section: int, properties: str) -> str:
    """The end of a section, in a paragraph as low as can be, with the bookmark of its last page."""
    number = _bookmark(section, 999)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{_end(section)}"/><w:bookmarkEnd w:id="{number}"/>'
    return xml.paragraph("AfterTable", mark, properties)


def _furniture(papers: Sequence[Document], copies: int, paper: Plain) -> Iterator[Part]:
    """A header and a footer for each agreement; its copies share them, as they have as many pages."""
    for number, document in enumerate(papers):
        yield header_part(f"word/header{number}.xml", document, number + 1)
        footer = footer_part(f"word/footer{number}.xml", document, _code(document, paper), paper.width)
        pages = _section_pages(_end(1 + (number - 1) * copies if number else 0))
        text = pages.join(_PAGES.split(footer.data.decode()))
        yield text_part(f"word/footer{number}.xml", "wordprocessingml.footer", text)


def _code(document: Document, paper: Plain) -> str:
    """The code in the footer of the agreement's own file."""
    return Body(write_body(document, paper.width, Lists()).encode()).code


def _relations(papers: int) -> Part:
    fixed = ("styles", "numbering", "settings", "fontTable")
    links = [(f"rId{kind}", f"{OFFICE_RELATIONS}{kind}", f"{kind}.xml") for kind in fixed]
    links.append(("rIdTheme", f"{OFFICE_RELATIONS}theme", "theme/theme1.xml"))
    for number in range(papers):
        links.append((f"rIdH{number}", f"{OFFICE_RELATIONS}header", f"header{number}.xml"))
        links.append((f"rIdF{number}", f"{OFFICE_RELATIONS}footer", f"footer{number}.xml"))
    return relations("word/_rels/document.xml.rels", links)
