"""Clauses written once for many agreements: their XML cut into fixed pieces with room for the answers.

A clause comes as a pattern with holes. The ordinary writer writes it with a mark in each hole; its XML is
then cut at the marks. The next agreement with the same pattern, and the same sort of filling in every hole,
only has its answers put between the pieces. What follows from the answers besides (the widths of a table's
columns, the date behind a date control, the description of a signature table) is worked out anew for each.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
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
    fill,
    holes_of,
)
from pesagree.writers.docx import xml
from pesagree.writers.docx.body import Lists, write_clause
from pesagree.writers.docx.inlines import Pen
from pesagree.writers.docx.names import control_number
from pesagree.writers.docx.tables import column_widths, letters, one_line, shared, widest

_MOST_CLAUSES = 2_000
"""Patterns kept for one page width; the whole agreement has some 50."""
_MOST_CUTS = 64
"""Stencils kept of one pattern."""

_MOST_WIDTHS = 16
"""Widths of one table for which a stencil is kept."""

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
        self.runs: dict[Which, bytes] = {}

    def run(self, which: "Which") -> bytes:
        """The run of one of its inlines with these properties, or its date; kept in `runs`."""
        inline, properties = which
        text = self.days[inline] if properties is None else xml.run(self.texts[inline], properties)
        run = self.runs[which] = text.encode()
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


_ANSWERED, _COLUMN, _WORDS = range(3)
"""What stands in a stencil's hole: something of an answer, a column's width, words of an attribute."""

# --- a stencil --------------------------------------------------------------------------------


Letters = tuple[int, int]
"""Of the longest word of a cell or a column, and of the room that it wants."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the widths of one table follow from: its cells by column, with marks. With blanks it is rigid.

    `still` is what the cells without answers come to, by column, and `answered` are the others.
    """

    still: tuple[Letters, ...]
    answered: tuple[tuple[str | Place, ...], ...]
    total: int
    rigid: tuple[bytes, ...] | None

    @property
    def is_still(self) -> bool:
        """Whether no answer stands in the table: then its widths are always the same."""
        return not any(self.answered)

    def moved(self, places: Sequence[int]) -> "_Measure":
        """The same measure where its holes stand elsewhere."""
        answered = tuple(
            tuple(
                _moved(cell, places) if isinstance(cell, str) else (places[cell[0]], cell[1])
                for cell in column
            )
            for column in self.answered
        )
        return _Measure(self.still, answered, self.total, self.rigid)

    def widths(self, inks: Sequence[Ink]) -> tuple[bytes, ...]:
        """The widths as they are printed."""
        columns = []
        for (longest, wanted), cells in zip(self.still, self.answered, strict=True):
            for cell in cells:
                text = _unmarked(cell, inks) if isinstance(cell, str) else inks[cell[0]].texts[cell[1]]
                one, other = letters(text)
                longest = one if one > longest else longest
                wanted = other if other > wanted else wanted
            columns.append((longest, wanted))
        return _printed_widths(tuple(columns), self.total)


@lru_cache(maxsize=4_096)
def _printed_widths(columns: tuple[Letters, ...], total: int) -> tuple[bytes, ...]:
    return tuple(b"%d" % width for width in shared(columns, total))


def _measure(cells: Sequence[Sequence[str]], total: int, rigid: tuple[bytes, ...] | None) -> _Measure:
    """The measure of a table whose cells have marks."""
    still = tuple(widest(cell for cell in column if _ANSWER not in cell) for column in cells)
    answered = tuple(
        tuple(_place(cell) if _MARK.fullmatch(cell) else cell for cell in column if _ANSWER in cell)
        for column in cells
    )
    return _Measure(still, answered, total, rigid)


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


Which = tuple[int, str | None]
"""Which inline of a filling, and the properties of its run; None for the date behind its control."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Fixed pieces, and between each two what of which filling stands there; `words` are a description's.

    They are (where among the answers, text with marks).
    """

    fixed: tuple[bytes, ...]
    answers: tuple[tuple[int, Which], ...]
    words: tuple[tuple[int, str], ...]

    def print(self, inks: Sequence[Ink], out: list[bytes]) -> None:
        printed = [inks[hole].runs.get(which) or inks[hole].run(which) for hole, which in self.answers]
        for at, text in self.words:
            printed.insert(at, xml.escape(one_line(_unmarked(text, inks))).encode())
        room = [b""] * (2 * len(printed) + 1)
        room[::2] = self.fixed
        room[1::2] = printed
        out += room


Cut = tuple[int, int, Any]
"""What stands in a hole of a stencil (a run, a width …), and where that comes from."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a stencil with one table at most, and what it is for each widths of its columns so far."""

    fixed: tuple[bytes, ...]
    cuts: tuple[Cut, ...]
    measure: int | None
    known: dict[tuple[bytes, ...], _Piece] = field(default_factory=dict)

    def piece(self, widths: tuple[bytes, ...]) -> _Piece:
        """The stretch with these widths for good."""
        found = self.known.get(widths)
        if found is None:
            if len(self.known) >= _MOST_WIDTHS:
                self.known.clear()
            found = self.known[widths] = _with_widths(self.fixed, self.cuts, widths)
        return found


