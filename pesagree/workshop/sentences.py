"""The plain sentences of this agreement's clauses, one by one, in its own order and numbers."""

import re
from dataclasses import dataclass

from pesagree.compose import compose
from pesagree.compose.special import ID as SPECIAL
from pesagree.document import Clause
from pesagree.workshop.room import Room
from pesagree.writers.outline import clause_titles

_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Sayable:
    """A clause as it is said aloud: its id, its title with its number, its sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]

    @property
    def words_of(self) -> str:
        """The clause under which words for it are kept: each special term has those of all."""
        return SPECIAL if self.id.startswith(f"{SPECIAL}_") else self.id


def sayable(room: Room) -> tuple[Sayable, ...]:
    """Every clause of the draft. In the blank set without numbers, since they are not known yet.

    A special term has no plain sentence: its own words are read, however long.
    """
    draft = compose(room.agreement, room.words.language)
    titles = {c.id: c.heading for c in draft.clauses} if room.is_blank else clause_titles(draft)
    return tuple(Sayable(c.id, titles[c.id], sentences(_plain(c, room))) for c in draft.clauses)


def _plain(clause: Clause, room: Room) -> str:
    if not clause.id.startswith(f"{SPECIAL}_"):
        return clause.plain
    return room.said(f"{SPECIAL}.{clause.id.removeprefix(f'{SPECIAL}_')}.text")


def sentences(text: str) -> tuple[str, ...]:
    """A text cut after each full stop, question mark and exclamation mark."""
    return tuple(_END.split(text.strip())) if text.strip() else ()
