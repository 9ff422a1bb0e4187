"""Clauses are composed with holes where answers stand; here is what goes into them."""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, partial
from typing import Any, cast

from pesagree.compose import looks
from pesagree.compose.looks import UNSEEN, Look, Result, Seen
from pesagree.compose.slots import AnswerSlot, EndedSlot, ProofSlot, QuestionSlot, YearSlot
from pesagree.compose.values import Speaker
from pesagree.compose.voice import Voice, voice
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


class InContext(Speaker):
    """Speaks for an agreement whose country and currency are looked at once, and not with each answer."""

    @cached_property
    def voice(self) -> Voice:
        return voice(self.words, super().country, super().currency)

    @property
    def country(self) -> str | None:
        return self.voice.country

    @property
    def currency(self) -> str:
        return self.voice.currency


_Inlines = tuple[Inline, ...]


class _Filled(Filling):
    """A filling with what it follows from: mostly one look and what it found, else `several`, in order.

    `say` is what fills the hole where the one look finds something else; None where more is to be looked at.
    """

    __slots__ = ("found", "look", "say", "several")

    def __init__(
        self,
        inlines: _Inlines,
        look: Look,
        found: Any,
        say: Callable[[Any], _Inlines | None],
        several: Result[None] | None = None,
    ) -> None:
        self.inlines, self.kept = inlines, None
        self.look, self.found, self.say, self.several = look, found, say, several


def _nothing(_: Any) -> None:
    return None


_NEVER = object()
"""What no look finds: it has to be seen whether several looks find the same."""
_NOT_YET = _Filled((), Look(looks.status, ("",)), _NEVER, _nothing)
"""What fills a hole that was never filled."""

_memory: dict[Hashable, dict[Hole, _Filled]] = {}
"""What filled each hole last, and all that it follows from; apart for each voice, and where no seller is
named. Only the last: the next row of a roster mostly has the same or something new."""


class Fillings:
    """What fills the holes of one agreement, in one language; worked out when first asked."""

    def __init__(self, seen: Seen, speaker: InContext) -> None:
        self.seen, self.speaker, self.voice = seen, speaker, speaker.voice
        if len(_memory) >= _MOST_CONTEXTS:
            _memory.clear()
        self._memory = _memory.setdefault((self.voice, speaker.without_names), {})
        if len(self._memory) > _MOST:
            self._memory.clear()

    def fillings(self, holes: Sequence[Hole]) -> Sequence[Filling]:
        """What belongs in each of these holes."""
        filled, memory, known = list[_Filled](), self._memory, self.seen.found
        for hole in holes:  # a draft has some 260, of which a fifth has something new
            last = memory.get(hole, _NOT_YET)
            found = known.get(last.look, UNSEEN)
            if found is not last.found:
                last = self._filled(hole, last, found)
            filled.append(last)
        if self.seen.is_noting:
            for one in filled:
                self.seen.note(one.several.trail if one.several else [(one.look, one.found)])
        return filled

    def _filled(self, hole: Hole, last: _Filled, found: Any) -> _Filled:
        """What belongs in a hole where something else may have stood last, or nothing."""
        if last.several:
            return last if self.seen.finds(last.several) else self._anew(hole)
        if last is _NOT_YET:
            return self._anew(hole)
        if found is UNSEEN:
            found = self.seen.find(last.look)
            if found is last.found:
                return last
        inlines = last.say(found)
        if inlines is None:
            return self._anew(hole)
        if inlines == last.inlines:  # in a year of which something else is new
            last.found = found
            return last
        filled = self._memory[hole] = _Filled(inlines, last.look, found, last.say)
        return filled

    def _anew(self, hole: Hole) -> _Filled:
        inlines, noted = self.seen.noting(self._inlines, hole.what)
        look, found = next(iter(noted.items()))
        if len(noted) == 1:
            filled = _Filled(inlines, look, found, self._saying(hole.what))
        else:
            filled = _Filled(inlines, look, _NEVER, _nothing, Result(None, noted))
        self._memory[hole] = filled
        return filled

    def _saying(self, what: Hashable) -> Callable[[Any], _Inlines | None]:
        """What fills a hole as its one look finds it; None where more has to be looked at (a blank)."""
        match what:
            case AnswerSlot(in_words=False):
                return self.voice.by_itself
            case EndedSlot():
                return self.voice.ended_by_itself
            case YearSlot(what=column):
                return partial(self.voice.of_year, column)
        return _nothing

    def _inlines(self, what: Hashable) -> _Inlines:
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
