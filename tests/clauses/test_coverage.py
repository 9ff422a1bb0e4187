"""Every element that an agreement should answer is answered here, or left out for a reason."""

from pathlib import Path

import pytest
import yaml

from pesagree.agreement import QUESTIONS
from pesagree.clauses import library
from pesagree.clauses.coverage import PAGE, coverage, disagreements, elements, main, references
from pesagree.errors import TemplateError
from pesagree.resources import templates_dir
from pesagree.wording.language import LANGUAGES

ENTRIES = library("es").entries
RULES = set(yaml.safe_load((templates_dir() / "es" / "rules.yaml").read_text("utf-8"))["rules"])
ROWS = coverage(elements(references(), "es"), {entry.id for entry in ENTRIES}, QUESTIONS, RULES)
IDS = {row.element.id for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.element.id)
def test_each_element_is_answered_or_left_out_for_a_reason(row):
    assert row.unknown == ()
    assert row.is_answered is not bool(row.element.left_out)
    assert row.element.sure in {"S", "S-law", "S-quote"}
    assert row.element.where in {"all", "PE", "other"}
    assert row.element.same_as in IDS | {""}


def test_the_clauses_and_the_elements_name_each_other():
    assert {identity for entry in ENTRIES for identity in entry.covers} <= IDS
    assert disagreements(ROWS, ENTRIES) == ()


def test_nearly_every_element_is_answered_in_the_text_itself():
    assert [row.element.id for row in ROWS if not row.clauses] == ["CO-3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_element_is_said_in_few_words_of_its_own(language):
    texts = [element.text for element in elements(references(), language)]
    assert len(set(texts)) == len(texts)
    assert all(3 <= len(text.split()) <= 20 and not text.endswith(".") for text in texts)


def test_the_page_in_docs_is_not_stale():
    page = (templates_dir().parent / "docs" / "coverage.md").read_text("utf-8")
    assert page == main(), "write it anew: python -m pesagree.clauses.coverage > docs/coverage.md"
    assert all(f"| {identity} |" in page for identity in IDS)


def test_what_does_not_exist_is_told_apart():
    found = {
        "X-1": {**references()["UNEP-1"], "covered_by": ["payment", "pay.to", "PAY-01", "PAY-99", "nowhere"]}
    }
    [row] = coverage(elements(found, "en"), {"payment"}, QUESTIONS, RULES)
    assert (row.clauses, row.questions, row.rules) == (("payment",), ("pay.to",), ("PAY-01",))
    assert row.unknown == ("PAY-99", "nowhere")
    assert disagreements([row], []) == ("payment: X-1",)


@pytest.mark.parametrize("text", ["- a list", "a: [", "\udc80"])
def test_a_file_that_is_no_list_of_elements_is_refused(tmp_path: Path, text: str):
    (tmp_path / "references.yaml").write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(TemplateError):
        references(tmp_path)


def test_the_page_has_its_words():
    assert {"title", "intro", "counts", "columns", "where", "sure"} <= set(references()[PAGE])
