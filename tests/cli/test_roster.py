"""`check` and `review` with a roster: what they print where, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pesagree.cli.exits import Exit
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording

Run = Callable[..., Any]
Snapshot = Callable[[], dict[str, bytes]]

BASE = "country: PE\nseller: {kind: household}\nmid: {exists: no, fee_pct: 8}\nsite: {title_area_ha: 5}\n"
GOOD = "agreement.id;seller.name;site.area_ha\nF-1;Ana;1,5\nF-2;Beto;2\n"
BAD = GOOD + "F-3;Caro;poco\nF-4;Dina;9\nf-1;Eva;1\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_roster(language: str, pesagree: Run) -> None:
    words = wording(language)
    done = pesagree("check", "base.yaml", "--roster", "good.csv", language=language)
    assert done.code == Exit.DONE
    assert words.command("said.roster_sum", path="good.csv", count=2, good=2, bad=0) in done.err
    assert done.err.startswith(words.command("said.note") + ": good.csv\n")
    # The warning stands in the base: it is told once, with the rows that it concerns.
    assert done.out.count("base.yaml:3:28") == 1
    assert done.out.rstrip().endswith(words.command("said.roster_rows", count=2, keys="F-1, F-2"))


def test_problems_name_key_and_cell_and_the_rest_goes_on(pesagree: Run) -> None:
    done = pesagree("check", "base.yaml", "--roster", "bad.csv")
    assert done.code == Exit.ANSWERS
    heads = [line.split(" (")[0] for line in done.out.splitlines() if line.startswith("[")]
    assert heads == [
        "[F-1] bad.csv:2:A agreement.id",
        "[F-3] bad.csv:4:C site.area_ha",
        "[F-4] bad.csv:5:C site.area_ha",
        "[f-1] bad.csv:6:A agreement.id",
    ]
    assert "bad.csv: 5 rows, 1 are readable and consistent, 4 have problems." in done.err


def test_rows_go_by_the_key_that_is_named(pesagree: Run) -> None:
    done = pesagree("revisar", "base.yaml", "--roster", "bad.csv", "--key", "seller.name")
    assert "[Caro] bad.csv:4:C" in done.out
    assert "[Ana]" not in done.out


def test_review_counts_over_the_rows(pesagree: Run) -> None:
    done = pesagree("review", "base.yaml", "--roster", "good.csv", "--stage", "for_signature")
    assert done.code == Exit.DONE
    words = wording("en")
    assert done.out.startswith(words.advise("many.title", count=2))
    assert "2 / 2" in done.out or "2 of 2" in done.out
    assert "1. F-1" in done.out


def test_review_goes_on_past_bad_rows(pesagree: Run) -> None:
    done = pesagree("review", "base.yaml", "--roster", "bad.csv", "--format", "json")
    assert done.code == Exit.ANSWERS
    assert "[F-3] bad.csv:4:C" in done.err
    said = wording("en").command("said.roster_inconsistent", count=1, base="base.yaml", path="bad.csv")
    assert said in done.err
    found = json.loads(done.out)
    assert [one["answers"] for one in found["reviews"]] == ["F-2", "F-4"]


def test_review_can_fail_on_a_finding(pesagree: Run) -> None:
    more = ["--stage", "for_signature", "--fail-on", "advice"]
    assert pesagree("review", "base.yaml", "--roster", "good.csv", *more).code == Exit.REVIEW


def test_private_figures_of_the_base_are_not_used(pesagree: Run) -> None:
    Path("base.private.yaml").write_text("private: {minimum: 777123}\n", encoding="utf-8")
    done = pesagree("review", "base.yaml", "--roster", "good.csv", "--format", "json")
    assert "777123" not in done.said


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["check", "base.yaml", "--key", "agreement.id"], "key_without_roster"),
        (["check", "base.yaml", "base.yaml", "--roster", "good.csv"], "roster_one_base"),
        (["review", ".", "--roster", "good.csv"], "roster_one_base"),
        (["review", "base.yaml", "--roster", "good.csv", "--comments", "x.docx"], "roster_no_comments"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], key: str, pesagree: Run) -> None:
    done = pesagree(*arguments)
    assert done.code == Exit.USAGE
    assert done.err.strip() == wording("en").command(f"said.{key}")


def test_headers_at_fault_end_with_3_and_a_missing_file_with_7(pesagree: Run) -> None:
    Path("odd.csv").write_text("sellr.name\nAna\n", encoding="utf-8")
    done = pesagree("check", "base.yaml", "--roster", "odd.csv")
    assert (done.code, "odd.csv:1:A" in done.said, "seller.name" in done.said) == (Exit.ANSWERS, True, True)
    assert pesagree("check", "base.yaml", "--roster", "none.csv").code == Exit.FILE
    assert pesagree("check", "none.yaml", "--roster", "good.csv").code == Exit.FILE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roster_without_families_is_no_success(language: str, pesagree: Run, snapshot: Snapshot) -> None:
    header, *_ = Path("good.csv").read_text(encoding="utf-8").splitlines()
    Path("empty.csv").write_text(f"{header}\n\n;;\n", encoding="utf-8")
    before = snapshot()
    for command in (["check"], ["review"], ["batch", "-o", "out"]):
        done = pesagree(*command, "base.yaml", "--roster", "empty.csv", language=language)
        what = wording(language).messages["roster_empty"]["what"]
        assert (done.code, done.said.splitlines()[:2]) == (Exit.ANSWERS, ["empty.csv", f"  {what}"])
    assert snapshot() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("base.yaml", None), ("families.pdf", b"%PDF-1.4\n"), ("photo.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF")],
)
def test_a_file_that_is_no_spreadsheet_is_called_so(name: str, data: bytes | None, pesagree: Run) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    done = pesagree("check", "base.yaml", "--roster", name)
    what = wording("en").messages["roster_no_table"]["what"]
    assert (done.code, done.said.splitlines()[:2]) == (Exit.ANSWERS, [name, f"  {what}"])


def test_the_roster_that_ships_is_good(pesagree: Run) -> None:
    samples = samples_dir()
    for command in ("check", "review"):
        arguments = [command, str(samples / "minimal.yaml"), "--roster", str(samples / "roster.csv")]
        assert pesagree(*arguments).code == Exit.DONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_hands_a_marked_copy_back(language: str, pesagree: Run) -> None:
    words = wording(language)
    arguments = ["check", "base.yaml", "--roster", "bad.csv", "--marked", "marked.xlsx"]
    done = pesagree(*arguments, language=language)
    assert done.code == Exit.ANSWERS
    assert words.command("said.marked_written", path="marked.xlsx") in done.err
    sheet = load_workbook("marked.xlsx").active
    assert sheet["D1"].value == words.workbook_text("marks.header")
    assert [cell.row for cell in sheet["D"] if cell.value][1:] == [2, 4, 5, 6]
    again = pesagree("check", "base.yaml", "--roster", "marked.xlsx", "--marked", "marked.xlsx")
    assert "marked (2).xlsx" in again.err


def test_headers_at_fault_are_marked_and_a_good_roster_needs_no_copy(pesagree: Run) -> None:
    Path("odd.csv").write_text("agreement.id,sellr.name\nF-1,Ana\n", encoding="utf-8")
    assert pesagree("check", "base.yaml", "--roster", "odd.csv", "--marked", "m.xlsx").code == Exit.ANSWERS
    assert "sellr.name" in load_workbook("m.xlsx").active["B1"].comment.text
    assert pesagree("check", "base.yaml", "--roster", "good.csv", "--marked", "n.xlsx").code == Exit.DONE
    assert not Path("n.xlsx").exists()


def test_a_marked_copy_is_a_workbook_of_a_roster(pesagree: Run) -> None:
    words = wording("en")
    alone = pesagree("check", "base.yaml", "--marked", "m.xlsx")
    assert (alone.code, alone.err.strip()) == (Exit.USAGE, words.command("said.marked_without_roster"))
    text = pesagree("check", "base.yaml", "--roster", "bad.csv", "--marked", "m.csv")
    assert text.code == Exit.USAGE
    assert text.err.strip() == words.command("said.marked_not_excel", path="m.csv")
