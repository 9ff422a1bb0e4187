"""Rosters: one base, a table of families, one agreement for each row, and every fault with its cell."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pesagree.agreement import ITEMS, QUESTIONS
from pesagree.answers.roster import Roster, RowResult, agreements, apply, read_roster
from pesagree.answers.roster_header import path_of
from pesagree.answers.yaml_source import read
from pesagree.errors import AnswersError, FileError, Place, Problem, UsageError
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import fold


def told(problems: Sequence[Problem]) -> list[str]:
    """Every problem as `place path code`, the file by its name alone."""
    return [
        f"{str(p.place).replace(p.place.source, Path(p.place.source).name)} {p.path} {p.code}".replace(
            "  ", " "
        )
        for p in problems
    ]


def refused(path: Path, key: str | None = None) -> list[str]:
    with pytest.raises(AnswersError if key is None else UsageError) as caught:
        read_roster(path, key)
    return told(caught.value.problems)


def results(base: Path, path: Path, key: str | None = None) -> list[RowResult]:
    return list(agreements(base, read_roster(path, key)))


def value(result: RowResult, path: str) -> Any:
    assert result.file is not None, told(result.problems)
    return result.file.agreement.answer(path).value


def cells(roster: Roster, row: int = 0) -> dict[str, str]:
    return {path: cell.text for path, cell in roster.rows[row].cells.items()}


# --- headers --------------------------------------------------------------------------------


def test_labels_name_one_question_each() -> None:
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for path in (*QUESTIONS, *ITEMS):
            for country in ("PE", "BO"):
                found.setdefault(fold(wording(language).label(path, country)), set()).add(path)
    assert {label: paths for label, paths in found.items() if len(paths) > 1} == {}


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("seller.name", "seller.name"),
        ("seller.1.name", "seller.name"),
        ("seller.2.name", "seller.2.name"),
        ("Seller.Name ", "seller.name"),
        ("pay.goods.2.qty", "pay.goods.2.qty"),
        ("pay.goods.qty", "pay.goods.1.qty"),
        ("seller.signers.2.id", "seller.signers.2.id"),
        ("seller.2.signers.1.id", "seller.2.signers.1.id"),
        ("pay.schedule.every", "pay.schedule.every"),
        ("pay.schedule.3.amount", "pay.schedule.3.amount"),
        ("pay.goods.1.value", "pay.goods.1.value"),
        ("site.name.en", "site.name.en"),
        ("service.allowed.2", "service.allowed.2"),
        ("site.parcels", "site.parcels"),
        ("seller.assembly", "seller.assembly"),
        ("term.end", "term.end"),
        ("NOMBRE DE QUIEN CUIDA:", "seller.name"),
        ("Caretaker's name 2", "seller.2.name"),
        ("Código del acuerdo", "agreement.id"),
        ("codigo  del acuerdo", "agreement.id"),
        ("DNI del firmante 2", "seller.signers.2.id"),
        ("Firmante", "seller.signers.1.name"),
        ("nombre", None),
        ("seller", None),
        ("pay", None),
        ("seller.0.name", None),
        ("seller.name.x", None),
        ("pay.goods.1", None),
        ("pay.goods.0.qty", None),
        ("site.2.name", None),
        ("Precio por unidad 2", None),
    ],
)
def test_a_header_is_a_path_or_a_label(header: str, path: str | None) -> None:
    assert path_of(header) == path


def test_every_fault_of_the_headers_is_told_at_once(table: Callable[..., Path]) -> None:
    path = table("""
        agreement.id;sellr.name;;Código del acuerdo;wholly other;private.minimum
        F-1;Ana;x;F-1;y;3
    """)
    assert refused(path) == [
        "r.csv:1:B header_unknown_near",
        "r.csv:1:C header_empty",
        "r.csv:1:D agreement.id header_twice",
        "r.csv:1:E header_unknown",
        "r.csv:1:F private.minimum private_in_main",
    ]


def test_a_hundred_unknown_columns_are_told_at_once(table: Callable[..., Path]) -> None:
    header = ["agreement.id", "sellr.name", *(f"columna {n}" for n in range(99))]
    with pytest.raises(AnswersError) as caught:
        read_roster(table(";".join(header) + "\n1\n"))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)[-4:]) == ("header_unknown_many", ":1:B")
    items = problem.facts["items"]
    assert isinstance(items, list)
    assert len(items) == 100
    assert items[0].startswith("sellr.name → ")
    assert items[-1] == "columna 98"


def test_an_empty_column_and_one_set_aside_are_no_fault(base: Path, table: Callable[..., Path]) -> None:
    path = table("""
        agreement.id;;#Sector;seller.name

        F-1;;Alto;Ana
        ;;;
        F-2;;Bajo;Beto
    """)
    roster = read_roster(path)
    assert [row.number for row in roster.rows] == [3, 5]
    assert told(roster.notes) == []  # left out on purpose
    assert [value(one, "seller.name") for one in results(base, path)] == ["Ana", "Beto"]


def test_a_table_without_rows(table: Callable[..., Path]) -> None:
    assert refused(table("\n ;\n")) == ["r.csv roster_empty"]
    assert read_roster(table("agreement.id\n")).rows[:] == ()


# --- text files -----------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_file_as_excel_writes_it(
    delimiter: str, encoding: str, end: str, table: Callable[..., Path]
) -> None:
    lines = ["Código del acuerdo|Nombre de quien cuida|site.name", 'Ñ-1|"Muñoz; Ana, ""la Ñata""\tx"|Año']
    roster = read_roster(table(end.join(lines).replace("|", delimiter) + end, encoding))
    assert cells(roster) == {
        "agreement.id": "Ñ-1",
        "seller.name": 'Muñoz; Ana, "la Ñata"\tx',
        "site.name": "Año",
    }
    assert [note.code for note in roster.notes] == ["roster_cp1252"] * (encoding == "cp1252")


def test_the_line_for_excel_alone_is_none_of_the_rows(table: Callable[..., Path]) -> None:
    assert cells(read_roster(table("sep=,\nagreement.id,seller.name\nF-1,A;B\n")))["seller.name"] == "A;B"


def test_a_cell_with_line_breaks_is_in_one_row(base: Path, table: Callable[..., Path]) -> None:
    path = table('agreement.id;service.allowed\nF-1;"leña\nhojas"\nF-2;caza\n')
    assert [one.row.number for one in results(base, path)] == [2, 3]
    assert [value(one, "service.allowed") for one in results(base, path)] == [("leña", "hojas"), ("caza",)]


def test_quotes_that_do_not_match(table: Callable[..., Path]) -> None:
    assert refused(table('agreement.id;seller.name\nF-1;Ana\nF-2;"Beto\n')) == ["r.csv:3 roster_quotes"]


def test_a_row_longer_than_the_header_fails_alone(base: Path, table: Callable[..., Path]) -> None:
    first, second = results(base, table("agreement.id;seller.name\nF-1;Ana;x\nF-2;Beto\n"))
    assert told(first.problems) == ["r.csv:2:C roster_row_long"]
    assert value(second, "seller.name") == "Beto"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["12,5", "1.250"], ["12.5", "1250"]),
        (["12,5", "1,250"], ["12.5", "1.25"]),
        (["12.5", "1,250"], ["12.5", "1250"]),
        (["1.250,5", "350"], ["1250.5", "350"]),
    ],
)
def test_the_decimal_sign_is_decided_once(
    written: list[str], read: list[str], base: Path, table: Callable[..., Path]
) -> None:
    path = table("agreement.id;site.area_ha\n" + "".join(f"F-{n};{n}\n" for n in written))
    assert [value(one, "site.area_ha") for one in results(base, path)] == [Decimal(n) for n in read]


def test_a_decimal_comma_is_noted_and_both_signs_decide_nothing(
    base: Path, table: Callable[..., Path]
) -> None:
    assert told(read_roster(table("site.area_ha\n12,5\n")).notes) == ["r.csv roster_decimal_comma"]
    path = table("site.area_ha\n12,5\n12.5\n1.250\n")
    assert told(read_roster(path).notes) == ["r.csv roster_decimal_mixed"]
    assert told(results(base, path)[2].problems) == ["r.csv:4:A site.area_ha number_ambiguous"]


def test_lost_zeros_are_put_back_and_lost_digits_told(base: Path, table: Callable[..., Path]) -> None:
    path = table("""
        agreement.id;seller.spouse.id;seller.account.number;seller.tax_id
        F-1;1234567;00219100123456789012;20131312955
        F-2;12345678;2,19E+19;123
    """)
    roster = read_roster(path)
    assert cells(roster)["seller.spouse.id"] == "01234567"
    assert cells(roster, 1)["seller.tax_id"] == "123"
    assert told(roster.notes) == ["r.csv:B roster_zeros"]
    assert [told(one.problems) for one in agreements(base, roster)] == [
        [],
        ["r.csv:3:C seller.account.number roster_digits_lost"],
    ]


# --- a row over the base --------------------------------------------------------------------


def test_a_row_changes_what_it_names_and_nothing_else(base: Path, table: Callable[..., Path]) -> None:
    path = table("""
        agreement.id;seller.name;seller.2.name;site.name.en;pay.goods.2.qty;pay.goods.4.item;seller.phone;seller.assembly
        F-1;Ana;Otra;Farm;5;red;~;
        F-2;;;;;;none;
    """)
    first, second = results(base, path)
    assert value(first, "seller.name") == "Ana"
    assert value(first, "seller.2.name") == "Otra"
    assert value(first, "site.name").texts == (("es", "Chacra"), ("en", "Farm"))
    assert [(str(g.item), g.qty) for g in value(first, "pay.goods")] == [
        ("motor", 1),
        ("bote", 5),
        ("red", None),
    ]
    assert first.file is not None
    assert first.file.agreement.answer("seller.phone").is_open
    assert value(second, "seller.name") == "Base"
    assert second.file is not None
    assert second.file.agreement.answer("seller.phone").is_none


def test_the_base_stays_as_it_is(base: Path, table: Callable[..., Path]) -> None:
    root = read(base.read_text(encoding="utf-8"))
    before = repr(root)
    apply(root, read_roster(table("seller.2.name;pay.goods.3.qty\nX;1\n")).rows[0])
    assert repr(root) == before


def test_formulas_in_a_text_file_are_text(base: Path, table: Callable[..., Path]) -> None:
    assert value(results(base, table("seller.name\n=CMD()\n"))[0], "seller.name") == "=CMD()"


def test_one_bad_row_never_stops_the_rest(base: Path, table: Callable[..., Path]) -> None:
    path = table("""
        agreement.id;site.area_ha;term.start;seller.kind
        F-1;3;1/2/2027;familia
        F-2;-3;31/2/2027;nadie
        F-3;#N/A;;
        F-4;5;;
    """)
    found = results(base, path)
    assert [one.key for one in found if one.file] == ["F-1", "F-4"]
    assert value(found[0], "term.start") == date(2027, 2, 1)
    assert value(found[0], "seller.kind") == "household"
    assert told(found[1].problems) == [
        "r.csv:3:B site.area_ha not_above",
        "r.csv:3:C term.start date_impossible",
        "r.csv:3:D seller.kind choice_unknown",
    ]
    assert told(found[2].problems) == ["r.csv:4:B site.area_ha roster_cell_error"]


def test_contradictions_of_a_row_point_into_the_table(base: Path, table: Callable[..., Path]) -> None:
    path = table("agreement.id;site.title_area_ha;site.area_ha\nF-1;1;2\n")
    (one,) = results(base, path)
    assert one.file is not None
    assert told(one.file.inconsistent) == ["r.csv:2:C site.area_ha X3"]


def test_an_unreadable_base_stops_everything(base: Path, table: Callable[..., Path]) -> None:
    base.write_text("a: [", encoding="utf-8")
    with pytest.raises(AnswersError):
        results(base, table("agreement.id\nF-1\n"))
    with pytest.raises(FileError):
        read_roster(base.with_name("nothing.csv"))


# --- keys -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (None, ["F-1", "F-2"]),
        ("seller.name", ["Ana", "Beto"]),
        ("Nombre de quien cuida", ["Ana", "Beto"]),
        ("Código SIG", ["9", "8"]),
        ("#Zona", ["z1", "z2"]),
    ],
)
def test_rows_go_by_their_key(
    key: str | None, found: list[str], base: Path, table: Callable[..., Path]
) -> None:
    aside = "Código SIG" if key == "Código SIG" else "#Código SIG"
    path = table(f"seller.name;{aside};agreement.id;#Zona\nAna;9;F-1;z1\nBeto;8;F-2;z2\n")
    assert [one.key for one in results(base, path, key)] == found


def test_a_key_that_many_rows_share_names_a_few_of_them(base: Path, table: Callable[..., Path]) -> None:
    def others(count: int) -> list[object]:
        rows = "".join(f"F-{number};Ana\n" for number in range(count))
        found = results(base, table("agreement.id;seller.name\n" + rows), "seller.name")
        return [one.problems[0].facts["other"] for one in found]

    assert others(6)[0] == ["3", "4", "5", "6", "7"]
    seven = others(7)
    assert seven[0] == ["3", "4", "5", "6", "7", "…"]
    assert seven[3] == ["2", "3", "4", "6", "7", "…"]
    assert seven[6] == ["2", "3", "4", "5", "6", "…"]


def test_a_key_that_is_no_column(table: Callable[..., Path]) -> None:
    assert refused(table("agreement.id\nF-1\n"), "site.name") == ["r.csv:1 roster_key_unknown"]


def test_doubled_and_missing_keys_are_told_with_both_rows(base: Path, table: Callable[..., Path]) -> None:
    path = table("agreement.id;seller.name\nF-1;A\nF-2;B\nf-1;C\n;D\n")
    found = results(base, path)
    assert [told(one.problems) for one in found] == [
        ["r.csv:2:A agreement.id roster_key_twice"],
        [],
        ["r.csv:4:A agreement.id roster_key_twice"],
        ["r.csv:5:A agreement.id roster_key_missing"],
    ]
    assert found[0].problems[0].facts["other"] == ["4"]
    assert found[3].key.endswith("r.csv:5")


# --- workbooks ------------------------------------------------------------------------------


def test_a_workbook_gives_what_a_person_sees(base: Path, book: Callable[..., Path]) -> None:
    path = book(
        {
            "Familias": [
                ["agreement.id", "seller.spouse.id", "site.area_ha", "term.start", "mid.exists"],
                [],
                [17, 1234567, 1.234, date(2027, 3, 5), False],
            ]
        }
    )
    roster = read_roster(path)
    assert cells(roster) == {
        "agreement.id": "17",
        "seller.spouse.id": "01234567",
        "site.area_ha": "1.2340",
        "term.start": "2027-03-05",
        "mid.exists": "no",
    }
    assert told(roster.notes) == ["r.xlsx!Familias:B roster_zeros"]
    (one,) = agreements(base, roster)
    assert (one.key, one.row.number, value(one, "site.area_ha")) == ("17", 3, Decimal("1.234"))


def test_numbers_of_a_workbook(base: Path, book: Callable[..., Path]) -> None:
    path = book(
        {
            "F": [
                ["pay.upside_pct", "site.area_ha", "seller.phone", "seller.tax_id"],
                [(0.25, "0%"), 0.1 + 0.2, 999888777, 20131312955],
                [25, 1234.5, 1.5, 20131312955],
            ]
        }
    )
    roster = read_roster(path)
    assert list(cells(roster).values()) == ["25", "0.3", "999888777", "20131312955"]
    assert list(cells(roster, 1).values()) == ["25", "1234.5", "1.5", "20131312955"]


def test_cells_of_a_workbook_that_nobody_can_know(base: Path, book: Callable[..., Path]) -> None:
    path = book(
        {
            "F": [
                ["agreement.id", "site.area_ha", "seller.name", "seller.account.number"],
                ["F-1", "=1+1", "Ana", "00219100123456789012"],
                ["F-2", 2, "#REF!", 219100123456789012],
                ["F-3", 3, "Beto", None],
            ]
        }
    )
    assert [told(one.problems) for one in results(base, path)] == [
        ["r.xlsx!F:B2 site.area_ha roster_formula"],
        [
            "r.xlsx!F:C3 seller.name roster_cell_error",
            "r.xlsx!F:D3 seller.account.number roster_digits_lost",
        ],
        [],
    ]


def test_text_that_looks_like_a_formula_stays_text(base: Path, book: Callable[..., Path]) -> None:
    def as_text(workbook: Any) -> None:
        workbook["F"]["A2"].data_type = "s"

    path = book({"F": [["seller.name"], ["=CMD()"]]}, as_text)
    assert value(results(base, path)[0], "seller.name") == "=CMD()"


def test_merged_headers_are_told(book: Callable[..., Path]) -> None:
    path = book(
        {"F": [["agreement.id", "seller.name", "x"], ["F-1", "Ana", "Beto"]]},
        lambda workbook: workbook["F"].merge_cells("B1:C1"),
    )
    assert refused(path) == ["r.xlsx!F:C1 header_empty"]
    assert refused(book({"F": [["agreement.id"], ["F-1", "x"]]})) == ["r.xlsx!F:B1 header_empty"]


def test_other_sheets_hold_the_items_of_each_row(base: Path, book: Callable[..., Path]) -> None:
    path = book(
        {
            "Familias": [["agreement.id", "seller.name"], ["F-1", "Ana"], ["F-2", "Beto"]],
            "pay.goods": [
                ["Código", "Nombre de quien cuida", "item", "Cantidad de cosas", "pay.goods.unit_value"],
                ["F-1", "Ana", "calamina", 12, 35.5],
                ["f-1", "Ana", "malla", 1],
                ["F-9", "?", "nadie", 1],
            ],
            "Áreas del acuerdo": [["id", "code", "area_ha"], ["F-2", "P1", 2.5], ["F-2", "P2", "poco"]],
            "Leer primero": [["Hola"]],
        }
    )
    roster = read_roster(path)
    assert told(roster.problems) == ["r.xlsx!pay.goods:A4 roster_no_family"]
    assert told(roster.notes) == ["r.xlsx!Leer primero roster_sheet_aside"]
    first, second = agreements(base, roster)
    assert [(str(g.item), g.qty, g.unit_value) for g in value(first, "pay.goods")] == [
        ("calamina", 12, Decimal("35.5")),
        ("malla", 1, None),
    ]
    assert told(second.problems) == ["r.xlsx!Áreas del acuerdo:C3 site.parcels.2.area_ha number_unreadable"]


def test_a_sheet_with_nearly_the_name_of_a_list(book: Callable[..., Path]) -> None:
    families = [["agreement.id"], ["F-1"]]
    assert refused(book({"F": families, "pay.good": [["id", "item"]]})) == [
        "r.xlsx!pay.good roster_sheet_near"
    ]
    assert refused(book({"F": families, "pay.goods": [["id", "itme"], ["F-1", "x"]]})) == [
        "r.xlsx!pay.goods:B1 header_unknown_near"
    ]


def test_hidden_and_empty_sheets_are_passed_over(book: Callable[..., Path]) -> None:
    def hide(workbook: Any) -> None:
        workbook["lists"].sheet_state = "hidden"

    path = book({"F": [["agreement.id"], ["F-1"]], "lists": [["a"]], "Hoja2": []}, hide)
    assert read_roster(path).notes == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04 broken", "roster_workbook_bad"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "roster_old_excel")],
)
def test_files_that_are_no_workbook_at_all(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(data)
    assert refused(tmp_path / "r.xlsx") == [f"r.xlsx {code}"]


def test_damaged_workbooks_are_refused(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book({"F": [["agreement.id"], ["F-1"]]})
    docx.Document().save(str(tmp_path / "r.docx"))
    for data in ((tmp_path / "r.docx").read_bytes(), path.read_bytes()[:2000]):
        path.write_bytes(data)
        assert refused(path) == ["r.xlsx roster_workbook_bad"]


# --- whatever is in it ----------------------------------------------------------------------

HEADERS = [
    *(path for path in (*QUESTIONS, *ITEMS) if not path.startswith("private.")),
    "seller.2.name",
    "pay.goods.3.qty",
    "site.name.en",
    "#x",
    "Firmante 2",
]
CELLS = [
    "",
    "~",
    "none",
    "??",
    "0",
    "-1",
    "1,5",
    "1.234",
    "x",
    "=1+1",
    "#N/A",
    "5/3/2027",
    "{a: b}",
    "a\nb",
    "'",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_row_is_an_agreement_or_has_problems(data: st.DataObject, tmp_path: Path, base: Path) -> None:
    headers = data.draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=12, unique_by=path_of))
    row = st.lists(st.sampled_from(CELLS), min_size=len(headers), max_size=len(headers))
    rows = data.draw(st.lists(row, max_size=4))
    with (tmp_path / "any.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([headers, *rows])
    found = results(base, tmp_path / "any.csv")
    assert all((one.file is None) == bool(one.problems) for one in found)
    assert all(str(problem.place) for one in found for problem in one.problems)


# --- places, and the roster that ships ------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("f.csv", 17, 3, ""), "f.csv:17:C"),
        (Place("f.csv", 17, 0, ""), "f.csv:17"),
        (Place("f.xlsx", 17, 28, "Hoja1"), "f.xlsx!Hoja1:AB17"),
        (Place("f.xlsx", 0, 0, "Hoja1"), "f.xlsx!Hoja1"),
        (Place("f.yaml", 17, 3), "f.yaml:17:3"),
    ],
)
def test_a_place_in_a_table_goes_by_letters(place: Place, shown: str) -> None:
    assert str(place) == shown


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_the_roster_that_ships_makes_25_agreements(name: str) -> None:
    found = list(agreements(samples_dir() / "minimal.yaml", read_roster(samples_dir() / name)))
    assert len({one.key for one in found}) == 25
    assert [one.problems for one in found if one.file is None] == []
    assert [one.file.inconsistent for one in found if one.file and one.file.inconsistent] == []
    assert {str(value(one, "seller.kind")) for one in found} == {"household"}
    assert {str(value(one, "pay.form")) for one in found} == {"in_kind"}
    assert all("(EJEMPLO)" in str(value(one, "seller.name")) for one in found)


def test_both_rosters_that_ship_hold_the_same_families() -> None:
    text, workbook = (
        [
            (one.key, one.file.agreement.model_dump() if one.file else None)
            for one in agreements(samples_dir() / "minimal.yaml", read_roster(samples_dir() / name))
        ]
        for name in ("roster.csv", "roster.xlsx")
    )
    assert text == workbook


def test_the_workbook_that_ships_has_been_made_as_the_tool_makes_them() -> None:
    """Its headings, drop-downs and price list are those of the workbook to fill in."""
    book = load_workbook(samples_dir() / "roster.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        *("Familias", "# Cómo se llena", "Quienes firman por quien cuida", "Áreas del acuerdo"),
        *("Cosas y apoyo", "Precios"),
    ]
    assert "EJEMPLO" in book["# Cómo se llena"]["A7"].value
    signers = book["Quienes firman por quien cuida"]
    assert {cell.number_format for cell in signers["C"][1:]} == {"@"}
    assert {len(str(cell.value)) for cell in signers["C"][1:]} == {8}
    assert len(signers.data_validations.dataValidation) == 2
    assert book["Precios"].max_row == 6
