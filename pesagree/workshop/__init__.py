"""Papers to print for a workshop: the room, the wall, the tables, and the desk before and after."""

from pesagree.workshop.kit import Printed, make
from pesagree.workshop.papers import PAPERS, Copies, Paper, named
from pesagree.workshop.room import Room

__all__ = ["PAPERS", "Copies", "Paper", "Printed", "Room", "make", "named"]
