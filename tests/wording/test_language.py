"""Both languages say everything: the same keys, words for every question, a label for every choice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pesagree.agreement import ITEMS, QUESTIONS, Level, Question, Who
from pesagree.agreement.conditions import NAMED
from pesagree.agreement.figures import FIGURES
from pesagree.agreement.form import CHOICE_KINDS
from pesagree.answers.schema import schema
from pesagree.errors import TemplateError
from pesagree.resources import templates_dir
from pesagree.wording import LANGUAGES, Wording, wording
from pesagree.wording.language import code_of, fold, language_codes

ES, EN = (templates_dir() / language for language in LANGUAGES)
EVERY = [*QUESTIONS.values(), *ITEMS.values()]
YAML_FILES = sorted(file.relative_to(ES) for file in ES.rglob("*.yaml"))
CLAUSES = sorted(file.relative_to(ES) for file in ES.rglob("*.md"))


def keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from keys(below, f"{path}/{name}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from keys(below, f"{path}/{number}")
    else:
        yield path


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from texts(below, f"{path}/{name}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from texts(below, f"{path}/{number}")
    else:
        yield path, str(value)


@cache
def loaded(file: Path) -> Any:
    """A YAML file, or the front matter of a clause; without what each language replaces its own way."""
    text = file.read_text(encoding="utf-8")
    found = yaml.safe_load(text.split("---\n")[1] if file.suffix == ".md" else text)
    if file.parent.name == "profiles":
        found.pop("instead", None)
    return found


def test_both_languages_have_the_same_files() -> None:
    names = [
        {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} for folder in (ES, EN)
    ]
    assert names[0] == names[1]
    assert {
        folder.name for folder in templates_dir().iterdir() if (folder / "messages.yaml").exists()
    } == set(LANGUAGES)


@pytest.mark.parametrize("file", [*YAML_FILES, *CLAUSES], ids=str)
def test_both_languages_have_the_same_keys(file: Path) -> None:
    assert sorted(keys(loaded(ES / file))) == sorted(keys(loaded(EN / file)))


@pytest.mark.parametrize("file", YAML_FILES, ids=str)
def test_both_languages_fill_the_same_blanks(file: Path) -> None:
    def blanks(folder: Path) -> dict[str, list[str]]:
        return {
            path: sorted(set(re.findall(r"{(\w+)}", text))) for path, text in texts(loaded(folder / file))
        }

    assert blanks(ES) == blanks(EN)


@pytest.mark.parametrize("file", [*YAML_FILES, *CLAUSES], ids=str)
@pytest.mark.parametrize("folder", [ES, EN], ids=LANGUAGES)
def test_no_word_is_left_empty(folder: Path, file: Path) -> None:
    empty = [path for path, text in texts(loaded(folder / file)) if text.strip() in ("", "None", "TODO", "?")]
    assert empty == []


@pytest.mark.parametrize("country", ["PE", "BO"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_every_field_of_an_item_has_words(language: str, country: str) -> None:
    found = {question: wording(language).question(question.path, country) for question in EVERY}
    assert [q.path for q, words in found.items() if not (words.label.strip() and words.ask.strip())] == []
    assert [q.path for q, words in found.items() if not (words.why.strip() or q.is_item)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "question", [question for question in EVERY if question.codes], ids=lambda question: question.path
)
def test_every_choice_has_a_label_and_every_label_a_choice(question: Question, language: str) -> None:
    choices = wording(language).question(question.path).choices or {}
    assert list(choices) == list(question.codes)
    assert all(choices.values())
    folded = [fold(label) for label in choices.values()]
    assert len(set(folded)) == len(folded)


def test_a_code_beside_dates_or_numbers_has_its_label_too() -> None:
    for language in LANGUAGES:
        words = wording(language)
        others = {q.path: words.question(q.path).choices for q in EVERY if q.kind not in CHOICE_KINDS}
        assert {path: list(choices) for path, choices in others.items() if choices} == {
            "seller.land_right_until": ["no_end"],
            "pay.late.interest_pct": ["legal"],
        }


@pytest.mark.parametrize("question", [q for q in EVERY if q.codes], ids=lambda question: question.path)
def test_a_label_in_one_language_never_names_another_choice_in_the_other(question: Question) -> None:
    known = code_of(question.path)
    for language in LANGUAGES:
        for code, label in (wording(language).question(question.path).choices or {}).items():
            assert known[fold(label)] == code
            assert known[fold(code)] == code


def test_what_a_label_adds_in_brackets_need_not_be_typed() -> None:
    assert [code_of("agreement.words")[text] for text in ("pago", "retribucion")] == ["payment", "merese"]
    assert code_of("law.registration")["registros publicos"] == "sunarp"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_kept_for_questions_that_are_gone(language: str) -> None:
    named = {
        path for file in (ES / "questions").glob("*.yaml") for path in loaded(EN / "questions" / file.name)
    }
    assert named == set(QUESTIONS)
    for path, question in QUESTIONS.items():
        entry = next(
            words[path]
            for file in (templates_dir() / language / "questions").glob("*.yaml")
            if path in (words := loaded(file))
        )
        assert set(entry.get("items", {})) == {item.name for item in question.items}
        assert set(entry.get("generator", {})) <= {item.name for item in question.generator}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_has_a_name_is_named(language: str) -> None:
    words = wording(language)
    conditions = {part for q in QUESTIONS.values() for part in re.split(" or | and ", q.when.name)} | set(
        NAMED
    )
    unnamed = [name for name in conditions - {"always"} if words.condition(name) == name]
    assert unnamed == []
    for level in Level:
        assert words.name("levels", level) != level
    for who in Who:
        assert words.name("asks", who)
    for stage in QUESTIONS["agreement.stage"].codes:
        assert words.name("stages", stage).isupper()
    for path in (*FIGURES, "seller.assembly.needed", "pay.goods.value"):
        assert words.label(path)
    for section in schema().children:
        if section not in ("country", "language"):
            assert words.section_title(section)
            assert words.section_intro(section)


def test_joined_conditions_are_said_part_by_part() -> None:
    english = wording("en")
    joined = english.condition("carbon or resale")
    assert joined.startswith(english.condition("carbon"))
    assert joined.endswith(english.condition("resale"))


def test_outside_peru_a_question_has_its_general_wording() -> None:
    for language in LANGUAGES:
        words = wording(language)
        assert "RUC" in words.question("buyer.tax_id", "PE").ask
        assert "RUC" not in words.question("buyer.tax_id", "BO").ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_peru_is_left_in_the_general_wording(language: str) -> None:
    of_peru = ("site.ubigeo.code", "carbon.registry")  # asked there only
    left = {
        question.path: re.findall(
            r"RUC|DNI|SUNARP|CCI|RENAMI|SUNAT|SERNANP|\bsoles\b", f"{words.label} {words.ask} {words.why}"
        )
        for question in EVERY
        if question.path not in of_peru
        for words in [wording(language).question(question.path, "BO")]
    }
    assert {path: names for path, names in left.items() if names} == {}


def test_languages_are_known_by_their_names_in_both_languages() -> None:
    known = language_codes()
    assert known["español"] == known["spanish"] == "spa"
    for language in LANGUAGES:
        assert wording(language).language_name("spa").casefold() in known
        assert wording(language).language_name("xyz") == "xyz"


def test_words_that_are_missing_are_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateError) as caught:
        wording("en").question("buyer.nothing")
    assert [(p.code, p.path) for p in caught.value.problems] == [("words_missing", "buyer.nothing")]
    assert not wording("en").has_question("buyer.nothing")
    assert wording("en").has_question("pay.goods.qty")


def test_a_broken_wording_file_is_told_with_its_place(tmp_path: Path) -> None:
    words = Wording("en")
    words.folder = tmp_path
    with pytest.raises(TemplateError) as caught:
        _ = words.messages
    assert caught.value.problems[0].code == "template_unreadable"
    (tmp_path / "document.yaml").write_text("a: 1\nb: [}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        _ = words.phrases
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.source) == ("template_yaml", str(tmp_path / "document.yaml"))
    assert problem.place.line == 2


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Comunidad  NATIVA ", "comunidad nativa"),
        ("Asociación", "asociacion"),
        ("ÑANDÚ", "nandu"),
        ("", ""),
    ],
)
def test_fold_leaves_case_accents_and_spaces_aside(text: str, folded: str) -> None:
    assert fold(text) == folded
