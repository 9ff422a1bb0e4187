"""What one agreement has in common with the one before is taken over; nothing that could differ is."""

import random
from collections.abc import Callable
from itertools import count, pairwise
from typing import Any

import pytest

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.agreement.conditions import NAMED
from pesagree.agreement.states import Unknown
from pesagree.compose import compose_pattern, looks
from pesagree.compose.changes import changes, length_of, place_of
from pesagree.writers import docx
from tests.compose.whole import changed, whole
from tests.halfway import ends_half_way

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
    "pay.goods": [[{"item": "Plantones", "qty": "3", "unit_value": "4.00", "by": "2027-05-01"}], "~"],
    "pay.schedule.kind": ["on_proof", "advance", "~"],
    "pay.schedule.condition": ["sin tala", "none", "??", "~"],
    "pay.form": ["cash", "in_kind", "mixed"],
    "term.start": ["2027-01-01", "2027-03-01", "??"],
    "law.arbitration_cost_by": ["loser", "shared", "~"],
    "language": ["es", "en"],
    "country": ["PE", "BO"],
    "special": [[{"heading": "Fiesta", "text": "Ese día se descansa."}], "none"],
}


LEAVES = ("date", "amount", "kind", "indicator", "condition", "share_pct")
PATHS = [
    *(path for question in QUESTIONS for path in (question, f"{question}.1", f"{question}.2")),
    *(
        question.replace("seller.", "seller.2.", 1)
        for question in QUESTIONS
        if question.startswith("seller.")
    ),
    *(f"pay.schedule.{number}.{leaf}" for number in range(1, 7) for leaf in LEAVES),
    *(f"site.parcels.{number}.{leaf}" for number in (1, 2) for leaf in ("name", "area_ha")),
    *(f"seller.signers.{number}.{leaf}" for number in (1, 2) for leaf in ("name", "id")),
]


def agreements(seed: int, count: int) -> list[Agreement]:
    """Agreements one after the other, each with some answers of the one before changed."""
    some, made, now = random.Random(seed), list[Agreement](), dict[str, Any]()
    for _ in range(count):
        for path in some.sample(sorted(CHANGES), some.randint(0, 3)):
            now[path] = some.choice(CHANGES[path])
        if now.get("pay.schedule") is LISTED:  # a list has no plan for all
            now = {path: value for path, value in now.items() if not path.startswith("pay.schedule.")}
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
    parcels = {"site.parcels", "site.parcels.2", "site.parcels.2.name"}
    assert changes(one, other) - {"site"} >= {*parcels, length_of("site.parcels")}


def test_a_list_of_the_same_length_differs_in_its_items_only(agree: Agree) -> None:
    one, other = agree("seller: {name: Rosa}"), agree("seller: {name: José}")
    both = agree("seller: [{name: Rosa}, {name: José}]")
    assert length_of("seller") not in changes(one, other)
    assert length_of("seller") in changes(one, both)


def test_a_state_differs_at_its_place(agree: Agree) -> None:
    one, other = agree("pay: {to: '??'}"), agree("pay: {to: '?? Rosa'}")
    assert changes(one, other) == {"pay.to"}
    assert changes(one, agree("pay: {}")) >= {"pay.to"}


def test_payments_that_are_worked_out_differ_in_what_they_come_to(agree: Agree) -> None:
    plan = "pay: {{form: cash, basis: lump, unit_price: {}, schedule: {{every: year, parts: 2, kind: {}}}}}"
    one = agree(plan.format("100.00", "on_proof") + "\nterm: {years: 2}")
    dearer = agree(plan.format("200.00", "on_proof") + "\nterm: {years: 2}")
    other = agree(plan.format("100.00", "advance") + "\nterm: {years: 2}")
    assert "pay.schedule.2.amount" in changes(one, dearer)
    assert not {"pay.schedule.2.date", "pay.schedule.2.kind"} & changes(one, dearer)
    assert "pay.schedule.2.kind" in changes(one, other)


def test_a_state_of_the_plan_is_one_of_each_payment(agree: Agree) -> None:
    one = agree("pay: {schedule: {every: year, parts: 2, first: 2027-02-01, condition: sin tala}}")
    other = one.model_copy(update={"states": {"pay.schedule.condition": Unknown("Rosa")}})
    assert one.answer("pay.schedule.2.condition") != other.answer("pay.schedule.2.condition")
    assert "pay.schedule.2.condition" in changes(one, other)


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_changes_where_no_place_does(seed: int) -> None:
    """For each answer that follows from its own place alone."""
    made = agreements(seed, 12)
    for before, after in pairwise(made):
        found = changes(before, after)
        for path in PATHS:
            if looks._stands(before.answer(path), before) and place_of(path) not in found:
                assert before.answer(path) == after.answer(path)


