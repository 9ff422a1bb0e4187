"""The typed model of an agreement: the one source of structure (paths, types, levels, conditions)."""

from pesagree.agreement.agreement import ITEMS, QUESTIONS, Accepted, Agreement, Answer, given
from pesagree.agreement.ask import Level, Who
from pesagree.agreement.form import Question, canonical, key
from pesagree.agreement.scalars import Kind, Reading, Translated
from pesagree.agreement.states import Status

__all__ = [
    "ITEMS",
    "QUESTIONS",
    "Accepted",
    "Agreement",
    "Answer",
    "Kind",
    "Level",
    "Question",
    "Reading",
    "Status",
    "Translated",
    "Who",
    "canonical",
    "given",
    "key",
]
