"""What a batch of short forms says of the general conditions that go with them."""

from collections.abc import Callable, Iterable, Sequence

from pesagree.batch.general import General
from pesagree.batch.run import Status
from pesagree.console.problems import show
from pesagree.wording import Wording


def show_general(
    found: Iterable[General], columns: Sequence[str], words: Wording, say: Callable[[str], None]
) -> None:
    """Each text with its file and how many agreements go by it; where there are several, what to heed."""
    every = sorted(found, key=lambda one: -one.count)
    if not every:
        return
    say(words.batch("general.head"))
    for one in every:
        if one.problems:
            show(one.problems, words)
        elif not one.file:
            say("  " + words.batch("general.missing", code=one.code, count=one.count))
        else:
            say("  " + words.batch("general.line", file=one.file, count=one.count))
            _say_kept(one, words, say)
    if len(every) > 1:
        say("  " + words.batch("general.several", count=len(every)))
        if columns:
            say("  " + words.batch("general.columns", items=", ".join(columns)))


def _say_kept(one: General, words: Wording, say: Callable[[str], None]) -> None:
    if one.beside:
        say("    " + words.batch("summary.beside", path=one.file, other=one.beside))
    elif one.status is Status.KEPT:
        say("    " + words.batch("summary.edited", path=one.file))
