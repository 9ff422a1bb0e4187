"""The interview: a walk over the questions, saved after every answer, that knows no terminal."""

from pesagree.interview.plan import Scope, sections_named
from pesagree.interview.prompter import EndOfInput, Prompter
from pesagree.interview.session import Session
from pesagree.interview.talk import Outcome

__all__ = ["EndOfInput", "Outcome", "Prompter", "Scope", "Session", "sections_named"]
