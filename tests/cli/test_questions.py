"""`pesagree questions`: the whole form to read, to fill in, or for an editor."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from pesagree.agreement import QUESTIONS, Agreement, Kind
from pesagree.agreement.parties import Buyer, Seller
from pesagree.answers.reading import parse
from pesagree.answers.yaml_edit import plain
from pesagree.answers.yaml_source import MappingNode, read
from pesagree.cli.exits import Exit
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording

Run = Callable[..., Any]
PUBLIC = [path for path, question in QUESTIONS.items() if not question.is_private]


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all keys that hold no further key."""
    if isinstance(value, dict) and value:
        for name, below in value.items():
            yield from paths(below, f"{path}.{name}" if path else str(name))
    else:
        yield path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_form_reads_back_with_every_answer_open(language: str, pesagree: Run) -> None:
    done = pesagree("questions", "--format", "yaml", language=language)
    assert (done.code, done.err) == (Exit.DONE, "")
    found = parse(done.out, "blank.yaml")
    nothing = Agreement(country="PE", language=language, buyer=(Buyer(),), seller=(Seller(),))
    assert found.agreement.model_dump() == nothing.model_dump()
    assert (found.agreement.states, found.agreement.notes, found.agreement.accepted) == ({}, {}, {})
    assert (found.inconsistent, found.warnings) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_but_the_private_ones_is_in_the_blank_form(language: str, pesagree: Run) -> None:
    form = read(pesagree("questions", "--format", "yaml", language=language).out)
    assert isinstance(form, MappingNode)
    written = list(paths(plain(form)))
    assert sorted(written) == sorted(["pesagree", *PUBLIC])
    assert len(written) == 1 + 190


def test_the_blank_form_can_be_filled_in_where_it_stands(pesagree: Run) -> None:
    form = pesagree("questions", "--format", "yaml").out
    filled = form.replace("  years:\n", "  years: 5\n", 1).replace("  area_ha:\n", "  area_ha: 470\n", 1)
    agreement = parse(filled, "a.yaml").agreement
    assert agreement.term.years == 5
    assert agreement.site.area_ha == 470


def test_the_lists_of_the_blank_form_can_be_uncommented(pesagree: Run) -> None:
    form = pesagree("questions", "--format", "yaml").out
    commented = re.compile(r"^( *)#  (- |  )(\w+:)$", re.MULTILINE)
    lines = commented.sub(r"\1  \2\3", form).splitlines()
    agreement = parse("\n".join(lines) + "\n", "a.yaml").agreement
    lists = [path for path, question in QUESTIONS.items() if question.kind is Kind.LIST]
    assert {path: len(agreement.written(path)) for path in lists} == dict.fromkeys(lists, 1)


def test_each_question_of_the_form_stands_over_its_key(pesagree: Run) -> None:
    for language in LANGUAGES:
        form = pesagree("questions", "--format", "yaml", language=language).out
        flat = " ".join(line.strip().removeprefix("# ").strip() for line in form.splitlines())
        flat = " ".join(flat.split())
        missing = [path for path in PUBLIC if wording(language).question(path).ask not in flat]
        assert missing == []


def test_a_level_and_an_answerer_choose_questions(pesagree: Run) -> None:
    essential = pesagree("questions", "--format", "yaml", "--level", "essential").out
    assert len(list(paths(yaml.safe_load(essential)))) == 1 + 30
    room = pesagree("questions", "--format", "yaml", "--with", "room").out
    assert len(list(paths(yaml.safe_load(room)))) == 1 + 44
    both = pesagree("questions", "--format", "yaml", "--with", "room", "--level", "essential").out
    assert len(list(paths(yaml.safe_load(both)))) == 1 + 11


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["text", "md"])
def test_all_questions_can_be_read_with_their_numbers(kind: str, language: str, pesagree: Run) -> None:
    done = pesagree("questions", "--format", kind, "--lang", language, language="es")
    words = wording(language)
    for number, path in enumerate(QUESTIONS, 1):
        assert f"{number}. {words.question(path).ask}" in done.out
    if kind == "md":
        assert done.out.count("## ") == len({question.section for question in QUESTIONS.values()})


def test_the_spanish_name_of_the_command(pesagree: Run) -> None:
    assert pesagree("preguntas", language="es").out == pesagree("questions", language="es").out


def test_private_questions_can_be_read_but_are_on_no_shared_form(pesagree: Run) -> None:
    assert wording("en").question("private.minimum").ask in pesagree("questions", "--with", "private").out
    for kind in ("yaml", "json-schema"):
        for asked in ("all", "private"):
            assert "seller_costs" not in pesagree("questions", "--format", kind, "--with", asked).out


