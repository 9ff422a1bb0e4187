"""What each node of an answers file may be: states, parties, lists, choices, translations, unknown keys."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pesagree.agreement import Status, Translated
from pesagree.answers.reading import AnswersFile
from pesagree.answers.shape import escape

Answers = Callable[..., AnswersFile]
Told = Callable[..., list[str]]


# --- states ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "~", "''", '""', "'~'"])
def test_nothing_leaves_an_answer_open(text: str, answers: Answers) -> None:
    agreement = answers(f"buyer: {{tax_id: {text}}}").agreement
    assert agreement.answer("buyer.tax_id").status is Status.OPEN


@pytest.mark.parametrize("text", ["none", "NONE", "ninguno", "Ninguna", "'none'"])
def test_none_where_there_can_be_none(text: str, answers: Answers) -> None:
    assert answers(f"buyer: {{tax_id: {text}}}").agreement.answer("buyer.tax_id").status is Status.NONE


@pytest.mark.parametrize("path", ["seller: {name: none}", "term: {years: ninguno}", "pay: {schedule: none}"])
def test_none_where_there_cannot_be_none_is_refused(path: str, told: Told) -> None:
    (problem,) = told(path)
    assert problem.endswith(" none_not_allowed")


def test_none_in_a_list_is_no_item(told: Told, answers: Answers) -> None:
    assert answers("site: {threats: none}").agreement.answer("site.threats").is_none
    assert told("site: {threats: [fire, none]}") == ["1:24 site.threats choice_unknown"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("??", ""),
        ("'??'", ""),
        ("?? ask SERNANP by March", "ask SERNANP by March"),
        ("??ask", "ask"),
        ('"?? la jefa, antes del 5 de mayo"', "la jefa, antes del 5 de mayo"),
    ],
)
def test_unknown_with_who_will_find_out(text: str, note: str, answers: Answers) -> None:
    agreement = answers(f"seller:\n  land_doc: {text}\n").agreement
    found = agreement.answer("seller.land_doc")
    assert (found.status, found.note) == (Status.UNKNOWN, note)


@pytest.mark.parametrize("path", ["carbon.volume", "seller.land_doc", "site.threats", "pay.schedule"])
def test_who_will_find_out_may_be_said_by_language(path: str, answers: Answers) -> None:
    section, _, name = path.partition(".")
    notes = '{es: "?? la jefa, en mayo", en: "?? the chief, in May"}'
    found = answers(f"{section}: {{{name}: {notes}}}").agreement.answer(path)
    said = Translated((("es", "la jefa, en mayo"), ("en", "the chief, in May")))
    assert (found.status, found.note) == (Status.UNKNOWN, said)
    found = answers(f'{section}: {{{name}: {{es: "??", en: "??"}}}}').agreement.answer(path)
    assert (found.status, found.note) == (Status.UNKNOWN, "")


def test_unknown_in_one_language_is_no_answer_in_the_other(told: Told) -> None:
    both = '{es: Cuidamos el monte., en: "?? the chief"}'
    assert told(f"service: {{description: {both}}}") == ["1:53 service.description unknown_beside_text"]


@pytest.mark.parametrize("item", ["?? la asamblea", "??", "none", "Ninguno"])
def test_what_is_said_of_a_whole_list_is_no_item_of_it(item: str, told: Told, answers: Answers) -> None:
    assert told(f'service: {{allowed: [pesca, "{item}"]}}') == ["1:28 service.allowed state_in_list"]
    text = answers(f'service: {{allowed: [pesca, "\\\\{item}"]}}').agreement.answer("service.allowed")
    assert text.value == ("pesca", item)


def test_unknown_is_no_item_of_choices_nor_of_languages(told: Told) -> None:
    assert told('service: {kind: [water, "?? el fondo"]}') == ["1:25 service.kind state_in_list"]
    assert told('site: {threats: "fire, ?? otra"}') == ["1:17 site.threats state_in_list"]
    assert told('seller: {languages: [es, "??"]}') == ["1:26 seller.languages state_in_list"]
    assert told('mon: {indicators: [{name: agua}, "?? otro"]}') == ["1:34 mon.indicators.2 item_expected"]
    both = '{es: "?? la jefa", en: "?? the chief"}'
    assert told(f"service: {{allowed: [pesca, {both}]}}") == ["1:33 service.allowed unknown_beside_text"]


@pytest.mark.parametrize(
    "path", ["term.start", "pay.form", "site.threats", "seller.signers", "service.allowed", "pay.schedule"]
)
def test_any_kind_of_answer_may_be_unknown(path: str, answers: Answers) -> None:
    section, _, name = path.partition(".")
    found = answers(f"{section}:\n  {name}: ?? the office\n").agreement.answer(path)
    assert (found.status, found.note) == (Status.UNKNOWN, "the office")


def test_a_field_of_an_item_has_a_state_of_its_own(answers: Answers) -> None:
    agreement = answers("""
        mon:
          indicators:
            - {name: pesca, baseline: "?? encuesta de mayo", target: none}
            - {name: monte, baseline: 5}
    """).agreement
    baseline = agreement.answer("mon.indicators.1.baseline")
    assert (baseline.status, baseline.note) == (Status.UNKNOWN, "encuesta de mayo")
    assert agreement.answer("mon.indicators.1.target").status is Status.NONE
    assert agreement.answer("mon.indicators.2.baseline").value == 5
    assert agreement.answer("mon.indicators.2.target").status is Status.OPEN


def test_a_whole_branch_may_be_none(answers: Answers) -> None:
    agreement = answers("""
        seller: {assembly: none}
        grievance: {route: ninguno}
        pay: {late: none}
    """).agreement
    below = ["date", "present", "in_favour", "women", "act"]
    assert {agreement.answer(f"seller.assembly.{name}").status for name in below} == {Status.NONE}
    assert agreement.answer("grievance.route.how").status is Status.NONE  # it cannot be none by itself
    assert agreement.answer("pay.late.days").status is Status.NONE  # and its default is gone


def test_a_whole_branch_of_one_seller_may_be_none(answers: Answers) -> None:
    agreement = answers("seller: [{name: A}, {name: B, account: none}]").agreement
    assert agreement.answer("seller.2.account.bank").status is Status.NONE
    assert agreement.answer("seller.account.bank").status is Status.OPEN


def test_a_branch_without_a_part_that_may_be_none_is_not_none(told: Told) -> None:
    assert told("buyer: {rep: {name: none}}") == ["1:21 buyer.rep.name none_not_allowed"]
    assert told("water: none") == ["1:8 water section_expected"]
    assert told("assign: none") == ["1:9 assign section_expected"]


def test_a_whole_branch_may_be_unknown(answers: Answers) -> None:
    agreement = answers("water: ?? the utility, in June").agreement
    for path in ("water.catchment", "water.users.who", "water.rights"):
        assert (agreement.answer(path).status, agreement.answer(path).note) == (
            Status.UNKNOWN,
            "the utility, in June",
        )


def test_disputed_answers_keep_each_sides_value(answers: Answers) -> None:
    agreement = answers("""
        pay: {form: {proposals: {buyer: dinero, seller: mixed}}}
        term:
          start: {proposals: {seller: 2027-01-01}}
          years:
            proposals:
              buyer: 10
              seller: 3
              mid:
        site: {threats: {proposals: {buyer: [fire, oil], mid: flood}}}
    """).agreement
    assert agreement.answer("pay.form").proposals == {"buyer": "cash", "seller": "mixed"}
    assert agreement.answer("term.start").proposals == {"seller": date(2027, 1, 1)}
    assert agreement.answer("term.years").proposals == {"buyer": 10, "seller": 3}
    assert agreement.answer("site.threats").proposals == {"buyer": ("fire", "oil"), "mid": ("flood",)}
    assert agreement.answer("term.years").status is Status.DISPUTED


def test_proposals_stand_in_one_order_whoever_is_written_first(answers: Answers) -> None:
    """A draft prints them in this order; two agreements that differ in nothing else are the same."""
    proposals = answers("term: {years: {proposals: {mid: 4, seller: 3, buyer: 5}}}").agreement.answer(
        "term.years"
    )
    assert [*(proposals.proposals or {}).items()] == [("buyer", 5), ("seller", 3), ("mid", 4)]


def test_a_side_that_proposes_nothing_has_no_state_of_its_own(answers: Answers) -> None:
    agreement = answers("term: {years: {proposals: {buyer: ?? Ana, seller: 3}}}").agreement
    assert [*agreement.states] == ["term.years"]


def test_a_proposal_has_to_be_a_lawful_answer_itself(told: Told) -> None:
    assert told("term: {years: {proposals: {buyer: 100, seller: 3}}}") == ["1:35 term.years too_large"]
    assert told("term: {years: {proposals: {buyer: 10, lawyer: 3}}}") == [
        "1:39 term.years.proposals.lawyer unknown_key"
    ]
    assert told("term: {years: {proposals: 3}}") == ["1:27 term.years proposals_expected"]
    assert told("pay: {form: {proposals: {buyer: trueque}}}") == [
        "1:33 pay.form.proposals.buyer choice_unknown"
    ]


# --- parties, lists, choices ----------------------------------------------------------------


def test_one_party_needs_no_list(answers: Answers) -> None:
    alone = answers("buyer: {name: A, rep: {name: B}}").agreement
    listed = answers("buyer: [{name: A, rep: {name: B}}]").agreement
    assert alone.buyer == listed.buyer
    assert alone.answer("buyer.rep.name").value == "B"


def test_an_empty_party_keeps_its_number(answers: Answers) -> None:
    agreement = answers("seller:\n  -\n  - {name: B}\n").agreement
    assert agreement.answer("seller.2.name").value == "B"


def test_choices_by_code_or_by_label_in_either_language(answers: Answers) -> None:
    texts = [
        "native_community",
        "native community",
        "Comunidad nativa",
        "COMUNIDAD  NATIVA",
        "Native community",
    ]
    for text in texts:
        assert (
            answers(f"seller: {{kind: {text}}}").agreement.answer("seller.kind").value == "native_community"
        )


def test_accents_in_a_label_do_not_matter(answers: Answers) -> None:
    for text in ("asociación", "Asociacion"):
        assert answers(f"seller: {{kind: {text}}}").agreement.answer("seller.kind").value == "association"


@pytest.mark.parametrize(
    "text", ["[fire, flood]", "fire, flood", "fire; flood", "'fire,flood,'", "\n    - fire\n    - flood"]
)
def test_several_choices_as_a_list_or_split_by_commas(text: str, answers: Answers) -> None:
    assert answers(f"site:\n  threats: {text}\n").agreement.answer("site.threats").value == ("fire", "flood")


def test_the_order_of_steps_is_kept(answers: Answers) -> None:
    agreement = answers("law: {steps: [court, talk]}").agreement
    assert agreement.answer("law.steps").value == ("court", "talk")


def test_each_wrong_choice_is_told(told: Told) -> None:
    assert told("site: {threats: [fyre, fire, oiil]}") == [
        "1:18 site.threats choice_unknown",
        "1:30 site.threats choice_unknown",
    ]
    assert told("site:\n  threats: fire, fyre\n") == ["2:12 site.threats choice_unknown"]


def test_a_line_with_a_comma_is_one_line(answers: Answers) -> None:
    agreement = answers("service:\n  allowed: leña caída, hojas\n").agreement
    assert agreement.answer("service.allowed").value == ("leña caída, hojas",)


def test_text_with_commas_stays_whole(answers: Answers) -> None:
    agreement = answers("buyer:\n  address: Jr. Ejemplo 100, Moyobamba\n").agreement
    assert agreement.answer("buyer.address").value == "Jr. Ejemplo 100, Moyobamba"


def test_text_that_would_mean_something_else_takes_a_backslash(answers: Answers) -> None:
    for text in ("none", "??", "?? who", "=", "<", ":go", "\\", "~", "Ninguno"):
        agreement = answers(f"site:\n  name: '{escape(text)}'\n").agreement
        assert agreement.answer("site.name").value == text
    assert escape("Quebrada Clara") == "Quebrada Clara"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("seller: {signers: Ana}", "1:19 seller.signers list_expected"),
        ("seller: {signers: {name: Ana}}", "1:19 seller.signers list_expected"),
        ("seller: {signers: [Ana]}", "1:20 seller.signers.1 item_expected"),
        ("buyer: {name: [Ana, Luz]}", "1:15 buyer.name one_answer_expected"),
        ("buyer: {phone: {a: b}}", "1:17 buyer.phone text_expected"),
        ("term: {years: {es: 3}}", "1:15 term.years text_expected"),
        ("pay: {form: [cash]}", "1:13 pay.form one_answer_expected"),
        ("service: {allowed: [[a]]}", "1:21 service.allowed text_expected"),
        ("buyer: Juan", "1:8 buyer section_expected"),
        ("site: [a]", "1:7 site section_expected"),
        ("buyer: [Juan]", "1:9 buyer section_expected"),
        ("pay: {total: [3]}", "1:14 pay.total text_expected"),
        ("notes: [a]", "1:8 notes section_expected"),
        ("accepted: {GEN-11: because}", "1:20 accepted.GEN-11 accepted_expected"),
        ("pesagree: 2", "1:11 pesagree version_unknown"),
        ("pesagree: [1]", "1:11 pesagree version_unknown"),
    ],
)
def test_a_node_of_another_sort_is_told_with_its_place(text: str, problem: str, told: Told) -> None:
    assert told(text) == [problem]


# --- schedules ------------------------------------------------------------------------------


def test_a_schedule_is_a_list_or_a_generator(answers: Answers) -> None:
    listed = answers("pay: {schedule: [{date: 2027-01-15, amount: 100}, {date: 5/3/2027}]}").agreement
    assert [due.date for due in listed.instalments] == [date(2027, 1, 15), date(2027, 3, 5)]
    assert listed.answer("pay.schedule.1.amount").value == Decimal(100)
    generated = answers("pay: {schedule: {every: cada año, first: 2027-01-15, parts: 2}}").agreement
    assert [due.date for due in generated.instalments] == [date(2027, 1, 15), date(2028, 1, 15)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pay: {schedule: {every: year, date: 2027-01-01}}", "1:17 pay.schedule schedule_mixed"),
        (
            "pay: {schedule: [{date: 2027-01-01}, {every: year, parts: 2}]}",
            "1:38 pay.schedule.2 schedule_mixed",
        ),
        ("pay: {schedule: {every: week}}", "1:25 pay.schedule.every choice_unknown"),
        ("pay: {schedule: {every: year, parts: 0}}", "1:38 pay.schedule.parts too_small"),
        ("pay: {schedule: {every: year, parts: 1201}}", "1:38 pay.schedule.parts too_large"),
        ("pay: {schedule: {first: 2027-02-31}}", "1:25 pay.schedule.first date_impossible"),
        ("pay: {schedule: [{date: 2027-02-31}]}", "1:25 pay.schedule.1.date date_impossible"),
        ("pay: {schedule: [{amount: 1.234}]}", "1:27 pay.schedule.1.amount number_ambiguous"),
        ("pay: {schedule: [{share_pct: 101}]}", "1:30 pay.schedule.1.share_pct too_large"),
        ("pay: {schedule: {evry: year}}", "1:18 pay.schedule.evry unknown_key_near"),
    ],
)
def test_a_wrong_schedule_is_told(text: str, problem: str, told: Told) -> None:
    assert told(text) == [problem]


# --- translations and keys ------------------------------------------------------------------


def test_text_may_be_given_by_language(answers: Answers) -> None:
    agreement = answers("""
        site: {name: {es: Quebrada Clara, en: Clear Creek, cod: Tsɨma}}
        service:
          allowed:
            - {es: pesca, en: fishing}
            - caza
        seller: {signers: [{office: {es: presidenta, en: ~}}]}
    """).agreement
    assert agreement.answer("site.name").value == Translated(
        (("es", "Quebrada Clara"), ("en", "Clear Creek"), ("cod", "Tsɨma"))
    )
    assert agreement.answer("service.allowed").value == (
        Translated((("es", "pesca"), ("en", "fishing"))),
        "caza",
    )
    assert agreement.answer("seller.signers.1.office").value == Translated((("es", "presidenta"),))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("seller: {nmae: X}", "1:10 seller.nmae unknown_key_near"),
        ("Seller: {name: X}", "1:1 Seller unknown_key_near"),
        ("seler: {name: X}", "1:1 seler unknown_key_near"),
        ("zzz: 1", "1:1 zzz unknown_key"),
        ("seller: {assembly: {presnt: 3}}", "1:21 seller.assembly.presnt unknown_key_near"),
        ("seller: {signers: [{nombre: A}]}", "1:21 seller.signers.1.nombre unknown_key_near"),
        ("site: {parcels: [{area: 4}]}", "1:19 site.parcels.1.area unknown_key_near"),
        ("seller: [{name: A}, {xqz: B}]", "1:22 seller.2.xqz unknown_key"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_name(text: str, problem: str, told: Told) -> None:
    assert told(text) == [problem]


def test_figures_that_are_worked_out_may_be_written(answers: Answers) -> None:
    agreement = answers("""
        pay: {total: 155000.00, goods: [{item: kit, value: 14000}]}
        term: {end: 2031-12-31}
    """).agreement
    assert agreement.answer("pay.total").value == Decimal("155000.00")
    assert agreement.answer("pay.goods.1.value").value == 14000
    assert agreement.answer("term.end").value == date(2031, 12, 31)


def test_notes_and_accepted_findings_are_no_answers(answers: Answers) -> None:
    found = answers("""
        notes: {pay.total: ask again, seller.2.name: ""}
        accepted: {GEN-11: {reason: it is so, by: Ana}}
    """).agreement
    assert found.notes == {"pay.total": "ask again", "seller.2.name": ""}
    assert (found.accepted["GEN-11"].reason, found.accepted["GEN-11"].by) == ("it is so", "Ana")
