"""Reading numbers as people write them, never guessing between a decimal and a thousand."""

import re
from decimal import Decimal
from functools import lru_cache

from pesagree.agreement.refusal import Refusal

_PLAIN = re.compile(r"[+-]?\d+$")
_GROUP_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'](?=\d{3}(?:\D|$))")
_SIGNED = re.compile(r"([+-]?)([\d.,]+)$")
MAX_DIGITS = 15
"""More whole digits than any price, area or head count can have."""


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal:
    """Read `text` as an exact decimal.

    A single `.` or `,` before exactly three digits (`1.234`) can be a decimal or a thousand: it is
    refused with both readings. With both signs present the last one is the decimal sign.
    Raises Refusal: number_ambiguous, number_unreadable, number_too_large.
    """
    clean = _GROUP_SPACES.sub("", text.strip()).replace("\u2212", "-")
    if _PLAIN.match(clean):
        return _bounded(clean)
    match = _SIGNED.match(clean)
    if not match:
        raise Refusal("number_unreadable", text=text)
    sign, body = match.groups()
    marks = [mark for mark in body if mark in ".,"]
    whole, _, rest = body.rpartition(marks[-1])
    if len(set(marks)) == 2:
        thousand = marks[0]
        if marks.count(marks[-1]) > 1 or not _grouped(whole, thousand) or not rest:
            raise Refusal("number_unreadable", text=text)
        return _bounded(f"{sign}{whole.replace(thousand, '')}.{rest}")
    if len(marks) > 1:
        if not _grouped(body, marks[0]):
            raise Refusal("number_unreadable", text=text)
        return _bounded(sign + body.replace(marks[0], ""))
    if not rest or not whole:
        raise Refusal("number_unreadable", text=text)
    if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        raise Refusal(
            "number_ambiguous", text=text, decimal=f"{sign}{whole}.{rest}0", thousand=f"{sign}{whole}{rest}"
        )
    return _bounded(f"{sign}{whole}.{rest}")


def _grouped(text: str, mark: str) -> bool:
    head, *groups = text.split(mark)
    return 1 <= len(head) <= 3 and head.isdigit() and all(len(g) == 3 and g.isdigit() for g in groups)


def _bounded(text: str) -> Decimal:
    if len(text.lstrip("+-").split(".")[0]) > MAX_DIGITS:
        raise Refusal("number_too_large", text=text)
    return Decimal(text)


def decimals(value: Decimal) -> int:
    """How many digits stand after the point, zeros at the end aside."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
