"""Rosters as they lie on people's machines: open in Excel, with formulas, dates and cells joined together."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from pesagree.answers.reading import country_of
from pesagree.answers.roster import agreements, read_roster
from pesagree.answers.roster_reading import Reader
from pesagree.answers.roster_rows import Lines
from pesagree.answers.roster_table import Numbered, Sheet
from pesagree.errors import AnswersError
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.messages import explain


def with_saved_results(path: Path, results: dict[str, str]) -> Path:
    """The workbook as Excel saves it: every formula in one of the cells with the result it last had."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, result in results.items():
        sheet = re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)', rf"\1<v>{result}</v>", sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_a_formula_gives_its_saved_result_and_none_without_one(base: Path, book: Callable[..., Path]) -> None:
    rows = [["agreement.id", "site.area_ha", "pay.unit_price"], ["F-1", "=1+2", "=7*50"], ["F-2", 2, "=1/3"]]
    roster = read_roster(with_saved_results(book({"F": rows}), {"B2": "3", "C2": "350"}))
    first, second = agreements(base, roster)
    assert first.file is not None
    assert first.file.agreement.site.area_ha == 3
    assert first.file.agreement.pay.unit_price == 350
    (problem,) = second.problems
    assert (str(problem.place)[-6:], problem.code, problem.facts["text"]) == (
        "x!F:C3",
        "roster_formula",
        "=1/3",
    )


def test_dates_of_a_workbook_are_dates(base: Path, book: Callable[..., Path]) -> None:
    rows = [
        ["agreement.id", "term.start"],
        ["F-1", date(2027, 3, 5)],
        ["F-2", datetime(2027, 3, 5, 9, 30)],
        ["F-3", (46451, "dd/mm/yyyy")],
        ["F-4", "5/3/2027"],
    ]
    found = [one.file for one in agreements(base, read_roster(book({"F": rows})))]
    assert [one.agreement.term.start for one in found if one] == [date(2027, 3, 5)] * 4


def test_a_workbook_that_is_open_in_excel_is_read(base: Path, book: Callable[..., Path]) -> None:
    path = book({"F": [["agreement.id"], ["F-1"]]})
    lock = path.with_name("~$r.xlsx")
    lock.write_bytes(b"\x03Ana" + b"\x00" * 161)
    with path.open("rb"):
        assert len(read_roster(path).rows) == 1
    with pytest.raises(AnswersError) as caught:
        read_roster(lock)
    (problem,) = caught.value.problems
    assert problem.code == "roster_lock_file"
    for language in LANGUAGES:
        assert "r.xlsx" in explain(problem, wording(language)).write


def test_blank_rows_and_columns_between_are_passed_over(base: Path, book: Callable[..., Path]) -> None:
    rows = [[], ["agreement.id", None, "seller.name"], [], ["F-1", None, "Ana"], [" ", None, None], ["F-2"]]
    roster = read_roster(book({"F": rows}))
    assert [row.number for row in roster.rows] == [4, 6]
    assert [one.key for one in agreements(base, roster)] == ["F-1", "F-2"]


def test_a_sheet_is_read_row_by_row_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tens of thousands of rows are never held as cells: a row is asked for only when the last is done."""
    asked: list[int] = []
    done: list[int] = []

    def rows() -> Iterator[Numbered]:
        yield 1, ("agreement.id", "seller.name")
        for number in range(2, 50):
            assert len(asked) == len(done)
            asked.append(number)
            yield number, (f"F-{number}", "Ana")

    add = Lines.add

    def watched(self: Lines, number: int, *rest: object) -> None:
        done.append(number)
        add(self, number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Lines, "add", watched)
    found = Reader("r.xlsx", None, []).families([Sheet("F", rows)])
    assert asked == done == list(range(2, 50))
    assert found.rows[47].texts == ("F-49", "Ana")


def test_agreements_come_one_at_a_time(base: Path, table: Callable[..., Path]) -> None:
    roster = read_roster(table("agreement.id;site.area_ha\nF-1;2\nF-2;x\nF-3;4\n"))
    results = agreements(base, roster)
    assert iter(results) is results
    assert next(results).file is not None
    assert [problem.code for problem in next(results).problems] == ["number_unreadable"]


# --- identity numbers -----------------------------------------------------------------------


def test_zeros_are_put_back_in_peru_only(tmp_path: Path, table: Callable[..., Path]) -> None:
    (tmp_path / "bo.yaml").write_text("country: Bolivia\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("country: [", encoding="utf-8")
    assert [country_of(tmp_path / name) for name in ("bo.yaml", "broken.yaml")] == ["BO", None]
    path = table("agreement.id;country;seller.spouse.id\nF-1;;1234567\nF-2;Perú;1234567\nF-3;BO;1234567\n")
    for country, found in (
        ("PE", ["01234567", "01234567", "1234567"]),
        ("BO", ["1234567", "01234567", "1234567"]),
    ):
        roster = read_roster(path, None, country)
        assert [row.cells["seller.spouse.id"].text for row in roster.rows] == found
        assert [note.facts["number"] for note in roster.notes] == [found.count("01234567")]


def test_a_number_that_is_too_short_to_be_mended_is_told_as_odd(
    base: Path, table: Callable[..., Path]
) -> None:
    (one,) = agreements(base, read_roster(table("agreement.id;seller.spouse.id\nF-1;1234\n")))
    assert one.file is not None
    assert [(warning.code, str(warning.place)[-4:]) for warning in one.file.warnings] == [("odd_dni", ":2:B")]
