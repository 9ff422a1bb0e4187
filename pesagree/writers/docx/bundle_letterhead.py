"""A bundle on somebody's letterhead: each agreement has copies of its headers and footers, with our lines."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pesagree.writers.docx import furniture, xml
from pesagree.writers.docx.bundle_paper import FROM_ONE, FRONT, Bundled, of_section, section_pages
from pesagree.writers.docx.letterhead import (
    Letterhead,
    first_free_number,
    merged_numbering,
    merged_styles,
    own_part,
    parsed,
    renamer,
    with_lines,
)
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, text_part
from pesagree.writers.docx.paper import numbering_part, settings_part

_REFERENCE = re.compile(r'(<w:(?:header|footer)Reference\b[^>]* r:id=")([^"]+)("[^>]*/>)')
_FURNITURE = (f"{OFFICE_RELATIONS}header", f"{OFFICE_RELATIONS}footer")
_RELATIONS_OF = re.compile(r"(.*)_rels/(.*)\.rels")


@dataclass(frozen=True, slots=True)
class LetterheadBundle:
    """Their paper: the first page, left and right pages, pictures and fonts as in a draft of its own.

    LibreOffice shows the letterhead of a first page on the second one, too, wherever a section has to begin
    on a front page; Word does not.
    """

    letterhead: Letterhead

    @property
    def width(self) -> int:
        return self.letterhead.width

    def section(self, number: int) -> str:
        text = _REFERENCE.sub(lambda found: f"{found[1]}{found[2]}-{number}{found[3]}", self.letterhead.page)
        at = max((found.end() for found in _REFERENCE.finditer(text)), default=0)
        page, title, other = text[at:].partition("<w:titlePg")
        return f"{text[:at]}{FRONT}{page}{FROM_ONE}{title}{other}"

    def body(self, text: str, language: str) -> str:
        names, offset = self._names(language)
        return renamer(names, offset)(text)

    def parts(self, papers: Sequence[Bundled], numbering: str) -> list[Part]:
        own, language = self.letterhead, papers[0].document.language
        names, offset = self._names(language)
        styles, _ = merged_styles(own.styles, language, offset)
        whole = merged_numbering(own.numbering, numbering, tuple(names.items()))
        return [
            relations("word/_rels/document.xml.rels", self._relations(len(papers))),
            text_part("word/styles.xml", "wordprocessingml.styles", styles),
            numbering_part(whole),
            settings_part(language, own.even_odd),
            *(part for part in own.kept if _belongs_to(part.name) not in self._theirs),
            *self._furniture(papers),
        ]

    @property
    def _theirs(self) -> dict[str, str]:
        """The sort of each header and footer of theirs by its name; several sorts of pages may share one."""
        return {name: kind for kind, name in self.letterhead.theirs}

    def _names(self, language: str) -> tuple[dict[str, str], int]:
        offset = first_free_number(self.letterhead.numbering)
        _, names = merged_styles(self.letterhead.styles, language, offset)
        return names, offset

    def _relations(self, papers: int) -> Iterator[tuple[str, str, str]]:
        for link, kind, target in self.letterhead.relations:
            if kind not in _FURNITURE:
                yield link, kind, target
                continue
            for number in range(papers):
                yield f"{link}-{number}", kind, _copied(target, number)

    def _furniture(self, papers: Sequence[Bundled]) -> Iterator[Part]:
        rename = renamer(*self._names(papers[0].document.language))
        shapes, drawings = count(1), count(1)
        theirs = self._theirs
        for number, one in enumerate(papers):
            for part in self.letterhead.kept:
                if (kind := theirs.get(part.name)) is not None:
                    lines = rename(self._lines(kind, one, next(shapes)))
                    copy = _copy(part.data, one.end, drawings)
                    name = _copied(part.name, number)
                    yield with_lines(Part(name, part.content_type, copy), lines)
                elif (owner := _belongs_to(part.name)) in theirs:
                    yield Part(_relations_of(_copied(owner, number)), part.content_type, part.data)
            for kind, name, _ in self.letterhead.ours:
                yield own_part(kind, _copied(name, number), rename(self._lines(kind, one, next(shapes))))

    def _lines(self, kind: str, one: Bundled, shape: int) -> str:
        if kind == "header":
            return furniture.header_paragraphs(one.document, shape)
        tabs = self.letterhead.footer_tabs
        return of_section(furniture.footer_paragraphs(one.document, one.code, self.width, tabs), one.end)


def _copied(name: str, number: int) -> str:
    """The name of the copy of a part for one agreement."""
    return f"{name.removesuffix('.xml')}-{number}.xml"


def _relations_of(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _belongs_to(name: str) -> str:
    """The part whose relations a part holds; any other part belongs to itself."""
    found = _RELATIONS_OF.fullmatch(name)
    return f"{found[1]}{found[2]}" if found else name


# --- copies of theirs -----------------------------------------------------------------------


def _copy(data: bytes, end: str, drawings: Iterator[int]) -> bytes:
    """Their header or footer for one agreement: `drawings` numbers what is drawn, once for the whole file.

    Where it tells how many pages the file has, it tells those of the section that ends with `end`.
    """
    if not any(word in data for word in (b"NUMPAGES", b"docPr")):
        return data
    root = parsed(data)
    for drawing in root.iter(qn("wp:docPr")):
        drawing.set("id", str(next(drawings)))
    for simple in list(root.iter(qn("w:fldSimple"))):
        if "NUMPAGES" in simple.get(qn("w:instr"), ""):
            _replace([simple], end)
    for told in list(root.iter(qn("w:instrText"))):
        if "NUMPAGES" not in (told.text or ""):
            continue
        if field := _field_round(told.getparent()):
            _replace(field, end)
        else:
            told.text = told.text.replace("NUMPAGES", "SECTIONPAGES")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _field_round(run: Any) -> list[Any]:
    """The runs of the field whose instruction stands in `run`, from its beginning to its end."""
    runs, depth = [run], 0
    for before in run.itersiblings(preceding=True):
        runs.insert(0, before)
        if "begin" in _marks(before):
            break
    else:
        return []
    for after in run.itersiblings():
        runs.append(after)
        for mark in _marks(after):
            depth += {"begin": 1, "end": -1}.get(mark, 0)
        if depth < 0:
            return runs
    return []


def _marks(run: Any) -> list[str]:
    return [mark.get(qn("w:fldCharType")) for mark in run.iter(qn("w:fldChar"))]


def _replace(field: list[Any], end: str) -> None:
    """The count of the section's pages in the place of `field`, in its letters."""
    properties = next((found for run in field for found in run.iter(qn("w:rPr"))), None)
    for run in list(parsed(f'<w:p xmlns:w="{xml.W}">{section_pages(end)}</w:p>')):
        if properties is not None:
            run.insert(0, deepcopy(properties))
        field[0].addprevious(run)
    for run in field:
        run.getparent().remove(run)
