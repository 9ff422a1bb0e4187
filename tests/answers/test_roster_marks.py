"""The marked copy of a roster: faults can be seen where they stand, and all else stays as it was."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openxml_audit import OpenXmlValidator, ValidationSeverity

from pesagree.answers.roster import agreements, read_roster
from pesagree.answers.roster_marks import LONGEST, marked_copy, marked_name
from pesagree.answers.roster_marks_notes import OURS
from pesagree.answers.roster_marks_sheet import MARK
from pesagree.answers.roster_package import MAIN, Package, settled
from pesagree.errors import AnswersError, FileError, Place, Problem
from pesagree.wording import LANGUAGES, explain, wording

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORDS = wording("en")
HEADINGS = ["agreement.id", "seller.name", "site.area_ha", "#Zone"]
WHY = WORDS.workbook_text("marks.header")


def bad(path: Path, row: int, column: int, sheet: str = "Families", text: str = "much") -> Problem:
    """A number that is none, at a cell."""
    return Problem("number_unreadable", Place(str(path), row, column, sheet), "site.area_ha", {"text": text})


def said(problem: Problem, language: str = "en") -> str:
    message = explain(problem, wording(language))
    return f"{message.what} → {message.write}"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """An office's workbook: colours, notes, a drop-down, a filter, a formula with its value, more sheets."""
    book = Workbook()
    families = book.active
    families.title = "Families"
    for row in (
        HEADINGS,
        ["F-1", "Ana", "much", "north"],
        ["F-2", "Beto", 2.5, "south"],
        ["F-3", "Caro", "=1+2", "south"],
    ):
        families.append(row)
    families["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    families["A2"].comment = Comment("Visited in May", "Office")
    families["C2"].comment = Comment("Ask the forester", "Office")
    drop_down = DataValidation(type="list", formula1='"north,south"')
    drop_down.add("D2:D9")
    families.add_data_validation(drop_down)
    families.auto_filter.ref = "A1:D4"
    families.column_dimensions["B"].width = 33
    parcels = book.create_sheet("site.parcels")
    parcels.append(["family", "name", "area_ha"])
    parcels.append(["F-1", "Hill", "big"])
    book.create_sheet("Notes of the office").append(["Call Ana"])
    path = tmp_path / "roster.xlsx"
    book.save(path)
    package = Package(settled(path.read_bytes()))
    sheet = "xl/worksheets/sheet1.xml"
    assert b"<f>1+2</f><v/>" in package.parts[sheet] or b"<f>1+2</f><v></v>" in package.parts[sheet]
    for empty in (b"<f>1+2</f><v/>", b"<f>1+2</f><v></v>"):
        package.parts[sheet] = package.parts[sheet].replace(empty, b"<f>1+2</f><v>3</v>")
    path.write_bytes(package.bytes())
    return path


@pytest.fixture
def marked(roster: Path, tmp_path: Path) -> Callable[..., Any]:
    """Marks the office's workbook (or another file) and opens the copy."""

    def mark(problems: Sequence[Problem], path: Path = roster, language: str = "en") -> Any:
        marked_copy(path, problems, tmp_path / "copy.xlsx", wording(language))
        return load_workbook(tmp_path / "copy.xlsx")

    return mark


def reasons(sheet: Any) -> dict[int, str]:
    """The rows with a reason, read from the column whose heading says so."""
    (column,) = [cell.column for cell in sheet[1] if cell.value == WHY]
    return {
        row: cell.value
        for row in range(2, sheet.max_row + 1)
        if (cell := sheet.cell(row, column)).value is not None
    }


def rules(sheet: Any) -> dict[str, str]:
    return {
        str(block.sqref): rule.formula[0]
        for block in sheet.conditional_formatting
        for rule in block.rules
        if MARK in rule.formula[0]
    }


# --- what is added --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_says_why_and_its_cell_is_coloured_and_noted(
    language: str, marked: Callable[..., Any], roster: Path
) -> None:
    problem = bad(roster, 2, 3)
    sheet = marked([problem], language=language)["Families"]
    label = wording(language).label("site.area_ha")
    assert sheet["E1"].value == wording(language).workbook_text("marks.header")
    assert sheet["E2"].value == f"• C · {label}: {said(problem, language)}"
    assert [sheet[f"E{row}"].value for row in (3, 4)] == [None, None]
    assert rules(sheet) == {"C2:C4": f'AND({MARK},ISNUMBER(SEARCH("• C ·",$E2)))'}
    assert said(problem, language) in sheet["C2"].comment.text
    assert sheet.column_dimensions["E"].width == 70


