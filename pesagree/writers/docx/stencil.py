"""Clauses written once for many agreements: their XML cut into fixed pieces with room for the answers.

A clause comes as a pattern with holes. The ordinary writer writes it with a mark in each hole; its XML is
then cut at the marks. The next agreement with the same pattern, and the same sort of filling in every hole,
only has its answers put between the pieces. What follows from the answers besides (the widths of a table's
columns, the date behind a date control, the description of a signature table) is worked out anew for each.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, cast

from pesagree.document import (
    Blank,
    Clause,
    ClauseKind,
    Field,
    FieldKind,
    Filling,
    Hole,
    Inline,
    Pattern,
    Reference,
    Table,
    Text,
    block_inlines,
    map_inlines,
)
from pesagree.writers.docx import xml
from pesagree.writers.docx.body import Lists, write_clause
from pesagree.writers.docx.inlines import Pen
from pesagree.writers.docx.names import control_number
from pesagree.writers.docx.tables import column_widths, one_line

_MOST_CLAUSES = 2_000
"""Patterns kept for one page width; the whole agreement has some 50."""
_MOST_CUTS = 64
"""Stencils kept of one pattern."""

_ANSWER, _WIDTH, _BASE, _LAST = "\ue000", "\ue001", 0xE100, 0xF8FF
_MARK = re.compile(f"{_ANSWER}(.)(.)", re.DOTALL)
_CUT = re.compile(
    '<w:r>(?:<w:rPr>(?P<properties>(?:<w:[A-Za-z]+[^<>]*/>)*)</w:rPr>)?<w:t xml:space="preserve">'
    f"(?P<answer>{_ANSWER}..)</w:t>(?:<w:br/>)?</w:r>"
    f'|(?P<day>(?<=w:fullDate=")[0-9-]{{10}})'
    f'|(?P<words>(?<=w:val=")[^"{_ANSWER}]*{_ANSWER}[^"]*)'
    f"|(?P<width>{_WIDTH}..)",
    re.DOTALL,
)

Place = tuple[int, int]
"""Which hole of the clause, and which inline of its filling."""


def _mark(sign: str, one: int, other: int) -> str:
    return f"{sign}{chr(_BASE + one)}{chr(_BASE + other)}"


def _place(mark: str) -> Place:
    return ord(mark[1]) - _BASE, ord(mark[2]) - _BASE


# --- what fills a hole ------------------------------------------------------------------------


class Ink:
    """A filling as this writer needs it: its form, equal for fillings that the same stencil can hold."""

    __slots__ = ("days", "form", "runs", "texts")

    def __init__(self, filling: Filling) -> None:
        self.form = _number_of(tuple(_form(inline) for inline in filling.inlines))
        self.texts = tuple(getattr(inline, "text", "") for inline in filling.inlines)
        self.days = tuple(getattr(inline, "date", "") for inline in filling.inlines)
        self.runs: dict[tuple[int, str], bytes] = {}

    def run(self, which: tuple[int, str]) -> bytes:
        """The run of one of its inlines with these properties, kept in `runs`."""
        inline, properties = which
        run = self.runs[which] = xml.run(self.texts[inline], properties).encode()
        return run


def _ink(filling: Filling) -> Ink:
    if filling.kept is None:
        filling.kept = Ink(filling)
    return cast(Ink, filling.kept)


_LINE_BREAK = re.compile("[\r\n\t]")
_STAYS = tuple(".,;:)☐")
"""First letters by which the writer decides something; a text with one of them is no hole's."""

_forms: dict[Any, int] = {}


def _number_of(form: Any) -> int:
    if len(_forms) > 100_000:
        _forms.clear()
    return _forms.setdefault(form, len(_forms))


