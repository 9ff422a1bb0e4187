"""The proof of understanding in the record of consent."""

from datetime import date

from pesagree.agreement import Agreement
from pesagree.answers.workshop_notes import Tally, Understood
from pesagree.compose import compose
from pesagree.compose.understanding import with_understanding
from pesagree.document import Document, Table, Text
from pesagree.drafts import render

FEW = Understood(date(2026, 11, 30), (Tally("mujeres", 96, 60), Tally("jóvenes", 10, 9)))


def record(document: Document) -> tuple[object, ...]:
    return next(clause.blocks for clause in document.clauses if clause.id == "annex_consent")


def test_the_record_ends_with_a_table_of_the_groups() -> None:
    before = compose(Agreement(), "es")
    after = with_understanding(before, FEW)
    (table,) = [block for block in record(after)[len(record(before)) :] if isinstance(block, Table)]
    assert [[cell[0] for cell in row] for row in table.rows] == [
        [Text("mujeres"), Text("96"), Text("60"), Text("62")],
        [Text("jóvenes"), Text("10"), Text("9"), Text("90")],
    ]
    others = [clause for clause in after.clauses if clause.id != "annex_consent"]
    assert others == [clause for clause in before.clauses if clause.id != "annex_consent"]


def test_only_groups_under_seventy_are_gone_over_again() -> None:
    text = render(Agreement(), "md", "es", understood=FEW).decode()
    line = next(line for line in text.split("\n") if "menos de 70" in line)
    assert "mujeres" in line
    assert "jóvenes" not in line
    assert "30 de noviembre de 2026" in text
    good = Understood(None, (Tally("women", 10, 7),))
    assert "All groups had 70" in render(Agreement(), "md", "en", understood=good).decode()


def test_without_results_the_draft_is_the_same() -> None:
    document = compose(Agreement(), "es")
    assert with_understanding(document, None) is document


def test_the_draft_in_word_has_it_too() -> None:
    assert render(Agreement(), "docx", "es", understood=FEW) != render(Agreement(), "docx", "es")
