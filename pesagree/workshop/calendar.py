"""The calendar of payments and goods: for a telephone (.ics) and for a spreadsheet (.xlsx)."""

from collections.abc import Mapping

from pesagree.workshop.calendar_ics import ics
from pesagree.workshop.calendar_workbook import workbook
from pesagree.workshop.deliveries import deliveries
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Mapping[str, bytes]:
    """The files by their suffix; no .ics while nothing has a day, since an empty calendar is none."""
    rows = deliveries(room, words)
    files = {"ics": ics(room, words, rows)} if any(one.day for one in rows) else {}
    return files | {"xlsx": workbook(room, words, rows)}
