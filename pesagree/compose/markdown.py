"""Rendered clause text to blocks whose answers are still slots; parsed once for each distinct text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pesagree.compose.slots import SLOT, Slot, slot_of
from pesagree.document import Break, Role, Text

Piece = Text | Break | Slot
"""An inline before the slots are filled."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph or a heading (level 2 or 3) with its role."""

    pieces: tuple[Piece, ...]
    role: Role = Role.BODY
    level: Literal[0, 2, 3] = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headers, alignments, rows of cells."""

    headers: tuple[tuple[Piece, ...], ...]
    aligns: tuple[Literal["left", "center", "right"], ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


Skeleton = tuple[Words | Grid, ...]

_parser = (
    MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline", "code"])
)

_LINES = re.compile(r"\n{3,}")
_MARKED_UP = re.compile(r"[\\`*_\[<&\n\r\0]")
"""The signs that may mean something to Markdown inside a line, and the ends of lines."""


@lru_cache(maxsize=20_000)
def parse(text: str) -> Skeleton:
    """The blocks of one rendered piece of a clause."""
    if _is_plain(text):
        return (Words(tuple(_split(text, strong=False, emphasis=False))),)
    return tuple(_blocks(_parser.parse(_LINES.sub("\n\n", text))))


def _is_plain(text: str) -> bool:
    """Whether Markdown has nothing to do: most pieces are one line that begins with a word or an answer."""
    begins = text[:1].isalpha() or SLOT.match(text)
    return bool(begins) and text == text.rstrip() and not _MARKED_UP.search(text)


def _blocks(tokens: list[Token]) -> Iterator[Words | Grid]:
    role = [Role.BODY]
    position = 0
    while position < len(tokens):
        token = tokens[position]
        match token.type:
            case "bullet_list_open":
                role.append(Role.BULLET)
            case "ordered_list_open":
                role.append(Role.ITEM)
            case "bullet_list_close" | "ordered_list_close":
                role.pop()
            case "table_open":
                end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
                yield _table(tokens[position:end])
                position = end
            case "inline":
                opened = tokens[position - 1]
                level = int(opened.tag[1]) if opened.type == "heading_open" else 0
                pieces = tuple(_inlines(token.children or []))
                yield Words(pieces, role[-1], 0 if not level else 2 if level <= 2 else 3)
        position += 1


def _table(tokens: list[Token]) -> Grid:
    rows: list[list[tuple[Piece, ...]]] = []
    aligns: list[Literal["left", "center", "right"]] = []
    for position, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(tuple(_inlines(tokens[position + 1].children or [])))
            if token.type == "th_open":
                style = str(token.attrs.get("style", ""))
                aligns.append("right" if "right" in style else "center" if "center" in style else "left")
    return Grid(tuple(rows[0]), tuple(aligns), tuple(tuple(row) for row in rows[1:]))


def _inlines(children: list[Token]) -> Iterator[Piece]:
    strong = emphasis = 0
    for child in children:
        match child.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "em_open":
                emphasis += 1
            case "em_close":
                emphasis -= 1
            case "softbreak":
                yield Text(" ", bool(strong), bool(emphasis))
            case "hardbreak":
                yield Break()
            case _:
                yield from _split(child.content, strong=bool(strong), emphasis=bool(emphasis))


def _split(text: str, *, strong: bool, emphasis: bool) -> Iterator[Piece]:
    position = 0
    for match in SLOT.finditer(text):
        if match.start() > position:
            yield Text(text[position : match.start()], strong, emphasis)
        yield slot_of(match.group(1))
        position = match.end()
    if position < len(text):
        yield Text(text[position:], strong, emphasis)
