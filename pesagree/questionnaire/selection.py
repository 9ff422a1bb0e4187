"""Which questions are meant: those up to a level, of one sort of answerer."""

from pesagree.agreement import QUESTIONS, Level, Question


def select(level: Level = Level.FULL, asked: str = "all") -> tuple[Question, ...]:
    """The questions up to a level, of one sort of answerer ("all": everybody's), in the order of the form."""
    return tuple(
        question
        for question in QUESTIONS.values()
        if level.includes(question.level) and asked in ("all", question.who)
    )
