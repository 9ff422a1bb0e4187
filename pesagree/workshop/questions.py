"""Question sheets by who answers: numbered as in the terminal, with boxes to tick and lines to write on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pesagree.agreement import QUESTIONS, Kind, Level, Question, Status, Who
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.document import BOX, Text
from pesagree.interview import items
from pesagree.interview.plan import NUMBERS
from pesagree.interview.room import PLACES
from pesagree.questionnaire.listing import in_labels
from pesagree.sheet import (
    Block,
    Boxes,
    Callout,
    Cell,
    Column,
    Gap,
    Grid,
    Heading,
    Paragraph,
    Row,
    RuledLines,
    Sheet,
    Together,
    headed,
    to_fill_in,
)
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

LINES = {Kind.LONG_TEXT: 3, Kind.LINES: 4, Kind.TEXT: 1, Kind.DATE_OR_WORDS: 1}
"""Lines to write an answer on; other kinds need a short one."""

LINE_CM = 0.95
SMALL = 10
BLANK_ROWS = 3
MOST_ROWS = 12
KEPT_TOGETHER = 5
MOST_COLUMNS = 6
BESIDE = 3
ROW_CM = 0.9
FOR_THE_TOOL = frozenset({"mon.indicators.id", "pay.goods.code", "pay.goods.choice_of", "special.after"})
"""Fields by which the tool tells things apart: nobody is asked for them on paper."""

BESIDE_THE_LINE = 18
"""An answer as short as this leaves room beside it for the line to change it on."""

IN_TWO_COLUMNS = 26
"""Choices as short as this stand beside each other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one party; `sure` is false while it is not known whether it applies."""

    path: str
    question: Question
    sure: bool


def asked(room: Room, who: Sequence[Who], level: Level) -> list[Asked]:
    """The questions of some answerers that apply, or may apply, up to a level, in the order of the form.

    The blank set holds them all: nobody knows yet what the deal will be.
    """
    found = []
    for question in QUESTIONS.values():
        if question.who not in who or not (room.level or level).includes(question.level):
            continue
        section = question.section
        for party in room.agreement.parties(section) if section in PARTY_SECTIONS else [""]:
            holds = question.when.holds(room.agreement, party)
            if holds is not False or room.is_blank:
                path = party + question.path[len(section) :] if party else question.path
                found.append(Asked(path, question, holds is True))
    return found


# --- the sheets ---------------------------------------------------------------------------------


def room_sheet(room: Room, words: PaperWords) -> Sheet:
    """What everybody answers together, in the order of the room; what the groups answer is pointed at."""
    everybody = asked(room, (Who.ROOM, Who.GROUPS), Level.ESSENTIAL)
    blocks: list[Block] = [Paragraph(words("how")), _who_writes(words)]
    for place, paths in zip(room.words.room_places, PLACES, strict=True):
        here = [one for path in paths for one in everybody if one.question.path == path]
        if here:
            blocks += [Heading(1, place["title"]), Paragraph(place["intro"], keep=True)]
        for one in here:
            if one.question.who is Who.ROOM:
                blocks += block(room, one)
            else:
                blocks.append(Paragraph(_of_the_groups(room, one), after=0.3))
    return room.sheet(words("title"), blocks)


def groups_sheet(room: Room, words: PaperWords) -> Sheet:
    """The same questions for each group apart, each on pages of its own."""
    questions = asked(room, (Who.GROUPS,), Level.ESSENTIAL)
    order = [path for place in PLACES for path in place]
    questions.sort(key=lambda one: order.index(one.question.path))
    blocks: list[Block] = []
    for number, (group, why) in enumerate(words.rows("groups")):
        blocks += [Heading(1, group, new_page=number > 0), Paragraph(why), Paragraph(words("how"))]
        blocks.append(_who_writes(words))
        for one in questions:
            blocks += block(room, one)
    return room.sheet(words("title"), blocks)


def desk_sheet(room: Room, words: PaperWords) -> Sheet:
    """What stands in papers, and what an assembly decides on a later day."""
    return _by_section(room, words, (Who.DESK, Who.ASSEMBLY))


def buyer_sheet(room: Room, words: PaperWords) -> Sheet:
    """The payer's own sheet, to be sent a week before."""
    return _by_section(room, words, (Who.BUYER,))


