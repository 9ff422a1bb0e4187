"""Reading numbers: as people write them, and never a guess between a decimal and a thousand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement.numbers import MAX_DIGITS, decimals, read_number
from pesagree.agreement.refusal import Refusal


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_number(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("28200", "28200"),
        (" 28200 ", "28200"),
        ("-4", "-4"),
        ("\u22124", "-4"),
        ("+4", "4"),
        ("39.50", "39.50"),
        ("39,5", "39.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567.5", "1234567.5"),
        ("27 360", "27360"),
        ("27\u00a0360", "27360"),
        ("27\u202f360,5", "27360.5"),
        ("27'360", "27360"),
        ("-1,234.50", "-1234.50"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: str) -> None:
    assert str(read_number(text)) == value


@pytest.mark.parametrize(
    ("text", "decimal", "thousand"),
    [
        ("1.234", "1.2340", "1234"),
        ("1,234", "1.2340", "1234"),
        ("12.500", "12.5000", "12500"),
        ("-123,456", "-123.4560", "-123456"),
    ],
)
def test_a_number_with_two_readings_is_refused_with_both(text: str, decimal: str, thousand: str) -> None:
    refusal = refused(text)
    assert refusal.code == "number_ambiguous"
    assert refusal.facts == {"text": text, "decimal": decimal, "thousand": thousand}
    assert read_number(decimal) * 1000 == read_number(thousand)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "S/ 12", "12 soles", "1e999", "1e3", "NaN", "inf", "1,2,3", "1,23,456", "1.234,", ".5", "5.",
     "12,34.5,6", "1 2", "0x1f", "1_000", "--4", "4-", "?"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    assert refused(text).code == "number_unreadable"


def test_more_digits_than_any_price_has_are_refused() -> None:
    assert read_number("9" * MAX_DIGITS) == Decimal("9" * MAX_DIGITS)
    assert refused("9" * (MAX_DIGITS + 1)).code == "number_too_large"
    assert refused("1" * 10_000).code == "number_too_large"


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_money_that_a_spreadsheet_prints_reads_back(value: Decimal) -> None:
    assert read_number(f"{value:,}") == value
    assert read_number(f"{value:,}".translate(str.maketrans(",.", ".,"))) == value


@pytest.mark.parametrize(("text", "count"), [("5", 0), ("5.00", 0), ("5.10", 1), ("0.0001", 4), ("1000", 0)])
def test_decimals_counts_digits_after_the_point_without_zeros_at_the_end(text: str, count: int) -> None:
    assert decimals(Decimal(text)) == count
