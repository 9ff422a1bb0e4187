"""Puts a row over the base: the raw tree of an answers file with the row's cells in their places."""

from pesagree.agreement import Question
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.answers.roster_row import Cell, ItemLines, Row
from pesagree.answers.shape import LIST_KINDS, PROPOSALS
from pesagree.answers.yaml_source import Entry, MappingNode, Node, ScalarNode, SequenceNode
from pesagree.errors import Place

_GAP = MappingNode({}, Place())
"""An item that no cell fills, because a later one came first."""


def apply(base: MappingNode, row: Row) -> MappingNode:
    """The base with the row's answers over it. A blank cell changes nothing; `~` leaves an answer open.

    Every node that comes from the row has its cell's place, so that problems point into the table. What the
    row leaves as it is are the base's very nodes, which tells the reader that it knows them.
    """
    overlay = _Overlay()
    root = overlay.put_row(base, row)
    for lines in row.items:
        root = overlay.put(root, lines.steps, _items(lines), lines.place)
    if overlay.has_gaps:
        root = overlay.without_gaps(root)
    assert isinstance(root, MappingNode)
    return MappingNode(root.entries, row.place)


def leaf(text: str, question: Question | None, place: Place) -> ScalarNode | SequenceNode:
    """One text, or a list where a cell of several lines answers a question that takes many."""
    if "\n" in text and question is not None and question.kind in LIST_KINDS:
        parts = [part.strip() for part in text.splitlines() if part.strip()]
        if len(parts) > 1:
            return SequenceNode(tuple(ScalarNode(part, place) for part in parts), place)
    return ScalarNode(text, place)


def _items(lines: ItemLines) -> SequenceNode:
    items = []
    overlay = _Overlay()
    for line in lines.lines:
        items.append(overlay.put_row(MappingNode({}, line.place), line))
    return SequenceNode(tuple(items), lines.place)


class _Overlay:
    """One row over the base: what was made for it may be added to, what is the base's is copied."""

    def __init__(self) -> None:
        self.own: dict[int, Node] = {}
        """The nodes that were made for this row, by identity (and kept, so that none is mistaken for one)."""
        self.has_gaps = False

    def put_row(self, node: Node, row: Row) -> Node:
        """`node` with the row's cells in their places, and below them what the price list says."""
        for priced in row.priced:
            for cell in priced.line.answers():
                node = self.put_cell(node, cell, priced.steps)
        for cell in row.answers():
            node = self.put_cell(node, cell)
        return node

    def put_cell(self, node: Node, cell: Cell, above: tuple[str | int, ...] = ()) -> Node:
        text, place, column = cell
        return self.put(node, (*above, *column.steps), leaf(text, column.question, place), place)

    def put(self, node: Node | None, steps: tuple[str | int, ...], value: Node, place: Place) -> Node:
        """`node` with `value` at the end of `steps`; what stands in the way gives way."""
        if not steps:
            return value
        step = steps[0]
        if isinstance(step, int):
            return self._put_item(node, step, steps[1:], value, place)
        if isinstance(node, SequenceNode):  # without a number the first is meant
            return self._put_item(node, 0, steps, value, place)
        if isinstance(node, MappingNode) and not (len(node.entries) == 1 and PROPOSALS in node.entries):
            changed = node if id(node) in self.own else self._made(MappingNode({**node.entries}, node.place))
        else:
            changed = self._made(MappingNode({}, node.place if isinstance(node, MappingNode) else place))
        entry = changed.entries.get(step)
        child = entry.value if entry else None
        numbered = len(steps) > 1 and isinstance(steps[1], int)
        if numbered and step in PARTY_SECTIONS and isinstance(child, MappingNode):
            child = SequenceNode((child,), child.place)  # one party was written without the list
        below = self.put(child, steps[1:], value, place)
        changed.entries[step] = Entry(step, entry.place if entry else place, below)
        return changed

    def _put_item(
        self, node: Node | None, at: int, steps: tuple[str | int, ...], value: Node, place: Place
    ) -> SequenceNode:
        items = list(node.items) if isinstance(node, SequenceNode) else []
        self.has_gaps = self.has_gaps or at > len(items)
        items += [_GAP] * (at + 1 - len(items))
        # A gap that is filled now stands where its first cell stands.
        items[at] = self.put(None if items[at] is _GAP else items[at], steps, value, place)
        changed = SequenceNode(tuple(items), node.place if isinstance(node, SequenceNode) else place)
        self.own[id(changed)] = changed
        return changed

    def _made(self, node: MappingNode) -> MappingNode:
        self.own[id(node)] = node
        return node

    def without_gaps(self, node: Node) -> Node:
        if id(node) not in self.own:
            return node
        if isinstance(node, SequenceNode):
            kept = tuple(self.without_gaps(item) for item in node.items if item is not _GAP)
            return SequenceNode(kept, node.place)
        if isinstance(node, MappingNode):
            for key, entry in node.entries.items():
                node.entries[key] = Entry(key, entry.place, self.without_gaps(entry.value))
        return node