def test_each_sheet_is_marked_where_its_problem_stands(marked: Callable[..., Any], roster: Path) -> None:
    book = marked([bad(roster, 2, 3), bad(roster, 2, 3, "site.parcels", "big")])
    assert list(reasons(book["Families"])) == [2]
    assert list(reasons(book["site.parcels"])) == [2]
    assert book["site.parcels"]["D1"].value == WHY
    assert book["Notes of the office"].max_column == 1


def test_a_row_without_a_cell_at_fault_has_a_reason_alone(marked: Callable[..., Any], roster: Path) -> None:
    problem = Problem("roster_row_long", Place(str(roster), 3, 0, "Families"), "", {"number": 9, "most": 4})
    sheet = marked([problem])["Families"]
    assert reasons(sheet) == {3: f"• {said(problem)}"}
    assert rules(sheet) == {}


def test_a_heading_at_fault_is_coloured_and_noted(marked: Callable[..., Any], roster: Path) -> None:
    problem = Problem("header_unknown", Place(str(roster), 1, 4, "Families"), "", {"text": "Zone"})
    sheet = marked([problem])["Families"]
    assert sheet["D1"].comment.text == OURS + said(problem)
    assert rules(sheet) == {"D1": MARK}
    assert sheet["D1"].value == "#Zone"


def test_problems_of_other_files_and_of_no_row_are_passed_over(
    marked: Callable[..., Any], roster: Path
) -> None:
    elsewhere = Problem("number_unreadable", Place("base.yaml", 3, 1), "site.area_ha", {"text": "x"})
    whole = Problem("roster_zeros", Place(str(roster), 0, 2, "Families"))
    sheet = marked([elsewhere, whole])["Families"]
    assert sheet.max_column == 4


def test_the_same_is_said_once_and_a_long_list_is_cut(marked: Callable[..., Any], roster: Path) -> None:
    many = [bad(roster, 2, 3, text=f"{n}{'x' * 90}") for n in range(100)]
    sheet = marked([bad(roster, 3, 3)] * 5 + many)["Families"]
    assert sheet["E3"].value.count("•") == 1
    assert LONGEST < len(sheet["E2"].value) < LONGEST + 200
    assert sheet["E2"].value.endswith(WORDS.workbook_text("marks.more"))


def test_texts_that_look_like_formulas_or_cannot_be_printed_stay_texts(
    marked: Callable[..., Any], roster: Path
) -> None:
    sheet = marked([bad(roster, 2, 3, text="=CMD() <b>&\x01]]>")])["Families"]
    assert sheet["E2"].data_type == "s"
    assert "=CMD() <b>&\ufffd]]>" in sheet["E2"].value


# --- what stays -----------------------------------------------------------------------------


