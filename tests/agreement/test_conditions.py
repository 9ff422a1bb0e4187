"""Conditions hold, do not hold, or are not known; those on parties are judged for each."""

from collections.abc import Callable

import pytest

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.agreement.conditions import NAMED, Truth, both, either, opposite

CASES: list[tuple[str, str, Truth]] = [
    ("PE", "country: PE", True),
    ("PE", "country: BO", False),
    ("PE", "", True),  # the country's default
    ("communal", "seller: {kind: native_community}", True),
    ("communal", "seller: {kind: peasant_community}", True),
    ("communal", "seller: {kind: association}", False),
    ("communal", "", None),
    ("communal", "seller: {kind: '?? ask'}", None),
    ("communal", "seller: {kind: {proposals: {buyer: association, seller: household}}}", None),
    ("settlement", "seller: {kind: river_settlement}", True),
    ("settlement", "seller: {kind: household}", False),
    ("association", "seller: {kind: association}", True),
    ("association", "seller: {kind: area_manager}", False),
    ("group", "seller: {kind: river_settlement}", True),
    ("group", "seller: {kind: association}", True),
    ("group", "seller: {kind: native_community}", True),
    ("group", "seller: {kind: concession_holder}", False),
    ("group", "seller: {name: X}", None),
    ("couple", "seller: {kind: household}", True),
    ("couple", "seller: {kind: private_owner}", True),
    ("couple", "seller: {kind: concession_holder}", False),
    ("several_buyers", "buyer: [{name: A}, {name: B}]", True),
    ("several_buyers", "buyer: {name: A}", False),
    ("several_buyers", "", False),
    ("several_sellers", "seller: [{name: A}, {name: B}]", True),
    ("several_sellers", "seller: [{name: A}]", False),
    ("public_buyer", "buyer: {kind: water_utility}", True),
    ("public_buyer", "buyer: {kind: municipality}", True),
    ("public_buyer", "buyer: {kind: state_programme}", True),
    ("public_buyer", "buyer: {kind: company}", False),
    ("public_buyer", "", None),
    ("foreign_buyer", "{country: PE, buyer: {country: GB}}", True),
    ("foreign_buyer", "{country: PE, buyer: {country: PE}}", False),
    ("foreign_buyer", "{country: BO, buyer: {name: X}}", False),  # the payer's country follows the place's
    ("foreign_buyer", "{country: PE, buyer: {country: ??}}", None),
    ("mid", "mid: {exists: yes}", True),
    ("mid", "mid: {exists: no}", False),
    ("mid", "", None),
    ("overlap", "seller: {overlaps: [oil]}", True),
    ("overlap", "seller: {overlaps: none}", False),
    ("overlap", "seller: {overlaps: ??}", None),
    ("overlap", "", None),
    ("dated_right", "seller: {land_right: concession}", True),
    ("dated_right", "seller: {land_right: leased}", True),
    ("dated_right", "seller: {land_right: title}", False),
    ("non_readers", "seller: {not_reading: 1}", True),
    ("non_readers", "seller: {not_reading: 0}", False),
    ("non_readers", "", None),
    ("non_readers", "seller: [{not_reading: 0}, {not_reading: 3}]", True),
    ("non_readers", "seller: [{not_reading: 0}, {name: B}]", None),
    ("water", "service: {kind: [carbon, water]}", True),
    ("water", "service: {kind: [carbon]}", False),
    ("water", "", None),
    ("carbon", "service: {kind: carbon}", True),
    ("carbon", "service: {kind: [water]}", False),
    ("bio", "service: {kind: [biodiversity]}", True),
    ("bio", "service: {kind: [soil]}", False),
    ("cash", "pay: {form: cash}", True),
    ("cash", "pay: {form: mixed}", True),
    ("cash", "pay: {form: in_kind}", False),
    ("cash", "", None),
    ("goods", "pay: {form: in_kind}", True),
    ("goods", "pay: {form: mixed}", True),
    ("goods", "pay: {form: cash}", False),
    ("one_price", "pay: {form: cash}", True),
    ("one_price", "pay: {form: in_kind}", False),
    ("one_price", "{pay: {form: cash}, site: {parcels: [{unit_price: 2}, {unit_price: 3}]}}", False),
    ("one_price", "{pay: {form: cash}, site: {parcels: [{unit_price: 2}, {area_ha: 3}]}}", True),
    ("one_price", "site: {parcels: [{unit_price: 2}]}", False),
    ("one_price", "", None),
    ("foreign_money", "{country: PE, pay: {currency: USD}}", True),
    ("foreign_money", "{country: PE, pay: {currency: PEN}}", False),
    ("foreign_money", "{country: BO, pay: {currency: PEN}}", True),
    ("foreign_money", "country: PE", False),  # the currency follows the country
    ("open_price", "pay: {basis: per_tonne}", True),
    ("open_price", "pay: {basis: tariff_share}", True),
    ("open_price", "pay: {basis: per_result}", True),
    ("open_price", "pay: {basis: lump}", False),
    ("open_price", "", None),
]

