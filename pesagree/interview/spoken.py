"""Answers put into words for a screen: in any state, and hidden where others might read along."""

from collections.abc import Iterable

from pesagree.agreement import Answer, Kind, Question, Status
from pesagree.compose.values import Speaker
from pesagree.interview import items
from pesagree.interview.plan import Scope


def answer(speaker: Speaker, question: Question, path: str, scope: Scope) -> str:
    """What stands at a path, in words; empty while it is open."""
    words, found = speaker.words, speaker.agreement.answer(path)
    if found.status is Status.OPEN:
        return ""
    if not scope.shows(question):
        return words.say("hidden")
    match found.status:
        case Status.NONE:
            return speaker.none_words(path)
        case Status.UNKNOWN:
            note = speaker.note(found)
            return words.phrase("unknown_note", note=note) if note else words.phrase("unknown")
        case Status.DISPUTED:
            return " / ".join(_proposals(speaker, found))
    if question.kind is Kind.LIST:
        return things(speaker, question, path, scope)
    return speaker.value(path, found.value)


def _proposals(speaker: Speaker, found: Answer) -> Iterable[str]:
    for side, value in (found.proposals or {}).items():
        yield f"{speaker.value(found.path, value)} {speaker.words.phrase(f'proposed_by_{side}')}"


def things(speaker: Speaker, question: Question, path: str, scope: Scope) -> str:
    """A list in one line: its first fields, or how many payments a calendar has."""
    if question.generator and items.is_generated(speaker.agreement):
        return speaker.words.say("schedule.count", count=len(speaker.agreement.instalments))
    numbers = range(1, items.count(speaker.agreement, path) + 1)
    lines = [item(speaker, question, f"{path}.{number}", scope) for number in numbers]
    return "; ".join(line.partition(" - ")[0] for line in lines)


def item(speaker: Speaker, question: Question, path: str, scope: Scope) -> str:
    """One thing of a list in one line: what is known of it, identity numbers aside."""
    known = []
    for field in question.items:
        if field.kind is Kind.IDENTIFIER:
            continue
        here = f"{path}.{field.name}"
        if speaker.agreement.answer(here).origin == "given" and (text := answer(speaker, field, here, scope)):
            known.append(text)
    return " - ".join(" ".join(text.split()) for text in known) or speaker.words.say("list.blank")
