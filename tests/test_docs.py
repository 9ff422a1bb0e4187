"""What the documents promise is held to the code."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PESAGREE = "import sys; from pesagree.cli import main; sys.exit(main())"
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))


def readme_commands() -> dict[str, str]:
    """The text of each code block that follows a marker comment, by the marker's name."""
    found = re.findall(r"^<!-- command: (\S+) -->\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return {name: text.strip() for name, text in found}


def help_of(*arguments: str, language: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PESAGREE, *arguments, "--help"],
        cwd=ROOT,
        env=os.environ | {"PESAGREE_LANG": language, "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands_in(help_text: str) -> set[str]:
    """The names in the list of commands at the end of the help, framed or plain."""
    parts = re.split(r"^\W*(?:Comandos|Commands)\b.*$", help_text, maxsplit=1, flags=re.MULTILINE)
    assert len(parts) == 2, help_text
    return set(re.findall(r"^[│|]?[ ]{1,3}([a-z][a-z-]*)(?:\s|,|$)", parts[1], re.MULTILINE))


def test_readme_has_four_commands_of_one_line() -> None:
    commands = readme_commands()
    assert set(commands) == {"try", "try-windows", "test", "test-windows"}
    assert [name for name, text in commands.items() if "\n" in text] == []


def test_ci_runs_the_commands_of_the_readme_and_has_none_of_its_own() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_command test" in script
    assert "readme_command try" in script
    assert "pip install" not in script
    assert "pytest" not in script.replace(".pytest_cache", "")


@pytest.mark.skipif(os.name == "nt", reason="the script is for bash")
def test_ci_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert b"\r" not in script.read_bytes()
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_windows_commands_do_what_the_others_do() -> None:
    commands = readme_commands()
    for name in ("try", "test"):
        translated = commands[name].replace("python3", "py -3").replace(" && ", "; ")
        translated = translated.replace(".venv/bin/", ".venv/Scripts/")
        assert translated == commands[f"{name}-windows"].replace("\\", "/")


def test_readme_names_every_command() -> None:
    commands = commands_in(help_of(language="es"))
    assert "render" in commands
    unnamed = [name for name in commands if not re.search(rf"`(?:pesagree )?{name}\b", README)]
    assert unnamed == []


def test_every_command_has_help_in_both_languages() -> None:
    for name in sorted(commands_in(help_of(language="es"))):
        assert help_of(name, language="es") != help_of(name, language="en"), name


def test_changelog_begins_with_what_is_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_dependencies_are_all_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.match(r"[A-Za-z0-9-]+", requirement) for requirement in wanted]
    assert [name[0] for name in names if name and name[0].lower() not in explained] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert broken == []


def test_contributing_answers_where_things_go() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    asked = re.findall(r"^### … an? (\w+)\?$", text, re.MULTILINE)
    assert asked == ["question", "clause", "language", "format", "rule"]
