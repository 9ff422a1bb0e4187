"""What a typed line means: an answer, or one of the few commands that hold at every prompt."""

from dataclasses import dataclass
from enum import StrEnum

from pesagree.answers.shape import UNKNOWN_MARK


class Verb(StrEnum):
    """What a person wants with one line."""

    KEEP = "keep"
    FAIR = "fair"
    UNKNOWN = "unknown"
    EXPLAIN = "explain"
    BACK = "back"
    LIST = "list"
    GO = "go"
    NOTE = "note"
    EDIT = "edit"
    DRAFT = "draft"
    QUIT = "quit"
    UNSURE = "unsure"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Typed:
    """One line understood; `text` is the answer, or what follows the command."""

    verb: Verb
    text: str = ""


NAMES = {
    "list": Verb.LIST,
    "lista": Verb.LIST,
    "go": Verb.GO,
    "ir": Verb.GO,
    "note": Verb.NOTE,
    "nota": Verb.NOTE,
    "edit": Verb.EDIT,
    "editar": Verb.EDIT,
    "draft": Verb.DRAFT,
    "borrador": Verb.DRAFT,
    "quit": Verb.QUIT,
    "salir": Verb.QUIT,
}
"""The commands' names; those of both languages are always accepted."""

SIGNS = {"": Verb.KEEP, "=": Verb.FAIR, "?": Verb.EXPLAIN, "<": Verb.BACK}


def parse(line: str) -> Typed:
    """The meaning of a line. A leading backslash makes any sign literal and stays, as in an answers file."""
    text = line.strip()
    if text in SIGNS:
        return Typed(SIGNS[text])
    if text.startswith(UNKNOWN_MARK):
        return Typed(Verb.UNKNOWN, text.removeprefix(UNKNOWN_MARK).strip())
    if text.startswith(":"):
        word, _, rest = text[1:].strip().partition(" ")
        verb = NAMES.get(word.casefold())
        return Typed(Verb.UNSURE, f":{word}") if verb is None else Typed(verb, rest.strip())
    # A lone tilde would be read from the file as "open".
    return Typed(Verb.ANSWER, "\\~" if text == "~" else text)
