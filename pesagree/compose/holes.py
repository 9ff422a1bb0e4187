"""Clauses are composed with holes where answers stand; here is what goes into them."""

from collections.abc import Hashable, Sequence
from typing import cast

from pesagree.compose.looks import Result, Seen
from pesagree.compose.slots import AnswerSlot, EndedSlot, ProofSlot, QuestionSlot, YearSlot
from pesagree.compose.values import Speaker
from pesagree.document import Blank, BlankSize, Filling, Hole, Inline

_MOST_CONTEXTS = 16
_MOST = 20_000
"""Holes whose fillings are remembered; a draft has some 300."""


_holes: dict[Hashable, Hole] = {}


def hole(what: Hashable) -> Inline:
    """A hole where an inline stands; it is filled before any writer meets it."""
    found = _holes.get(what)
    if found is None:
        found = _holes[what] = Hole(what)
    return cast(Inline, found)


class HoleSpeaker(Speaker):
    """Speaks in holes: what it says of an answer holds for every agreement of the same looks."""

    def answer(self, path: str) -> tuple[Inline, ...]:
        return (hole(AnswerSlot(path)),)

    def blank(self, path: str, *, size: BlankSize | None = None) -> Blank:
        assert size is BlankSize.CHOICE
        return cast(Blank, hole(QuestionSlot(path)))


class _InContext(Speaker):
    """Speaks for agreements of one country and currency: the two are no looks of each answer."""

    def __init__(self, speaker: Speaker) -> None:
        super().__init__(speaker.agreement, speaker.words, speaker.without_names)
        self.__dict__["context"] = (speaker.country, speaker.currency)

    @property
    def country(self) -> str | None:
        return self.__dict__["context"][0]  # type: ignore[no-any-return]

    @property
    def currency(self) -> str:
        return self.__dict__["context"][1]  # type: ignore[no-any-return]


_memory: dict[Hashable, dict[Hole, Result[Filling]]] = {}
"""What filled each hole last, and all that it follows from; apart for each wording, country and currency, and
where no seller is named. Only the last: the next row of a roster mostly has the same or something new."""


class Fillings:
    """What fills the holes of one agreement, in one language; worked out when first asked."""

    def __init__(self, seen: Seen, speaker: Speaker) -> None:
        self.seen, self.speaker = seen, _InContext(speaker)
        context = (speaker.words, speaker.without_names, speaker.country, speaker.currency)
        if len(_memory) >= _MOST_CONTEXTS:
            _memory.clear()
        self._memory = _memory.setdefault(context, {})
        if len(self._memory) > _MOST:
            self._memory.clear()

    def fillings(self, holes: Sequence[Hole]) -> list[Filling]:
        """What belongs in each of these holes."""
        known = self.seen.again(map(self._memory.get, holes))
        return [filling or self._filling(hole) for hole, filling in zip(holes, known, strict=True)]

    def _filling(self, hole: Hole) -> Filling:
        """What belongs in a hole where something else stood last, or nothing."""
        inlines, noted = self.seen.noting(self._inlines, hole.what)
        filling = Filling(inlines)
        self._memory[hole] = Result(filling, noted)
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
