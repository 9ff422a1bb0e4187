"""Which drawing stands for an answer: some follow it (money, things, or both)."""

from collections.abc import Mapping
from typing import Any

from pesagree.workshop.room import Room


def drawing_for(room: Room, entry: Mapping[str, Any]) -> str:
    """The drawing of an entry: its name, or one by the code that stands at a path (`by`), else `other`."""
    drawing = entry["drawing"]
    if isinstance(drawing, str):
        return drawing
    value = room.agreement.answer(str(drawing["by"])).value
    codes = value if isinstance(value, tuple) else (value,)
    return str(next((drawing[code] for code in codes if code in drawing), drawing["other"]))
