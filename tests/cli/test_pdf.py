"""PDF on the command line, with a stand-in for LibreOffice: written, replaced, kept, refused."""

import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pesagree.cli.exits import Exit
from pesagree.wording import LANGUAGES, wording

ANSWERS = "country: PE\nlanguage: es\nbuyer:\n  name: Agua Clara\n"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture
def libreoffice(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that calls the very Word file a PDF, behind a first line and before a last one."""
    file = tmp_path_factory.mktemp("bin") / "soffice"
    script = 'out="$6"; shift 6; mkdir -p "$out"\nfor f in "$@"; do\n'
    script += '{ echo "%PDF-1.6"; cat "$f"; echo "%%EOF"; } > "$out/$(basename "$f" .docx).pdf"; done'
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{file.parent}:/usr/bin:/bin")


def words_in(pdf: bytes) -> str:
    """The words of the Word file that the stand-in was given."""
    word = pdf[len(b"%PDF-1.6\n") : pdf.rindex(b"%%EOF")]
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(word)).paragraphs)


@posix_only
@pytest.mark.parametrize("options", [["-o", "draft.pdf"], ["--format", "pdf"]])
def test_a_draft_as_pdf(options: list[str], pesagree, tmp_path: Path, libreoffice: None) -> None:
    (tmp_path / "deal.yaml").write_text(ANSWERS, "utf-8")
    assert pesagree("render", "deal.yaml", *options).code == Exit.DONE
    files = {file.name for file in tmp_path.iterdir()}
    (made,) = files - {"deal.yaml"}
    assert made == ("draft.pdf" if "-o" in options else "deal.es.pdf")
    assert "Agua Clara" in words_in((tmp_path / made).read_bytes())


@posix_only
def test_a_pdf_of_ours_is_replaced_and_a_scanned_one_kept(
    pesagree, tmp_path: Path, libreoffice: None
) -> None:
    (tmp_path / "deal.yaml").write_text(ANSWERS, "utf-8")
    draft = tmp_path / "deal.es.pdf"
    for name in ("Agua Clara", "Agua Turbia"):
        (tmp_path / "deal.yaml").write_text(ANSWERS.replace("Agua Clara", name), "utf-8")
        assert pesagree("render", "deal.yaml", "--format", "pdf").code == Exit.DONE
        assert name in words_in(draft.read_bytes())
    draft.write_bytes(b"%PDF-1.4 scanned, with all signatures\n%%EOF\n")
    done = pesagree("render", "deal.yaml", "--format", "pdf")
    assert done.code == Exit.DONE
    assert "deal.es (2).pdf" in done.err
    assert b"signatures" in draft.read_bytes()


@posix_only
def test_papers_of_a_workshop_as_pdf(pesagree, tmp_path: Path, libreoffice: None) -> None:
    done = pesagree("workshop", "-o", "t", "--only", "votes,act", "--pdf")
    assert done.code == Exit.DONE
    written = sorted(file.name for file in (tmp_path / "t").iterdir())
    assert [Path(name).suffix for name in written] == [".docx", ".pdf"] * 2
    assert sorted(Path(line).name for line in done.out.splitlines()) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_libreoffice_the_way_to_a_pdf_is_told(
    language: str, pesagree, tmp_path: Path, snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pesagree.writers.pdf._programs", lambda: iter(()))
    (tmp_path / "deal.yaml").write_text(ANSWERS, "utf-8")
    done = pesagree("render", "deal.yaml", "--format", "pdf", language=language)
    assert done.code == Exit.FILE
    assert wording(language).messages["pdf_program_missing"]["write"] in done.err.replace("\n", " ")
    assert set(snapshot()) == {"deal.yaml"}


def test_a_batch_writes_no_pdf_and_its_help_says_how(pesagree) -> None:
    done = pesagree("batch", "deal.yaml", "-o", "t", "--format", "pdf")
    assert done.code == Exit.USAGE
    assert "docx" in done.err
    assert "LibreOffice" in pesagree("batch", "--help").out