def test_formats_notes_formulas_and_other_sheets_stay(
    marked: Callable[..., Any], roster: Path, tmp_path: Path
) -> None:
    book = marked([bad(roster, 2, 3)])
    sheet = book["Families"]
    assert book.sheetnames == ["Families", "site.parcels", "Notes of the office"]
    assert sheet["B2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet["A2"].comment.text, sheet["A2"].comment.author) == ("Visited in May", "Office")
    assert sheet["C2"].comment.text.startswith(f"Ask the forester\n\n{OURS}")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D2:D9"
    assert sheet["C4"].value == "=1+2"
    assert load_workbook(tmp_path / "copy.xlsx", data_only=True)["Families"]["C4"].value == 3
    assert sheet.auto_filter.ref == "A1:E4"


def test_parts_that_have_no_fault_are_the_same_bytes(roster: Path, tmp_path: Path) -> None:
    marked_copy(roster, [bad(roster, 2, 3)], tmp_path / "copy.xlsx", WORDS)
    before, after = (Package((tmp_path / name).read_bytes()).parts for name in ("roster.xlsx", "copy.xlsx"))
    for part in ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/theme/theme1.xml"):
        assert after[part] == before[part]
    assert set(before) <= set(after)


def test_without_problems_nothing_is_added(marked: Callable[..., Any]) -> None:
    sheet = marked([])["Families"]
    assert sheet.max_column == 4
    assert rules(sheet) == {}


def test_the_roster_itself_is_not_touched(marked: Callable[..., Any], roster: Path) -> None:
    before = roster.read_bytes()
    marked([bad(roster, 2, 3)])
    assert roster.read_bytes() == before


def test_excel_finds_nothing_to_repair(marked: Callable[..., Any], roster: Path, tmp_path: Path) -> None:
    marked([bad(roster, 2, 3), bad(roster, 1, 4), bad(roster, 2, 3, "site.parcels")])
    found = OpenXmlValidator().validate(tmp_path / "copy.xlsx")
    assert [str(error) for error in found.errors if error.severity is not ValidationSeverity.WARNING] == []


def test_the_same_problems_give_the_same_bytes(roster: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        marked_copy(roster, [bad(roster, 2, 3)], tmp_path / name, WORDS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# --- a copy of a copy -----------------------------------------------------------------------


def test_marks_of_an_earlier_copy_give_way(roster: Path, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{n}.xlsx" for n in (1, 2, 3))
    marked_copy(roster, [bad(roster, 2, 3), bad(roster, 3, 2)], first, wording("es"))
    marked_copy(first, [bad(first, 4, 2)], second, WORDS)
    sheet = load_workbook(second)["Families"]
    assert [cell.value for cell in sheet[1]][4:] == [WHY]
    assert list(reasons(sheet)) == [4]
    assert rules(sheet) == {"B2:B4": f'AND({MARK},ISNUMBER(SEARCH("• B ·",$E2)))'}
    assert sheet["B3"].comment is None
    assert sheet["C2"].comment.text == "Ask the forester"
    assert sheet["B4"].comment.text.startswith(OURS)
    marked_copy(second, [], third, WORDS)
    sheet = load_workbook(third)["Families"]
    assert [cell.value for cell in sheet[1]][:4] == HEADINGS
    assert {cell.value for row in sheet["E1:E4"] for cell in row} == {None}
    assert sheet["A2"].comment.text == "Visited in May"


def test_a_copy_of_a_copy_with_the_same_problems_is_the_same(roster: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    marked_copy(roster, [bad(roster, 2, 3)], first, WORDS)
    marked_copy(first, [bad(first, 2, 3)], second, WORDS)
    before, after = Package(first.read_bytes()).parts, Package(second.read_bytes()).parts
    for part in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        assert after[part] == before[part], part
    assert after.keys() == before.keys()


def test_a_marked_copy_is_a_roster_like_any_other(roster: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text("country: PE\nseller: {kind: household}\n", encoding="utf-8")
    found = [problem for result in agreements(base, read_roster(roster)) for problem in result.problems]
    assert [str(problem.place).rpartition("!")[2] for problem in found] == ["Families:C2", "site.parcels:C2"]
    copy = tmp_path / "copy.xlsx"
    marked_copy(roster, found, copy, WORDS)
    again = read_roster(copy)
    kept = [note.code for note in read_roster(roster).notes]
    assert [note.code for note in again.notes] == kept
    results = list(agreements(base, again))
    assert [[p.code for p in result.problems] for result in results] == [["number_unreadable"] * 2, [], []]


def test_a_copy_in_which_a_person_worked_is_never_replaced(roster: Path, tmp_path: Path) -> None:
    target, beside = tmp_path / "copy.xlsx", tmp_path / "copy (2).xlsx"
    assert marked_copy(roster, [bad(roster, 2, 3)], target, WORDS) == target
    assert marked_copy(roster, [bad(roster, 3, 3)], target, WORDS) == target
    book = load_workbook(target)
    book["Families"]["C2"] = 4
    book.save(target)
    before = target.read_bytes()
    assert marked_copy(roster, [bad(roster, 2, 3)], target, WORDS) == beside
    assert marked_copy(roster, [bad(roster, 2, 3)], target, WORDS) == beside
    assert target.read_bytes() == before
    assert marked_copy(target, [bad(target, 2, 3)], target, WORDS) == beside


def test_the_roster_is_never_its_own_copy(roster: Path, tmp_path: Path) -> None:
    marked_copy(roster, [bad(roster, 2, 3)], tmp_path / "copy.xlsx", WORDS)
    copy = tmp_path / "copy.xlsx"
    assert marked_copy(copy, [bad(copy, 2, 3)], copy, WORDS) == tmp_path / "copy (2).xlsx"


# --- text as a workbook ---------------------------------------------------------------------


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(
        "agreement.id;seller.name;seller.signers.1.id;site.area_ha;term.start\n"
        "F-1;=CMD();00000001;1,5;15/1/2027\n"
        "F-2;+51 942;00000002;mucho;1/2/2027\n"
        "F-3;@a -b;00000003;2;1/2/2027\n",
        encoding="utf-8",
    )
    return path


def test_a_roster_of_text_becomes_a_workbook(marked: Callable[..., Any], text: Path) -> None:
    sheet = marked([bad(text, 3, 4, "")], path=text).active
    assert [cell.value for cell in sheet[2]][:5] == ["F-1", "=CMD()", "00000001", 1.5, "15/1/2027"]
    assert {cell.data_type for cell in (sheet["A2"], sheet["B2"], sheet["B3"], sheet["B4"])} == {"s"}
    assert all(sheet[at].quotePrefix for at in ("B2", "B3", "B4", "C2"))
    assert sheet["D3"].value == "mucho"
    assert list(reasons(sheet)) == [3]


def test_it_reads_back_as_the_text_did(text: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text("country: PE\nseller: {kind: household}\n", encoding="utf-8")
    results = list(agreements(base, read_roster(text)))
    copy = tmp_path / "copy.xlsx"
    marked_copy(text, [problem for result in results for problem in result.problems], copy, WORDS)
    again = list(agreements(base, read_roster(copy)))
    assert [result.key for result in again] == ["F-1", "F-2", "F-3"]
    for one, other in zip(results, again, strict=True):
        assert [problem.code for problem in one.problems] == [problem.code for problem in other.problems]
        if one.file and other.file:
            assert one.file.agreement.model_dump() == other.file.agreement.model_dump()


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_survives_and_is_never_a_formula(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    printable = ["".join(c for c in text if c.isprintable() and c not in '"\ud7ff') or "x" for text in texts]
    lines = ["agreement.id,seller.name", *(f'F-{n},"={text}"' for n, text in enumerate(printable))]
    path = folder / "r.csv"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    marked_copy(path, [], folder / "copy.xlsx", WORDS)
    sheet = load_workbook(folder / "copy.xlsx").active
    found = [sheet.cell(row, 2) for row in range(2, len(printable) + 2)]
    assert [cell.value for cell in found] == [f"={text}" for text in printable]
    assert {cell.data_type for cell in found} == {"s"}


# --- what cannot be marked ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0old", "roster_old_excel"),
        (b"PK\x03\x04 not really", "roster_workbook_bad"),
        (b'agreement.id\n"a\n', "roster_quotes"),
    ],
)
def test_what_is_no_roster_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(data)
    with pytest.raises(AnswersError) as caught:
        marked_copy(path, [], tmp_path / "copy.xlsx", WORDS)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert not (tmp_path / "copy.xlsx").exists()


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "x")
    (tmp_path / "r.xlsx").write_bytes(held.getvalue())
    with pytest.raises(AnswersError) as caught:
        marked_copy(tmp_path / "r.xlsx", [], tmp_path / "copy.xlsx", WORDS)
    assert caught.value.problems[0].code == "roster_workbook_bad"


def test_a_workbook_that_unpacks_to_more_than_a_person_makes_is_refused(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pesagree.answers.roster_marks.MAX_UNPACKED", 1000)
    with pytest.raises(AnswersError) as caught:
        marked_copy(roster, [], tmp_path / "copy.xlsx", WORDS)
    assert caught.value.problems[0].code == "file_too_large"


def test_a_roster_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        marked_copy(tmp_path / "r.xlsx", [], tmp_path / "copy.xlsx", WORDS)


def test_the_name_of_a_copy_says_what_it_is() -> None:
    assert marked_name(Path("a/padron.xlsx"), wording("es")) == "padron (por corregir).xlsx"
    assert marked_name(Path("roster.csv"), WORDS) == "roster (to correct).xlsx"
    assert marked_name(Path("roster.xlsm"), WORDS) == "roster (to correct).xlsm"


# --- workbooks of other programs ------------------------------------------------------------


def test_headings_in_the_shared_table_and_names_with_prefixes_are_read(roster: Path, tmp_path: Path) -> None:
    """Excel keeps texts in a table of their own; some programs write every name with a prefix."""
    package = Package(roster.read_bytes())
    sheet, workbook = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    texts: list[str] = []

    def shared(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c {found[1]}t="s"><v>{len(texts) - 1}</v></c>'

    xml = package.parts[sheet].decode().replace("Caro", WHY)  # not in a heading: not our column
    xml = re.sub(r'<c ([^>]*?)t="inlineStr"><is><t>(.*?)</t></is></c>', shared, xml)
    xml = re.sub(r"<(/?)(\w+)(?=[ />])", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    package.parts[sheet] = xml.encode()
    package.parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'.encode()
    package.relate(workbook, "sharedStrings", "xl/sharedStrings.xml")
    package.declare(f"{SPREADSHEET}.sharedStrings+xml", part="xl/sharedStrings.xml")
    path = tmp_path / "other.xlsx"
    path.write_bytes(package.bytes())
    copy, second = tmp_path / "copy.xlsx", tmp_path / "second.xlsx"
    marked_copy(path, [bad(path, 2, 3)], copy, WORDS)
    marked_copy(copy, [bad(copy, 3, 3)], second, WORDS)
    found = load_workbook(second)["Families"]
    assert [cell.value for cell in found[1]] == [*HEADINGS, WHY]
    assert list(reasons(found)) == [3]
    assert found["B4"].value == WHY


def test_a_conversation_on_a_cell_is_left_alone(roster: Path, tmp_path: Path) -> None:
    """Programs keep conversations elsewhere and write the note that stands in for them anew."""
    package = Package(roster.read_bytes())
    notes = next(name for name in package.parts if "comment" in name and name.endswith(".xml"))
    package.parts[notes] = package.parts[notes].replace(b">Office<", b">tc={1A2B}<")
    roster.write_bytes(package.bytes())
    marked_copy(roster, [bad(roster, 2, 3)], tmp_path / "copy.xlsx", WORDS)
    sheet = load_workbook(tmp_path / "copy.xlsx")["Families"]
    assert sheet["C2"].comment.text == "Ask the forester"
    assert list(reasons(sheet)) == [2]


def test_a_column_width_that_covers_many_is_parted(roster: Path, tmp_path: Path) -> None:
    package = Package(roster.read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    package.parts[sheet] = re.sub(
        rb"<cols>.*</cols>", b'<cols><col min="1" max="16384" width="9"/></cols>', package.parts[sheet]
    )
    roster.write_bytes(package.bytes())
    marked_copy(roster, [bad(roster, 2, 3)], tmp_path / "copy.xlsx", WORDS)
    found = Package((tmp_path / "copy.xlsx").read_bytes()).parts[sheet].decode()
    assert re.findall(r'<col [^>]*?min="(\d+)" max="(\d+)"', found) == [
        ("1", "4"),
        ("5", "5"),
        ("6", "16384"),
    ]
