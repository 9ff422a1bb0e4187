"""Puts a row over the base: the raw tree of an answers file with the row's cells in their places."""

from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.answers.roster_row import Cell, ItemLines, Row
from pesagree.answers.shape import LIST_KINDS, PROPOSALS
from pesagree.answers.yaml_source import Entry, MappingNode, Node, ScalarNode, SequenceNode
from pesagree.errors import Place

_GAP = MappingNode({}, Place())
"""An item that no cell fills, because a later one came first."""


def apply(base: MappingNode, row: Row) -> MappingNode:
    """The base with the row's answers over it. A blank cell changes nothing; `~` leaves an answer open.

    Every node that comes from the row has its cell's place, so that problems point into the table.
    """
    root: Node = base
    for cell in row.answers():
        root = _put(root, cell.column.steps, _leaf(cell), cell.place)
    for lines in row.items:
        root = _put(root, lines.steps, _items(lines), lines.place)
    if _skips_items(row):
        root = _without_gaps(root)
    assert isinstance(root, MappingNode)
    return MappingNode(root.entries, row.place)


def _leaf(cell: Cell) -> Node:
    """One text, or a list where a cell of several lines answers a question that takes many."""
    question = cell.column.question
    parts = [part.strip() for part in cell.text.splitlines() if part.strip()]
    if question is not None and question.kind in LIST_KINDS and len(parts) > 1:
        return SequenceNode(tuple(ScalarNode(part, cell.place) for part in parts), cell.place)
    return ScalarNode(cell.text, cell.place)


def _items(lines: ItemLines) -> SequenceNode:
    items = []
    for line in lines.lines:
        item: Node = MappingNode({}, line.place)
        for cell in line.answers():
            item = _put(item, cell.column.steps, _leaf(cell), cell.place)
        items.append(item)
    return SequenceNode(tuple(items), lines.place)


def _put(node: Node | None, steps: tuple[str | int, ...], value: Node, place: Place) -> Node:
    """`node` with `value` at the end of `steps`; what stands in the way gives way."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, int):
        items = list(node.items) if isinstance(node, SequenceNode) else []
        items += [_GAP] * (step + 1 - len(items))
        items[step] = _put(items[step], tuple(rest), value, place)
        return SequenceNode(tuple(items), node.place if isinstance(node, SequenceNode) else place)
    if isinstance(node, SequenceNode):  # without a number the first is meant
        return _put(node, (0, *steps), value, place)
    known = node.entries if isinstance(node, MappingNode) and set(node.entries) != {PROPOSALS} else {}
    entry = known.get(step)
    child = entry.value if entry else None
    if step in PARTY_SECTIONS and rest and isinstance(rest[0], int) and isinstance(child, MappingNode):
        child = SequenceNode((child,), child.place)  # one party was written without the list
    changed = Entry(step, entry.place if entry else place, _put(child, tuple(rest), value, place))
    return MappingNode({**known, step: changed}, node.place if isinstance(node, MappingNode) else place)


def _skips_items(row: Row) -> bool:
    """Whether the row names an item later than the first: only then can there be gaps before it."""
    return any(isinstance(step, int) and step > 0 for cell in row.answers() for step in cell.column.steps)


def _without_gaps(node: Node) -> Node:
    match node:
        case SequenceNode(items=items):
            kept = tuple(_without_gaps(item) for item in items if item is not _GAP)
            same = len(kept) == len(items) and all(a is b for a, b in zip(kept, items, strict=True))
            return node if same else SequenceNode(kept, node.place)
        case MappingNode(entries=entries):
            values = {key: _without_gaps(entry.value) for key, entry in entries.items()}
            if all(values[key] is entry.value for key, entry in entries.items()):
                return node
            return MappingNode(
                {key: Entry(key, entry.place, values[key]) for key, entry in entries.items()}, node.place
            )
        case _:
            return node
