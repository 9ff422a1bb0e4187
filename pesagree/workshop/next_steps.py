"""Next steps: what is open, unknown, disputed or weak, by the four topics of a project clinic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pesagree.agreement import QUESTIONS, Level, Status, Who, key
from pesagree.interview.plan import NUMBERS
from pesagree.review import Severity, review
from pesagree.review.spoken import Adviser
from pesagree.sheet import Block, Bullets, Callout, Cell, Grid, Heading, Paragraph, Row, Sheet, headed
from pesagree.workshop.questions import asked
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

TOPICS: Mapping[str, tuple[str, ...]] = {
    "service": ("site", "service", "water", "carbon", "bio", "mon"),
    "governance": ("agreement", "buyer", "mid", "seller", "consent", "sign", "law", "assign", "term"),
    "concerns": ("rights", "risk", "breach", "grievance", "special"),
    "money": ("pay",),
}
"""The four topics of a project clinic, with the parts of the form that each looks at."""

ELSEWHERE = {
    "site.threats": "concerns",
    "seller.overlaps": "concerns",
    "seller.overlaps_who_acts": "concerns",
    "seller.use_lost": "concerns",
    "service.allowed": "concerns",
    "service.limits": "concerns",
    "seller.benefit_plan": "money",
    "mid.fee_pct": "money",
    "mid.fee_paid_by": "money",
    "mon.cost": "money",
    "mon.cost_by": "money",
    "carbon.share_pct": "money",
    "term.exit_seller.when": "concerns",
    "term.exit_seller.owes": "concerns",
}
"""Answers that belong to another topic than their part of the form."""

ROWS = 8
MORE_ROWS = 3
"""The least rows of a table, and the least empty ones below what is known to be missing."""

SMALL = 9


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to find out: what, how, and who can help."""

    topic: str
    what: str
    how: str
    helper: str


def make(room: Room, words: PaperWords) -> Sheet:
    """One table for each topic: what is missing, what to find out, who can help; who and when by hand."""
    steps = () if room.is_blank else tuple(_steps(room, words))
    blocks: list[Block] = [Paragraph(words("how")), Callout((words("promise"),))]
    for number, topic in enumerate(TOPICS):
        entry = words.entries(f"topics.{topic}")
        own = [step for step in steps if step.topic == topic]
        blocks += [
            Heading(1, entry["title"], new_page=number > 0),
            Paragraph(words("helpers_title"), keep=True),
            Bullets(tuple(entry["helpers"]), points=SMALL + 1),
            Paragraph(entry["question"], strong=True, keep=True, before=0.2),
        ]
        blocks.append(_table(words, str(entry["title"]), own))
    return room.sheet(words("title"), blocks, landscape=True, points=11, margin=1.5)


def _table(words: PaperWords, title: str, steps: list[Step]) -> Grid:
    rows = tuple(Row((Cell(step.what, strong=True), step.how, step.helper, "", ""), cm=1.1) for step in steps)
    return Grid(
        title,
        headed(words.lines("columns"), (4, 6, 4, 3, 2)),
        rows,
        blank_rows=max(MORE_ROWS, ROWS - len(rows)),
        blank_cm=1.1,
        points=SMALL,
    )


def topic_of(path: str) -> str:
    """The topic that an answer belongs to."""
    where = key(path)
    if where in ELSEWHERE:
        return ELSEWHERE[where]
    section = QUESTIONS[where].section if where in QUESTIONS else where.partition(".")[0]
    return next((topic for topic, sections in TOPICS.items() if section in sections), "governance")


def _steps(room: Room, words: PaperWords) -> Iterator[Step]:
    """First what is unknown or disputed, then what a careful adviser flags, then what is not answered yet."""
    everybody = [who for who in Who if who is not Who.PRIVATE]
    wanted = asked(room, everybody, Level.ESSENTIAL)
    for one in asked(room, everybody, Level.FULL):
        status = room.answer(one.path).status
        if status in (Status.UNKNOWN, Status.DISPUTED):
            helper = words(f"helpers.{one.question.who}")
            yield Step(
                topic_of(one.path), _label(room, one.path), words(status, said=room.said(one.path)), helper
            )
    yield from _findings(room, words)
    for one in wanted:
        if one.sure and room.answer(one.path).status is Status.OPEN:
            helper = words(f"helpers.{one.question.who}")
            ask = room.words.question(one.question.path, room.speaker.country).ask
            yield Step(topic_of(one.path), _label(room, one.path), ask, helper)


def _findings(room: Room, words: PaperWords) -> Iterator[Step]:
    adviser = Adviser(room.agreement, room.words)
    for finding in review(room.agreement, include_private=False).firing:
        if finding.severity is Severity.ADVICE or finding.accepted is not None:
            continue
        path = next((path for path in finding.paths if key(path) in QUESTIONS), "")
        who = QUESTIONS[key(path)].who if path else Who.LAWYER
        said = adviser.say(finding)
        yield Step(topic_of(path or "law"), said.message, said.remedy, words(f"helpers.{who}"))


def _label(room: Room, path: str) -> str:
    """The short name of an answer with its number, and whose it is."""
    whose = room.speaker.party_name(path)
    label = f"{NUMBERS[key(path)]}. {room.speaker.label(path)}"
    return f"{label} ({whose})" if whose else label
