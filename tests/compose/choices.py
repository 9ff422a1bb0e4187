"""All that can be chosen in an agreement, and few agreements in which every two choices meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind, Question
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.document import Document
from pesagree.wording.language import LANGUAGES
from tests.compose.branches import tracer
from tests.compose.pairs import Row, covering_rows
from tests.compose.whole import changed, whole
from tests.review.edits import Changes

PARCEL = {"code": "A", "name": "monte", "area_ha": "410", "category": "bosque"}
PLAN = {"every": "half_year", "first": "2027-01-15", "parts": "11", "kind": "on_proof"}
FIRST_DUE = {"date": "2027-02-01", "kind": "advance"}
ON_PROOF = {"date": "2028-02-01", "kind": "on_proof", "indicator": ["cover"], "condition": "informe visto"}
OTHER = {"date": "2029-02-01", "indicator": ["patrols"], "condition": "none"}
KIT = {**whole()["pay"]["goods"][0], "code": "K1"}
BY_HAND: Mapping[str, tuple[Any, ...]] = {
    "country": ("PE", "BO"),
    "buyer.country": ("GB", "PE"),
    "pay.currency": ("USD", "PEN"),
    "law.governing": ("PE", "BO"),
    "consent.first_info_date": ("2026-06-06", "2026-10-16"),  # the day before the assembly
    "seller.not_reading": ("4", "1", "0"),
    "seller.land_right_until": ("2060-12-31", "no_end"),
    "site.parcels": (
        [PARCEL, {**PARCEL, "code": "B"}],
        [{**PARCEL, "unit_price": "63.00"}, {**PARCEL, "code": "B", "unit_price": "39.50"}],
        [{**PARCEL, "unit_price": "63.00"}, {**PARCEL, "code": "B"}],
        "none",
    ),
    "pay.schedule": (
        {**PLAN, "advance_pct": "10", "indicator": ["cover", "patrols"], "condition": "informe visto"},
        {**PLAN, "indicator": "none", "condition": "none"},
        {**PLAN, "parts": "1", "kind": "advance"},
        [
            {**FIRST_DUE, "amount": "9000"},
            {**ON_PROOF, "amount": "1000.50"},
            {**ON_PROOF, "amount": "7", **OTHER},
        ],
        [{**FIRST_DUE, "share_pct": "30"}, {**ON_PROOF, "share_pct": "70", "indicator": "none"}],
    ),
    "pay.goods": (
        [KIT],
        [
            KIT,
            {**KIT, "item": "cocina", "code": "K2", "unit_value": "300", "choice_of": "K1"},
            {**KIT, "item": "semillas", "code": "K3"},
            {**KIT, "item": "plantones", "code": "K4", "choice_of": "K3"},
        ],
    ),
    "pay.late.interest_pct": ("legal", "12.5", "none"),
    "special": (whole()["special"], [{**whole()["special"][0], "after": "payment"}], "none"),
}
"""Values of answers whose sort alone does not say what is worth trying; the first is the base."""

PARTIES: Mapping[str, tuple[int, ...]] = {"buyers": (2, 1), "sellers": (3, 2, 1)}

ELSEWHERE: Changes = {"agreement.words": "payment", "pay.currency": "BOB"}
"""What a person outside Peru does not answer: the words of its law and its money."""

FIRST = {
    "seller.kind": "native_community",
    "seller.land_right": "concession",
    "buyer.kind": "municipality",
    "buyer.funding_source": "carbon_sales",
    "pay.form": "mixed",
    "pay.basis": "per_result",
}
"""Choices under which other questions are asked: the base has them."""


def choices() -> Mapping[str, tuple[Any, ...]]:
    """For each answer that can be chosen its raw values, the base first; a list's items share one."""
    found: dict[str, tuple[Any, ...]] = dict(PARTIES)
    for question in QUESTIONS.values():
        if not question.is_private and len(values := tuple(_values(question))) > 1:
            found[question.path] = values
    for item in ITEMS.values():
        if not item.path.startswith("pay.schedule.") and len(values := tuple(_values(item))) > 1:
            found[item.path] = values
    return found


def _values(question: Question) -> Iterator[Any]:
    if question.path in BY_HAND:
        yield from BY_HAND[question.path]
        return
    match question.kind:
        case Kind.ONE:
            yield from sorted(question.codes, key=lambda code: code != FIRST.get(question.path))
        case Kind.YES_NO:
            yield from ("yes", "no")
        case Kind.SEVERAL | Kind.ORDER if question.path == "service.kind":
            yield list(question.codes)
            yield from (["water", "carbon", "soil"], ["biodiversity", "landscape", "other"])
            yield ["carbon", "pollination"]
        case Kind.SEVERAL | Kind.ORDER:
            yield from (list(question.codes), [*question.codes[::2]], [*question.codes[1::2]])
            yield [question.codes[0]]
        case Kind.COUNT | Kind.DAYS if not question.is_item:
            yield from (_written(question.path), "1")
        case _:
            yield _written(question.path)
    if question.none_ok:
        yield "none"


