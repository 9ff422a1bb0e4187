"""The deal in seven lines, for a wall and a screen: short words, nothing of what only papers may show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter

from pesagree.agreement import Kind, Status, key
from pesagree.agreement.figures import families, round_money
from pesagree.compose.values import Speaker
from pesagree.wording import formats

LINES = ("who", "do", "stays", "get", "seen", "burns", "leave")
"""Who; what we do and leave undone; what stays; what we get; how it is seen; if it burns; how one leaves."""

MOST_ITEMS = 4
"""Of a longer list the first are shown, and how many more there are."""

_NAMES = {
    "service.actions": "action",
    "service.limits": "what",
    "pay.goods": "item",
    "mon.indicators": "name",
}
"""The field that names an item of a list; its other fields stay on paper."""

_TITLES = {"buyer.name": "buyer", "seller.name": "seller"}


@dataclass(frozen=True, slots=True)
class DealLine:
    """One line: its key, its title ("Quién"), its words; `is_open` where part of it nobody has said yet."""

    key: str
    title: str
    text: str
    is_open: bool


def deal_lines(speaker: Speaker) -> tuple[DealLine, ...]:
    """The seven lines of one agreement, in the order of LINES, with nothing that only papers may show."""
    return tuple(_line(speaker, name) for name in LINES)


def pay_of_a_family(speaker: Speaker) -> Decimal | None:
    """What the payer gives for a family in a month (money and goods, before fees and own costs)."""
    annual, people = speaker.agreement.answer("pay.annual").value, families(speaker.agreement)
    if not isinstance(annual, Decimal) or not people:
        return None
    return round_money(speaker.agreement, annual / people / 12)


def _line(speaker: Speaker, name: str) -> DealLine:
    entry = speaker.words.deal["lines"][name]
    said = sentences(speaker, entry["text"], unknown=str(speaker.words.deal["unknown"]))
    text = " ".join(sentence.text for sentence in said)
    return DealLine(name, str(entry["title"]), text, any(sentence.is_open for sentence in said))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its answers; `is_open` where nobody has said one of them yet."""

    text: str
    is_open: bool


def sentences(
    speaker: Speaker, templates: Iterable[str], *, unknown: str, most: int = MOST_ITEMS
) -> tuple[Sentence, ...]:
    """Sentences with {paths} for answers; those whose answers are all none, or not asked, are left out.

    `unknown` stands for an answer that nobody gave; of a longer list the first `most` things are said.
    """
    found = []
    for template in templates:
        paths = [path for _, path, _, _ in Formatter().parse(template) if path]
        said = {path: _said(speaker, path, most) for path in paths}
        if all(words == "" for words in said.values()):
            continue  # none, or not of this deal: nothing to say
        text = _filled(template, {path: words or unknown for path, words in said.items()})
        found.append(Sentence(text[:1].upper() + text[1:], None in said.values()))
    return tuple(found)


def _filled(template: str, words: dict[str, str]) -> str:
    parts = []
    for text, path, _, _ in Formatter().parse(template):
        parts.append(text)
        parts.append(words[path] if path else "")
    # An answer that ends in a full stop would give two.
    return "".join(parts).replace("..", ".")


def _said(speaker: Speaker, path: str, most: int) -> str | None:
    """An answer in a few words; None while nobody gave it, empty where there is none or it is not asked."""
    found = things(speaker, path)
    if path in _TITLES:
        return formats.joined(found, speaker.words.language) if found else None
    return _few(speaker, found, most) if found else None if found is None else ""


def things(speaker: Speaker, path: str) -> list[str] | None:
    """What an answer holds, each thing in a few words; None while nobody gave it, empty for none."""
    agreement = speaker.agreement
    if path in _TITLES:
        names = [_one(speaker, f"{party}.name") for party in agreement.parties(_TITLES[path])]
        return [name for name in names if name] or None
    question = speaker.question(path)
    if question is not None and question.when.holds(agreement) is False:
        return []
    answer = agreement.answer(path)
    if answer.status is Status.NONE:
        return []
    if not answer.is_given:
        return None
    if path in _NAMES:
        count = len(answer.value)
        named = (_one(speaker, f"{path}.{number}.{_NAMES[path]}") for number in range(1, count + 1))
        return [name.rstrip(".") for name in named if name] or None
    if question is not None and question.kind in (Kind.LINES, Kind.SEVERAL):
        return [speaker.value(path, one).rstrip(".") for one in answer.value] or None
    one = _one(speaker, path)
    return None if one is None else [one]


def _one(speaker: Speaker, path: str) -> str | None:
    answer = speaker.agreement.answer(path)
    if not answer.is_given:
        return None
    return re.sub(r"[^\S\u00a0]+", " ", speaker.value(path, answer.value)).strip()  # amounts stay whole


def _few(speaker: Speaker, items: list[str], most: int) -> str:
    """The first few of a list, and how many more there are."""
    return "; ".join(few(speaker, items, most))


def few(speaker: Speaker, items: list[str], most: int) -> list[str]:
    """At most so many of the things; where there are more, the last says how many."""
    if len(items) <= most:
        return items
    kept = items[: max(1, most - 1)]
    return [*kept, speaker.words.deal["more"].format(count=len(items) - len(kept))]


def paths_shown(speaker: Speaker) -> Iterator[str]:
    """Every path that the seven lines may show, as the words of the language name them."""
    for name in LINES:
        for template in speaker.words.deal["lines"][name]["text"]:
            yield from (key(path) for _, path, _, _ in Formatter().parse(template) if path)
