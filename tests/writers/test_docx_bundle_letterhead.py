"""Many agreements in one file on somebody's letterhead: it stands on every page, and nothing else is lost."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from pesagree.answers.reading import load
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.document import Document
from pesagree.resources import samples_dir, templates_dir
from pesagree.writers.docx import fingerprint_state, write
from pesagree.writers.docx.bundle import write_bundle
from tests.writers.letterheads import LIBREOFFICE, as_word_makes_it, with_logo, with_page_count

LETTERHEADS: dict[str, Callable[[], bytes]] = {
    "python-docx": with_logo,
    "page count": with_page_count,
    "LibreOffice": LIBREOFFICE.read_bytes,
    "Word": lambda: as_word_makes_it((templates_dir() / "word" / "theme.xml").read_text("utf-8")),
}
KINDS = [f"{which}{kind}" for which in ("", "first_page_", "even_page_") for kind in ("header", "footer")]


@pytest.fixture(scope="module", params=LETTERHEADS)
def letterhead(request: pytest.FixtureRequest) -> bytes:
    return LETTERHEADS[request.param]()


@pytest.fixture(scope="module")
def agreements() -> list[Document]:
    files = [load(samples_dir() / f"{name}.yaml", with_private=False) for name in ("minimal", "bad-deal")]
    return [compose(file.agreement, "es", form=Form.SHORT) for file in files]


@pytest.fixture(scope="module")
def bundle(agreements: list[Document], letterhead: bytes) -> bytes:
    return write_bundle(agreements[0], agreements, copies=2, letterhead=letterhead)


def part(data: bytes, name: str = "word/document.xml") -> str:
    return ZipFile(BytesIO(data)).read(name).decode("utf-8")


def furniture(data: bytes) -> Iterator[str]:
    archive = ZipFile(BytesIO(data))
    return (part(data, name) for name in archive.namelist() if re.match(r"word/[^/]*(header|footer)", name))


def codes(text: str) -> set[str]:
    return set(re.findall(r"código ([0-9a-f]{8})", text))


def test_it_is_valid_and_always_the_same(
    bundle: bytes, agreements: list[Document], letterhead: bytes, tmp_path: Path
) -> None:
    assert bundle == write_bundle(agreements[0], agreements, copies=2, letterhead=letterhead)
    assert fingerprint_state(bundle) == "untouched"
    (tmp_path / "bundle.docx").write_bytes(bundle)
    assert [str(error) for error in OpenXmlValidator().validate(tmp_path / "bundle.docx").errors] == []


def test_each_agreement_begins_on_a_front_page_of_the_letterhead_and_counts_its_own(
    bundle: bytes, letterhead: bytes
) -> None:
    wanted = python_docx.Document(BytesIO(letterhead)).sections[0]
    sections = python_docx.Document(BytesIO(bundle)).sections
    assert len(sections) == 5
    for section in sections:
        names = [child.tag.rpartition("}")[2] for child in section._sectPr]
        order = ["headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"]
        inner = [name for name in names if name not in order[:2]]
        assert inner == [name for name in order[2:] if name in inner]
        assert section.start_type is WD_SECTION.ODD_PAGE
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer == wanted.different_first_page_header_footer
        assert (section.page_width, section.left_margin) == (wanted.page_width, wanted.left_margin)
        for kind in KINDS:
            theirs = getattr(wanted, kind)
            if not theirs.is_linked_to_previous:
                pairs = zip(theirs.paragraphs, getattr(section, kind).paragraphs, strict=False)
                assert all(own.text.startswith(one.text.removesuffix("77")) for one, own in pairs)


def test_every_page_bears_the_code_of_the_agreements_own_file(
    bundle: bytes, agreements: list[Document], letterhead: bytes
) -> None:
    sections = python_docx.Document(BytesIO(bundle)).sections
    for at, agreement in zip((1, 3), agreements, strict=True):
        own = {code for text in furniture(write(agreement, letterhead=letterhead)) for code in codes(text)}
        assert len(own) == 1
        for copy in (sections[at], sections[at + 1]):
            found = [getattr(copy, kind) for kind in KINDS if "footer" in kind]
            here = [one for one in found if not one.is_linked_to_previous]
            assert here
            assert all(codes(one._element.xml) == own for one in here)
            assert all(agreement.identity in one._element.xml for one in here)


def test_it_counts_the_pages_of_each_agreement_and_not_of_the_file(bundle: bytes) -> None:
    marked = set(re.findall(r'w:name="([^"]+)"', part(bundle)))
    for text in furniture(bundle):
        assert "NUMPAGES" not in text
        assert set(re.findall(r" PAGEREF (\w+) ", text)) <= marked
        assert text.count("SECTIONPAGES") == text.count("PAGEREF")
        assert text.count('"begin"') == text.count('"separate"') == text.count('"end"')


def test_their_count_of_pages_keeps_its_colour(agreements: list[Document]) -> None:
    data = write_bundle(agreements[0], agreements, letterhead=with_page_count())
    theirs = [text for text in furniture(data) if "C00000" in text]
    assert len(theirs) == 2 * 3
    for text in theirs:
        assert text.count("SECTIONPAGES") == 2
        assert re.search(r'<w:color w:val="C00000"/></w:rPr><w:instrText[^>]*> SECTIONPAGES', text)
        assert not re.search(">(77|88)<", text)


def test_nothing_is_shared_that_must_be_unique(bundle: bytes) -> None:
    every = [part(bundle), *furniture(bundle)]
    drawings = re.findall(r'<wp:docPr [^>]*?\bid="(\d+)"', "".join(every))
    assert len(drawings) == len(set(drawings))
    names = ZipFile(BytesIO(bundle)).namelist()
    assert len(names) == len(set(names))
    numbering, body = part(bundle, "word/numbering.xml"), part(bundle)
    known = re.findall(r'<w:num [^>]*?w:numId="(\d+)"', numbering)
    assert len(known) == len(set(known))
    assert set(re.findall(r'<w:numId w:val="(\d+)"', body)) <= {*known, "0"}
    styles = set(re.findall(r'w:styleId="([^"]+)"', part(bundle, "word/styles.xml")))
    assert set(re.findall(r'<w:[prt]\w*Style w:val="([^"]+)"', body)) <= styles
