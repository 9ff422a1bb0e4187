"""The paper to be signed: refused with reasons, else clean of everything that makes a draft."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pesagree.cli.main import main
from pesagree.resources import samples_dir


def render(*arguments: str | Path) -> int:
    return main(["render", *map(str, arguments), "--for-signature"])


def test_a_good_deal_gives_a_clean_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "es")
    target = tmp_path / "acuerdo.docx"
    assert render(samples_dir() / "alto-mayo-water.yaml", "-o", target) == 0
    archive = ZipFile(BytesIO(target.read_bytes()))
    parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert "<w:sdt>" not in parts["word/document.xml"]
    assert "BORRADOR" not in "".join(parts.values())
    assert "docProps/custom.xml" not in parts
    assert "pesagree" not in "".join(text for name, text in parts.items() if name.startswith("docProps"))
    body = re.sub(r"<[^>]+>", "", parts["word/document.xml"])
    assert "en 3 originales" in body
    assert "versión 1" in "".join(re.findall(r"<w:t[^>]*>([^<]*)", parts["word/footer1.xml"]))
    assert "¿Tienen RUC?" not in body


@pytest.mark.parametrize(
    ("language", "said"), [("es", "No pasa nada si falla quien paga"), ("en", "Nothing")]
)
def test_a_bad_deal_is_refused_with_reasons(
    language: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PESAGREE_LANG", language)
    target = tmp_path / "acuerdo.docx"
    assert render(samples_dir() / "bad-deal.yaml", "-o", target) == 3
    shown = capsys.readouterr().err
    assert "BRC-02" in shown
    assert said in shown
    assert not target.exists()


def test_open_unknown_and_disputed_essentials_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "es")
    text = (samples_dir() / "minimal.yaml").read_text("utf-8")
    text = re.sub(r"name: Cocha Mansa", "name:", text)
    text = re.sub(r"years: 2", "years: {proposals: {buyer: 9, seller: 2}}", text)
    text = re.sub(r"responsible: joint", 'responsible: "?? la asamblea"', text)
    answers = tmp_path / "deal.yaml"
    answers.write_text(text, "utf-8")
    assert render(answers) == 3
    shown = capsys.readouterr().err
    assert "site.name (Nombre del lugar)\n  Falta esta respuesta esencial." in shown
    assert "term.years" in shown
    assert "Los dos lados no coinciden en esta respuesta." in shown
    assert "mon.responsible" in shown
    assert list(tmp_path.iterdir()) == [answers]
