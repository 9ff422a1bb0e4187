"""`render --form`: three papers that do not overwrite each other, each complete in every format."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pesagree.cli.exits import Exit
from pesagree.cli.main import main
from pesagree.resources import samples_dir
from pesagree.wording import wording

FORMS = ("full", "short", "general")
DEAL = samples_dir() / "alto-mayo-water.yaml"
CODE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("deal.yaml").write_bytes(DEAL.read_bytes())


def render(*arguments: str) -> int:
    return main(["render", "deal.yaml", *arguments])


def words(part: bytes) -> str:
    return " ".join(re.findall(r"<w:t[^>]*>([^<]*)", part.decode("utf-8")))


def test_each_form_has_a_file_of_its_own() -> None:
    for form in FORMS:
        assert render("--form", form) == Exit.DONE
    assert sorted(path.name for path in Path().glob("*.docx")) == [
        "deal.es.docx",
        "deal.es.general.docx",
        "deal.es.short.docx",
    ]


def test_every_page_of_the_general_conditions_carries_title_and_code() -> None:
    render("--form", "general", "--lang", "en")
    render("--form", "short", "--lang", "en")
    general = ZipFile(BytesIO(Path("deal.en.general.docx").read_bytes()))
    short = ZipFile(BytesIO(Path("deal.en.short.docx").read_bytes()))
    footer, header = words(general.read("word/footer1.xml")), words(general.read("word/header1.xml"))
    code = CODE.search(footer)
    assert code is not None
    assert "version" not in footer  # it is the family's own
    assert header.startswith("General conditions: ")
    assert code[0] in words(short.read("word/document.xml"))
    assert "EX-S1" in words(short.read("word/footer1.xml"))
    assert "EX-S1" not in footer


def test_a_letterhead_carries_the_code_too(tmp_path: Path) -> None:
    import docx

    paper = docx.Document()
    paper.sections[0].footer.paragraphs[0].text = "Fondo"
    paper.save(str(tmp_path / "paper.docx"))
    assert render("--form", "general", "--letterhead", "paper.docx", "-o", "with.docx") == Exit.DONE
    archive = ZipFile(BytesIO(Path("with.docx").read_bytes()))
    footers = "".join(words(archive.read(name)) for name in archive.namelist() if "footer" in name)
    assert "Fondo" in footers
    assert CODE.search(footers)


@pytest.mark.parametrize("kind", ["md", "html"])
def test_the_code_is_the_same_in_every_format(kind: str) -> None:
    for form in ("short", "general"):
        assert render("--form", form, "-o", f"{form}.{kind}") == Exit.DONE
    general, short = (Path(f"{form}.{kind}").read_text("utf-8") for form in ("general", "short"))
    found = CODE.search(general)
    assert found is not None
    assert found[0] in short


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_to_sign_is_clean_and_a_bad_deal_refused(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert render("--form", form, "--for-signature", "-o", "sign.docx") == Exit.DONE
    archive = ZipFile(BytesIO(Path("sign.docx").read_bytes()))
    body = archive.read("word/document.xml").decode("utf-8")
    assert "<w:sdt>" not in body
    assert "BORRADOR" not in body
    Path("deal.yaml").write_bytes((samples_dir() / "bad-deal.yaml").read_bytes())
    assert render("--form", form, "--for-signature", "-o", "bad.docx") == Exit.ANSWERS
    assert not Path("bad.docx").exists()


@pytest.mark.parametrize("form", FORMS)
def test_annotated_adds_the_plain_sentences(form: str) -> None:
    render("--form", form, "--annotated", "-o", "with.md")
    render("--form", form, "-o", "without.md")
    assert len(Path("with.md").read_text("utf-8")) > len(Path("without.md").read_text("utf-8"))


def test_there_is_one_memo(capsys: pytest.CaptureFixture[str]) -> None:
    assert render("--memo", "--form", "short") == Exit.USAGE
    assert capsys.readouterr().err.strip() == wording("en").command("said.memo_no_form")
