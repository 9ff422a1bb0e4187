"""Header, footer, watermark and the properties of the file."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from string import Template

from pesagree.document import Document
from pesagree.resources import templates_dir
from pesagree.writers.docx import xml
from pesagree.writers.docx.inlines import LANGUAGES
from pesagree.writers.docx.package import Part
from pesagree.writers.outline import facts

_LONGEST_WATERMARK, _LETTER_SHAPE = 440, 1.45  # points; height of the letters against their width

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")


@cache
def template(name: str) -> Template:
    """A part of templates/word, without its comments for designers and the space between its elements."""
    text = (templates_dir() / "word" / name).read_text(encoding="utf-8")
    return Template(_BETWEEN.sub("><", _COMMENT.sub("", text)).strip())


def header_paragraphs(document: Document, number: int) -> str:
    """The plain title, the draft's state in words for those who do not see the watermark, the watermark."""
    words = document.words["draft_text"] if document.state else ""
    return _header(document.plain_title, words, document.state, number)


@lru_cache(maxsize=64)
def _header(title: str, words: str, state: str, number: int) -> str:
    """The same for all drafts with one title."""
    lines = [xml.run(title), xml.run(words, "<w:b/><w:bCs/>") if words else ""]
    lines = [line for line in lines if line]
    lines[-1] += watermark(state, number)
    last = xml.paragraph("Header", lines[-1], '<w:spacing w:after="120"/>')
    return "".join([*(xml.paragraph("Header", line) for line in lines[:-1]), last])


def footer_paragraphs(document: Document, code: str, width: int, clear: tuple[int, ...] = ()) -> str:
    """Which agreement, which version, which text (a short code), and page X of Y at the right margin.

    `clear` are the tab stops of the style that would hold the page number up before the margin.
    """
    page = _page_number(document.words["page"], document.words["of"])
    stops = dict.fromkeys(clear, "clear") | {width: "right"}
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{stop}"/>' for stop, kind in sorted(stops.items()))
    return xml.paragraph("Footer", xml.run(facts(document, code)) + page, f"<w:tabs>{tabs}</w:tabs>")


@lru_cache(maxsize=8)
def _page_number(page: str, of: str) -> str:
    return (
        f"<w:r><w:tab/></w:r>{xml.run(page + ' ')}{_simple_field('PAGE')}"
        f"{xml.run(' ' + of + ' ')}{_simple_field('NUMPAGES')}"
    )


def _simple_field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def watermark(state: str, number: int) -> str:
    """The state across the page, behind the text; `number` keeps shapes of several headers apart."""
    if not state:
        return ""
    width = min(_LONGEST_WATERMARK, 58 * len(state))
    height = min(110, round(width / len(state) * _LETTER_SHAPE))
    return template("watermark.xml").substitute(
        text=xml.escape(state), number=number, spid=2048 + number, width=width, height=height
    )


def core_properties(title: str, language: str) -> str:
    """Title, author and language; no date, so that the same answers give the same bytes."""
    language = LANGUAGES.get(language, language)
    return (
        f'{xml.DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml.escape(title)}</dc:title><dc:creator>pesagree</dc:creator>"
        f"<dc:language>{xml.escape(language)}</dc:language>"
        f"<cp:lastModifiedBy>pesagree</cp:lastModifiedBy></cp:coreProperties>"
    )


APP_PROPERTIES = (
    f'{xml.DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>pesagree</Application></Properties>'
)

_MAKER = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|Application)>.*?</(?:dc:creator|cp:lastModifiedBy|Application)>"
)


def anonymous(parts: Sequence[Part]) -> list[Part]:
    """The parts without a word of what made them: title and language stay."""
    return [
        Part(part.name, part.content_type, _MAKER.sub(b"", part.data))
        if part.name.startswith("docProps/")
        else part
        for part in parts
    ]
