"""Which questions get a column of the roster workbook, and which lists a sheet: as data, before any Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pesagree.agreement import QUESTIONS, Kind, Level, Question
from pesagree.questionnaire.selection import select

KEY = "agreement.id"
"""The column that tells families apart, on every sheet the first."""

GOODS = "pay.goods"
PRICED = ("code", "item", "unit_value")
"""What the price list says of a good once, so that a family's line needs only its code and quantity."""

OWN_SECTIONS = ("seller", "site", "sign")
"""Sections whose answers are a family's own; the others are the programme's and stand in the base file."""

OWN_PATHS = frozenset(
    {
        KEY,
        "consent.first_info_date",
        "service.actions",
        "service.limits",
        "pay.unit_price",
        "pay.units",
        "pay.schedule",
        GOODS,
        "term.start",
    }
)
"""What else differs from family to family."""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet: the list whose items it takes ("" for the families), and the questions of its columns."""

    path: str
    columns: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class RosterForm:
    """The whole workbook; `prices` are the columns of the price list, none where no goods are asked."""

    families: SheetForm
    lists: tuple[SheetForm, ...]
    prices: tuple[Question, ...]


def roster_form(level: Level = Level.STANDARD, asked: str = "all") -> RosterForm:
    """The columns for a level. Asked of all: what is a family's own; asked of one group: all it can answer.

    Private questions are never among them. A list is taken whole, whatever the level of its items.
    """
    chosen = [
        question
        for question in select(level, asked)
        if not question.is_private and question.path != KEY and (asked != "all" or _is_own(question))
    ]
    key = QUESTIONS[KEY]
    columns = [question for question in chosen if question.kind is not Kind.LIST]
    lists = [question for question in chosen if question.kind is Kind.LIST]
    return RosterForm(
        SheetForm("", (key, *columns)),
        tuple(SheetForm(one.path, (key, *_items(one))) for one in lists),
        tuple(_named(QUESTIONS[GOODS], PRICED)) if any(one.path == GOODS for one in lists) else (),
    )


def _is_own(question: Question) -> bool:
    return question.section in OWN_SECTIONS or question.path in OWN_PATHS


def _items(question: Question) -> tuple[Question, ...]:
    """The items' questions; a good's code comes first, since the price list may say the rest."""
    if question.path != GOODS:
        return question.items
    return tuple(sorted(question.items, key=lambda item: item.name != PRICED[0]))


def _named(question: Question, names: Sequence[str]) -> Iterator[Question]:
    by_name = {item.name: item for item in question.items}
    return (by_name[name] for name in names)
