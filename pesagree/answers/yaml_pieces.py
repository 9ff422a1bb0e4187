"""Reads answers piece by piece: what was read before, in this file or another, is the very same node again.

The files of a programme differ in a few dozen answers. So a file is cut by its indentation, into sections,
answers and items, and the node of each piece is kept by its text. Pieces in the usual forms are read here, in
half the time that PyYAML takes; a section with anything else in it is left to `yaml_source`, and so is a
whole file in which something is wrong. Nodes have no places: who has something to say reads the file again
with `yaml_source`. A test compares the two.
"""

import re
from collections.abc import Callable
from functools import cache

from pesagree.answers.yaml_source import (
    MAX_BYTES,
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_plain,
    read,
)
from pesagree.errors import NOWHERE, AnswersError, Place

MAX_PIECES = 8192
"""So many are kept, then all are forgotten at once. The longest sample has six hundred."""
_MAX_DEPTH = 10

# Fewer forms than YAML has, so that each is surely what it looks like; `_Unusual` is never a fault.
_KEY = re.compile(r"(\w[\w.-]{0,99}):(?=[ \n]|$)")
_QUOTED = r"""(?:"(?P<double>[^"\\\n]*)"|'(?P<single>(?:[^'\n]|'')*)')"""
_FIRST = r"(?:[\w~¿¡($€<≤≥/.+]|-(?=\w))"
_VALUE = re.compile(
    rf" *(?:{_QUOTED}|(?P<flow>[\[{{])|(?P<plain>(?:{_FIRST}|\?\?)[^:#\n]*(?::(?=[^\s#])[^:#\n]*)*))?"
)
_END = re.compile(r"( *)(#[^\n]*)?(?=\n|$)")
_SURELY_COMMENT = re.compile(r"# +[^\s\d]|#+ *$")
_CONTENT = re.compile(r"^ *(?=[^\s#])", re.MULTILINE)
_ENDS_ODDLY = re.compile(r"[|>]|\r$")
"""What another newline at the end of a file would change: a block of lines, half a newline of Windows."""
_DASH = re.compile(r"- +")
_NEXT = r" *(?:, +|(?P<closed>[\]}]))"
_FLOW_NEXT = re.compile(_NEXT)
_FLOW_VALUE = re.compile(
    rf"(?:(?P<flow>[\[{{])|(?:{_QUOTED}|(?P<plain>(?:{_FIRST}|\?\?)[^,:#?\[\]{{}}\"'\n]*)){_NEXT})"
)
_FLOW_KEY = re.compile(r"(\w[\w.-]{0,99}): +")


class _Unusual(Exception):
    """Something is written in a way that is left to PyYAML."""


_entries: dict[str, Entry] = {}
_items: dict[str, Node] = {}


