"""Words that a profile refuses: no text of an agreement in that profile may hold one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pesagree.answers.reading import load
from pesagree.clauses import Form, library
from pesagree.compose import compose
from pesagree.resources import samples_dir, templates_dir
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import profile_words
from pesagree.writers import markdown

REFUSED = {
    "es": re.compile(r"\b(pag[oaáóu]\w*|precios?)\b", re.IGNORECASE),
    "en": re.compile(r"\b(pay\w*|paid|unpaid|prepaid|repa(y|id)\w*|pric(e|es|ed|ing))\b", re.IGNORECASE),
}
"""What a programme of reciprocity does not want to read: payment, price."""

ALLOWED: dict[str, tuple[str, ...]] = {
    "es": ("índice oficial de precios al consumidor",),
    "en": ("consumer price index",),
}
"""Names that are not ours to change, such as that of an official index."""

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')
_PATH = re.compile(r"\{[^{}]*\}|\w+(?:\.\w+)+")
"""A blank, or the path of an answer by itself."""
_TWICE = re.compile(r"\b(\w{4,}) (?:o|or) \1\b", re.IGNORECASE)
"""Two words of ours for which the profile has only one."""

every_language = pytest.mark.parametrize("language", LANGUAGES)


def printed(body: str) -> Iterator[str]:
    """What a clause prints: outside its tags, and the texts with spaces inside them."""
    yield _TAG.sub(" ", body)
    for tag in _TAG.findall(body):
        yield from (text for text in _QUOTED.findall(tag) if " " in text)


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield _PATH.sub("", value)
        case list():
            for each in value:
                yield from texts(each)
        case dict():
            for key, each in value.items():
                if key != "drawing":  # the name of a file
                    yield from texts(each)


def refused(language: str, said: Iterator[str]) -> list[str]:
    """The texts with a refused word."""
    found = []
    for text in said:
        bare = text
        for name in ALLOWED[language]:
            bare = bare.replace(name, "")
        if REFUSED[language].search(bare):
            found.append(text)
    return found


@every_language
@pytest.mark.parametrize("country", ["PE", "BO"])
def test_no_clause_of_a_reciprocal_agreement_speaks_of_payment(language: str, country: str) -> None:
    for clause in library(language, country, "reciprocity").clauses:
        bodies = (text for piece in clause.pieces for text in printed(piece))
        said = [clause.heading, clause.plain, *bodies]
        assert refused(language, iter(said)) == [], clause.entry.id


@every_language
def test_nor_does_any_other_paper_question_or_name(language: str) -> None:
    words = wording(language, "reciprocity")
    profile = profile_words(language, "reciprocity")
    files = sorted((templates_dir() / language / "workshop").glob("*.yaml"))
    papers = {file.stem: words.workshop(file.stem) for file in files}
    for name, said in {
        "profile": [profile.title, *profile.roles.values()],
        "questions": words._questions,
        "sections": words._sections,
        "names": words._names,
        "document": words.phrases,
        "interview": words.talk,
        "memo": words.memo,
        "deal": words.deal,
        "rules": words.rules["rules"],
        **papers,
    }.items():
        assert refused(language, texts(said)) == [], name


@every_language
@pytest.mark.parametrize("form", [*Form])
def test_nor_does_the_draft_of_the_reciprocal_sample(language: str, form: Form) -> None:
    agreement = load(samples_dir() / "loreto-aguajales.yaml", with_private=False).agreement
    draft = markdown.write(compose(agreement, language, form=form))
    assert refused(language, iter(draft.splitlines())) == []


@every_language
def test_two_words_that_became_one_are_not_said_twice(language: str) -> None:
    """`pays or delivers` is `gives`, and never `gives or gives`."""
    plain, own = (library(language, None, profile).clauses for profile in (None, "reciprocity"))
    for before, after in zip(plain, own, strict=True):
        for one, other in zip(before.pieces, after.pieces, strict=True):
            assert len(_TWICE.findall(other)) <= len(_TWICE.findall(one)), other
