"""The whole set of papers for one workshop, and the list of what to print of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pesagree.document import Document
from pesagree.sheet import Sheet
from pesagree.workshop.pages import pages
from pesagree.workshop.papers import ATTACHMENTS, PAPERS, file_name
from pesagree.workshop.room import VISITS, Room, ToPrint
from pesagree.workshop.words import PaperWords
from pesagree.writers import docx, sheets

LIST = "what-to-print"
"""The paper that lists the others."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One paper of a set: its name, its file's name, and what is on it: a sheet, or the draft itself."""

    name: str
    file: str
    paper: Sheet | Document

    @property
    def sheet(self) -> Sheet:
        """The sheet of a paper that is one; TypeError for the draft."""
        if isinstance(self.paper, Document):
            raise TypeError(self.name)
        return self.paper

    def word(self) -> bytes:
        """The Word file. Raises TemplateError."""
        if isinstance(self.paper, Document):
            return docx.write(self.paper, marking=True, line_numbers=True)
        return sheets.write(self.paper)


def make(room: Room, only: Sequence[str] = ()) -> tuple[Printed, ...]:
    """The papers of the visit (or of all) that fit the deal, or those in `only`. Raises TemplateError."""
    chosen = [
        name
        for name, paper in PAPERS.items()
        if (name in only if only else paper.fits(room) and (not room.visit or room.visit in paper.visits))
    ]
    listed = {name: _made(room, name) for name in _listed(room)} if LIST in chosen else {}
    room = replace(room, to_print=_to_print(room, listed))
    return tuple(listed.get(name) or _made(room, name) for name in chosen)


def attachments(room: Room, only: Sequence[str] = ()) -> dict[str, bytes]:
    """The files of the visit that are not printed, or those in `only`, by name. Raises TemplateError."""
    files = {}
    for name, one in ATTACHMENTS.items():
        if name in only if only else not room.visit or room.visit in one.visits:
            for suffix, data in one.make(room, PaperWords(room.words, name)).items():
                files[file_name(name, room.words, suffix)] = data
    return files


def _made(room: Room, name: str) -> Printed:
    words = PaperWords(room.words, name)
    return Printed(name, file_name(name, room.words), PAPERS[name].make(room, words))


def _listed(room: Room) -> list[str]:
    visits = (room.visit,) if room.visit else VISITS
    return [
        name
        for name, paper in PAPERS.items()
        if name != LIST and set(visits) & set(paper.visits) and paper.fits(room)
    ]


def _to_print(room: Room, made: dict[str, Printed]) -> tuple[tuple[int, tuple[ToPrint, ...]], ...]:
    """For each visit its papers, with copies and pages."""
    found = []
    for visit in (room.visit,) if room.visit else VISITS:
        papers = tuple(
            ToPrint(
                one.file,
                PaperWords(room.words, name)("about"),
                PAPERS[name].copies.for_room(room),
                pages(one.paper),
            )
            for name, one in made.items()
            if visit in PAPERS[name].visits
        )
        found.append((visit, papers))
    return tuple(found)
