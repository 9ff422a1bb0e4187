"""A user's letterhead: what of it stays, and that clauses keep their numbers on it."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from openxml_audit import OpenXmlValidator

from pesagree.document import Document
from pesagree.writers.docx import fingerprint_state, write
from tests.writers.letterheads import picture, saved


@pytest.fixture(scope="module")
def letterhead() -> bytes:
    """Another first page with a logo, other margins and font, Spanish ids of styles, own lists."""
    file = python_docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(4), Cm(3)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run().add_picture(BytesIO(picture()), width=Cm(3))
    section.header.paragraphs[0].text = "Cuenca Viva (EJEMPLO)"
    file.styles["Normal"].font.name = "Times New Roman"
    file.add_paragraph("Carta vieja", style="List Number")
    styles = file.styles.element
    for element in styles.iter(qn("w:style"), qn("w:basedOn"), qn("w:link"), qn("w:next")):
        for key in (qn("w:styleId"), qn("w:val")):
            if element.get(key) == "Heading1":
                element.set(key, "Ttulo1")
    for key, relation in list(file.part.rels.items()):
        if "stylesWithEffects" in relation.reltype:  # an old part that contradicts the changed styles
            del file.part.rels[key]
    return saved(file)


@pytest.fixture(scope="module")
def draft(rich: Document, letterhead: bytes) -> bytes:
    return write(rich, letterhead=letterhead)


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def test_the_draft_on_a_letterhead_is_valid(draft: bytes, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(draft)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_it_is_as_reproducible_as_any_other(rich: Document, letterhead: bytes, draft: bytes) -> None:
    assert write(rich, letterhead=letterhead) == draft
    assert fingerprint_state(draft) == "untouched"


def test_page_headers_pictures_and_font_stay_and_the_text_goes(draft: bytes) -> None:
    file = python_docx.Document(BytesIO(draft))
    section = file.sections[0]
    assert [round((margin or 0) / Cm(1)) for margin in (section.left_margin, section.right_margin)] == [4, 3]
    assert section.header.paragraphs[0].text == "Cuenca Viva (EJEMPLO)"
    assert section.different_first_page_header_footer
    assert any(name.startswith("word/media/") for name in ZipFile(BytesIO(draft)).namelist())
    assert file.styles["Normal"].font.name == "Times New Roman"
    assert "Carta vieja" not in part(draft, "word/document.xml")
    assert file.paragraphs[0].text == "Contrato de retribución por servicios ecosistémicos: "


def test_every_header_has_the_watermark_and_every_footer_the_code(draft: bytes) -> None:
    section = python_docx.Document(BytesIO(draft)).sections[0]
    for header in (section.header, section.first_page_header):
        assert header._element.xpath("count(.//w:pict)") == 1
        assert header.paragraphs[-1].text == "BORRADOR – no es para firmar"
    for footer in (section.footer, section.first_page_footer):
        assert "código" in footer.paragraphs[-1].text


def test_tables_keep_within_its_margins(draft: bytes) -> None:
    width = (21 - 4 - 3) * 567
    for table in python_docx.Document(BytesIO(draft)).element.body.iter(qn("w:tbl")):
        assert abs(sum(int(c.get(qn("w:w"))) for c in table.iter(qn("w:gridCol"))) - width) < 5


def test_its_heading_style_keeps_its_id_and_learns_the_clause_number(draft: bytes) -> None:
    styles, numbering = part(draft, "word/styles.xml"), part(draft, "word/numbering.xml")
    body = part(draft, "word/document.xml")
    assert styles.count('<w:name w:val="heading 1"/>') == 1
    assert '<w:pStyle w:val="Ttulo1"/>' in body
    assert '<w:pStyle w:val="Heading1"/>' not in body
    link = re.search(r'<w:pStyle w:val="Ttulo1"/>', numbering)
    assert link is not None
    heading = re.search(r'<w:style [^>]*w:styleId="Ttulo1".*?</w:style>', styles, re.DOTALL)
    assert heading is not None
    number = re.search(r'<w:numId w:val="(\d+)"/>', heading[0])
    assert number is not None
    owner = re.search(rf'<w:num w:numId="{number[1]}"[^>]*><w:abstractNumId w:val="(\d+)"/>', numbering)
    assert owner is not None
    assert numbering.index(f'<w:abstractNum w:abstractNumId="{owner[1]}"') < link.start()


def test_the_contents_heading_is_not_numbered_although_it_may_build_on_heading_1(draft: bytes) -> None:
    styles = part(draft, "word/styles.xml")
    contents = re.search(r'<w:style [^>]*w:styleId="TOCHeading".*?</w:style>', styles, re.DOTALL)
    assert contents is not None
    assert '<w:numId w:val="0"/>' in contents[0]


def test_list_numbers_are_all_different(draft: bytes) -> None:
    numbering = part(draft, "word/numbering.xml")
    for pattern in (r'<w:num [^>]*?w:numId="(\d+)"', r'<w:abstractNum [^>]*?w:abstractNumId="(\d+)"'):
        found = re.findall(pattern, numbering)
        assert len(found) == len(set(found)) > 4
    assert numbering.rindex("<w:abstractNum ") < numbering.index("<w:num ")


def test_our_own_draft_can_be_a_letterhead(rich: Document, tmp_path: Path) -> None:
    path = tmp_path / "again.docx"
    path.write_bytes(write(rich, letterhead=write(rich)))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_a_bare_letterhead_gets_our_header_and_footer(rich: Document) -> None:
    draft = write(rich, letterhead=saved(python_docx.Document()))
    section = python_docx.Document(BytesIO(draft)).sections[0]
    assert section.header.paragraphs[0].text == rich.plain_title
    assert "código" in section.footer.paragraphs[0].text


def test_left_and_right_pages_each_get_theirs(rich: Document) -> None:
    file = python_docx.Document()
    file.settings.odd_and_even_pages_header_footer = True
    file.sections[0].even_page_header.paragraphs[0].text = "par"
    draft = python_docx.Document(BytesIO(write(rich, letterhead=saved(file))))
    assert draft.settings.odd_and_even_pages_header_footer
    section = draft.sections[0]
    assert section.even_page_header.paragraphs[0].text == "par"
    assert "código" in section.even_page_footer.paragraphs[0].text
