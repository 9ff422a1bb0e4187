"""Who decides by assembly, and the arithmetic of the vote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pesagree.agreement.conditions import NAMED
from pesagree.sheet import Block
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

LINE = "____________________"


@dataclass(frozen=True, slots=True)
class Deciding:
    """One seller that decides by assembly: its path, its name or a line, its members (0: not known)."""

    path: str
    name: str
    members: int

    @property
    def half_plus_one(self) -> int:
        """More than half of all members."""
        return self.members // 2 + 1

    @property
    def two_thirds(self) -> int:
        """Two thirds of ALL members, rounded up (fields: seller.assembly.needed; rule CON-03)."""
        return -(-2 * self.members // 3)


def deciding(room: Room) -> tuple[Deciding, ...]:
    """The sellers with an assembly: communities, villages, associations; one unnamed in the blank set.

    A seller of a kind that nobody has said yet is among them; a family is not.
    """
    paths = room.agreement.parties("seller")
    group = NAMED["group"]
    return tuple(
        _one(room, path) for path in paths if room.is_blank or group.holds(room.agreement, path) is not False
    )


def _one(room: Room, path: str) -> Deciding:
    members = room.answer(f"{path}.members_total")
    count = members.value if members.is_given and isinstance(members.value, int) else 0
    return Deciding(path, room.or_line(f"{path}.name", LINE), count)


def one_each(
    room: Room, words: PaperWords, part: Callable[[Room, PaperWords, Deciding, bool], Iterator[Block]]
) -> Iterator[Block]:
    """A part of a paper for each seller with an assembly; from the second on they are to begin a page."""
    for number, seller in enumerate(deciding(room)):
        yield from part(room, words, seller, number > 0)


def by_assembly(room: Room) -> bool:
    """Whether anybody in the deal decides by assembly."""
    return bool(deciding(room))


def signers(room: Room, path: str) -> list[str]:
    """Who signs for a seller: name and office, without identity numbers."""
    found = (", ".join(filter(None, parts)) for parts in room.things(f"{path}.signers", "name", "office"))
    return [one for one in found if one]
