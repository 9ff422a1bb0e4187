"""Papers to print for a workshop: the room, the wall, the tables, and the desk before and after."""

from pesagree.workshop.kit import Printed, attachments, make
from pesagree.workshop.papers import (
    ATTACHMENTS,
    KNOWN,
    PAPERS,
    Attachment,
    Copies,
    Paper,
    called,
    named,
    near,
)
from pesagree.workshop.room import Room

__all__ = [
    "ATTACHMENTS",
    "KNOWN",
    "PAPERS",
    "Attachment",
    "Copies",
    "Paper",
    "Printed",
    "Room",
    "attachments",
    "called",
    "make",
    "named",
    "near",
]
