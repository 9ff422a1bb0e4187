"""Everything that is said to people, loaded from templates/<lang>/: no prose stands in Python."""

from pesagree.wording.language import LANGUAGES, QuestionWords, Wording, own_language, wording, words_of
from pesagree.wording.messages import Message, explain

__all__ = [
    "LANGUAGES",
    "Message",
    "QuestionWords",
    "Wording",
    "explain",
    "own_language",
    "wording",
    "words_of",
]
