"""A clause's XML cut into fixed pieces, with room for answers and for the widths that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pesagree.writers.docx import xml
from pesagree.writers.docx.ink import ANSWER_MARK, MARK, Ink, Place, Which, moved, place_of, unmarked
from pesagree.writers.docx.tables import letters, one_line, shared, widest

_MOST_WIDTHS = 8
"""Widths of one table for which a stencil is kept."""


ANSWERED, COLUMN, WORDS = range(3)
"""What stands in a stencil's hole: something of an answer, a column's width, words of an attribute."""


Letters = tuple[int, int]
"""Of the longest word of a cell or a column, and of the room that it wants."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the widths of one table follow from: its cells by column, with marks. With blanks it is rigid.

    `still` is what the cells without answers come to, by column, and `answered` are the others.
    """

    still: tuple[Letters, ...]
    answered: tuple[tuple[str | Place, ...], ...]
    total: int
    rigid: tuple[bytes, ...] | None
    holes: tuple[int, ...]
    last: dict[tuple[Ink, ...], tuple[bytes, ...]] = field(default_factory=dict)
    """The widths for what stood in these holes the last time: most tables stay as they are."""

    @property
    def is_still(self) -> bool:
        """Whether no answer stands in the table: then its widths are always the same."""
        return not any(self.answered)

    def moved(self, places: Sequence[int]) -> "Measure":
        """The same measure where its holes stand elsewhere."""
        answered = tuple(
            tuple(
                moved(cell, places) if isinstance(cell, str) else (places[cell[0]], cell[1])
                for cell in column
            )
            for column in self.answered
        )
        return Measure(self.still, answered, self.total, self.rigid, tuple(places[h] for h in self.holes))

    def widths(self, inks: Sequence[Ink]) -> tuple[bytes, ...]:
        """The widths as they are printed."""
        own = tuple([inks[hole] for hole in self.holes])
        found = self.last.get(own)
        if found is None:
            self.last.clear()
            found = self.last[own] = self._widths(inks)
        return found

    def _widths(self, inks: Sequence[Ink]) -> tuple[bytes, ...]:
        columns = []
        for (longest, wanted), cells in zip(self.still, self.answered, strict=True):
            for cell in cells:
                text = unmarked(cell, inks) if isinstance(cell, str) else inks[cell[0]].texts[cell[1]]
                one, other = letters(text)
                longest = one if one > longest else longest
                wanted = other if other > wanted else wanted
            columns.append((longest, wanted))
        return _printed_widths(tuple(columns), self.total)


@lru_cache(maxsize=4_096)
def _printed_widths(columns: tuple[Letters, ...], total: int) -> tuple[bytes, ...]:
    return tuple(b"%d" % width for width in shared(columns, total))


def measure_of(cells: Sequence[Sequence[str]], total: int, rigid: tuple[bytes, ...] | None) -> Measure:
    """The measure of a table whose cells have marks."""
    still = tuple(widest(cell for cell in column if ANSWER_MARK not in cell) for column in cells)
    answered = tuple(
        tuple(place_of(cell) if MARK.fullmatch(cell) else cell for cell in column if ANSWER_MARK in cell)
        for column in cells
    )
    holes = {place_of(mark[0])[0] for column in cells for cell in column for mark in MARK.finditer(cell)}
    return Measure(still, answered, total, rigid, tuple(sorted(holes)))


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
            printed.insert(at, xml.escape(one_line(unmarked(text, inks))).encode())
        room = [b""] * (2 * len(printed) + 1)
        room[::2] = self.fixed
        room[1::2] = printed
        out += room


Cut = tuple[int, int, Any]
"""What stands in a hole of a stencil (a run, a width …), and where that comes from."""


@dataclass(frozen=True, slots=True)
class Stretch:
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
        if what == COLUMN:
            pieces[-1] += [widths[other], piece]
            continue
        if what == WORDS:
            words.append((len(pieces) - 1, other))
        else:
            answers.append((one, other))
        pieces.append([piece])
    return _Piece(tuple(b"".join(one) for one in pieces), tuple(answers), tuple(words))


def stretches_of(fixed: Sequence[bytes], cuts: Sequence[Cut]) -> tuple[Stretch, ...]:
    """The pieces cut in stretches, each of which ends where the next table begins."""
    found, begin, table = list[Stretch](), 0, None
    head = fixed[0]
    for at, (what, one, _) in enumerate(cuts):
        if what != COLUMN or one == table:
            continue
        if table is not None:
            found.append(Stretch((head, *fixed[begin + 1 : at], b""), tuple(cuts[begin:at]), table))
            head, begin = fixed[at], at
        table = one
    return (*found, Stretch((head, *fixed[begin + 1 :]), tuple(cuts[begin:]), table))


@dataclass(frozen=True, slots=True)
class Stencil:
    """One clause's XML: fixed pieces, and between each two what to put there; the same in stretches.

    Of clauses joined to a whole only the stretches are kept.
    """

    fixed: tuple[bytes, ...]
    cuts: tuple[Cut, ...]
    measures: tuple[Measure, ...]
    controls: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[int]
    lists: int
    stretches: tuple[Stretch, ...]

    def print(self, inks: Sequence[Ink], out: list[bytes]) -> bool:
        """Append the clause with these answers; False, and nothing, where it does not fit them."""
        widths = [measure.widths(inks) for measure in self.measures]
        for measure, found in zip(self.measures, widths, strict=True):
            if measure.rigid is not None and measure.rigid != found:
                return False
        for stretch in self.stretches:
            stretch.piece(() if stretch.measure is None else widths[stretch.measure]).print(inks, out)
        return True


def joined(stencils: Sequence[tuple[Stencil, Sequence[int]]]) -> Stencil:
    """The stencils of clauses one after the other as one; with each, where its holes stand in the whole."""
    fixed, cuts, measures = [b""], list[Cut](), list[Measure]()
    for stencil, places in stencils:
        # A table without answers always has the same widths: they become part of the fixed pieces.
        still = {n: measure.widths(()) for n, measure in enumerate(stencil.measures) if measure.is_still}
        fixed[-1] += stencil.fixed[0]
        for (what, one, other), piece in zip(stencil.cuts, stencil.fixed[1:], strict=True):
            if what == COLUMN and one in still:
                fixed[-1] += still[one][other] + piece
                continue
            if what == COLUMN:
                cuts.append((what, one + len(measures), other))
            elif what == WORDS:
                cuts.append((what, one, moved(other, places)))
            else:
                cuts.append((what, places[one], other))
            fixed.append(piece)
        measures += [measure.moved(places) for measure in stencil.measures]
    lists = sum(stencil.lists for stencil, _ in stencils)
    none: frozenset[Any] = frozenset()
    return Stencil((), (), tuple(measures), none, none, none, lists, stretches_of(fixed, cuts))
