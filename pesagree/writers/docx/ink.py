"""What stands in a hole of a clause, as this writer needs it, and the mark that holds its place."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeGuard

from pesagree.document import Field, FieldKind, Filling, Inline, Text
from pesagree.writers.docx import xml
from pesagree.writers.docx.inlines import LINE_BREAK, LINES_MARK

ANSWER_MARK, WIDTH_MARK, FIRST_NUMBER, LAST_NUMBER = "\ue000", "\ue001", 0xE100, 0xF8FF
MARK = re.compile(f"{ANSWER_MARK}(.)(.){LINES_MARK}?", re.DOTALL)
SIGNS = (ANSWER_MARK, WIDTH_MARK, LINES_MARK)


Place = tuple[int, int]
"""Which hole of the clause, and which inline of its filling."""


def mark_of(sign: str, one: int, other: int) -> str:
    return f"{sign}{chr(FIRST_NUMBER + one)}{chr(FIRST_NUMBER + other)}"


def place_of(mark: str) -> Place:
    return ord(mark[1]) - FIRST_NUMBER, ord(mark[2]) - FIRST_NUMBER


def text_at(place: Place, fillings: Sequence[Filling]) -> str:
    hole, inline = place
    return getattr(fillings[hole].inlines[inline], "text", "")


_STAYS = tuple(".,;:)☐")
"""First letters by which the writer decides something; a text with one of them is no hole's."""

_CHOICE = FieldKind.CHOICE  # an enumeration is slow to look into

_MOST_FORMS = 100_000
"""Forms whose numbers are known; a note on an open answer, or a name in its question, makes one."""
_forms: dict[Hashable, int] = {}
_numbers = count(1)


def form_of(filling: Filling) -> int:
    """The number of its form, the same for fillings that the same stencil can hold; never 0.

    It is kept with the filling. No number is given twice: stencils are kept by them, also of forms forgotten.
    """
    inlines = filling.inlines
    form = _form(inlines[0]) if len(inlines) == 1 else tuple(map(_form, inlines))
    number = _forms.get(form)
    if number is None:
        if len(_forms) >= _MOST_FORMS:
            _forms.clear()
        number = _forms[form] = next(_numbers)
    filling.kept = number
    return number


def _form(inline: Inline) -> Hashable:
    """The inline without what may differ; whole where all of it stands in the fixed pieces."""
    if not differs(inline):
        return inline
    one = xml.is_one_text(inline.text)
    if isinstance(inline, Text):
        return inline.strong, inline.emphasis, one
    breaks = not one and bool(LINE_BREAK.search(inline.text))
    return inline.path, inline.label, inline.kind, inline.default, bool(inline.date), one, breaks


def differs(inline: Inline) -> TypeGuard[Field | Text]:
    if isinstance(inline, Field):
        return inline.kind is not _CHOICE
    return isinstance(inline, Text) and not inline.text.startswith(_STAYS)


def marked(inline: Inline, hole: int, number: int) -> Inline:
    if not differs(inline):
        return inline
    mark = mark_of(ANSWER_MARK, hole, number)
    if isinstance(inline, Text):
        return replace(inline, text=mark)
    return inline._replace(text=mark + LINES_MARK * bool(LINE_BREAK.search(inline.text)))


def place_in(text: str) -> Place | None:
    """The place whose mark a text is, where it is nothing else."""
    return place_of(text) if MARK.fullmatch(text) else None


def holes_in(text: str) -> list[int]:
    """The holes whose marks stand in a text, each once."""
    return list(dict.fromkeys(place_of(found[0])[0] for found in MARK.finditer(text)))


def unmarked(text: str, fillings: Sequence[Filling]) -> str:
    if ANSWER_MARK not in text:
        return text
    return MARK.sub(lambda found: text_at(place_of(found[0]), fillings), text)


def moved(text: str, places: Sequence[int]) -> str:
    """Text with its marks set for other places of the holes."""

    def moved(found: re.Match[str]) -> str:
        hole, inline = place_of(found[0])
        return mark_of(ANSWER_MARK, places[hole], inline)

    return MARK.sub(moved, text)
