"""Special terms: each a numbered clause, after the part that the parties named."""

from collections.abc import Callable

import pytest

from pesagree.agreement import Agreement
from pesagree.compose import compose
from pesagree.document import Document, Field, inlines

Agree = Callable[..., Agreement]

TERMS = """
special:
  - {heading: Fiesta del pueblo, text: "Ese día no hay visitas.", asked_by: la asamblea, after: AFTER}
  - {heading: Otra cosa, text: Sin lugar propio.}
"""


def before(document: Document, name: str) -> str:
    ids = [clause.id for clause in document.clauses]
    return ids[ids.index(name) - 1]


@pytest.mark.parametrize(
    ("after", "clause"),
    [
        ("rights", "knowledge_images"),  # a section of the form
        ("term", "term"),  # a clause goes before a section of the same name
        ("La tierra", "land_rights"),  # a clause's heading
        ("nowhere", "general_terms"),
    ],
)
def test_a_term_stands_after_the_part_it_names(agree: Agree, after: str, clause: str) -> None:
    document = compose(agree(TERMS.replace("AFTER", after)), "es")
    found = {one.id: one for one in document.clauses}
    assert found["special_1"].heading == "Fiesta del pueblo"
    place = before(document, "special_1")
    assert place == clause or (after == "nowhere" and place not in found["special_2"].id)
    shown = {node.path: node.text for node in inlines(document) if isinstance(node, Field)}
    assert shown["special.1.text"] == "Ese día no hay visitas."
    assert shown["special.1.asked_by"] == "la asamblea"
    assert "special" not in found


def test_without_terms_the_clause_says_so(agree: Agree) -> None:
    ids = [clause.id for clause in compose(agree("special: none"), "es").clauses]
    assert "special" in ids
    assert not any(one.startswith("special_") for one in ids)
