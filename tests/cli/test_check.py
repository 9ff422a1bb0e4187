"""`pesagree check`: what it prints where, and how it ends."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pesagree.cli.exits import Exit
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording

Run = Callable[..., Any]


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_answers_print_nothing_but_the_sum(language: str, pesagree: Run) -> None:
    write("deal.yaml", "country: PE\n")
    done = pesagree("check", "deal.yaml", language=language)
    assert (done.code, done.out) == (Exit.DONE, "")
    assert done.err == wording(language).command("said.check_good", path="deal.yaml") + "\n"


@pytest.mark.parametrize("command", ["check", "revisar"])
def test_the_command_has_a_spanish_name(command: str, pesagree: Run) -> None:
    write("deal.yaml", "country: PE\n")
    assert pesagree(command, "deal.yaml", language="es").code == Exit.DONE


def test_an_empty_file_is_good(pesagree: Run) -> None:
    write("deal.yaml", "")
    assert pesagree("check", "deal.yaml").code == Exit.DONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_inconsistent_answers_end_with_3(language: str, pesagree: Run) -> None:
    write("deal.yaml", "site:\n  area_ha: 700\n  title_area_ha: 655\n")
    done = pesagree("check", "deal.yaml", language=language)
    assert done.code == Exit.ANSWERS
    head, what, remedy = done.out.splitlines()
    assert head == f"deal.yaml:2:12 site.area_ha ({wording(language).label('site.area_ha')})"
    assert "700" in what
    assert "655" in what
    assert remedy.startswith("  → ")


def test_warnings_stop_nothing(pesagree: Run) -> None:
    write("deal.yaml", "mid: {exists: no, fee_pct: 8}\nbuyer: {tax_id: 20131312956}\n")
    done = pesagree("check", "deal.yaml")
    assert done.code == Exit.DONE
    heads = [line for line in done.out.splitlines() if not line.startswith(" ")]
    assert [head.split(" (")[0] for head in heads] == [
        "Warning: deal.yaml:2:17 buyer.tax_id",
        "Warning: deal.yaml:1:28 mid.fee_pct",
    ]
    assert done.err.splitlines() == [
        "deal.yaml: everything is readable and consistent.",
        "deal.yaml: 2 warnings, which stop nothing.",
    ]


def test_problems_and_warnings_of_a_file_are_both_told(pesagree: Run) -> None:
    write("deal.yaml", "mid: {exists: no, fee_pct: 8}\nsite: {area_ha: 5, title_area_ha: 4}\n")
    done = pesagree("check", "deal.yaml", language="en")
    assert done.code == Exit.ANSWERS
    assert done.err == "deal.yaml: one problem.\ndeal.yaml: one warning, which stops nothing.\n"


def test_the_private_file_is_checked_too(pesagree: Run) -> None:
    write("deal.yaml", "country: PE\n")
    write("deal.private.yaml", "private: {minimum: 1.234}\n")
    done = pesagree("check", "deal.yaml")
    assert done.code == Exit.ANSWERS
    assert done.out.startswith("deal.private.yaml:1:20 private.minimum")


def test_many_files_are_all_checked_and_the_worst_counts(pesagree: Run) -> None:
    write("a.yaml", "country: PE\n")
    write("b.yaml", "term: {years: 0}\n")
    done = pesagree("check", "a.yaml", "none.yaml", "b.yaml")
    assert done.code == Exit.FILE
    assert done.err.splitlines() == [
        "a.yaml: everything is readable and consistent.",
        "none.yaml: one problem.",
        "b.yaml: one problem.",
    ]
    assert "b.yaml:1:15 term.years" in done.out


def test_a_folder_stands_for_its_answers_files(pesagree: Run) -> None:
    write("deals/b.yaml", "country: PE\n")
    write("deals/a.yml", "country: PE\n")
    write("deals/a.private.yaml", "private: {minimum: 1}\n")
    write("deals/notes.txt", "nothing")
    done = pesagree("check", "deals")
    assert done.code == Exit.DONE
    assert [Path(line.partition(":")[0]).name for line in done.err.splitlines()] == ["a.yml", "b.yaml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_without_answers_is_told(language: str, pesagree: Run) -> None:
    Path("deals").mkdir()
    done = pesagree("check", "deals", language=language)
    assert done.code == Exit.FILE
    assert done.err == wording(language).command("said.no_answers_in_folder", path="deals") + "\n"


def test_the_samples_are_readable_and_consistent(pesagree: Run) -> None:
    done = pesagree("check", str(samples_dir()))
    assert (done.code, done.out) == (Exit.DONE, "")
    assert len(done.err.splitlines()) == 7


def test_answers_come_from_standard_input_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from pesagree.cli import main; sys.exit(main())", "check", "-"],
        input="term: {years: 0}\n# Ñandú\n".encode(),
        capture_output=True,
        env=os.environ | {"PESAGREE_LANG": "es", "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == Exit.ANSWERS
    assert done.stdout.decode().startswith("-:1:15 term.years")
    assert b"Traceback" not in done.stderr
