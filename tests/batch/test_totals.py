"""What a batch adds up to: sums to the cent, by year and currency, and what is still open said."""

from decimal import Decimal

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.batch.totals import Totals
from pesagree.resources import samples_dir

SAMPLES = sorted(
    file.stem for file in samples_dir().glob("*.yaml") if not file.name.endswith(".private.yaml")
)


def total(*agreements: Agreement) -> Totals:
    found = Totals()
    for agreement in agreements:
        found.add(agreement, "es")
    return found


def deal(text: str) -> Agreement:
    return parse(text, "deal.yaml").agreement


def test_goods_of_one_name_are_added_however_they_are_written() -> None:
    found = total(
        deal("pay: {form: in_kind, goods: [{item: Plantón, qty: 10}, {item: malla, qty: 0.5}]}"),
        deal("pay: {form: in_kind, goods: [{item: planton, qty: 5}, {item: olla}]}"),
    )
    assert dict(found.goods) == {"Plantón": Decimal(15), "malla": Decimal("0.5")}
    assert found.open["goods"] == 1
    assert not found.money


def test_what_nobody_said_is_counted() -> None:
    found = total(deal("seller: {name: Ana}"))
    assert found.families == found.hectares == 0
    assert found.open["hectares"] == found.open["families"] == found.open["money"] == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_the_money_of_all_years_is_the_money_of_the_agreement(name: str) -> None:
    agreement = load(samples_dir() / f"{name}.yaml", with_private=False).agreement
    whole = agreement.answer("pay.cash_total").value
    found = total(agreement, agreement)
    if isinstance(whole, Decimal) and not found.open["money"]:
        assert sum(found.money.values()) == 2 * whole
