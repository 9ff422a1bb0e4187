"""Reads what a tree of answers changes in one that was read before, and takes over all the rest.

The two trees are walked side by side. Nodes that are the very same are left alone with all that is below;
what differs is shaped and validated like any answer, and put into copies of the parts that hold it. A problem
ends the walk: whoever asked reads the whole tree then, which names all problems.
"""

from collections.abc import Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Agreement, Answer, Question, Reading
from pesagree.agreement.ask import Part
from pesagree.agreement.conditions import NAMED, Truth
from pesagree.agreement.form import PARTY_SECTIONS, canonical
from pesagree.answers.places import Places
from pesagree.answers.schema import Branch, Leaf, Node, keys_below, schema
from pesagree.answers.shape import Shaped, Shaper, YamlNode, field_of, name_of
from pesagree.answers.yaml_source import Entry, MappingNode, ScalarNode, SequenceNode


@dataclass(frozen=True)
class Base:
    """A tree that was read by itself, for others that are much like it."""

    root: MappingNode
    reading: Reading
    agreement: Agreement
    judged: Mapping[str, Question]

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """Those answers that hang on no other: they are the same wherever the same is written."""
        found = {path: self.agreement.answer(path) for path in _paths(self.agreement)}
        return {path: one for path, one in found.items() if one.hangs_on_no_other}

    @cached_property
    def conditions(self) -> Mapping[Hashable, tuple[Truth, frozenset[str]]]:
        """Whether those conditions hold that are judged by such answers alone, and which these are."""
        agreement = self.agreement
        found: dict[Hashable, tuple[Truth, frozenset[str]]] = {}
        parties = ["", *(party for section in PARTY_SECTIONS for party in agreement.parties(section))]
        for condition in (*NAMED.values(), *(question.when for question in QUESTIONS.values())):
            for party in parties:
                judged_by = condition.judged_by(agreement, party)
                if judged_by is not None and self.answers.keys() >= {*judged_by}:
                    holds = condition.holds(agreement, party)
                    found[condition.known_as(party)] = holds, frozenset(judged_by)
        return found

    def conditions_without(self, changed: AbstractSet[str]) -> dict[Hashable, Truth]:
        """The same, but for those that are judged by one of the answers that changed."""
        return {name: holds for name, (holds, paths) in self.conditions.items() if paths.isdisjoint(changed)}


def _paths(agreement: Agreement) -> Iterator[str]:
    """The paths of all questions, for every party and every item of a list."""
    for path, question in QUESTIONS.items():
        for here in _of_parties(agreement, path, question):
            yield here
            items = agreement.written(here) if question.items else None
            for number in range(1, len(items) + 1) if isinstance(items, tuple) else ():
                yield from (f"{here}.{number}.{item.name}" for item in question.items)


def _of_parties(agreement: Agreement, path: str, question: Question) -> Iterator[str]:
    if question.section not in PARTY_SECTIONS:
        yield path
        return
    for party in agreement.parties(question.section):
        yield party + path[len(question.section) :]


MANY_CHANGES = 40
"""A tree of which more answers than this differ has little in common with its base."""


class Changed(NamedTuple):
    """What a tree over a base comes to; `read` says how many of its answers were read anew."""

    agreement: Agreement
    judged: Mapping[str, Question]
    read: int


def over(base: Base, root: MappingNode, reading: Reading) -> Changed | None:
    """What a tree comes to; None where something in it cannot be read, or is read by other rules."""
    if reading != base.reading:
        return None
    try:
        return _Walk(base).changed(root)
    except (_OnlyAsAWhole, ValidationError):
        return None


class _OnlyAsAWhole(Exception):
    """Something differs that is read with the whole tree: a problem, most likely."""


