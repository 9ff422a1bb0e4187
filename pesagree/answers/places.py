"""Where each answer stands, looked up in the raw tree only when somebody asks: most files have no problem."""

from collections.abc import Callable
from functools import cache

from pesagree.agreement.form import PARTY_SECTIONS, canonical
from pesagree.answers.schema import RENAMED
from pesagree.answers.yaml_source import MappingNode, Node, SequenceNode
from pesagree.errors import Place

Trees = tuple[MappingNode, MappingNode | None]
"""The raw tree of a file, and of the private file beside it."""


class Places:
    """The places of a file's answers by path, and of the private file beside it."""

    def __init__(self, root: MappingNode, private: MappingNode | None = None) -> None:
        self._trees: Callable[[], Trees] = lambda: (root, private)

    @classmethod
    def later(cls, read: Callable[[], Trees]) -> "Places":
        """The places in trees that are read when the first place is asked for."""
        places = cls.__new__(cls)
        places._trees = cache(read)
        return places

    def __getitem__(self, path: str) -> Place:
        found = self.get(path)
        if found is None:
            raise KeyError(path)
        return found

    def get(self, path: str) -> Place | None:
        """The place of what is written at a path, None where nothing is."""
        root, private = self._trees()
        node: Node | None = root
        if private is not None and (path == "private" or path.startswith("private.")):
            node = private
        above = ""
        for step in canonical(path).split("."):
            if isinstance(node, SequenceNode) and above in PARTY_SECTIONS and not step.isdigit():
                node = node.items[0] if node.items else None  # the first party goes without its number
            node = _below(node, above, step)
            if node is None:
                return None
            above = f"{above}.{step}" if above else step
        if isinstance(node, SequenceNode) and above in PARTY_SECTIONS and node.items:
            node = node.items[0]
        return node.place if node is not None else None

    def nearest(self, path: str) -> Place | None:
        """The place of a path, or of the nearest part above it that is written."""
        path = canonical(path)
        while path:
            if (found := self.get(path)) is not None:
                return found
            path = path.rpartition(".")[0]
        return None


def _below(node: Node | None, above: str, step: str) -> Node | None:
    if isinstance(node, SequenceNode):
        number = int(step) if step.isdigit() else 0
        return node.items[number - 1] if 0 < number <= len(node.items) else None
    if not isinstance(node, MappingNode):
        return None
    entry = node.entries.get(step)
    if entry is None and RENAMED:
        today = f"{above}.{step}"
        earlier = (old.rpartition(".")[2] for old, new in RENAMED.items() if new == today)
        entry = next((node.entries[name] for name in earlier if name in node.entries), None)
    return entry.value if entry is not None else None
