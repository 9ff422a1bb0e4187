"""The seven lines for the wall, in letters of 3 cm and more: each is a row of sheets to hang together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pesagree.agreement import Status
from pesagree.agreement.conditions import OPEN_PRICE
from pesagree.compose.deal import LINES, few, sentences, things
from pesagree.document import Break, Text
from pesagree.sheet import WALL, Block, Drawing, Heading, Inline, Paragraph, RuledLines, Sheet
from pesagree.workshop.drawings import drawing_for
from pesagree.workshop.fitting import height, longest_word, wrapped
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

MARGIN = 0.9
WIDE = 29.7 - 2 * MARGIN - 0.4
HIGH = 21 - 2 * MARGIN - 0.2
LABEL_CM = 1.5
HEAD_POINTS = 32

LEAST = 96
"""The smallest letters (2.4 cm) that are tried to keep a thing on one sheet; else it goes on at WALL."""

LEAST_FOR_A_WORD = 72
"""A word that needs smaller letters is cut in pieces."""

LARGEST, LARGEST_NUMBER = 160, 330
LARGEST_DRAWING = 17.0
TITLE = 100
"""The letters of a name that needs two lines below its drawing."""

STEP = 4
MOST_THINGS = 5
MOST_SHEETS = 3
"""Of one long answer so many sheets are printed; dots say that it goes on in the agreement."""

LINES_TO_WRITE, LINE_CM = 3, 4.7
ALL = 99


@dataclass(frozen=True, slots=True)
class Face:
    """What one sheet shows under its label: a head, and lines of words in one size; no lines: to fill in."""

    head: str
    lines: tuple[str, ...] = ()
    points: float = WALL


def make(room: Room, words: PaperWords) -> Sheet:
    """For each of the seven lines a sheet with its drawing and name, then sheets with what is said."""
    blocks: list[Block] = []
    for number, name in enumerate(LINES, 1):
        entry = words.entries(f"lines.{name}")
        title = str(room.words.deal["lines"][name]["title"])
        faces = list(_faces(room, entry))
        labels = [
            words("label", number=number, title=title, sheet=sheet, of=len(faces) + 1)
            for sheet in range(1, len(faces) + 2)
        ]
        blocks += [Heading(1, labels[0], new_page=number > 1), *_opening(room, entry, title)]
        for label, face in zip(labels[1:], faces, strict=True):
            blocks += [Heading(1, label, new_page=True), *_face(face)]
    return room.sheet(words("title"), blocks, landscape=True, show_title=False, margin=MARGIN)


def _opening(room: Room, entry: Mapping[str, Any], title: str) -> Iterator[Block]:
    """The drawing as large as the name below it allows."""
    small = (wrapped(title, LEAST, WIDE), LEAST)
    lines, points = _one_sheet(title, LARGEST, 1) or _one_sheet(title, TITLE, 2) or small
    left = HIGH - LABEL_CM - height(len(lines), points) - 0.5
    yield Drawing(drawing_for(room, entry), str(entry["alt"]), min(LARGEST_DRAWING, left / 0.75))
    yield Paragraph(_broken(lines), points, strong=True, align="center", after=0)


def _face(face: Face) -> Iterator[Block]:
    if face.head:
        yield Paragraph(face.head, HEAD_POINTS, align="center", after=0)
    if not face.lines:
        yield RuledLines(LINES_TO_WRITE, LINE_CM)
        return
    head = height(1, HEAD_POINTS) if face.head else 0
    left = HIGH - LABEL_CM - head - height(len(face.lines), face.points)
    yield Paragraph(
        _broken(face.lines), face.points, strong=True, align="center", before=max(0.0, left / 2), after=0
    )


def _broken(lines: Sequence[str]) -> tuple[Inline, ...]:
    """Lines that break where we broke them."""
    nodes: list[Inline] = []
    for number, line in enumerate(lines):
        nodes += [Break()] * (number > 0)
        nodes.append(Text(line))
    return tuple(nodes)


# --- what the sheets say --------------------------------------------------------------------------


def _faces(room: Room, entry: Mapping[str, Any]) -> Iterator[Face]:
    """The sheets of a line: one to fill in for the blank set, the line's own word where there is none."""
    if room.is_blank:
        yield Face("")
        return
    found = [face for fact in entry["sheets"] for face in _fact(room, fact)]
    if not found:
        lines, points = _sheets(str(entry["none"]), LARGEST)[0]
        found = [Face("", tuple(lines), points)]
    yield from found


