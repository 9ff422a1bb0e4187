"""Our lexer finds what Jinja's own finds, in every clause and in any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.lexer import Lexer

from pesagree.clauses.lexing import usual_signs
from pesagree.clauses.library import library
from pesagree.clauses.sandbox import environment

INSIDE = [
    "if",
    "raw",
    "a",
    "b.c",
    '"x"',
    "==",
    "!=",
    "=",
    "|",
    "~",
    "(",
    ")",
    ",",
    "1",
    "[",
    "'",
    '"',
    "\\",
    "-",
]
PARTS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{", "}", " ", "\n", "\r", "ñ", "texto ", *INSIDE]
)
TAGS = st.sampled_from(["{{ a.b }}", '{% if a == "x" %}', "{% endif %}", "{{ a | ended }}", '{{ ref("b") }}'])
INSIDE_A_TAG = st.lists(st.sampled_from([*INSIDE, "%}", "}}"]), max_size=4).map(
    lambda s: f"{{{{ {' '.join(s)} }}}}"
)


def jinja_finds(text: str) -> list[tuple[int, str, str]]:
    own = Lexer(environment()).tokeniter(text, None)
    return [sign for sign in own if sign[1] != "whitespace"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_clause_is_cut_as_jinja_cuts_it_and_needs_no_other_lexer(language: str) -> None:
    for clause in library(language).clauses:
        for piece in clause.pieces:
            assert usual_signs(piece) == jinja_finds(piece)


@given(st.lists(PARTS | TAGS | INSIDE_A_TAG, max_size=12).map("".join))
def test_any_text_is_cut_as_jinja_cuts_it_or_left_to_jinja(text: str) -> None:
    found = usual_signs(text)
    assert found is None or found == jinja_finds(text)