def expert_sheet(room: Room, words: PaperWords) -> Sheet:
    """What somebody who knows how to measure is asked."""
    return _by_section(room, words, (Who.EXPERT,))


def lawyer_sheet(room: Room, words: PaperWords) -> Sheet:
    """What a lawyer looks at; most of it has a proposal."""
    return _by_section(room, words, (Who.LAWYER,))


def _by_section(room: Room, words: PaperWords, who: Sequence[Who]) -> Sheet:
    blocks: list[Block] = [Paragraph(line) for line in words.lines("how")]
    blocks.append(_who_writes(words))
    for section, group in groupby(asked(room, who, Level.STANDARD), key=lambda one: one.question.section):
        blocks.append(Heading(1, room.words.section_title(section)))
        for one in group:
            blocks += block(room, one)
    return room.sheet(words("title"), blocks, points=11, margin=1.6)


def _who_writes(words: PaperWords) -> Callout:
    """Who fills the sheet in, and when."""
    return Callout((to_fill_in(*((label, 2.7) for label in words.lines("who_writes"))),))


def _of_the_groups(room: Room, one: Asked) -> str:
    said = room.said(one.path)
    key = "questions.groups_said" if said else "questions.groups_answer"
    return room.common(
        key,
        number=NUMBERS[one.question.path],
        label=room.speaker.label(one.path),
        answer=said.removesuffix("."),
    )


# --- one question -------------------------------------------------------------------------------


def block(room: Room, one: Asked) -> Iterator[Block]:
    """One question on one page: number, words, why, what is answered already, room to answer."""
    question, words = one.question, room.words.question(one.question.path, room.speaker.country)
    whose = room.speaker.party_name(one.path)
    title = room.common("questions.title", number=NUMBERS[question.path], ask=words.ask)
    inside: list[Heading | Paragraph | Boxes | RuledLines | Callout | Grid] = [
        Heading(3, f"{title} ({whose})" if whose else title)
    ]
    small = [room.common("questions.why", why=words.why)] if words.why else []
    if not one.sure:
        small.append(room.common("questions.only_if", condition=room.words.condition(question.when.name)))
    if small:
        inside.append(Paragraph(" ".join(small), SMALL))
    said = room.said(one.path)
    is_answered = bool(said) and room.answer(one.path).status in (Status.GIVEN, Status.NONE)
    if is_answered and question.kind is not Kind.LIST and len(said) <= BESIDE_THE_LINE:
        still = f"   {room.common('questions.still_so_short')} "
        inside.append(
            Paragraph(
                (Text(_said(room, one, said).rstrip(".") + ".", strong=True), Text(still), Gap(5)), after=0.4
            )
        )
        yield Together(tuple(inside))
        return
    if said and question.kind is not Kind.LIST:
        inside.append(Paragraph((Text(_said(room, one, said)),), strong=True))
    elif offered := _offered(room, one):
        inside.append(Paragraph(offered, SMALL))
    if is_answered and question.kind is not Kind.LIST:
        inside.append(Paragraph((Text(room.common("questions.still_so") + " "), Gap(7)), after=0.4))
    else:
        inside += _room_to_answer(room, one)
        if question.kind is Kind.LIST and (count := _count(room, one)) > MOST_ROWS:
            inside.append(Paragraph(room.common("questions.more", shown=MOST_ROWS, count=count), SMALL))
        inside.append(Paragraph(_otherwise(room, question), SMALL, before=0.25, after=0.4))
    if question.kind is Kind.LIST and _count(room, one) > KEPT_TOGETHER:
        yield from inside  # a long table may well run over pages
    else:
        yield Together(tuple(inside))


def _said(room: Room, one: Asked, said: str) -> str:
    """What stands there, by its state: given, unknown with a note, or what each side wants."""
    match room.answer(one.path).status:
        case Status.UNKNOWN:
            return said[:1].upper() + said[1:]
        case Status.DISPUTED:
            return room.common("questions.disputed", answer=said)
        case _:
            return room.common("questions.given", answer=said)


