"""Reading answers files: every problem at once, the private file, warnings that stop nothing."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from pesagree.agreement import ITEMS, QUESTIONS, Question
from pesagree.answers.reading import AnswersFile, load, parse, private_path
from pesagree.errors import AnswersError, FileError, Problem
from pesagree.wording import LANGUAGES, wording

Answers = Callable[..., AnswersFile]
Told = Callable[..., list[str]]
Tree = Callable[[dict[str, str]], Path]


def test_an_empty_file_is_an_agreement_with_every_answer_open(answers: Answers) -> None:
    found = answers("")
    assert found.agreement.answer("buyer.name").is_open
    assert (found.inconsistent, found.warnings) == ((), ())


def test_every_problem_of_a_file_is_told_at_once_in_the_order_of_lines(told: Told) -> None:
    assert told("""
        buyer:
          nmae: X
          tax_id: [1]
        site:
          area_ha: -4
          title_area_ha: 1.234
        term:
          start: 31/2/2027
          years: 100
        pay: {form: trueque, unit_price: 0}
        mid: {fee_pct: 101, exists: quizás}
        seller:
          - {families: 2.5}
          - {signers: [{signs: pluma}], languages: {a: b}}
        law: {governing: Narnia}
    """) == [
        "3:3 buyer.nmae unknown_key_near",
        "4:11 buyer.tax_id one_answer_expected",
        "6:12 site.area_ha not_above",
        "7:18 site.title_area_ha number_ambiguous",
        "9:10 term.start date_impossible",
        "10:10 term.years too_large",
        "11:13 pay.form choice_unknown",
        "11:34 pay.unit_price not_above",
        "12:16 mid.fee_pct too_large",
        "12:29 mid.exists not_yes_no",
        "14:16 seller.families not_whole",
        "15:24 seller.2.signers.1.signs choice_unknown",
        "15:44 seller.2.languages text_expected",
        "16:18 law.governing country_unknown",
    ]


def test_facts_of_a_problem_say_what_was_written_and_what_can_be(answers: Answers) -> None:
    with pytest.raises(AnswersError) as caught:
        answers("{term: {years: 100}, site: {area_ha: -4, title_area_ha: 1.234}, buyer: {nmae: X}}")
    years, area, title, key = caught.value.problems
    assert (years.facts["text"], years.facts["most"]) == ("100", 99)
    assert (area.facts["text"], area.facts["least"]) == ("-4", 0)
    assert (title.facts["decimal"], title.facts["thousand"]) == ("1.2340", "1234")
    assert (key.facts["key"], key.facts["near"]) == ("nmae", "name")


def test_a_date_is_read_as_the_answers_country_writes_it(told: Told, answers: Answers) -> None:
    assert str(answers("{country: PE, term: {start: 5/3/2027}}").agreement.term.start) == "2027-03-05"
    assert str(answers("term: {start: 5/3/2027}").agreement.term.start) == "2027-03-05"
    assert told("{country: US, term: {start: 5/3/2027}}") == ["1:29 term.start date_unclear"]


def test_answers_know_their_place(answers: Answers) -> None:
    found = answers("seller:\n  - name: A\n  - name: B\n    signers:\n      - name: Ana\n")
    assert {path: str(found.places[path]) for path in ("seller.name", "seller.2.name")} == {
        "seller.name": "a.yaml:2:11",
        "seller.2.name": "a.yaml:3:11",
    }
    assert str(found.places["seller.2.signers.1.name"]) == "a.yaml:5:15"


# --- the private file -----------------------------------------------------------------------


def test_the_private_file_stands_beside_and_is_merged(tree: Tree) -> None:
    folder = tree(
        {
            "deal.yaml": "term: {years: 2}\nnotes: {term.years: ask}\n",
            "deal.private.yaml": "private: {seller_costs: 8400.00}\nnotes: {private.seller_costs: guess}\n",
        }
    )
    found = load(folder / "deal.yaml")
    assert found.agreement.answer("private.seller_costs").value == Decimal("8400.00")
    assert found.agreement.notes == {"term.years": "ask", "private.seller_costs": "guess"}
    assert found.places["private.seller_costs"].source == str(folder / "deal.private.yaml")
    without = load(folder / "deal.yaml", with_private=False).agreement
    assert without.answer("private.seller_costs").is_open
    assert without.notes == {"term.years": "ask"}


@pytest.mark.parametrize("name", ["deal.yaml", "deal.yml"])
def test_the_private_file_has_the_name_of_the_answers(name: str) -> None:
    assert private_path(Path("folder") / name) == Path("folder") / "deal.private.yaml"


def test_private_answers_in_the_shared_file_are_refused(told: Told) -> None:
    assert told("private: {minimum: 3}") == ["1:1 private private_in_main"]


def test_only_private_answers_and_notes_stand_in_the_private_file(told: Told) -> None:
    assert told("", "seller: {name: A}") == ["private:1:1 seller unknown_key"]
    assert told("", "country: PE\nprivate: {minimun: 3}\n") == [
        "private:1:1 country unknown_key",
        "private:2:11 private.minimun unknown_key_near",
    ]
    assert told("", "accepted: {}\n") == ["private:1:1 accepted unknown_key"]


def test_problems_of_both_files_come_at_once(told: Told) -> None:
    assert told("term: {years: 0}", "private: {minimum: -1}") == [
        "private:1:20 private.minimum too_small",
        "1:15 term.years too_small",
    ]


# --- warnings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "path", "condition"),
    [
        ("{mid: {exists: no, fee_pct: 8}}", "1:29", "mid.fee_pct", "mid"),
        ("{service: {kind: [soil]}, water: {rights: changed}}", "1:43", "water.rights", "water"),
        ("{pay: {form: in_kind, means: bank}}", "1:30", "pay.means", "cash"),
        ("{pay: {form: cash, basis: lump, units: 3}}", "1:40", "pay.units", "cash and not_lump"),
        ("{pay: {form: in_kind, schedule: {parts: 2}}}", "1:33", "pay.schedule", "cash"),
        ("{seller: [{name: A}, {kind: household, people: Yine}]}", "1:48", "seller.2.people", "communal"),
        ("{country: BO, site: {ubigeo: {code: 160101}}}", "1:37", "site.ubigeo.code", "PE"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_apply_is_ignored_with_a_warning(
    text: str, place: str, path: str, condition: str, answers: Answers
) -> None:
    (warning,) = answers(text).warnings
    assert (warning.code, warning.path, str(warning.place)) == ("ignored", path, f"a.yaml:{place}")
    assert warning.facts == {"condition": condition}


@pytest.mark.parametrize(
    "text",
    [
        "{mid: {fee_pct: 8}}",  # whether there is one is open
        "{mid: {exists: no, tax_id: none, fee_pct: ~, name: ??}}",
        "{mid: {exists: yes, fee_pct: 8}}",
        "{seller: [{kind: household}, {kind: native_community, people: Yine}]}",
    ],
)
def test_nothing_is_said_of_answers_that_apply_or_may(text: str, answers: Answers) -> None:
    assert answers(text).warnings == ()


ODD = """
    country: {country}
    buyer: {{tax_id: 20131312956, rep: {{id: 123}}}}
    mid: {{exists: yes, tax_id: 1, rep: {{id: 12}}}}
    seller:
      kind: household
      tax_id: 1
      spouse: {{id: 1}}
      account: {{number: 1}}
      signers: [{{name: A, id: 00000001}}, {{name: B, id: 1}}]
    pay: {{form: cash}}
    sign: {{witnesses: [{{id: 1}}]}}
