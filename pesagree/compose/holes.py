"""Clauses are composed with holes where answers stand; here is what goes into them."""

from collections.abc import Hashable
from typing import cast

from pesagree.compose.looks import Remembered, Seen
from pesagree.compose.slots import AnswerSlot, EndedSlot, ProofSlot, QuestionSlot, YearSlot
from pesagree.compose.values import Speaker
from pesagree.document import Blank, BlankSize, Filling, Hole, Inline

_MOST = 20_000
"""Holes whose fillings are remembered; a draft has some 300."""


def hole(what: Hashable) -> Inline:
    """A hole where an inline stands; it is filled before any writer meets it."""
    return cast(Inline, Hole(what))


class HoleSpeaker(Speaker):
    """Speaks in holes: what it says of an answer holds for every agreement of the same looks."""

    def answer(self, path: str) -> tuple[Inline, ...]:
        return (hole(AnswerSlot(path)),)

    def blank(self, path: str, *, size: BlankSize | None = None) -> Blank:
        assert size is BlankSize.CHOICE
        return cast(Blank, hole(QuestionSlot(path)))


_memory: dict[tuple[str, bool], dict[Hashable, Remembered[Filling]]] = {}
"""Fillings by their looks, apart for each language and for the paper on which no seller is named."""


class Fillings:
    """What fills the holes of one agreement, in one language; worked out when first asked."""

    def __init__(self, seen: Seen, speaker: Speaker) -> None:
        self.seen, self.speaker = seen, speaker
        self._memory = _memory.setdefault((speaker.words.language, speaker.without_names), {})
        self._found: dict[Hashable, Filling] = {}
        if len(self._memory) > _MOST:
            self._memory.clear()

    def filling(self, what: Hashable) -> Filling:
        """What belongs in a hole, by its slot."""
        found = self._found.get(what)
        if found is None:
            found = self._found[what] = self._remembered(what)
        return found

    def _remembered(self, what: Hashable) -> Filling:
        memory = self._memory.get(what)
        if memory is None:
            memory = self._memory[what] = Remembered()
        known = memory.recall(self.seen)
        if known is not None:
            return known
        inlines, noted = self.seen.noting(lambda: self._inlines(what))
        filling = Filling(inlines)
        memory.keep(noted, filling)
        return filling

    def _inlines(self, what: Hashable) -> tuple[Inline, ...]:
        match what:
            case AnswerSlot(path=path, in_words=True):
                return self.speaker.in_words(path)
            case AnswerSlot(path=path):
                return self.speaker.answer(path)
            case EndedSlot(path=path):
                return self.speaker.ended(path)
            case QuestionSlot(path=path):
                return (self.speaker.blank(path, size=BlankSize.CHOICE),)
            case ProofSlot(path=path, what=leaf):
                return self.speaker.before_payment(path, leaf)
            case YearSlot(number=number, what=column):
                return self.speaker.year(number, column)
        raise TypeError(what)
