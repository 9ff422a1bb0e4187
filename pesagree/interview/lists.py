"""Lists: things with several fields (add, change, remove) and plain lines."""

from typing import Any

from pesagree.agreement import Kind, Question
from pesagree.interview import items, spoken
from pesagree.interview.asking import Asked, ask, opening, unknown
from pesagree.interview.commands import Typed, Verb
from pesagree.interview.talk import Outcome, Talk
from pesagree.interview.typed import is_none_word, raw_of


def ask_things(talk: Talk, asked: Asked) -> Outcome:
    """A list of things: shown with numbers, then added to, changed or shortened until Enter."""
    opening(talk, asked)
    if _is_untouched(talk, asked) and asked.question.path != "pay.schedule":
        talk.say("keys.list_first" + ("_none" if asked.question.none_ok else ""))
    else:
        show_things(talk, asked)
    while True:
        typed = talk.listen(asked.path)
        count = items.count(talk.agreement, asked.path)
        if typed.verb is Verb.BACK:
            return Outcome.BACK
        if typed.verb is Verb.KEEP:
            if count or not talk.agreement.answer(asked.path).is_open:
                return Outcome.NEXT
            if _add(talk, asked, 1) == 0:
                return Outcome.NEXT
        elif typed.text == "+":
            _add(talk, asked, count + 1)
        elif typed.verb is Verb.ANSWER and (number := _position(typed.text, count)):
            if number > 0:
                _fields(talk, asked, number)
            else:
                talk.save({f"{asked.path}.{-number}": None} if count > 1 else {asked.path: None})
        elif typed.verb is Verb.ANSWER and not is_none_word(typed.text) and not _is_number(typed.text):
            _add(talk, asked, count + 1, typed.text)
        elif _whole(talk, asked, typed, count):
            return Outcome.NEXT
        show_things(talk, asked)


def _is_untouched(talk: Talk, asked: Asked) -> bool:
    return talk.agreement.answer(asked.path).is_open and not talk.in_words(asked.path)


def show_things(talk: Talk, asked: Asked) -> None:
    """The things in one line each, what is missing, and what can be typed."""
    count = items.count(talk.agreement, asked.path)
    for number in range(1, count + 1):
        line = spoken.item(talk.speaker, asked.question, f"{asked.path}.{number}", talk.scope)
        talk.show(f"  {number}. {line}")
        if lacks := items.missing(talk.agreement, asked.question, f"{asked.path}.{number}", talk.scope.level):
            labels = [talk.words.label(field.path, talk.speaker.country) for field in lacks]
            talk.say("list.lacks", fields=", ".join(labels))
    if not count and (now := talk.in_words(asked.path)):
        talk.say("ask.given", answer=now)
    has_answer = bool(count) or not talk.agreement.answer(asked.path).is_open
    talk.say("keys.list" if has_answer else "keys.list_first" + ("_none" if asked.question.none_ok else ""))


def _position(text: str, count: int) -> int:
    """`2` changes the second thing, `-2` takes it away; 0 for anything else."""
    plain = text.strip().removeprefix("-")
    number = int(plain) if plain.isdecimal() else 0
    return (-number if text.strip().startswith("-") else number) if number <= count else 0


def _whole(talk: Talk, asked: Asked, typed: Typed, count: int) -> bool:
    """`none` and `??` answer the whole list, as long as nothing stands in it."""
    is_none = typed.verb is Verb.ANSWER and is_none_word(typed.text)
    if not is_none and typed.verb is not Verb.UNKNOWN:
        talk.say("ask.no_fair" if typed.verb is Verb.FAIR else "list.unclear")
        return False
    if count:
        talk.say("list.not_empty")
        return False
    return talk.save({asked.path: typed.text if is_none else unknown(talk, typed.text)})


def _is_number(text: str) -> bool:
    return text.strip().lstrip("-+").isdecimal()


def _add(talk: Talk, asked: Asked, number: int, first: str = "") -> int:
    """Ask the fields of a new thing, of which `first` may be typed already; whether it got an answer."""
    gives_way = number == 1 and bool(talk.in_words(asked.path))  # "none" or ?? stood here
    if gives_way and not talk.save({asked.path: None}):
        return 0
    before = talk.agreement.written(asked.path)
    fields = items.fields(asked.question, talk.scope.level, with_identity=not talk.scope.on_the_wall)
    if not first:
        _fields(talk, asked, number)
    elif talk.save({f"{asked.path}.{number}.{fields[0].name}": raw_of(fields[0], first, talk.agreement)}):
        _fields(talk, asked, number, 1)
    return 0 if talk.agreement.written(asked.path) == before else 1


def _fields(talk: Talk, asked: Asked, number: int, position: int = 0) -> None:
    """The fields of one thing in turn; `<` goes to the field before, then to the list."""
    path = f"{asked.path}.{number}"
    fields = items.fields(asked.question, talk.scope.level, with_identity=not talk.scope.on_the_wall)
    while 0 <= position < len(fields):
        field = fields[position]
        if _needless(talk, field, path):
            position += 1
            continue
        outcome = ask(talk, Asked(f"{path}.{field.name}", field, talk.words.say("list.thing", number=number)))
        if position == 0 and outcome is Outcome.NEXT and items.count(talk.agreement, asked.path) < number:
            return  # nothing was said of a new thing: back to the list
        position += 1 if outcome is Outcome.NEXT else -1
        while outcome is Outcome.BACK and position > 0 and _needless(talk, fields[position], path):
            position -= 1


def _needless(talk: Talk, field: Question, path: str) -> bool:
    """A payment has an amount or a share: the second is not asked where the first is given."""
    amount = talk.agreement.answer(f"{path}.amount")
    return field.path == "pay.schedule.share_pct" and amount.is_given and amount.origin == "given"


# --- plain lines ----------------------------------------------------------------------------


def ask_lines(talk: Talk, asked: Asked) -> Outcome:
    """A list of texts: one line each, saved one by one; an empty line ends it."""
    opening(talk, asked)
    _show_lines(talk, asked)
    while True:
        typed = talk.listen(asked.path)
        now = _texts(talk, asked)
        if typed.verb is Verb.KEEP:
            return Outcome.NEXT
        if typed.verb is Verb.BACK:
            return Outcome.BACK
        if typed.verb is Verb.ANSWER and not is_none_word(typed.text):
            position = _position(typed.text, len(now)) if typed.text.startswith("-") else 0
            left = [*now[: -position - 1], *now[-position:]] if position else now
            changed = left if position else [*now, *typed.text.split("\n")]
            talk.save({asked.path: changed or None})
            if position:
                _show_lines(talk, asked)
        elif _whole(talk, asked, typed, len(now)):
            return Outcome.NEXT


def _texts(talk: Talk, asked: Asked) -> list[Any]:
    raw = talk.store.raw(asked.path)
    if talk.agreement.answer(asked.path).is_open or talk.agreement.answer(asked.path).is_none:
        return []
    return list(raw) if isinstance(raw, list) else [raw]


def _show_lines(talk: Talk, asked: Asked) -> None:
    assert asked.question.kind is Kind.LINES
    answer = talk.agreement.answer(asked.path)
    if answer.is_given:
        for number, line in enumerate(answer.value, 1):
            talk.show(f"  {number}. {talk.speaker.value(asked.path, line)}")
    elif now := talk.in_words(asked.path):
        talk.say("ask.given", answer=now)
    talk.say("keys.lines" + ("_none" if asked.question.none_ok else ""))
