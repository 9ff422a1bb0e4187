"""One question that takes one answer: shown in a few plain lines, asked until the answer can be right."""

from collections.abc import Mapping
from dataclasses import dataclass

from pesagree.agreement import Kind, Question, Status, Translated, key
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.answers.store import Raw
from pesagree.interview.commands import Typed, Verb
from pesagree.interview.plan import NUMBERS
from pesagree.interview.talk import Outcome, Talk
from pesagree.interview.typed import edited, offered, raw_of
from pesagree.wording.language import LANGUAGES

WRITTEN_AT_LENGTH = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE_OR_WORDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put: `path` is concrete, `head` says where in the talk it stands."""

    path: str
    question: Question
    head: str = ""
    text: str = ""  # instead of the form's own question


def ask(talk: Talk, asked: Asked) -> Outcome:
    """Ask one question with one answer; it is saved before this returns NEXT."""
    screen(talk, asked)
    while True:
        typed = talk.listen(asked.path, lambda: _explain(talk, asked))
        if typed.verb is Verb.KEEP:
            return Outcome.NEXT
        if typed.verb is Verb.BACK:
            return Outcome.BACK
        raw = _raw(talk, asked, typed)
        if raw is not None and talk.save({asked.path: raw}):
            return Outcome.NEXT


def opening(talk: Talk, asked: Asked) -> None:
    """The first lines of a question: where we are, the question, and why it is asked (the first time)."""
    path = asked.question.path
    words = talk.words.question(path, talk.speaker.country)
    talk.show()
    if asked.head:
        talk.show(asked.head)
    talk.show(asked.text or words.ask)
    if words.why and path not in talk.explained:
        talk.explained.add(path)
        talk.say("ask.why", why=words.why)


def screen(talk: Talk, asked: Asked) -> None:
    """The lines of a question: its opening, the choices, the answer so far, the keys."""
    question = asked.question
    opening(talk, asked)
    show_choices(talk, question)
    answer = talk.agreement.answer(asked.path)
    now = talk.in_words(asked.path)
    if now:
        talk.say(f"ask.{answer.origin}" if answer.is_given else "ask.given", answer=now)
    talk.show(hint(talk, asked, has_answer=bool(now)))


def show_choices(talk: Talk, question: Question) -> None:
    """The choices, numbered."""
    if question.kind is Kind.YES_NO:
        talk.say("ask.yes_no")
    labels = [talk.words.choice(question.path, code) for code in offered(question, talk.agreement)]
    if question.kind is Kind.IDS:
        labels = [
            talk.in_words(f"mon.indicators.{number}.name") or talk.words.say("list.blank")
            for number in range(1, len(talk.agreement.mon.indicators) + 1)
        ]
    for number, label in enumerate(labels, 1):
        talk.show(f"  {number}. {label}")
    if labels and question.kind in (Kind.SEVERAL, Kind.IDS):
        talk.say("ask.several")
    elif labels and question.kind is Kind.ORDER:
        talk.say("ask.order")
    elif question.kind is Kind.LANGUAGES:
        talk.say("ask.languages")


def hint(talk: Talk, asked: Asked, *, has_answer: bool) -> str:
    """What the keys do here, in one line."""
    parts = [talk.words.say("keys.keep" if has_answer else "keys.open")]
    if fair := talk.fair_words(asked.question, asked.path):
        parts.append(talk.words.say("keys.fair", fair=fair))
    if asked.question.none_ok:
        parts.append(talk.words.say("keys.none"))
    if asked.question.kind is Kind.LONG_TEXT:
        parts.append(talk.words.say("keys.edit"))
    return "[" + " | ".join([*parts, talk.words.say("keys.unknown"), talk.words.say("keys.explain")]) + "]"


def _explain(talk: Talk, asked: Asked) -> None:
    talk.explain_question(asked.path)
    show_choices(talk, asked.question)


def _raw(talk: Talk, asked: Asked, typed: Typed) -> Raw:
    """What would be written in the file; None where there is nothing to write (the reason has been said)."""
    match typed.verb:
        case Verb.FAIR:
            return _fair(talk, asked)
        case Verb.UNKNOWN:
            return unknown(talk, typed.text)
        case Verb.EDIT:
            return _from_editor(talk, asked)
    raw = raw_of(asked.question, typed.text, talk.agreement)
    return _beside_translations(talk, asked, raw) if isinstance(raw, str) else raw


def _fair(talk: Talk, asked: Asked) -> Raw:
    text = asked.question.fair_text(talk.agreement, asked.path)
    if text is None:
        talk.say("ask.no_fair")
        return None
    return text.split(", ") if asked.question.kind in (Kind.SEVERAL, Kind.ORDER) else text


def unknown(talk: Talk, note: str) -> str:
    """`??` with who will find out and by when, asked for where it was left out."""
    if not note:
        talk.say("ask.who_finds_out")
        note = talk.short()
    return f"?? {note}".strip()


def _from_editor(talk: Talk, asked: Asked) -> Raw:
    if asked.question.kind not in WRITTEN_AT_LENGTH:
        talk.say("edit.only_text")
        return None
    value = talk.agreement.answer(asked.path).value
    old = value.into(talk.words.language) if isinstance(value, Translated) else str(value or "")
    text = talk.prompter.edit(old)
    if text is None:
        talk.say("edit.no_editor")
        return None
    if not text.strip() or text.strip() == old.strip():
        talk.say("edit.unchanged")
        return None
    return _beside_translations(talk, asked, edited(text))


def _beside_translations(talk: Talk, asked: Asked, text: str) -> Raw:
    """A text that stands in several languages changes in the language of the talk alone."""
    if asked.question.kind not in WRITTEN_AT_LENGTH or text.startswith("??"):
        return text
    old = talk.store.raw(asked.path)
    if not isinstance(old, Mapping) or not set(old) & set(LANGUAGES) or set(old) == {talk.words.language}:
        return text
    if talk.agreement.answer(asked.path).status is Status.UNKNOWN:
        return text  # what stood there says in each language who will find out
    talk.say("edit.other_language")
    return {**old, talk.words.language: text.removeprefix("\\")}


def heading(talk: Talk, path: str, where: str) -> str:
    """The line over a question: where it stands, its stable number, and which buyer or seller."""
    head = talk.words.say("ask.number", where=where, number=NUMBERS[key(path)])
    section, _, rest = path.partition(".")
    party = rest.partition(".")[0]
    numbered = section in PARTY_SECTIONS and party.isdigit()
    return talk.words.say(f"ask.party_{section}", head=head, number=party) if numbered else head
