"""A draft reaches its place in the format of its suffix, and never over what a person changed."""

import errno
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import parse
from pesagree.clauses import Form
from pesagree.drafts import Draft, Fate, asked_target, default_target, place, render, write_draft
from pesagree.errors import FileError
from pesagree.writers import WRITERS

FORMATS = ["docx", "md", "html"]


@pytest.fixture(scope="module")
def deal() -> Agreement:
    return parse(
        "language: es\nbuyer: {name: Agua Clara}\nseller: {name: Los Pinos}\n", "deal.yaml"
    ).agreement


@pytest.fixture(scope="module")
def other() -> Agreement:
    return parse(
        "language: es\nbuyer: {name: Agua Turbia}\nseller: {name: Los Pinos}\n", "deal.yaml"
    ).agreement


def text_of(file: Path) -> str:
    data = file.read_bytes()
    if file.suffix.lower() == ".docx":
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    return data.decode("utf-8")


def change(file: Path) -> bytes:
    """A person's change: another name for the payer. Returns the changed file."""
    data = file.read_bytes()
    if file.suffix == ".docx":
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b"Agua Clara", b"Agua Bendita"))
        data = changed.getvalue()
    else:
        data = data.replace(b"Agua Clara", b"Agua Bendita")
    file.write_bytes(data)
    return data


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# --- formats --------------------------------------------------------------------------------


def test_every_format_is_tried_here() -> None:
    assert sorted(WRITERS) == sorted(FORMATS)


def test_a_name_without_an_ending_gets_the_usual_one(tmp_path: Path) -> None:
    usual = Path("a/deal.es.docx")
    (tmp_path / "there").write_bytes(b"")
    assert asked_target(None, usual) == usual
    assert asked_target(tmp_path, usual) == tmp_path / "deal.es.docx"
    assert asked_target(tmp_path / "draft", usual) == tmp_path / "draft.docx"
    assert asked_target(tmp_path / "draft.md", usual) == tmp_path / "draft.md"
    assert asked_target(tmp_path / "there", usual) == tmp_path / "there"


def test_the_usual_place_is_beside_the_answers() -> None:
    assert default_target(Path("a/deal.yaml"), "es") == Path("a/deal.es.docx")
    assert default_target(Path("a/deal.v2.yaml"), "en", "md") == Path("a/deal.v2.en.md")
    assert default_target(Path("a/deal.yaml"), "es", form=Form.SHORT) == Path("a/deal.es.short.docx")
    assert default_target(Path("a/deal.yaml"), "es", "md", form=Form.GENERAL) == Path("a/deal.es.general.md")
    assert default_target(Path("a/deal.yaml"), "es", memo=True) == Path("a/deal.es.memo.docx")


@pytest.mark.parametrize(
    ("name", "begin"),
    [("a.docx", b"PK\x03\x04"), ("a.DOCX", b"PK\x03\x04"), ("a.html", b"<!DOCTYPE html>"), ("a.md", None)],
)
def test_the_suffix_names_the_format(deal: Agreement, tmp_path: Path, name: str, begin: bytes | None) -> None:
    draft = write_draft(deal, tmp_path / name)
    assert draft == Draft(tmp_path / name, tmp_path / name, Fate.WRITTEN)
    data = draft.path.read_bytes()
    assert data[:15].lower().startswith((begin or b"").lower())
    assert "Agua Clara" in text_of(draft.path)
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_answers_give_the_same_bytes(deal: Agreement, kind: str) -> None:
    assert render(deal, kind, "es") == render(deal, kind, "es")
    assert render(deal, kind, "es") != render(deal, kind, "en")


# --- what a person changed ------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_draft_is_replaced(deal: Agreement, other: Agreement, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"deal.{kind}"
    write_draft(deal, target)
    assert write_draft(other, target) == Draft(target, target, Fate.WRITTEN)
    assert "Agua Turbia" in text_of(target)
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_changed_draft_is_kept_and_the_next_stands_beside_it(
    deal: Agreement, other: Agreement, tmp_path: Path, kind: str
) -> None:
    target, second = tmp_path / f"deal.{kind}", tmp_path / f"deal (2).{kind}"
    write_draft(deal, target)
    changed = change(target)
    assert write_draft(other, target) == Draft(target, second, Fate.KEPT)
    assert target.read_bytes() == changed
    assert "Agua Turbia" in text_of(second)
    # Untouched, the second is ours to renew.
    assert write_draft(deal, target) == Draft(target, second, Fate.KEPT)
    assert "Agua Clara" in text_of(second)
    # Changed too, it is kept as well.
    changed_too = change(second)
    third = tmp_path / f"deal (3).{kind}"
    assert write_draft(other, target) == Draft(target, third, Fate.KEPT)
    assert second.read_bytes() == changed_too
    assert names(tmp_path) == sorted([target.name, second.name, third.name])


