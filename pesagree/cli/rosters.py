"""What the commands that take a roster share: opening it, and printing the problems of its rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pesagree.answers.reading import country_of
from pesagree.answers.roster import Roster, read_roster
from pesagree.console.problems import show
from pesagree.console.terminal import err, out
from pesagree.errors import AnswersError, Place, Problem
from pesagree.wording import Wording, explain

KEYS_NAMED = 10
"""How many rows are named where one problem of the base shows in many."""


def misused(answers: Sequence[Path], roster: Path | None, key: str | None, words: Wording) -> str | None:
    """What is wrong with the options as they were given together."""
    if roster is None:
        return None if key is None else words.command("said.key_without_roster")
    if len(answers) != 1 or answers[0].is_dir():
        return words.command("said.roster_one_base")
    return None


def open_roster(base: Path, path: Path, key: str | None, words: Wording, *, data: bool = False) -> Roster:
    """The roster over a base; says what was decided for the whole file, and what belongs to no row.

    Raises FileError, UsageError for a key that is no column, and AnswersError also where no family stands
    below the headers: somebody has the wrong file, or has not saved it, and "0 written" would sound as if
    all were well.
    """
    roster = read_roster(path, key, country_of(base))
    if not roster.rows:
        raise AnswersError([Problem("roster_empty", Place(roster.source))])
    show(roster.notes, words, prefix=words.command("said.note") + ": ")
    show(roster.problems, words, data=data)
    return roster


class RowProblems:
    """Prints the problems of each row under its key; what stands in the base is told once for all rows."""

    def __init__(self, base: str, words: Wording, *, data: bool) -> None:
        self.base = base
        self.words = words
        self.data = data
        self.shared: dict[str, list[str]] = {}

    def show(self, key: str, problems: Iterable[Problem], *, warning: bool = False) -> None:
        before = self.words.command("said.warning") + ": " if warning else ""
        own = []
        for problem in problems:
            if problem.place.source == self.base:
                text = before + str(explain(problem, self.words))
                self.shared.setdefault(text, []).append(key)
            else:
                own.append(problem)
        show(own, self.words, data=self.data, prefix=f"{before}[{key}] ")

    def show_shared(self) -> None:
        """What stands in the base, at the end, with the rows that it concerns."""
        tell = out if self.data else err
        for text, keys in self.shared.items():
            more = ["…"] if len(keys) > KEYS_NAMED else []
            named = ", ".join([*keys[:KEYS_NAMED], *more])
            said = self.words.command("said.roster_rows", count=len(keys), keys=named)
            tell(f"{text}\n  {said}")
