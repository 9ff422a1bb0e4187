"""The amounts that a draft prints agree with the answers to the cent, and its tables add up."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind, key
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.compose.voice import FIGURE_KINDS
from pesagree.document import Document, Field, Inline, Table, inlines
from pesagree.resources import samples_dir
from tests.compose.faults import said
from tests.review.edits import Changes, made_from

SAMPLES = sorted(p.stem for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))
SUM = {"es": "Suma", "en": "Sum"}
CENT = Decimal("0.01")
KIT = {"item": "cocina", "code": "K1", "qty": "40", "unit_value": "350.00", "by": "2027-10-31"}
MADE: dict[str, tuple[str, Changes]] = {
    "by share, to the last cent": (
        "alto-mayo-water",
        {
            "pay.schedule": [
                {"date": "2027-02-01", "share_pct": "33.3333", "kind": "advance"},
                {"date": "2027-09-01", "share_pct": "33.3333", "kind": "on_proof"},
                {"date": "2029-02-01", "share_pct": "33.3334", "kind": "on_proof"},
            ]
        },
    ),
    "money of another country": ("tambopata-agroforestry", {"country": "BO", "pay.currency": "BOB"}),
    "goods to choose from": (
        "alto-mayo-water",
        {"pay.goods": [KIT, {**KIT, "item": "motor", "unit_value": "120.55", "choice_of": "K1"}]},
    ),
}
"""Agreements made from a sample, each for a way in which cents get lost."""

every_agreement = pytest.mark.parametrize("name", [*SAMPLES, *MADE])
every_language = pytest.mark.parametrize("language", ["es", "en"])


def agreement_of(name: str) -> Agreement:
    return made_from(*MADE.get(name, (name, {})))


def number(cell: tuple[Inline, ...]) -> Decimal | None:
    """The one number in a cell; its decimal sign is the one before two figures at the end."""
    found = re.findall(r"\d[\d.,]*", said(cell))
    if len(found) != 1:
        return None
    whole, cents = re.fullmatch(r"(.*?)(?:[.,](\d\d))?", found[0]).groups()  # type: ignore[union-attr]
    return Decimal(re.sub(r"[.,]", "", whole) + "." + (cents or "0"))


def is_money(path: str) -> bool:
    question = QUESTIONS.get(key(path)) or ITEMS.get(key(path))
    return (question.kind if question else FIGURE_KINDS.get(key(path))) is Kind.MONEY


def tables(document: Document) -> Iterator[tuple[str, Table]]:
    for clause in document.clauses:
        for block in clause.blocks:
            if isinstance(block, Table):
                yield clause.id, block


@every_agreement
@every_language
@pytest.mark.parametrize("form", [Form.FULL, Form.SHORT])
def test_every_amount_is_the_answer_to_the_cent(name: str, language: str, form: Form) -> None:
    agreement = agreement_of(name)
    shown = [n for n in inlines(compose(agreement, language, form=form)) if isinstance(n, Field)]
    amounts = [field for field in shown if is_money(field.path) and not agreement.answer(field.path).is_none]
    assert amounts
    for field in amounts:
        value = agreement.answer(field.path).value
        assert number((field,)) == value.quantize(CENT), field.path
        assert value == value.quantize(CENT), field.path


@every_agreement
@every_language
def test_each_column_of_a_table_comes_to_its_sum(name: str, language: str) -> None:
    summed = set()
    for clause, table in tables(compose(agreement_of(name), language)):
        *rows, last = table.rows
        if SUM[language] not in [said(cell) for cell in last]:
            continue
        if clause == "goods" and name == "goods to choose from":
            continue  # only one of them counts: see below
        for column, cell in enumerate(last):
            if (total := number(cell)) is not None:
                assert sum(number(row[column]) or 0 for row in rows) == total, (clause, column)
                summed.add(clause)
    assert summed or name == "minimal", "no table has a sum"


@pytest.mark.parametrize("name", [*SAMPLES, *(name for name in MADE if name != "goods to choose from")])
@every_language
def test_what_each_year_brings_is_what_falls_due_in_it(name: str, language: str) -> None:
    document = compose(agreement_of(name), language)
    due: defaultdict[str, Decimal] = defaultdict(Decimal)
    seen: set[str] = set()
    for _, table in tables(document):
        for row in table.rows:
            fields = {field.path: field for cell in row for field in cell if isinstance(field, Field)}
            for path, date in fields.items():
                head, _, leaf = path.rpartition(".")
                worth = fields.get(f"{head}.amount" if leaf == "date" else f"{head}.value")
                if leaf in ("date", "by") and worth is not None and date.date and path not in seen:
                    seen.add(path)
                    due[date.date[:4]] += number((worth,)) or 0
    years = next(table for clause, table in tables(document) if clause == "annex_calendar")
    for year, *columns in years.rows[:-1]:
        parts = [number(cell) for cell in columns]
        *kinds, total = parts  # one column alone where everything is money, or everything goods
        if None not in parts:
            assert total == sum(part or 0 for part in kinds or parts)
            assert total == due[said(year)], said(year)


@every_language
def test_of_goods_to_choose_from_the_least_counts_once(language: str) -> None:
    agreement = agreement_of("goods to choose from")
    document = compose(agreement, language)
    shown = {field.path: number((field,)) for field in inlines(document) if isinstance(field, Field)}
    assert (shown["pay.goods.1.value"], shown["pay.goods.2.value"]) == (Decimal(14000), Decimal(4822))
    assert shown["pay.goods_total"] == Decimal(4822)
    assert shown["pay.total"] == shown["pay.cash_total"] + Decimal(4822)  # type: ignore[operator]
