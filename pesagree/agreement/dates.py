"""Reading dates: ISO, day first where the country writes so, or in Spanish or English words."""

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache

from pesagree.agreement.refusal import Refusal

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_DAY_FIRST_WORDS = re.compile(
    r"(\d{1,2})(?:º|°|st|nd|rd|th)?(?: de| of)? ([a-z]+)\.?,?(?: de| del| of)? (\d{4})$"
)
_MONTH_FIRST_WORDS = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")

MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "PW", "MH", "CA", "KE", "GH", "ZA"})
"""Where 5/3/2026 may be read month first (CLDR short dates): there a numeric date is unclear."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the finger: titles are not older, terms not longer."""


@lru_cache(maxsize=4096)
def read_date(text: str, country: str | None) -> date:
    """Read one date; `country` is ISO 3166-1 alpha-2 or None.

    Raises Refusal: date_unclear (5/3/2026 where the country may write the month first, with both readings),
    date_impossible (31 February), date_unreadable.
    """
    plain = text.strip()
    if match := _ISO.match(plain):
        return _date(text, *match.groups())
    if match := _NUMERIC.match(plain):
        day, month, year = match.groups()
        if country in MONTH_FIRST_COUNTRIES and int(day) <= 12 and day.lstrip("0") != month.lstrip("0"):
            raise Refusal(
                "date_unclear",
                text=text,
                one=f"{year}-{month:0>2}-{day:0>2}",
                other=f"{year}-{day:0>2}-{month:0>2}",
            )
        return _date(text, year, month, day)
    words = " ".join(_fold(plain).split())
    if match := _DAY_FIRST_WORDS.match(words):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST_WORDS.match(words):
        name, day, year = match.groups()
    else:
        raise Refusal("date_unreadable", text=text)
    number = month_names().get(name)
    if number is None:
        raise Refusal("date_unreadable", text=text)
    return _date(text, year, str(number), day)


def _date(text: str, year: str, month: str, day: str) -> date:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        raise Refusal("date_impossible", text=text) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Refusal("date_impossible", text=text)
    return value


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def month_names() -> dict[str, int]:
    """Month names and their short forms in Spanish and English, accents and case aside, to 1..12."""
    from babel.dates import get_month_names  # only answers with dates in words need it

    names = {"setiembre": 9, "set": 9}  # the Peruvian spelling, which CLDR lacks
    for locale in ("es", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names[_fold(name).rstrip(".")] = number
    return names
