"""The dates of payment: a whole calendar out of a few questions, or payments one by one."""

from pesagree.agreement.figures import Due
from pesagree.interview import items
from pesagree.interview.asking import Asked, ask, opening, unknown
from pesagree.interview.commands import Verb
from pesagree.interview.lists import ask_things
from pesagree.interview.talk import Outcome, Talk
from pesagree.wording import formats

SHOWN = 7
"""Payments that a calendar shows; of longer ones the first and the last."""


def ask_schedule(talk: Talk, asked: Asked) -> Outcome:
    """Regular payments from a few answers, or a list of payments."""
    if items.count(talk.agreement, asked.path):
        return ask_things(talk, asked)
    if items.is_generated(talk.agreement):
        return _worked_out(talk, asked)
    opening(talk, asked)
    if now := talk.in_words(asked.path):
        talk.say("ask.given", answer=now)
    talk.say("schedule.how")
    while True:
        typed = talk.listen(asked.path)
        match typed.verb, typed.text.rstrip(".)"):
            case Verb.KEEP, _:
                return Outcome.NEXT
            case Verb.BACK, _:
                return Outcome.BACK
            case Verb.UNKNOWN, note:
                if talk.save({asked.path: unknown(talk, note)}):
                    return Outcome.NEXT
            case Verb.ANSWER, "1":
                return _few_questions(talk, asked)
            case Verb.ANSWER, "2":
                return ask_things(talk, asked)
            case _:
                talk.say("schedule.how")


def _few_questions(talk: Talk, asked: Asked) -> Outcome:
    """The generator's fields in turn, then the calendar."""
    fields = items.generator_fields(asked.question, talk.scope.level)
    is_unknown = talk.agreement.answer(asked.path).is_open and bool(talk.in_words(asked.path))
    if is_unknown and not talk.save({asked.path: None}):  # ?? gives way to the first answer
        return Outcome.NEXT
    position = 0
    while position < len(fields):
        field = fields[position]
        head = talk.words.say("schedule.head", number=position + 1, count=len(fields))
        text = talk.words.say(f"schedule.ask.{field.name}")
        outcome = ask(talk, Asked(f"{asked.path}.{field.name}", field, head, text))
        position += 1 if outcome is Outcome.NEXT else -1
        if position < 0:
            return Outcome.BACK
    return _worked_out(talk, asked) if items.is_generated(talk.agreement) else Outcome.NEXT


def _worked_out(talk: Talk, asked: Asked) -> Outcome:
    """Show the calendar and ask whether it is right."""
    show_calendar(talk, asked)
    while True:
        typed = talk.listen(asked.path)
        match typed.verb, typed.text.rstrip(".)"):
            case Verb.KEEP, _:
                return Outcome.NEXT
            case Verb.BACK, _:
                return Outcome.BACK
            case Verb.ANSWER, "1":
                return _few_questions(talk, asked)
            case Verb.ANSWER, "2":
                _one_by_one(talk, asked)
                return ask_things(talk, asked)
            case _:
                talk.say("schedule.confirm")


def show_calendar(talk: Talk, asked: Asked) -> None:
    """The payments with dates and amounts."""
    dues = talk.agreement.instalments
    talk.show()
    if asked.head:
        talk.show(asked.head)
    talk.say("schedule.calendar", count=len(dues))
    cut = len(dues) > SHOWN
    for due in dues[: SHOWN - 1] if cut else dues:
        talk.show(_line(talk, due))
    if cut:
        talk.show("  ...")
        talk.show(_line(talk, dues[-1]))
    if any(due.amount is None for due in dues):
        talk.say("schedule.no_amounts")
    if items.unfinished(talk.agreement, asked.question, asked.path, talk.scope.level):
        talk.say("schedule.lacks")
    talk.say("schedule.confirm")


def _line(talk: Talk, due: Due) -> str:
    speaker = talk.speaker
    when = (
        formats.long_date(due.date, talk.words.language, speaker.country)
        if due.date
        else talk.words.say("list.blank")
    )
    parts = [f"  {due.number}. {when}"]
    if due.amount is not None:
        parts.append(formats.money(due.amount, speaker.currency, talk.words.language, speaker.country))
    if due.kind:
        parts.append(talk.words.choice("pay.schedule.kind", due.kind))
    return ", ".join(parts)


def _one_by_one(talk: Talk, asked: Asked) -> None:
    """The worked-out calendar becomes a list of payments that can be changed one by one."""
    rule = talk.store.raw(asked.path)
    condition = rule.get("condition") if isinstance(rule, dict) else None
    found = []
    for due in talk.agreement.instalments:
        payment: dict[str, object] = {}
        if due.date is not None:
            payment["date"] = due.date.isoformat()
        if due.amount is not None:
            payment["amount"] = str(due.amount)
        if due.kind:
            payment["kind"] = due.kind
        if due.indicator:
            payment["indicator"] = list(due.indicator)
        if due.condition is not None and condition is not None:
            payment["condition"] = condition
        found.append(payment)
    talk.save({asked.path: found or None})
