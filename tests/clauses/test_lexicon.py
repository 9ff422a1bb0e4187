"""Words that no clause may use, and words that belong to one country only."""

import re
from functools import cache

import pytest

from pesagree.agreement.conditions import NAMED
from pesagree.answers.reading import parse
from pesagree.clauses import library
from pesagree.compose import compose
from pesagree.document import Document
from pesagree.resources import samples_dir
from pesagree.wording.language import LANGUAGES
from tests.clauses.lexicon import FOREIGN, NEVER, PERUVIAN, forbidden, is_peruvian, texts

SAMPLES = sorted(
    file.stem for file in samples_dir().glob("*.yaml") if not file.name.endswith(".private.yaml")
)
EMPTY = "(no answers)"


@cache
def draft(sample: str, country: str, language: str) -> Document:
    text = "" if sample == EMPTY else (samples_dir() / f"{sample}.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^country:.*\n", "", text)
    if country != "PE":  # what a person in another country would not have answered
        text = re.sub(r"\bPEN\b", "BOB", re.sub(r"(?m)^ +words: merese.*\n", "", text))
    return compose(parse(f"country: {country}\n{text}", "a.yaml").agreement, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["PE", "BO"])
@pytest.mark.parametrize("sample", [EMPTY, *SAMPLES])
def test_no_draft_uses_a_word_that_it_must_not_use_there(sample, country, language):
    assert list(forbidden(draft(sample, country, language), country)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_in_peru_the_words_of_its_law_are_there(sample, language):
    assert any(is_peruvian(text) for text in texts(draft(sample, "PE", language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_clause_speaks_one_language(language):
    for clause in library(language).clauses:
        for words in (clause.heading, clause.plain):
            assert not FOREIGN[language].search(words), clause.entry.id
            assert not NEVER[language].search(words), clause.entry.id
            assert not PERUVIAN.search(words), clause.entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_peruvian_words_stand_behind_their_condition(language):
    assert "PE" in NAMED
    for clause in library(language).clauses:
        for piece in clause.pieces:
            if PERUVIAN.search(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", piece)):
                assert "when.PE" in piece, (clause.entry.id, piece)
