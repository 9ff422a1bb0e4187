"""What one agreement has in common with the one before is taken over; nothing that could differ is."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.compose import compose_pattern, looks
from pesagree.compose.changes import changes, place_of
from pesagree.writers import docx
from tests.compose.whole import changed, whole

Agree = Callable[..., Agreement]

PARCELS = [{"name": "Monte", "area_ha": "3"}, {"name": "Chacra", "area_ha": "4"}]
PLAN = {
    "every": "half_year",
    "first": "2027-02-01",
    "parts": "4",
    "kind": "on_proof",
    "condition": "sin tala",
}
LISTED = [{"date": "2027-02-01", "amount": "10.00", "kind": "advance"}, {"date": "2028-02-01"}]

CHANGES: dict[str, list[Any]] = {
    "seller.name": ["Familia Uno", "Familia Dos", "??", "~"],
    "seller.signers": [[{"name": "Rosa"}], [{"name": "Rosa"}, {"name": "José", "id": "00000003"}], "~"],
    "seller.overlaps": ["none", ["mining"], "?? Rosa", {"proposals": {"buyer": "mining", "seller": "none"}}],
    "mid": ["none", "~", {"exists": "yes", "name": "Comité"}],
    "site.parcels": [PARCELS, PARCELS[:1], PARCELS[::-1], "~"],
    "pay.unit_price": ["5.50", "6", "~", "??"],
    "pay.schedule": [PLAN, {**PLAN, "parts": "5", "condition": "??"}, {**PLAN, "advance_pct": "20"}, LISTED],
    "pay.goods": [[{"item": "Plantones", "qty": "3", "unit_value": "4.00", "by": "2027-05-01"}], "none", "~"],
    "pay.form": ["cash", "in_kind", "mixed"],
    "term.start": ["2027-01-01", "2027-03-01", "??"],
    "law.arbitration_cost_by": ["loser", "shared", "~"],
    "language": ["es", "en"],
    "country": ["PE", "BO"],
    "special": [[{"heading": "Fiesta", "text": "Ese día se descansa."}], "none"],
}


def agreements(seed: int, count: int) -> list[Agreement]:
    """Agreements one after the other, each with some answers of the one before changed."""
    some, made, now = random.Random(seed), list[Agreement](), dict[str, Any]()
    for _ in range(count):
        for path in some.sample(sorted(CHANGES), some.randint(0, 3)):
            now[path] = some.choice(CHANGES[path])
        made.append(changed(whole(), now, sellers=some.choice((1, 1, 2)), buyers=some.choice((1, 1, 2))))
    return made


def test_a_place_needs_no_number_for_the_first() -> None:
    same = ("seller.1.signers.1.name", "seller.signers.1.name", "seller.signers.name")
    assert {place_of(path) for path in same} == {"seller.signers.name"}
    assert place_of("seller.11.signers.10") == "seller.11.signers.10"


def test_the_places_of_what_is_written_otherwise(agree: Agree) -> None:
    one = agree("seller: {name: Rosa, tax_id: 10000000001}\nsite: {parcels: [{area_ha: 1}, {area_ha: 2}]}")
    other = agree("seller: {name: José, tax_id: 10000000001}\nsite: {parcels: [{area_ha: 1}, {area_ha: 3}]}")
    assert changes(one, one) == set()
    assert changes(one, other) == {
        *("seller", "seller.name"),
        *("site", "site.parcels", "site.parcels.2", "site.parcels.2.area_ha"),
    }


def test_what_stands_on_one_side_only_differs_with_all_that_is_in_it(agree: Agree) -> None:
    one, other = agree("site: {parcels: [{area_ha: 1}]}"), agree("site: {parcels: [{area_ha: 1}, {name: B}]}")
    assert changes(one, other) == changes(other, one)
    assert changes(one, other) == {"site", "site.parcels", "site.parcels.2", "site.parcels.2.name"}


def test_a_state_differs_at_its_place(agree: Agree) -> None:
    one, other = agree("pay: {to: '??'}"), agree("pay: {to: '?? Rosa'}")
    assert changes(one, other) == {"pay.to"}
    assert changes(one, agree("pay: {}")) >= {"pay.to"}


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_changes_where_no_place_does(seed: int) -> None:
    """For each answer that follows from its own place alone."""
    made = agreements(seed, 12)
    for before, after in pairwise(made):
        found = changes(before, after)
        for path in (path for question in QUESTIONS for path in (question, f"{question}.1", f"{question}.2")):
            look = looks.AnswerLook(Agreement.answer, (path,))
            if looks._stands(before.answer(path), before) and look.place not in found:
                assert before.answer(path) == after.answer(path)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_over_is_what_would_be_found(seed: int) -> None:
    made, compared = agreements(seed, 8), 0
    for before, after in pairwise(made):
        docx.write_pattern(compose_pattern(before))
        for look, found in looks.seen(after)._standing.items():
            assert look.how(after, *look.what) == found
            compared += 1
    assert compared > 500
