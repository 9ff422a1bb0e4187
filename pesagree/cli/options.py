"""The options of the commands: their names, their choices, and the key of the words of their help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

# The names of choices stand here and not in the model: `--help` must not wait for it. Each value is its name
# in small letters.
Language = StrEnum("Language", ["ES", "EN"])
LevelName = StrEnum("LevelName", ["ESSENTIAL", "STANDARD", "FULL"])
Asked = StrEnum(
    "Asked", ["ROOM", "GROUPS", "DESK", "BUYER", "EXPERT", "LAWYER", "ASSEMBLY", "PRIVATE", "ALL"]
)
DraftFormat = StrEnum("DraftFormat", ["DOCX", "MD", "HTML", "PDF"])
BatchFormat = StrEnum("BatchFormat", ["DOCX", "MD", "HTML"])
FormName = StrEnum("FormName", ["FULL", "SHORT", "GENERAL"])
BatchForm = StrEnum("BatchForm", ["FULL", "SHORT"])
QuestionsFormat = StrEnum(
    "QuestionsFormat",
    {"TEXT": "text", "MD": "md", "YAML": "yaml", "JSON_SCHEMA": "json-schema", "XLSX": "xlsx"},
)
ReviewFormat = StrEnum("ReviewFormat", ["TEXT", "MD", "JSON"])
SeverityName = StrEnum("SeverityName", ["BLOCKS", "SHOULD_FIX", "ADVICE"])
StageName = StrEnum(
    "StageName", ["FIRST_TALK", "DRAFTING", "BEFORE_ASSEMBLY", "FOR_SIGNATURE", "SIGNED", "ENDED"]
)


def option(key: str, *names: str, least: float | None = None, most: float | None = None) -> Any:
    """An option; its help is a key until `app.build` puts it into words."""
    # readable: a file that may not be read is no misuse of the command; who reads it says so (exit 7).
    return typer.Option(*names, help=key, min=least, max=most, readable=False)


def argument(key: str, metavar: str, *, shown: bool = False) -> Any:
    """An argument; `shown` prints its default in the help."""
    return typer.Argument(help=key, metavar=metavar, show_default=shown, readable=False)


Lang = Annotated[Language | None, option("lang", "--lang")]
Answers = Annotated[Path, argument("answers", "ANSWERS")]
Many = Annotated[list[Path], argument("answers_many", "ANSWERS...")]
Moment = Annotated[LevelName | None, option("level", "--level")]
With = Annotated[Asked, option("with", "--with")]
Letterhead = Annotated[Path | None, option("letterhead", "--letterhead")]
Roster = Annotated[Path | None, option("roster", "--roster")]
Key = Annotated[str | None, option("key", "--key")]
