"""The file of what a workshop brought: read whole, every fault at once, with its line."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.answers.finding import answer_files
from pesagree.answers.workshop_notes import (
    NO_NOTES,
    Heard,
    Spoken,
    Tally,
    Understood,
    load_notes,
    notes_path,
    parse_notes,
)
from pesagree.answers.yaml_edit import dump
from pesagree.errors import AnswersError

WHOLE = """\
understanding:
  date: 30/11/2026
  groups:
    - {group: mujeres, asked: 96, right: 67}
    - group: hombres
      asked:
      right:
language: kukama
words:
  bosque: {local: ngiti, understood: monte}
  plazo:
sentences:
  term: {spoken: a b c, back: dura cinco años}
"""


def codes(text: str, *clauses: str) -> list[tuple[str, int]]:
    with pytest.raises(AnswersError) as caught:
        parse_notes(text, "a.workshop.yaml", clauses)
    return [(problem.code, problem.place.line) for problem in caught.value.problems]


def test_it_is_read_whole() -> None:
    notes = parse_notes(WHOLE, "a", ["term"], "PE")
    assert notes.understood == Understood(date(2026, 11, 30), (Tally("mujeres", 96, 67),))
    assert notes.language == "kukama"
    assert notes.words == {"bosque": Heard("ngiti", "monte")}
    assert notes.sentences == {"term": Spoken("a b c", "dura cinco años")}


@pytest.mark.parametrize("text", ["", "# only a remark\n", "understanding:\n", "words: {}\n"])
def test_what_is_empty_brings_nothing(text: str) -> None:
    assert parse_notes(text, "a") == NO_NOTES


def test_every_fault_comes_at_once_with_its_line() -> None:
    text = """\
understandin: x
understanding:
  date: 31/02/2026
  groups:
    - {group: a, asked: 10, right: 11}
    - {asked: 10, right: 1}
    - {group: b, asked: 1.5, right: many}
    - {group: c, asked: 0, right: 0}
    - text
sentences:
  tern: {spoken: a}
  term: {spokn: a}
words: [a]
"""
    assert codes(text, "term") == [
        ("notes_name_near", 1),
        ("date_impossible", 3),
        ("notes_right_above", 5),
        ("notes_missing", 6),
        ("not_whole", 7),
        ("number_unreadable", 7),
        ("too_small", 8),
        ("item_expected", 9),
        ("notes_name_near", 11),
        ("notes_name_near", 12),
        ("section_expected", 13),
    ]


def test_a_list_or_a_text_too_many_is_a_fault() -> None:
    assert codes("understanding: {groups: 5}\n") == [("list_expected", 1)]
    assert codes("language: [a]\nzzz: 1\n") == [("text_expected", 1), ("notes_name", 2)]


@given(asked=st.integers(1, 1_000_000), part=st.floats(0, 1), group=st.text("abc ñé", min_size=1))
def test_any_count_is_kept_and_the_share_is_whole(asked: int, part: float, group: str) -> None:
    right = int(asked * part)
    rows = [{"group": f"g{group}g", "asked": str(asked), "right": str(right)}]
    notes = parse_notes(dump({"understanding": {"groups": rows}}), "a")
    assert notes.understood is not None
    (tally,) = notes.understood.tallies
    assert (tally.asked, tally.right) == (asked, right)
    assert 0 <= tally.share <= 100
    assert tally.is_enough == (100 * right >= 70 * asked)


@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_as_data(text: str) -> None:
    with contextlib.suppress(AnswersError):
        parse_notes(text, "a", ["term"], "PE")


@given(
    term=st.text("abcñ ", min_size=1).map(str.strip).filter(bool), said=st.text("aeñ'\"#:-{}[]", min_size=1)
)
def test_what_people_said_is_kept_as_they_said_it(term: str, said: str) -> None:
    said = f"a{said}z"
    notes = parse_notes(dump({"words": {term: {"local": said, "understood": ""}}}), "a")
    assert notes.words == {term: Heard(said)}


def test_it_stands_beside_the_answers_and_is_no_answers_file(tmp_path: Path) -> None:
    answers = tmp_path / "deal.yaml"
    answers.write_text("pesagree: 1\n", "utf-8")
    assert load_notes(answers) == NO_NOTES
    notes_path(answers).write_text("language: kukama\n", "utf-8")
    assert notes_path(answers).name == "deal.workshop.yaml"
    assert load_notes(answers).language == "kukama"
    assert load_notes(Path("-")) == NO_NOTES
    assert list(answer_files(tmp_path)) == [answers]
