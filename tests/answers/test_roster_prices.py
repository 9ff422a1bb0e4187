"""The price list of a workbook: a family's line of goods needs only its code and how many."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pesagree.answers.roster import RowResult, agreements, read_roster
from pesagree.errors import AnswersError, Problem

PRICES: list[list[Any]] = [
    ["Código de la cosa", "Cosa o apoyo", "Valor de cada cosa", "#Unidad"],
    ["K1", "calamina de 11 pies", 35.5, "plancha"],
    ["K2", "malla", "120", "rollo"],
]
FAMILIES = [["agreement.id", "seller.name"], ["F-1", "Ana"], ["F-2", "Beto"]]

Book = Callable[..., Path]


def results(base: Path, path: Path) -> list[RowResult]:
    return list(agreements(base, read_roster(path)))


def goods(result: RowResult) -> list[tuple[str, str, Any, Any]]:
    assert result.file is not None, told(result.problems)
    found = result.file.agreement.answer("pay.goods").value
    return [(str(one.code), str(one.item), one.qty, one.unit_value) for one in found]


def test_a_column_of_the_price_list_that_goes_nowhere_is_named(book: Book) -> None:
    prices = [[*PRICES[0], "seller.name"], *([*line, "Ana"] for line in PRICES[1:])]
    roster = read_roster(book({"Familias": FAMILIES, "Precios": prices}))
    assert [(note.code, note.facts["items"]) for note in roster.notes] == [
        ("roster_columns_aside", ["seller.name"])
    ]


def told(problems: Sequence[Problem]) -> list[str]:
    return [f"{str(p.place).rpartition('!')[2]} {p.path} {p.code}" for p in problems]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.yaml"
    path.write_text("country: PE\npay: {form: in_kind, goods: [{item: bote, qty: 1}]}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["Precios", "prices", "PRECIOS"])
def test_a_line_needs_only_its_code_and_how_many(name: str, base: Path, book: Book) -> None:
    lines = [["Familia", "code", "qty"], ["F-1", "k1", 12], ["F-1", "K2", 1], ["F-2", "K1", 3]]
    path = book({"Familias": FAMILIES, "pay.goods": lines, name: PRICES})
    roster = read_roster(path)
    assert roster.notes == ()  # "#Unidad" is left out on purpose
    first, second = agreements(base, roster)
    assert goods(first) == [
        ("k1", "calamina de 11 pies", 12, Decimal("35.5")),
        ("K2", "malla", 1, Decimal(120)),
    ]
    assert goods(second) == [("K1", "calamina de 11 pies", 3, Decimal("35.5"))]
    assert first.file is not None
    assert first.file.agreement.answer("pay.goods_total").value == Decimal("546.00")


def test_what_a_line_says_itself_comes_first(base: Path, book: Book) -> None:
    lines = [
        ["Familia", "code", "item", "qty", "unit_value"],
        ["F-1", "K1", None, 2, 30],
        ["F-1", "Z9", "remo", 1, 15],
        ["F-1", None, "lima", 1, None],
    ]
    first, _ = results(base, book({"F": FAMILIES, "pay.goods": lines, "Precios": PRICES}))
    assert goods(first) == [
        ("K1", "calamina de 11 pies", 2, 30),
        ("Z9", "remo", 1, 15),
        ("None", "lima", 1, None),
    ]


def test_codes_in_the_sheet_of_families(base: Path, book: Book) -> None:
    families = [
        ["agreement.id", "pay.goods.1.code", "pay.goods.1.qty", "pay.goods.2.code", "pay.goods.2.qty"],
        ["F-1", "K2", 4, "K1", 2],
        ["F-2", None, 5, None, None],
    ]
    first, second = results(base, book({"F": families, "Precios": PRICES}))
    assert goods(first) == [
        ("K2", "malla", 4, 120),
        ("K1", "calamina de 11 pies", 2, Decimal("35.5")),
    ]
    assert goods(second) == [("None", "bote", 5, None)]


def test_a_code_that_is_not_in_the_list(base: Path, book: Book) -> None:
    families = [["agreement.id", "pay.goods.1.code"], ["F-1", "K1"], ["F-2", "calamina"]]
    lines = [["Familia", "code", "qty"], ["F-1", "K11", 12]]
    found = results(base, book({"F": families, "pay.goods": lines, "Precios": PRICES}))
    assert [told(one.problems) for one in found] == [
        ["pay.goods:B2 pay.goods.code roster_code_unknown_near"],
        ["F:B3 pay.goods.1.code roster_code_unknown"],
    ]
    assert found[0].problems[0].facts["near"] == "K1"
    assert found[1].problems[0].facts["known"] == ["K1", "K2"]


def test_without_a_list_codes_are_just_codes(base: Path, book: Book) -> None:
    lines = [["Familia", "code", "qty"], ["F-1", "K11", 12]]
    first, _ = results(base, book({"F": FAMILIES, "pay.goods": lines, "Precios": [[]]}))
    assert goods(first) == [("K11", "None", 12, None)]


def test_a_fault_of_the_list_is_told_where_it_is_used(base: Path, book: Book) -> None:
    prices = [*PRICES, ["K3", "lima", "=1+1"], ["K4", "remo", "caro"]]
    lines = [["Familia", "code", "qty"], ["F-1", "K3", 12], ["F-2", "K4", 1]]
    found = results(base, book({"F": FAMILIES, "pay.goods": lines, "Precios": prices}))
    assert [told(one.problems) for one in found] == [
        ["Precios:C4 pay.goods.unit_value roster_formula"],
        ["Precios:C5 pay.goods.1.unit_value number_unreadable"],
    ]


def test_a_fault_of_the_list_is_told_once_in_a_row(base: Path, book: Book) -> None:
    prices = [*PRICES, ["K3", "lima", "=1+1"], ["K4", "remo", "caro"]]
    lines = [["Familia", "code", "qty"], *(["F-1", code, 12] for code in ("K3", "K3", "K4", "K4"))]
    found = results(base, book({"F": FAMILIES, "pay.goods": lines, "Precios": prices}))
    assert [told(one.problems) for one in found] == [
        [
            "Precios:C4 pay.goods.unit_value roster_formula",
            "Precios:C5 pay.goods.3.unit_value number_unreadable",
        ],
        [],
    ]


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ([*PRICES, ["k1", "otra", 1]], ["Precios:A4 pay.goods.code roster_key_twice"]),
        ([*PRICES, [None, "otra", 1]], ["Precios:A4 pay.goods.code roster_code_missing"]),
        ([["item", "unit_value"], ["x", 1]], ["Precios:1 pay.goods.code roster_prices_no_code"]),
        ([["code", "itme"], ["x", "y"]], ["Precios:B1  header_unknown_near"]),
        ([["code", None], ["x", "y"]], ["Precios:B1  header_empty"]),
    ],
)
def test_a_list_that_cannot_be_read(prices: Any, said: list[str], book: Book) -> None:
    with pytest.raises(AnswersError) as caught:
        read_roster(book({"F": FAMILIES, "Precios": prices}))
    assert told(caught.value.problems) == said
