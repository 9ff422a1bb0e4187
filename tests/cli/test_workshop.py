"""`pesagree workshop`: papers in a folder, a person's changes kept, and clear refusals."""

from pathlib import Path

import pytest

from pesagree.cli.exits import Exit
from pesagree.resources import samples_dir
from pesagree.wording import wording
from pesagree.workshop import KNOWN, PAPERS, called


def test_without_answers_it_writes_the_blank_set(pesagree, tmp_path: Path) -> None:
    done = pesagree("workshop", "-o", "papers/today")
    assert done.code == Exit.DONE
    written = sorted(file.name for file in (tmp_path / "papers" / "today").iterdir())
    assert len(written) == len(PAPERS) + 1  # the calendar to fill in, in a workbook
    assert written[0] == "00-what-to-print.docx"
    assert [Path(line).name for line in done.out.split()] == written


def test_the_spanish_name_writes_spanish_papers(pesagree, tmp_path: Path) -> None:
    assert pesagree("taller", "-o", "t", "--visit", "1", language="es").code == Exit.DONE
    assert (tmp_path / "t" / "00-que-imprimir.docx").exists()


def test_the_papers_follow_the_language_of_the_answers(pesagree, tmp_path: Path) -> None:
    answers = str(samples_dir() / "alto-mayo-water.yaml")
    assert pesagree("workshop", answers, "-o", "t", "--only", "0").code == Exit.DONE
    assert [file.name for file in (tmp_path / "t").iterdir()] == ["00-que-imprimir.docx"]


def test_a_paper_that_a_person_changed_is_kept(pesagree, tmp_path: Path) -> None:
    paper = tmp_path / "t" / "00-what-to-print.docx"
    assert pesagree("workshop", "-o", "t", "--only", "what-to-print").code == Exit.DONE
    paper.write_bytes(b"my own notes")
    done = pesagree("workshop", "-o", "t", "--only", "00-what-to-print.docx")
    assert done.code == Exit.DONE
    assert paper.read_bytes() == b"my own notes"
    assert (tmp_path / "t" / "00-what-to-print (2).docx").exists()
    assert "(2)" in done.err


def test_an_unknown_paper_is_refused_with_the_nearest(pesagree, tmp_path: Path) -> None:
    done = pesagree("workshop", "-o", "t", "--only", "what-to-prind")
    assert done.code == Exit.USAGE
    assert "what-to-print" in done.err
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize(
    ("language", "near"),
    [("es", ["00-que-imprimir", "10-invitacion"]), ("en", ["00-what-to-print", "10-invitation"])],
)
def test_all_unknown_papers_are_told_at_once_in_the_language(
    language: str, near: list[str], pesagree
) -> None:
    wrong = ["que-imprimr", "invitasion", "zzz", "99"]
    only = ["--only", f"{wrong[0]}, acta,{wrong[1]}", "--only", "zzz", "--only", "99,zzz"]
    done = pesagree("workshop", "-o", "t", *only, "--notes", language=language)
    words = wording(language)
    known = ", ".join(called(name, words) for name in KNOWN)
    assert done.code == Exit.USAGE
    assert done.err.splitlines() == [
        *(
            words.command("said.paper_unknown_near", name=name, near=told)
            for name, told in zip(wrong, near, strict=False)
        ),
        *(words.command("said.paper_unknown", name=name) for name in wrong[2:]),
        words.command("said.papers_known", known=known),
        words.command("said.notes_without_answers"),
    ]
    assert near[1] in known
    assert not Path("t").exists()


def test_wrong_use_is_said(pesagree, tmp_path: Path) -> None:
    assert pesagree("workshop").code == Exit.USAGE
    assert pesagree("workshop", "-o", "t", "--visit", "5").code == Exit.USAGE
    assert pesagree("workshop", "-o", "t", "--people", "0").code == Exit.USAGE
    assert pesagree("workshop", "missing.yaml", "-o", "t").code == Exit.FILE
    (tmp_path / "bad.yaml").write_text("pay: [", "utf-8")
    assert pesagree("workshop", "bad.yaml", "-o", "t").code == Exit.ANSWERS
    (tmp_path / "file").write_text("", "utf-8")
    assert pesagree("workshop", "-o", "file").code == Exit.FILE


def test_pdf_without_libreoffice_keeps_the_papers(pesagree, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("pesagree.writers.pdf._programs", lambda: iter(()))
    done = pesagree("workshop", "-o", "t", "--only", "nothing-signed", "--pdf")
    assert done.code == Exit.FILE
    assert "LibreOffice" in done.err
    assert (tmp_path / "t" / "11-poster-nothing-is-signed.docx").exists()


def test_a_blank_file_for_the_workshop_is_written_once(pesagree, tmp_path: Path) -> None:
    answers = tmp_path / "deal.yaml"
    answers.write_bytes((samples_dir() / "alto-mayo-water.yaml").read_bytes())
    notes = tmp_path / "deal.workshop.yaml"
    assert pesagree("workshop", "deal.yaml", "-o", "t", "--only", "23", "--notes").code == Exit.DONE
    mine = notes.read_text("utf-8").replace("asked:", "asked: 10").replace("right:", "right: 4")
    notes.write_text(mine, "utf-8")
    done = pesagree("workshop", "deal.yaml", "-o", "t", "--only", "23", "--notes")
    assert done.code == Exit.DONE
    assert "deal.workshop.yaml" in done.err
    assert notes.read_text("utf-8") == mine
    draft = pesagree("render", "deal.yaml", "-o", "-", "--lang", "en")
    assert "| mujeres | 10 | 4 | 40 |" in draft.out


def test_a_fault_in_the_workshops_file_is_said_with_its_line(pesagree, tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text("pesagree: 1\n", "utf-8")
    (tmp_path / "deal.workshop.yaml").write_text("understanding:\n  day: 1\n", "utf-8")
    for command in (("workshop", "deal.yaml", "-o", "t"), ("render", "deal.yaml")):
        done = pesagree(*command)
        assert done.code == Exit.ANSWERS
        assert "deal.workshop.yaml:2" in done.err
    assert not (tmp_path / "t").exists()


def test_notes_need_answers_to_stand_beside(pesagree) -> None:
    assert pesagree("workshop", "-o", "t", "--notes").code == Exit.USAGE
