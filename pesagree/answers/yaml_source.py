"""Reads YAML answers into text nodes that know their place, and refuses what YAML would silently bend.

Every scalar stays the text that was typed: `0102030405`, `NO` and `1.10` are not numbers or truth values
here. Problems are collected, so that one reading names them all; only a syntax error ends the reading. What
somebody meant who wrote a text that is no YAML is found out in `yaml_faults`.

Text that a `#` would cut is a problem, not a loss. The rule: after an unquoted text, a `#` with exactly one
blank before it counts as part of the text when something other than a blank follows it (`Parcela #3`), or
when the text ends in a letter and all that follows is one word that begins with a digit (`Lote # 12`).
So `5 # note` and `5  #note` are comments. The same holds where the text before the `#` is empty.
"""

import codecs
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from pesagree.errors import AnswersError, Place, Problem

MAX_DEPTH = 20
MAX_BYTES = 2 * 1024 * 1024
MAX_PROBLEMS = 100
LONG = 400
"""A longer line is shown cut and gets no corrected form."""

Style: TypeAlias = Literal["", "'", '"', "|", ">"]
"""How a scalar was written: unquoted (""), in quotes, or as a block of lines."""
Span: TypeAlias = tuple[int, int]
"""The first character of something in the text, and the one after its last."""


# Named tuples, because a file has a thousand nodes and a frozen dataclass takes three times as long to make.


class ScalarNode(NamedTuple):
    """A text; `is_open` tells an answer left empty (or `~`) from the same text in quotes."""

    text: str
    place: Place
    style: Style = ""
    span: Span = (0, 0)

    @property
    def is_open(self) -> bool:
        return not self.style and self.text in ("", "~")


class SequenceNode(NamedTuple):
    """A list, written in lines (`- a`) or in brackets (`flow`)."""

    items: tuple["Node", ...]
    place: Place
    flow: bool = False
    span: Span = (0, 0)


class Entry(NamedTuple):
    """A key of a mapping with its own place, and its value."""

    key: str
    place: Place
    value: "Node"
    span: Span = (0, 0)


class MappingNode(NamedTuple):
    """A mapping in the order in which it was written, in lines or in braces (`flow`)."""

    entries: dict[str, Entry]
    place: Place
    flow: bool = False
    span: Span = (0, 0)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode

_new = tuple.__new__  # half the time of calling a named tuple's class
_BLOCKS = ("|", ">")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CUT = re.compile(r"[ \t](#+[^\s#].*)")
_CUT_NUMBER = re.compile(r"[ \t](#[ \t]+\d\S*)[ \t]*$")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3},\d{3}(?!\d)")
_QUESTION = re.compile(r"\?{2,}|(?<=[^\s\[\]{},?])\?")


def decode(data: bytes, source: str) -> str:
    """The text of an answers file in UTF-8, with or without a byte order mark."""
    if len(data) > MAX_BYTES:
        raise AnswersError([_too_large(len(data), source)])
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise AnswersError([Problem("utf_16", Place(source, 1, 1))])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        from pesagree.answers.yaml_faults import not_utf8

        raise AnswersError([not_utf8(data, error.start, source)]) from None


def is_plain(text: str) -> bool:
    """Whether a text surely holds no tabs, and no signs that are refused; quickly told."""
    return text.replace("\n", "").isprintable()


def read(text: str, source: str = "") -> MappingNode:
    """The answers in `text`; an empty document is an empty mapping. Raises AnswersError with all problems."""
    text = text.removeprefix("\ufeff")
    size = len(text) if len(text) > MAX_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise AnswersError([_too_large(size, source)])
    if not is_plain(text):  # most files are
        from pesagree.answers.yaml_faults import control_characters

        if unreadable := control_characters(text, source):
            raise AnswersError(unreadable)
    return _Composer(text, source).document()