def _with_widths(fixed: Sequence[bytes], cuts: Sequence[Cut], widths: Sequence[bytes]) -> _Piece:
    pieces, answers, words = [[fixed[0]]], list[tuple[int, Which]](), list[tuple[int, str]]()
    for (what, one, other), piece in zip(cuts, fixed[1:], strict=True):
        if what == _COLUMN:
            pieces[-1] += [widths[other], piece]
            continue
        if what == _WORDS:
            words.append((len(pieces) - 1, other))
        else:
            answers.append((one, other))
        pieces.append([piece])
    return _Piece(tuple(b"".join(one) for one in pieces), tuple(answers), tuple(words))


def _stretches(fixed: Sequence[bytes], cuts: Sequence[Cut]) -> tuple[_Stretch, ...]:
    """The pieces cut in stretches, each of which ends where the next table begins."""
    found, begin, table = list[_Stretch](), 0, None
    head = fixed[0]
    for at, (what, one, _) in enumerate(cuts):
        if what != _COLUMN or one == table:
            continue
        if table is not None:
            found.append(_Stretch((head, *fixed[begin + 1 : at], b""), tuple(cuts[begin:at]), table))
            head, begin = fixed[at], at
        table = one
    return (*found, _Stretch((head, *fixed[begin + 1 :]), tuple(cuts[begin:]), table))


@dataclass(frozen=True, slots=True)
class Stencil:
    """One clause's XML: fixed pieces, and between each two what to put there."""

    fixed: tuple[bytes, ...]
    cuts: tuple[Cut, ...]
    measures: tuple[_Measure, ...]
    controls: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[int]
    lists: int
    stretches: tuple[_Stretch, ...]

    def print(self, inks: Sequence[Ink], out: list[bytes]) -> bool:
        """Append the clause with these answers; False, and nothing, where it does not fit them."""
        widths = [measure.widths(inks) for measure in self.measures]
        for measure, found in zip(self.measures, widths, strict=True):
            if measure.rigid is not None and measure.rigid != found:
                return False
        for stretch in self.stretches:
            stretch.piece(() if stretch.measure is None else widths[stretch.measure]).print(inks, out)
        return True


