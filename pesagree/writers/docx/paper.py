"""What the body stands on: page, styles, numbering, header and footer, as the parts of a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from pesagree.document import Document
from pesagree.writers.docx import furniture, xml
from pesagree.writers.docx.inlines import LANGUAGES
from pesagree.writers.docx.package import OFFICE_RELATIONS, PREFIX, Part, relations, text_code, text_part

LOOSE_ITEMS = 4  # the abstract list of numbering.xml for items outside numbered clauses

_WORD = "wordprocessingml."


class Paper(Protocol):
    """Either our own plain A4 or somebody's letterhead."""

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""

    def section(self, *, line_numbers: bool) -> str:
        """The properties of its only section."""

    def parts(self, document: Document, body: "Body", lists: Iterable[int]) -> list[Part]:
        """All parts of the file round this body."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A4 with our own styles; `width` is that of the text, `margin` each of the four, both in twentieths.

    `right` is a margin of its own at the right (0 for none); `look` is a file of styles, in templates/word,
    that take the place of ours.
    """

    width: int = 9072
    margin: int = 1417
    edge: int = 624
    right: int = 0
    look: str = ""

    def section(self, *, line_numbers: bool) -> str:
        section = (
            '<w:headerReference w:type="default" r:id="rId5"/>'
            '<w:footerReference w:type="default" r:id="rId6"/>'
            '<w:pgSz w:w="11906" w:h="16838"/>'
            f'<w:pgMar w:top="{self.margin}" w:right="{self.right or self.margin}" w:bottom="{self.margin}"'
            f' w:left="{self.margin}" w:header="{self.edge}" w:footer="{self.edge}" w:gutter="0"/>'
        )
        return with_line_numbers(section) if line_numbers else section

    def parts(self, document: Document, body: "Body", lists: Iterable[int]) -> list[Part]:
        words = document.words
        return [
            body.part,
            _DOCUMENT_RELATIONS,
            *_fixed_parts(document.language, self.look, words["clause"], words["annex"], tuple(lists)),
            header_part("word/header1.xml", document, 1),
            footer_part("word/footer1.xml", document, body.code, self.width),
            *properties_parts(document.plain_title, document.language),
        ]


@lru_cache(maxsize=64)
def _fixed_parts(
    language: str, look: str, clause: str, annex: str, lists: tuple[int, ...]
) -> tuple[Part, ...]:
    """What the drafts of a batch share: the same objects, so that they are packed and hashed once."""
    return (
        text_part("word/styles.xml", f"{_WORD}styles", styles_text(language, look)),
        numbering_part(numbering_text(clause, annex, lists)),
        settings_part(language),
        font_table_part(),
        theme_part(),
    )


PLAIN = Plain()
SHEET = Plain(width=10432, margin=737, edge=340, look="sheet.xml")
"""For what is to fit on a page or two: margins of 1.3 cm and the closer styles of sheet.xml."""
MARKING = Plain(width=7711, margin=1247, edge=510, right=2948, look="marking.xml")
"""For writing on: letters of 14 points, and 5.2 cm at the right for notes."""

_DOCUMENT_RELATIONS = relations(
    "word/_rels/document.xml.rels",
    [
        (f"rId{number}", f"{OFFICE_RELATIONS}{kind}", target)
        for number, (kind, target) in enumerate(
            (
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("settings", "settings.xml"),
                ("fontTable", "fontTable.xml"),
                ("header", "header1.xml"),
                ("footer", "footer1.xml"),
                ("theme", "theme/theme1.xml"),
            ),
            start=1,
        )
    ],
)


_PAGE_LAYOUT = re.compile(r"<w:(?:pgMar|paperSrc)\b[^>]*/>|<w:pgBorders\b.*?</w:pgBorders>", re.DOTALL)


def with_line_numbers(section: str) -> str:
    """The section's properties with a number at every line, counted anew on each page."""
    place = max((found.end() for found in _PAGE_LAYOUT.finditer(section)), default=0)
    number = '<w:lnNumType w:countBy="1" w:distance="284" w:restart="newPage"/>'
    return section[:place] + number + section[place:]


_HEAD = f'{xml.DECLARATION}<w:document xmlns:w="{xml.W}" xmlns:r="{xml.R}"><w:body>'.encode()


class Body:
    """The body of a draft in XML and its only section, put together in one piece.

    It is a third of a megabyte, in each of thousands of drafts. `code` tells one text from another, on
    whatever paper.
    """

    def __init__(self, pieces: Iterable[bytes], section: str) -> None:
        foot = f"<w:sectPr>{section}</w:sectPr></w:body></w:document>".encode()
        whole = b"".join([_HEAD, *pieces, foot])
        self._text = memoryview(whole)[len(_HEAD) : -len(foot)]
        self.section, self.code = section, text_code(self._text)
        self.part = Part("word/document.xml", f"{PREFIX}{_WORD}document.main+xml", whole)

    @property
    def text(self) -> str:
        return str(self._text, "utf-8")


_STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', re.DOTALL)


@lru_cache(maxsize=8)
def styles_text(language: str, look: str = "") -> str:
    """Our styles in the document's language, with those of the file `look` in the place of theirs."""
    styles = furniture.template("styles.xml").substitute(lang=LANGUAGES.get(language, language))
    if not look:
        return styles
    other = {found[1]: found[0] for found in _STYLE.finditer(furniture.template(look).template)}
    return _STYLE.sub(lambda found: other.get(found[1], found[0]), styles)


@lru_cache(maxsize=64)
def numbering_text(clause: str, annex: str, lists: tuple[int, ...]) -> str:
    """Our numbering with the document's words, and one restarted list for each number in `lists`."""
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{LOOSE_ITEMS}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in lists
    )
    return furniture.template("numbering.xml").substitute(
        clause=xml.escape(clause), annex=xml.escape(annex), lists=numbers
    )


def font_table_part() -> Part:
    return text_part("word/fontTable.xml", f"{_WORD}fontTable", furniture.template("fontTable.xml").template)


def theme_part() -> Part:
    return text_part("word/theme/theme1.xml", "theme", furniture.template("theme.xml").template)


def numbering_part(text: str) -> Part:
    return text_part("word/numbering.xml", f"{_WORD}numbering", text)


@lru_cache(maxsize=8)
def settings_part(language: str, even_odd: bool = False) -> Part:
    text = furniture.template("settings.xml").substitute(
        lang=LANGUAGES.get(language, language), even_odd="<w:evenAndOddHeaders/>" if even_odd else ""
    )
    return text_part("word/settings.xml", f"{_WORD}settings", text)


def header_part(name: str, document: Document, number: int) -> Part:
    content = furniture.header_paragraphs(document, number)
    return text_part(name, f"{_WORD}header", f'{xml.DECLARATION}<w:hdr xmlns:w="{xml.W}">{content}</w:hdr>')


def footer_part(name: str, document: Document, code: str, width: int) -> Part:
    # The style stops at the margin of a usual page; on a wider one the page number goes on to its own.
    clear = (PLAIN.width,) if width != PLAIN.width else ()
    content = furniture.footer_paragraphs(document, code, width, clear)
    return text_part(name, f"{_WORD}footer", f'{xml.DECLARATION}<w:ftr xmlns:w="{xml.W}">{content}</w:ftr>')


@lru_cache(maxsize=64)
def properties_parts(title: str, language: str) -> tuple[Part, ...]:
    """The properties of the file that Word shows under Info."""
    return (
        Part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            furniture.core_properties(title, language).encode(),
        ),
        text_part("docProps/app.xml", "extended-properties", furniture.APP_PROPERTIES),
    )