def usual(text: str, source: str = "") -> MappingNode | None:
    """The answers in `text`, without places; None where `yaml_source` has to read the whole of it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    first = _CONTENT.search(text)
    if first is None or first[0] or len(text) * 4 > MAX_BYTES or not is_plain(text[: first.start()]):
        return None
    if not text.endswith("\n") and _ENDS_ODDLY.search(text):
        return None
    if len(_entries) + len(_items) > MAX_PIECES:
        _entries.clear()
        _items.clear()
    try:
        entries = _mapping(text[first.start() :].removesuffix("\n"), 0, _section)
    except (_Unusual, AnswersError):
        return None
    return MappingNode(entries, Place(source, 1, 1))


def _mapping(text: str, indent: int, answer: Callable[[str, int], Entry]) -> dict[str, Entry]:
    """What stands at `indent`, each with all that is deeper."""
    entries: dict[str, Entry] = {}
    for piece in _cuts(indent, "[^\\s#-]").split(text):
        entry = _entries.get(piece)
        if entry is None:
            entry = _entries[piece] = answer(piece, indent)
        if entry.key in entries:
            raise _Unusual
        entries[entry.key] = entry
    return entries


def _section(piece: str, indent: int) -> Entry:
    """One section of a file; an unusual one is read by itself with PyYAML."""
    if is_plain(piece):
        try:
            return _answer(piece, indent)
        except _Unusual:
            pass
    entries = read(piece + "\n").entries if _KEY.match(piece) else {}
    if len(entries) != 1:
        raise _Unusual
    return next(iter(entries.values()))


def _answer(piece: str, indent: int) -> Entry:
    """A key, with its value in the same line or in the deeper ones."""
    key = _KEY.match(piece, indent)
    if key is None:
        raise _Unusual
    value, end = _in_line(piece, key.end())
    below = _CONTENT.search(piece, end)
    if below is not None:
        deeper = below.end() - below.start()
        is_list = piece.startswith("- ", below.end())
        if value is not None or deeper < indent or (deeper == indent and not is_list):
            raise _Unusual
        value = _below(piece[below.start() :], deeper)
    return Entry(key[1], NOWHERE, ScalarNode("", NOWHERE) if value is None else value)


def _below(text: str, indent: int) -> Node:
    if not text.startswith("- ", indent):
        return MappingNode(_mapping(text, indent, _answer), NOWHERE)
    items = []
    for piece in _cuts(indent, "- ").split(text):
        item = _items.get(piece)
        if item is None:
            item = _items[piece] = _item(piece, indent)
        items.append(item)
    return SequenceNode(tuple(items), NOWHERE)


def _item(piece: str, indent: int) -> Node:
    dash = _DASH.match(piece, indent)
    if dash is None:
        raise _Unusual
    start = dash.end()
    if _KEY.match(piece, start):  # a mapping, whose first key stands behind the dash
        return _below(" " * start + piece[start:], start)
    value, end = _in_line(piece, start)
    if value is None or _CONTENT.search(piece, end):
        raise _Unusual
    return value


def _in_line(piece: str, start: int) -> tuple[Node | None, int]:
    """The value that stands behind a key or a dash, if any does, and where the line ends."""
    match = _VALUE.match(piece, start)
    value: Node | None = None
    end = start
    if match and match.lastgroup == "flow":
        value, end = _flow(piece, match.end(), match["flow"], 1)
    elif match and match.lastgroup:
        value = _scalar(match)
        end = match.end() if value.style else match.start("plain") + len(value.text)
    closed = _END.match(piece, end)
    if closed is None:
        raise _Unusual
    blanks, comment = closed.groups()
    # What might be a text that a `#` cuts is not for here.
    if comment and (not blanks or (len(blanks) == 1 and not _SURELY_COMMENT.match(comment))):
        raise _Unusual
    return value, closed.end()


def _flow(text: str, at: int, opened: str, depth: int) -> tuple[Node, int]:
    """A list or a mapping in one line, from behind its first bracket, and where it ends."""
    entries: dict[str, Entry] = {}
    items: list[Node] = []
    is_mapping, closed = opened == "{", None
    if depth > _MAX_DEPTH:
        raise _Unusual
    while not closed:
        key = _FLOW_KEY.match(text, at) if is_mapping else None
        match = _FLOW_VALUE.match(text, key.end() if key else at)
        if match is None or (is_mapping and (key is None or key[1] in entries)):
            raise _Unusual
        at, closed = match.end(), match["closed"]
        if match["flow"]:
            value, at = _flow(text, at, match["flow"], depth + 1)
            following = _FLOW_NEXT.match(text, at)
            if following is None:
                raise _Unusual
            at, closed = following.end(), following["closed"]
        else:
            value = _scalar(match)
        if key:
            entries[key[1]] = Entry(key[1], NOWHERE, value)
        else:
            items.append(value)
    if (closed == "}") is not is_mapping:
        raise _Unusual
    if is_mapping:
        return MappingNode(entries, NOWHERE, flow=True), at
    return SequenceNode(tuple(items), NOWHERE, flow=True), at


def _scalar(match: re.Match[str]) -> ScalarNode:
    double, single, plain = match.group("double", "single", "plain")
    if double is not None:
        return ScalarNode(double, NOWHERE, '"')
    if single is not None:
        return ScalarNode(single.replace("''", "'"), NOWHERE, "'")
    return ScalarNode(plain.rstrip(" "), NOWHERE)


@cache
def _cuts(indent: int, first: str) -> re.Pattern[str]:
    """Where the next piece begins: before a line that stands at `indent`."""
    return re.compile(rf"\n(?= {{{indent}}}{first})")