class _Cutter:
    """Writes one clause with marks and cuts its XML at them."""

    def __init__(self, clause: Clause, holes: Sequence[Hole], fillings: Sequence[Filling]) -> None:
        self.clause = clause
        self.inks = [_ink(filling) for filling in fillings]
        self.marked = {
            hole: [_marked(one, number, index) for index, one in enumerate(filling.inlines)]
            for number, (hole, filling) in enumerate(zip(holes, fillings, strict=True))
        }
        self.measures: list[_Measure] = []
        self.rigid: list[bool] = [
            any(isinstance(inline, Blank) for inline in block_inlines(block))
            for block in fill(clause, self.marked.__getitem__).blocks
            if isinstance(block, Table)
        ]

    def cut(self, pen: Pen, position: int, width: int, lists: Lists) -> Stencil:
        """The stencil; `pen` and `lists` are as they are before the clause and stay so."""
        before = (set(pen.controls), set(pen.asked), set(pen.taken))
        own = replace(pen, controls=set(before[0]), asked=set(before[1]), taken=set(before[2]))
        own.measure = self.measure
        counted = Lists(lists.next)
        text = write_clause(fill(self.clause, self.marked.__getitem__), position, own, width, counted)
        fixed, cuts = self.pieces(text)
        return Stencil(
            tuple(fixed),
            tuple(cuts),
            tuple(self.measures),
            frozenset(own.controls - before[0]),
            frozenset(own.asked - before[1]),
            frozenset(own.taken - before[2]),
            len(counted.numbers),
            _stretches(fixed, cuts),
        )

    def measure(self, cells: Sequence[Sequence[str]], total: int) -> list[int]:
        kept = tuple(tuple(column) for column in cells)
        widths = column_widths([[_unmarked(cell, self.inks) for cell in column] for column in kept], total)
        table = len(self.measures)
        printed = tuple(b"%d" % width for width in widths) if self.rigid[table] else None
        self.measures.append(_measure(kept, total, printed))
        marked: list[int] = []
        for column, width in enumerate(widths):
            one = _Width(width)
            one.mark = _mark(_WIDTH, table, column)
            marked.append(one)
        return marked

    def pieces(self, text: str) -> tuple[list[bytes], list[Cut]]:
        fixed: list[bytes] = []
        holes: list[Cut] = []
        position = 0
        for found in _CUT.finditer(text):
            if found["day"] and not (mark := _MARK.search(text, found.end())):
                continue
            fixed.append(text[position : found.start()].encode())
            position = found.end()
            if found["answer"]:
                hole, inline = _place(found["answer"])
                holes.append((_ANSWERED, hole, (inline, found["properties"] or "")))
            elif found["day"]:
                assert mark is not None
                hole, inline = _place(mark[0])
                holes.append((_ANSWERED, hole, (inline, None)))
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


_known: dict[tuple[int, str, bool], dict[int, _Known]] = {}
"""Patterns by their id (they are kept here, so that it stays their own), for each width and language."""


@dataclass(slots=True)
class _KnownWhole:
    """All clauses of a draft: their holes, each once, and the whole as one stencil by sorts of filling."""

    clauses: tuple[Clause, ...]
    holes: tuple[Hole, ...]
    stencils: dict[Hashable, Stencil]


_known_wholes: dict[tuple[int, str, bool], dict[int, _KnownWhole]] = {}


