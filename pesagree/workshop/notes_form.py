"""The blank file for what a workshop brings: the person fills it in beside the answers."""

from collections.abc import Iterator, Sequence

from pesagree.answers.yaml_edit import dump
from pesagree.clauses import library
from pesagree.workshop.interpreter import terms
from pesagree.workshop.room import Room
from pesagree.workshop.sentences import sayable
from pesagree.workshop.words import PaperWords


def known_clauses(room: Room) -> tuple[str, ...]:
    """The ids that sentences may stand under: every clause, in this agreement or not, and special terms."""
    special = room.answer("special")
    count = len(special.value) if special.is_given else 0
    ids = (entry.id for entry in library(room.words.language).entries)
    return (*ids, *(f"special_{number}" for number in range(1, count + 1)))


def blank_notes(room: Room) -> str:
    """The text of the file: its keys, with what each is for as comments, in the room's language."""
    say = room.common
    lines = [*_comment(say.lines("notes.head")), "", *_comment(say.lines("notes.understanding"))]
    lines += ["understanding:", "  date:", "  groups:"]
    for group in say.lines("notes.groups"):
        lines += [f"    - group: {_text(group)}", "      asked:", "      right:"]
    lines += ["", *_comment(say.lines("notes.language")), "language:"]
    lines += ["", *_comment(say.lines("notes.words")), "words:"]
    for term, _ in terms(room, PaperWords(room.words, "interpreter")):
        lines += [f"  {_text(term)}:", "    local:", "    understood:"]
    lines += ["", *_comment(say.lines("notes.sentences")), "sentences:"]
    for clause in sayable(room):
        lines += [f"  {line}" for line in _comment((clause.title, *clause.sentences))]
        lines += [f"  {clause.id}:", "    spoken:", "    back:"]
    return "\n".join(lines) + "\n"


def _comment(lines: Sequence[str]) -> Iterator[str]:
    """Each text as one line that YAML passes over."""
    return (f"# {' '.join(line.split())}" for line in lines)


def _text(text: str) -> str:
    """A text as YAML writes it, in quotes where it needs them."""
    return dump({"x": text}).removeprefix("x:").strip()
