"""The tree of keys that an answers file may hold, read off the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pesagree.agreement import QUESTIONS, Question
from pesagree.agreement.agreement import Agreement
from pesagree.agreement.ask import Part, WorkedOut
from pesagree.agreement.conditions import ALWAYS
from pesagree.agreement.form import PARTY_SECTIONS, part_of

RENAMED: Mapping[str, str] = {}
"""Paths of earlier versions of the form to today's: an old file keeps loading.

Before the first one comes in, `roster_apply` must put a row's key in the place of a base's older one: as it
is, both would stand in the tree, and a row's `~` would not open what the older key says.
"""

NOT_QUESTIONS = ("pesagree", "accepted", "notes")
"""Top-level keys that are no answers."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question; `is_judged` where an answer to it may be ignored, or may be an odd identity number."""

    question: Question
    is_judged: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is worked out, which may be written too."""

    path: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A part with keys of its own; `is_party` where it may be a list of such parts."""

    path: str
    children: Mapping[str, "Node"]
    is_party: bool = False


Node = Leaf | Figure | Branch


@cache
def schema() -> Branch:
    """The whole tree."""
    return Branch("", _children(Agreement, ""))


def _children(model: type[Part], prefix: str) -> dict[str, Node]:
    children: dict[str, Node] = {}
    for name, info in model.model_fields.items():
        key = name.rstrip("_")
        path = prefix + key
        if path in QUESTIONS:
            children[key] = Leaf(QUESTIONS[path], is_judged=_is_judged(QUESTIONS[path]))
        elif any(isinstance(mark, WorkedOut) for mark in info.metadata):
            children[key] = Figure(path)
        elif (part := part_of(info.annotation)) is not None:
            children[key] = Branch(path, _children(part, path + "."), is_party=path in PARTY_SECTIONS)
    return children


@cache
def items_of(path: str) -> Branch:
    """The keys of one item of a list."""
    question = QUESTIONS[path]
    figures = {"value": Figure(f"{path}.value")} if path == "pay.goods" else {}
    return Branch(path, {**{item.name: Leaf(item) for item in question.items}, **figures})


@cache
def generator_of(path: str) -> Branch | None:
    """The keys of a whole list said in one mapping, None where there is no such thing."""
    generator = QUESTIONS[path].generator
    return Branch(path, {item.name: Leaf(item) for item in generator}) if generator else None


def keys_below(node: "Node", *, several: bool) -> Branch | None:
    """The keys of what is below a key: of a part, of the items of a list, or of a list said in one mapping.

    `several` tells whether it is a list that is there. None where no keys are.
    """
    if isinstance(node, Branch):
        return node
    if not isinstance(node, Leaf) or not node.question.items:
        return None
    return items_of(node.question.path) if several else generator_of(node.question.path)


def _is_judged(question: Question) -> bool:
    return (
        question.when is not ALWAYS
        or bool(question.identifier)
        or any(item.identifier for item in question.items)
    )


def leaves(branch: Branch) -> list[Question]:
    """All questions below a branch, in order."""
    found: list[Question] = []
    for child in branch.children.values():
        match child:
            case Leaf(question=question):
                found.append(question)
            case Branch():
                found.extend(leaves(child))
    return found
