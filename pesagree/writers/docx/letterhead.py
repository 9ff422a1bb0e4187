"""A user's letterhead as paper: its page, headers, footers, fonts and styles; ours where it has none."""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import count
from typing import Any

import docx as python_docx
from docx.opc.part import Part as OpcPart
from docx.oxml.ns import qn
from lxml import etree

from pesagree.document import Document
from pesagree.writers.docx import furniture, paper, xml
from pesagree.writers.docx.inlines import LANGUAGES
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, relations, text_part

_KEPT_RELATIONS = ("theme", "fontTable")
_SECTION_BEFORE = ("paperSrc", "pgSz", "pgMar", "pgBorders", "titlePg")
_STYLE_REFERENCE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)(")')
_LIST_NUMBER = re.compile(r'((?:w:abstractNumId|w:numId)(?: w:val)?=")([1-9]\d*)(")')
_LEAST_WIDTH = 4000
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is taken over from somebody's file; made once for a whole batch."""

    width: int
    page: str  # the properties of their section: its size, its margins, its headers and footers
    even_odd: bool
    footer_tabs: tuple[int, ...]  # of their style: our line ends at the margin and nowhere before
    ours: tuple[tuple[str, str, str], ...]  # (header or footer, type, relation id) that the file lacks
    theirs: tuple[tuple[str, str], ...]  # (header or footer, part name) to which our lines are added
    relations: tuple[tuple[str, str, str], ...]
    kept: tuple[Part, ...]
    styles: bytes
    numbering: bytes

    def section(self, *, line_numbers: bool) -> str:
        return paper.with_line_numbers(self.page) if line_numbers else self.page

    def parts(self, document: Document, body: paper.Body, lists: Iterable[int]) -> list[Part]:
        offset = first_free_number(self.numbering)
        styles, names = merged_styles(self.styles, document.language, offset)
        numbering = merged_numbering(self.numbering, paper_numbering(document, lists), tuple(names.items()))
        rename = renamer(names, offset)
        kinds = {name: kind for kind, name in self.theirs}

        def ours(kind: str, number: int) -> str:
            if kind == "header":
                return rename(furniture.header_paragraphs(document, number))
            return rename(furniture.footer_paragraphs(document, body.code, self.width, self.footer_tabs))

        return [
            paper.Body([rename(body.text).encode()], body.section).part,
            relations("word/_rels/document.xml.rels", self.relations),
            text_part("word/styles.xml", "wordprocessingml.styles", styles),
            paper.numbering_part(numbering),
            paper.settings_part(document.language, self.even_odd),
            *(
                with_lines(part, ours(kinds[part.name], number)) if part.name in kinds else part
                for number, part in enumerate(self.kept, start=1)
            ),
            *(
                own_part(kind, name, ours(kind, number))
                for number, (kind, name, _) in enumerate(self.ours, start=len(self.kept) + 1)
            ),
            *paper.properties_parts(document.plain_title, document.language),
        ]


@lru_cache(maxsize=4)
def read_letterhead(data: bytes) -> Letterhead:
    """Take over what a draft needs from the bytes of a .docx; its text is dropped."""
    file = python_docx.Document(BytesIO(data))
    main = file.part
    page = file.sections[0]._sectPr
    even_odd = bool(file.settings.odd_and_even_pages_header_footer)
    section = etree.Element(qn("w:sectPr"), nsmap={"w": xml.W, "r": xml.R})
    theirs: list[tuple[str, str]] = []
    links: list[tuple[str, str, str]] = []
    roots: list[OpcPart] = []
    present: set[tuple[str, str]] = set()
    for reference in page.iterchildren(qn("w:headerReference"), qn("w:footerReference")):
        kind = "header" if reference.tag == qn("w:headerReference") else "footer"
        part = main.related_parts[reference.get(qn("r:id"))]
        link = f"their{len(links) + 1}"
        section.append(_reference(kind, reference.get(qn("w:type")), link))
        links.append((link, f"{OFFICE_RELATIONS}{kind}", str(part.partname)))
        theirs.append((kind, _name(part)))
        present.add((kind, reference.get(qn("w:type"))))
        roots.append(part)
    ours = _missing(present, page.find(qn("w:titlePg")) is not None, even_odd)
    for kind, name, link in ours:
        section.append(_reference(kind, name.rsplit("-", 1)[1].removesuffix(".xml"), link))
        links.append((link, f"{OFFICE_RELATIONS}{kind}", f"/{name}"))
    for child in page:
        if etree.QName(child).localname in _SECTION_BEFORE:
            section.append(deepcopy(child))
    for relation in main.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in _KEPT_RELATIONS and not relation.is_external:
            links.append((f"their{len(links) + 1}", relation.reltype, str(relation.target_part.partname)))
            roots.append(relation.target_part)
    links += [
        (f"our-{kind}", f"{OFFICE_RELATIONS}{kind}", f"{kind}.xml")
        for kind in ("styles", "numbering", "settings")
    ]
    extra = []
    if not any(kind.endswith("/theme") for _, kind, _ in links):
        extra.append(paper.theme_part())
        links.append(("our-theme", f"{OFFICE_RELATIONS}theme", "theme/theme1.xml"))
    return Letterhead(
        width=_text_width(section),
        page=_inner(section),
        even_odd=even_odd,
        footer_tabs=_tabs(file.styles.element),
        ours=tuple(ours),
        theirs=tuple(theirs),
        relations=tuple(links),
        kept=(*_closure(roots), *extra),
        styles=etree.tostring(file.styles.element),
        numbering=_numbering_of(main),
    )


# --- page -----------------------------------------------------------------------------------


def _missing(present: set[tuple[str, str]], title_page: bool, even_odd: bool) -> list[tuple[str, str, str]]:
    """Headers and footers that the pages call for and the letterhead lacks: (kind, part name, relation)."""
    types = ["default", *(["first"] if title_page else []), *(["even"] if even_odd else [])]
    return [
        (kind, f"word/draft-{kind}-{which}.xml", f"our-{kind}-{which}")
        for kind in ("header", "footer")
        for which in types
        if (kind, which) not in present
    ]


def _reference(kind: str, which: str, link: str) -> Any:
    element = etree.Element(qn(f"w:{kind}Reference"))
    element.set(qn("w:type"), which)
    element.set(qn("r:id"), link)
    return element


def _text_width(section: Any) -> int:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return paper.PLAIN.width
    sides = sum(int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right", "gutter"))
    return max(_LEAST_WIDTH, int(size.get(qn("w:w"), "11906")) - sides)


def _inner(element: Any) -> str:
    """The children as text, without the declarations that the document repeats anyway."""
    text = "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


# --- parts ----------------------------------------------------------------------------------


def _name(part: OpcPart) -> str:
    return str(part.partname).removeprefix("/")


def _closure(roots: Iterable[OpcPart]) -> list[Part]:
    """The parts and everything they refer to (pictures, embedded fonts), each with its relations."""
    found: dict[str, OpcPart] = {}
    waiting = list(roots)
    while waiting:
        part = waiting.pop(0)
        if _name(part) not in found:
            found[_name(part)] = part
            waiting += [rel.target_part for rel in part.rels.values() if not rel.is_external]
    parts = []
    for name, part in found.items():
        parts.append(Part(name, part.content_type, part.blob))
        if part.rels:
            folder, _, base = name.rpartition("/")
            parts.append(Part(f"{folder}/_rels/{base}.rels".lstrip("/"), "", bytes(part.rels.xml)))
    return parts


def own_part(kind: str, name: str, content: str) -> Part:
    tag = "hdr" if kind == "header" else "ftr"
    text = f'{xml.DECLARATION}<w:{tag} xmlns:w="{xml.W}">{content}</w:{tag}>'
    return text_part(name, f"wordprocessingml.{kind}", text)


def with_lines(part: Part, content: str) -> Part:
    """Their header or footer with our lines after its own; two watermarks would hide each other."""
    root = parsed(part.data)
    for shape in list(root.iter(_SHAPE)):
        if shape.get("id", "").startswith("PowerPlusWaterMarkObject"):
            run = next(shape.iterancestors(qn("w:r")))
            run.getparent().remove(run)
    root.extend(parsed(f'<w:p xmlns:w="{xml.W}">{content}</w:p>'))
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(part.name, part.content_type, data)


# --- styles ---------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def merged_styles(theirs: bytes, language: str, offset: int) -> tuple[str, dict[str, str]]:
    """Their styles with ours added where missing, and the id there of each style of ours whose id changed.

    Word in other languages gives the built-in styles other ids ("Ttulo1"), so that they are matched by
    name. A style of theirs keeps its look; it only learns the numbering on which the clauses depend.
    """
    root = parsed(theirs)
    ours = parsed(paper.styles_text(language).encode())
    for number in ours.iter(qn("w:numId")):
        if number.get(qn("w:val")) != "0":
            number.set(qn("w:val"), str(int(number.get(qn("w:val"))) + offset))
    _set_language(root, LANGUAGES.get(language, language))
    by_name = {_style_name(style): style for style in root.iterfind(qn("w:style"))}
    ids = {style.get(qn("w:styleId")) for style in by_name.values()}
    names: dict[str, str] = {}
    added = []
    for style in ours.findall(qn("w:style")):
        own, match = style.get(qn("w:styleId")), by_name.get(_style_name(style))
        if match is not None and match.get(qn("w:type")) == style.get(qn("w:type")):
            names[own] = match.get(qn("w:styleId"))
            _teach(match, style)
        else:
            names[own] = _free_id(own, ids)
            ids.add(names[own])
            added.append(_added(style, names[own], taken=match is not None))
    for style in added:
        for reference in style.iterchildren(qn("w:basedOn"), qn("w:next"), qn("w:link")):
            reference.set(qn("w:val"), names[reference.get(qn("w:val"))])
    root.extend(added)
    text = etree.tostring(root, encoding="unicode")
    return xml.DECLARATION + text, {own: name for own, name in names.items() if own != name}


def _free_id(own: str, ids: set[str]) -> str:
    return own if own not in ids else next(f"{own}{n}" for n in count(1) if f"{own}{n}" not in ids)


def _added(style: Any, name: str, *, taken: bool) -> Any:
    """A style of ours for their file; `taken` when their style of this name is of another type."""
    style.set(qn("w:styleId"), name)
    style.attrib.pop(qn("w:default"), None)
    if taken:
        label = style.find(qn("w:name"))
        label.set(qn("w:val"), f"{label.get(qn('w:val'))} (pesagree)")
    return style


def parsed(data: str | bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _tabs(styles: Any) -> tuple[int, ...]:
    """Where the tabs of their footer style stop."""
    found = [style for style in styles.iterfind(qn("w:style")) if _style_name(style) == "footer"]
    stops = (tab.get(qn("w:pos")) for style in found for tab in style.iter(qn("w:tab")))
    return tuple(sorted({int(stop) for stop in stops if stop}))


def _style_name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).lower()


def _set_language(root: Any, language: str) -> None:
    for element in root.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        etree.SubElement(defaults, qn("w:lang")).set(qn("w:val"), language)


# What stands before the numbering in a paragraph's properties, by the schema.
_BEFORE_NUMBERS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def _teach(theirs: Any, ours: Any) -> None:
    """Give a style of theirs the numbering and the outline level of ours, and nothing else."""
    number = ours.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    level = ours.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if number is None:
        return
    properties = theirs.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        run = theirs.find(qn("w:rPr"))
        theirs.insert(len(theirs) if run is None else theirs.index(run), properties)
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    before = [child for child in properties if etree.QName(child).localname in _BEFORE_NUMBERS]
    properties.insert(len(before), deepcopy(number))
    own = properties.find(qn("w:outlineLvl"))
    if level is not None and own is not None:
        own.set(qn("w:val"), level.get(qn("w:val")))
    elif level is not None:
        properties.append(deepcopy(level))


# --- numbering ------------------------------------------------------------------------------


def _numbering_of(main: Any) -> bytes:
    for relation in main.rels.values():
        if relation.reltype == f"{OFFICE_RELATIONS}numbering":
            return bytes(relation.target_part.blob)
    return b""


def paper_numbering(document: Document, lists: Iterable[int]) -> str:
    return paper.numbering_text(document.words["clause"], document.words["annex"], tuple(lists))


@lru_cache(maxsize=4)
def first_free_number(theirs: bytes) -> int:
    """How far our list numbers must move to keep clear of theirs."""
    if not theirs:
        return 0
    root = parsed(theirs)
    used = [int(element.get(qn("w:abstractNumId"))) for element in root.iterchildren(qn("w:abstractNum"))]
    used += [int(element.get(qn("w:numId"))) for element in root.iterchildren(qn("w:num"))]
    return max(used, default=0)


@lru_cache(maxsize=32)
def merged_numbering(theirs: bytes, ours: str, names: tuple[tuple[str, str], ...]) -> str:
    """Their lists and ours in one part: all abstract lists first, as Word demands."""
    ours = renamer(dict(names), first_free_number(theirs))(ours)
    if not theirs:
        return ours
    root, own = parsed(theirs), parsed(ours.encode())
    for link in list(root.iter(qn("w:pStyle"), qn("w:lvlPicBulletId"), qn("w:numPicBullet"))):
        link.getparent().remove(link)  # our styles count by our lists alone; pictures stay behind
    after = [e for e in root if e.tag in (qn("w:num"), qn("w:numIdMacAtCleanup"))]
    place = root.index(after[0]) if after else len(root)
    for element in reversed(own.findall(qn("w:abstractNum"))):
        root.insert(place, element)
    cleanup = root.find(qn("w:numIdMacAtCleanup"))
    if cleanup is not None:
        root.remove(cleanup)
    root.extend(own.findall(qn("w:num")))
    return xml.DECLARATION + str(etree.tostring(root, encoding="unicode"))


def renamer(names: Mapping[str, str], offset: int) -> Callable[[str], str]:
    """A function that puts our style ids and list numbers in the letterhead's terms."""

    def rename(text: str) -> str:
        if names:
            text = _STYLE_REFERENCE.sub(lambda m: m[1] + names.get(m[2], m[2]) + m[3], text)
        return _LIST_NUMBER.sub(lambda m: f"{m[1]}{int(m[2]) + offset}{m[3]}", text) if offset else text

    return rename
