"""`pesagree questions`: all questions, to read or to fill in."""

from pesagree.agreement import Level
from pesagree.cli.exits import Exit
from pesagree.console.terminal import out
from pesagree.questionnaire import FORMATS, select
from pesagree.wording import wording


def questions(language: str, level: str, asked: str, kind: str) -> int:
    """Print the questions of a level and of those who can answer them."""
    out(FORMATS[kind](select(Level(level), asked), wording(language)).rstrip("\n"))
    return Exit.DONE
