"""The plain sentence of each clause can be read aloud: short sentences and easy words, measured."""

import re
from itertools import product

import pytest

from pesagree.clauses import library
from pesagree.wording.language import LANGUAGES

LONGEST = 20
"""Words in a sentence."""

EASY = 60
"""Readability from which adults with basic schooling follow (about level B1), in both indexes."""


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def syllables(word: str, language: str) -> int:
    """Vowel groups; Spanish parts strong and stressed weak vowels, English drops a last e."""
    if language == "es":
        word = re.sub(r"(?<=[qg])u(?=[eéií])", "", word)
        word = re.sub(r"y$", "i", word)
        apart = re.sub(r"(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])", " ", word)
        return max(1, len(re.findall(r"[aeiouáéíóúü]+", apart)))
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouy]e(d|s)?$", word) and not re.search(r"([^l]le|[td]ed|[sxzcg]es)$", word)
    return max(1, groups - bool(silent))


def readability(text: str, language: str) -> float:
    """Fernández-Huerta for Spanish, Flesch for English: 100 is very easy, 0 very hard."""
    said = words(text)
    long = len(said) / len(sentences(text))
    heavy = sum(syllables(word, language) for word in said) / len(said)
    return 206.84 - 60 * heavy - 1.02 * long if language == "es" else 206.835 - 84.6 * heavy - 1.015 * long


WORDED = [*product(LANGUAGES, ["payment", "reciprocity"])]
"""Each language, in the usual words and in those of a profile that has its own."""

PLAIN = [(language, one) for language, profile in WORDED for one in library(language, None, profile).clauses]


@pytest.mark.parametrize(("language", "clause"), PLAIN, ids=lambda one: getattr(one, "first_line", one))
def test_sentences_are_short(language, clause):
    for sentence in sentences(clause.plain):
        assert len(words(sentence)) <= LONGEST, (clause.entry.id, sentence)


@pytest.mark.parametrize(("language", "profile"), WORDED)
def test_the_plain_sentences_are_easy(language, profile):
    hard = {
        one.entry.id: round(readability(one.plain, language), 1)
        for one in library(language, None, profile).clauses
        if readability(one.plain, language) < EASY
    }
    assert hard == {}


@pytest.mark.parametrize(("language", "clause"), PLAIN, ids=lambda one: getattr(one, "first_line", one))
def test_there_are_three_sentences_at_most(language, clause):
    assert 1 <= len(sentences(clause.plain)) <= 3


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        ("es", "quien", 1),
        ("es", "día", 2),
        ("es", "cuidar", 2),
        ("es", "acuerdo", 3),
        ("es", "leer", 2),
        ("es", "pague", 2),
        ("es", "ley", 1),
        ("es", "continúa", 4),
        ("en", "agreement", 3),
        ("en", "made", 1),
        ("en", "people", 2),
        ("en", "changes", 2),
        ("en", "asked", 1),
        ("en", "the", 1),
    ],
)
def test_syllables(language, word, count):
    assert syllables(word, language) == count


def test_the_index_tells_hard_text_from_easy():
    easy = "Quien cuida el monte recibe su pago cada año."
    hard = "La resolución contractual extrajudicial requiere comunicación notarial fehaciente y motivada."
    assert readability(easy, "es") > 80 > 40 > readability(hard, "es")
    easy, hard = (
        "Who keeps the forest is paid each year.",
        "Contractual termination necessitates notification.",
    )
    assert readability(easy, "en") > 80 > 20 > readability(hard, "en")
