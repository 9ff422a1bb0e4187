"""The wheel of the year: a circle of twelve months to fill with floods, harvest, school and pay days."""

from pesagree.sheet import Block, Boxes, Callout, Drawing, Paragraph, Sheet
from pesagree.wording import formats
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords


def make(room: Room, words: PaperWords) -> Sheet:
    """The wheel across the page, what to draw in it, and the pay days that are written already."""
    labels = {f"month_{number}": name for number, name in enumerate(words.lines("months"), 1)}
    labels["middle"] = words("middle")
    blocks: list[Block] = [
        Paragraph(words("how")),
        Drawing("year-wheel", words("alt"), 17, labels=labels),
        Boxes(words.lines("draw"), columns=2),
    ]
    if days := pay_days(room):
        blocks.append(Callout((words("pay_days", days="; ".join(days)),)))
    return room.sheet(words("title"), blocks, margin=1.5)


MOST = 12
"""More pay days than these are a calendar, which stands in the agreement."""


def pay_days(room: Room) -> list[str]:
    """The days of the year on which something is paid, in words, where people or a rule gave them."""
    dates = {(due.date.month, due.date.day): due.date for due in room.agreement.instalments if due.date}
    language, country = room.words.language, room.speaker.country
    return [formats.day_of_year(dates[day], language, country) for day in sorted(dates)[:MOST]]
