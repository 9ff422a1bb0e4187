"""From what a person typed to what an answers file holds: numbers of choices become codes."""

import re

from pesagree.agreement import Agreement, Kind, Question
from pesagree.agreement.consistency import indicator_id
from pesagree.answers.shape import NONE_WORDS, escape
from pesagree.answers.store import Raw
from pesagree.wording.language import code_of, fold

ONLY_IN_PERU = frozenset({"merese", "sunarp", "renami"})
"""Choices that name a Peruvian register or law."""

_NUMBERS_ONLY = re.compile(r"[\d\s,;.]+$")


def offered(question: Question, agreement: Agreement) -> tuple[str, ...]:
    """The codes that are offered where the agreement's place is."""
    if agreement.answer("country").value == "PE":
        return question.codes
    return tuple(code for code in question.codes if code not in ONLY_IN_PERU)


def is_none_word(text: str) -> bool:
    return text.strip().lower() in NONE_WORDS


def raw_of(question: Question, text: str, agreement: Agreement) -> Raw:
    """What is written in the file for a typed answer; whether it is right the answers' reader decides."""
    if question.kind is not Kind.LONG_TEXT:
        text = " ".join(text.split("\n")).strip()
    if text.startswith("\\") or is_none_word(text):
        return text
    match question.kind:
        case Kind.ONE:
            return _code(question, text, agreement)
        case Kind.SEVERAL | Kind.ORDER:
            return _codes(question, text, agreement)
        case Kind.YES_NO:
            return {"1": "yes", "2": "no"}.get(text, text)
        case Kind.IDS:
            return _ids(text, agreement)
        case Kind.LANGUAGES:
            return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    return text


def edited(text: str) -> str:
    """A text out of an editor: itself, save that "none" and ?? keep their meaning."""
    plain = text.strip()
    return plain if is_none_word(plain) or plain.startswith("??") else escape(plain)


def _code(question: Question, text: str, agreement: Agreement) -> str:
    codes = offered(question, agreement)
    number = text.rstrip(".)")
    return codes[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(codes) else text


def _codes(question: Question, text: str, agreement: Agreement) -> Raw:
    if fold(text) in code_of(question.path):
        return text  # a label may hold a comma
    apart = r"[,;.\s]+" if _NUMBERS_ONLY.match(text) else r"[,;]"
    parts = [part.strip() for part in re.split(apart, text) if part.strip()]
    return list(dict.fromkeys(_code(question, part, agreement) for part in parts)) or text


def _ids(text: str, agreement: Agreement) -> Raw:
    """Indicators by their number in the list, by their name or by their short name."""
    known = {}
    for number, indicator in enumerate(agreement.mon.indicators, 1):
        short = indicator_id(number, indicator.id)
        known[str(number)] = short
        if isinstance(indicator.name, str):
            known[fold(indicator.name)] = short
    if fold(text) in known:
        return [known[fold(text)]]
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    return [known.get(fold(part), part) for part in parts]
