"""A clause's XML cut into fixed pieces, with room for answers and for the widths that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pesagree.writers.docx.impression import COLUMN, WORDS, Cut, Impression
from pesagree.writers.docx.ink import moved
from pesagree.writers.docx.measure import Measure


@dataclass(frozen=True, slots=True)
class Stencil:
    """One clause's XML: fixed pieces, and between each two what to put there; and as it was printed last.

    Besides, what the clause brings to those after it: the answers that have their control now, the blanks
    that have asked their question, the numbers of controls, and how many lists.
    """

    fixed: tuple[bytes, ...]
    cuts: tuple[Cut, ...]
    measures: tuple[Measure, ...]
    controls: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[int]
    lists: int
    impression: Impression


@dataclass(frozen=True, slots=True)
class Whole:
    """The stencils of all clauses as one, and how many lists there are in it."""

    impression: Impression
    lists: int


def joined(stencils: Sequence[tuple[Stencil, Sequence[int]]], holes: int) -> Whole:
    """The stencils of clauses one after the other; with each, where its holes stand among those of all."""
    fixed, cuts, measures = [b""], list[Cut](), list[Measure]()
    for stencil, places in stencils:
        fixed[-1] += stencil.fixed[0]
        fixed += stencil.fixed[1:]
        for what, one, other in stencil.cuts:
            if what == COLUMN:
                cuts.append((what, one + len(measures), other))
            elif what == WORDS:
                cuts.append((what, one, moved(other, places)))
            else:
                cuts.append((what, places[one], other))
        measures += [measure.moved(places) for measure in stencil.measures]
    lists = sum(stencil.lists for stencil, _ in stencils)
    return Whole(Impression(fixed, cuts, measures, holes), lists)
