"""The questions of the proof of understanding: which answer is true, by what this agreement says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from itertools import permutations

from pesagree.agreement.conditions import NAMED
from pesagree.workshop.assemblies import by_assembly
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

LETTERS = ("A", "B", "C")
AT_MOST = 8
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Truth:
    """What the agreement says: the key of the true answer, and the facts that the words need."""

    answer: str = RIGHT
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is read out: its clause (an id), its three answers, the place of the true one."""

    id: str
    clause: str
    ask: str
    answers: tuple[str, ...]
    right: int

    @property
    def letter(self) -> str:
        return LETTERS[self.right]


def questions(room: Room, words: PaperWords) -> tuple[Asked, ...]:
    """The first eight questions whose answer the agreement holds. The same agreement, the same letters."""
    known = [found for name in QUESTIONS if (found := _known(name, room, words))][:AT_MOST]
    places = right_places([f"{found.ask} {found.answers[found.right]}" for found in known])
    return tuple(_placed(found, place) for found, place in zip(known, places, strict=True))


def right_places(texts: Sequence[str]) -> tuple[int, ...]:
    """The place of the true answer of each question: in any three that follow, A, B and C once each.

    A hash of the questions with their true answers picks the order, so that nobody can guess it and it never
    changes by itself.
    """
    places: list[int] = []
    orders = tuple(permutations(range(len(LETTERS))))
    for start in range(0, len(texts), len(LETTERS)):
        places += orders[_hash("\n".join(texts[start : start + len(LETTERS)])) % len(orders)]
    return tuple(places[: len(texts)])


def _hash(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8])


def _known(name: str, room: Room, words: PaperWords) -> Asked | None:
    """The question with its true answer first; None where the agreement does not say."""
    clause, find = QUESTIONS[name]
    truth = find(room, words)
    if truth is None:
        return None
    entry = words.entries(f"questions.{name}")
    texts = {key: str(text).format_map(truth.facts) for key, text in entry["answers"].items()}
    true = texts.pop(truth.answer)
    false = sorted((text for text in texts.values() if text != true), key=lambda text: _hash(name + text))
    answers = (true, *false[: len(LETTERS) - 1])
    return Asked(name, clause, str(entry["ask"]).format_map(truth.facts), answers, 0)


def _placed(asked: Asked, place: int) -> Asked:
    true, *false = asked.answers
    answers = (*false[:place], true, *false[place:])
    return Asked(asked.id, asked.clause, asked.ask, answers, place)


# --- what the agreement says ----------------------------------------------------------------


def _payer(room: Room, _words: PaperWords) -> Truth | None:
    buyers = [room.said(f"{buyer}.name") for buyer in room.agreement.parties("buyer")]
    return Truth(facts={"buyer": "; ".join(buyers)}) if all(buyers) else None


def _years(room: Room, words: PaperWords) -> Truth | None:
    years = _given(room, "term.years")
    if not isinstance(years, int):
        return None
    return Truth(facts={"years": str(years), "more": str(2 * years), "forever": words("forever")})


def _always(_room: Room, _words: PaperWords) -> Truth | None:
    """What every agreement says, whatever its answers."""
    return Truth()


def _allowed(room: Room, _words: PaperWords) -> Truth | None:
    uses = _given(room, "service.allowed")
    if not isinstance(uses, Sequence) or not uses:
        return None
    return Truth(facts={"allowed": room.speaker.value("service.allowed", uses[0])})


def _fire(room: Room, words: PaperWords) -> Truth | None:
    events = words.entries("events")
    given = _given(room, "risk.events")
    named = given if isinstance(given, Sequence) else ()
    event = next((str(text) for code, text in events.items() if code in named), str(events["other"]))
    return Truth(facts={"event": event})


def _late(room: Room, _words: PaperWords) -> Truth | None:
    has_cash = NAMED["cash"].holds(room.agreement)
    return Truth() if has_cash and _given(room, "pay.late.interest_pct") is not None else None


def _complain(room: Room, _words: PaperWords) -> Truth | None:
    who = _given(room, "grievance.route.who")
    return None if who is None else Truth(facts={"who": room.speaker.value("grievance.route.who", who)})


def _choice(path: str) -> Callable[[Room, PaperWords], Truth | None]:
    """A question whose answers are the choices of one answer of the form."""

    def find(room: Room, _words: PaperWords) -> Truth | None:
        code = _given(room, path)
        return None if code is None else Truth(str(code))

    return find


def _total(room: Room, _words: PaperWords) -> Truth | None:
    """The whole value; not where the price is open, since nobody knows it, nor for a single year."""
    total, years = room.answer("pay.total"), _given(room, "term.years")
    if NAMED["open_price"].holds(room.agreement) is not False or not total.is_given or years in (None, 1):
        return None
    if not isinstance(total.value, Decimal) or total.value < 2:
        return None
    half = (total.value / 2).quantize(Decimal(1))
    said = {
        name: room.speaker.value("pay.total", value)
        for name, value in (("total", total.value), ("half", half))
    }
    return Truth(facts=said)


def _visit(room: Room, _words: PaperWords) -> Truth | None:
    days = _given(room, "mon.access_notice")
    return Truth(facts={"days": str(days)}) if isinstance(days, int) and days > 1 else None


def _silence(room: Room, _words: PaperWords) -> Truth | None:
    return Truth() if by_assembly(room) else None


def _given(room: Room, path: str) -> object | None:
    """The value that somebody gave; a default is nobody's answer."""
    answer = room.answer(path)
    return answer.value if answer.is_given and answer.origin != "default" else None


QUESTIONS: Mapping[str, tuple[str, Callable[[Room, PaperWords], Truth | None]]] = {
    "payer": ("parties", _payer),
    "years": ("term", _years),
    "land": ("land_rights", _always),
    "allowed": ("allowed", _allowed),
    "fire": ("risks", _fire),
    "late": ("payment_terms", _late),
    "complain": ("grievances", _complain),
    "leave": ("exit", _choice("term.exit_seller.when")),
    "total": ("payment", _total),
    "owes": ("exit", _choice("term.exit_seller.owes")),
    "visit": ("monitoring", _visit),
    "change": ("changes", _always),
    "silence": ("annex_consent", _silence),
    "punished": ("grievances", _always),
}
"""Each question's clause, and what finds its true answer (None: the agreement does not say)."""
