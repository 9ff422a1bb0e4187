"""Where lines break: nothing is lost, and no line is wider than its room."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pesagree.workshop.fitting import width, wrapped

LETTERS = st.text(
    st.characters(min_codepoint=33, max_codepoint=400, exclude_categories=["Cc", "Zs"]),
    min_size=1,
    max_size=30,
)


@given(st.lists(LETTERS, min_size=1, max_size=8), st.sampled_from([10, 12, 120]), st.floats(5, 28))
def test_no_letter_is_lost_and_no_line_is_too_wide(words: list[str], points: int, cm: float) -> None:
    text = " ".join(words)
    lines = wrapped(text, points, cm)
    assert "".join(lines).replace(" ", "") == re.sub(r"[ \t\r\n]", "", text)
    assert all(width(line, points) <= cm for line in lines)


def test_accents_are_as_wide_as_their_letters() -> None:
    assert width("camión", 12) == width("camion", 12)
    assert width("本", 12) > width("m", 12)


def test_an_amount_stays_on_one_line() -> None:
    assert wrapped("S/\u00a0155,000.00 en 5 años", 120, 27) == ["S/\u00a0155,000.00", "en 5 años"]
