"""Agreements from a few lines of YAML, and the samples with their private figures."""

from collections.abc import Callable
from textwrap import dedent

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import AnswersFile, load, parse
from pesagree.resources import samples_dir


@pytest.fixture
def read() -> Callable[..., AnswersFile]:
    """Reads answers (and, where given, the private ones); indentation is as the test has it."""

    def reader(text: str, private: str | None = None) -> AnswersFile:
        second = (dedent(private), "a.private.yaml") if private is not None else None
        return parse(dedent(text), "a.yaml", second)

    return reader


@pytest.fixture
def agree(read: Callable[..., AnswersFile]) -> Callable[..., Agreement]:
    """The agreement of a few answers."""
    return lambda text, private=None: read(text, private).agreement


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Agreement]:
    """A sample that ships with the tool, by its name."""
    return lambda name: load(samples_dir() / f"{name}.yaml").agreement


@pytest.fixture(scope="session")
def sample_files() -> list[AnswersFile]:
    """All samples as read, in the order of their names."""
    files = sorted(samples_dir().glob("*.yaml"))
    return [load(file) for file in files if not file.name.endswith(".private.yaml")]
