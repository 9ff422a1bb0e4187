"""Reading dates: ISO, day first, or in Spanish or English words; what is unclear is refused."""

from datetime import date

import pytest

from pesagree.agreement.dates import read_date
from pesagree.agreement.refusal import Refusal


def refused(text: str, country: str | None = "PE") -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_date(text, country)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026-3-5",
        " 2026-03-05 ",
        "5/3/2026",
        "05/03/2026",
        "05-03-2026",
        "5.3.2026",
        "5 de marzo de 2026",
        "5 de marzo del 2026",
        "5 DE MARZO DE 2026",
        "5 marzo 2026",
        "5  de  marzo  de  2026",
        "5 March 2026",
        "5th of March 2026",
        "March 5, 2026",
        "Mar 5 2026",
    ],
)
def test_one_date_written_in_many_ways(text: str) -> None:
    assert read_date(text, "PE") == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text", ["1 de setiembre de 2027", "1 de septiembre de 2027", "1 set 2027", "1 Sept 2027"]
)
def test_september_is_known_as_peru_writes_it(text: str) -> None:
    assert read_date(text, "PE") == date(2027, 9, 1)


def test_the_first_day_of_a_month_may_be_an_ordinal() -> None:
    assert read_date("1º de enero de 2027", "PE") == date(2027, 1, 1)


def test_day_first_is_unclear_where_the_country_may_write_the_month_first() -> None:
    refusal = refused("5/3/2026", "US")
    assert refusal.code == "date_unclear"
    assert refusal.facts == {"text": "5/3/2026", "one": "2026-03-05", "other": "2026-05-03"}


def test_a_numeric_date_that_can_only_be_read_in_one_way_is_clear_everywhere() -> None:
    assert read_date("25/3/2026", "US") == date(2026, 3, 25)
    assert read_date("3/3/2026", "US") == date(2026, 3, 3)


def test_29_february_exists_in_leap_years_only() -> None:
    assert read_date("2028-02-29", "PE") == date(2028, 2, 29)
    assert refused("2027-02-29").code == "date_impossible"
    assert refused("29 de febrero de 2027").code == "date_impossible"


@pytest.mark.parametrize(
    "text",
    ["2026-02-31", "31/2/2026", "31 de febrero de 2026", "2026-13-01", "2026-00-10", "0026-01-01",
     "2200-01-01", "1899-12-31"],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    refusal = refused(text)
    assert refusal.code == "date_impossible"
    assert refusal.facts == {"text": text}


@pytest.mark.parametrize(
    "text", ["", "mañana", "2026", "marzo de 2026", "5 de brumario de 2026", "5/3/26", "20260305"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refused(text).code == "date_unreadable"
