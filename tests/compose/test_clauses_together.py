"""Clauses read beside each other: none speaks past another, and nothing is asked or owed twice."""

import re
from collections.abc import Callable, Iterator

import pytest

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.compose import compose
from pesagree.document import (
    Blank,
    Document,
    Field,
    Inline,
    Paragraph,
    Reference,
    Table,
    Text,
    block_inlines,
)
from pesagree.wording import LANGUAGES

Agree = Callable[..., Agreement]
Draft = Callable[[str, str], Document]

every_language = pytest.mark.parametrize("language", LANGUAGES)


def said(inlines: tuple[Inline, ...]) -> str:
    """The words, answers included; a blank as ____, a reference as the clause it names."""
    shown = {Blank: "____", Reference: "(clause)"}
    return "".join(n.text if isinstance(n, Text | Field) else shown.get(type(n), "\n") for n in inlines)


def lines(document: Document, clause: str) -> Iterator[str]:
    """Each paragraph and each row of one clause."""
    for block in next(c for c in document.clauses if c.id == clause).blocks:
        if isinstance(block, Paragraph):
            yield said(block.inlines)
        elif isinstance(block, Table):
            yield from (" | ".join(said(cell) for cell in row) for row in block.rows)


def blanks(document: Document, clause: str, path: str) -> int:
    blocks = next(c for c in document.clauses if c.id == clause).blocks
    return sum(isinstance(n, Blank) and n.path == path for block in blocks for n in block_inlines(block))


# --- money that is passed on ------------------------------------------------------------------


@every_language
def test_a_share_of_the_gain_gives_no_leave_to_resell(agree: Agree, language: str) -> None:
    """Who may not resell but owes a share if it does: each clause points to the other's rule."""
    text = """
        buyer: {name: Fondo, resale: no}
        service: {kind: [carbon]}
        carbon: {share_pct: 60}
        pay: {form: cash, upside_pct: 50}
    """
    document = compose(agree(text), language)
    gain = next(line for line in lines(document, "payment_terms") if "50" in line)
    leave = next(line for line in lines(document, "buyer_duties") if line.startswith("Fondo"))
    share = next(line for line in lines(document, "carbon") if "60" in line)
    assert "(clause)" in gain
    assert re.search("salvo que .* lo acepte por escrito|unless .* accepts it in writing", leave)
    assert re.search("solo la mayor de las dos|only the larger of the two", share)


# --- the organisation in between --------------------------------------------------------------


@every_language
@pytest.mark.parametrize(("role", "keeps"), [("monitors", False), ("holds_money", True)])
def test_only_an_organisation_that_holds_money_hands_money_over(
    agree: Agree, language: str, role: str, keeps: bool
) -> None:
    document = compose(agree(f"mid: {{exists: yes, name: Comité, role: [{role}]}}"), language)
    leaving = list(lines(document, "intermediary"))[-1]
    assert bool(re.search("el dinero que guarda|the money that it holds", leaving)) is keeps


@every_language
def test_each_paragraph_on_the_organisation_names_it(agree: Agree, language: str) -> None:
    roles = ", ".join(QUESTIONS["mid.role"].codes)
    text = f"mid: {{exists: yes, name: Comité, role: [{roles}], fee_pct: 5, fee_paid_by: shared, report: no}}"
    for line in lines(compose(agree(text), language), "intermediary"):
        assert re.search("la Organización de Apoyo|the Support Organisation", line, re.I), line


# --- words of the two sides -------------------------------------------------------------------


@every_language
@pytest.mark.parametrize("who", ["buyer", "seller", "shared", "fund"])
def test_the_table_of_costs_uses_the_defined_terms(agree: Agree, language: str, who: str) -> None:
    document = compose(agree(f"agreement: {{words: payment}}\nmon: {{cost_by: {who}}}"), language)
    for line in lines(document, "costs"):
        assert not re.search(r"quien paga|quien cuida|the payer|the caretaker", line), line


@every_language
def test_the_table_of_costs_asks_while_nobody_has_said(agree: Agree, language: str) -> None:
    assert blanks(compose(agree("{}"), language), "costs", "mon.cost_by") == 1


# --- asked once -------------------------------------------------------------------------------


@every_language
def test_an_unknown_standard_is_asked_once(draft: Draft, language: str) -> None:
    assert blanks(draft("loreto-aguajales", language), "carbon", "carbon.standard") == 1
