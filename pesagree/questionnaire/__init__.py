"""All questions on paper: to read, as a blank answers file, or as JSON Schema for an editor."""

from collections.abc import Callable, Mapping, Sequence

from pesagree.agreement import QUESTIONS, Level, Question
from pesagree.questionnaire.blank_form import blank_form
from pesagree.questionnaire.json_schema import json_schema
from pesagree.questionnaire.listing import as_markdown, as_text
from pesagree.wording import Wording

FORMATS: Mapping[str, Callable[[Sequence[Question], Wording], str]] = {
    "text": as_text,
    "md": as_markdown,
    "yaml": blank_form,
    "json-schema": json_schema,
}
"""Every format of the questions; a new one is a new row."""


def select(level: Level = Level.FULL, asked: str = "all") -> tuple[Question, ...]:
    """The questions up to a level, of one sort of answerer ("all": everybody's), in the order of the form."""
    return tuple(
        question
        for question in QUESTIONS.values()
        if level.includes(question.level) and asked in ("all", question.who)
    )
