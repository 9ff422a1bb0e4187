"""The types of single answers: each reads the text that a person typed, or refuses it with a reason.

Every answer reaches the model as text. What a reader needs to know of its surroundings (the
country, for dates) comes through pydantic's validation context as a `Reading`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le
from pydantic import BeforeValidator, ValidationInfo

from pesagree.agreement.dates import read_date
from pesagree.agreement.numbers import decimals, read_number
from pesagree.agreement.refusal import Refusal


class Kind(StrEnum):
    """What sort of answer a question asks for."""

    TEXT = "text"
    LONG_TEXT = "longtext"
    LINES = "lines"
    COUNT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    DATE = "date"
    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    ORDER = "order"
    LIST = "list"
    COUNTRY = "country"
    CURRENCY = "currency"
    LANGUAGE = "lang"
    LANGUAGES = "langs"
    IDENTIFIER = "id"
    DATE_OR_WORDS = "date_or_words"
    RIGHT_END = "date_or_no_end"
    INTEREST = "percent_or_legal"
    TARGET = "target"
    IDS = "ids"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader of one answer may know of the whole: the country and the languages' names."""

    country: str | None = None
    languages: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Translated:
    """Free text given in more than one language: (language, text) pairs in the order written."""

    texts: tuple[tuple[str, str], ...]

    def into(self, language: str) -> str:
        """The text in `language`, else the first one given."""
        return dict(self.texts).get(language, self.texts[0][1])


FreeText = str | Translated

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, or that no person means to type."""

RESERVED = re.compile("[\ue000-\uf8ff]")
"""Private-use characters: they carry the slots of the composer and have no meaning of their own."""


def clean_text(text: str) -> str:
    """The text itself without white space around it; refuses characters that cannot be printed."""
    if text.isprintable():  # nothing below is, and most answers are: one look instead of two
        return text.strip()
    if bad := CONTROL.search(text) or RESERVED.search(text):
        raise Refusal("character_unprintable", code=f"U+{ord(bad.group()):04X}", at=bad.start() + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _context(info: ValidationInfo) -> Reading:
    return info.context if isinstance(info.context, Reading) else Reading()


def _reader(read: Callable[[str], Any]) -> BeforeValidator:
    """Run `read` on text; values that are typed already pass as they are."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def _reader_here(read: Callable[[str, Reading], Any]) -> BeforeValidator:
    """Run `read` on text and on what may be known of the whole."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        return read(value, _context(info)) if isinstance(value, str) else value

    return BeforeValidator(validate)


def _free(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return Translated(tuple((str(k), clean_text(str(v))) for k, v in value.items()))
    return value


def _decimal(most: int) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        value = read_number(text.removesuffix("%").rstrip() if most == PERCENT_DECIMALS else text)
        if decimals(value) > most:
            raise Refusal("too_many_decimals", text=text, most=most)
        return value

    return read


MONEY_DECIMALS = 6
PERCENT_DECIMALS = 4


def _count(text: str) -> int:
    value = read_number(text)
    if value != value.to_integral_value():
        raise Refusal("not_whole", text=text)
    return int(value)


_YES = frozenset({"yes", "y", "si", "sí", "s", "true"})
_NO = frozenset({"no", "n", "false"})


def _yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise Refusal("not_yes_no", text=text)


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes (CLDR territories of two letters, without its groupings)."""
    from babel import Locale

    groupings = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - groupings


