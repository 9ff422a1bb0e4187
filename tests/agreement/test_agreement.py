"""What stands at a path: the answer, else what is worked out, else a default; or why there is none."""

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from pesagree.agreement import Agreement, Status, Translated
from pesagree.agreement.states import Disputed, Unknown

Agree = Callable[[str], Agreement]


def test_an_empty_agreement_is_open_everywhere() -> None:
    empty = Agreement()
    assert empty.answer("buyer.name").status is Status.OPEN
    assert empty.answer("pay.schedule").status is Status.OPEN
    assert empty.answer("pay.total").status is Status.OPEN
    assert empty.answer("seller.2.name").is_open
    assert empty.instalments == ()


def test_each_state_of_an_answer(agree: Agree) -> None:
    agreement = agree("""
        buyer:
          name: Agua Clara
          tax_id: none
          phone: "?? ask the office, by March"
          email:
        term: {years: {proposals: {buyer: 10, seller: 3}}}
    """)
    given, none = agreement.answer("buyer.name"), agreement.answer("buyer.tax_id")
    assert (given.status, given.value, given.origin) == (Status.GIVEN, "Agua Clara", "given")
    assert given.is_given
    assert (none.status, none.value) == (Status.NONE, None)
    assert none.is_none
    unknown = agreement.answer("buyer.phone")
    assert (unknown.status, unknown.note) == (Status.UNKNOWN, "ask the office, by March")
    assert agreement.answer("buyer.email").status is Status.OPEN
    disputed = agreement.answer("term.years")
    assert (disputed.status, disputed.value) == (Status.DISPUTED, None)
    assert disputed.proposals == {"buyer": 10, "seller": 3}
    assert [a.is_open for a in (given, none, unknown, disputed)] == [False, False, True, True]
    assert agreement.state("buyer.phone") == Unknown("ask the office, by March")
    assert agreement.state("term.years") == Disputed({"buyer": 10, "seller": 3})
    assert agreement.state("buyer.name") is None


def test_a_written_figure_wins_over_the_one_worked_out(agree: Agree) -> None:
    computed = agree("site: {parcels: [{area_ha: 410}, {area_ha: 60}]}").answer("site.area_ha")
    assert (computed.value, computed.origin) == (Decimal(470), "worked_out")
    written = agree("site: {area_ha: 465.5, parcels: [{area_ha: 410}, {area_ha: 60}]}").answer("site.area_ha")
    assert (written.value, written.origin) == (Decimal("465.5"), "given")


def test_a_default_is_told_from_an_answer(agree: Agree) -> None:
    nothing = Agreement()
    assert (nothing.answer("country").value, nothing.answer("country").origin) == ("PE", "default")
    assert agree("country: PE").answer("country").origin == "given"
    assert nothing.answer("language").value == "es"
    assert nothing.answer("agreement.stage").value == "first_talk"
    assert nothing.answer("site.map.datum").value == "WGS84"
    assert nothing.answer("pay.late.days").value == 15
    assert nothing.answer("pay.currency").value == "PEN"
    assert nothing.answer("law.governing").value == "PE"
    assert nothing.answer("law.language.in").value == ("spa",)
    assert nothing.answer("agreement.words").value == "merese"


def test_defaults_follow_other_answers(agree: Agree) -> None:
    agreement = agree("""
        country: BO
        language: en
        site: {name: Cocha Mansa}
        mid: {exists: yes}
        buyer: [{name: A}, {name: B}]
        seller: [{kind: household}, {kind: native_community}]
    """)
    assert agreement.answer("agreement.title").value == "Cocha Mansa"
    assert agreement.answer("agreement.words").value == "payment"
    assert agreement.answer("buyer.2.country").value == "BO"
    assert agreement.answer("pay.currency").value == "BOB"
    assert agreement.answer("law.governing").value == "BO"
    assert agreement.answer("law.language.in").value == ("eng",)
    assert agreement.answer("sign.originals").value == 5
    assert agreement.answer("seller.families").value == 1
    assert agreement.answer("seller.2.families").status is Status.OPEN


