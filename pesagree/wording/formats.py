"""How each type is put into words in a document: one small pure function per type."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from pesagree.wording.language import wording


@cache
def locale(language: str, country: str | None) -> Locale:
    """The locale of numbers and dates: the country's own where the language is spoken there, else general."""
    if country:
        try:
            return Locale.parse(f"{language}_{country}")
        except (ValueError, UnknownLocaleError):
            pass
    return Locale.parse("en_GB" if language == "en" else "es_PE")


def _numbers(language: str, country: str | None) -> Locale:
    # In Peru 1,234.50 is written in both languages; a draft must not mix two ways on one table.
    return Locale.parse("es_PE") if country == "PE" else locale(language, country)


NARROW = "\u00a0"
"""Amounts and their sign are never broken over two lines."""


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, language: str, country: str | None) -> str:
    """`S/ 1,234.50`: the currency's digits, more where a unit price has them (up to six)."""
    sign, digits = _symbol(currency, language, country), _currency_digits(currency)
    if amount != amount.quantize(_last_of(digits)):
        digits = _decimals(amount)
    text = _digits(abs(amount), digits, language, country)
    return f"{'-' if amount < 0 else ''}{sign}{NARROW}{text}"


@cache
def _currency_digits(currency: str) -> int:
    from pesagree.agreement.figures import currency_digits

    return currency_digits(currency)


@cache
def _last_of(digits: int) -> Decimal:
    """One unit of the last of so many decimals: 0.01 of two."""
    return Decimal(1).scaleb(-digits)


@cache
def _symbol(currency: str, language: str, country: str | None) -> str:
    return str(get_currency_symbol(currency, locale=_numbers(language, country)))


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _digits(amount: Decimal, digits: int, language: str, country: str | None) -> str:
    marks = _marks(language, country)
    rounded = amount.quantize(_last_of(digits), rounding=ROUND_HALF_EVEN)
    whole, _, rest = f"{rounded:,f}".partition(".")
    return whole.replace(",", marks[0]) + (marks[1] + rest if rest else "")


@cache
def _marks(language: str, country: str | None) -> tuple[str, str]:
    """The thousand mark and the decimal mark of the locale."""
    found = _numbers(language, country)
    return str(get_group_symbol(found)), str(get_decimal_symbol(found))


def number(value: Decimal | int, language: str, country: str | None) -> str:
    """`27,360` or `63.5`: as many decimals as were given, zeros at the end aside."""
    exact = Decimal(value)
    text = _digits(abs(exact), _decimals(exact), language, country)
    return ("-" if exact < 0 else "") + text


def percent(value: Decimal, language: str, country: str | None, digits: int = 2) -> str:
    """`9.1 %`, rounded half-even to two decimals."""
    rounded = value.quantize(_last_of(digits), rounding=ROUND_HALF_EVEN)
    return f"{number(rounded, language, country)}{NARROW}%"


def long_date(value: date, language: str, country: str | None = "PE") -> str:
    """`5 de marzo de 2026`, `5 March 2026`."""
    between = " de " if language == "es" else " "
    return f"{day_of_year(value, language, country)}{between}{value.year}"


def day_of_year(value: date, language: str, country: str | None = "PE") -> str:
    """`5 de marzo`, `5 March`: of any year."""
    between = " de " if language == "es" else " "
    return f"{value.day}{between}{_month(value.month, language, country)}"


@cache
def _month(number: int, language: str, country: str | None) -> str:
    names = get_month_names("wide", "format", "es" if language == "es" else "en_GB")
    return "setiembre" if (names[number], country) == ("septiembre", "PE") else names[number]


def joined(items: Sequence[str], language: str) -> str:
    """`a, b y c`; `a; b y c; y d` where an item has an "and" of its own."""
    if not items:
        return ""
    *before, last = items
    if not before:
        return last
    usual, before_i, within = _and(language)
    word = before_i if _SOUNDS_LIKE_I.match(last) else usual
    if any(within.search(item) for item in items):
        return "; ".join([*before, f"{word} {last}"])
    return f"{', '.join(before)} {word} {last}"


_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)


@cache
def _and(language: str) -> tuple[str, str, re.Pattern[str]]:
    """The usual word, the one before the sound of i ("sequía e invasión"), and either inside an item."""
    words = wording(language)
    usual, before_i = words.phrase("and").strip(), words.phrase("and_before_i").strip()
    return usual, before_i, re.compile(rf"\s(?:{re.escape(usual)}|{re.escape(before_i)})\s")


def country_name(code: str, language: str) -> str:
    """The country's name; the code where CLDR has none."""
    return str(Locale(language).territories.get(code, code))


@cache
def currency_name(code: str, language: str, count: int = 2) -> str:
    """`soles`, `US dollars`."""
    from babel.numbers import get_currency_name

    name = get_currency_name(code, count=count, locale=Locale(language))
    return "soles" if (code, language) == ("PEN", "es") else name


_ONE_BEFORE_A_NOUN = re.compile(r"\b(veinti)?uno(?= (?:mil|millones|billones)\b)")


@lru_cache(maxsize=1024)
def money_in_words(amount: Decimal, currency: str, language: str) -> str:
    """`ciento cincuenta y cinco mil con 00/100 soles`: whole amount in words, the rest in hundredths."""
    from num2words import num2words

    whole, rest = divmod(abs(amount), 1)
    cents = int((rest * 100).to_integral_value(rounding=ROUND_HALF_EVEN))
    if cents == 100:
        whole, cents = whole + 1, 0
    words = num2words(int(whole), lang=language)
    if language == "es":  # "veintiuno mil" is how num2words counts, not how Spanish does
        words = _ONE_BEFORE_A_NOUN.sub(lambda found: "veintiún" if found[1] else "un", words)
    return wording(language).phrase(
        "amount_in_words", words=words, cents=f"{cents:02d}", currency=currency_name(currency, language)
    )
