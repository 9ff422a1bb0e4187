"""One answers file (and its private file) that is being edited: every change is saved whole, at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pesagree.agreement import Agreement, canonical
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.answers.reading import AnswersFile, load, parse, private_path
from pesagree.answers.yaml_edit import Remove, Set, dump, edit
from pesagree.answers.yaml_source import MappingNode, ScalarNode, SequenceNode, decode, read
from pesagree.files import read_bytes, write_atomically, write_together

Raw = str | list[Any] | dict[str, Any] | None
"""What an answers file holds at a path: text, a list, a mapping; None removes it (open again)."""


@dataclass
class Store:
    """The answers at `path`, read and written as a person's file: comments and key order are kept."""

    path: Path
    text: str
    private_text: str | None
    answers: AnswersFile = field(repr=False)

    @property
    def agreement(self) -> Agreement:
        return self.answers.agreement

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The file as it stands. Raises AnswersError or FileError."""
        second = private_path(path)
        private = decode(read_bytes(second), str(second)) if second.exists() else None
        return cls(path, decode(read_bytes(path), str(path)), private, load(path))

    @classmethod
    def create(cls, path: Path, head: Mapping[str, Any]) -> "Store":
        """A new file with the answers of `head` (country, language). Raises FileError."""
        text = dump({"pesagree": "1", **head})
        write_atomically(path, text.encode("utf-8"))
        return cls(path, text, None, parse(text, str(path)))

    def save(self, changes: Mapping[str, Raw]) -> None:
        """Apply changes by path, check them, and write both files where they changed.

        Nothing is written when the changed answers cannot be read (AnswersError) or the file cannot be
        written (FileError); then the store stands as before.
        """
        public = {path: raw for path, raw in changes.items() if not _is_private(path)}
        secret = {path: raw for path, raw in changes.items() if _is_private(path)}
        text = _edited(self.text, str(self.path), public) if public else self.text
        second = private_path(self.path)
        private = self.private_text
        if secret:
            private = _edited(private or "", str(second), secret)
        answers = parse(text, str(self.path), (private, str(second)) if private is not None else None)
        changed = {}
        if private is not None and private != self.private_text:
            changed[second] = private.encode("utf-8")
        if text != self.text:
            changed[self.path] = text.encode("utf-8")
        write_together(changed)
        self.text, self.private_text, self.answers = text, private, answers

    def note(self, path: str, text: str) -> None:
        """Keep a person's note on an answer; a note on a private answer stays in the private file."""
        key = canonical(path)
        if key.startswith("private."):
            second = private_path(self.path)
            edited = edit(self.private_text or "", [Set(("notes", key), text)])
            write_atomically(second, edited.encode("utf-8"))
            self.private_text = edited
        else:
            edited = edit(self.text, [Set(("notes", key), text)])
            write_atomically(self.path, edited.encode("utf-8"))
            self.text = edited
        self.answers = parse(
            self.text,
            str(self.path),
            (self.private_text, str(private_path(self.path))) if self.private_text is not None else None,
        )

    def raw(self, path: str) -> Any:
        """What is written at a path, as plain text, lists and mappings; None where nothing is."""
        source = (self.private_text or "") if _is_private(path) else self.text
        node: Any = read(source, str(self.path))
        for step in yaml_path(node, path):
            if isinstance(node, MappingNode):
                entry = node.entries.get(str(step))
                node = entry.value if entry else None
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                node = node.items[step] if step < len(node.items) else None
            else:
                node = None
            if node is None:
                return None
        return plain(node)


def exists(path: Path) -> bool:
    """Whether there is something at `path`. Raises FileError when it is a folder."""
    if path.is_dir():
        read_bytes(path)  # raises with the reason
    return path.exists()


def plain(node: Any) -> Any:
    """A raw tree as texts, lists and dicts."""
    match node:
        case ScalarNode(text=text):
            return text
        case SequenceNode(items=items):
            return [plain(item) for item in items]
        case MappingNode(entries=entries):
            return {key: plain(entry.value) for key, entry in entries.items()}
    return None


def yaml_path(root: MappingNode, path: str) -> tuple[str | int, ...]:
    """Where a path stands in this very file: one party may be written without the list."""
    steps: list[str | int] = [int(s) - 1 if s.isdigit() else s for s in canonical(path).split(".")]
    section = steps[0]
    if section in PARTY_SECTIONS and len(steps) > 1:
        entry = root.entries.get(str(section))
        is_list = entry is not None and isinstance(entry.value, SequenceNode)
        if is_list and not isinstance(steps[1], int):
            steps.insert(1, 0)
    return tuple(steps)


def _edited(text: str, source: str, changes: Mapping[str, Raw]) -> str:
    for path, raw in changes.items():
        root = read(text, source)
        where = yaml_path(root, path)
        text = edit(text, [Remove(where) if raw is None else Set(where, raw)])
    return text


def _is_private(path: str) -> bool:
    return path == "private" or path.startswith("private.")
