"""Profiles of words: what is said instead, and what is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement import QUESTIONS
from pesagree.clauses.sandbox import ROLE_NAMES
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import PROFILES, profile_words
from pesagree.wording.profile import Profile

GIFTS = Profile(
    "Gifts",
    {},
    {
        "pay": "give",
        "pays": "gives",
        "paid": "given",
        "pays or delivers": "delivers",
        "price index": "price index",
        "price": "amount",
    },
)


@pytest.mark.parametrize(
    ("text", "reworded"),
    [
        ("She pays. Pay him!", "She gives. Give him!"),
        ("who pays or delivers", "who delivers"),  # the longest phrase first
        ("the price index and the price", "the price index and the amount"),
        ("a payer, prepaid", "a payer, prepaid"),  # whole words only
        ("{pay} is paid", "{pay} is given"),  # a blank is a name
        ("pay.form is how to pay.", "pay.form is how to give."),  # and so is a path
    ],
)
def test_words_and_phrases_give_way_to_what_the_profile_says(text: str, reworded: str) -> None:
    assert GIFTS.reword(text) == reworded


def test_every_text_in_lists_and_mappings_is_reworded_and_no_key() -> None:
    assert GIFTS.reword_all({"pay": ["paid", {"price": "price"}], "n": 2}) == {
        "pay": ["given", {"price": "amount"}],
        "n": 2,
    }


def test_a_clause_keeps_its_names_and_codes() -> None:
    clause = 'Pay {{ pay.total }}{% if pay.form == "paid" and "price" == x %} {{ x | choose(a="I pay") }}'
    assert GIFTS.reword_clause(clause) == (
        'Give {{ pay.total }}{% if pay.form == "paid" and "price" == x %} {{ x | choose(a="I give") }}'
    )


@given(st.text())
def test_a_profile_without_words_of_its_own_leaves_every_text(text: str) -> None:
    plain = Profile("", {}, {})
    assert plain.reword(text) == plain.reword_clause(text) == text


def test_the_form_offers_the_profiles_that_have_a_file() -> None:
    assert QUESTIONS["agreement.words"].codes == PROFILES
    for language in LANGUAGES:
        for profile in PROFILES:
            assert set(profile_words(language, profile).roles) == set(ROLE_NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_said_instead_holds_nothing_that_would_be_replaced_again(language: str, profile: str) -> None:
    words = profile_words(language, profile)
    for said, instead in words.instead.items():
        if said != instead:
            assert words.reword(instead) == instead, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_without_words_of_its_own_is_the_plain_wording(language: str) -> None:
    assert wording(language, "payment") is wording(language)
    assert wording(language, "merese") is wording(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_choices_of_a_question_become_one(language: str) -> None:
    words = wording(language, "reciprocity")
    for path, question in QUESTIONS.items():
        choices = words.question(path).choices or {}
        assert len({re.sub(r"\s+", " ", label) for label in choices.values()}) == len(choices), question.path