class Printer:
    """Prints the clauses of one pattern: all at once where that is known, else one by one."""

    def __init__(self, pattern: Pattern, pen: Pen, width: int, lists: Lists) -> None:
        self.pattern, self.pen, self.width, self.lists = pattern, pen, width, lists
        context = (width, pattern.frame.language, pen.sheet)
        self.known = _known.setdefault(context, {})
        self.wholes = _known_wholes.setdefault(context, {})
        if len(self.known) > _MOST_CLAUSES:
            self.known.clear()
        if len(self.wholes) > _MOST_CUTS:
            self.wholes.clear()

    def print(self, out: list[bytes]) -> None:
        """Append the XML of all clauses."""
        clauses = self.pattern.clauses
        whole = self.wholes.get(id(clauses))
        if whole is None:
            holes = dict.fromkeys(hole for clause in clauses for hole in holes_of(clause))
            whole = self.wholes[id(clauses)] = _KnownWhole(clauses, tuple(holes), {})
        fillings = self.pattern.fillings(whole.holes)
        inks = [filling.kept or _ink(filling) for filling in fillings]
        pen = self.pen
        sort = (tuple([ink.form for ink in inks]), frozenset(pen.controls), frozenset(pen.asked))
        stencil = whole.stencils.get(sort)
        if stencil is not None and stencil.print(inks, out):
            self.lists.next += stencil.lists
            return
        found = dict(zip(whole.holes, fillings, strict=True))
        used = [self.clause(clause, number, found, out) for number, clause in enumerate(clauses, start=1)]
        stencils = [(part, known) for part, known in used if part is not None]
        if len(stencils) == len(used):
            if len(whole.stencils) >= _MOST_CUTS:
                whole.stencils.clear()
            places = {hole: number for number, hole in enumerate(whole.holes)}
            whole.stencils[sort] = _joined(
                [(part, [places[hole] for hole in known.holes]) for part, known in stencils]
            )

    def clause(
        self, clause: Clause, position: int, found: Mapping[Hole, Filling], out: list[bytes]
    ) -> tuple[Stencil | None, _Known]:
        """Append the XML of a clause; the stencil that it was printed from, if any."""
        known = self.known.get(id(clause))
        if known is None:
            known = self.known[id(clause)] = _Known(clause, holes_of(clause), {})
        fillings = [found[hole] for hole in known.holes]
        sort = self.sort(known, fillings)
        stencil = None if sort is None else self.from_stencil(sort, known, fillings, position, out)
        if stencil is None:
            whole = fill(clause, lambda hole: found[hole].inlines)
            out.append(write_clause(whole, position, self.pen, self.width, self.lists).encode())
        return stencil, known

    def sort(self, known: _Known, fillings: Sequence[Filling]) -> _Sort | None:
        """The sort of these fillings; None the first time: one draft alone is not worth a stencil."""
        inks = [_ink(filling) for filling in fillings]
        forms = tuple([ink.form for ink in inks])
        if forms not in known.sorts:
            if len(known.sorts) > _MOST_CUTS:
                known.sorts.clear()
            known.sorts[forms] = None
            return None
        found = known.sorts[forms]
        if found is None:
            inlines = {hole: f.inlines for hole, f in zip(known.holes, fillings, strict=True)}
            found = known.sorts[forms] = _Sort(fill(known.clause, inlines.__getitem__), inks)
        return found

    def from_stencil(
        self, sort: _Sort, known: _Known, fillings: Sequence[Filling], position: int, out: list[bytes]
    ) -> Stencil | None:
        if not sort.fits:
            return None
        context = sort.context(self.pen, known.clause, position, self.lists)
        cuts = sort.cuts.get(context)
        if cuts is None:
            if len(sort.cuts) >= _MOST_CUTS:
                sort.cuts.clear()
            cuts = sort.cuts[context] = []
        inks = [_ink(filling) for filling in fillings]
        for stencil in cuts:
            if self.pen.taken.isdisjoint(stencil.numbers) and stencil.print(inks, out):
                return self.after(stencil)
        stencil = _Cutter(known.clause, known.holes, fillings).cut(self.pen, position, self.width, self.lists)
        if any(control_number(path, set()) not in stencil.numbers for path in stencil.controls):
            return None  # two answers whose numbers collide: rarer than rare, and not worth more
        del cuts[: len(cuts) - 4]
        cuts.append(stencil)
        return self.after(stencil) if stencil.print(inks, out) else None

    def after(self, stencil: Stencil) -> Stencil:
        self.pen.controls |= stencil.controls
        self.pen.asked |= stencil.asked
        self.pen.taken |= stencil.numbers
        self.lists.next += stencil.lists
        return stencil


def _joined(stencils: Sequence[tuple[Stencil, Sequence[int]]]) -> Stencil:
    """The stencils of clauses one after the other as one; with each, where its holes stand in the whole."""
    fixed, cuts, measures = [b""], list[Cut](), list[_Measure]()
    for stencil, places in stencils:
        # A table without answers always has the same widths: they become part of the fixed pieces.
        still = {n: measure.widths(()) for n, measure in enumerate(stencil.measures) if measure.is_still}
        fixed[-1] += stencil.fixed[0]
        for (what, one, other), piece in zip(stencil.cuts, stencil.fixed[1:], strict=True):
            if what == _COLUMN and one in still:
                fixed[-1] += still[one][other] + piece
                continue
            if what == _COLUMN:
                cuts.append((what, one + len(measures), other))
            elif what == _WORDS:
                cuts.append((what, one, _moved(other, places)))
            else:
                cuts.append((what, places[one], other))
            fixed.append(piece)
        measures += [measure.moved(places) for measure in stencil.measures]
    lists = sum(stencil.lists for stencil, _ in stencils)
    none: frozenset[Any] = frozenset()
    return Stencil(
        tuple(fixed), tuple(cuts), tuple(measures), none, none, none, lists, _stretches(fixed, cuts)
    )


def _moved(text: str, places: Sequence[int]) -> str:
    """Text with its marks set for other places of the holes."""

    def moved(found: re.Match[str]) -> str:
        hole, inline = _place(found[0])
        return _mark(_ANSWER, places[hole], inline)

    return _MARK.sub(moved, text)
