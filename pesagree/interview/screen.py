"""The page for the projector: the question of the moment and the deal so far, new after every answer."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Agreement, Kind, Question, key
from pesagree.agreement.conditions import OPEN_PRICE
from pesagree.compose.deal import deal_lines, pay_of_a_family
from pesagree.compose.values import Speaker
from pesagree.errors import FileError, Place, Problem, UsageError
from pesagree.files import read_bytes, write_atomically
from pesagree.interview.typed import offered
from pesagree.resources import templates_dir
from pesagree.wording import formats, words_of

SUFFIXES = (".html", ".htm")

_PRICE = QUESTIONS["pay.unit_price"]

_OURS = re.compile(rb'<meta name="generator" content="pesagree screen">')
_NOT_FOR_WALLS = re.compile(r"(?:^|\.)(?:phone|email|tax_id|account\.\w+|id)$")
"""Questions whose answers say how to reach or to find a person, or where the money lies."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Something people buy, with its price in the agreement's currency: a sack of rice, 140."""

    name: str
    price: Decimal


def priced(text: str) -> Priced:
    """A thing out of `sack of rice=140`. Raises UsageError where name or price is missing or odd."""
    name, _, price = text.rpartition("=")
    with suppress(ValidationError):
        value = _PRICE.read(price.strip())
        if name.strip() and isinstance(value, Decimal) and value > 0:
            return Priced(name.strip(), value)
    raise UsageError([Problem("thing_bad", facts={"text": text})])


@dataclass
class Screen:
    """One local page that refreshes itself; `things` are what the family's money is compared with."""

    path: Path
    language: str
    things: tuple[Priced, ...] = ()
    _last: bytes = field(default=b"", repr=False)

    def check(self) -> None:
        """Raises UsageError for another kind of file, FileError for no folder or somebody's own page."""
        if self.path.suffix.lower() not in SUFFIXES:
            raise UsageError([Problem("screen_not_html", Place(str(self.path)))])
        if not self.path.parent.is_dir():
            raise FileError([Problem("file_missing", Place(str(self.path)))])
        if self.path.exists() and not _OURS.search(read_bytes(self.path)):
            raise FileError([Problem("screen_not_ours", Place(str(self.path)))])

    def show(self, agreement: Agreement, path: str = "", where: str = "") -> None:
        """Write the page for the question at `path` ("": the talk has ended). Raises FileError."""
        speaker = Speaker(agreement, words_of(agreement, self.language))
        page = _template().render(_facts(speaker, path, where, self.things)).encode()
        if page != self._last:
            write_atomically(self.path, page)
            self._last = page


def may_stand_on_a_wall(question: Question) -> bool:
    """Whether everybody may see the question: it asks no private figure, number, phone or account."""
    is_personal = question.kind is Kind.IDENTIFIER or _NOT_FOR_WALLS.search(question.path)
    return not (question.is_private or is_personal)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.from_string((templates_dir() / "screen.html").read_text(encoding="utf-8"))


def _facts(speaker: Speaker, path: str, where: str, things: tuple[Priced, ...]) -> Mapping[str, Any]:
    words = speaker.words
    question = QUESTIONS.get(key(path)) if path else None
    choices: list[str] = []
    if not path:
        text = words.say("screen.end")
    elif question is None or not may_stand_on_a_wall(question):
        text, where = words.say("screen.on_paper"), ""
    else:
        text = words.question(question.path, speaker.country).ask
        choices = _choices(speaker, question)
    lines = deal_lines(speaker)
    title = speaker.agreement.answer("agreement.title")
    return {
        "language": words.language,
        "title": speaker.value(title.path, title.value) if title.is_given else words.say("screen.title"),
        "where": where or words.say("screen.title"),
        "question": text,
        "choices": choices,
        "lines": lines,
        "deal_title": words.say("screen.deal"),
        "money": _money(speaker, things),
        "foot": words.say("screen.foot"),
        **_sizes(len(text), choices, sum(len(line.text) for line in lines)),
    }


def _choices(speaker: Speaker, question: Question) -> list[str]:
    if question.kind is Kind.YES_NO:
        return [speaker.words.phrase("yes"), speaker.words.phrase("no")]
    return [speaker.words.choice(question.path, code) for code in offered(question, speaker.agreement)]


def _sizes(question: int, choices: list[str], deal: int) -> Mapping[str, object]:
    """Heights of letters in hundredths of the screen, so that all of it fits one of 1024 by 768.

    Measured in a browser over every question, with the deals of two samples.
    """
    crowded = len(choices) > 4 or question > (40 if choices else 60)
    return {
        "question_size": 5.4 if crowded else 8,
        "choice_size": 3.2 if len(choices) > 8 else 3.8,
        "columns": 2 if len(choices) > 3 else 1,
        "deal_size": 2.2 if deal > 700 or (crowded and deal > 450) else 2.7,
    }


def _money(speaker: Speaker, things: tuple[Priced, ...]) -> str:
    """What a family gets a month, and what that buys; empty while it cannot be worked out."""
    amount = pay_of_a_family(speaker)
    if amount is None:
        return ""
    words = speaker.words
    expected = OPEN_PRICE.holds(speaker.agreement) is True
    said = words.say(
        "screen.family_month_expected" if expected else "screen.family_month",
        amount=formats.money(amount, speaker.currency, words.language, speaker.country),
    )
    bought = [
        words.say("screen.buys", count=_count(amount / thing.price, speaker), thing=thing.name)
        for thing in things
    ]
    return " ".join([said, *bought])


def _count(value: Decimal, speaker: Speaker) -> str:
    """How many: one decimal below ten, where it makes a difference, else whole."""
    step = Decimal("0.1") if value < 10 else Decimal(1)
    rounded = value.quantize(step, rounding=ROUND_HALF_EVEN).normalize()
    return formats.number(rounded, speaker.words.language, speaker.country)
