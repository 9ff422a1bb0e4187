"""Answers put into words as they print in a draft: given, open, unknown, none or disputed."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from pesagree.agreement import Agreement, Answer, Kind, Question, Status, Translated, key
from pesagree.agreement.consistency import indicator_id
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.compose import looks
from pesagree.compose.looks import Seen
from pesagree.compose.voice import Voice, ended, question_at, voice
from pesagree.document import Blank, BlankSize, Field, Inline, Text
from pesagree.wording import Wording, formats, own_language

T = TypeVar("T")


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

    @property
    def voice(self) -> Voice:
        """What says the values of this agreement."""
        return voice(self.words, self.country, self.currency)

    def question(self, path: str) -> Question | None:
        return question_at(path)

    def label(self, path: str) -> str:
        return self.words.label(key(path), self.country)

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
        voice = self.voice
        if type(value) is tuple and voice.shapes[path].names_indicators:
            return formats.joined([self.indicator_name(one) for one in value], self.words.language)
        return voice.value(path, value)

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
        voice = self.voice
        nodes = voice.by_itself(answer)
        if nodes is not None:
            return nodes
        field = voice.field(answer, self.value(answer.path, answer.value))
        mark = self._not_translated(answer.value) if voice.shapes[answer.path].may_be_foreign else ""
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
        """The answer as the end of a sentence."""
        return ended(self.answer(path))

    def before_payment(self, path: str, what: str) -> tuple[Inline, ...]:
        """What is looked at, or must hold, before a payment; an advance needs neither."""
        leaf = f"{path}.{'indicator' if what == 'proof' else what}"
        is_advance = self.agreement.answer(f"{path}.kind").value == "advance"
        if is_advance and self.agreement.answer(leaf).status is Status.OPEN:
            return (Text("—"),)
        return self.answer(leaf)

    def year(self, number: int, what: str) -> tuple[Inline, ...]:
        """What falls due in one calendar year, counted from 1; nothing while it is open."""
        return self.voice.of_year(what, self.ask(looks.of_year, number))