def _written(path: str) -> Any:
    found: Any = whole()
    for name in path.split("."):
        found = found[0] if isinstance(found, list) else found
        found = found.get(name) if isinstance(found, dict) else None
    return found


CHOICES = choices()
BASE: Row = dict.fromkeys(CHOICES, 0)


DECIDING = (
    "country", "buyer.kind", "buyer.country", "buyer.resale", "buyer.funding_source", "mid.exists",
    "seller.kind", "seller.land_right", "seller.not_reading", "seller.overlaps", "site.parcels",
    "service.kind", "bio.resource", "pay.form", "pay.currency", "pay.basis", "pay.index", "law.steps",
)  # fmt: skip
"""The choices on which conditions of questions hang."""


def asked(agreement: Agreement) -> frozenset[str]:
    """The choices whose question is asked in an agreement."""
    found = {q.path for q in (*QUESTIONS.values(), *ITEMS.values()) if q.when.holds(agreement) is not False}
    return frozenset(path for path in CHOICES if path in found or path in PARTIES)


def counts(row: Row) -> frozenset[str]:
    """The same for a row, from a few of its answers."""
    return _asked(tuple((path, row[path]) for path in (*PARTIES, *DECIDING)))


@cache
def _asked(deciding: tuple[tuple[str, int], ...]) -> frozenset[str]:
    return asked(_agreement({}, _answers(dict(deciding))))


def agreement_of(row: Row) -> Agreement:
    """The whole agreement with the choices of a row."""
    return _whole(tuple(row.items()))


@cache
def _whole(row: tuple[tuple[str, int], ...]) -> Agreement:
    return _agreement(whole(), _answers(dict(row)))


def _agreement(tree: Changes, answers: Changes) -> Agreement:
    parties = {side: answers[side] for side in PARTIES}
    return changed(tree, {path: value for path, value in answers.items() if path not in PARTIES}, **parties)


def _answers(row: Row) -> Changes:
    """The raw answers that a row stands for; a choice for the items of a list holds for each of them."""
    chosen: Changes = {path: CHOICES[path][value] for path, value in row.items() if path not in ITEMS}
    if chosen["country"] != "PE":
        chosen |= ELSEWHERE
    for path in filter(ITEMS.__contains__, row):
        of, _, name = path.rpartition(".")
        items = chosen.get(of) or _written(of)
        if items != "none":
            chosen[of] = [{**item, name: CHOICES[path][row[path]]} for item in items]
    return chosen


@cache
def every_two_choices() -> tuple[Row, ...]:
    """Rows in which every two choices meet, each time where both questions are asked."""
    sizes = {path: len(values) for path, values in CHOICES.items()}
    return tuple(covering_rows(sizes, counts, BASE))


MORE: tuple[Changes, ...] = (
    {"seller.kind": "native_community", "seller.land_right": "cesion_en_uso"},
    {"agreement.version": {}},
    {"pay.goods": [{**KIT, "by": "2027-10-31"}, {**KIT, "by": "2028-10-31", "choice_of": "K1"}]},
)
"""Answers in place of the base's, for branches to which more than two choices lead."""


@dataclass(frozen=True)
class Draft:
    """One agreement in one form, in each language; `answers` are the raw ones that make it what it is."""

    answers: Changes
    agreement: Agreement
    form: Form
    by_language: Mapping[str, Document]

    @property
    def country(self) -> str:
        return str(self.answers["country"])


SPLIT = 4
"""Of so many agreements one is also split into particular and general conditions."""


@cache
def drafts() -> tuple[Draft, ...]:
    """Drafts of those rows and of some more, by templates that note their branches."""
    more = [{**_answers(BASE), **changes} for changes in MORE]
    special = [(answers, _agreement(whole(), answers)) for answers in more]
    usual = [(_answers(row), agreement_of(row)) for row in every_two_choices()]
    return (
        *(_draft(*one, Form.FULL) for one in (*special, *usual)),
        *(_draft(*one, form) for one in (*special, *usual[::SPLIT]) for form in (Form.SHORT, Form.GENERAL)),
    )


def _draft(answers: Changes, agreement: Agreement, form: Form) -> Draft:
    by_language = {}
    for language in LANGUAGES:
        clauses = tracer(language, answers["country"]).library
        by_language[language] = compose(agreement, language, clauses, form=form)
    return Draft(answers, agreement, form, by_language)
