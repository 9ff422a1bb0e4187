"""What the writers agree on."""

import pytest

from pesagree.document import Blank
from pesagree.writers.outline import in_brackets


@pytest.mark.parametrize(
    ("question", "note", "shown"),
    [
        ("¿Cuánto?", "", "(¿Cuánto?)"),
        ("¿Cuánto?", "lo dirá Rosa", "(¿Cuánto? – lo dirá Rosa)"),
        ("", "lo dirá Rosa", "(lo dirá Rosa)"),
        ("", "", ""),
    ],
)
def test_one_pair_of_brackets_holds_the_question_and_who_will_find_out(
    question: str, note: str, shown: str
) -> None:
    assert in_brackets(Blank("b", "B", question, note=note)) == shown
