"""Reads a usual row straight into the agreement of its base, without a tree between them.

Where the columns of a roster belong follows from the header and the base alone, so it is found out once; a
row then gives its texts to the questions and copies the parts that hold them. Whatever is not so plain (one
more party, a part answered as a whole, a problem) is left to the tree, which knows what is wrong where.
"""

from dataclasses import dataclass, field
from operator import is_not
from typing import Any, NamedTuple

from pydantic import ValidationError

from pesagree.agreement import Kind, Question, given
from pesagree.agreement.ask import Part
from pesagree.agreement.form import canonical, part_of
from pesagree.answers.changes import Base, Changed, listed, shared_schema
from pesagree.answers.places import Places
from pesagree.answers.roster_apply import leaf
from pesagree.answers.roster_header import Column
from pesagree.answers.roster_row import Row
from pesagree.answers.schema import Branch, Leaf, Node, keys_below
from pesagree.answers.shape import PROPOSALS, Shaped, Shaper, YamlNode, field_of
from pesagree.answers.yaml_source import MappingNode
from pesagree.errors import Place

_NOWHERE = Place()
_NOTHING = MappingNode({}, _NOWHERE)


def straight(base: Base, row: Row) -> Changed | None:
    """What a row over the base comes to; None where that takes a tree."""
    columns = row.table.columns
    if not (_latest and _latest[0].base is base and _latest[0].columns == columns):
        _latest[:] = [_Spots(base, columns)]
    spots = _latest[0]
    if row.items or row.priced or any(row.texts[at] for at in spots.elsewhere):
        return None
    try:
        return _Filling(spots, row.texts).changed()
    except ValidationError:
        return None


class _Spot(NamedTuple):
    """Where the text of a column belongs in its part; `blank` is the field's value while nobody answered."""

    at: int
    field: str
    path: str
    question: Question
    is_judged: bool
    blank: Any


@dataclass(slots=True)
class _Holder:
    """A part of the base's agreement in which columns have their spots, itself or in `parts` and `lists`."""

    part: Part
    path: str = ""
    spots: list[_Spot] = field(default_factory=list)
    parts: dict[str, "_Holder"] = field(default_factory=dict)
    lists: dict[str, "_List"] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """A list of such parts, by number (from 0); `judged` is its question where it may be ignored or odd."""

    known: tuple[Part, ...]
    path: str
    judged: Question | None
    holders: dict[int, _Holder] = field(default_factory=dict)


class _Spots:
    """The spots of a roster's columns in a base; `elsewhere` are the columns that have none."""

    def __init__(self, base: Base, columns: tuple[Column, ...]) -> None:
        self.base, self.columns = base, columns
        self.root = _Holder(base.agreement)
        self.paths: set[str] = set()
        self.elsewhere = [
            at for at, column in enumerate(columns) if column.is_answer and not self._settle(at, column)
        ]
        self.answers = {path: answer for path, answer in base.answers.items() if path not in self.paths}
        self.conditions = base.conditions_without(self.paths)

    def _settle(self, at: int, column: Column) -> bool:
        """Finds the spot of a column, if there is one; the country decides how the others are read."""
        if column.path == "country":
            return False
        holder, spec, path = self.root, shared_schema(), ""
        node: YamlNode = self.base.root
        steps = column.steps
        while True:
            step, steps = str(steps[0]), steps[1:]
            child = spec.children.get(step)
            if child is None or not isinstance(node, MappingNode) or PROPOSALS in node.entries:
                return False
            path = f"{path}.{step}" if path else step
            name, entry = field_of(step), node.entries.get(step)
            if entry is None and name in holder.part.model_fields_set:
                return False  # it is written under the name that an earlier form had for it
            if not steps:
                return self._settle_here(at, name, path, child, holder)
            node, known = entry.value if entry else _NOTHING, getattr(holder.part, name)
            inside = keys_below(child, several=isinstance(known, tuple))
            if inside is None:
                return False
            spec, whole = inside, self._whole(child, path)
            if not isinstance(known, tuple):
                holder = holder.parts.setdefault(name, _Holder(known, whole))
                continue
            nodes = () if node is _NOTHING else listed(node)
            number, steps = (steps[0], steps[1:]) if isinstance(steps[0], int) else (0, steps)
            part = (
                known[number] if number < len(known) else _one_more(child, holder.part, name, column, number)
            )
            if not steps or part is None or len(nodes) != len(known):
                return False
            node, path = nodes[number] if number < len(nodes) else _NOTHING, f"{path}.{number + 1}"
            several = holder.lists.setdefault(name, _List(known, whole, _judged(child)))
            holder = several.holders.setdefault(number, _Holder(part))
            several.holders = dict(sorted(several.holders.items()))

    def _settle_here(self, at: int, name: str, path: str, child: Node, holder: _Holder) -> bool:
        if not isinstance(child, Leaf) or child.question.kind is Kind.LIST:
            return False
        blank = type(holder.part).model_fields[name].default
        holder.spots.append(_Spot(at, name, canonical(path), child.question, child.is_judged, blank))
        self.paths.add(canonical(path))
        return True

    def _whole(self, child: Node, path: str) -> str:
        """The path of the question that is answered by all that is below."""
        if not isinstance(child, Leaf):
            return ""
        self.paths.add(canonical(path))
        return canonical(path)