@cache
def currencies() -> frozenset[str]:
    """ISO 4217 codes known to CLDR."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@cache
def _country_names() -> dict[str, str]:
    from babel import Locale

    return {
        name.casefold(): code
        for language in ("es", "en")
        for code, name in Locale(language).territories.items()
        if code in countries()
    }


def country_of_text(text: str) -> str | None:
    """The ISO 3166 code of a country by its code or its name in either language, None for any other text."""
    code = text.strip().upper()
    return code if code in countries() else _country_names().get(text.strip().casefold())


def _country(text: str) -> str:
    if code := country_of_text(text):
        return code
    raise Refusal("country_unknown", text=text)


def _currency(text: str) -> str:
    code = text.strip().upper()
    if code not in currencies():
        raise Refusal("currency_unknown", text=text)
    return code


ISO_639_3 = {"es": "spa", "en": "eng", "pt": "por", "qu": "que", "fr": "fra", "de": "deu", "ay": "aym"}
"""Two-letter codes of ISO 639-1 that people of the region may type, to ISO 639-3."""


def _language(text: str, reading: Reading) -> str:
    word = clean_text(text)
    if not any(letter.isalpha() for letter in word):
        raise Refusal("language_unreadable", text=text)
    known = reading.languages or {}
    return ISO_639_3.get(word.lower()) or known.get(word.casefold()) or word


def _languages(value: Any, info: ValidationInfo) -> Any:
    items = [part for part in re.split(r"[,;]", value) if part.strip()] if isinstance(value, str) else value
    if isinstance(items, list | tuple):
        return tuple(_language(item, _context(info)) if isinstance(item, str) else item for item in items)
    return items


_NO_END = frozenset(
    {"no_end", "no_end_date", "sin_fin", "sin_fecha", "sin_fecha_final", "indefinido", "indefinida"}
)


def _right_end(text: str, reading: Reading) -> date | str:
    word = text.strip().lower().replace(" ", "_")
    if word in _NO_END:
        return "no_end"
    return read_date(text, reading.country)


def _interest(text: str) -> Decimal | str:
    if text.strip().lower() == "legal":
        return "legal"
    return _decimal(PERCENT_DECIMALS)(text)


def _date_or_words(text: str, reading: Reading) -> date | str:
    try:
        return read_date(text, reading.country)
    except Refusal as refusal:
        if refusal.code != "date_unreadable":
            raise
        return clean_text(text)


@dataclass(frozen=True, slots=True)
class Target:
    """The number an indicator should reach: at least `value`, or at most where `at_most`."""

    value: Decimal
    at_most: bool = False


_AT_MOST = re.compile(r"(?:at[ _]most|a lo m[aá]s|como m[aá]ximo|m[aá]ximo|<=|≤)\s*(.+)$", re.I)
_AT_LEAST = re.compile(r"(?:at[ _]least|al menos|por lo menos|como m[ií]nimo|m[ií]nimo|>=|≥)\s*(.+)$", re.I)


def _target(text: str) -> Target:
    plain = text.strip()
    if match := _AT_MOST.match(plain):
        return Target(read_number(match.group(1)), at_most=True)
    if match := _AT_LEAST.match(plain):
        plain = match.group(1)
    return Target(read_number(plain))


_ID = re.compile(r"[\w.-]{1,40}$")


def _ids(value: Any, _: ValidationInfo) -> Any:
    items = re.split(r"[,;\s]+", value.strip()) if isinstance(value, str) else value
    return tuple(items) if isinstance(items, list) else items


ShortText = Annotated[FreeText, Kind.TEXT, BeforeValidator(_free)]
LongText = Annotated[FreeText, Kind.LONG_TEXT, BeforeValidator(_free)]
Lines = Annotated[tuple[ShortText, ...], Kind.LINES]
Count = Annotated[int, Kind.COUNT, _reader(_count), Ge(0)]
Positive = Annotated[int, Kind.COUNT, _reader(_count), Ge(1)]
Days = Annotated[int, Kind.DAYS, _reader(_count), Ge(0), Le(3650)]
Years = Annotated[int, Kind.COUNT, _reader(_count), Ge(1), Le(99)]
Number = Annotated[Decimal, Kind.DECIMAL, _reader(_decimal(6))]
Quantity = Annotated[Decimal, Kind.DECIMAL, _reader(_decimal(4)), Gt(0)]
Hectares = Annotated[Decimal, Kind.DECIMAL, _reader(_decimal(4)), Gt(0)]
Money = Annotated[Decimal, Kind.MONEY, _reader(_decimal(MONEY_DECIMALS)), Ge(0)]
Price = Annotated[Decimal, Kind.MONEY, _reader(_decimal(MONEY_DECIMALS)), Gt(0)]
Balance = Annotated[Decimal, Kind.MONEY, _reader(_decimal(MONEY_DECIMALS))]
"""Money that may be below zero."""
Percent = Annotated[Decimal, Kind.PERCENT, _reader(_decimal(PERCENT_DECIMALS)), Ge(0), Le(100)]
Date = Annotated[date, Kind.DATE, _reader_here(lambda text, reading: read_date(text, reading.country))]
YesNo = Annotated[bool, Kind.YES_NO, _reader(_yes_no)]
Country = Annotated[str, Kind.COUNTRY, _reader(_country)]
Currency = Annotated[str, Kind.CURRENCY, _reader(_currency)]
Language = Annotated[str, Kind.LANGUAGE, _reader_here(_language)]
Languages = Annotated[tuple[str, ...], Kind.LANGUAGES, BeforeValidator(_languages)]
Identifier = Annotated[str, Kind.IDENTIFIER, _reader(clean_text)]
DateOrWords = Annotated[
    date | FreeText, Kind.DATE_OR_WORDS, BeforeValidator(_free), _reader_here(_date_or_words)
]
RightEnd = Annotated[date | Literal["no_end"], Kind.RIGHT_END, _reader_here(_right_end)]
Interest = Annotated[Annotated[Decimal, Ge(0), Le(100)] | Literal["legal"], Kind.INTEREST, _reader(_interest)]
IndicatorTarget = Annotated[Target, Kind.TARGET, _reader(_target)]
Ids = Annotated[tuple[str, ...], Kind.IDS, BeforeValidator(_ids)]
