"""Files are read and written whole or not at all, and every failure has its reason."""

import errno
import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pesagree.errors import FileError, Place
from pesagree.files import MAX_BYTES, file_problem, read_bytes, write_atomically, write_together


def reason(call: Callable[[], Any]) -> str:
    with pytest.raises(FileError) as caught:
        call()
    (problem,) = caught.value.problems
    return problem.code


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


# --- reading --------------------------------------------------------------------------------


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a b ñ.yaml"
    file.write_bytes(b"\xef\xbb\xbfa\r\n\x00")
    assert read_bytes(file) == b"\xef\xbb\xbfa\r\n\x00"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"pesagree: 1\n")))
    assert read_bytes(Path("-")) == b"pesagree: 1\n"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a", encoding="utf-8")
    assert reason(lambda: read_bytes(tmp_path / "b.yaml")) == "file_missing"
    assert reason(lambda: read_bytes(tmp_path)) == "file_is_folder"
    assert reason(lambda: read_bytes(file / "b.yaml")) in ("file_in_the_way", "file_missing")  # as on Windows
    assert reason(lambda: read_bytes(tmp_path / ("a" * 300))) == "file_name_too_long"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as handle:
        handle.truncate(MAX_BYTES)
    assert len(read_bytes(file)) == MAX_BYTES
    with file.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
    assert reason(lambda: read_bytes(file)) == "file_too_large"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "file_missing"),
        (errno.EISDIR, "file_is_folder"),
        (errno.ENOTDIR, "file_in_the_way"),
        (errno.EEXIST, "file_in_the_way"),
        (errno.EACCES, "file_forbidden"),
        (errno.EPERM, "file_forbidden"),
        (errno.EROFS, "file_forbidden"),
        (errno.ENOSPC, "disk_full"),
        (errno.ENAMETOOLONG, "file_name_too_long"),
        (errno.EIO, "file_failed"),
    ],
)
def test_each_failure_of_the_system_has_its_reason(number: int, code: str) -> None:
    (problem,) = file_problem("a.docx", OSError(number, "why")).problems
    assert (problem.code, problem.place, problem.facts) == (code, Place("a.docx"), {"detail": "why"})


def test_a_failure_without_a_number_keeps_its_words() -> None:
    (problem,) = file_problem("a.docx", OSError("odd")).problems
    assert (problem.code, problem.facts) == ("file_failed", {"detail": "odd"})


# --- writing --------------------------------------------------------------------------------


def test_a_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    write_atomically(file, b"one")
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("where", ["open", "fsync", "replace"])
def test_a_full_disk_costs_nothing_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    if where == "fsync":
        monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    else:
        monkeypatch.setattr(Path, where, failing(errno.ENOSPC))
    assert reason(lambda: write_atomically(file, b"new")) == "disk_full"
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_no_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    assert reason(lambda: write_atomically(tmp_path / "a.yaml", b"new")) == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_stop_by_the_user_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    assert reason(lambda: write_atomically(tmp_path / "folder", b"new")) == "file_is_folder"
    assert reason(lambda: write_atomically(tmp_path / "none" / "a.yaml", b"new")) == "file_missing"
    assert reason(lambda: write_atomically(tmp_path / ("a" * 300), b"new")) == "file_name_too_long"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert reason(lambda: write_atomically(file, b"new")) == "file_forbidden"
    assert file.read_bytes() == b"old"


def test_a_long_name_that_the_system_takes_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / ("ñ" * 120 + ".docx")
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mode_of_a_replaced_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_atomically(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a right that few have on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


# --- several together -----------------------------------------------------------------------


def test_several_files_are_written_together(tmp_path: Path) -> None:
    one, two = tmp_path / "a.yaml", tmp_path / "a.private.yaml"
    write_together({one: b"1", two: b"2"})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(tmp_path.iterdir()) == [two, one]


def test_several_files_or_none_of_them(tmp_path: Path) -> None:
    one, folder = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_bytes(b"old")
    folder.mkdir()
    with pytest.raises(FileError) as caught:
        write_together({one: b"new", folder: b"new"})
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.source) == ("file_is_folder", str(folder))
    assert one.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [one, folder]
