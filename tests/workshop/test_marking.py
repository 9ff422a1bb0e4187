"""The draft for marking: every clause with its sentence, its boxes and lines, and nothing to sign."""

from io import BytesIO
from zipfile import ZipFile

from pesagree.agreement import Agreement
from pesagree.answers.reading import load
from pesagree.document import Document, Paragraph, Role, Signatures, Text
from pesagree.resources import samples_dir
from pesagree.wording import wording
from pesagree.workshop import Room, make
from pesagree.workshop.marking import RULED_LINES
from pesagree.workshop.pages import pages


def marking(agreement: Agreement, language: str) -> Document:
    (printed,) = make(Room(agreement, wording(language)), ["marking"])
    assert isinstance(printed.paper, Document)
    return printed.paper


def alto_mayo() -> Agreement:
    return load(samples_dir() / "alto-mayo-water.yaml", with_private=False).agreement


def test_every_clause_has_its_sentence_its_boxes_and_lines(language: str) -> None:
    for clause in marking(alto_mayo(), language).clauses:
        roles = [block.role for block in clause.blocks if isinstance(block, Paragraph)]
        assert roles[0] is Role.PLAIN
        assert roles[-1 - RULED_LINES :] == [Role.TICK, *[Role.RULED] * RULED_LINES]


def test_nobody_can_sign_it() -> None:
    draft = marking(alto_mayo(), "es")
    assert not any(isinstance(block, Signatures) for clause in draft.clauses for block in clause.blocks)
    assert draft.state == "BORRADOR"
    assert "no se firma" in draft.words["draft_text"]


def test_even_a_signed_agreement_is_a_draft_here() -> None:
    signed = Agreement.model_validate({"agreement": {"stage": "signed"}})
    assert marking(signed, "en").state == "DRAFT"


def test_words_that_hide_an_identity_number_are_no_answer() -> None:
    hidden = [
        inline
        for clause in marking(alto_mayo(), "es").clauses
        for block in clause.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if inline == Text("(no se muestra aquí)")
    ]
    assert hidden


def test_lines_are_numbered_and_letters_are_large() -> None:
    (printed,) = make(Room(alto_mayo(), wording("es")), ["marking"])
    archive = ZipFile(BytesIO(printed.word()))
    assert "<w:lnNumType" in archive.read("word/document.xml").decode()
    normal = archive.read("word/styles.xml").decode().split('w:styleId="Normal"')[1].split("</w:style>")[0]
    assert '<w:sz w:val="28"/>' in normal


def test_its_pages_are_counted_for_packing() -> None:
    assert 40 <= pages(marking(alto_mayo(), "es")) <= 46  # LibreOffice: 43
    assert 75 <= pages(marking(Agreement(), "en")) <= 84  # LibreOffice: 79
