"""The register of a folder: what the program keeps, what people write into it, and what a kill leaves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pesagree.batch import register as module
from pesagree.batch.entry import Entry
from pesagree.batch.register import JOURNAL, TABLE, Register, opened
from pesagree.batch.register_table import read_table, table_of
from pesagree.errors import FileError, Place, Problem, UsageError
from pesagree.files import write_atomically
from pesagree.wording import LANGUAGES


def entry(key: str, **facts: Any) -> Entry:
    usual = {"variant": "docx", "file": f"{key}.es.docx", "inputs": "i1", "digest": "d1", "size": 10}
    return Entry(key, **{**usual, "stage": "drafting", **facts})


def kept(folder: Path) -> list[Entry]:
    return list(Register(folder))


def fill(folder: Path, *entries: Entry, whole: bool = True) -> None:
    with opened(folder) as register:
        for one in entries:
            register.record(one)
        if whole:
            register.close("en", whole=True)


def test_what_is_recorded_is_there_again_settled_only_when_a_batch_ended(tmp_path: Path) -> None:
    fill(tmp_path, entry("F-1"), entry("F-2"), whole=False)
    assert [(one.key, one.settled) for one in kept(tmp_path)] == [("F-1", False), ("F-2", False)]
    fill(tmp_path, entry("F-2"), entry("F-3"))
    assert [(one.key, one.settled) for one in kept(tmp_path)] == [("F-2", True), ("F-3", True), ("F-1", True)]


def test_the_last_line_of_a_key_counts(tmp_path: Path) -> None:
    fill(tmp_path, entry("F-1"), entry("F-1", size=20), whole=False)
    assert [one.size for one in kept(tmp_path)] == [20]


@pytest.mark.parametrize("torn", [b'{"key": "F-9', b"\0\0\0\0", b"not json\n", b'["a"]\n', b'{"key": "x"}\n'])
def test_lines_that_a_kill_or_a_power_cut_left_are_passed_over(tmp_path: Path, torn: bytes) -> None:
    fill(tmp_path, entry("F-1"), whole=False)
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(torn)
    assert [one.key for one in kept(tmp_path)] == ["F-1"]
    fill(tmp_path, entry("F-2"), whole=False)
    assert [one.key for one in kept(tmp_path)] == ["F-1", "F-2"]


def test_a_key_has_one_draft_of_each_variant(tmp_path: Path) -> None:
    fill(tmp_path, entry("F-1"), entry("F-1", variant="en docx", file="F-1.en.docx"))
    register = Register(tmp_path)
    assert {name: (register.find("f-1", name) or entry("?")).file for name in ("docx", "en docx")} == {
        "docx": "F-1.es.docx",
        "en docx": "F-1.en.docx",
    }
    assert register.find("F-1", "md") is None


def test_a_new_name_supersedes_the_old_one_but_never_a_signed_one(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.record(entry("F-1"))
        register.record(entry("F-1", file="F-1 Ana.es.docx"))
        assert [old.file for old in register.superseded()] == ["F-1.es.docx"]
        assert [one.file for one in register] == ["F-1 Ana.es.docx"]
        register.record(entry("F-2", stage="signed"))
        register.record(entry("F-2", file="F-2 Beto.es.docx"))
        assert list(register.superseded()) == []
        found = register.find("F-2", "docx")
        assert found is not None
        assert found.is_frozen


def test_a_second_batch_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(UsageError) as caught, opened(tmp_path):
        pass
    assert [problem.code for problem in caught.value.problems] == ["folder_busy"]
    with opened(tmp_path):
        pass


def test_half_written_files_are_swept_away_and_nothing_else(tmp_path: Path) -> None:
    for name in (".F-1.es.docx.123.tmp", ".hidden", "F-1.es.docx", "notes.tmp"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with opened(tmp_path):
        pass
    names = {file.name for file in tmp_path.iterdir()}
    assert {".hidden", "F-1.es.docx", "notes.tmp"} <= names
    assert ".F-1.es.docx.123.tmp" not in names


# --- the table for people -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_what_it_was_given(language: str) -> None:
    odd = entry('=1+1;"x"\n\'y', stage="for_signature", extra=(("Notas", "-5"), ("=A", "")), beside="b.docx")
    plain = entry("'x", stage="", mark="ask Rosa")
    found = list(read_table(table_of([odd, plain], language), "register.csv"))
    assert [replace(one, size=10) for one in found] == [replace(odd, extra=(("Notas", "-5"),)), plain]


def test_a_table_that_is_open_in_a_spreadsheet_is_written_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, entry("F-1", stage="drafting"))
    before = (tmp_path / TABLE).read_bytes()

    def locked(path: Path, data: bytes) -> None:
        if path.name == TABLE:
            raise FileError([Problem("file_forbidden", Place(str(path)))])
        write_atomically(path, data)

    monkeypatch.setattr(module, "write_atomically", locked)
    with pytest.raises(FileError):
        fill(tmp_path, entry("F-1", stage="signed", shown="drafting"), entry("F-2"))
    assert (tmp_path / TABLE).read_bytes() == before
    # The table still says "drafting", but nobody wrote that since: what the program knows counts.
    assert [(one.key, one.stage) for one in kept(tmp_path)] == [("F-1", "signed"), ("F-2", "drafting")]
    monkeypatch.undo()
    fill(tmp_path)
    assert [(one.key, one.stage, one.shown) for one in kept(tmp_path)] == [
        ("F-1", "signed", "signed"),
        ("F-2", "drafting", "drafting"),
    ]


def test_rows_that_somebody_deleted_come_back_and_rows_of_their_own_stay(tmp_path: Path) -> None:
    fill(tmp_path, entry("F-1"), entry("F-2", stage="signed"))
    lines = (tmp_path / TABLE).read_text(encoding="utf-8-sig").splitlines()
    own = "P-1,,,signed,on paper.docx,,,,"
    (tmp_path / TABLE).write_text("\n".join([lines[0], lines[1], own]) + "\n", encoding="utf-8")
    found = {one.key: one.stage for one in kept(tmp_path)}
    assert found == {"F-1": "drafting", "F-2": "signed", "P-1": "signed"}


def test_without_people_there_is_no_table_and_none_is_read(tmp_path: Path) -> None:
    (tmp_path / TABLE).write_text("a table of something else\n", encoding="utf-8")
    with opened(tmp_path, for_people=False) as register:
        register.record(entry("Río"))
        register.close("es", whole=True)
    assert (tmp_path / TABLE).read_text(encoding="utf-8") == "a table of something else\n"
    assert [one.key for one in Register(tmp_path, for_people=False)] == ["Río"]
