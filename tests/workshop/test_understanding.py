"""The proof of understanding: one true answer each, by what the agreement says, never always A."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.answers.workshop_notes import Tally, Understood, WorkshopNotes, parse_notes
from pesagree.resources import samples_dir
from pesagree.sheet import Cell, Grid, Heading, plain
from pesagree.wording import wording
from pesagree.workshop import Room, make
from pesagree.workshop.notes_form import blank_notes
from pesagree.workshop.quiz import AT_MOST, LETTERS, QUESTIONS, Asked, questions, right_places
from pesagree.workshop.words import PaperWords


def asked(agreement: Agreement, language: str = "es") -> dict[str, Asked]:
    words = wording(language)
    return {one.id: one for one in questions(Room(agreement, words), PaperWords(words, "understanding"))}


def of(text: str) -> dict[str, Asked]:
    return asked(parse(f"pesagree: 1\n{text}", "a.yaml").agreement, "en")


def true(one: Asked) -> str:
    return one.answers[one.right]


def test_a_whole_agreement_has_eight_questions_with_three_answers_each(language: str) -> None:
    for sample in ("alto-mayo-water", "loreto-aguajales", "madre-de-dios-brazil-nuts"):
        found = asked(load(samples_dir() / f"{sample}.yaml", with_private=False).agreement, language)
        assert len(found) == AT_MOST, sample
        for one in found.values():
            assert len(set(one.answers)) == len(LETTERS), one
            assert "{" not in one.ask + "".join(one.answers)
        assert {one.letter for one in found.values()} == set(LETTERS)


def test_where_an_answer_is_open_the_question_is_left_out() -> None:
    found = asked(Agreement())
    assert set(found) == {"land", "fire", "change", "silence", "punished"}
    assert "years" not in of("term: {years: ??}\n")
    assert "complain" not in of("grievance: {route: none}\n")


def test_the_true_answer_follows_the_agreement() -> None:
    assert true(of("term: {years: 7}\n")["years"]) == "7"
    never = of("term: {exit_seller: {when: never}}\n")["leave"]
    assert true(never).startswith("No, not before")
    returned = of("term: {exit_seller: {owes: return_all}}\n")["owes"]
    assert true(returned) == "We give back everything we received"
    assert "flood" in of("risk: {events: [flood]}\n")["fire"].ask
    assert "fire" in of("risk: {events: [flood, fire]}\n")["fire"].ask
    assert "hunt" in of("service: {allowed: [hunt, fish]}\n")["allowed"].ask


def test_a_price_that_nobody_knows_asks_for_no_total() -> None:
    deal = "form: cash, schedule: [{date: 2027-01-01, amount: 1000}]}\nterm: {years: 5}\n"
    assert "total" in of(f"pay: {{basis: lump, {deal}")
    assert "total" not in of(f"pay: {{basis: per_tonne, {deal}")


@pytest.mark.parametrize("kind", ["household", "native_community"])
def test_only_those_who_vote_are_asked_about_the_vote(kind: str) -> None:
    assert ("silence" in of(f"seller: {{kind: {kind}}}\n")) == (kind == "native_community")


@given(asks=st.lists(st.text(max_size=5), max_size=9))
def test_of_three_that_follow_each_letter_is_true_once(asks: list[str]) -> None:
    places = right_places(asks)
    assert len(places) == len(asks)
    for start in range(0, len(asks) - 2, 3):
        assert sorted(places[start : start + 3]) == [0, 1, 2]
    assert places == right_places(asks)


def test_the_key_names_the_true_letter_and_the_clause() -> None:
    room = Room(load(samples_dir() / "alto-mayo-water.yaml", with_private=False).agreement, wording("es"))
    (paper,) = make(room, ["understanding"])
    key = next(block for block in paper.sheet.blocks if isinstance(block, Grid))
    words = [
        [plain(cell.words if isinstance(cell, Cell) else cell) for cell in row.cells] for row in key.rows
    ]
    found = questions(room, PaperWords(wording("es"), "understanding"))
    assert [row[1] for row in words] == [one.letter for one in found]
    assert "Cláusula" in words[1][3]
    assert set(QUESTIONS) >= {one.id for one in found}


def headings(notes: dict[str, Any]) -> list[str]:
    room = Room(Agreement(), wording("en"), notes=WorkshopNotes(**notes))
    return [plain(b.words) for b in make(room, ["understanding"])[0].sheet.blocks if isinstance(b, Heading)]


def test_what_was_counted_before_is_shown() -> None:
    assert "What was counted before" not in headings({})
    counted = Understood(None, (Tally("women", 10, 3),))
    assert "What was counted before" in headings({"understood": counted})


def test_the_blank_file_can_be_read_and_says_nothing(language: str) -> None:
    notes = parse_notes(blank_notes(Room(Agreement(), wording(language))), "a")
    assert notes.understood is None


def test_the_letters_differ_from_one_agreement_to_another() -> None:
    seen = {
        tuple(one.letter for one in of(f"term: {{years: {years}}}\nbuyer: {{name: Fund {years}}}\n").values())
        for years in range(2, 12)
    }
    assert len(seen) > 1
