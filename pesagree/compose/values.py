"""Answers put into words as they print in a draft: given, open, unknown, none or disputed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Answer, Kind, Question, Status, Translated, key
from pesagree.agreement.consistency import indicator_id
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.agreement.scalars import Target
from pesagree.compose import looks
from pesagree.compose.looks import Seen
from pesagree.document import Blank, BlankSize, Field, FieldKind, Inline, Text
from pesagree.wording import Wording, formats, own_language

T = TypeVar("T")

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


@lru_cache(maxsize=8_192)
def _question(path: str) -> Question | None:
    where = key(path)
    return QUESTIONS.get(where) or ITEMS.get(where)


@lru_cache(maxsize=8_192)
def _kind(path: str) -> Kind:
    """The type of the question at a path, or of the figure."""
    question = _question(path)
    return question.kind if question else FIGURE_KINDS.get(key(path), Kind.TEXT)


class _Shape(NamedTuple):
    """What a field shows besides its answer: its label, its kind, the labels to choose from.

    Free text `may_be_foreign`: in another language than the document's.
    """

    label: str
    kind: FieldKind = FieldKind.TEXT
    options: tuple[str, ...] = ()
    may_be_foreign: bool = False


@lru_cache(maxsize=16_384)
def _shape(words: Wording, path: str, country: str | None) -> _Shape:
    label, question = words.label(key(path), country), _question(path)
    match question and question.kind:
        case Kind.ONE:
            assert question is not None
            options = tuple(words.choice(question.path, code) for code in question.codes)
            return _Shape(label, FieldKind.CHOICE, options)
        case Kind.LONG_TEXT:
            return _Shape(label, FieldKind.LONG_TEXT, may_be_foreign=True)
        case Kind.LINES:
            return _Shape(label, may_be_foreign=True)
    return _Shape(label)


@dataclass(frozen=True)
class Speaker:
    """Puts the answers of one agreement into the words of one language."""

    agreement: Agreement
    words: Wording
    without_names: bool = False  # for a paper that no seller's name stands on

    @property
    def country(self) -> str | None:
        value = self.agreement.answer("country").value
        return value if isinstance(value, str) else None

    @property
    def currency(self) -> str:
        value = self.agreement.answer("pay.currency").value
        return value if isinstance(value, str) else ""

    def ask(self, how: Callable[..., T], *what: Any) -> T:
        """One thing about the answers, such as `looks.status` at a path; the rest may differ freely."""
        agreement: Agreement | Seen = self.agreement
        return agreement.see(how, *what) if isinstance(agreement, Seen) else how(agreement, *what)

    def question(self, path: str) -> Question | None:
        return _question(path)

    def label(self, path: str) -> str:
        return _shape(self.words, path, self.country).label

    def party_name(self, path: str) -> str:
        """Whose answer it is, where a side has several parties."""
        section, number, *_ = [*path.split("."), ""]
        if section not in PARTY_SECTIONS or len(self.agreement.parties(section)) == 1:
            return ""
        if self.without_names and section == "seller":
            return ""
        name = self.agreement.answer(f"{section}.{number}.name" if number.isdigit() else f"{section}.name")
        return self.value(name.path, name.value) if name.is_given else ""

    def value(self, path: str, value: Any) -> str:
        """A value in words, by the type of its question."""
        kind, language = _kind(path), self.words.language
        match value:  # the most frequent first
            case str():
                return self._text(path, kind, value)
            case Decimal() if kind is Kind.MONEY:
                return formats.money(value, self.currency, language, self.country)
            case Decimal() if kind in (Kind.PERCENT, Kind.INTEREST):
                return formats.percent(value, language, self.country, digits=4)
            case date():
                return formats.long_date(value, language, self.country)
            case bool():
                return self.words.phrase("yes" if value else "no")
            case Decimal() | int():
                return formats.number(value, language, self.country)
            case Translated():
                return value.into(language)
            case tuple() if kind is Kind.IDS:
                return formats.joined([self.indicator_name(one) for one in value], language)
            case tuple():
                return formats.joined([self.value(path, one) for one in value], language)
            case Target():
                phrase = "at_most" if value.at_most else "at_least"
                return self.words.phrase(phrase, value=formats.number(value.value, language, self.country))
        return self._text(path, kind, str(value))

    def _text(self, path: str, kind: Kind, text: str) -> str:
        """Words as they were written; a code by its label, a language, country or currency by its name."""
        match kind:
            case Kind.ONE | Kind.SEVERAL | Kind.ORDER | Kind.INTEREST | Kind.RIGHT_END:
                return self.words.choice(key(path), text)
            case Kind.LANGUAGE | Kind.LANGUAGES:
                return self.words.language_name(text)
            case Kind.COUNTRY:
                return formats.country_name(text, self.words.language)
            case Kind.CURRENCY:
                return formats.currency_name(text, self.words.language)
        return text

    def indicator_name(self, short: str) -> str:
        """The name of the indicator with a short name; the short name itself where it is not there."""
        for number, indicator in enumerate(self.agreement.mon.indicators, 1):
            if indicator_id(number, indicator.id) == short and indicator.name is not None:
                return self.value("mon.indicators.name", indicator.name)
        return short

    # --- nodes ------------------------------------------------------------------------------

    def answer(self, path: str) -> tuple[Inline, ...]:
        """The nodes that show the answer at a path, whatever its state."""
        answer = self.agreement.answer(path)
        if answer.status is Status.GIVEN:  # nearly all of them
            return self._given(answer)
        match answer.status:
            case Status.NONE:
                return (self._field(answer.path, self.none_words(answer.path)),)
            case Status.DISPUTED:
                return tuple(self._disputed(answer))
            case Status.UNKNOWN | Status.OPEN:
                return (self.blank(answer.path),)

    def _given(self, answer: Answer) -> tuple[Inline, ...]:
        """A given, worked-out or default answer; with a mark where nobody has given it in this language."""
        path, value = answer.path, answer.value
        label, kind, options, may_be_foreign = _shape(self.words, path, self.country)
        is_date = isinstance(value, date)
        field = Field(
            path,
            label,
            self.value(path, value),
            FieldKind.DATE if is_date and kind is FieldKind.TEXT else kind,
            value.isoformat() if is_date else "",
            options,
            answer.origin == "default",
        )
        mark = self._not_translated(value) if may_be_foreign else ""
        return (field, Text(mark)) if mark else (field,)

    def _not_translated(self, given: object) -> str:
        """The mark itself, with a space before it; empty where the text stands in this language."""
        if isinstance(given, Translated):
            languages = [language for language, _ in given.texts]
        else:
            languages = [own_language(self.agreement)]
        if self.words.language in languages:
            return ""
        name = self.words.choice("language", languages[0])
        return " " + self.words.phrase("not_translated", language=name)

    def note(self, answer: Answer) -> str:
        """Who will find an unknown answer out, in this language where somebody said it in it."""
        note = answer.note
        return note.into(self.words.language) if isinstance(note, Translated) else note

    def _field(self, path: str, text: str) -> Field:
        return Field(path, self.label(path), text)

    def none_words(self, path: str) -> str:
        """How "there is none" reads where an answer would stand."""
        special = self.words.phrases["none_words"]
        return str(special.get(key(path), special["other"]))

    def blank(self, path: str, *, size: BlankSize | None = None) -> Blank:
        """Room to write the answer of an open question; of an unknown one, with who will find out."""
        question = self.question(path)
        where = key(path)
        asked = self.words.question(where, self.country).ask if question else self.label(path)
        if whose := self.party_name(path):
            asked = f"{whose}: {asked}"
        answer = self.agreement.answer(path)
        note = ""
        if answer.status is Status.UNKNOWN and not answer.note:
            note = self.words.phrase("unknown")
        elif answer.status is Status.UNKNOWN:
            said = self.note(answer) + self._not_translated(answer.note)
            note = self.words.phrase("unknown_note", note=said)
        if size is None:
            size = BlankSize.LINE
            if question is not None and question.kind in (Kind.LONG_TEXT, Kind.LINES):
                size = BlankSize.LINES
            elif question is None or question.kind not in (Kind.TEXT, Kind.DATE_OR_WORDS, Kind.SEVERAL):
                size = BlankSize.SHORT
        return Blank(path, self.label(path), asked, size, note)

    def _disputed(self, answer: Answer) -> list[Inline]:
        """Both proposals in brackets, with whose is whose."""
        nodes: list[Inline] = [Text("[")]
        for number, (side, value) in enumerate((answer.proposals or {}).items()):
            if number:
                nodes.append(Text(" / "))
            path = f"{answer.path}.proposals.{side}"
            nodes.append(Field(path, self.label(answer.path), self.value(answer.path, value)))
            nodes.append(Text(" " + self.words.phrase(f"proposed_by_{side}")))
        return [*nodes, Text("]")]

    def in_words(self, path: str) -> tuple[Inline, ...]:
        """An amount in words, part of the sentence and no answer of its own."""
        answer = self.agreement.answer(path)
        if not answer.is_given or not isinstance(answer.value, Decimal):
            return (self.blank(path, size=BlankSize.LINE),)
        return (Text(formats.money_in_words(answer.value, self.currency, self.words.language)),)

    def ended(self, path: str) -> tuple[Inline, ...]:
        """The answer as the end of a sentence: people write "Agua limpia", "Agua limpia." and "S.A.C."."""
        nodes = self.answer(path)
        last = nodes[-1]
        own = isinstance(last, Field | Text) and last.text.endswith((".", "!", "?", "…"))
        return nodes if own else (*nodes, Text("."))

    def before_payment(self, path: str, what: str) -> tuple[Inline, ...]:
        """What is looked at, or must hold, before a payment; an advance needs neither."""
        leaf = f"{path}.{'indicator' if what == 'proof' else what}"
        is_advance = self.agreement.answer(f"{path}.kind").value == "advance"
        if is_advance and self.agreement.answer(leaf).status is Status.OPEN:
            return (Text("—"),)
        return self.answer(leaf)

    def year(self, number: int, what: str) -> tuple[Inline, ...]:
        """What falls due in one calendar year, counted from 1; nothing while it is open."""
        value = self.ask(looks.of_year, number, what)
        if value is None:
            return ()
        return (Text(str(value) if what == "year" else self.value("pay.total", value)),)
