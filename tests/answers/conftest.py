"""What a few lines of answers come to, and what is wrong with them."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

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
