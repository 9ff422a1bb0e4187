"""Agreements in which every two choices meet: each draft is clean, together they take every branch."""

from itertools import combinations
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pesagree.agreement import key
from pesagree.clauses import Form, Library
from pesagree.compose import compose
from pesagree.document import Blank, Paragraph, Role, inlines
from pesagree.wording.language import LANGUAGES
from pesagree.writers import docx
from tests.clauses.lexicon import forbidden
from tests.compose.branches import report, tracer
from tests.compose.choices import BASE, CHOICES, agreement_of, asked, counts, drafts, every_two_choices
from tests.compose.faults import disagreement, faults

OPEN_FIGURES = {
    "pay.goods.value": "nobody put a worth on the good",
    "pay.goods_total": "nobody put a worth on a good",
    "pay.total": "nobody put a worth on a good",
    "consent.days": "there was no assembly to count the days to",
}
"""Figures that cannot be worked out from answers that say "none", and why: they stay blanks."""


def test_every_two_choices_meet_where_both_are_asked() -> None:
    met: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    for row in every_two_choices():
        there = asked(agreement_of(row))
        assert counts(row) == there
        met.update(combinations([value for value in row.items() if value[0] in there], 2))
    every = [(path, number) for path, values in CHOICES.items() for number in range(len(values))]
    for one, other in combinations(every, 2):
        if one[0] != other[0] and (one, other) not in met:
            together = counts({**BASE, one[0]: one[1], other[0]: other[1]})
            assert not {one[0], other[0]} <= together, (one, other)


def test_nothing_is_wrong_with_the_text_of_any() -> None:
    for draft in drafts():
        for document in draft.by_language.values():
            assert faults(document) == [], draft.answers


def test_nothing_is_left_to_decide_where_everything_is_answered() -> None:
    for draft in drafts():
        if draft.form is Form.GENERAL:
            continue  # it leaves out what each seller answers
        for document in draft.by_language.values():
            blanks = {key(node.path) for node in inlines(document) if isinstance(node, Blank)}
            assert blanks <= OPEN_FIGURES.keys(), (draft.form, draft.answers)
            blocks = [block for clause in document.clauses for block in clause.blocks]
            assert not [b for b in blocks if isinstance(b, Paragraph) and b.role is Role.OPEN], draft.answers


def test_no_country_and_no_language_gets_words_that_are_not_its_own() -> None:
    for draft in drafts():
        for document in draft.by_language.values():
            assert list(forbidden(document, draft.country)) == [], draft.answers


def test_a_clause_remembered_from_another_agreement_is_the_one_composed_anew() -> None:
    for draft in drafts()[::24]:
        anew = compose(draft.agreement, "es", Library("es"), form=draft.form)
        assert anew == draft.by_language["es"], draft.answers


def test_both_languages_show_the_same_answers_references_and_numbers() -> None:
    for draft in drafts():
        assert disagreement(draft.by_language["es"], draft.by_language["en"]) == {}, (
            draft.form,
            draft.answers,
        )


NEVER_TAKEN: dict[str, str] = {}
"""Branches that no agreement takes (as the report names them), and why."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_branch_of_every_clause_is_taken(language: str) -> None:
    drafts()
    traced = tracer(language, None)
    never = {str(branch) for branch in traced.branches if not traced.taken[branch]}
    assert len(traced.branches) > 500
    assert never == {name for name in NEVER_TAKEN if name.startswith(language)}, report([traced])


@pytest.mark.parametrize("number", range(6))
def test_some_of_them_make_valid_word_files(number: int, tmp_path: Path) -> None:
    draft = drafts()[number * len(drafts()) // 6]
    path = tmp_path / "draft.docx"
    path.write_bytes(docx.write(draft.by_language["es" if number % 2 else "en"]))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
