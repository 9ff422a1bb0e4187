"""What is printed over what was printed before is what a fresh impression prints."""

import gc
import weakref
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.document import Field, FieldKind, Filling, Inline, Text
from pesagree.writers.docx.impression import COLUMN, DAY, RUN, TEXT, WORDS, Cut, Impression
from pesagree.writers.docx.ink import ANSWER_MARK, mark_of
from pesagree.writers.docx.measure import measure_of
from tests.halfway import ends_half_way

NAME, DATE = mark_of(ANSWER_MARK, 0, 0), mark_of(ANSWER_MARK, 1, 0)
CUTS: list[Cut] = [
    (TEXT, 0, 0),
    (COLUMN, 0, 0),
    (COLUMN, 1, 0),
    (TEXT, 0, 0),
    (COLUMN, 0, 1),
    (DAY, 1, 0),
    (RUN, 1, (0, "<w:b/>")),
    (COLUMN, 2, 1),
    (WORDS, 0, f"de {NAME}, {DATE}"),
]
FIXED = [b"<%d>" % number for number in range(len(CUTS) + 1)]


def impression(rigid: tuple[bytes, ...] | None = None) -> Impression:
    measures = [
        measure_of([["Nombre", NAME], ["Fecha", f"el {DATE} de {NAME}"]], 9000, None),
        measure_of([[DATE], ["x"]], 9000, rigid),
        measure_of([["siempre"], ["igual"]], 9000, None),
    ]
    return Impression(FIXED, CUTS, measures, 2)


def filled(name: str, date: str) -> tuple[Inline, Inline]:
    return Text(name), Field("term.start", "Inicio", date, FieldKind.DATE, "2027-01-02" if date else "")


def printed(one: Impression, fillings: Sequence[Filling]) -> bytes | None:
    out: list[bytes] = []
    return b"".join(out) if one.print(fillings, out) else None


WORDS_OF_PEOPLE = st.sampled_from(["", "Rosa", "José & Ana", "un nombre muy, muy largo", "a\nb", "\u05d0"])


@given(
    st.lists(
        st.tuples(st.booleans(), st.booleans(), WORDS_OF_PEOPLE, WORDS_OF_PEOPLE), min_size=1, max_size=6
    )
)
def test_it_is_what_a_fresh_impression_prints(turns: list[tuple[bool, bool, str, str]]) -> None:
    widths = (b"4500", b"4500")
    kept = {rigid: impression(rigid) for rigid in (None, widths)}
    fillings = [Filling((inline,)) for inline in filled("Rosa", "2 de enero")]
    for new_name, new_date, name, date in turns:
        for place, is_new in enumerate((new_name, new_date)):
            if is_new:
                fillings[place] = Filling((filled(name, date)[place],))
        for rigid, one in kept.items():
            assert printed(one, fillings) == printed(impression(rigid), fillings)


def test_what_cannot_be_printed_leaves_nothing_behind() -> None:
    one = impression()
    good = [Filling((inline,)) for inline in filled("Rosa", "2 de enero")]
    bad = [Filling((inline,)) for inline in filled("un nombre mucho más largo", "\x00")]
    before = printed(one, good)
    with pytest.raises(ValueError, match="XML"):
        printed(one, bad)
    assert printed(one, good) == before


def test_a_print_that_ends_half_way_leaves_nothing_behind() -> None:
    good = [Filling((inline,)) for inline in filled("Rosa", "2 de enero")]
    long = [Filling((inline,)) for inline in filled("un nombre mucho más largo", "31 de diciembre de 2027")]
    fresh = {id(fillings): printed(impression(), fillings) for fillings in (good, long)}
    for after in (good, long):
        one, at = impression(), count(1)
        printed(one, good)
        while ends_half_way(lambda: printed(one, long), next(at)):  # noqa: B023
            assert printed(one, after) == fresh[id(after)]
            printed(one, good)


def test_what_is_no_longer_wanted_goes_at_once() -> None:
    """A draft's XML is a third of a megabyte: it must not wait for a look for unreachable objects."""
    gc.disable()
    try:
        one = impression()
        seen: list[weakref.ref[Any]] = [weakref.ref(one), *map(weakref.ref, one.tables)]
        del one
        assert [ref() for ref in seen] == [None] * len(seen)
    finally:
        gc.enable()
