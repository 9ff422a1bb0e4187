"""How each type is put into words: money, numbers, shares, dates, lists and names, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement.numbers import read_number
from pesagree.agreement.scalars import countries
from pesagree.wording import LANGUAGES, formats


def plain(text: str) -> str:
    """Without the difference between spaces that break a line and those that do not."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "country", "text"),
    [
        ("155000", "PEN", "es", "PE", "S/ 155,000.00"),
        ("155000", "PEN", "en", "PE", "S/ 155,000.00"),
        ("1866.64", "PEN", "es", "PE", "S/ 1,866.64"),
        ("0", "PEN", "es", "PE", "S/ 0.00"),
        ("-5000.00", "PEN", "es", "PE", "-S/ 5,000.00"),
        ("51.1702", "PEN", "es", "PE", "S/ 51.1702"),
        ("0.123456", "PEN", "es", "PE", "S/ 0.123456"),
        ("39.50", "PEN", "es", "PE", "S/ 39.50"),
        ("1234.5", "BOB", "es", "BO", "Bs 1.234,50"),
        ("1234567", "CLP", "es", "CL", "$ 1.234.567"),
        ("1234.5", "USD", "en", None, "US$ 1,234.50"),
    ],
)
def test_money(amount: str, currency: str, language: str, country: str | None, text: str) -> None:
    assert plain(formats.money(Decimal(amount), currency, language, country)) == text


def test_an_amount_is_never_broken_over_two_lines() -> None:
    assert " " not in formats.money(Decimal("155000"), "PEN", "es", "PE")
    assert " " not in formats.percent(Decimal("9.1"), "es", "PE")


def test_a_draft_for_peru_writes_amounts_in_one_way_in_both_languages() -> None:
    spanish, english = (formats.money(Decimal("1234.5"), "USD", lang, "PE") for lang in ("es", "en"))
    assert spanish == english


@pytest.mark.parametrize(
    ("value", "country", "text"),
    [
        ("27360", "PE", "27,360"),
        ("63.50", "PE", "63.5"),
        ("0.0001", "PE", "0.0001"),
        ("-3", "PE", "-3"),
        ("1000000", "PE", "1,000,000"),
        ("63.5", "BO", "63,5"),
        ("27360", "BO", "27.360"),
    ],
)
def test_numbers_keep_the_decimals_that_were_given(value: str, country: str, text: str) -> None:
    assert formats.number(Decimal(value), "es", country) == text


def test_whole_counts_are_numbers_too() -> None:
    assert formats.number(9800, "es", "PE") == "9,800"


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_printed_number_reads_back(value: Decimal) -> None:
    printed = formats.number(value, "es", "PE")
    if "." not in printed and printed.count(",") == 1:
        printed += ".00"  # "1,234" alone could be read in two ways
    if "," not in printed and len(printed.partition(".")[2]) == 3:
        printed += "0"
    assert read_number(printed) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("8", "8 %"),
        ("9.0968", "9.1 %"),
        ("15.7895", "15.79 %"),
        ("0.125", "0.12 %"),
        ("0.375", "0.38 %"),
        ("0", "0 %"),
    ],
)
def test_shares_have_two_decimals_at_most_rounded_half_even(value: str, text: str) -> None:
    assert plain(formats.percent(Decimal(value), "es", "PE")) == text


def test_a_share_can_show_all_its_decimals() -> None:
    assert plain(formats.percent(Decimal("33.3333"), "es", "PE", digits=4)) == "33.3333 %"


@pytest.mark.parametrize(
    ("day", "spanish", "english"),
    [
        (date(2026, 3, 5), "5 de marzo de 2026", "5 March 2026"),
        (date(2027, 9, 1), "1 de setiembre de 2027", "1 September 2027"),
        (date(2028, 2, 29), "29 de febrero de 2028", "29 February 2028"),
    ],
)
def test_dates_in_words(day: date, spanish: str, english: str) -> None:
    assert formats.long_date(day, "es") == spanish
    assert formats.long_date(day, "es", "BO") == spanish.replace("setiembre", "septiembre")
    assert formats.long_date(day, "en") == english


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_called_as_the_languages_data_have_it(month: int) -> None:
    day = date(2031, month, 1 + month)
    spanish = format_date(day, "d 'de' MMMM 'de' y", locale="es")
    assert formats.long_date(day, "es", "BO") == spanish
    assert formats.long_date(day, "es", "PE") == spanish.replace("septiembre", "setiembre")
    assert formats.long_date(day, "en") == format_date(day, "d MMMM y", locale="en_GB")
    assert formats.long_date(day, "es", "BO").startswith(formats.day_of_year(day, "es", "BO"))


@pytest.mark.parametrize(
    ("items", "spanish", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a y b", "a and b"),
        (["a", "b", "c"], "a, b y c", "a, b and c"),
        (["a", "b", "invasión"], "a, b e invasión", "a, b and invasión"),
        (["agua", "hielo"], "agua y hielo", "agua and hielo"),
        (["a", "b y c", "d"], "a; b y c; y d", "a, b y c and d"),
        (["a", "b and c", "e-mail"], "a, b and c y e-mail", "a; b and c; and e-mail"),
    ],
)
def test_lists_are_joined_as_each_language_does(items: list[str], spanish: str, english: str) -> None:
    assert formats.joined(items, "es") == spanish
    assert formats.joined(items, "en") == english


def test_countries_and_currencies_have_names() -> None:
    assert formats.country_name("PE", "es") == "Perú"
    assert formats.country_name("GB", "en") == "United Kingdom"
    assert formats.country_name("QQ", "es") == "QQ"
    assert formats.currency_name("PEN", "es") == "soles"
    assert formats.currency_name("USD", "en") == "US dollars"


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        ("155000.00", "es", "ciento cincuenta y cinco mil con 00/100 soles"),
        ("1866.64", "es", "mil ochocientos sesenta y seis con 64/100 soles"),
        ("21000", "es", "veintiún mil con 00/100 soles"),
        ("31001.5", "es", "treinta y un mil uno con 50/100 soles"),
        ("101000", "es", "ciento un mil con 00/100 soles"),
        ("21021021", "es", "veintiún millones veintiún mil veintiuno con 00/100 soles"),
        ("0.995", "es", "uno con 00/100 soles"),
        ("0.994", "es", "cero con 99/100 soles"),
    ],
)
def test_amounts_in_words(amount: str, language: str, words: str) -> None:
    assert formats.money_in_words(Decimal(amount), "PEN", language) == words


def test_an_amount_in_english_words() -> None:
    words = formats.money_in_words(Decimal("155000.50"), "USD", "en")
    assert words.startswith("one hundred and fifty-five thousand")
    assert "50/100" in words
    assert words.endswith("US dollars")


def test_a_language_is_spoken_in_its_country_or_in_general() -> None:
    assert str(formats.locale("es", "PE")) == "es_PE"
    assert str(formats.locale("en", "GB")) == "en_GB"
    assert str(formats.locale("en", None)) == "en_GB"
    assert str(formats.locale("es", "IN")) == "es_PE"
    assert str(formats.locale("en", "BO")) == "en_GB"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_way_to_write_money_in_both_languages(language: str) -> None:
    for country in countries():
        assert "1" in formats.money(Decimal("1.50"), "USD", language, country)
        assert formats.country_name(country, language)