def _form(inline: Inline) -> Hashable:
    """The inline without what may differ; whole where all of it stands in the fixed pieces."""
    match inline:
        case Field(path=path, label=label, text=text, kind=kind, date=day, default=default):
            if kind is FieldKind.CHOICE:
                return inline
            return path, label, kind, default, bool(day), bool(_LINE_BREAK.search(text))
        case Text(text=text, strong=strong, emphasis=emphasis) if not text.startswith(_STAYS):
            return strong, emphasis
        case _:
            return inline


def _differs(inline: Inline) -> bool:
    match inline:
        case Field(kind=kind):
            return kind is not FieldKind.CHOICE
        case Text(text=text):
            return not text.startswith(_STAYS)
        case _:
            return False


def _marked(inline: Inline, hole: int, number: int) -> Inline:
    match inline:
        case Field(text=text) if _differs(inline):
            return replace(inline, text=_mark(_ANSWER, hole, number) + "\n" * bool(_LINE_BREAK.search(text)))
        case Text() if _differs(inline):
            return replace(inline, text=_mark(_ANSWER, hole, number))
        case _:
            return inline


_RUN, _COLUMN, _DAY, _WORDS = range(4)
"""What stands in a stencil's hole: a run, a column's width, a date, words of an attribute."""

# --- a stencil --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the widths of one table follow from: its cells by column, with marks. With blanks it is rigid."""

    cells: tuple[tuple[str, ...], ...]
    total: int
    rigid: list[int] | None
    places: tuple[Place, ...]
    before: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def widths(self, inks: Sequence[Ink]) -> list[int]:
        texts = tuple([inks[hole].texts[inline] for hole, inline in self.places])
        found = self.before.get(texts)
        if found is None:
            cells = [[_unmarked(cell, inks) for cell in column] for column in self.cells]
            if len(self.before) >= _MOST_CUTS:
                self.before.clear()
            found = self.before[texts] = column_widths(cells, self.total)
        return found


def _unmarked(text: str, inks: Sequence[Ink]) -> str:
    if _ANSWER not in text:
        return text

    def answer(found: re.Match[str]) -> str:
        hole, inline = _place(found[0])
        return inks[hole].texts[inline]

    return _MARK.sub(answer, text)


class _Width(int):
    """A width that prints as its mark, so that the same table holds other widths later."""

    mark: str

    def __format__(self, _: str) -> str:
        return self.mark


@dataclass(frozen=True, slots=True)
class Stencil:
    """One clause's XML: fixed pieces, and between each two what to put there."""

    fixed: tuple[bytes, ...]
    holes: tuple[tuple[Any, ...], ...]
    measures: tuple[_Measure, ...]
    controls: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[int]
    lists: int

    def print(self, inks: Sequence[Ink], out: list[bytes]) -> bool:
        """Append the clause with these answers; False, and nothing, where it does not fit them."""
        widths = [measure.widths(inks) for measure in self.measures]
        for measure, found in zip(self.measures, widths, strict=True):
            if measure.rigid is not None and measure.rigid != found:
                return False
        append = out.append
        append(self.fixed[0])
        for (what, one, other), piece in zip(self.holes, self.fixed[1:], strict=True):
            if what == _RUN:
                append(inks[one].runs.get(other) or inks[one].run(other))
            elif what == _COLUMN:
                append(b"%d" % widths[one][other])
            elif what == _DAY:
                append(inks[one].days[other].encode())
            else:
                append(xml.escape(one_line(_unmarked(other, inks))).encode())
            append(piece)
        return True


