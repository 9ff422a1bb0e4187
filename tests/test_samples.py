"""Every sample in every language and format: valid, whole, the same each time, and nothing private in it."""

import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from pesagree.answers.reading import load, private_path
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.document import Field, inlines
from pesagree.drafts import render
from pesagree.resources import samples_dir
from pesagree.writers import WRITERS, docx, markdown

SAMPLES = sorted(p for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
every_language = pytest.mark.parametrize("language", ["es", "en"])
every_form = pytest.mark.parametrize("form", [*Form])


def word_text(data: bytes) -> str:
    """The words of a Word file's body, paragraph by paragraph, with its line breaks."""
    body = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    body = re.sub(r"<w:br/>", "\n", re.sub(r"</w:p>", "\n", body))
    text = re.sub(r"<[^>]+>", "", re.sub(r"<w:instrText.*?</w:instrText>", "", body))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


@every_sample
@every_language
@every_form
def test_word_is_valid_and_holds_every_answer(
    sample: Path, language: str, form: Form, tmp_path: Path
) -> None:
    document = compose(load(sample, with_private=False).agreement, language, form=form)
    data = docx.write(document)
    path = tmp_path / "draft.docx"
    path.write_bytes(data)
    found = OpenXmlValidator().validate(path)
    assert [str(error) for error in found.errors] == []
    text = word_text(data)
    missing = [n.path for n in inlines(document) if isinstance(n, Field) and n.text not in text]
    assert missing == []


@every_sample
@every_language
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_answers_give_the_same_bytes(sample: Path, language: str, kind: str) -> None:
    first, second = (render(load(sample).agreement, kind, language) for _ in range(2))
    assert first == second
    text = word_text(first) if kind == "docx" else first.decode("utf-8")
    assert "None" not in text
    assert "{{" not in text


@every_sample
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_nothing_private_reaches_a_file(sample: Path, kind: str, tmp_path: Path) -> None:
    if not private_path(sample).exists():
        pytest.skip("this sample has no private figures")
    # Figures that nothing else in the sample can come to.
    (tmp_path / sample.name).write_bytes(sample.read_bytes())
    figures = {"opportunity": "918273", "seller_costs": "827364", "minimum": "736455"}
    lines = "".join(f"  {name}: {value}\n" for name, value in figures.items())
    private_path(tmp_path / sample.name).write_text("private:\n" + lines, "utf-8")
    agreement = load(tmp_path / sample.name).agreement
    assert agreement.private.opportunity == 918273
    data = render(agreement, kind)
    parts = [data]
    if kind == "docx":
        archive = ZipFile(BytesIO(data))
        parts = [archive.read(name) for name in archive.namelist()]
    for part in parts:
        text = re.sub(r"[,.\s\u00a0]", "", part.decode("utf-8"))
        for value in figures.values():
            assert value not in text
        assert "private" not in text


GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.md"))


@pytest.mark.parametrize("kept", GOLDEN, ids=lambda path: path.stem)
def test_the_markdown_of_a_sample(kept: Path) -> None:
    """Kept whole, so that a change of words or layout is seen; renew with PESAGREE_RENEW_GOLDEN=1."""
    name, language = kept.stem.rsplit(".", 1)
    sample = next(path for path in SAMPLES if path.stem == name)
    written = markdown.write(compose(load(sample, with_private=False).agreement, language))
    if os.environ.get("PESAGREE_RENEW_GOLDEN"):
        kept.write_bytes(written.encode("utf-8"))
    assert written == kept.read_text("utf-8")
