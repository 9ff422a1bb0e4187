"""The roster workbook: what is asked on it, how it guards what is typed, and that it reads back whole."""

import copy
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator, ValidationSeverity

from pesagree.agreement import ITEMS, QUESTIONS, Kind, Level, Question, Who
from pesagree.answers.reading import parse
from pesagree.answers.roster import agreements, read_roster
from pesagree.questionnaire.roster_form import KEY, roster_form
from pesagree.questionnaire.roster_workbook import SHEET_NAME, roster_workbook
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES, wording

every_language = pytest.mark.parametrize("language", LANGUAGES)
NUMBERS = (Kind.COUNT, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT, Kind.DAYS)


def book(language: str = "es", level: Level = Level.STANDARD, asked: str = "all") -> Any:
    return load_workbook(BytesIO(roster_workbook(roster_form(level, asked), wording(language))))


def headers(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


# --- what is asked --------------------------------------------------------------------------


def test_the_families_come_first_with_what_differs_between_them() -> None:
    families = [question.path for question in roster_form().families.columns]
    assert families[:3] == [KEY, "seller.kind", "seller.name"]
    assert {"site.area_ha", "pay.unit_price", "pay.units", "term.start"} < set(families)
    programme = {"buyer.name", "law.governing", "breach.seller", "mon.responsible", "term.years", "pay.form"}
    assert not programme & set(families)


def test_each_list_has_a_sheet_and_goods_a_price_list() -> None:
    form = roster_form(Level.FULL)
    assert [sheet.path for sheet in form.lists] == [
        *("seller.signers", "seller.benefit_plan", "site.parcels", "service.actions", "service.limits"),
        *("pay.schedule", "pay.goods", "sign.witnesses"),
    ]
    goods = next(sheet for sheet in form.lists if sheet.path == "pay.goods")
    assert [column.path for column in goods.columns][:3] == [KEY, "pay.goods.code", "pay.goods.item"]
    assert [column.name for column in form.prices] == ["code", "item", "unit_value"]
    assert roster_form(asked="lawyer").prices == ()


@pytest.mark.parametrize("asked", ["all", "room", "buyer", "private"])
@pytest.mark.parametrize("level", Level)
def test_nothing_private_is_on_it(level: Level, asked: str) -> None:
    form = roster_form(level, asked)
    every = [*form.families.columns, *(column for sheet in form.lists for column in sheet.columns)]
    assert not any(question.is_private for question in every)


@pytest.mark.parametrize("asked", Who)
def test_every_group_has_a_workbook(asked: Who) -> None:
    assert book("es", Level.FULL, asked).sheetnames[0] == "Familias"


def test_asked_of_one_group_it_has_all_that_the_group_can_answer() -> None:
    paths = {question.path for question in roster_form(Level.STANDARD, "buyer").families.columns}
    assert {"buyer.name", "pay.basis", "pay.unit_price", KEY} < paths
    assert "seller.name" not in paths


# --- the sheets -----------------------------------------------------------------------------


@every_language
def test_the_sheets_go_by_the_names_that_the_reader_knows(language: str) -> None:
    words = wording(language)
    said = words.workbook_text
    found = book(language)
    lists = [words.label(sheet.path)[:SHEET_NAME] for sheet in roster_form().lists]
    assert found.sheetnames == [
        *(said("sheets.families"), said("sheets.how"), *lists, said("sheets.prices")),
        said("sheets.choices"),
    ]
    assert [sheet.title for sheet in found if sheet.sheet_state != "visible"] == [said("sheets.choices")]
    assert found.active.title == said("sheets.families")
    assert [cell.value[:2] for cell in found[said("sheets.how")]["A"]] == ["1.", "2.", "3.", "4.", "5."]


@every_language
def test_every_heading_has_its_question_its_path_and_an_example(language: str) -> None:
    words = wording(language)
    form = roster_form(Level.FULL)
    found = book(language, Level.FULL)
    signs = [words.workbook["note"][name].partition("{")[0] for name in ("example", "choices", "several")]
    for sheet, columns in [
        (found.worksheets[0], form.families.columns),
        *((found[words.label(one.path)[:SHEET_NAME]], one.columns) for one in form.lists),
    ]:
        assert headers(sheet) == [words.label(column.path) for column in columns]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        for cell, column in list(zip(sheet[1], columns, strict=True))[1:]:
            note = cell.comment.text
            assert words.question(column.path).ask in note
            assert words.workbook_text("note.path", path=column.path) in note
            assert "{" not in note
            assert len(note.splitlines()) > 2
            if column.kind not in (Kind.LONG_TEXT, Kind.TEXT):
                assert any(line.startswith(sign) for line in note.splitlines() for sign in signs), note


def column(sheet: Any, path: str, language: str = "es") -> str:
    at = headers(sheet).index(wording(language).label(path))
    return str(sheet[1][at].column_letter)


def shape(sheet: Any, path: str, language: str = "es") -> str:
    return str(sheet.column_dimensions[column(sheet, path, language)].number_format)


def test_cells_keep_zeros_and_show_dates_money_and_hectares() -> None:
    for language in LANGUAGES:
        found = book(language, Level.FULL)
        families = found.worksheets[0]
        for path in (KEY, "seller.tax_id", "seller.phone", "seller.account.number", "site.ubigeo.code"):
            assert shape(families, path, language) == "@", path
        assert shape(families, "term.start", language) == {"es": "dd/mm/yyyy", "en": "yyyy-mm-dd"}[language]
        assert shape(families, "pay.unit_price", language) == "#,##0.00####"
        assert shape(families, "site.area_ha", language) == "#,##0.00##"
        assert shape(families, "seller.use_lost", language) == "General"
        signers = found[wording(language).label("seller.signers")[:SHEET_NAME]]
        assert shape(signers, "seller.signers.id", language) == "@"


def offered(workbook: Any, sheet: Any, path: str, language: str) -> list[str]:
    """What the drop-down of a column offers, found by its defined name on the hidden sheet."""
    letter = column(sheet, path, language)
    rules = [r for r in sheet.data_validations.dataValidation if str(r.sqref).startswith(f"{letter}2:")]
    assert len(rules) == 1, path
    title, cells = workbook.defined_names[rules[0].formula1].attr_text.rsplit("!", 1)
    hidden = workbook[title.strip("'")]
    return [row[0].value for row in hidden[cells.replace("$", "")]]


@every_language
def test_choices_are_offered_in_the_language_and_others_may_still_be_typed(language: str) -> None:
    words = wording(language)
    found = book(language, Level.FULL)
    families = found.worksheets[0]
    kinds = offered(found, families, "seller.kind", language)
    assert kinds == list((words.question("seller.kind").choices or {}).values())
    assert offered(found, families, "site.protected", language)[-1] in ("ninguno", "none")
    assert len(offered(found, families, "seller.account.joint", language)) == 2
    assert words.name("languages", "spa") in offered(found, families, "seller.languages", language)
    for sheet in found.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.formula1) <= 255
            assert rule.formula1 in found.defined_names
            assert rule.errorStyle == "warning"


