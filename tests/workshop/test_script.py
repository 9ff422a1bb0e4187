"""The reading script: short sentences for each clause of this agreement, in its numbers."""

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.clauses import Form, library
from pesagree.resources import samples_dir
from pesagree.sheet import Bullets, Heading, Sheet, Together, plain
from pesagree.wording import wording
from pesagree.workshop import Room, make
from pesagree.workshop.script import PARTS, SAYS
from pesagree.workshop.sentences import sayable, sentences
from pesagree.workshop.words import PaperWords

MOST_WORDS = 20


def script(agreement: Agreement, language: str = "en") -> Sheet:
    return make(Room(agreement, wording(language)), ["script"])[0].sheet


def heads(sheet: Sheet) -> list[str]:
    blocks = [one for block in sheet.blocks if isinstance(block, Together) for one in block.blocks]
    return [plain(block.words) for block in blocks if isinstance(block, Heading)]


def test_each_clause_has_its_question_worry_and_warning(language: str) -> None:
    """Those of the short form alone have none: the script reads the whole agreement."""
    whole = {entry.id for entry in library(language).entries if Form.FULL in entry.forms}
    entries = PaperWords(wording(language), "script").entries("clauses")
    assert set(entries) == whole
    assert all(set(entry) == set(PARTS) for entry in entries.values())
    assert set(SAYS) <= whole


def test_every_sentence_has_at_most_twenty_words(language: str) -> None:
    words = PaperWords(wording(language), "script")
    texts = [text for entry in words.entries("clauses").values() for text in entry.values()]
    texts += [*words.lines("how"), *(clause.plain for clause in library(language).clauses)]
    long = [one for text in texts for one in sentences(str(text)) if len(one.split()) > MOST_WORDS]
    assert long == []


def test_only_the_clauses_of_this_agreement_in_its_numbers() -> None:
    water = heads(script(load(samples_dir() / "alto-mayo-water.yaml", with_private=False).agreement))
    assert any(head.endswith("The water") for head in water)
    assert not any(head.endswith("The carbon") for head in water)
    assert "Clause 1. What the words mean" in water


def test_the_blank_one_has_no_numbers() -> None:
    room = Room(Agreement(), wording("en"), is_blank=True)
    assert not any("Clause" in clause.title for clause in sayable(room))


def test_the_agreements_own_answers_are_said() -> None:
    sheet = script(parse("pesagree: 1\nterm: {years: 7}\nseller: {name: Las Lomas}\n", "a").agreement)
    blocks = [one for block in sheet.blocks if isinstance(block, Together) for one in block.blocks]
    said = [plain(item) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert any(line.endswith(": 7") for line in said)
    assert any(line.endswith(": Las Lomas") for line in said)


def test_a_special_term_is_read_in_its_own_words() -> None:
    text = "pesagree: 1\nspecial:\n  - {heading: Fishing, text: We fish on Fridays., after: term}\n"
    assert any(head.endswith("Fishing") for head in heads(script(parse(text, "a").agreement)))


@pytest.mark.parametrize(
    ("text", "cut"),
    [("", ()), ("One. Two!", ("One.", "Two!")), ("It costs 1.5 more.", ("It costs 1.5 more.",))],
)
def test_a_text_is_cut_into_sentences(text: str, cut: tuple[str, ...]) -> None:
    assert sentences(text) == cut
