"""What clause templates see: answers print as slots, and logic never guesses."""

from collections.abc import Callable
from typing import Any

import pytest

from pesagree.agreement import Agreement
from pesagree.compose.slots import SLOT, AnswerSlot, ProofSlot, QuestionSlot, SideSlot, slot_of, written
from pesagree.compose.values import Speaker
from pesagree.compose.views import GIVEN, MAX_STEPS, NONE, OpenAnswer, Scope, TooManySteps
from pesagree.document import Text
from pesagree.wording import wording

Agree = Callable[..., Agreement]


def names(agreement: Agreement, **assumed: Any) -> dict[str, Any]:
    """The names of templates; assumptions by path, with `__` for the dots."""
    words = wording("es")
    scope = Scope(agreement, Speaker(agreement, words), words)
    scope.assumed = {path.replace("__", "."): value for path, value in assumed.items()}
    return scope.names()


def slots(text: str) -> list[Any]:
    return [slot_of(code) for code in SLOT.findall(text)]


def test_an_answer_prints_as_a_slot_whatever_its_state(agree: Agree) -> None:
    for text in ("buyer: {name: Agua}", "buyer: {phone: none}", "{}"):
        assert str(names(agree(text))["buyer"].name) == written(AnswerSlot("buyer.name"))


def test_the_truth_of_a_given_answer(agree: Agree) -> None:
    seen = names(agree("buyer: {resale: no, phone: none, kind: company}\nmid: {exists: yes}"))
    assert bool(seen["mid"].exists) is True
    assert bool(seen["buyer"].resale) is False
    assert bool(seen["buyer"].phone) is False
    assert seen["buyer"].phone.is_none is True
    assert seen["buyer"].kind == "company"
    assert seen["buyer"].kind != "person"


@pytest.mark.parametrize(
    "look",
    [
        lambda seen: bool(seen["buyer"].resale),
        lambda seen: seen["buyer"].kind == "company",
        lambda seen: seen["buyer"].kind != "company",
        lambda seen: seen["buyer"].phone.is_none,
        lambda seen: "water" in seen["service"].kind,
        lambda seen: seen["when"].cash,
    ],
)
@pytest.mark.parametrize("state", ["", "'??'", "'?? preguntar'", "{proposals: {buyer: %s, seller: %s}}"])
def test_the_truth_of_an_open_unknown_or_disputed_answer_is_not_guessed(
    agree: Agree, look: Callable[[dict[str, Any]], bool], state: str
) -> None:
    def said(value: str) -> str:
        return state % (value, value) if "%s" in state else state

    seen = names(
        agree(
            f"buyer: {{resale: {said('yes')}, kind: {said('company')}, phone: {said('123')}}}\n"
            f"service: {{kind: {said('water')}}}\npay: {{form: {said('cash')}}}"
        )
    )
    with pytest.raises(OpenAnswer):
        look(seen)


def test_an_open_answer_names_the_values_that_it_could_take(agree: Agree) -> None:
    seen = names(agree("{}"))
    found = {}
    for view in (seen["buyer"].resale, seen["seller"].land_right, seen["buyer"].phone, seen["term"].years):
        with pytest.raises(OpenAnswer) as met:
            bool(view)
        found[met.value.about] = met.value.alternatives
    assert found["buyer.resale"] == (True, False)
    assert found["buyer.phone"] == (GIVEN, NONE)
    assert found["term.years"] == (GIVEN,)
    assert "title" in found["seller.land_right"]


def test_an_assumption_stands_in_for_an_open_answer(agree: Agree) -> None:
    seen = names(agree("{}"), buyer__kind="company", buyer__phone=NONE, buyer__email=GIVEN, when__cash=True)
    assert seen["buyer"].kind == "company"
    assert seen["buyer"].phone.is_none is True
    assert seen["buyer"].email.is_none is False
    assert seen["when"].cash is True


def test_a_code_that_may_be_among_several(agree: Agree) -> None:
    seen = names(agree("service: {kind: [water, soil]}"))
    assert "water" in seen["service"].kind
    assert "carbon" not in seen["service"].kind
    with pytest.raises(OpenAnswer) as met:
        assert "arbitration" in seen["law"].steps
    assert (met.value.about, met.value.path) == ("law.steps has arbitration", "law.steps")


def test_a_loop_runs_over_the_items_given_or_over_rows_to_fill_in(agree: Agree) -> None:
    seen = names(agree("service: {limits: [{what: uno}, {what: dos}]}"))
    assert [str(item.what) for item in seen["service"].limits] == [
        written(AnswerSlot(f"service.limits.{n}.what")) for n in (1, 2)
    ]
    assert len(list(seen["service"].actions)) == 3
    assert list(names(agree("service: {limits: none}"))["service"].limits) == []


def test_a_loop_over_texts_prints_each_and_an_open_one_once(agree: Agree) -> None:
    given = names(agree("service: {allowed: [pesca, leña]}"))["service"].allowed
    assert [slots(str(one)) for one in given] == [
        [AnswerSlot("service.allowed.1")],
        [AnswerSlot("service.allowed.2")],
    ]
    assert [slots(str(one)) for one in names(agree("{}"))["service"].allowed] == [
        [AnswerSlot("service.allowed")]
    ]


def test_every_party_has_its_own_paths(agree: Agree) -> None:
    seen = names(agree("seller: [{name: uno}, {name: dos}]"))
    assert [slots(str(party.name)) for party in seen["sellers"]] == [
        [AnswerSlot("seller.name")],
        [AnswerSlot("seller.2.name")],
    ]
    assert len(list(seen["buyers"])) == 1


