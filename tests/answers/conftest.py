"""What a few lines of answers come to, and what is wrong with them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from openpyxl import Workbook

from pesagree.answers.reading import AnswersFile, parse
from pesagree.errors import AnswersError, Problem


@pytest.fixture
def answers() -> Callable[..., AnswersFile]:
    """Reads answers (and, where given, the private ones); indentation is as the test has it."""

    def reader(text: str, private: str | None = None) -> AnswersFile:
        second = (dedent(private), "a.private.yaml") if private is not None else None
        return parse(dedent(text), "a.yaml", second)

    return reader


@pytest.fixture
def told(answers: Callable[..., AnswersFile]) -> Callable[..., list[str]]:
    """Every problem of unreadable answers as `line:column path code`."""

    def problems(text: str, private: str | None = None) -> list[str]:
        with pytest.raises(AnswersError) as caught:
            answers(text, private)
        return [f"{place(problem)} {problem.path} {problem.code}" for problem in caught.value.problems]

    return problems


def place(problem: Problem) -> str:
    file = "" if problem.place.source == "a.yaml" else "private:"
    return f"{file}{problem.place.line}:{problem.place.column}"


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Writes files by name into an empty folder and gives the folder."""

    def build(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return build


# --- rosters --------------------------------------------------------------------------------

Rows = Sequence[Sequence[object]]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.yaml"
    path.write_text(
        dedent("""
            country: PE
            seller: {kind: household, name: Base, phone: 999}
            site: {name: {es: Chacra, en: Plot}, area_ha: 2}
            pay: {goods: [{item: motor, qty: 1}, {item: bote, qty: 2}]}
        """),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, encoding: str = "utf-8", name: str = "r.csv") -> Path:
        (tmp_path / name).write_bytes(dedent(text).lstrip("\n").encode(encoding))
        return tmp_path / name

    return write


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook: sheets by name, each a list of rows; a cell `(value, format)` has that format."""

    def write(sheets: dict[str, Rows], change: Callable[[Any], None] | None = None) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    value, shape = value if isinstance(value, tuple) else (value, None)
                    cell = sheet.cell(number, column, value)
                    cell.number_format = shape or cell.number_format
        if change:
            change(workbook)
        workbook.save(tmp_path / "r.xlsx")
        return tmp_path / "r.xlsx"

    return write
