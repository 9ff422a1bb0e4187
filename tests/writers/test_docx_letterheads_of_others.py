"""Letterheads that python-docx, LibreOffice and Word make: what of each stays on the draft."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from pesagree.document import Document
from pesagree.resources import templates_dir
from pesagree.writers.docx import fingerprint_state, write
from tests.writers.letterheads import LIBREOFFICE, as_word_makes_it, with_logo


@dataclass(frozen=True)
class Kept:
    """What must still be there: text of each kind of header and footer, page and margins in twips, styles."""

    texts: Mapping[tuple[str, str], str]
    pictures: int
    page: tuple[str, str]
    margins: Mapping[str, str]
    styles: tuple[str, ...]


LETTERHEADS: dict[str, tuple[Callable[[], bytes], Kept]] = {
    "python-docx": (
        with_logo,
        Kept(
            {("header", "default"): "Fondo del Aguaje (EJEMPLO)", ("footer", "default"): "Iquitos · ejemplo"},
            1,
            ("11906", "16838"),
            {"left": "1984", "right": "850", "gutter": "567", "top": "2268", "header": "454"},
            ('w:ascii="Palatino Linotype"', '<w:sz w:val="24"/>'),
        ),
    ),
    "LibreOffice": (
        LIBREOFFICE.read_bytes,
        Kept(
            {
                ("header", "first"): "Jr. Ejemplo 200",
                ("header", "default"): "Fondo Quebrada (EJEMPLO), hoja siguiente",
                ("footer", "first"): "Primera hoja del ejemplo",
                ("footer", "default"): "Fundado en un ejemplo",
            },
            0,
            ("12240", "15840"),
            {"left": "1728", "right": "1152", "top": "2016", "bottom": "1440"},
            ('w:ascii="Georgia"', "Membrete de la casa", 'w:val="1B5E20"'),
        ),
    ),
    "Word": (
        lambda: as_word_makes_it((templates_dir() / "word" / "theme.xml").read_text("utf-8")),
        Kept(
            {
                ("header", "default"): "Municipalidad (EJEMPLO)",
                ("header", "even"): "RUC de ejemplo",
                ("footer", "default"): "Plaza de ejemplo",
                ("footer", "even"): "Plaza de ejemplo, par",
            },
            1,
            ("11906", "16838"),
            {"left": "1701", "right": "1418", "top": "1985", "bottom": "1418"},
            (
                'w:asciiTheme="minorHAnsi"',
                'w:asciiTheme="majorHAnsi"',
                "w:latentStyles",
                'w:themeColor="accent1"',
            ),
        ),
    ),
}

every_letterhead = pytest.mark.parametrize("maker", LETTERHEADS)


@pytest.fixture
def letterhead(maker: str) -> bytes:
    return LETTERHEADS[maker][0]()


@pytest.fixture
def draft(rich: Document, letterhead: bytes) -> bytes:
    return write(rich, letterhead=letterhead)


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def furniture(data: bytes) -> dict[tuple[str, str], str]:
    """The XML of each header and footer that the draft's section names, by kind and type."""
    links = dict(
        re.findall(r'Id="([^"]+)"[^>]*Target="/?([^"]+)"', part(data, "word/_rels/document.xml.rels"))
    )
    found = re.findall(
        r'<w:(header|footer)Reference w:type="(\w+)" r:id="([^"]+)"', part(data, "word/document.xml")
    )
    names = {(kind, which): links[link] for kind, which, link in found}
    return {
        at: part(data, name if name.startswith("word/") else f"word/{name}") for at, name in names.items()
    }


@every_letterhead
def test_the_draft_on_it_is_valid(maker: str, draft: bytes, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(draft)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@every_letterhead
def test_it_has_the_same_bytes_each_time(maker: str, rich: Document, letterhead: bytes, draft: bytes) -> None:
    assert write(rich, letterhead=letterhead) == draft
    assert fingerprint_state(draft) == "untouched"


@every_letterhead
def test_headers_footers_and_pictures_stay(maker: str, draft: bytes) -> None:
    kept = LETTERHEADS[maker][1]
    shown = furniture(draft)
    assert {at for at, text in kept.texts.items() if text not in shown[at]} == set()
    names = ZipFile(BytesIO(draft)).namelist()
    assert len([name for name in names if "/media/" in name]) == kept.pictures
    assert len([at for at, text in shown.items() if "<a:blip " in text]) == kept.pictures


@every_letterhead
def test_every_page_says_that_it_is_a_draft_and_which(maker: str, rich: Document, draft: bytes) -> None:
    for (kind, which), text in furniture(draft).items():
        if kind == "header":
            assert rich.words["draft_text"] in text, which
            assert text.count("PowerPlusWaterMarkObject") >= 1, which
        else:
            assert rich.words["code"] in text, which


@every_letterhead
def test_page_margins_fonts_and_styles_stay(maker: str, draft: bytes) -> None:
    kept = LETTERHEADS[maker][1]
    section = python_docx.Document(BytesIO(draft)).sections[-1]._sectPr
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    assert size is not None
    assert margins is not None
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == kept.page
    assert {side: margins.get(qn(f"w:{side}")) for side in kept.margins} == kept.margins
    assert len(python_docx.Document(BytesIO(draft)).sections) == 1
    styles = part(draft, "word/styles.xml")
    assert [text for text in kept.styles if text.lower() not in styles.lower()] == []


@every_letterhead
def test_the_old_letter_is_gone_and_clauses_are_numbered(maker: str, rich: Document, draft: bytes) -> None:
    body, styles = part(draft, "word/document.xml"), part(draft, "word/styles.xml")
    assert "Carta vieja" not in body
    heading = re.search(
        r'<w:style [^>]*w:styleId="([^"]+)"[^>]*><w:name w:val="[Hh]eading 1"/>.*?</w:style>', styles, re.S
    )
    assert heading is not None
    number = re.search(r'<w:numId w:val="(\d+)"/>', heading[0])
    assert number is not None
    numbering = part(draft, "word/numbering.xml")
    owner = re.search(rf'<w:num w:numId="{number[1]}"[^>]*><w:abstractNumId w:val="(\d+)"/>', numbering)
    assert owner is not None
    lists = dict(
        re.findall(r'<w:abstractNum w:abstractNumId="(\d+)"[^>]*>(.*?)</w:abstractNum>', numbering, re.S)
    )
    assert f'<w:pStyle w:val="{heading[1]}"/>' in lists[owner[1]]
    used = [text for text in re.findall(r'<w:pStyle w:val="([^"]+)"/>', body) if text == heading[1]]
    assert len(used) >= len([clause for clause in rich.clauses if clause.kind == "clause"])
