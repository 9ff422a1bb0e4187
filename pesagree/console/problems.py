"""Printing problems: one clear message for each, where, what, and what to write."""

from collections.abc import Iterable

from pesagree.console.terminal import err, out
from pesagree.errors import Problem
from pesagree.wording import Wording, explain


def show(problems: Iterable[Problem], words: Wording, *, data: bool = False, prefix: str = "") -> int:
    """Print every problem (to standard output where they are what was asked for); how many there were."""
    found = list(problems)
    for problem in found:
        text = prefix + str(explain(problem, words))
        if data:
            out(text)
        else:
            err(text)
    return len(found)