OF_ONE_QUESTION: list[tuple[str, str, Truth]] = [
    ("bio.harvest_rule", "bio: {resource: fish}", True),
    ("bio.harvest_rule", "bio: {resource: none}", False),
    ("bio.harvest_rule", "", None),
    ("bio.resource", "service: {kind: [carbon]}", True),
    ("bio.resource", "service: {kind: [water]}", False),
    ("law.arbitration_cost_by", "law: {steps: [talk, arbitration]}", True),
    ("law.arbitration_cost_by", "law: {steps: [talk, court]}", False),
    ("law.arbitration_cost_by", "", None),
    ("pay.index_pct", "pay: {index: fixed_pct}", True),
    ("pay.index_pct", "pay: {index: cpi}", False),
    ("pay.index_pct", "pay: {index: none}", False),
    ("pay.units", "pay: {form: cash, basis: lump}", False),
    ("pay.units", "pay: {form: cash, basis: per_tonne}", True),
    ("pay.units", "pay: {form: in_kind}", False),
    ("pay.units", "pay: {form: cash}", None),
    ("pay.upside_pct", "{service: {kind: [carbon]}}", True),
    ("pay.upside_pct", "{service: {kind: [water]}, buyer: {resale: yes}}", True),
    ("pay.upside_pct", "{service: {kind: [water]}, buyer: {resale: no}}", False),
    ("pay.upside_pct", "{service: {kind: [water]}}", None),
    ("pay.floor", "{pay: {basis: lump}, buyer: {funding_source: carbon_sales}}", True),
    ("pay.floor", "{pay: {basis: lump}, buyer: {funding_source: own}}", False),
    ("carbon.registry", "{country: PE, service: {kind: [carbon]}}", True),
    ("carbon.registry", "{country: BO, service: {kind: [carbon]}}", False),
    ("seller.registry_entry", "seller: {kind: association}", True),
    ("seller.registry_entry", "seller: {kind: river_settlement}", False),
]


@pytest.mark.parametrize(("name", "text", "truth"), CASES)
def test_a_condition_holds_or_not_or_is_not_known(
    name: str, text: str, truth: Truth, agree: Callable[[str], Agreement]
) -> None:
    assert NAMED[name].holds(agree(text)) is truth


def test_every_named_condition_is_tried_both_ways() -> None:
    tried = {(name, truth) for name, _, truth in CASES if truth is not None}
    assert tried == {(name, truth) for name in NAMED for truth in (True, False)}


@pytest.mark.parametrize(("path", "text", "truth"), OF_ONE_QUESTION)
def test_a_question_is_asked_by_its_own_condition(
    path: str, text: str, truth: Truth, agree: Callable[[str], Agreement]
) -> None:
    assert QUESTIONS[path].when.holds(agree(text)) is truth


def test_conditions_on_parties_are_judged_for_each(agree: Callable[[str], Agreement]) -> None:
    two = agree("seller: [{kind: household}, {kind: native_community}, {name: C}]")
    assert [NAMED["communal"].holds(two, party) for party in two.parties("seller")] == [False, True, None]
    assert NAMED["communal"].holds(two) is True  # of any of them
    assert [NAMED["couple"].holds(two, party) for party in two.parties("seller")] == [True, False, None]


def test_a_buyer_from_abroad_is_told_from_one_at_home(agree: Callable[[str], Agreement]) -> None:
    both_kinds = agree("buyer: [{country: PE}, {country: GB}]")
    assert [NAMED["foreign_buyer"].holds(both_kinds, p) for p in ("buyer", "buyer.2")] == [False, True]


TRUTHS: tuple[Truth, ...] = (True, False, None)


@pytest.mark.parametrize("one", TRUTHS)
@pytest.mark.parametrize("other", TRUTHS)
def test_and_or_and_not_have_three_values(one: Truth, other: Truth) -> None:
    assert either(one, other) is (True if True in (one, other) else None if None in (one, other) else False)
    assert both(one, other) is (False if False in (one, other) else None if None in (one, other) else True)
    assert opposite(both(one, other)) is either(opposite(one), opposite(other))
