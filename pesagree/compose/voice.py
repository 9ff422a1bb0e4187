"""Values put into words, in one language, for one country and currency: no agreement is looked at for it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from pesagree.agreement import ITEMS, QUESTIONS, Answer, Kind, Question, Status, Translated, key
from pesagree.agreement.figures import YearOfPay
from pesagree.agreement.scalars import Target
from pesagree.document import Field, FieldKind, Inline, Text
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

_GIVEN = Status.GIVEN
"""A name of its own: Python looks long for a member of an enumeration."""

_MOST_VOICES = 64
_MOST_SHAPES = 8_192


@lru_cache(maxsize=8_192)
def question_at(path: str) -> Question | None:
    """The question at a path of the whole form or of an item; None for a figure."""
    where = key(path)
    return QUESTIONS.get(where) or ITEMS.get(where)


class _Shape(NamedTuple):
    """What is known of the answers at a path before they are: their label, and how they are said.

    A field shows them as `field`, dates as `dated`, with the labels to choose from. A text is said by its
    `name`, or as it stands; a `number` by its unit. Free text `may_be_foreign`: in another language than the
    document's. An answer is said `alone` where no other is looked at for it.
    """

    label: str
    number: Callable[[Decimal], str]
    name: Callable[[str], str] | None
    field: FieldKind = FieldKind.TEXT
    dated: FieldKind = FieldKind.DATE
    options: tuple[str, ...] = ()
    may_be_foreign: bool = False
    names_indicators: bool = False
    alone: bool = True


class _Shapes(dict[str, _Shape]):
    """The shape of each path in some words, a country and a currency, worked out when first asked.

    All that a type decides is decided here, once: a roster says dozens of answers for each row.
    """

    def __init__(self, words: Wording, country: str | None, currency: str) -> None:
        super().__init__()
        self.words, self.country, self.currency = words, country, currency

    def __missing__(self, path: str) -> _Shape:
        if len(self) >= _MOST_SHAPES:
            self.clear()
        shape = self[path] = self._shape(path)
        return shape

    def _shape(self, path: str) -> _Shape:
        where, question = key(path), question_at(path)
        kind = question.kind if question else FIGURE_KINDS.get(where, Kind.TEXT)
        usual = _Shape(self.words.label(where, self.country), self._number(kind), self._name(kind, where))
        match kind:
            case Kind.ONE if question:
                options = tuple(self.words.choice(question.path, code) for code in question.codes)
                return usual._replace(field=FieldKind.CHOICE, dated=FieldKind.CHOICE, options=options)
            case Kind.LONG_TEXT:
                long = FieldKind.LONG_TEXT
                return usual._replace(field=long, dated=long, may_be_foreign=True, alone=False)
            case Kind.LINES:
                return usual._replace(may_be_foreign=True, alone=False)
            case Kind.IDS:
                return usual._replace(names_indicators=True, alone=False)
        return usual

    def _number(self, kind: Kind) -> Callable[[Decimal], str]:
        language, country, currency = self.words.language, self.country, self.currency
        match kind:
            case Kind.MONEY:
                return lambda amount: formats.money(amount, currency, language, country)
            case Kind.PERCENT | Kind.INTEREST:
                return lambda share: formats.percent(share, language, country, digits=4)
        return lambda number: formats.number(number, language, country)

    def _name(self, kind: Kind, where: str) -> Callable[[str], str] | None:
        """A code by its label, a language, country or currency by its name; words as they were written."""
        words = self.words
        match kind:
            case Kind.ONE | Kind.SEVERAL | Kind.ORDER | Kind.INTEREST | Kind.RIGHT_END:
                return lambda code: words.choice(where, code)
            case Kind.LANGUAGE | Kind.LANGUAGES:
                return words.language_name
            case Kind.COUNTRY:
                return lambda code: formats.country_name(code, words.language)
            case Kind.CURRENCY:
                return lambda code: formats.currency_name(code, words.language)
        return None


class _Sayings(dict[type, Callable[["Voice", _Shape, Any], str]]):
    """How a value of each type is said; one of a type made out of them in the same way."""

    def __missing__(self, kind: type) -> Callable[["Voice", _Shape, Any], str]:
        saying = self[kind] = next((self[one] for one in kind.__mro__ if one in self), Voice._other)
        return saying


class Voice:
    """Says the values of any agreement that is written in these words, in this country and currency."""

    def __init__(self, words: Wording, country: str | None, currency: str) -> None:
        self.words, self.language, self.country, self.currency = words, words.language, country, currency
        self.shapes = _Shapes(words, country, currency)

    # --- values -----------------------------------------------------------------------------

    def value(self, path: str, value: Any) -> str:
        """A value in words, by the type of its question; a short name of another item as it stands."""
        return _SAYINGS[type(value)](self, self.shapes[path], value)

    def _text(self, shape: _Shape, text: str) -> str:
        return text if shape.name is None else shape.name(text)

    def _decimal(self, shape: _Shape, value: Decimal) -> str:
        return shape.number(value)

    def _whole(self, _: _Shape, value: int) -> str:
        return formats.number(value, self.language, self.country)

    def _date(self, _: _Shape, value: date) -> str:
        return formats.long_date(value, self.language, self.country)

    def _yes_or_no(self, _: _Shape, value: bool) -> str:
        return self.words.phrase("yes" if value else "no")

    def _translated(self, _: _Shape, value: Translated) -> str:
        return value.into(self.language)

    def _several(self, shape: _Shape, values: tuple[Any, ...]) -> str:
        return formats.joined([_SAYINGS[type(one)](self, shape, one) for one in values], self.language)

    def _target(self, _: _Shape, target: Target) -> str:
        phrase = "at_most" if target.at_most else "at_least"
        return self.words.phrase(phrase, value=formats.number(target.value, self.language, self.country))

    def _other(self, shape: _Shape, value: object) -> str:
        return self._text(shape, str(value))

    # --- answers ----------------------------------------------------------------------------

    def by_itself(self, answer: Answer) -> tuple[Inline, ...] | None:
        """What shows an answer for which nothing else is looked at; None where there is more to say."""
        path, status, value, _, _, _ = answer
        shape = self.shapes[path]
        if status is not _GIVEN or not shape.alone:
            return None
        return (_field(shape, answer, _SAYINGS[type(value)](self, shape, value)),)

    def ended_by_itself(self, answer: Answer) -> tuple[Inline, ...] | None:
        """The same as the end of a sentence."""
        nodes = self.by_itself(answer)
        return None if nodes is None else ended(nodes)

    def field(self, answer: Answer, text: str) -> Field:
        """The field that shows a given, worked-out or default answer in these words."""
        return _field(self.shapes[answer.path], answer, text)

    def of_year(self, what: str, year: YearOfPay) -> tuple[Inline, ...]:
        """What falls due in a calendar year: its "year" or an amount; nothing while it is open."""
        value = getattr(year, what)
        if value is None:
            return ()
        return (Text(str(value) if what == "year" else self.value("pay.total", value)),)


def _field(shape: _Shape, answer: Answer, text: str) -> Field:
    path, _, value, origin, _, _ = answer
    label, _, _, kind, dated, options, _, _, _ = shape
    if isinstance(value, date):
        return Field(path, label, text, dated, value.isoformat(), options, origin == "default")
    return Field(path, label, text, kind, "", options, origin == "default")


def ended(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """With a full stop, if it lacks one: people write "Agua limpia", "Agua limpia." and "S.A.C."."""
    last = nodes[-1]
    own = isinstance(last, Field | Text) and last.text.endswith((".", "!", "?", "…"))
    return nodes if own else (*nodes, Text("."))


@lru_cache(maxsize=_MOST_VOICES)
def voice(words: Wording, country: str | None, currency: str) -> Voice:
    """The voice of agreements in these words, of a country and a currency."""
    return Voice(words, country, currency)


_SAYINGS = _Sayings(
    {
        str: Voice._text,
        Decimal: Voice._decimal,
        date: Voice._date,
        bool: Voice._yes_or_no,
        int: Voice._whole,
        Translated: Voice._translated,
        tuple: Voice._several,
        Target: Voice._target,
    }
)