def test_the_same_words_give_the_same_bytes_and_no_other_program_is_named() -> None:
    first, second = (roster_workbook(roster_form(), wording("es")) for _ in range(2))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert ">pesagree</dc:creator>" in core
    assert "openpyxl" not in core


@every_language
def test_excel_finds_nothing_to_repair(language: str, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(roster_workbook(roster_form(Level.FULL), wording(language)))
    found = OpenXmlValidator().validate(tmp_path / "r.xlsx")
    assert [str(error) for error in found.errors if error.severity is not ValidationSeverity.WARNING] == []


# --- filled in and read back ----------------------------------------------------------------

SAMPLES = sorted(p for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))


def in_spanish(value: Any) -> Any:
    """A sample as plain data, its texts in two languages cut down to one: a cell holds one text."""
    if isinstance(value, dict):
        return value["es"] if "es" in value else {key: in_spanish(below) for key, below in value.items()}
    return [in_spanish(below) for below in value] if isinstance(value, list) else value


def sample_answers(path: Path) -> dict[str, Any]:
    loaded = in_spanish(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    loaded.setdefault("agreement", {}).setdefault("id", "EX-MIN")
    assert isinstance(loaded, dict)
    return loaded


class Filler:
    """Moves answers from the base file into the cells of a generated workbook."""

    def __init__(self, path: Path, language: str, draw: Any) -> None:
        self.whole = sample_answers(path)
        self.base = copy.deepcopy(self.whole)
        self.language, self.draw = language, draw
        self.book = book(language, Level.FULL)
        self.form = roster_form(Level.FULL)

    def fill(self) -> None:
        for number, question in enumerate(self.form.families.columns, 1):
            if isinstance(answer := self.taken(question), str | list):
                self.book.worksheets[0].cell(2, number, self.typed(answer, question))
        for form in self.form.lists:
            answer = self.taken(QUESTIONS[form.path])
            sheet = self.book[wording(self.language).label(form.path)[:SHEET_NAME]]
            for row, item in enumerate(answer or [], 2):
                sheet.cell(row, 1, self.whole["agreement"]["id"])
                for number, question in enumerate(form.columns[1:], 2):
                    if question.name in item:
                        sheet.cell(row, number, self.typed(item[question.name], question))

    def taken(self, question: Question) -> Any:
        """The answer, taken out of the base; None where it stays there, for no cell can hold it."""
        *above, last = question.path.split(".")
        node: Any = self.base
        for name in above:
            node = node.get(name) if isinstance(node, dict) else None
        if not isinstance(node, dict) or last not in node:
            return None
        answer, is_list = node[last], question.kind is Kind.LIST
        if isinstance(answer, dict) or (is_list and not isinstance(answer, list)):
            return None
        if question.path != KEY and not self.draw(st.booleans()):
            return None
        return node.pop(last)

    def typed(self, answer: Any, question: Question) -> object:
        """One of the ways in which a person puts the answer into a cell."""
        if isinstance(answer, list):
            return ("\n" if question.kind is Kind.LINES else ", ").join(
                str(self.typed(one, question)) for one in answer
            )
        if question.kind in NUMBERS and answer.replace(".", "").isdigit() and self.draw(st.booleans()):
            return float(answer)
        if question.kind is Kind.DATE and answer[:2] == "20" and self.draw(st.booleans()):
            return date.fromisoformat(answer)
        if question.codes and answer in question.codes and self.draw(st.booleans()):
            return wording(self.draw(st.sampled_from(LANGUAGES))).choice(question.path, answer)
        return answer


@given(st.data(), st.sampled_from(SAMPLES), st.sampled_from(LANGUAGES))
@settings(max_examples=24, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_filled_workbook_gives_the_agreement_of_the_answers_file(
    tmp_path_factory: pytest.TempPathFactory, data: Any, sample: Path, language: str
) -> None:
    filler = Filler(sample, language, data.draw)
    filler.fill()
    folder = tmp_path_factory.mktemp("filled")
    filler.book.save(folder / "r.xlsx")
    text = yaml.safe_dump(filler.base, allow_unicode=True, width=10_000)
    (folder / "base.yaml").write_text(text, encoding="utf-8")
    (result,) = agreements(folder / "base.yaml", read_roster(folder / "r.xlsx"))
    assert [(str(problem.place), problem.path, problem.code) for problem in result.problems] == []
    assert result.file is not None
    wanted = parse(yaml.safe_dump(filler.whole, allow_unicode=True, width=10_000), "whole.yaml").agreement
    assert result.file.agreement.model_dump() == wanted.model_dump()
    assert result.file.agreement.states == wanted.states


def test_an_empty_workbook_says_that_there_is_no_family_yet(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(roster_workbook(roster_form(), wording("es")))
    roster = read_roster(tmp_path / "r.xlsx")
    assert len(roster.rows) == 0
    assert roster.key.path == KEY
    assert roster.problems == ()


def test_examples_can_be_read() -> None:
    """What a note gives as an example must be an answer that the tool takes."""
    for language in LANGUAGES:
        known = wording(language).workbook["examples"]
        for question in (*QUESTIONS.values(), *ITEMS.values()):
            text = known.get(question.kind.value)
            if (
                question.kind in (*NUMBERS, Kind.DATE, Kind.TARGET, Kind.YES_NO)
                and question.kind is not Kind.PERCENT
            ):
                assert question.read(text) is not None, (language, question.path)
