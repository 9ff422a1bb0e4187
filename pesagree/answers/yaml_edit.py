"""Changes answers in a YAML text and leaves every comment, blank line, order and quote of the rest alone.

The new answers are compared with the tree of the old text, and only what differs is spliced in. The result
is read again: if it is not exactly what was asked for, a coarser rewriting is tried, never a wrong one kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pesagree.answers.yaml_source import Entry, MappingNode, Node, ScalarNode, SequenceNode, read
from pesagree.errors import AnswersError, Problem

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and for lists the index from 0."""
Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"
"""What an answers file can hold; None is an answer left open."""
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True)
class Set:
    """Write `value` at `path`, creating what leads to it."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away what stands at `path`, if anything does."""

    path: Path


Change: TypeAlias = Set | Remove

_SHORT_LIST = 72  # a list of short texts is written in brackets up to this width
_FLOW = 100  # what stood in brackets or braces stays so up to this width
_STEP = 2
_HEADER = re.compile(r"[|>][-+0-9]*")
_COLON = re.compile(r"[ \t]*:")
_COMMENT_LINE = re.compile(r"( +)#")
_NEEDS_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def edit(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes made. Raises AnswersError when it, or what it would become, is at fault."""
    for change in changes:
        _refuse_unwritable(change)
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    newline = "\r\n" if "\r\n" in body else "\n"
    for together in _runs(changes):
        tree = read(body)
        before = wanted = _root(plain(tree))
        for change in together:
            wanted = _root(_changed(wanted, change.path, change))
        if wanted != before:
            body, tree = _with_closed_end(body, tree)
            body = _first_right(_attempts(body, tree, wanted, newline), wanted)
    return mark + body


def _runs(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """Changes that go in one step; an item taken from a list stands alone, or comments would shift."""
    run: list[Change] = []
    for change in changes:
        if isinstance(change, Remove) and change.path and isinstance(change.path[-1], int):
            yield from (run, [change])
            run = []
        else:
            run.append(change)
    yield run


def dump(value: Mapping[str, Value]) -> str:
    """A new answers file: one line for each answer, short lists in brackets."""
    wanted = _root(_plain_value(value))
    return _first_right((_Writer(quoted).document(wanted, "\n") for quoted in (False, True)), wanted)


def plain(node: Node) -> Plain:
    """A node as plain texts, lists and mappings; an answer left open (empty or `~`) is None."""
    if isinstance(node, ScalarNode):
        return None if node.is_open else node.text
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def _attempts(text: str, tree: MappingNode, wanted: dict[str, Plain], newline: str) -> Iterator[str]:
    """From the most careful to the coarsest: splices, whole sections, the whole file."""
    for coarse, quoted in ((False, False), (False, True), (True, False), (True, True)):
        try:
            yield _Editor(text, newline, coarse=coarse, quoted=quoted).edited(tree, wanted)
        except _TooOdd:
            continue
    opening = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*", text)
    for quoted in (False, True):
        yield (opening.group() if opening else "") + _Writer(quoted).document(wanted, newline)


def _first_right(attempts: Iterator[str], wanted: dict[str, Plain]) -> str:
    """The first text that reads back as what was wanted."""
    fault: AnswersError | None = None
    for attempt in attempts:
        try:
            if plain(read(attempt)) == wanted:
                return attempt
        except AnswersError as error:
            fault = error
    raise fault or ValueError("these answers cannot be written as YAML")


def _with_closed_end(text: str, tree: MappingNode) -> tuple[str, MappingNode]:
    """A file that ends within a block of text, without a newline, says so (`|-`): lines may come below it."""
    last: Node = tree
    while not isinstance(last, ScalarNode):
        children = last.items if isinstance(last, SequenceNode) else [e.value for e in last.entries.values()]
        if not children:
            return text, tree
        last = children[-1]
    if last.style not in ("|", ">") or text.endswith("\n") or last.text.endswith("\n"):
        return text, tree
    at = last.span[0] + 1
    closed = text[:at] + "-" + re.sub(r"^(\d?)[-+]", r"\1", text[at:], count=1)
    return closed, read(closed)


def _refuse_unwritable(change: Change) -> None:
    """Halves of a character, from a terminal with another code page, have no form in any file."""
    written = [*map(str, change.path), *(_texts(change.value) if isinstance(change, Set) else ())]
    for text in written:
        if lone := _SURROGATE.search(text):
            facts = {"code_point": f"U+{ord(lone.group()):04X}"}
            path = ".".join(str(p + 1) if isinstance(p, int) else p for p in change.path)
            raise AnswersError([Problem("control_character", path=path, facts=facts)])


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif value is not None:
        for inner in value:
            yield from _texts(inner)


# What the answers become


def _root(value: Plain) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise ValueError("the answers as a whole are a mapping")
    return value


def _plain_value(value: Value) -> Plain:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain_value(inner) for key, inner in value.items()}
    return [_plain_value(inner) for inner in value]


def _changed(old: Plain, path: Path, change: Change) -> Plain:
    """`old` with the change made at `path`; what stood in the way of the path gives way to it.

    A list of one may be written without the list: index 0 of what is no list is that thing itself, index 1
    makes it a list, and a key of a list of mappings is a key of the first.
    """
    if not path:
        return _plain_value(change.value) if isinstance(change, Set) else {}
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        if head == 0 and old is not None and not isinstance(old, list) and (rest or isinstance(change, Set)):
            return _changed(old, rest, change)
        items: list[Plain] = old if isinstance(old, list) else [] if old is None else [old]
        return _changed_list(items, head, rest, change, old)
    if isinstance(old, list) and old and isinstance(old[0], dict):
        return [_changed(old[0], path, change), *old[1:]]
    if isinstance(old, list) and old and isinstance(change, Set):
        raise ValueError(f"no key {head} in a list of texts")
    entries = old if isinstance(old, dict) else {}
    if isinstance(change, Remove):
        if head not in entries:
            return old
        if not rest:
            return {key: value for key, value in entries.items() if key != head}
    return {**entries, head: _changed(entries.get(head), rest, change)}


def _changed_list(items: list[Plain], head: int, rest: Path, change: Change, old: Plain) -> Plain:
    if isinstance(change, Remove):
        if not 0 <= head < len(items):
            return old
        if not rest:
            return items[:head] + items[head + 1 :]
    if not 0 <= head <= len(items):
        raise ValueError(f"no item {head} in a list of {len(items)}")
    inner = items[head] if head < len(items) else None
    return [*items[:head], _changed(inner, rest, change), *items[head + 1 :]]


# How values are written


@lru_cache(maxsize=4096)
def _reads_back(text: str, frame: str) -> bool:
    """Whether a text can stand unquoted in this frame, in which it is the value or the key."""
    if "\n" in text:
        return False
    try:
        found = plain(read(frame.replace("@", text)))
    except AnswersError:
        return False
    return found in ({"k": text}, {"k": [text]}, {text: "v"}, {"k": {text: "v"}})


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _ESCAPES.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _double_quoted(text: str) -> str:
    return '"' + _NEEDS_ESCAPE.sub(_escaped, text) + '"'


@lru_cache(maxsize=256)
def _literal(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The header and the lines of a literal block, if the text survives as one."""
    if "\n" not in text:
        return None
    header = "|" if text.endswith("\n") else "|-"
    lines = tuple(text.removesuffix("\n").split("\n"))
    if lines[0][:1] in ("", " ") or not lines[-1].strip():
        return None
    sample = f"k: {header}\n" + "\n".join(f"  {line}" if line else "" for line in lines) + "\nj: x\n"
    try:
        survives = plain(read(sample)) == {"k": text, "j": "x"}
    except AnswersError:
        return None
    return (header, lines) if survives else None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts values into YAML; with `quoted`, texts only in double quotes."""

    quoted: bool

    def document(self, value: dict[str, Plain], newline: str) -> str:
        return newline.join([*self.block(value, 0), ""]) if value else ""

    def text(self, text: str, flow: bool) -> str:
        if not self.quoted and _reads_back(text, "k: [@]\n" if flow else "k: @\n"):
            return text
        return _double_quoted(text)

    def key(self, key: str, flow: bool) -> str:
        return key if _reads_back(key, "k: {@: v}\n" if flow else "@: v\n") else _double_quoted(key)

    def flow(self, value: Plain) -> str:
        if value is None:
            return "~"
        if isinstance(value, str):
            return self.text(value, flow=True)
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(item) for item in value) + "]"
        return "{" + ", ".join(self.flow_entry(key, inner) for key, inner in value.items()) + "}"

    def flow_entry(self, key: str, value: Plain) -> str:
        return f"{self.key(key, flow=True)}: {self.flow(value)}"

    def inline(self, value: Plain, was_flow: bool = False) -> str | None:
        """The value on one line, or None if it needs (or reads better on) lines of its own."""
        if value is None:
            return ""
        if isinstance(value, str):
            return None if self.literal(value) else self.text(value, flow=False)
        if not value:
            return "[]" if isinstance(value, list) else "{}"
        if was_flow and len(line := self.flow(value)) <= _FLOW:
            return line
        if isinstance(value, list) and all(item is None or isinstance(item, str) for item in value):
            line = self.flow(value)
            plainly = all(self.flow(item) == (item or "~") for item in value)
            return line if plainly and len(line) <= _SHORT_LIST else None
        return None

    def literal(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        return None if self.quoted else _literal(text)

    def block(self, value: Plain, indent: int) -> list[str]:
        """A list or mapping that is not empty, in lines of its own."""
        if isinstance(value, dict):
            return [line for key, inner in value.items() for line in self.entry(key, inner, indent)]
        if isinstance(value, list):
            return [line for item in value for line in self.item(item, indent)]
        raise TypeError(value)

    def entry(self, key: str, value: Plain, indent: int) -> list[str]:
        head, body = self.after(value, indent + _STEP)
        return [" " * indent + self.key(key, flow=False) + ":" + head, *body]

    def item(self, value: Plain, indent: int) -> list[str]:
        head, body = self.after(value, indent + 2)
        if not head and body:
            return [" " * indent + "- " + body[0][indent + 2 :], *body[1:]]
        return [" " * indent + "-" + head, *body]

    def after(self, value: Plain, indent: int, was_flow: bool = False) -> tuple[str, list[str]]:
        """What follows `key:` or `-` on its line, and the lines below."""
        line = self.inline(value, was_flow)
        if line is not None:
            return (f" {line}" if line else ""), []
        if isinstance(value, str):
            header, lines = self.literal(value) or ("", ())
            return f" {header}", [" " * indent + line if line else "" for line in lines]
        return "", self.block(value, indent)


# What is spliced in


class _TooOdd(Exception):
    """The text is written in a way that the careful edit does not know."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value hangs: after its colon or dash (`after`), its own lines indented by `indent`."""

    after: int
    indent: int
    flow: bool
    dash: bool = False


def _common(left: Sequence[Plain], right: Sequence[Plain]) -> int:
    """How many items two lists have in common at their beginning."""
    pairs = zip(left, right, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


class _Editor:
    """Collects the splices that turn the old tree into the new answers."""

    def __init__(self, text: str, newline: str, *, coarse: bool, quoted: bool) -> None:
        self.text = text
        self.newline = newline
        self.coarse = coarse
        self.writer = _Writer(quoted)
        self.splices: list[tuple[int, int, str]] = []

    def edited(self, tree: MappingNode, wanted: dict[str, Plain]) -> str:
        if tree.flow and not tree.entries:
            self.splice(*tree.span, self.writer.document(wanted, self.newline).rstrip())
        else:
            self.mapping(tree, wanted, None)
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(self.splices, key=lambda s: s[:2]):
            if start < at:
                raise _TooOdd
            parts += (self.text[at:start], new)
            at = end
        return "".join([*parts, self.text[at:]])

    def splice(self, start: int, end: int, new: str) -> None:
        self.splices.append((start, end, new))

    def lines(self, lines: Sequence[str]) -> str:
        """Lines to stand below the one that ends here."""
        return "".join(self.newline + line for line in lines)

    def end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def start_of_line(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def end(self, node: Node) -> int:
        """The end of the last thing in a node (a block's own mark stands after the comments that follow)."""
        if isinstance(node, MappingNode) and not node.flow and node.entries:
            last = list(node.entries.values())[-1]
            return max(self.end(last.value), last.span[1])
        if isinstance(node, SequenceNode) and not node.flow and node.items:
            return self.end(node.items[-1])
        return node.span[1]

    def section_end(self, node: Node, indent: int) -> int:
        """Where to add something after a node: behind the comments below it, indented so far or more."""
        at = self.end_of_line(self.end(node))
        while at < len(self.text):
            below = self.next_line(at)
            comment = _COMMENT_LINE.match(self.text, below)
            if not comment or len(comment.group(1)) < indent:
                break
            at = self.end_of_line(below)
        return at

    def node(self, node: Node, new: Plain, slot: _Slot) -> None:
        if plain(node) == new:
            return
        if isinstance(node, MappingNode) and isinstance(new, dict) and not self.coarse:
            self.mapping(node, new, slot)
        elif isinstance(node, SequenceNode) and isinstance(new, list) and not self.coarse:
            self.sequence(node, new, slot)
        elif isinstance(node, MappingNode) and isinstance(new, list) and not self.coarse and len(new) > 1:
            self.wrap(node, new, slot)
        else:
            self.replace(node, new, slot)

    def mapping(self, node: MappingNode, new: dict[str, Plain], slot: _Slot | None) -> None:
        kept = [key for key in node.entries if key in new]
        added = [key for key in new if key not in node.entries]
        removed = [key for key in node.entries if key not in new]
        if slot and not kept:
            return self.replace(node, new, slot)
        if node.flow:
            return self.flow_mapping(node, new, added, removed)
        indent = node.place.column - 1 if node.entries else 0
        for key in kept:
            entry = node.entries[key]
            self.node(entry.value, new[key], _Slot(self.colon(entry.span[1]), indent + _STEP, flow=False))
        self.remove_entries(node, removed, kept)
        if added:
            lines = [line for key in added for line in self.writer.entry(key, new[key], indent)]
            if kept:
                at = self.section_end(node.entries[kept[-1]].value, indent)
                self.splice(at, at, self.lines(lines))
            else:
                stop = len(self.text)
                open_line = not self.text.endswith("\n") and all(end < stop for _, end, _ in self.splices)
                gap = self.newline if self.text and open_line else ""
                self.splice(stop, stop, gap + self.newline.join([*lines, ""]))
        return None

    def flow_mapping(
        self, node: MappingNode, new: dict[str, Plain], added: list[str], removed: list[str]
    ) -> None:
        entries = list(node.entries.values())
        if (added and removed) or len(removed) > 1:
            self.splice(*node.span, self.writer.flow(new))
            return
        for index, entry in enumerate(entries):
            after = self.colon(entry.span[1])
            if entry.key in new:
                self.node(entry.value, new[entry.key], _Slot(after, 0, flow=True))
            elif index + 1 < len(entries):
                self.splice(entry.span[0], entries[index + 1].span[0], "")
            elif index:
                self.splice(self.flow_end(entries[index - 1]), self.flow_end(entry), "")
            else:
                self.splice(*node.span, "{}")
        if added:
            at = self.flow_end(entries[-1])
            self.splice(at, at, "".join(", " + self.writer.flow_entry(key, new[key]) for key in added))

    def flow_end(self, entry: Entry) -> int:
        start, end = entry.value.span
        return self.colon(entry.span[1]) if start == end else end

    def colon(self, key_end: int) -> int:
        colon = _COLON.match(self.text, key_end)
        if not colon:
            raise _TooOdd
        return colon.end()

    def remove_entries(self, node: MappingNode, removed: list[str], kept: list[str]) -> None:
        """Takes entries away with their lines; a first one on the line of a dash leaves the dash."""
        covered = 0
        for key in removed:
            entry = node.entries[key]
            line = self.start_of_line(entry.span[0])
            if line < covered:
                continue
            if self.text[line : entry.span[0]].strip():
                if not kept:
                    raise _TooOdd
                covered = node.entries[kept[0]].span[0]
                self.splice(entry.span[0], covered, "")
            else:
                self.splice(line, self.next_line(self.section_end(entry.value, entry.place.column)), "")

    def sequence(self, node: SequenceNode, new: list[Plain], slot: _Slot) -> None:
        old = plain(node)
        assert isinstance(old, list)
        start = _common(old, new)
        tail = _common(old[start:][::-1], new[start:][::-1])
        gone, come = len(old) - start - tail, len(new) - start - tail
        both = start + min(gone, come)  # from `start` to here item by item; then the rest comes or goes
        if not old or not new or (come > gone and tail):
            return self.replace(node, new, slot)
        dashes = [] if node.flow else self.dashes(node)
        indent = node.place.column - 1
        for index in range(start, both):
            item = node.items[index]
            flow_slot = _Slot(item.span[0], 0, flow=True)
            inner = flow_slot if node.flow else _Slot(dashes[index] + 1, indent + 2, flow=False, dash=True)
            self.node(item, new[index], inner)
        if node.flow:
            self.flow_items(node, new, both, gone - come)
        elif come > gone:
            at = self.section_end(node.items[-1], indent)
            added = [line for item in new[both:] for line in self.writer.item(item, indent)]
            self.splice(at, at, self.lines(added))
        elif gone > come and self.text[self.start_of_line(dashes[both]) : dashes[both]].strip():
            self.splice(dashes[both], dashes[both + gone - come], "")
        else:
            for index in range(both, both + gone - come):
                line = self.start_of_line(dashes[index])
                self.splice(line, self.next_line(self.section_end(node.items[index], indent + 1)), "")
        return None

    def flow_items(self, node: SequenceNode, new: list[Plain], both: int, gone: int) -> None:
        """Adds the items of `new` after the last one (`gone` < 0), or takes `gone` away from `both` on."""
        items = node.items
        if gone < 0:
            at = items[-1].span[1]
            self.splice(at, at, "".join(", " + self.writer.flow(item) for item in new[both:]))
        elif gone and both + gone < len(items):
            self.splice(items[both].span[0], items[both + gone].span[0], "")
        elif gone:
            self.splice(items[both - 1].span[1], items[-1].span[1], "")

    def dashes(self, node: SequenceNode) -> list[int]:
        """The place of each item's dash."""
        column = node.place.column - 1
        pattern = re.compile(rf"^ {{{column}}}-(?=\s|\Z)", re.MULTILINE)
        found = [node.span[0]]
        for item in node.items[:-1]:
            dash = pattern.search(self.text, self.end_of_line(max(self.end(item), found[-1])))
            if not dash:
                raise _TooOdd
            found.append(dash.end() - 1)
        if any(self.text[at : at + 1] != "-" for at in found):
            raise _TooOdd
        return found

    def wrap(self, node: MappingNode, new: list[Plain], slot: _Slot) -> None:
        """The one party written without a list becomes the first of several."""
        first = new[0]
        if not isinstance(first, dict) or first != plain(node) or not node.entries:
            return self.replace(node, new, slot)
        if node.flow:
            self.splice(node.span[0], node.span[0], "[")
            more = "".join(", " + self.writer.flow(item) for item in new[1:])
            self.splice(node.span[1], node.span[1], more + "]")
            return None
        indent = node.place.column - 1
        start, stop = node.span[0], self.section_end(node, indent)
        self.splice(start, start, "- ")
        line = self.next_line(start)
        while line < stop:
            if self.text[line : self.end_of_line(line)].strip():
                self.splice(line, line, "  ")
            line = self.next_line(line)
        added = [line for item in new[1:] for line in self.writer.item(item, indent)]
        self.splice(stop, stop, self.lines(added))
        return None

    def replace(self, node: Node, new: Plain, slot: _Slot) -> None:
        """Another value in the same place; the comment on its line stays."""
        start, end = node.span
        text = self.text
        if slot.flow:
            written = self.writer.flow(new)
            self.splice(*((slot.after, slot.after, " " + written) if start == end else (start, end, written)))
            return
        collection = not isinstance(node, ScalarNode)
        flow = not isinstance(node, ScalarNode) and node.flow
        was_flow = flow and end - start > 2 and not self.coarse  # "{}" and "[]" say nothing about style
        head, body = self.writer.after(new, slot.indent, was_flow)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            header = _HEADER.match(text, start)
            first = self.end_of_line(start)
            comment, stop = text[header.end() if header else start : first], end
        elif collection and not flow:
            first = self.end_of_line(slot.after)
            comment = text[slot.after : first] if start > first else ""
            stop = self.end_of_line(self.end(node))
        elif head and not body and start != end and not text[slot.after : start].strip():
            self.splice(start, end, head[1:])
            return
        else:
            stop = self.end_of_line(end)
            between = text[slot.after : start].rstrip() if start > slot.after else ""
            comment = between + text[max(end, slot.after) : stop]
        comment = comment.rstrip()
        if slot.dash and body and not head and not comment:
            head, body = " " + body[0][slot.indent :], body[1:]
        self.splice(slot.after, stop, head + comment + self.lines(body))