@pytest.mark.parametrize("kind", FORMATS)
def test_force_replaces_what_a_person_changed(
    deal: Agreement, other: Agreement, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"deal.{kind}"
    write_draft(deal, target)
    change(target)
    assert write_draft(other, target, force=True) == Draft(target, target, Fate.WRITTEN)
    assert "Agua Turbia" in text_of(target)
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("content", [b"", b"Notas de la reunion\n", b"PK\x03\x04 but no Word file"])
def test_a_file_that_was_never_ours_is_kept(
    deal: Agreement, tmp_path: Path, kind: str, content: bytes
) -> None:
    target = tmp_path / f"deal.{kind}"
    target.write_bytes(content)
    assert write_draft(deal, target).fate is Fate.KEPT
    assert target.read_bytes() == content


@pytest.mark.parametrize("kind", ["md", "html"])
def test_one_changed_letter_or_a_line_at_the_end_is_a_change(
    deal: Agreement, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"deal.{kind}"
    for edit in (
        lambda data: data.replace(b"Pinos", b"pinos", 1),
        lambda data: data + b"Ojo con el plazo.\n",
    ):
        write_draft(deal, target, force=True)
        target.write_bytes(edit(target.read_bytes()))
        assert write_draft(deal, target).fate is Fate.KEPT


def test_white_space_after_the_last_line_is_no_change(deal: Agreement, tmp_path: Path) -> None:
    target = tmp_path / "deal.md"
    write_draft(deal, target)
    target.write_bytes(target.read_bytes() + b"\n\n")
    assert write_draft(deal, target).fate is Fate.WRITTEN


def test_a_draft_of_one_format_does_not_vouch_for_another(deal: Agreement, tmp_path: Path) -> None:
    (tmp_path / "deal.docx").write_bytes(render(deal, "md"))
    assert write_draft(deal, tmp_path / "deal.docx").fate is Fate.KEPT


# --- what cannot be written -----------------------------------------------------------------


def locked(target: Path) -> Callable[[Path, Path], Path]:
    """Path.replace as on Windows while `target` is open in Word."""
    real = Path.replace

    def replace(self: Path, to: Path) -> Path:
        if Path(to).name == target.name:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, to)

    return replace


def test_a_file_that_is_open_in_word_gets_a_neighbour(
    deal: Agreement, other: Agreement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "deal.docx"
    write_draft(deal, target)
    monkeypatch.setattr(Path, "replace", locked(target))
    second = tmp_path / "deal (2).docx"
    assert write_draft(other, target) == Draft(target, second, Fate.LOCKED)
    assert write_draft(other, target, force=True) == Draft(target, second, Fate.LOCKED)
    assert "Agua Clara" in text_of(target)
    assert "Agua Turbia" in text_of(second)
    assert names(tmp_path) == ["deal (2).docx", "deal.docx"]


def code_of(call: Callable[[], Any]) -> str:
    with pytest.raises(FileError) as caught:
        call()
    (problem,) = caught.value.problems
    return problem.code


def test_a_folder_is_no_draft_and_a_missing_folder_has_no_room(deal: Agreement, tmp_path: Path) -> None:
    (tmp_path / "deal.md").mkdir()
    assert code_of(lambda: write_draft(deal, tmp_path / "deal.md")) == "file_is_folder"
    assert code_of(lambda: write_draft(deal, tmp_path / "none" / "deal.md")) == "file_missing"
    assert names(tmp_path) == ["deal.md"]


def test_a_full_disk_keeps_the_draft_that_was_there(
    deal: Agreement, other: Agreement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    target = tmp_path / "deal.docx"
    write_draft(deal, target)
    monkeypatch.setattr(os, "fsync", full)
    assert code_of(lambda: write_draft(other, target)) == "disk_full"
    assert "Agua Clara" in text_of(target)
    assert names(tmp_path) == ["deal.docx"]


def test_placing_writes_the_bytes_it_was_given(tmp_path: Path) -> None:
    assert place(b"one", tmp_path / "a.md").fate is Fate.WRITTEN
    assert (tmp_path / "a.md").read_bytes() == b"one"


# --- letterhead -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"PK\x03\x04 half a zip", None],
    ids=["empty", "text", "half", "spreadsheet"],
)
def test_a_letterhead_that_is_no_word_document_is_named(
    deal: Agreement, tmp_path: Path, content: bytes | None
) -> None:
    if content is None:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        content = whole.getvalue()
    letterhead = tmp_path / "paper.docx"
    letterhead.write_bytes(content)
    with pytest.raises(FileError) as caught:
        write_draft(deal, tmp_path / "deal.docx", letterhead=letterhead)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.source) == ("letterhead_bad", str(letterhead))
    assert names(tmp_path) == ["paper.docx"]


def test_a_letterhead_that_is_not_there(deal: Agreement, tmp_path: Path) -> None:
    call = lambda: write_draft(deal, tmp_path / "deal.docx", letterhead=tmp_path / "none.docx")  # noqa: E731
    assert code_of(call) == "file_missing"


def test_a_draft_on_a_letterhead_is_as_safe_from_overwriting(
    deal: Agreement, other: Agreement, tmp_path: Path
) -> None:
    letterhead = tmp_path / "paper.docx"
    letterhead.write_bytes(render(other, "docx"))
    target = tmp_path / "deal.docx"
    write_draft(deal, target, letterhead=letterhead)
    assert "Agua Clara" in text_of(target)
    assert write_draft(deal, target, letterhead=letterhead).fate is Fate.WRITTEN
    change(target)
    assert write_draft(deal, target, letterhead=letterhead).fate is Fate.KEPT
