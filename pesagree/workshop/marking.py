"""The draft for marking: the agreement in large letters, with a plain sentence and boxes at each clause."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pesagree.agreement import ITEMS, QUESTIONS, Kind, key
from pesagree.compose import compose
from pesagree.document import (
    BOX,
    Block,
    Clause,
    Document,
    Field,
    Inline,
    Paragraph,
    Role,
    Signatures,
    Text,
    map_inlines,
)
from pesagree.workshop.room import CONTACTS, Room
from pesagree.workshop.words import PaperWords

RULED_LINES = 3
"""Lines to write on after each clause."""


def make(room: Room, words: PaperWords) -> Document:
    """The whole draft; no boxes to sign, no identity numbers, and always marked as a draft."""
    draft = compose(room.agreement, room.words.language)
    own = {"draft_text": words("never_sign")}
    return replace(
        draft,
        state=draft.state or room.words.name("stages", "drafting"),
        notice=(*(Paragraph((Text(line),), Role.NOTICE) for line in words.lines("how")), *draft.notice),
        clauses=tuple(_clause(clause, room, words) for clause in draft.clauses),
        words={**draft.words, **own},
    )


def _clause(clause: Clause, room: Room, words: PaperWords) -> Clause:
    hide = partial(_without_numbers, room=room)
    blocks = tuple(map_inlines(block, hide) for block in clause.blocks)
    plain = (Paragraph((Text(clause.plain),), Role.PLAIN),) if clause.plain else ()
    return replace(clause, blocks=(*plain, *_unsigned(blocks, words), *_room_to_write(words)))


def _unsigned(blocks: tuple[Block, ...], words: PaperWords) -> Iterator[Block]:
    """The blocks, with a sentence where there would be boxes to sign."""
    for block in blocks:
        yield Paragraph((Text(words("no_signatures")),)) if isinstance(block, Signatures) else block


def _room_to_write(words: PaperWords) -> Iterator[Block]:
    boxes = "\u2003".join(f"{BOX}\u00a0{label}" for label in words.lines("boxes"))
    yield Paragraph((Text(boxes),), Role.TICK)
    for _ in range(RULED_LINES):
        yield Paragraph((), Role.RULED)


def _without_numbers(inlines: tuple[Inline, ...], room: Room) -> tuple[Inline, ...]:
    """Identity numbers, telephones and addresses of mail stand on no paper that goes round."""
    return tuple(
        Text(room.words.say("hidden")) if isinstance(inline, Field) and _is_personal(inline.path) else inline
        for inline in inlines
    )


def _is_personal(path: str) -> bool:
    question = QUESTIONS.get(key(path)) or ITEMS.get(key(path))
    return path.rpartition(".")[2] in CONTACTS or (question is not None and question.kind is Kind.IDENTIFIER)
