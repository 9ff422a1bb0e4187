"""PDF through LibreOffice: beside each file, or a clear reason; a stand-in program keeps it quick."""

import sys
from pathlib import Path

import pytest

from pesagree.errors import FileError
from pesagree.writers.pdf import to_pdf

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program called soffice, alone on the search path with the system's own tools."""
    file = folder / "bin" / "soffice"
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{file.parent}:/usr/bin:/bin")


@posix_only
def test_each_file_becomes_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'out="$6"; shift 6; mkdir -p "$out"\n'
    script += 'for f in "$@"; do echo "pdf of $(cat "$f")" > "$out/$(basename "$f" .docx).pdf"; done'
    program(tmp_path, monkeypatch, script)
    assert to_pdf([b"one", b"two"]) == [b"pdf of one\n", b"pdf of two\n"]


@posix_only
def test_a_failure_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "echo no room >&2; exit 3")
    with pytest.raises(FileError) as caught:
        to_pdf([b"word"])
    problem = caught.value.problems[0]
    assert (problem.code, problem.facts["detail"]) == ("pdf_failed", "no room")


def test_without_the_program_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pesagree.writers.pdf._programs", lambda: iter(()))
    with pytest.raises(FileError) as caught:
        to_pdf([b"word"])
    assert caught.value.problems[0].code == "pdf_program_missing"