def _offered(room: Room, one: Asked) -> str:
    """The fair answer, or what holds while nobody decides otherwise; empty where there is neither."""
    question = one.question
    if (fair := question.fair_text(room.agreement, one.path)) is not None:
        said = room.speaker.none_words(one.path) if fair == "none" else in_labels(question, fair, room.words)
        return room.common("questions.fair", answer=said)
    found = room.answer(one.path)
    if found.is_given and found.origin == "default":
        return room.common("questions.default", answer=room.speaker.value(one.path, found.value))
    return ""


def _room_to_answer(room: Room, one: Asked) -> Iterator[Paragraph | Boxes | RuledLines | Grid]:
    question = one.question
    if question.kind is Kind.LIST:
        yield from _list(room, one)
    elif question.codes:
        if question.kind is not Kind.ONE:
            yield Paragraph(room.common(f"questions.{question.kind}"), SMALL)
        labels = tuple(room.words.choice(question.path, code) for code in question.codes)
        short = max(len(label) for label in labels) <= IN_TWO_COLUMNS
        yield Boxes(labels, columns=2 if short and len(labels) > 2 else 1)
    elif question.kind is Kind.YES_NO:
        yield Boxes((room.words.phrase("yes"), room.words.phrase("no")), columns=2)
    elif question.kind in LINES:
        yield RuledLines(LINES[question.kind], LINE_CM)
    else:
        unit = ""
        if question.kind in room.common.entries("questions.units"):
            unit = " " + room.common(f"questions.units.{question.kind}", currency=_currency(room))
        yield Paragraph((Gap(7), Text(unit)), after=0.3)


def _currency(room: Room) -> str:
    found = room.answer("pay.currency")
    return room.speaker.value(found.path, found.value) if found.is_given else ""


def _list(room: Room, one: Asked) -> Iterator[Grid]:
    """Tables to fill: what stands in the list already, then room for more.

    Where a thing has many fields it gets a column to itself, wide enough to write in.
    """
    fields = [
        field
        for field in items.fields(one.question, room.level or one.question.level, with_identity=False)
        if field.path not in FOR_THE_TOOL
    ]
    labels = [room.words.label(field.path, room.speaker.country) for field in fields]
    things = [
        [_field(room, f"{one.path}.{number}.{field.name}") for field in fields]
        for number in range(1, min(_count(room, one), MOST_ROWS) + 1)
    ]
    caption = room.speaker.label(one.path)
    if len(fields) <= MOST_COLUMNS:
        columns = headed(labels, (1.6 if field.kind in LINES else 1.2 for field in fields))
        blank = 2 if things else BLANK_ROWS
        yield Grid(
            caption, columns, tuple(map(_row, things)), blank_rows=blank, blank_cm=ROW_CM, points=SMALL
        )
        return
    things += [[""] * len(fields)] * (BESIDE - len(things) % BESIDE)
    for start in range(0, len(things), BESIDE):
        beside = things[start : start + BESIDE]
        heads = (Column("", 1.3), *(Column(str(start + n + 1), 2) for n in range(BESIDE)))
        rows = tuple(
            Row((Cell(label, strong=True), *(thing[n] for thing in beside)), cm=ROW_CM)
            for n, label in enumerate(labels)
        )
        yield Grid(caption, heads, rows, points=SMALL)


def _count(room: Room, one: Asked) -> int:
    """How many things stand in a list, or payments in a calendar that is worked out."""
    if one.question.generator and items.is_generated(room.agreement):
        return len(room.agreement.instalments)
    return items.count(room.agreement, one.path)


def _row(cells: Sequence[str]) -> Row:
    return Row(tuple(cells))


def _field(room: Room, path: str) -> str:
    found = room.answer(path)
    return room.speaker.value(path, found.value) if found.is_given else ""


def _otherwise(room: Room, question: Question) -> tuple[Text | Gap, ...]:
    """Boxes for "there is none" and "not known yet", with who finds out, by when."""
    none = (Text(f"{BOX} {room.common('questions.none')}   "),) if question.none_ok else ()
    return (
        *none,
        Text(f"{BOX} {room.common('questions.not_known')} "),
        Gap(4),
        Text(" " + room.common("questions.by_when") + " "),
        Gap(2.5),
    )
