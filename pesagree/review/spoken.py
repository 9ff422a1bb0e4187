"""Findings, figures and marks put into the words of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Translated, key
from pesagree.review.finding import Amount, Fact, Finding
from pesagree.review.look import party_of
from pesagree.review.marks import Mark
from pesagree.review.money import Line, Measure
from pesagree.review.sources import SOURCES
from pesagree.wording import Wording, explain, formats

LABELS_SHOWN = 4
"""More answers than these are counted, not named: nobody reads a list of thirty."""


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words: what is wrong (or not known), what to do, its source, what it looks at."""

    message: str
    remedy: str
    source: str
    about: str


@dataclass(frozen=True)
class Adviser:
    """Speaks of one agreement in one language."""

    agreement: Agreement
    words: Wording

    @property
    def country(self) -> str | None:
        value = self.agreement.answer("country").value
        return value if isinstance(value, str) else None

    def say(self, finding: Finding) -> Said:
        """A finding in words; what is not known asserts nothing."""
        about = self.labels(finding.paths)
        return Said(*self._message(finding, about), self.source(finding.sources), about)

    def _message(self, finding: Finding, about: str) -> tuple[str, str]:
        if finding.later:
            stage = self.words.advise(f"stages.{finding.stage_from}")
            bare = "" if about else "_bare"
            said = self.words.advise(f"later.message{bare}", stage=stage, labels=about)
            return self._of_party(finding, said), self.words.advise("later.remedy")
        if not finding.fires:
            said = self.words.advise("unknown.message" if about else "unknown.message_bare", labels=about)
            return self._of_party(finding, said), self.words.advise("unknown.remedy")
        entry = rule_words(self.words, finding.rule)
        own: Mapping[str, str] = entry.get("variants", {}).get(finding.variant, {})
        facts = {name: self.fact(value) for name, value in finding.facts.items()}
        text = own.get("message") or entry.get("message") or entry["why"]
        message = str(text).format_map(facts)
        if finding.problem is not None:
            detail = explain(finding.problem, self.words).what
            message = self.words.advise("findings.detail", message=message, detail=detail)
        return self._of_party(finding, message), str(own.get("remedy") or entry["remedy"])

    def _of_party(self, finding: Finding, message: str) -> str:
        """Whose it is, where a side has several parties."""
        party = party_of(finding.paths[0]) if finding.paths else ""
        if not party or len(self.agreement.parties(party.partition(".")[0])) == 1:
            return message
        name = self.agreement.answer(f"{party}.name")
        if not name.is_given:
            return message
        return self.words.advise("findings.of_party", name=self.text(name.value), message=message)

    def text(self, value: Any) -> str:
        return value.into(self.words.language) if isinstance(value, Translated) else str(value)

    def fact(self, value: Fact) -> str:
        """A fact as it stands in a sentence."""
        language = self.words.language
        match value:
            case Amount(value=amount):
                return self.money(amount)
            case date():
                return formats.long_date(value, language, self.country)
            case Decimal() | int():
                return formats.number(value, language, self.country)
            case tuple():
                answers = (self.agreement.answer(path) for path in value)
                return formats.joined([self.text(a.value) for a in answers if a.is_given], language)
        return value

    def money(self, amount: Decimal) -> str:
        currency = self.agreement.answer("pay.currency").value
        if not isinstance(currency, str):
            return formats.number(amount, self.words.language, self.country)
        return formats.money(amount, currency, self.words.language, self.country)

    def labels(self, paths: Iterable[str]) -> str:
        """The short names of the answers, each once; many are counted."""
        names = list(dict.fromkeys(label for path in paths if (label := self._label(path))))
        if len(names) <= LABELS_SHOWN + 1:
            return "; ".join(names)
        shown = "; ".join(names[:LABELS_SHOWN])
        return self.words.advise("findings.and_more", labels=shown, count=len(names) - LABELS_SHOWN)

    def _label(self, path: str) -> str:
        where = key(path)
        figures = self.words.figure_names
        while where and where not in QUESTIONS and where not in ITEMS and where not in figures:
            where = where.rpartition(".")[0]
        return self.words.label(where, self.country) if where else ""

    def source(self, sources: Iterable[str]) -> str:
        """Where a rule comes from, with what nobody has checked marked so."""
        return "; ".join(source_words(self.words, source) for source in sources)

    # --- figures and marks ------------------------------------------------------------------

    def line_label(self, line: Line) -> str:
        return self.words.advise(f"money.{line.key}.label")

    def line_value(self, line: Line) -> str:
        if line.value is None:
            return "—" if line.variant else self.words.advise("money.unknown")
        if line.measure is Measure.PERCENT:
            return formats.percent(line.value, self.words.language, self.country)
        return self.money(line.value)

    def line_how(self, line: Line) -> str:
        """How a figure comes about; what is missing where it is not known."""
        if line.value is None and not line.variant:
            about = self.labels(line.needs)
            return self.words.advise("money.missing", labels=about) if about else ""
        facts = {name: self.fact(value) for name, value in line.facts.items()}
        entry = self.words.advice["money"][line.key]
        return str(entry.get(line.variant) or entry["how"]).format_map(facts)

    def mark_state(self, mark: Mark) -> str:
        return self.words.advise(f"marks.{mark_code(mark)}")


def mark_code(mark: Mark) -> str:
    return "unknown" if mark.truth is None else "met" if mark.truth else "not_met"


def rule_words(words: Wording, rule: str) -> Mapping[str, Any]:
    """The words of one rule."""
    entry: Mapping[str, Any] = words.rules["rules"][rule]
    return entry


def source_words(words: Wording, source: str) -> str:
    """The name of a source, and how far it was checked."""
    return words.advise(f"sources.{SOURCES[source]}", name=words.rules["sources"][source])