class _Cutter:
    """Writes one clause with marks and cuts its XML at them."""

    def __init__(self, pattern: Pattern, clause: Clause, holes: Sequence[Hole], inks: Sequence[Ink]) -> None:
        self.holes = {hole: number for number, hole in enumerate(holes)}
        self.pattern, self.clause, self.inks = pattern, clause, inks
        self.measures: list[_Measure] = []
        self.rigid: list[bool] = [
            any(isinstance(inline, Blank) for inline in block_inlines(block))
            for block in pattern.filled(clause).blocks
            if isinstance(block, Table)
        ]

    def cut(self, pen: Pen, position: int, width: int, lists: Lists) -> Stencil:
        """The stencil; `pen` and `lists` are as they are before the clause and stay so."""
        before = (set(pen.controls), set(pen.asked), set(pen.taken))
        own = replace(pen, controls=set(before[0]), asked=set(before[1]), taken=set(before[2]))
        own.measure = self.measure
        counted = Lists(lists.next)
        marked = replace(
            self.clause, blocks=tuple(map_inlines(block, self.marked) for block in self.clause.blocks)
        )
        text = write_clause(marked, position, own, width, counted)
        fixed, holes = self.pieces(text)
        return Stencil(
            tuple(fixed),
            tuple(holes),
            tuple(self.measures),
            frozenset(own.controls - before[0]),
            frozenset(own.asked - before[1]),
            frozenset(own.taken - before[2]),
            len(counted.numbers),
        )

    def marked(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        nodes: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Hole):
                hole = self.holes[inline]
                filled = self.pattern.filling(inline).inlines
                nodes += [_marked(one, hole, number) for number, one in enumerate(filled)]
            else:
                nodes.append(inline)
        return tuple(nodes)

    def measure(self, cells: Sequence[Sequence[str]], total: int) -> list[int]:
        kept = tuple(tuple(column) for column in cells)
        widths = column_widths([[_unmarked(cell, self.inks) for cell in column] for column in kept], total)
        table = len(self.measures)
        places = tuple(
            _place(found[0]) for column in kept for cell in column for found in _MARK.finditer(cell)
        )
        self.measures.append(_Measure(kept, total, widths if self.rigid[table] else None, places))
        marked: list[int] = []
        for column, width in enumerate(widths):
            one = _Width(width)
            one.mark = _mark(_WIDTH, table, column)
            marked.append(one)
        return marked

    def pieces(self, text: str) -> tuple[list[bytes], list[tuple[Any, ...]]]:
        fixed: list[bytes] = []
        holes: list[tuple[Any, ...]] = []
        position = 0
        for found in _CUT.finditer(text):
            if found["day"] and not (mark := _MARK.search(text, found.end())):
                continue
            fixed.append(text[position : found.start()].encode())
            position = found.end()
            if found["answer"]:
                hole, inline = _place(found["answer"])
                holes.append((_RUN, hole, (inline, found["properties"] or "")))
            elif found["day"]:
                assert mark is not None
                holes.append((_DAY, *_place(mark[0])))
            elif found["words"]:
                holes.append((_WORDS, 0, unescape(found["words"])))
            else:
                holes.append((_COLUMN, *_place(found["width"])))
        return [*fixed, text[position:].encode()], holes


# --- printing ---------------------------------------------------------------------------------


class _Sort:
    """One clause with one sort of filling in each of its holes, and the stencils cut for it so far."""

    def __init__(self, clause: Clause, inks: Sequence[Ink]) -> None:
        inlines = [inline for block in clause.blocks for inline in block_inlines(block)]
        self.paths = frozenset(inline.path for inline in inlines if isinstance(inline, Field | Blank))
        self.targets = tuple(dict.fromkeys(i.target for i in inlines if isinstance(i, Reference)))
        self.fits = len(inks) < _LAST - _BASE and not any(
            _ANSWER in text or _WIDTH in text for text in _words_that_stay(clause, inlines)
        )
        self.cuts: dict[Any, list[Stencil]] = {}

    def context(self, pen: Pen, clause: Clause, position: int, lists: Lists) -> Any:
        """All that the XML of the clause follows from besides its fillings."""
        return (
            position,
            pen.numbers.get(clause.id),
            tuple(pen.references[target] for target in self.targets),
            frozenset(pen.controls & self.paths),
            frozenset(pen.asked & self.paths),
            lists.next if clause.kind is not ClauseKind.CLAUSE else 0,
        )


