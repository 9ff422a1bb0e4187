"""What a bundle is printed on: a page, a header and a footer for each agreement, styles and lists for all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pesagree.document import Document
from pesagree.writers.docx import xml
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, text_part
from pesagree.writers.docx.paper import (
    Plain,
    font_table_part,
    footer_part,
    header_part,
    numbering_part,
    settings_part,
    styles_text,
    theme_part,
)

_PAGES = re.compile(r'<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>\d+</w:t></w:r></w:fldSimple>')

FRONT = '<w:type w:val="oddPage"/>'
"""A section begins on a front page; its place is before the size of the page."""

FROM_ONE = '<w:pgNumType w:start="1"/>'
"""A section counts its own pages; its place is behind the margins."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """One agreement, or the cover: the code in its footer, and the bookmark at the end of its section."""

    document: Document
    code: str
    end: str


class BundlePaper(Protocol):
    """Either our own plain A4 or somebody's letterhead. The cover is number 0, agreements count from 1."""

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""

    def section(self, number: int) -> str:
        """The properties of the sections of an agreement (its copies share them, and their furniture)."""

    def body(self, text: str, language: str) -> str:
        """The paragraphs of all sections with the styles and lists of this paper."""

    def parts(self, papers: Sequence[Bundled], numbering: str) -> list[Part]:
        """All parts of the file but the body and the properties."""


@dataclass(frozen=True, slots=True)
class PlainBundle:
    """Our own paper."""

    paper: Plain

    @property
    def width(self) -> int:
        return self.paper.width

    def section(self, number: int) -> str:
        margin, edge = self.paper.margin, self.paper.edge
        return (
            f'<w:headerReference w:type="default" r:id="rIdH{number}"/>'
            f'<w:footerReference w:type="default" r:id="rIdF{number}"/>{FRONT}'
            '<w:pgSz w:w="11906" w:h="16838"/>'
            f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}"'
            f' w:left="{margin}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/>{FROM_ONE}'
        )

    def body(self, text: str, language: str) -> str:  # noqa: ARG002
        return text

    def parts(self, papers: Sequence[Bundled], numbering: str) -> list[Part]:
        language = papers[0].document.language
        styles = styles_text(language, self.paper.look)
        return [
            _relations(len(papers)),
            text_part("word/styles.xml", "wordprocessingml.styles", styles),
            numbering_part(numbering),
            settings_part(language),
            font_table_part(),
            theme_part(),
            *self._furniture(papers),
        ]

    def _furniture(self, papers: Sequence[Bundled]) -> Iterator[Part]:
        for number, one in enumerate(papers):
            yield header_part(f"word/header{number}.xml", one.document, number + 1)
            footer = footer_part(f"word/footer{number}.xml", one.document, one.code, self.width)
            text = of_section(footer.data.decode(), one.end)
            yield text_part(f"word/footer{number}.xml", "wordprocessingml.footer", text)


def of_section(footer: str, end: str) -> str:
    """A footer of ours that counts the pages of the section with the bookmark `end`, and not of the file."""
    return section_pages(end).join(_PAGES.split(footer))


def section_pages(end: str) -> str:
    """The pages of this section: Word counts them by itself whenever it lays pages out.

    LibreOffice does not know that field and shows what is cached in it: there, a reference to the page of
    the bookmark `end` at the section's end, which it follows and which comes to the same.
    """
    return xml.field("SECTIONPAGES", xml.field(f"PAGEREF {end}", xml.run("…")))


def _relations(papers: int) -> Part:
    fixed = ("styles", "numbering", "settings", "fontTable")
    links = [(f"rId{kind}", f"{OFFICE_RELATIONS}{kind}", f"{kind}.xml") for kind in fixed]
    links.append(("rIdTheme", f"{OFFICE_RELATIONS}theme", "theme/theme1.xml"))
    for number in range(papers):
        links.append((f"rIdH{number}", f"{OFFICE_RELATIONS}header", f"header{number}.xml"))
        links.append((f"rIdF{number}", f"{OFFICE_RELATIONS}footer", f"footer{number}.xml"))
    return relations("word/_rels/document.xml.rels", links)
