"""Many agreements in one file: each a section of its own, nothing shared that must not be, and valid."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pesagree.answers.reading import load
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.document import Document
from pesagree.resources import samples_dir
from pesagree.writers import docx
from pesagree.writers.docx.bundle import write_bundle

SAMPLES = ("minimal", "tambopata-agroforestry")


@pytest.fixture(scope="module", params=["full", "short"])
def agreements(request: pytest.FixtureRequest) -> list[Document]:
    files = [load(samples_dir() / f"{name}.yaml", with_private=False) for name in SAMPLES]
    return [compose(file.agreement, "es", form=Form(request.param)) for file in files]


def part(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def texts(xml: str) -> list[str]:
    return re.findall(r"<w:t [^>]*>([^<]*)</w:t>", xml)


def code(data: bytes, footer: str) -> str:
    found = re.search(r"código ([0-9a-f]{8})", part(data, f"word/{footer}.xml"))
    assert found
    return found[1]


def test_it_is_valid_and_always_the_same(agreements: list[Document], tmp_path: Path) -> None:
    data = write_bundle(agreements[0], agreements, copies=2)
    assert data == write_bundle(agreements[0], agreements, copies=2)
    assert docx.fingerprint_state(data) == "untouched"
    (tmp_path / "bundle.docx").write_bytes(data)
    found = OpenXmlValidator().validate(tmp_path / "bundle.docx")
    assert [str(error) for error in found.errors] == []


def test_each_agreement_begins_on_a_front_page_and_counts_its_own(agreements: list[Document]) -> None:
    data = write_bundle(agreements[0], agreements, copies=2)
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", part(data))
    assert len(sections) == 1 + 2 * len(agreements)
    assert all('<w:type w:val="oddPage"/>' in section for section in sections)
    assert all('<w:pgNumType w:start="1"/>' in section for section in sections)
    headers = [re.findall(r'Reference w:type="default" r:id="rIdH(\d)"', section) for section in sections]
    assert headers == [["0"], ["1"], ["1"], ["2"], ["2"]]
    assert "SECTIONPAGES" in part(data, "word/footer2.xml")
    assert "NUMPAGES" not in part(data, "word/footer2.xml")


def test_every_page_bears_the_code_of_the_agreements_own_file(agreements: list[Document]) -> None:
    data = write_bundle(agreements[0], agreements)
    for number, agreement in enumerate(agreements, start=1):
        assert code(data, f"footer{number}") == code(docx.write(agreement), "footer1")


def test_nothing_is_shared_that_must_be_unique(agreements: list[Document]) -> None:
    data = write_bundle(agreements[0], agreements, copies=2)
    body = part(data)
    assert "<w:sdt>" not in body
    for found in (
        re.findall(r'<w:bookmarkStart w:id="(\d+)"', body),
        re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body),
        re.findall(r'<w:num w:numId="(\d+)"', part(data, "word/numbering.xml")),
    ):
        assert len(found) == len(set(found)) > 0
    marked = set(re.findall(r'w:name="([^"]+)"', body))
    asked = set(re.findall(r' w:anchor="([^"]+)"', body)) | set(re.findall(r" REF (\w+) ", body))
    asked |= set(re.findall(r" PAGEREF (\w+) ", part(data, "word/footer1.xml")))
    assert asked <= marked
    known = set(re.findall(r'<w:num w:numId="(\d+)"', part(data, "word/numbering.xml")))
    assert set(re.findall(r'<w:numId w:val="(\d+)"', body)) <= known


def test_numbers_begin_again_with_each_agreement(agreements: list[Document]) -> None:
    data = write_bundle(agreements[0], agreements, copies=2)
    body = part(data)
    styles = ("Heading1", "ClauseParagraph")
    lists: list[set[str]] = []
    for section in body.split("<w:sectPr>")[:-1]:
        found = set()
        for style in styles:
            for properties in re.findall(rf'<w:pStyle w:val="{style}"/>(.*?)</w:pPr>', section):
                number = re.search(r'<w:numId w:val="(\d+)"/>', properties)
                assert number, properties
                found.add(number[1])
        assert len(found) <= 1
        lists.append(found)
    used = [number for found in lists for number in found]
    assert len(used) == len(set(used))
    numbering = part(data, "word/numbering.xml")
    for one in used:
        (restarts,) = re.findall(rf'<w:num w:numId="{one}">.*?</w:num>', numbering)
        assert '<w:startOverride w:val="1"/>' in restarts


def test_not_a_word_is_lost(agreements: list[Document]) -> None:
    bundle = texts(part(write_bundle(agreements[0], agreements)))
    alone = [word for agreement in agreements for word in texts(part(docx.write(agreement)))]
    assert bundle[-len(alone) :] == alone
