"""Clauses written once for many agreements: their XML cut into fixed pieces with room for the answers.

A clause comes as a pattern with holes. The ordinary writer writes it with a mark in each hole; its XML is
then cut at the marks. The next agreement with the same pattern, and the same sort of filling in every hole,
only has its answers put between the pieces, where they differ from those printed last; likewise what follows
from them besides (the widths of a table's columns, the date behind a date control, the description of a
signature table).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pesagree.document import (
    Blank,
    Clause,
    ClauseKind,
    Document,
    Field,
    Filling,
    Hole,
    Inline,
    Pattern,
    Reference,
    Text,
    block_inlines,
    fill,
    holes_of,
    numbering,
)
from pesagree.writers.docx.body import Lists, write_clause, write_contents, write_title
from pesagree.writers.docx.cutting import Cutter
from pesagree.writers.docx.ink import FIRST_NUMBER, LAST_NUMBER, SIGNS, differs, form_of
from pesagree.writers.docx.inlines import Pen
from pesagree.writers.docx.names import control_number
from pesagree.writers.docx.stencil import Stencil, Whole, joined
from pesagree.writers.outline import reference_labels

_MOST_CLAUSES = 2_000
"""Patterns kept for one page width; the whole agreement has some 50."""
_MOST_CUTS = 64
"""Sorts of filling for which stencils of one pattern are kept."""
_MOST_OF_A_SORT = 6
"""Stencils kept of one sort."""


class _Sort:
    """One clause with one sort of filling in each of its holes, and the stencils cut for it so far."""

    def __init__(self, clause: Clause, holes: int) -> None:
        inlines = [inline for block in clause.blocks for inline in block_inlines(block)]
        self.paths = frozenset(inline.path for inline in inlines if isinstance(inline, Field | Blank))
        self.targets = tuple(dict.fromkeys(i.target for i in inlines if isinstance(i, Reference)))
        self.fits = holes < LAST_NUMBER - FIRST_NUMBER and not any(
            sign in text for text in _words_that_stay(clause, inlines) for sign in SIGNS
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
                yield from (label, *options, "" if differs(inline) else text)
            case Text(text=text):
                yield "" if differs(inline) else text


@dataclass(slots=True)
class _Known:
    """One pattern: its holes, each once, in reading order, and the sorts of filling met so far."""

    clause: Clause
    holes: tuple[Hole, ...]
    sorts: dict[tuple[int, ...], _Sort | None]


_known: dict[Hashable, dict[int, _Known]] = {}
"""Patterns by their id (they are kept here, so that it stays their own), for each context."""


@dataclass(slots=True)
class _KnownWhole:
    """All clauses of a draft: what their numbers and headings come to, their holes, each once, and stencils.

    The stencils are of the whole, by sorts of filling. A sort has one for each widths of the tables that have
    room to write, as the lines in it follow from them.
    """

    clauses: tuple[Clause, ...]
    numbers: dict[str, str]
    references: dict[str, str]
    contents: bytes
    holes: tuple[Hole, ...]
    stencils: dict[Hashable, list[Whole]]


_known_wholes: dict[Hashable, dict[int, _KnownWhole]] = {}


def _known_whole(outline: Document) -> _KnownWhole:
    """What is known of the clauses of a document that lacks nothing but what belongs in their holes."""
    return _KnownWhole(
        outline.clauses,
        numbering(outline),
        reference_labels(outline),
        write_contents(outline).encode(),
        tuple(dict.fromkeys(hole for clause in outline.clauses for hole in holes_of(clause))),
        {},
    )


def _forms(fillings: Sequence[Filling]) -> tuple[int, ...]:
    return tuple([filling.kept or form_of(filling) for filling in fillings])


class Printer:
    """Prints one pattern: its clauses all at once where that is known, else one by one."""

    def __init__(self, pattern: Pattern, width: int, lists: Lists) -> None:
        self.pattern, self.width, self.lists = pattern, width, lists
        frame, clauses = pattern.frame, pattern.clauses
        words = tuple(frame.words[name] for name in ("contents", "clause", "annex"))
        context = (width, frame.language, frame.sheet, words)
        self.known = _known.setdefault(context, {})
        if len(self.known) > _MOST_CLAUSES:
            self.known.clear()
        wholes = _known_wholes.setdefault(context, {})
        if len(wholes) > _MOST_CUTS:
            wholes.clear()
        if id(clauses) not in wholes:
            wholes[id(clauses)] = _known_whole(replace(frame, clauses=clauses))
        self.whole = wholes[id(clauses)]
        self.pen = Pen(frame.language, self.whole.numbers, self.whole.references, sheet=frame.sheet)

    def print(self) -> list[bytes]:
        """The XML of title, notice, contents and all clauses, in pieces."""
        whole, pen = self.whole, self.pen
        out = [write_title(self.pattern.frame, pen, self.width).encode(), whole.contents]
        fillings = self.pattern.fillings(whole.holes)
        sort = (_forms(fillings), frozenset(pen.controls), frozenset(pen.asked))
        for stencil in whole.stencils.get(sort, ()):
            if stencil.impression.print(fillings, out):
                self.lists.next += stencil.lists
                return out
        self.one_by_one(fillings, sort, out)
        return out

    def one_by_one(self, fillings: Sequence[Filling], sort: Hashable, out: list[bytes]) -> None:
        """Append the XML of each clause; where all have a stencil, the whole has one from now on."""
        whole = self.whole
        found = dict(zip(whole.holes, fillings, strict=True))
        used = [self.clause(c, number, found, out) for number, c in enumerate(whole.clauses, start=1)]
        stencils = [(part, known) for part, known in used if part is not None]
        if len(stencils) == len(used):
            if len(whole.stencils) >= _MOST_CUTS:
                whole.stencils.clear()
            places = {hole: number for number, hole in enumerate(whole.holes)}
            same_sort = whole.stencils.setdefault(sort, [])
            del same_sort[: max(0, len(same_sort) - _MOST_OF_A_SORT + 1)]
            parts = [(part, [places[hole] for hole in known.holes]) for part, known in stencils]
            same_sort.append(joined(parts, len(places)))

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
        forms = _forms(fillings)
        if forms not in known.sorts:
            if len(known.sorts) > _MOST_CUTS:
                known.sorts.clear()
            known.sorts[forms] = None
            return None
        found = known.sorts[forms]
        if found is None:
            inlines = {hole: f.inlines for hole, f in zip(known.holes, fillings, strict=True)}
            found = known.sorts[forms] = _Sort(fill(known.clause, inlines.__getitem__), len(fillings))
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
        for stencil in cuts:
            if self.pen.taken.isdisjoint(stencil.numbers) and stencil.impression.print(fillings, out):
                return self.after(stencil)
        stencil = Cutter(known.clause, known.holes, fillings).cut(self.pen, position, self.width, self.lists)
        if any(control_number(path, set()) not in stencil.numbers for path in stencil.controls):
            return None  # two answers whose numbers collide: rarer than rare, and not worth more
        del cuts[: max(0, len(cuts) - _MOST_OF_A_SORT + 1)]
        cuts.append(stencil)
        return self.after(stencil) if stencil.impression.print(fillings, out) else None

    def after(self, stencil: Stencil) -> Stencil:
        self.pen.controls |= stencil.controls
        self.pen.asked |= stencil.asked
        self.pen.taken |= stencil.numbers
        self.lists.next += stencil.lists
        return stencil
