"""The deal in seven lines, for a wall and a screen: short words, nothing of what only papers may show."""

from collections.abc import Iterator
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
    sentences, is_open = [], False
    for template in entry["text"]:
        paths = [path for _, path, _, _ in Formatter().parse(template) if path]
        said = {path: _said(speaker, path) for path in paths}
        if all(words == "" for words in said.values()):
            continue  # none, or not of this deal: nothing to say
        is_open = is_open or None in said.values()
        unknown = str(speaker.words.deal["unknown"])
        sentences.append(_filled(template, {path: words or unknown for path, words in said.items()}))
    text = " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)
    return DealLine(name, str(entry["title"]), text, is_open)


def _filled(template: str, words: dict[str, str]) -> str:
    parts = []
    for text, path, _, _ in Formatter().parse(template):
        parts.append(text)
        parts.append(words[path] if path else "")
    # An answer that ends in a full stop would give two.
    return "".join(parts).replace("..", ".")


def _said(speaker: Speaker, path: str) -> str | None:
    """An answer in a few words; None while nobody gave it, empty where there is none or it is not asked."""
    agreement = speaker.agreement
    if path in _TITLES:
        names = [_one(speaker, f"{party}.name") for party in agreement.parties(_TITLES[path])]
        given = [name for name in names if name]
        return formats.joined(given, speaker.words.language) if given else None
    question = speaker.question(path)
    if question is not None and question.when.holds(agreement) is False:
        return ""
    answer = agreement.answer(path)
    if answer.status is Status.NONE:
        return ""
    if not answer.is_given:
        return None
    if path in _NAMES:
        count = len(answer.value)
        found = (_one(speaker, f"{path}.{number}.{_NAMES[path]}") for number in range(1, count + 1))
        return _few(speaker, [name for name in found if name])
    if question is not None and question.kind in (Kind.LINES, Kind.SEVERAL):
        return _few(speaker, [speaker.value(path, one) for one in answer.value])
    return _one(speaker, path)


def _one(speaker: Speaker, path: str) -> str | None:
    answer = speaker.agreement.answer(path)
    return " ".join(speaker.value(path, answer.value).split()) if answer.is_given else None


def _few(speaker: Speaker, items: list[str]) -> str | None:
    """The first few of a list, and how many more there are."""
    if not items:
        return None
    shown = [item.rstrip(".") for item in items]
    if len(shown) > MOST_ITEMS:
        more = speaker.words.deal["more"].format(count=len(shown) - MOST_ITEMS + 1)
        shown = [*shown[: MOST_ITEMS - 1], more]
    return "; ".join(shown)


def paths_shown(speaker: Speaker) -> Iterator[str]:
    """Every path that the seven lines may show, as the words of the language name them."""
    for name in LINES:
        for template in speaker.words.deal["lines"][name]["text"]:
            yield from (key(path) for _, path, _, _ in Formatter().parse(template) if path)
