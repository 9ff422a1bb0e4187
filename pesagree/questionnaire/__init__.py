"""All questions on paper: to read, as a blank answers file, as JSON Schema, or as a roster workbook."""

from collections.abc import Callable, Mapping, Sequence

from pesagree.agreement import Question
from pesagree.questionnaire.blank_form import blank_form
from pesagree.questionnaire.json_schema import json_schema
from pesagree.questionnaire.listing import as_markdown, as_text
from pesagree.questionnaire.selection import select
from pesagree.wording import Wording

__all__ = ["FORMATS", "select"]

FORMATS: Mapping[str, Callable[[Sequence[Question], Wording], str]] = {
    "text": as_text,
    "md": as_markdown,
    "yaml": blank_form,
    "json-schema": json_schema,
}
"""Every format of the questions that is text; a new one is a new row. The workbook stands by itself."""
