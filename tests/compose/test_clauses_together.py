"""Clauses read beside each other: none speaks past another, and nothing is asked or owed twice."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.clauses import Form
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
from tests.compose.whole import changed, whole

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


def paragraphs_and_cells(document: Document) -> Iterator[tuple[Inline, ...]]:
    for block in (block for clause in document.clauses for block in clause.blocks):
        if isinstance(block, Paragraph):
            yield block.inlines
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


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
    for line in lines(compose(agree(text + "\npay: {form: cash}"), language), "intermediary"):
        assert re.search("la Organización de Apoyo|the Support Organisation", line, re.I), line


@every_language
@pytest.mark.parametrize(("form", "gets"), [("cash", False), ("in_kind", True), ("mixed", False)])
def test_where_there_is_no_money_the_organisation_gets_none_and_keeps_no_goods(
    agree: Agree, language: str, form: str, gets: bool
) -> None:
    text = f"mid: {{exists: yes, name: Comité, fee_pct: 5, fee_paid_by: seller}}\npay: {{form: {form}}}"
    said = "\n".join(lines(compose(agree(text), language), "intermediary"))
    assert bool(re.search("parte de los bienes|part of the goods", said)) is gets


@every_language
@pytest.mark.parametrize(("form", "speaks"), [("cash", True), ("in_kind", False)])
def test_interest_is_owed_only_where_there_is_money(
    agree: Agree, language: str, form: str, speaks: bool
) -> None:
    text = f"breach: {{buyer: interest}}\npay: {{form: {form}}}"
    said = "\n".join(lines(compose(agree(text), language), "breach"))
    assert bool(re.search("intereses|interest", said)) is speaks


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


# --- amounts that may still change ------------------------------------------------------------

FUTURE = re.compile(
    r"pay\.(schedule\.\d+\.amount|unit_price|annual_cash|cash_total|total|floor)|site\.parcels\.\d+\.unit_price"
)
BEFORE = {"es": "antes de cualquier reajuste", "en": "before any adjustment"}


def shows_future_money(document: Document, clause: str) -> bool:
    """Whether a clause prints an amount of money that an index or a review may move."""
    blocks = next(c for c in document.clauses if c.id == clause).blocks
    fields = [n.path for b in blocks for n in block_inlines(b) if isinstance(n, Field)]
    return any(FUTURE.fullmatch(path) for path in fields)


@every_language
@pytest.mark.parametrize("index", ["cpi", "fixed_pct", "review"])
@pytest.mark.parametrize(
    "basis", ["per_ha_year", "per_family", "lump", "per_tonne", "tariff_share", "per_result"]
)
def test_every_clause_with_future_amounts_says_that_they_are_before_adjustment(
    agree: Agree, language: str, index: str, basis: str
) -> None:
    agreement = agree(f"""
        term: {{start: 2027-01-01, years: 3}}
        seller: {{families: 4}}
        site: {{area_ha: 10}}
        pay:
          form: mixed
          currency: PEN
          basis: {basis}
          unit_price: 90
          units: 4
          index: {index}
          index_pct: 3
          floor: 5
          schedule: {{every: year, first: 2027-06-01, parts: 3, kind: on_proof}}
          goods: [{{item: radio, qty: 1, unit_value: 50, by: 2027-06-01, kind: advance}}]
    """)
    document = compose(agreement, language)
    seen = {c.id for c in document.clauses if shows_future_money(document, c.id)}
    assert seen == {"payment", "schedule", "annex_calendar"}
    for clause in seen:
        assert any(BEFORE[language] in line for line in lines(document, clause)), clause


@every_language
def test_the_samples_show_no_future_amount_elsewhere(draft: Draft, language: str) -> None:
    for name in ("alto-mayo-water", "loreto-aguajales", "tambopata-agroforestry", "madre-de-dios-fondam"):
        document = draft(name, language)
        for clause in document.clauses:
            if shows_future_money(document, clause.id):
                assert any(BEFORE[language] in line for line in lines(document, clause.id)), clause.id


@every_language
def test_the_particular_conditions_say_it_too(sample: Callable[[str], Agreement], language: str) -> None:
    for name in ("alto-mayo-water", "loreto-aguajales", "madre-de-dios-fondam"):
        document = compose(sample(name), language, form=Form.SHORT)
        for clause in document.clauses:
            if shows_future_money(document, clause.id):
                heads = [c.header for b in clause.blocks if isinstance(b, Table) for c in b.columns]
                told = " ".join([*lines(document, clause.id), *map(said, heads)])
                assert re.search("antes de reajuste|before adjustment", told), clause.id


# --- what comes before payments, and goods to choose from ---------------------------------------


@every_language
def test_payments_that_wait_for_the_same_share_a_row(agree: Agree, language: str) -> None:
    agreement = agree("""
        mon: {indicators: [{id: a, name: Monte}, {id: b, name: Agua}]}
        pay:
          form: cash
          schedule:
            - {date: 2027-01-01, amount: 1, kind: advance}
            - {date: 2027-02-01, amount: 1, kind: on_proof, indicator: a, condition: none}
            - {date: 2027-03-01, amount: 1, kind: on_proof, indicator: a, condition: none}
            - {date: 2027-04-01, amount: 1, kind: on_proof, indicator: [a, b], condition: none}
            - {date: 2027-05-01, amount: 1, kind: on_proof, indicator: a, condition: none}
            - {date: 2027-06-01, amount: 1, kind: on_proof}
    """)
    rows = [line for line in lines(compose(agreement, language), "schedule") if line.count(" | ") == 2]
    until, none = ("2 a 3, 5", "ninguna") if language == "es" else ("2 to 3, 5", "none")
    both = "Monte y Agua" if language == "es" else "Monte and Agua"
    assert rows == [f"{until} | Monte | {none}", f"4 | {both} | {none}", "6 | ____ | ____"]


@every_language
def test_payments_in_advance_alone_need_no_table_of_proof(agree: Agree, language: str) -> None:
    text = "pay: {form: cash, schedule: [{date: 2027-01-01, amount: 1, kind: advance}]}"
    clause = next(c for c in compose(agree(text), language).clauses if c.id == "schedule")
    assert sum(isinstance(block, Table) for block in clause.blocks) == 1


@every_language
def test_goods_to_choose_from_are_named_and_counted_once(agree: Agree, language: str) -> None:
    agreement = agree("""
        pay:
          form: in_kind
          currency: PEN
          goods:
            - {item: motor, code: K1, qty: 1, unit_value: 900, by: 2027-06-01, kind: advance}
            - {item: bote, code: K2, qty: 1, unit_value: 700, by: 2027-09-01, kind: advance, choice_of: K1}
            - {item: radio, code: K3, qty: 2, unit_value: 50, by: 2028-06-01, kind: advance}
    """)
    document = compose(agreement, language)
    assert ("motor o bote" if language == "es" else "motor or bote") in list(lines(document, "goods"))
    years = [line.split(" | ") for line in lines(document, "annex_calendar") if line.startswith("20")]
    assert years == [["2027", "S/\u00a0700.00"], ["2028", "S/\u00a0100.00"]]


# --- the end of a sentence --------------------------------------------------------------------


@every_language
@pytest.mark.parametrize("stop", ["", "."])
def test_a_sentence_ends_with_one_full_stop_however_an_answer_ends(
    agree: Agree, language: str, stop: str
) -> None:
    agreement = agree(f"""
        language: {language}
        buyer: {{name: Sol S.A.C{stop}, benefit: Agua limpia{stop}}}
        seller: {{name: Alta S.A.C{stop}}}
        service: {{description: Cuidamos el monte{stop}, leakage: Se mira el otro lado{stop}}}
        mon: {{community_role: Seis vigilantes{stop}}}
    """)
    document = compose(agreement, language)
    told = [
        line for c in ("background", "service", "monitoring", "definitions") for line in lines(document, c)
    ]
    for text in ("Agua limpia", "Alta S.A.C", "Cuidamos el monte", "Se mira el otro lado", "Seis vigilantes"):
        assert any(re.search(rf"{re.escape(text)}\.( |\n|$)", line) for line in told), text
    assert not any(".." in line for line in told)


# --- goods in advance, payers from abroad, carbon that is not registered ------------------------


@every_language
def test_goods_in_advance_wait_for_no_proof(agree: Agree, language: str) -> None:
    goods = "[{item: radio, kind: advance}, {item: red, kind: on_proof}]"
    rows = list(lines(compose(agree(f"pay: {{form: in_kind, goods: {goods}}}"), language), "goods"))
    assert any(re.match(r"radio \| \w+ \| — \|", row) for row in rows)
    assert any(re.match(r"red \| [\w ]+ \| ____ \|", row) for row in rows)


@every_language
def test_each_payer_from_abroad_has_its_own_agent(agree: Agree, language: str) -> None:
    agreement = agree("""
        country: PE
        buyer:
          - {name: Uno, country: PE}
          - {name: Dos, country: DE, local_agent: Estudio Paz}
          - {name: Tres, country: CL, local_agent: none}
    """)
    (agents,) = [line for line in lines(compose(agreement, language), "notices") if "Estudio Paz" in line]
    assert re.search(r"Estudio Paz .* Dos\. Tres (no ha nombrado|has named nobody)", agents)
    assert "Uno" not in agents


@every_language
def test_carbon_that_is_not_registered_has_no_rules_of_the_register(agree: Agree, language: str) -> None:
    text = "country: PE\nservice: {{kind: [carbon]}}\ncarbon: {{registry: {}}}"
    rules = re.compile("titular de la medida|holder of the measure")
    without, pending = (
        compose(agree(text.format(a)), language) for a in ("none", "solicitud en preparación")
    )
    assert not any(rules.search(line) for line in lines(without, "carbon"))
    assert any(rules.search(line) for line in lines(pending, "carbon"))


# --- what there is none of ---------------------------------------------------------------------


@every_language
def test_the_record_of_consent_says_what_there_is_none_of_and_leaves_room_for_figures(
    agree: Agree, language: str
) -> None:
    seller = "kind: native_community, name: Uno, members_total: 60"
    without = list(lines(compose(agree(f"seller: {{{seller}, assembly: none}}"), language), "annex_consent"))
    held = agree(f"seller: {{{seller}, assembly: {{date: 2026-03-05, act: none, present: 40}}}}")
    assert any(
        re.search(r"No (consta todavía una decisión|decision is on record yet)\. ", x) for x in without
    )
    assert not any(re.search(r"\b(no hay|none);", line) for line in without)
    assert any(line.endswith("____; 40") for line in without)
    assert any(
        re.search(r"(5 de marzo de|5 March) 2026\. (Acta: aún no hay|Minutes: none yet)$", line)
        for line in lines(compose(held, language), "annex_consent")
    )


@every_language
@pytest.mark.parametrize("kind", ["native_community", "household"])
@pytest.mark.parametrize("form", Form)
def test_what_there_is_none_of_reads_as_a_sentence(form: Form, kind: str, language: str) -> None:
    """ "None" stands alone or after a label, and never inside a sentence or in brackets."""
    parts = ("buyer.rep.power", "seller.assembly", "seller.spouse", "service.baseline", "site.map")
    paths = [path for path, question in QUESTIONS.items() if question.none_ok and not question.is_private]
    nones = dict.fromkeys([path for path in paths if not path.startswith(parts)] + [*parts], "none")
    document = compose(changed(whole(), {**nones, "seller.kind": kind}), language, form=form)
    broken = [
        said(words)
        for words in paragraphs_and_cells(document)
        for before, node in pairwise(words)
        if isinstance(node, Field) and node.text in ("no hay", "none")
        if not (isinstance(before, Text) and before.text.endswith((": ", "Tel. ")))
    ]
    assert broken == []


# --- goods of which one is chosen ----------------------------------------------------------------


@every_language
def test_the_annex_of_years_says_that_goods_to_choose_come_in_different_years(
    agree: Agree, language: str
) -> None:
    """Their column is empty then, which would read as if nothing came."""
    text = """
        pay:
          form: in_kind
          goods:
            - {item: cocina, code: A, qty: 1, unit_value: 300, by: 2027-10-31}
            - {item: panel solar, code: B, qty: 1, unit_value: 500, by: 2028-10-31, choice_of: A}
    """
    said_of_choice = re.compile(r"(se elija|is chosen): cocina (o|or) panel solar\. ")
    apart = lines(compose(agree(text), language), "annex_calendar")
    together = lines(compose(agree(text.replace("2028", "2027")), language), "annex_calendar")
    assert any(said_of_choice.search(line) for line in apart)
    assert not any(said_of_choice.search(line) for line in together)