_latest: list[_Spots] = []


def _judged(child: Node) -> Question | None:
    return child.question if isinstance(child, Leaf) and child.is_judged else None


def _one_more(child: Node, part: Part, name: str, column: Column, number: int) -> Part | None:
    """An empty item for the end of a list; None where a list cannot grow without more being asked.

    Conditions are judged for every party, so there are as many as in the base; and without a number, what
    begins a list may be all of it said at once (a plan of payments).
    """
    if isinstance(child, Branch):
        numbered = number == 0
    else:
        numbered = any(isinstance(step, int) for step in column.steps)
    item = part_of(type(part).model_fields[name].annotation)
    return item() if item is not None and numbered else None


class _Filling:
    """One row that is put into the spots. Raises ValidationError where an answer cannot be one."""

    def __init__(self, spots: _Spots, texts: tuple[str, ...]) -> None:
        base = spots.base
        self.spots, self.texts, self.reading = spots, texts, base.reading
        self.answers = {**spots.answers}
        self.judged: dict[str, Question] = {}
        self.has_gap = False
        """Whether an item was left out before one that the row adds: the tree moves the later ones up."""
        self.out = Shaped(states={**base.agreement.states})
        self.shaper = Shaper(self.out, base.reading, Places(base.root))

    def changed(self) -> Changed | None:
        base, out = self.spots.base, self.out
        fields = self.fields(self.spots.root)
        if out.problems or self.has_gap:
            return None
        agreement = base.agreement.with_fields({**fields, "states": out.states})
        agreement.remember(self.answers, {**self.spots.conditions})
        return Changed(agreement, {**base.judged, **self.judged}, len(self.texts))

    def part(self, holder: _Holder) -> Part:
        """A part with what the row answers in it; the very same where that is nothing."""
        fields = self.fields(holder)
        return holder.part.with_fields(fields) if fields else holder.part

    def fields(self, holder: _Holder) -> dict[str, Any]:
        """The fields of a part that the row answers, in it or further below."""
        texts, fields = self.texts, dict[str, Any]()
        for spot in holder.spots:
            if text := texts[spot.at]:
                fields[spot.field] = self.value(spot, text)
        for name, inner in holder.parts.items():
            if (part := self.part(inner)) is not inner.part:
                fields[name] = self.whole(inner.path, part)
        for name, several in holder.lists.items():
            parts = self.items(several)
            if len(parts) != len(several.known) or any(map(is_not, parts, several.known)):
                fields[name] = self.whole(several.path, tuple(parts))
                if several.judged is not None:
                    self.judged[several.path] = several.judged
        return fields

    def items(self, several: _List) -> list[Part]:
        """The items of a list with what the row answers in them, and those that it adds at the end."""
        parts = [*several.known]
        for number, inner in several.holders.items():
            part = self.part(inner)
            if number < len(several.known):
                parts[number] = part
            elif part is not inner.part:
                self.has_gap = self.has_gap or number != len(parts)
                parts.append(part)
        return parts

    def whole(self, path: str, value: Any) -> Any:
        """What all answers below a path come to, which is the answer to a question where that has a path."""
        if path and (answer := given(path, value)) is not None:
            self.answers[path] = answer
        return value

    def value(self, spot: _Spot, text: str) -> Any:
        """The typed answer to a question; its state stands beside where it is none."""
        _, _, path, question, is_judged, blank = spot
        self.out.states.pop(path, None)
        if is_judged:
            self.judged[path] = question
        raw = (
            self.shaper.answer(leaf(text, question, _NOWHERE), question, path)
            if "\n" in text
            else self.shaper.scalar(text, _NOWHERE, question, path)
        )
        if raw is None:
            return blank
        value = question.read(raw, self.reading)
        if (answer := given(path, value)) is not None:
            self.answers[path] = answer
        return value