def test_choose_takes_the_text_of_the_code(agree: Agree) -> None:
    seen = names(agree("buyer: {resale: no, phone: none, kind: company}\nmid: {exists: yes}"))
    assert seen["buyer"].kind.choose(company="A", person="B") == "A"
    assert seen["buyer"].resale.choose(yes="A", no="B") == "B"
    assert seen["mid"].exists.choose(yes="A", no="B") == "A"
    assert seen["buyer"].phone.choose(none="nadie") == "nadie"


def test_choose_shows_all_texts_with_boxes_while_open(agree: Agree) -> None:
    said = names(agree("{}"))["buyer"].resale.choose(yes="Puede.", no="No puede.", none="")
    assert said == f"{written(QuestionSlot('buyer.resale'))}\\\n☐ Puede.\\\n☐ No puede."


def test_choose_shows_whose_proposal_is_whose(agree: Agree) -> None:
    agreement = agree("pay: {to: {proposals: {buyer: leader_personal, seller: community_account}}}")
    said = names(agreement)["pay"].to.choose(community_account="De todos.", leader_personal="Del jefe.")
    lines = said.split("\\\n")
    assert lines[0] == written(QuestionSlot("pay.to"))
    assert lines[1:] == [
        f"☐ Del jefe. {written(SideSlot('buyer'))}",
        f"☐ De todos. {written(SideSlot('seller'))}",
    ]


def test_named_stands_inside_a_sentence(agree: Agree) -> None:
    for text, said in (
        ("buyer: {resale: no}", "B"),
        ("buyer: {resale: yes}", "A"),
        ("{}", written(AnswerSlot("buyer.resale"))),
        ("buyer: {resale: '?? en mayo'}", written(AnswerSlot("buyer.resale"))),
        ("buyer: {resale: {proposals: {buyer: yes, seller: no}}}", written(AnswerSlot("buyer.resale"))),
    ):
        assert names(agree(text))["buyer"].resale.named(yes="A", no="B") == said


def test_named_for_none_alone_leaves_what_is_given(agree: Agree) -> None:
    for text, said in (
        ("{phone: none}", "nobody"),
        ("{phone: 961 000 000}", written(AnswerSlot("buyer.phone"))),
        ("{}", written(AnswerSlot("buyer.phone"))),
    ):
        assert names(agree(f"buyer: {text}"))["buyer"].phone.named(none="nobody") == said


def test_counted_goes_with_the_number(agree: Agree) -> None:
    seen = names(agree("term: {years: 1, review_years: 3}"))["term"]
    assert seen.years.counted("año", "años").endswith(" año")
    assert seen.review_years.counted("año", "años").endswith(" años")


def test_payments_are_numbered_and_know_their_proof(agree: Agree) -> None:
    schedule = "{every: year, first: 2027-01-01, parts: 2, kind: on_proof}"
    text = f"pay: {{form: cash, basis: lump, unit_price: 100, schedule: {schedule}}}"
    first, second = names(agree(text))["instalments"]
    assert (first.number, second.number) == ("1", "2")
    assert slots(second.amount) == [AnswerSlot("pay.schedule.2.amount")]
    assert slots(second.proof) == [ProofSlot("pay.schedule.2", "proof")]
    with pytest.raises(AttributeError):
        _ = second.secret


def test_an_open_schedule_leaves_rows_to_fill_in_and_no_year(agree: Agree) -> None:
    seen = names(agree("pay: {form: cash}"))
    assert len(list(seen["instalments"])) == 3
    assert list(seen["years"]) == []


def test_no_year_is_said_to_bring_nothing_while_the_schedule_is_open(agree: Agree) -> None:
    goods = "[{item: kit, qty: 2, unit_value: 50, by: 2027-10-31}]"
    assert list(names(agree(f"pay: {{form: mixed, goods: {goods}}}"))["years"]) == []


def test_years_say_nothing_of_goods_whose_worth_is_open(agree: Agree) -> None:
    schedule = "{every: year, first: 2027-01-01, parts: 2, kind: on_proof}"
    text = f"pay: {{form: mixed, basis: lump, unit_price: 100, currency: PEN, schedule: {schedule}}}"
    agreement = agree(text)
    first, second = names(agreement)["years"]
    assert {name for name, shown in first.items() if shown} == {"year", "cash"}
    speaker = Speaker(agreement, wording("es"))
    assert [speaker.year(1, name) for name in first] == [(Text("2027"),), (Text("S/\u00a050.00"),), (), ()]
    assert speaker.year(2, "year") == (Text("2028"),)
    assert second["year"]


def test_names_that_no_template_sees(agree: Agree) -> None:
    seen = names(agree("{}"))
    assert "private" not in seen
    for part in (seen["seller"], seen["when"], seen["service"]):
        with pytest.raises(AttributeError):
            _ = part.nothing_of_the_kind


def test_the_words_for_the_two_sides_follow_the_answer(agree: Agree) -> None:
    assert names(agree("agreement: {words: merese}"))["roles"]["seller"] == "el Contribuyente"
    assert names(agree("agreement: {words: payment}"))["roles"]["seller"] == "la Parte que Cuida"
    assert names(agree("country: BO"))["roles"]["seller"] == "la Parte que Cuida"


def test_a_draft_has_so_many_steps_and_no_more(agree: Agree) -> None:
    words = wording("es")
    agreement = agree("{}")
    scope = Scope(agreement, Speaker(agreement, words), words, steps=MAX_STEPS)
    with pytest.raises(TooManySteps):
        scope.step()
