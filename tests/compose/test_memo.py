"""The memo for the lawyer: who decided what, and what nobody has checked."""

from collections.abc import Callable

import pytest

from pesagree.agreement import Agreement
from pesagree.compose import compose
from pesagree.compose.memo import compose_memo
from pesagree.document import Document, Table, Text, block_inlines

Sample = Callable[[str], Agreement]


def words_of(document: Document, section: str) -> str:
    clause = next(c for c in document.clauses if c.id == f"memo_{section}")
    return "\n".join(n.text for b in clause.blocks for n in block_inlines(b) if isinstance(n, Text))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", ["alto-mayo-water", "loreto-aguajales", "bad-deal", "minimal"])
def test_a_memo_has_all_its_sections_and_no_empty_table(sample: Sample, name: str, language: str) -> None:
    memo = compose_memo(sample(name), language)
    assert [c.id.removeprefix("memo_") for c in memo.clauses] == [
        "deal", "open", "findings", "defaults", "law", "special", "decided",
    ]  # fmt: skip
    assert all(block.rows for c in memo.clauses for block in c.blocks if isinstance(block, Table))
    assert memo.state == ""


def test_unknown_answers_and_findings_are_told(sample: Sample) -> None:
    memo = compose_memo(sample("loreto-aguajales"), "es")
    assert "nadie lo sabe todavía (lo propone el estudio certificado, a fines de 2028)" in words_of(
        memo, "open"
    )
    assert "GEN-11 (corregir)" in words_of(memo, "findings")
    assert "Fiesta del aguaje: " in words_of(memo, "special")


def test_names_that_only_the_file_needs_are_not_read_out(sample: Sample) -> None:
    """The short name of an indicator and the place of a special term are keys, not words."""
    decided = words_of(compose_memo(sample("loreto-aguajales"), "es"), "decided")
    assert "Lo que vamos a mirar\naguajal sin cortar ni secar, ha" in decided
    assert "solo con su permiso., asamblea" in decided
    assert "asamblea, rights" not in decided


def test_a_fair_default_is_told_from_another_choice(sample: Sample) -> None:
    good = words_of(compose_memo(sample("alto-mayo-water"), "en"), "decided")
    bad = words_of(compose_memo(sample("bad-deal"), "en"), "decided")
    assert "How the money comes\nbank deposit (the tool's fair default)" in good
    assert "Days to put it right\n45 (the tool proposed: 30)" in good
    assert "How the money comes\nin hand (the tool proposed: bank deposit)" in bad
    assert "If the payer fails\nnone (the tool proposed: interest is added)" in bad
    assert "What is kept secret\nnone (the tool's fair default)" in good


def test_the_law_is_checked_by_nobody_yet(sample: Sample) -> None:
    agreement = sample("minimal")
    memo = compose_memo(agreement, "es")
    noted = [c for c in compose(agreement, "es").clauses if c.note]
    assert words_of(memo, "law").count("Nadie todavía") == len(noted)


def test_nothing_private_is_in_it(sample: Sample) -> None:
    memo = compose_memo(sample("bad-deal"), "en")
    text = "\n".join(words_of(memo, c.id.removeprefix("memo_")) for c in memo.clauses)
    for private in ("60,000", "64,000", "PAY-04", "PAY-05", "PAY-23"):
        assert private not in text
