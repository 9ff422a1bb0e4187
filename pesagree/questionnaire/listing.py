"""The questions as text and as Markdown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pesagree.agreement import QUESTIONS, Question
from pesagree.agreement.conditions import ALWAYS
from pesagree.wording import Wording


def number(question: Question) -> int:
    """A question's place in the whole form, which is its number everywhere (`:go 47`)."""
    return list(QUESTIONS).index(question.path) + 1


def as_text(questions: Sequence[Question], words: Wording) -> str:
    """One block a question, under the title of its section."""
    lines: list[str] = []
    for section, group in groupby(questions, key=lambda q: q.section):
        lines += ["", words.section_title(section).upper(), ""]
        for question in group:
            head, *rest = _lines(question, words)
            lines.append(f"{words.command('said.question_number', number=number(question)):>4} {head}")
            lines += [f"     {line}" for line in rest]
    return "\n".join(lines).lstrip("\n") + "\n"


def as_markdown(questions: Sequence[Question], words: Wording) -> str:
    """The same as Markdown, with the intro of each section."""
    lines: list[str] = []
    for section, group in groupby(questions, key=lambda q: q.section):
        lines += ["", f"## {words.section_title(section)}", "", words.section_intro(section), ""]
        for question in group:
            head, *rest = _lines(question, words)
            lines.append(f"- **{number(question)}. {head}** `{question.path}`")
            lines += [f"  - {line}" for line in rest]
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(question: Question, words: Wording) -> Iterator[str]:
    asked = words.question(question.path)
    yield asked.ask
    if asked.why:
        yield words.command("said.why", text=asked.why)
    if asked.help:
        yield asked.help
    yield from facts(question, words)
    yield words.command(
        "said.level_who", level=words.name("levels", question.level), who=words.name("asks", question.who)
    )


def facts(question: Question, words: Wording) -> Iterator[str]:
    """What can be answered and when it is asked: choices, items, none, the fair default, the condition."""
    asked = words.question(question.path)
    if asked.choices:
        listed = "; ".join(f"{code} = {label}" for code, label in asked.choices.items())
        yield words.command("said.choices", choices=listed)
    if question.items:
        yield words.command("said.each_item") + " " + _fields(question.items, words)
    if question.generator:
        yield words.command("said.or_regular") + " " + _fields(question.generator, words)
    if question.none_ok:
        yield words.command("said.none_ok")
    if isinstance(question.fair, str):
        yield words.command("said.fair", text=in_labels(question, question.fair, words))
    if isinstance(question.default, str):
        yield words.command("said.default", text=in_labels(question, question.default, words))
    if question.when is not ALWAYS:
        yield words.command("said.only_if", condition=words.condition(question.when.name))


def in_labels(question: Question, text: str, words: Wording) -> str:
    """Codes of a text a person could type, as their labels."""
    return ", ".join(words.choice(question.path, part) for part in text.split(", "))


def _fields(items: Sequence[Question], words: Wording) -> str:
    return "; ".join(f"{item.name} = {words.question(item.path).label}" for item in items)