class _Walk:
    """One walk over a tree beside its base: what the base says of an answer is forgotten where it differs.

    `gone` are the answers that are forgotten, `gone_below` the beginnings of paths below which all are.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.out = Shaped(states={**base.agreement.states}, judged={**base.judged})
        self.gone: set[str] = set()
        self.gone_below: list[str] = []
        self.shaper = Shaper(self.out, base.reading, Places(base.root))

    def changed(self, root: MappingNode) -> Changed:
        base = self.base
        fields = self.fields(base.root, root, shared_schema(), "", base.agreement)
        agreement = base.agreement.with_fields({**fields, "states": self.out.states})
        if self.shaper.count <= MANY_CHANGES:
            self.take_over(agreement)
        return Changed(agreement, self.out.judged, self.shaper.count)

    def take_over(self, agreement: Agreement) -> None:
        """Tells an agreement what is known of it from the base, where the same is written."""
        answers = self.base.answers
        below = tuple(self.gone_below)
        changed = self.gone & answers.keys()
        if below:
            changed.update(path for path in answers if path.startswith(below))
        left = {**answers}
        for path in changed:
            del left[path]
        agreement.remember(left, self.base.conditions_without(changed))

    def fields(
        self, before: MappingNode, after: MappingNode, spec: Branch, path: str, known: Part
    ) -> dict[str, Any]:
        """The typed values of those fields of a part that differ."""
        raw: dict[str, Any] = {}
        typed: dict[str, Any] = {}
        names = []
        if before.entries.keys() != after.entries.keys():
            names = [self.forget(key, spec, path) for key in before.entries if key not in after.entries]
        earlier = before.entries.get
        for entry in [entry for key, entry in after.entries.items() if earlier(key) is not entry]:
            old, node = earlier(entry.key), entry.value
            if old is not None and _same(old.value, node):
                continue
            name = name_of(spec, entry.key)
            child, here, field = spec.children.get(name), f"{path}.{name}" if path else name, field_of(name)
            if old is not None and child is not None and type(node) is not ScalarNode:
                inner = self.inside(old.value, node, child, here, getattr(known, field))
                if inner is not None:
                    typed[field] = inner
                    continue
            names.append(self.forget(entry.key, spec, path))
            value = self.shaper.node(node, child, here) if child else self.beside(entry)
            if value is not None:
                raw[field] = value
        if self.out.problems:
            raise _OnlyAsAWhole
        if names:
            fresh = type(known).model_validate(raw, context=self.base.reading)
            for field in names:
                typed[field] = getattr(fresh, field)
        return typed

    def inside(self, before: YamlNode, after: YamlNode, spec: Node, path: str, known: Any) -> Any:
        """A part, or a list of them, of which something inside differs; None where all of it does."""
        below = keys_below(spec, several=isinstance(known, tuple))
        if below is None:
            return None
        if isinstance(spec, Leaf):
            self.gone.add(canonical(path))
        if not isinstance(known, tuple):
            return self.one(before, after, below, path, known)
        if isinstance(spec, Leaf) and type(after) is not SequenceNode:
            return None  # only one party may be written without the list
        return self.each(before, after, below, path, known)

    def each(
        self, before: YamlNode, after: YamlNode, spec: Branch, path: str, known: tuple[Part, ...]
    ) -> tuple[Part, ...] | None:
        """The parts of a list; one party may be written without it."""
        olds, news = listed(before), listed(after)
        if not len(olds) == len(news) == len(known):
            return None
        found = []
        for number, (old, new, part) in enumerate(zip(olds, news, known, strict=True), 1):
            same = part if old is new else self.one(old, new, spec, f"{path}.{number}", part)
            if same is None:
                return None
            found.append(same)
        return tuple(found)

    def one(self, before: YamlNode, after: YamlNode, spec: Branch, path: str, known: Part) -> Part | None:
        if not isinstance(before, MappingNode) or not isinstance(after, MappingNode):
            return None
        return known.with_fields(self.fields(before, after, spec, path, known))

    def forget(self, key: str, spec: Branch, path: str) -> str:
        """Forgets what the base has at a key and below; gives the name of its field."""
        name = name_of(spec, key)
        child = spec.children.get(name)
        if child is None:
            if path or name not in _BESIDE:
                raise _OnlyAsAWhole
            return name
        here = canonical(f"{path}.{name}" if path else name)
        kept: tuple[dict[str, Any], ...] = self.out.states, self.out.judged
        self.gone.add(here)
        for one in kept:
            one.pop(here, None)
        if not isinstance(child, Leaf) or child.question.items:
            self.gone_below.append(here + ".")
            for one in kept:
                for below in [path for path in one if path.startswith(here + ".")]:
                    del one[below]
        return field_of(name)

    def beside(self, entry: Entry) -> object:
        """What stands beside the answers."""
        self.shaper.section(entry)
        return getattr(self.out, entry.key)


_BESIDE = ("notes", "accepted")


@cache
def shared_schema() -> Branch:
    """The keys of a file without those of the private one."""
    children = schema().children
    return Branch("", {name: child for name, child in children.items() if name != "private"})


def _same(before: YamlNode, after: YamlNode) -> bool:
    """The very same node; or the same text, which in one line with others is made anew for each file."""
    return before is after or (isinstance(after, ScalarNode) and before == after)


def listed(node: YamlNode) -> tuple[YamlNode, ...]:
    """The items of a list, one of which may be written without it."""
    return node.items if isinstance(node, SequenceNode) else (node,)
