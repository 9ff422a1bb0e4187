"""Clauses are composed with holes where answers stand; here is what goes into them."""

from collections.abc import Hashable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, cast

from pesagree.compose import looks
from pesagree.compose.looks import Look, Result, Seen
from pesagree.compose.slots import AnswerSlot, EndedSlot, ProofSlot, QuestionSlot, YearSlot
from pesagree.compose.values import Speaker, ended, of_year
from pesagree.compose.voice import Voice
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
        self.__dict__["_voice"] = speaker.voice

    @property
    def voice(self) -> Voice:
        return self.__dict__["_voice"]  # type: ignore[no-any-return]

    @property
    def country(self) -> str | None:
        return self.voice.country

    @property
    def currency(self) -> str:
        return self.voice.currency


class _Filled(Filling):
    """A filling with what it follows from: mostly one look and what it found, else `several`, in order."""

    __slots__ = ("found", "look", "several")

    def __init__(
        self, inlines: tuple[Inline, ...], look: Look, found: Any, several: Result[None] | None
    ) -> None:
        self.inlines, self.kept = inlines, None
        self.look, self.found, self.several = look, found, several


_look_of, _found_of = attrgetter("look"), attrgetter("found")

_NEVER = object()
"""What no look finds: it has to be seen whether several looks find the same."""
_NOTHING = _Filled((), Look(looks.status, ("",)), _NEVER, None)
"""What fills a hole that was never filled."""

_memory: dict[Hashable, dict[Hole, _Filled]] = {}
"""What filled each hole last, and all that it follows from; apart for each voice, and where no seller is
named. Only the last: the next row of a roster mostly has the same or something new."""


class Fillings:
    """What fills the holes of one agreement, in one language; worked out when first asked."""

    def __init__(self, seen: Seen, speaker: Speaker) -> None:
        self.seen, self.speaker = seen, _InContext(speaker)
        context = (self.speaker.voice, speaker.without_names)
        if len(_memory) >= _MOST_CONTEXTS:
            _memory.clear()
        self._memory = _memory.setdefault(context, {})
        if len(self._memory) > _MOST:
            self._memory.clear()

    def fillings(self, holes: Sequence[Hole]) -> Sequence[Filling]:
        """What belongs in each of these holes."""
        filled = list(map(self._memory.get, holes, repeat(_NOTHING)))
        for number in self.seen.not_found(map(_look_of, filled), map(_found_of, filled)):
            filled[number] = self._filled(holes[number], filled[number])
        if self.seen.is_noting:
            for one in filled:
                self.seen.note(one.several.trail if one.several else [(one.look, one.found)])
        return filled

    def _filled(self, hole: Hole, last: _Filled) -> _Filled:
        """What belongs in a hole where something else may have stood last, or nothing."""
        if last.several:
            if self.seen.finds(last.several):
                return last
        elif last is not _NOTHING:
            found = self.seen.look(last.look)
            if found is last.found:
                return last
            if (inlines := self._by_itself(hole.what, found)) is not None:
                return self._keep(hole, _Filled(inlines, last.look, found, None))
        anew, noted = self.seen.noting(self._inlines, hole.what)
        look, found = next(iter(noted.items()))
        if len(noted) == 1:
            return self._keep(hole, _Filled(anew, look, found, None))
        return self._keep(hole, _Filled(anew, look, _NEVER, Result(None, noted)))

    def _keep(self, hole: Hole, filled: _Filled) -> _Filled:
        self._memory[hole] = filled
        return filled

    def _by_itself(self, what: Hashable, found: Any) -> tuple[Inline, ...] | None:
        """What fills a hole whose one look found this; None where more has to be looked at (a blank)."""
        match what:
            case AnswerSlot(in_words=False):
                return self.speaker.voice.by_itself(found)
            case EndedSlot():
                field = self.speaker.voice.by_itself(found)
                return None if field is None else ended(field)
            case YearSlot(what=column):
                return of_year(self.speaker.voice, column, found)
        return None

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
