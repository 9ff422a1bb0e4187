"""The types of single answers: what each question reads from text, and what it refuses."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from pesagree.agreement import ITEMS, QUESTIONS, Reading, Translated
from pesagree.agreement.scalars import Target, clean_text, countries, currencies


def answer(path: str, raw: Any) -> Any:
    question = QUESTIONS.get(path) or ITEMS[path]
    return question.read(raw, Reading(country="PE", languages={"kukama": "cod"}))


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("buyer.name", "  Agua Clara EPS ", "Agua Clara EPS"),
        ("service.description", "una\r\nlínea\rmás", "una\nlínea\nmás"),
        ("seller.tax_id", "00000000001", "00000000001"),
        ("seller.families", "1,234,567", 1234567),
        ("seller.families", "40.0", 40),
        ("seller.not_reading", "0", 0),
        ("site.area_ha", "27360.1234", Decimal("27360.1234")),
        ("pay.unit_price", "0.123456", Decimal("0.123456")),
        ("pay.floor", "0", Decimal(0)),
        ("mid.fee_pct", "8 %", Decimal(8)),
        ("mid.fee_pct", "0", Decimal(0)),
        ("mid.fee_pct", "100", Decimal(100)),
        ("carbon.buffer_pct", "60", Decimal(60)),
        ("term.years", "1", 1),
        ("term.years", "99", 99),
        ("mon.access_notice", "0", 0),
        ("term.start", "1 de enero de 2027", date(2027, 1, 1)),
        ("buyer.resale", "Sí", True),
        ("buyer.resale", "NO", False),
        ("buyer.resale", "yes", True),
        ("country", "pe", "PE"),
        ("country", "Bolivia", "BO"),
        ("country", "Reino Unido", "GB"),
        ("pay.currency", "pen", "PEN"),
        ("mon.report.language", "es", "spa"),
        ("mon.report.language", "Kukama", "cod"),
        ("mon.report.language", "pib", "pib"),
        ("mon.report.language", "lengua de señas", "lengua de señas"),
        ("seller.languages", "es, Kukama; pib", ("spa", "cod", "pib")),
        ("seller.languages", ["es", "cod"], ("spa", "cod")),
        ("seller.land_right_until", "2040-12-31", date(2040, 12, 31)),
        ("seller.land_right_until", "no_end", "no_end"),
        ("seller.land_right_until", "sin fin", "no_end"),
        ("seller.land_right_until", "sin fecha final", "no_end"),
        ("seller.land_right_until", "No end date", "no_end"),
        ("pay.late.interest_pct", "Legal", "legal"),
        ("pay.late.interest_pct", "12.5", Decimal("12.5")),
        ("service.actions.by", "2027-09-30", date(2027, 9, 30)),
        ("service.actions.by", "cada diciembre", "cada diciembre"),
        ("service.actions.quantity", "-3", Decimal(-3)),
        ("mon.indicators.target", "410", Target(Decimal(410))),
        ("mon.indicators.target", "at_most 18", Target(Decimal(18), at_most=True)),
        ("mon.indicators.target", "a lo más 18", Target(Decimal(18), at_most=True)),
        ("mon.indicators.target", "al menos 24", Target(Decimal(24))),
        ("pay.goods.indicator", "pits, cover", ("pits", "cover")),
        ("pay.schedule.indicator", ["pits"], ("pits",)),
        ("site.name", {"es": "Aguajal", "en": "Swamp"}, Translated((("es", "Aguajal"), ("en", "Swamp")))),
    ],
)  # fmt: skip
def test_an_answer_becomes_a_value_of_its_questions_type(path: str, text: object, value: object) -> None:
    assert answer(path, text) == value


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("site.area_ha", "-4", "greater_than"),
        ("site.area_ha", "0", "greater_than"),
        ("site.area_ha", "1e999", "number_unreadable"),
        ("site.area_ha", "9" * 16, "number_too_large"),
        ("site.area_ha", "1.234", "number_ambiguous"),
        ("site.area_ha", "1.23456", "too_many_decimals"),
        ("pay.unit_price", "0", "greater_than"),
        ("pay.unit_price", "1.2345678", "too_many_decimals"),
        ("pay.floor", "-0.01", "greater_than_equal"),
        ("mid.fee_pct", "101", "less_than_equal"),
        ("mid.fee_pct", "100.0001", "less_than_equal"),
        ("mid.fee_pct", "-1", "greater_than_equal"),
        ("carbon.buffer_pct", "60.01", "less_than_equal"),
        ("pay.late.interest_pct", "101", "less_than_equal"),
        ("seller.families", "0", "greater_than_equal"),
        ("seller.families", "2.5", "not_whole"),
        ("water.users.count", "0", "greater_than_equal"),
        ("term.years", "0", "greater_than_equal"),
        ("term.years", "100", "less_than_equal"),
        ("agreement.version.number", "0", "greater_than_equal"),
        ("pay.schedule.parts", "0", "greater_than_equal"),
        ("pay.goods.qty", "0", "greater_than"),
        ("term.start", "31/2/2027", "date_impossible"),
        ("term.start", "pronto", "date_unreadable"),
        ("service.actions.by", "2027-02-31", "date_impossible"),
        ("buyer.resale", "quizás", "not_yes_no"),
        ("country", "Narnia", "country_unknown"),
        ("country", "XX", "country_unknown"),
        ("country", "EU", "country_unknown"),
        ("pay.currency", "soles", "currency_unknown"),
        ("buyer.name", "a\x00b", "character_unprintable"),
        ("buyer.name", "a\u0085b", "character_unprintable"),
        ("buyer.name", "a\ue000b", "character_unprintable"),
        ("seller.tax_id", "2\x07", "character_unprintable"),
        ("mon.indicators.target", "mucho", "number_unreadable"),
    ],
)  # fmt: skip
def test_an_impossible_answer_is_refused_with_its_reason(path: str, text: str, code: str) -> None:
    assert code in {error["type"] for error in refusals(path, text)}


def refusals(path: str, text: str) -> list[Any]:
    with pytest.raises(ValidationError) as caught:
        answer(path, text)
    return list(caught.value.errors())


def test_unprintable_characters_are_named_with_their_position() -> None:
    (error,) = refusals("buyer.name", "Agua\x07 Clara")
    assert error["ctx"] == {"code": "U+0007", "at": 5}


def test_text_that_looks_like_markup_or_another_script_passes_unchanged() -> None:
    text = "Ñandú & <b>*_| # {{ x }} {% if %} اتفاق 👩🏽‍🌾 \\ \"'"
    assert clean_text(text) == text
    assert answer("special.text", text) == text


def test_countries_and_currencies_are_the_standard_lists() -> None:
    assert {"PE", "BO", "GB", "US"} <= countries()
    assert 240 < len(countries()) < 260
    assert not {"EU", "UN", "ZZ"} & countries()
    assert {"PEN", "USD", "EUR", "BOB"} <= currencies()


def test_a_number_is_no_language() -> None:
    with pytest.raises(ValidationError) as error:
        QUESTIONS["seller.languages"].read("español, 40")
    assert [detail["type"] for detail in error.value.errors()] == ["language_unreadable"]
    assert QUESTIONS["seller.languages"].read("es, mi lengua") == ("spa", "mi lengua")
