"""`pesagree questions`: all questions, to read or to fill in."""

from pathlib import Path

from pesagree.agreement import Level
from pesagree.cli.exits import Exit
from pesagree.console.terminal import err, out
from pesagree.files import read_bytes, write_atomically
from pesagree.questionnaire import FORMATS, select
from pesagree.wording import Wording, wording

WORKBOOK = "xlsx"
"""The one format that is no text: it goes to a file."""


def questions(
    language: str, level: str | None, asked: str, kind: str | None, output: Path | None, said: Wording
) -> int:
    """Print the questions of a level and of those who can answer them, or write them to a file.

    `said` are the words for messages; the format follows the file's ending where none is named.
    """
    kind = kind or (WORKBOOK if output is not None and output.suffix.lower() == ".xlsx" else "text")
    if kind == WORKBOOK and (output is None or output.suffix.lower() != ".xlsx"):
        err(said.command("said.workbook_needs_file"))
        return Exit.USAGE
    if kind == WORKBOOK:
        from pesagree.questionnaire.roster_form import roster_form
        from pesagree.questionnaire.roster_workbook import roster_workbook  # Excel is slow to import

        data = roster_workbook(roster_form(Level(level or Level.STANDARD), asked), wording(language))
    else:
        text = FORMATS[kind](select(Level(level or Level.FULL), asked), wording(language))
        if output is None:
            out(text.rstrip("\n"))
            return Exit.DONE
        data = text.encode("utf-8")
    assert output is not None
    if output.exists() and read_bytes(output) != data:  # it may be filled in already
        err(said.command("said.sample_exists", path=output))
        return Exit.FILE
    write_atomically(output, data)
    err(said.command("said.questions_written", path=output))
    return Exit.DONE
