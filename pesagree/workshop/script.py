"""The reading script: clause by clause what to say, what to ask, what worries people, what not to promise."""

from collections.abc import Iterator, Mapping

from pesagree.sheet import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Grid,
    Heading,
    Paragraph,
    Row,
    Sheet,
    Together,
    to_fill_in,
)
from pesagree.workshop.room import Room
from pesagree.workshop.sentences import Sayable, sayable
from pesagree.workshop.words import PaperWords

PARTS = ("ask", "worry", "never")

SAYS: Mapping[str, tuple[str, ...]] = {
    "parties": ("buyer.name", "mid.name", "seller.name"),
    "area": ("site.name", "site.area_ha"),
    "service": ("service.description",),
    "actions": ("service.actions",),
    "limits": ("service.limits",),
    "allowed": ("service.allowed",),
    "payment": ("pay.total", "pay.unit_price"),
    "schedule": ("pay.schedule",),
    "goods": ("pay.goods",),
    "receipt": ("pay.to",),
    "payment_terms": ("pay.late.interest_pct", "pay.index"),
    "monitoring": ("mon.indicators", "mon.access_notice"),
    "results": ("mon.report.language", "mon.report.every"),
    "buyer_duties": ("buyer.funding_source",),
    "intermediary": ("mid.name", "mid.fee_pct"),
    "risks": ("risk.events", "risk.notice_days"),
    "breach": ("breach.cure_days",),
    "term": ("term.start", "term.years"),
    "review": ("term.review_years",),
    "exit": ("term.exit_seller.when", "term.exit_seller.notice_days"),
    "consent": ("consent.read_in", "consent.interpreter"),
    "grievances": ("grievance.route.who", "grievance.route.how", "grievance.route.days"),
    "disputes": ("law.steps", "law.place"),
}
"""The answers that are said with a clause, beside its sentences; not each clause has any."""


def make(room: Room, words: PaperWords) -> Sheet:
    """One box for each clause of this agreement, in its order; nothing splits over pages."""
    return room.sheet(words("title"), _blocks(room, words), points=12, margin=1.8)


def _blocks(room: Room, words: PaperWords) -> Iterator[Block]:
    yield Callout(words.lines("how"))
    for clause in sayable(room):
        yield Together(tuple(_clause(clause, room, words)))


def _clause(
    clause: Sayable, room: Room, words: PaperWords
) -> Iterator[Heading | Callout | Paragraph | Bullets | Grid]:
    yield Heading(2, clause.title)
    if clause.sentences:
        yield Callout(clause.sentences, 15)
    if said := tuple(_said(clause.words_of, room)):
        yield Paragraph(words("here"), strong=True, keep=True, after=0)
        yield Bullets(said)
    entry = words.entries(f"clauses.{clause.words_of}")
    rows = tuple(Row((Cell(words(part), strong=True), str(entry[part]))) for part in PARTS)
    yield Grid(clause.title, (Column("", 2), Column("", 7)), rows)
    yield Paragraph(to_fill_in((words("done"), 6)), before=0.1)


def _said(clause: str, room: Room) -> Iterator[str]:
    """What the agreement has written of a clause, each answer with its name."""
    for path in SAYS.get(clause, ()):
        section, _, rest = path.partition(".")
        places = [path]
        if section in ("buyer", "seller"):
            places = [f"{party}.{rest}" for party in room.agreement.parties(section)]
        label = room.words.label(path)
        said = [words for place in places if (words := room.said(place))]
        if said:
            yield f"{label[:1].upper()}{label[1:]}: {'; '.join(said)}"
