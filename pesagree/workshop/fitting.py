"""Whether words fit: where lines break, from the widths of Arial's letters, so that nothing is cut off."""

import re
import unicodedata
from functools import lru_cache

CM_A_POINT = 2.54 / 72

LINE = 1.2407
"""The height of a line of Arial against the size of its letters, with the room that our styles give it."""

_WIDTHS = {
    278: " \u00a0,./:;I[]\\ijl|'`·",
    333: "!()-ft«»¨°´¿¡",
    389: "*r{}",
    556: "0123456789_aceksvxyzJ$#?",
    611: "FLTZbdghnopqu+<=>~",
    667: "EPSVXY",
    722: "ABCDHKNRU&",
    778: "GOQw",
    889: "Mm%",
    944: "W",
}
"""Thousandths of the size of the letters, of Arial Bold (Arial is no wider)."""

_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 1000


def width(text: str, points: float) -> float:
    """How wide a line of bold letters is, in centimetres; letters that we do not know count as broad ones."""
    return sum(_thousandths(word) for word in re.split("( )", text)) * points * CM_A_POINT / 1000


@lru_cache(maxsize=4096)
def _thousandths(word: str) -> int:
    plain = unicodedata.normalize("NFD", word)
    return sum(0 if unicodedata.combining(letter) else _OF.get(letter, _UNKNOWN) for letter in plain)


def height(lines: int, points: float) -> float:
    """How high so many lines are, in centimetres."""
    return lines * points * CM_A_POINT * LINE


def wrapped(text: str, points: float, cm: float) -> list[str]:
    """The lines of a text in a room `cm` wide; a word that is too long is cut in pieces, none is lost."""
    lines = [""]
    for word in _words(text):
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, points) <= cm:
            lines[-1] = joined
            continue
        pieces = _pieces(word, points, cm)
        lines += pieces if lines[-1] else []
        if not lines[0]:
            lines = pieces
    return lines


def longest_word(text: str, points: float) -> float:
    """The width of the widest word, in centimetres."""
    return max((width(word, points) for word in _words(text)), default=0)


def _words(text: str) -> list[str]:
    """Words parted by white space; a space that may not be broken is part of a word."""
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def _pieces(word: str, points: float, cm: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, points) > cm:
            pieces.append("")
        pieces[-1] += letter
    return pieces