def _fact(room: Room, fact: Mapping[str, str]) -> Iterator[Face]:
    """The sheets of one fact: each thing of a list, a number in huge letters, or a sentence."""
    head = fact["head"]
    if OPEN_PRICE.holds(room.agreement):
        head = fact.get("head_expected", head)
    if path := fact.get("each") or fact.get("together"):
        yield from _list(room, head, path, fact)
        return
    template, largest = (fact["number"], LARGEST_NUMBER) if "number" in fact else (fact["says"], LARGEST)
    for sentence in sentences(room.speaker, [template], unknown="", most=ALL):
        if sentence.is_open:
            yield Face(head)
        else:
            yield from _said(head, _without_cents(sentence.text), largest)


def _list(room: Room, head: str, path: str, fact: Mapping[str, str]) -> Iterator[Face]:
    """A sheet for each thing of a list, or several short things on each; `none` where there is none."""
    found = things(room.speaker, path)
    if found is None:
        yield Face(head)
        return
    said = [thing[:1].upper() + thing[1:] for thing in found]
    if not said and "none" in fact and room.answer(path).status is Status.NONE:
        said = [fact["none"]]
    if "together" in fact:
        yield from _packed(head, said)
        return
    for thing in few(room.speaker, said, MOST_THINGS):
        yield from _said(head, thing[:1].upper() + thing[1:], LARGEST)


def _said(head: str, text: str, largest: int) -> Iterator[Face]:
    for lines, points in _sheets(text, largest):
        yield Face(head, tuple(lines), points)


def _packed(head: str, said: Sequence[str]) -> Iterator[Face]:
    """Short things below each other, as many on a sheet as fit in letters of WALL."""
    sheets: list[list[str]] = [[]]
    for thing in said:
        lines = wrapped(thing, WALL, WIDE)
        if sheets[-1] and len(sheets[-1]) + len(lines) > _capacity(WALL):
            sheets.append([])
        sheets[-1] += lines
    for lines in sheets:
        if lines:
            yield from (Face(head, tuple(part), points) for part, points in _sheets_of(lines))


def _without_cents(text: str) -> str:
    """An amount without cents, where there are none: a number for the wall has few letters."""
    return re.sub(r"(?<=\d)[.,]00(?!\d)", "", text)


# --- what fits --------------------------------------------------------------------------------------


def _sheets(text: str, largest: int) -> list[tuple[list[str], int]]:
    """The lines of each sheet and the size of their letters, the largest that keep it on one sheet.

    What is longer goes on on the next sheet in letters of WALL, smaller only where one word asks for it.
    """
    single = _one_sheet(text, largest, ALL)
    if single is not None:
        return [single]
    points = WALL
    while points > LEAST_FOR_A_WORD and longest_word(text, points) > WIDE:
        points -= STEP
    return _sheets_of(wrapped(text, points, WIDE), points)


def _sheets_of(lines: list[str], points: int = WALL) -> list[tuple[list[str], int]]:
    """Lines on as many sheets as they need, at most MOST_SHEETS."""
    fit = _capacity(points)
    if len(lines) > MOST_SHEETS * fit:
        lines = lines[: MOST_SHEETS * fit]
        lines[-1] = "…"  # a line of its own: it is in the agreement
    return [(lines[start : start + fit], points) for start in range(0, len(lines), fit)]


def _one_sheet(text: str, largest: int, most: int) -> tuple[list[str], int] | None:
    """The lines and the size that keep a text on one sheet, in at most so many lines; None for no size."""
    for points in range(largest, LEAST - 1, -STEP):
        lines = wrapped(text, points, WIDE)
        if len(lines) <= min(most, _capacity(points)) and longest_word(text, points) <= WIDE:
            return lines, points
    return None


def _capacity(points: float) -> int:
    """How many lines a sheet holds under its label and head."""
    return int((HIGH - LABEL_CM - height(1, HEAD_POINTS)) / height(1, points))
