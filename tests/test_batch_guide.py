"""The guide to batches is run as it is written: what it says one sees is what one sees."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pesagree.cli.main import main

GUIDE = Path(__file__).parent.parent / "docs" / "batch.md"
PARTS = {"es": "## Castellano", "en": "## English"}


def steps(language: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of one language, with the lines that it shows."""
    text = GUIDE.read_text(encoding="utf-8")
    part = text.split(PARTS[language])[1].split("\n## ")[0]
    for block in re.findall(r"^```console\n(.*?)^```$", part, re.MULTILINE | re.DOTALL):
        command, *shown = block.splitlines()
        yield command.removeprefix("$ pesagree "), shown


@pytest.mark.parametrize("language", PARTS)
def test_every_step_does_what_the_guide_says(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PESAGREE_LANG", language)
    monkeypatch.setenv("NO_COLOR", "1")
    found = list(steps(language))
    assert len(found) == 5
    for command, shown in found:
        assert main(shlex.split(command)) == 0, command
        done = capsys.readouterr()
        said = (done.out + done.err).replace("\\", "/").splitlines()
        assert [line for line in shown if line not in said] == []
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    assert len(list(folder.glob("*.short.docx"))) == 25
    assert len(list(folder.glob("*.docx"))) == 26  # and the general conditions, once
