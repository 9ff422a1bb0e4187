"""The blank file for what a workshop brings: the person fills it in beside the answers."""

from collections.abc import Iterator, Sequence

from pesagree.answers.yaml_edit import dump
from pesagree.workshop.room import Room


def blank_notes(room: Room) -> str:
    """The text of the file: its keys, with what each is for as comments, in the room's language."""
    say = room.common
    lines = [*_comment(say.lines("notes.head")), "", *_comment(say.lines("notes.understanding"))]
    lines += ["understanding:", "  date:", "  groups:"]
    for group in say.lines("notes.groups"):
        lines += [f"    - group: {_text(group)}", "      asked:", "      right:"]
    return "\n".join(lines) + "\n"


def _comment(lines: Sequence[str]) -> Iterator[str]:
    return (f"# {line}" for line in lines)


def _text(text: str) -> str:
    """A text as YAML writes it, in quotes where it needs them."""
    return dump({"x": text}).removeprefix("x:").strip()
