"""`pesagree samples`: list, show, copy; a file of yours is never replaced."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pesagree.cli.exits import Exit
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording

Run = Callable[..., Any]
Snapshot = Callable[[], dict[str, bytes]]

NAMES = [
    "alto-mayo-water",
    "bad-deal",
    "loreto-aguajales",
    "madre-de-dios-brazil-nuts",
    "madre-de-dios-fondam",
    "minimal",
    "tambopata-agroforestry",
]
ROSTERS = ["roster.csv", "roster.xlsx"]


def test_the_samples_are_listed(pesagree: Run, snapshot: Snapshot) -> None:
    done = pesagree("samples")
    assert (done.code, done.out.splitlines(), done.err) == (Exit.DONE, [*NAMES, *ROSTERS], "")
    assert pesagree("ejemplos", language="es").out == done.out
    assert snapshot() == {}


@pytest.mark.parametrize("name", [*NAMES, "minimal.yaml"])
def test_a_sample_is_shown_as_it_is(name: str, pesagree: Run, snapshot: Snapshot) -> None:
    done = pesagree("samples", name)
    file = samples_dir() / f"{name.removesuffix('.yaml')}.yaml"
    assert (done.code, done.err) == (Exit.DONE, "")
    assert done.out == file.read_text(encoding="utf-8")
    assert "private:" not in done.out
    assert snapshot() == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_sample_is_told_with_the_known_ones(language: str, pesagree: Run) -> None:
    done = pesagree("samples", "alto-mayo", "-o", "out", language=language)
    known = ", ".join([*NAMES, *ROSTERS])
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert done.err == wording(language).command("said.sample_unknown", name="alto-mayo", known=known) + "\n"
    assert not Path("out").exists()


def test_a_sample_is_copied_with_its_private_file(pesagree: Run, snapshot: Snapshot) -> None:
    done = pesagree("samples", "bad-deal", "-o", "deep/out")
    assert done.code == Exit.DONE
    assert snapshot() == {
        f"deep/out/{name}": (samples_dir() / name).read_bytes()
        for name in ("bad-deal.yaml", "bad-deal.private.yaml")
    }
    assert pesagree("check", "deep/out").code == Exit.DONE


def test_all_samples_are_copied_at_once(pesagree: Run, snapshot: Snapshot) -> None:
    assert pesagree("samples", "-o", "out").code == Exit.DONE
    copied = [file.name for file in samples_dir().glob("*.yaml")] + ROSTERS
    assert set(snapshot()) == {f"out/{name}" for name in copied}


def test_the_base_of_the_rosters_brings_them_along(pesagree: Run, snapshot: Snapshot) -> None:
    assert pesagree("samples", "minimal", "-o", "out").code == Exit.DONE
    assert snapshot() == {
        f"out/{name}": (samples_dir() / name).read_bytes() for name in ("minimal.yaml", *ROSTERS)
    }
    for roster in ROSTERS:
        assert pesagree("check", "out/minimal.yaml", "--roster", f"out/{roster}").code == Exit.DONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roster_is_copied_alone_and_a_workbook_is_not_shown(
    language: str, pesagree: Run, snapshot: Snapshot
) -> None:
    refused = pesagree("samples", "roster.xlsx", language=language)
    assert (refused.code, refused.out) == (Exit.USAGE, "")
    assert refused.err == wording(language).command("said.sample_workbook", name="roster.xlsx") + "\n"
    assert pesagree("samples", "roster.csv").out.startswith("Código del acuerdo;")
    assert pesagree("samples", "roster.xlsx", "-o", "out").code == Exit.DONE
    assert list(snapshot()) == ["out/roster.xlsx"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_yours_is_never_replaced(language: str, pesagree: Run, snapshot: Snapshot) -> None:
    Path("minimal.yaml").write_text("country: BO\n", encoding="utf-8")
    done = pesagree("samples", "minimal", "-o", ".", language=language)
    assert done.code == Exit.DONE
    assert wording(language).command("said.sample_exists", path="minimal.yaml") in done.err
    assert Path("minimal.yaml").read_bytes() == b"country: BO\n"


def test_copying_twice_does_no_harm(pesagree: Run, snapshot: Snapshot) -> None:
    pesagree("samples", "minimal", "-o", ".")
    before = snapshot()
    assert pesagree("samples", "minimal", "-o", ".").code == Exit.DONE
    assert snapshot() == before


def test_every_sample_says_that_it_is_an_example() -> None:
    for name in NAMES:
        text = (samples_dir() / f"{name}.yaml").read_text(encoding="utf-8")
        assert "todo es EJEMPLO" in text
        assert "EXAMPLE" in text
        assert "(EJEMPLO)" in text
