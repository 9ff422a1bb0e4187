"""The days of payments and goods as a calendar that telephones and mail programs open (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from pesagree.agreement.conditions import NAMED
from pesagree.workshop.deliveries import Delivery
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

_NO_VERSION = date(2000, 1, 1)
"""When a calendar without a version's date says it was made: the same answers give the same bytes."""


def ics(room: Room, words: PaperWords, rows: Sequence[Delivery]) -> bytes:
    """One event of a whole day for each row with a day; a newer version of the agreement moves its events."""
    from icalendar import Calendar, Event  # slow to import, and only this file needs it

    calendar = Calendar()
    calendar.add("prodid", f"-//pesagree//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words("calendar_name", deal=_deal(room, words)))
    whose = _whose(room)
    version, made = (room.answer(f"agreement.version.{name}").value for name in ("number", "date"))
    stamp = made if isinstance(made, date) else _NO_VERSION
    for row in rows:
        if row.day is None:
            continue
        event = Event()
        event.add("uid", f"{whose}-{sha256(row.key.encode()).hexdigest()[:12]}@pesagree")
        event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
        event.add("dtstart", row.day)
        if row.day < date.max:
            event.add("dtend", row.day + timedelta(days=1))  # the first day that is no longer of it
        event.add("sequence", version if isinstance(version, int) else 0)
        event.add("summary", _summary(room, words, row))
        event.add("description", "\n".join(_lines(room, words, row)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _deal(room: Room, words: PaperWords) -> str:
    return room.name or words("deal")


def _whose(room: Room) -> str:
    """What tells this agreement's events from another's: its code or title, or else its sides' names."""
    named = room.said("agreement.id") or room.name
    text = named or "|".join(room.said(f"{side}.name") for side in ("buyer", "seller"))
    return sha256(text.encode()).hexdigest()[:16]


def _summary(room: Room, words: PaperWords, row: Delivery) -> str:
    what = words("with_amount", what=row.what, amount=row.amount) if row.amount else row.what
    return words("summary", deal=_deal(room, words), what=what)


def _lines(room: Room, words: PaperWords, row: Delivery) -> Iterator[str]:
    if row.proof:
        yield words("proof_line", proof=row.proof)
    if row.condition:
        yield words("condition_line", condition=row.condition)
    if row.note:
        yield row.note
    if row.amount:
        yield from cautions(room, words)
    yield words("see_agreement")


def cautions(room: Room, words: PaperWords) -> Iterator[str]:
    """What to know before anybody counts on the amounts."""
    index = room.answer("pay.index")
    if index.is_given and index.value:
        yield words("before_index")
    if NAMED["open_price"].holds(room.agreement):
        yield words("expected")