def test_an_unknown_answer_has_no_default(agree: Agree) -> None:
    assert agree("pay: {currency: ?? ask}").answer("pay.currency").status is Status.UNKNOWN
    assert agree("pay: {late: {days: none}}").answer("pay.late.days").status is Status.NONE


def test_one_party_may_be_written_without_the_list(agree: Agree) -> None:
    alone, listed = agree("seller: {name: Río Manso}"), agree("seller: [{name: Río Manso}]")
    assert alone.seller == listed.seller
    for path in ("seller.name", "seller.1.name"):
        assert alone.answer(path).value == "Río Manso"
    assert alone.answer("seller.1.name").path == "seller.name"
    assert alone.parties("seller") == ["seller"]
    assert alone.parties("buyer") == ["buyer"]


def test_paths_count_parties_and_items_from_one(agree: Agree) -> None:
    agreement = agree("""
        seller:
          - name: Uno
          - {name: Dos, signers: [{name: Ana}, {name: Luz, signs: ink}]}
        law: {language: {in: [spa, cod]}}
    """)
    assert agreement.parties("seller") == ["seller", "seller.2"]
    assert agreement.answer("seller.2.name").value == "Dos"
    assert agreement.answer("seller.2.signers.2.name").value == "Luz"
    assert agreement.answer("seller.2.signers.3.name").status is Status.OPEN
    assert agreement.answer("seller.3.name").status is Status.OPEN
    assert agreement.answer("law.language.in").value == ("spa", "cod")
    assert agreement.written("seller.0.name") is None


def test_generated_instalments_can_be_asked_for_by_path(agree: Agree) -> None:
    agreement = agree("""
        pay: {form: cash, basis: lump, unit_price: 100, schedule: {every: year, first: 2027-05-01, parts: 3}}
        term: {years: 3}
    """)
    assert agreement.answer("pay.schedule.3.date").value == date(2029, 5, 1)
    assert agreement.answer("pay.schedule.3.amount").value == Decimal("33.34")
    assert agreement.answer("pay.schedule.4.amount").status is Status.OPEN


def test_text_in_two_languages_gives_the_one_asked_for_or_the_first(agree: Agree) -> None:
    value = agree("site: {name: {es: Quebrada Clara, en: Clear Creek}}").answer("site.name").value
    assert isinstance(value, Translated)
    assert (value.into("es"), value.into("en")) == ("Quebrada Clara", "Clear Creek")
    assert value.into("qu") == "Quebrada Clara"


def test_an_agreement_cannot_be_changed() -> None:
    agreement = Agreement()
    with pytest.raises(ValidationError, match="frozen"):
        agreement.country = "BO"  # type: ignore[misc]


def test_a_copy_works_everything_out_for_itself(agree: Agree) -> None:
    agreement = agree("{pay: {form: cash, basis: lump, unit_price: 100}, term: {years: 2}}")
    assert agreement.answer("pay.agreed_cash").value == 100
    dearer = agreement.model_copy(
        update={"pay": agreement.pay.model_copy(update={"unit_price": Decimal(300)})}
    )
    assert dearer.answer("pay.agreed_cash").value == 300
    assert agreement.answer("pay.agreed_cash").value == 100
    assert dict(agreement).keys() == Agreement.model_fields.keys()


def test_an_agreement_goes_to_another_process_without_what_it_worked_out(agree: Agree) -> None:
    agreement = agree("{pay: {form: cash, basis: lump, unit_price: 100}, special: ?? Ana}")
    assert agreement.answer("pay.agreed_cash").value == 100
    there = pickle.loads(pickle.dumps(agreement))
    assert there == agreement
    assert there.states == agreement.states
    assert there.answer("pay.agreed_cash").value == 100


def test_a_thing_is_worked_out_once_for_each_agreement() -> None:
    counted: list[Agreement] = []
    first, second = Agreement(), Agreement(country="PE")
    for agreement in (first, second, first):
        agreement.once(counted.append)
    assert [one is first for one in counted] == [True, False]