@pytest.mark.parametrize("seed", range(3))
def test_no_condition_changes_where_no_place_does(seed: int) -> None:
    """For each that follows from answers that stand; most do."""
    asked = [looks.ConditionLook(looks.any_holds, ((name,),)) for name in NAMED]
    stood = set[looks.Look]()
    for before, after in pairwise(agreements(seed, 12)):
        found = changes(before, after)
        for look in asked:
            truth = look.find(before)
            assert truth == look.how(before, *look.what)
            if look.places and found.isdisjoint(look.places):
                stood.add(look)
                assert truth == look.how(after, *look.what)
    assert len(stood) > len(NAMED) - 3


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_over_is_what_would_be_found(seed: int) -> None:
    made, compared = agreements(seed, 8), 0
    for before, after in pairwise(made):
        docx.write_pattern(compose_pattern(before))
        taken_over = looks.seen(after).found
        for look, found in taken_over.items():
            assert look.how(after, *look.what) == found
        compared += len(taken_over)
    assert compared > 500


def test_one_that_gave_away_what_it_found_looks_again() -> None:
    """As where a draft is filled in when the next one is already being composed."""
    one, other = (changed(whole(), {"seller.name": name}) for name in ("Familia Uno", "Familia Dos"))
    first = compose_pattern(one, "es")
    second = compose_pattern(other, "es")
    both = [docx.write_pattern(second), docx.write_pattern(first), docx.write_pattern(second)]
    assert both == [docx.write_pattern(compose_pattern(each, "es")) for each in (other, one, other)]
    assert both[0] != both[1]


def test_the_same_agreement_is_seen_once(agree: Agree) -> None:
    one = agree("seller: {name: Rosa}")
    assert looks.seen(one) is looks.seen(one)
    assert looks.seen(one) is not looks.seen(agree("seller: {name: Rosa}"))


@pytest.mark.parametrize("seed", range(3))
def test_a_result_holds_only_where_all_that_it_follows_from_is_the_same(seed: int) -> None:
    """Also where an agreement is asked again that gave away what it found."""
    made, held = agreements(seed, 10), 0
    seen = looks.Seen(made[0])
    results = []
    for first in range(0, len(PATHS), 150):
        paths = PATHS[first : first + 150]
        _, noted = seen.noting(lambda seen, paths: [*map(seen.answer, paths)], seen, paths)
        results.append((looks.Result(None, noted), paths))
    for after in [*made, *made]:
        robbed, seen = seen, looks.Seen(after, seen)
        for result, paths in results:
            same = all(after.answer(path) == made[0].answer(path) for path in paths)
            for _ in range(2):
                if seen.finds(result):
                    held += 1
                    assert same
            robbed.finds(result)
    assert held


def test_looks_that_end_half_way_leave_nothing_behind(agree: Agree) -> None:
    """Whatever a look comes to in an agreement is what it comes to where nothing was looked at before."""
    one = agree("seller: {name: Rosa, kind: household}\npay: {form: cash, unit_price: 5}\nterm: {years: 2}")
    other = agree("seller: {name: José, kind: household}\npay: {form: in_kind}\nterm: {years: 3}")

    def all_looks(seen: looks.Seen) -> list[object]:
        answers = [seen.answer(path) for path in ("seller.name", "seller.kind", "pay.unit_price", "term.end")]
        narrow = [seen.see(looks.code, "pay.form"), seen.see(looks.status, "pay.unit_price")]
        return [*answers, *narrow, seen.see(looks.any_holds, ("cash", "group")), seen.parties("seller")]

    fresh = {id(agreement): all_looks(looks.Seen(agreement)) for agreement in (one, other)}
    for after in (one, other):
        for at in count(1):
            before = looks.Seen(other, looks.Seen(one))
            all_looks(before)
            half = looks.Seen(one, before)
            if not ends_half_way(lambda: all_looks(half), at):  # noqa: B023
                break
            assert all_looks(looks.Seen(after, half)) == fresh[id(after)]