"""


def test_odd_identity_numbers_are_told_in_peru_only(answers: Answers) -> None:
    found = answers(ODD.format(country="PE"))
    assert [(w.path, w.code) for w in found.warnings] == [
        ("buyer.tax_id", "odd_ruc"),
        ("buyer.rep.id", "odd_dni"),
        ("mid.tax_id", "odd_ruc"),
        ("mid.rep.id", "odd_dni"),
        ("seller.tax_id", "odd_ruc"),
        ("seller.signers.2.id", "odd_dni"),
        ("seller.spouse.id", "odd_dni"),
        ("seller.account.number", "odd_cci"),
        ("sign.witnesses.1.id", "odd_dni"),
    ]
    assert found.inconsistent == ()
    assert answers(ODD.format(country="BO")).warnings == ()


def test_a_payer_from_abroad_has_numbers_of_its_own_country(answers: Answers) -> None:
    text = "buyer: [{country: GB, tax_id: 1}, {country: PE, tax_id: 1}]"
    assert [w.path for w in answers(text).warnings] == ["buyer.2.tax_id"]


def test_an_ubigeo_has_six_digits(answers: Answers) -> None:
    (warning,) = answers("site: {ubigeo: {code: 16010}}").warnings
    assert (warning.code, warning.path, warning.facts) == (
        "odd_ubigeo",
        "site.ubigeo.code",
        {"text": "16010"},
    )


def test_an_ignored_identity_number_is_not_told_twice(answers: Answers) -> None:
    assert [w.code for w in answers("mid: {exists: no, tax_id: 1}").warnings] == ["ignored"]


# --- files ----------------------------------------------------------------------------------


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.yaml", "file_missing"), (tmp_path, "file_is_folder")):
        with pytest.raises(FileError) as caught:
            load(path)
        assert [(p.code, str(p.place)) for p in caught.value.problems] == [(code, str(path))]


def test_inconsistent_answers_are_read_and_told_with_their_place(answers: Answers) -> None:
    found = answers("site:\n  area_ha: 700\n  title_area_ha: 655\n")
    (problem,) = found.inconsistent
    assert (problem.code, str(problem.place)) == ("X3", "a.yaml:2:12")
    assert found.agreement.answer("site.area_ha").value == 700


# --- no wrong answer without its words ------------------------------------------------------

WRONG = [
    "quizás", "-1", "1.234", "1e999", "2027-02-31", "101", "'9999999999999999'", "'a\ue000'", "none",
    "?? who", "[a, b]", "[[a]]", "[none]", "{a: b}", "[{a: b}]", "{es: [a]}",
    "{proposals: {buyer: '-1', seller: [a]}}",
]  # fmt: skip


@pytest.mark.parametrize("section", list(dict.fromkeys(q.section for q in QUESTIONS.values())))
def test_whatever_is_written_is_read_or_refused_in_words(section: str) -> None:
    known = {code for language in LANGUAGES for code in wording(language).messages}
    for question in (*QUESTIONS.values(), *ITEMS.values()):
        if question.section != section:
            continue
        for wrong in WRONG:
            problems = problems_of(question, wrong)
            assert {problem.code for problem in problems} <= known
            assert len({(problem.place, problem.path) for problem in problems}) == len(problems)


def problems_of(question: Question, written: str) -> Sequence[Problem]:
    """What is said of an answers file that holds one answer only."""
    steps = question.path.split(".")
    text = f"{steps[-1]}: {written}"
    if question.is_item:
        text = f"{steps[-2]}: [{{{text}}}]"
        steps.pop()
    for step in reversed(steps[:-1]):
        text = f"{step}: {{{text}}}"
    try:
        found = parse("", "a.yaml", (text, "b")) if question.is_private else parse(text, "a.yaml")
    except AnswersError as error:
        return error.problems
    return (*found.inconsistent, *found.warnings)
