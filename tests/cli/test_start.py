"""What the program loads before it says its first word."""

import subprocess
import sys

import pytest

SLOW = ("pesagree.agreement", "pesagree.compose", "jinja2", "docx", "lxml", "babel", "openpyxl")
"""What takes longer to load than help takes to print."""


@pytest.mark.parametrize("given", [["--help"], ["render", "--help"], ["--version"], ["rendr"]])
def test_help_and_mistakes_are_told_without_what_makes_drafts(given: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pesagree", *given]
    said = subprocess.run(command, capture_output=True, encoding="utf-8").stderr
    loaded = {line.rpartition("|")[2].strip() for line in said.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint(SLOW)