def _words_that_stay(clause: Clause, inlines: Sequence[Inline]) -> Iterator[str]:
    """Words in the fixed pieces that a person may have written; a mark among them could not be told."""
    yield clause.heading
    for inline in inlines:
        match inline:
            case Blank(question=question, note=note, label=label):
                yield from (question, note, label)
            case Field(label=label, options=options, text=text):
                yield from (label, *options, "" if _differs(inline) else text)
            case Text(text=text):
                yield "" if _differs(inline) else text


@dataclass(slots=True)
class _Known:
    """One pattern: its holes, each once, in reading order, and the sorts of filling met so far."""

    clause: Clause
    holes: tuple[Hole, ...]
    sorts: dict[tuple[int, ...], _Sort | None]


_known: dict[tuple[int, str], dict[int, _Known]] = {}
"""Patterns by their id (they are kept here, so that it stays their own), for each width and language."""


class Printer:
    """Prints the clauses of one pattern, those met before from their stencils."""

    def __init__(self, pattern: Pattern, pen: Pen, width: int, lists: Lists) -> None:
        self.pattern, self.pen, self.width, self.lists = pattern, pen, width, lists
        self.known = _known.setdefault((width, pattern.frame.language), {})
        if len(self.known) > _MOST_CLAUSES:
            self.known.clear()

    def print(self, clause: Clause, position: int, out: list[bytes]) -> None:
        """Append the XML of a clause."""
        known = self.known.get(id(clause))
        if known is None:
            known = self.known[id(clause)] = _Known(clause, _holes(clause), {})
        fillings = [self.pattern.filling(hole) for hole in known.holes]
        inks = [filling.kept or _ink(filling) for filling in fillings]
        sort = self.sort(known, inks)
        if sort is None or not self.from_stencil(clause, sort, known, inks, position, out):
            text = write_clause(self.pattern.filled(clause), position, self.pen, self.width, self.lists)
            out.append(text.encode())

    def sort(self, known: _Known, inks: Sequence[Ink]) -> _Sort | None:
        """The sort of these fillings; None the first time: one draft alone is not worth a stencil."""
        forms = tuple(ink.form for ink in inks)
        if forms not in known.sorts:
            if len(known.sorts) > _MOST_CUTS:
                known.sorts.clear()
            known.sorts[forms] = None
            return None
        found = known.sorts[forms]
        if found is None:
            found = known.sorts[forms] = _Sort(self.pattern.filled(known.clause), inks)
        return found

    def from_stencil(
        self, clause: Clause, sort: _Sort, known: _Known, inks: list[Ink], position: int, out: list[bytes]
    ) -> bool:
        if not sort.fits:
            return False
        context = sort.context(self.pen, clause, position, self.lists)
        cuts = sort.cuts.get(context)
        if cuts is None:
            if len(sort.cuts) >= _MOST_CUTS:
                sort.cuts.clear()
            cuts = sort.cuts[context] = []
        for stencil in cuts:
            if self.pen.taken.isdisjoint(stencil.numbers) and stencil.print(inks, out):
                self.after(stencil)
                return True
        cutter = _Cutter(self.pattern, clause, known.holes, inks)
        stencil = cutter.cut(self.pen, position, self.width, self.lists)
        if any(control_number(path, set()) not in stencil.numbers for path in stencil.controls):
            return False  # two answers whose numbers collide: rarer than rare, and not worth more
        del cuts[: len(cuts) - 4]
        cuts.append(stencil)
        printed = stencil.print(inks, out)
        if printed:
            self.after(stencil)
        return printed

    def after(self, stencil: Stencil) -> None:
        self.pen.controls |= stencil.controls
        self.pen.asked |= stencil.asked
        self.pen.taken |= stencil.numbers
        self.lists.next += stencil.lists


def _holes(clause: Clause) -> tuple[Hole, ...]:
    inlines = (inline for block in clause.blocks for inline in block_inlines(block))
    return tuple(dict.fromkeys(inline for inline in inlines if isinstance(inline, Hole)))
