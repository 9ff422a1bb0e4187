"""Values put into words, in one language, for one country and currency: no agreement is looked at for it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from pesagree.agreement import ITEMS, QUESTIONS, Answer, Kind, Question, Status, Translated, key
from pesagree.agreement.scalars import Target
from pesagree.document import Field, FieldKind
from pesagree.wording import Wording, formats

FIGURE_KINDS = {
    "pay.annual_cash": Kind.MONEY,
    "pay.agreed_cash": Kind.MONEY,
    "pay.cash_total": Kind.MONEY,
    "pay.goods_total": Kind.MONEY,
    "pay.goods.value": Kind.MONEY,
    "pay.total": Kind.MONEY,
    "pay.annual": Kind.MONEY,
    "pay.first_pct": Kind.PERCENT,
    "term.end": Kind.DATE,
    "consent.days": Kind.DAYS,
    "seller.assembly.needed": Kind.COUNT,
}
"""The types of figures that are worked out and are no questions."""

_MOST_VOICES = 64
_MOST_SHAPES = 8_192


@lru_cache(maxsize=8_192)
def question_at(path: str) -> Question | None:
    """The question at a path of the whole form or of an item; None for a figure."""
    where = key(path)
    return QUESTIONS.get(where) or ITEMS.get(where)


class _Shape(NamedTuple):
    """What is said of the answers at a path, whatever they are: its key, its type, its label.

    A field shows it as `field`, with the labels to choose from. Free text `may_be_foreign`: in another
    language than the document's.
    """

    key: str
    kind: Kind
    label: str
    field: FieldKind = FieldKind.TEXT
    options: tuple[str, ...] = ()
    may_be_foreign: bool = False


class Voice:
    """Says the values of any agreement that is written in these words, in this country and currency."""

    def __init__(self, words: Wording, country: str | None, currency: str) -> None:
        self.words, self.language, self.country, self.currency = words, words.language, country, currency
        self._shapes: dict[str, _Shape] = {}

    def shape(self, path: str) -> _Shape:
        found = self._shapes.get(path)
        if found is None:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            found = self._shapes[path] = self._shape(path)
        return found

    def _shape(self, path: str) -> _Shape:
        where, question = key(path), question_at(path)
        label = self.words.label(where, self.country)
        if question is None:
            return _Shape(where, FIGURE_KINDS.get(where, Kind.TEXT), label)
        match question.kind:
            case Kind.ONE:
                options = tuple(self.words.choice(question.path, code) for code in question.codes)
                return _Shape(where, Kind.ONE, label, FieldKind.CHOICE, options)
            case Kind.LONG_TEXT:
                return _Shape(where, Kind.LONG_TEXT, label, FieldKind.LONG_TEXT, may_be_foreign=True)
            case Kind.LINES:
                return _Shape(where, Kind.LINES, label, may_be_foreign=True)
        return _Shape(where, question.kind, label)

    # --- values -----------------------------------------------------------------------------

    def value(self, path: str, value: Any) -> str:
        """A value in words, by the type of its question; a short name of another item as it stands."""
        return self._said(self.shape(path), value)

    def _said(self, shape: _Shape, value: Any) -> str:
        return (_SAYING.get(type(value)) or _saying(type(value)))(self, shape, value)

    def _text(self, shape: _Shape, text: str) -> str:
        """Words as they were written; a code by its label, a language, country or currency by its name."""
        match shape.kind:
            case Kind.ONE | Kind.SEVERAL | Kind.ORDER | Kind.INTEREST | Kind.RIGHT_END:
                return self.words.choice(shape.key, text)
            case Kind.LANGUAGE | Kind.LANGUAGES:
                return self.words.language_name(text)
            case Kind.COUNTRY:
                return formats.country_name(text, self.language)
            case Kind.CURRENCY:
                return formats.currency_name(text, self.language)
        return text

    def _decimal(self, shape: _Shape, value: Decimal) -> str:
        if shape.kind is Kind.MONEY:
            return formats.money(value, self.currency, self.language, self.country)
        if shape.kind is Kind.PERCENT or shape.kind is Kind.INTEREST:
            return formats.percent(value, self.language, self.country, digits=4)
        return formats.number(value, self.language, self.country)

    def _whole(self, _: _Shape, value: int) -> str:
        return formats.number(value, self.language, self.country)

    def _date(self, _: _Shape, value: date) -> str:
        return formats.long_date(value, self.language, self.country)

    def _yes_or_no(self, _: _Shape, value: bool) -> str:
        return self.words.phrase("yes" if value else "no")

    def _translated(self, _: _Shape, value: Translated) -> str:
        return value.into(self.language)

    def _several(self, shape: _Shape, values: tuple[Any, ...]) -> str:
        return formats.joined([self._said(shape, one) for one in values], self.language)

    def _target(self, _: _Shape, target: Target) -> str:
        phrase = "at_most" if target.at_most else "at_least"
        return self.words.phrase(phrase, value=formats.number(target.value, self.language, self.country))

    def _other(self, shape: _Shape, value: object) -> str:
        return self._text(shape, str(value))

    # --- answers ----------------------------------------------------------------------------

    def by_itself(self, answer: Answer) -> tuple[Field] | None:
        """What shows an answer for which nothing else is looked at; None where there is more to say."""
        if answer.status is not Status.GIVEN:
            return None
        shape = self.shape(answer.path)
        if shape.may_be_foreign or shape.kind is Kind.IDS:
            return None
        return (self.field(answer, self._said(shape, answer.value)),)

    def field(self, answer: Answer, text: str) -> Field:
        """The field that shows a given, worked-out or default answer in these words."""
        path, _, value, origin, _, _ = answer
        _, _, label, kind, options, _ = self.shape(path)
        is_default = origin == "default"
        if isinstance(value, date):
            as_date = FieldKind.DATE if kind is FieldKind.TEXT else kind
            return Field(path, label, text, as_date, value.isoformat(), options, is_default)
        return Field(path, label, text, kind, "", options, is_default)


@lru_cache(maxsize=_MOST_VOICES)
def voice(words: Wording, country: str | None, currency: str) -> Voice:
    """The voice of agreements in these words, of a country and a currency."""
    return Voice(words, country, currency)


_SAYING: dict[type, Callable[[Voice, _Shape, Any], str]] = {
    str: Voice._text,
    Decimal: Voice._decimal,
    date: Voice._date,
    bool: Voice._yes_or_no,
    int: Voice._whole,
    Translated: Voice._translated,
    tuple: Voice._several,
    Target: Voice._target,
}
"""How a value of each type is said."""


def _saying(kind: type) -> Callable[[Voice, _Shape, Any], str]:
    """How a value of a type made out of one of these is said."""
    return next((_SAYING[one] for one in kind.__mro__ if one in _SAYING), Voice._other)
