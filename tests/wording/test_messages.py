"""Every problem has its words in both languages, and no message leaves a blank unfilled."""

import ast
import re
from pathlib import Path

import pytest

import pesagree
from pesagree.agreement.consistency import RULES
from pesagree.errors import Place, Problem
from pesagree.wording import LANGUAGES, explain, wording

SOURCES = sorted(Path(pesagree.__file__).parent.rglob("*.py"))

TELLERS = {"Problem", "Refusal", "problem", "refuse", "found"}
"""Functions and classes whose first argument is a problem's code."""

TABLES = {"_REASONS", "_PYDANTIC"}
"""Dicts whose values are codes."""

BUILT = {f"odd_{kind}" for kind in ("ruc", "dni", "partida", "cci", "ubigeo")}
"""Codes that are put together."""


def raised() -> set[str]:
    """Every code that the program can tell a person."""
    found = BUILT | set(RULES)
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if (
                    name in TELLERS
                ):
                    found |= strings(first)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(values=values)) if name in TABLES:
                    found |= set().union(*map(strings, values))
    return found


def strings(node: ast.expr) -> set[str]:
    """The text, or both texts of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return strings(one) | strings(other)
    return set()


def test_the_codes_are_found_in_the_program() -> None:
    some = (
        "number_ambiguous file_missing disk_full text_cut alias unknown_key_near X5_lump private_in_main X19"
    )
    assert set(some.split()) <= raised()
    assert len(raised()) > 80


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(raised()))
def test_every_code_has_its_words(code: str, language: str) -> None:
    entry = wording(language).messages[code]
    assert set(entry) == {"what", "write"}
    assert all(text.strip() for text in entry.values())


def test_no_words_are_kept_for_problems_that_nobody_raises() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in SOURCES)
    known = set(wording("en").messages) - {"other"} - BUILT
    assert sorted(code for code in known if f'"{code}"' not in text) == []


FACTS = {
    "text": "1.234", "decimal": "1.2340", "thousand": "1234", "size": "50", "size_mb": 2.5, "limit": 20,
    "key": "nmae", "near": "name", "known": ["kind", "name"], "items": ["item", "qty"], "condition": "cash",
    "line": "a: b: c", "corrected": 'a: "b: c"', "kept": "Parcela", "lost": "#3", "whole": "Parcela #3",
    "first_line": 2, "least": 0, "most": 99, "one": "2026-03-05", "other": "buyer.name", "name": "X",
    "written": 5, "worked_out": 6, "sum": 99, "number": 2, "date": "2027-01-01", "start": "2027-01-01",
    "end": "2027-12-31", "id": "i1", "first": "i1", "detail": "why", "what": "x", "missing": ["a"],
    "extra": ["b"], "code": "U+0007", "at": 3, "word": "Asociación", "code_point": "U+0007",
    "reason": "other", "right": 5, "asked": 4,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(wording("en").messages))
def test_a_message_fills_all_its_blanks(code: str, language: str) -> None:
    words = wording(language)
    message = explain(Problem(code, Place("a.yaml", 3, 7), "pay.form", FACTS), words)
    said = f"{message.what} {message.write}"
    literal = ("{buyer: …", "{reason: …", "{% if %}", "{% for %}", "{key}", "{seller.name}", "{agreement.id}")
    for shown in literal:
        said = said.replace(shown, "")
    assert not re.search(r"{\w*|“”|«»|(?<!ref)[(] *[)]", said), said
    blanks = set(
        re.findall(r"(?<!{){(\w+)}(?!})", words.messages[code]["what"] + words.messages[code]["write"])
    )
    assert blanks <= {*FACTS, "path", "choices", "question"}


def test_a_message_says_where_what_and_what_to_write() -> None:
    problem = Problem(
        "number_ambiguous",
        Place("deal.yaml", 12, 9),
        "pay.unit_price",
        {"text": "1.234", "decimal": "1.2340", "thousand": "1234"},
    )
    message = explain(problem, wording("en"))
    assert (message.where, message.path, message.code) == (
        "deal.yaml:12:9",
        "pay.unit_price",
        "number_ambiguous",
    )
    label = wording("en").question("pay.unit_price").label
    assert str(message) == (
        f"deal.yaml:12:9 pay.unit_price ({label})\n"
        "  “1.234” can be read in two ways.\n"
        "  → Write 1234 for thousands, or 1.2340 for decimals."
    )
    assert "se puede leer de dos maneras" in str(explain(problem, wording("es")))


def test_a_message_without_a_place_or_a_path_has_neither() -> None:
    assert str(explain(Problem("file_missing"), wording("en"))).startswith("  There is no such file")
    assert str(explain(Problem("file_missing", Place("x.yaml")), wording("en"))).startswith("x.yaml\n")


def test_the_path_of_an_item_is_explained_by_its_own_question() -> None:
    message = explain(
        Problem("choice_unknown", path="seller.2.signers.1.signs", facts={"text": "pluma"}), wording("en")
    )
    assert message.label == wording("en").question("seller.signers.signs").label
    assert "ink (" in message.write
    assert "fingerprint (" in message.write


def test_choices_are_shown_with_code_and_label() -> None:
    message = explain(Problem("choice_unknown", path="pay.form", facts={"text": "trueque"}), wording("es"))
    for code, label in (wording("es").question("pay.form").choices or {}).items():
        assert f"{code} ({label})" in message.write


def test_conditions_are_shown_in_words() -> None:
    for language in LANGUAGES:
        words = wording(language)
        message = explain(Problem("ignored", path="mid.name", facts={"condition": "mid"}), words)
        assert words.condition("mid") in message.what


def test_braces_in_an_answer_are_shown_as_they_are() -> None:
    message = explain(Problem("date_unreadable", facts={"text": "{x} {0} {{"}), wording("en"))
    assert message.what == "“{x} {0} {{” is not a date."


@pytest.mark.parametrize(
    ("known", "said"), [(["a", "b c"], "a, b c"), (["Esposo, esposa", "b"], "Esposo, esposa; b")]
)
def test_names_with_commas_in_them_can_be_told_apart(known: list[str], said: str) -> None:
    problem = Problem("roster_key_unknown", facts={"name": "x", "known": known})
    assert explain(problem, wording("es")).write.endswith(f": {said}")


def test_a_long_answer_is_shown_cut() -> None:
    message = explain(Problem("date_unreadable", facts={"text": "a" * 5000}), wording("en"))
    assert len(message.what) < 200
    assert "…" in message.what


def test_an_unknown_code_has_words_too() -> None:
    message = explain(Problem("brand_new"), wording("en"))
    assert message.what == "There is a problem (brand_new)."