# --- written to a file, and the roster workbook -----------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_is_written_to_a_file_and_only_to_a_file(language: str, pesagree: Run) -> None:
    words = wording(language)
    refused = pesagree("questions", "--format", "xlsx", language=language)
    assert (refused.code, refused.out) == (Exit.USAGE, "")
    assert refused.err == words.command("said.workbook_needs_file") + "\n"
    done = pesagree("questions", "--format", "xlsx", "-o", "r.xlsx", language=language)
    assert (done.code, done.out) == (Exit.DONE, "")
    assert done.err == words.command("said.questions_written", path="r.xlsx") + "\n"
    assert load_workbook("r.xlsx").sheetnames[0] == words.workbook_text("sheets.families")
    assert pesagree("questions", "-o", "r.xlsx", language=language).code == Exit.DONE


def test_a_workbook_that_is_filled_in_is_never_replaced(pesagree: Run) -> None:
    pesagree("questions", "-o", "r.xlsx")
    book = load_workbook("r.xlsx")
    book.active["A2"] = "CM-001"
    book.save("r.xlsx")
    before = Path("r.xlsx").read_bytes()
    done = pesagree("questions", "-o", "r.xlsx")
    assert done.code == Exit.FILE
    assert done.err == wording("en").command("said.sample_exists", path="r.xlsx") + "\n"
    assert Path("r.xlsx").read_bytes() == before


def test_other_formats_go_to_a_file_too(pesagree: Run) -> None:
    shown = pesagree("questions", "--format", "yaml").out
    assert pesagree("questions", "--format", "yaml", "-o", "blank.yaml").out == ""
    assert Path("blank.yaml").read_text(encoding="utf-8") == shown
    assert pesagree("questions", "--format", "xlsx", "-o", "blank.docx").code == Exit.USAGE


# --- JSON Schema ----------------------------------------------------------------------------


def schema_of(pesagree: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pesagree("questions", "--format", "json-schema").out)
    return found


def allowed(value: Any, schema: dict[str, Any]) -> bool:
    """The few words of JSON Schema that the form uses."""
    if "anyOf" in schema:
        return any(allowed(value, one) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {
        "string": str,
        "number": int | float,
        "boolean": bool,
        "null": type(None),
        "object": dict,
        "array": list,
    }
    if "type" in schema:
        wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(isinstance(value, kinds[name]) for name in wanted):
            return False
    if isinstance(value, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        if others is False and set(value) - set(properties):
            return False
        if set(schema.get("required", [])) - set(value):
            return False
        return all(allowed(below, properties.get(name, others)) for name, below in value.items())
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value))
    if isinstance(value, list):
        return all(allowed(item, schema.get("items", {})) for item in value)
    return True


class TextLoader(yaml.SafeLoader):
    """What an editor sees, dates aside: JSON has none."""


TextLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


SAMPLES = sorted(file for file in samples_dir().glob("*.yaml") if not file.name.endswith(".private.yaml"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda file: file.stem)
def test_the_schema_accepts_every_sample(sample: Any, pesagree: Run) -> None:
    answers = yaml.load(sample.read_text(encoding="utf-8"), Loader=TextLoader)
    assert allowed(answers, schema_of(pesagree))


def test_the_schema_accepts_states_and_refuses_unknown_keys(pesagree: Run) -> None:
    schema = schema_of(pesagree)
    lawful: list[dict[str, Any]] = [
        {},
        {"pesagree": 1},
        {"seller": {"assembly": "none"}},
        {"seller": [{"name": "?? ask"}, {"name": {"es": "A", "en": "B"}}]},
        {"term": {"years": {"proposals": {"buyer": 10, "seller": 3}}}},
        {"term": {"years": {"es": "?? la jefa", "en": "?? the chief"}}},
        {"pay": {"schedule": {"every": "year", "parts": 2}}},
        {"pay": {"schedule": [{"date": "2027-01-01"}], "goods": [{"value": 3}], "total": 5}},
        {"site": {"threats": ["fire"]}},
        {"site": {"threats": "fuego, creciente"}},
        {"notes": {"pay.total": "x"}},
        {"accepted": {"GEN-11": {"reason": "x", "by": "y"}}},
    ]
    assert [answers for answers in lawful if not allowed(answers, schema)] == []
    unlawful: list[dict[str, Any]] = [
        {"sellr": {}},
        {"seller": {"nmae": "x"}},
        {"seller": {"signers": [{"nmae": "x"}]}},
        {"pesagree": 2},
        {"private": {"minimum": 1}},
        {"pay": {"schedule": {"evry": "year"}}},
        {"term": {"years": [1]}},
        {"term": {"years": {"es": "10", "en": "10"}}},
    ]
    assert [answers for answers in unlawful if allowed(answers, schema)] == []


def test_the_schema_explains_each_question_and_offers_its_codes(pesagree: Run) -> None:
    schema = schema_of(pesagree)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    pay = next(one for one in schema["properties"]["pay"]["anyOf"] if "properties" in one)
    form = pay["properties"]["form"]
    assert wording("en").question("pay.form").ask in form["description"]
    assert {"enum": ["cash", "in_kind", "mixed"]} in form["anyOf"]
    assert pay["additionalProperties"] is False