def _too_large(size: int, source: str) -> Problem:
    facts = {"size_mb": round(size / 1024**2, 1), "limit_mb": MAX_BYTES // 1024**2}
    return Problem("answers_too_large", Place(source), facts=facts)


class _Stop(Exception):
    """Nothing is gained by reading on: too deep, or too many problems."""


class _Composer:
    """Builds nodes from PyYAML's events as they come: depth is checked before the parser goes deeper."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.problems: list[Problem] = []
        self.path: list[str] = []
        """The keys from the root to the node that is being read, for problems."""
        # In braces and brackets YAML takes `?` for the sign of a key, and `[?? who]` would fail: while it is
        # parsed, `??` (and a `?` within a word, which troubles PyYAML's slow parser) is hidden behind a
        # character that the text does not use. Offsets stay as they are.
        self.has_question_marks = "?" in text
        unused = (c for c in map(chr, range(0xE000, 0xF900)) if c not in text)
        self.mask = next(unused, "") if self.has_question_marks else ""
        masked = _QUESTION.sub(lambda m: self.mask * len(m.group()), text) if self.mask else text
        self.loader = LOADER(masked)
        self.next_event: Callable[[], Any] = self.loader.get_event

    def document(self) -> MappingNode:
        roots: list[Node] = []
        try:
            while type(event := self.next_event()) is not StreamEndEvent:
                if isinstance(event, yaml.DocumentStartEvent):
                    if len(roots) == 1:
                        self.problem("several_documents", self.place(event))
                elif isinstance(event, yaml.NodeEvent):
                    roots.append(self.node(event, 1))
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            from pesagree.answers.yaml_faults import diagnose

            self.add_syntax(diagnose(error, self.text, self.source), "flow" in (error.context or ""))
        finally:
            self.loader.dispose()
        self.path.clear()
        root = roots[0] if roots else MappingNode({}, Place(self.source, 1, 1))
        if isinstance(root, ScalarNode) and not root.text and not root.style:
            root = MappingNode({}, root.place, span=(len(self.text), len(self.text)))
        if isinstance(root, ScalarNode) and not root.style:
            self.check_missing_space(root)
        if not isinstance(root, MappingNode) and not any(p.code == "missing_space" for p in self.problems):
            self.problems.append(Problem("root_not_mapping", root.place))
        if self.problems or not isinstance(root, MappingNode):
            raise AnswersError(sorted(self.problems, key=lambda p: (p.place.line, p.place.column)))
        return root

    def add_syntax(self, found: Problem, in_flow: bool) -> None:
        """Adds the syntax error, unless it only follows from what is known; it may say more than that."""
        line = found.place.line
        if found.code != "yaml_syntax":
            vague = ("yaml_syntax", "key_not_text")
            self.problems = [p for p in self.problems if p.place.line != line or p.code not in vague]
        cut = in_flow and any(p.code == "text_cut" for p in self.problems)
        if not cut and not any(p.place.line == line for p in self.problems):
            self.problems.append(found)

    def problem(self, code: str, place: Place, /, *below: str, **facts: object) -> None:
        """Adds a problem of the node that is being read, or of what stands `below` it."""
        self.problems.append(Problem(code, place, ".".join((*self.path, *below)), facts))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.source, mark.line + 1, mark.column + 1)

    def line(self, at: int) -> str:
        start = self.text.rfind("\n", 0, at) + 1
        return self.text[start : min(self.end_of_line(at), start + LONG + 1)].rstrip("\r")

    def end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            node = self.scalar(event)
            end = node.span[1]
            if not node.style and (":" in node.text or self.text[end + 1 : end + 2] == "#"):
                self.check_cut(node)
            return node
        if kind is AliasEvent:
            self.refuse("alias", event, f"*{event.anchor}")
            return ScalarNode("", self.place(event))
        if depth > MAX_DEPTH:
            self.problems.clear()  # whatever this file is, no answers are in it
            del self.path[3:]
            self.problem("too_deep", self.place(event), limit=MAX_DEPTH)
            raise _Stop
        self.check_properties(event)
        if kind is MappingStartEvent:
            return self.mapping(event, depth)
        return self.sequence(event, depth)

    def scalar(self, event: Any) -> ScalarNode:
        text: str = event.value
        style: Style = event.style or ""
        mark = event.start_mark
        start, end = mark.index, event.end_mark.index
        if event.anchor or event.tag is not None:
            self.check_properties(event)
        if self.mask and self.mask in text:
            text = text.replace(self.mask, "?")
        if style in _BLOCKS:
            # The parser's mark stands after the blank lines that follow; the block ends with its last words.
            end = self.end_of_line(start + len(self.text[start:end].rstrip()))
            end -= self.text[end - 1] == "\r"
            if not text and self.text[start + 1 : start + 2].isdigit():
                self.refuse("needs_quotes", event, self.text[start:end])
        place = _new(Place, (self.source, mark.line + 1, mark.column + 1, None))
        return _new(ScalarNode, (text, place, style, (start, end)))

    def sequence(self, event: Any, depth: int) -> SequenceNode:
        items: list[Node] = []
        flow = bool(event.flow_style)
        while True:
            inner = self.next_event()
            if type(inner) is SequenceEndEvent:
                break
            self.path.append(str(len(items) + 1))
            items.append(self.node(inner, depth + 1))
            self.path.pop()
            if flow and len(items) > 1:
                self.check_thousands(items[-2], items[-1], str(len(items) - 1))
        span = _span(event, inner)
        return SequenceNode(tuple(items), self.place(event), flow, span)

    def mapping(self, event: Any, depth: int) -> MappingNode:
        entries: dict[str, Entry] = {}
        flow = bool(event.flow_style)
        last: Entry | None = None
        while True:
            inner = self.next_event()
            if type(inner) is MappingEndEvent:
                break
            key = self.key(inner, depth)
            self.path.append(key.text if key else "?")
            value = self.node(self.next_event(), depth + 1)
            self.path.pop()
            if key is None:
                continue
            if flow and isinstance(value, ScalarNode) and value.is_open and not value.text:
                self.check_colon(key, value, last)
            last = _new(Entry, (key.text, key.place, value, key.span))
            first = entries.setdefault(key.text, last)
            if first is not last:
                self.problem("duplicate_key", key.place, key.text, key=key.text, first_line=first.place.line)
        span = _span(event, inner)
        return MappingNode(entries, self.place(event), flow, span)

    def key(self, event: Any, depth: int) -> ScalarNode | None:
        """The key's text, or None (with a problem) for what cannot be one."""
        if type(event) is AliasEvent:
            self.node(event, depth)
            return None
        if type(event) is not ScalarEvent:
            line = self.line(event.start_mark.index).strip()
            self.problem("key_not_text", self.place(event), line=line)
            self.node(event, depth + 1)
            return None
        key = self.scalar(event)
        start = key.span[0]
        if self.has_question_marks:
            before = self.text[start - key.place.column + 1 : start].rstrip(" \t")
            if before.endswith("?"):
                column = max(1, len(before))
                place = Place(self.source, key.place.line, column)
                self.problem("lone_question_mark", place, line=self.line(start).strip(), corrected="")
                return None
        if key.style:
            return key
        if not key.text:
            self.problem("key_not_text", key.place, line=self.line(start).strip())
            return None
        if key.text != key.text.strip():
            # A no-break space, pasted from a web page or a word processor, looks like indentation.
            line = self.line(start).strip()
            self.problem("yaml_syntax", key.place, reason="odd_space", line=line, detail="")
        return key

    def refuse(self, code: str, event: Any, name: str) -> None:
        """A sign at the start of a value that YAML gives a meaning of its own; quotes make it text."""
        from pesagree.answers.yaml_faults import in_quotes

        line = self.line(event.start_mark.index)
        facts = {"name": name, "line": line.strip(), "corrected": in_quotes(line)}
        self.problem(code, self.place(event), **facts)

    def check_properties(self, event: Any) -> None:
        if event.anchor:
            self.refuse("anchor", event, f"&{event.anchor}")
        if event.tag is not None:
            self.refuse("tag", event, event.tag.replace("tag:yaml.org,2002:", "!!"))

    def check_cut(self, node: ScalarNode) -> None:
        """Text that a `#` cut (the rule stands in this module's docstring), or a key glued to its value."""
        at = node.span[1]
        if self.text[at + 1 : at + 2] == "#":
            stop = self.end_of_line(at)
            cut = _CUT.match(self.text, at, stop)
            if not cut and node.text[-1:].isalpha():
                cut = _CUT_NUMBER.match(self.text, at, stop)
            if cut:
                line = node.place.line + self.text.count("\n", *node.span)
                place = Place(self.source, line, at + 1 - self.text.rfind("\n", 0, at))
                self.cut(place, node.text, " ", cut.group(1).rstrip())
        else:
            before = self.text[self.text.rfind("\n", 0, node.span[0]) + 1 : node.span[0]]
            if not before.strip() and self.path:
                self.check_missing_space(node)

    def cut(self, place: Place, kept: str, between: str, lost: str, *below: str) -> None:
        whole = f"{kept}{between}{lost}".strip()
        self.problem("text_cut", place, *below, kept=kept, lost=lost, whole=whole)

    def check_missing_space(self, node: ScalarNode) -> None:
        from pesagree.answers.yaml_faults import glued

        line = self.line(node.span[0])
        if word := glued(line):
            corrected = f"{word['lead']}{word['key']}: {word['value']}"
            self.problem("missing_space", node.place, line=line.strip(), corrected=corrected.strip())

    def check_colon(self, key: ScalarNode, value: ScalarNode, last: Entry | None) -> None:
        """In braces, a word without a colon is the rest of a text with a comma: `{area: 1,5}`."""
        if ":" in self.text[key.span[1] : value.span[0]]:
            return
        from pesagree.answers.yaml_faults import glued

        line = self.line(key.span[0]).strip()
        if word := glued(key.text) if not key.style else None:
            corrected = f"{word['key']}: {word['value']}"
            self.problem("missing_space", key.place, line=key.text, corrected=corrected)
        elif last and isinstance(last.value, ScalarNode):
            lost = self.text[last.value.span[1] : key.span[1]]
            self.cut(key.place, last.value.text, "", lost, last.key)
        else:
            self.problem("yaml_syntax", key.place, reason="missing_colon", line=line, detail="")

    def check_thousands(self, left: Node, right: Node, number: str) -> None:
        """In brackets, a number with a comma falls apart: `[1,500]` would be 1 and 500."""
        if not isinstance(left, ScalarNode) or not isinstance(right, ScalarNode) or left.style or right.style:
            return
        if _THOUSANDS.search(self.text[max(0, left.span[1] - 4) : right.span[0] + 4], 0):
            self.cut(right.place, left.text, "", f",{right.text}", number)


def _span(first: Any, last: Any) -> Span:
    return first.start_mark.index, last.end_mark.index
