"""What stands in a hole of a clause, as this writer needs it, and the mark that holds its place."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, cast

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


Which = tuple[int, str | None]
"""Which inline of a filling, and the properties of its run; None for the date behind its control."""


class Ink:
    """A filling as this writer needs it: its form, equal for fillings that the same stencil can hold."""

    __slots__ = ("form", "inlines", "runs", "texts")

    def __init__(self, filling: Filling) -> None:
        self.inlines = filling.inlines
        self.form = _number_of(tuple([_form(inline) for inline in self.inlines]))
        self.texts = [getattr(inline, "text", "") for inline in self.inlines]
        self.runs: dict[Which, bytes] = {}

    def run(self, which: "Which") -> bytes:
        """The run of one of its inlines with these properties, or its date; kept in `runs`."""
        inline, properties = which
        if properties is None:
            text = getattr(self.inlines[inline], "date", "")
        else:
            text = xml.run(self.texts[inline], properties)
        run = self.runs[which] = text.encode()
        return run


def ink_of(filling: Filling) -> Ink:
    if filling.kept is None:
        filling.kept = Ink(filling)
    return cast(Ink, filling.kept)


_STAYS = tuple(".,;:)☐")
"""First letters by which the writer decides something; a text with one of them is no hole's."""

_MOST_FORMS = 100_000
"""Forms whose numbers are known; a note on an open answer, or a name in its question, makes one."""
_forms: dict[Any, int] = {}
_numbers = count()


def _number_of(form: Any) -> int:
    """One number for each form. None is given twice: stencils are kept by them, also of forms forgotten."""
    number = _forms.get(form)
    if number is None:
        if len(_forms) >= _MOST_FORMS:
            _forms.clear()
        number = _forms[form] = next(_numbers)
    return number


def _form(inline: Inline) -> Hashable:
    """The inline without what may differ; whole where all of it stands in the fixed pieces."""
    match inline:
        case Field(path=path, label=label, text=text, kind=kind, date=day, default=default):
            if kind is FieldKind.CHOICE:
                return inline
            breaks = not text.isprintable() and bool(LINE_BREAK.search(text))
            return path, label, kind, default, bool(day), breaks
        case Text(text=text, strong=strong, emphasis=emphasis) if not text.startswith(_STAYS):
            return strong, emphasis
        case _:
            return inline


def differs(inline: Inline) -> bool:
    match inline:
        case Field(kind=kind):
            return kind is not FieldKind.CHOICE
        case Text(text=text):
            return not text.startswith(_STAYS)
        case _:
            return False


def marked(inline: Inline, hole: int, number: int) -> Inline:
    match inline:
        case Field(text=text) if differs(inline):
            lines = LINES_MARK * bool(LINE_BREAK.search(text))
            return inline._replace(text=mark_of(ANSWER_MARK, hole, number) + lines)
        case Text() if differs(inline):
            return replace(inline, text=mark_of(ANSWER_MARK, hole, number))
        case _:
            return inline


def unmarked(text: str, inks: Sequence[Ink]) -> str:
    if ANSWER_MARK not in text:
        return text

    def answer(found: re.Match[str]) -> str:
        hole, inline = place_of(found[0])
        return inks[hole].texts[inline]

    return MARK.sub(answer, text)


def moved(text: str, places: Sequence[int]) -> str:
    """Text with its marks set for other places of the holes."""

    def moved(found: re.Match[str]) -> str:
        hole, inline = place_of(found[0])
        return mark_of(ANSWER_MARK, places[hole], inline)

    return MARK.sub(moved, text)
