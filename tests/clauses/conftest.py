"""Small clause libraries in a folder of their own."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pesagree.clauses import Library
from pesagree.errors import Problem, TemplateError

HEAD = "---\nheading: Prueba\n---\n"


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Library]:
    """A library of the given clause files (texts or bytes); the index lists them in order."""

    def builder(files: Mapping[str, str | bytes | None], index: str | None = None) -> Library:
        folder = tmp_path / "es" / "clauses"
        folder.mkdir(parents=True, exist_ok=True)
        lines = index if index is not None else "".join(f"- {{id: {identity}}}\n" for identity in files)
        (tmp_path / "clauses.yaml").write_text(lines, encoding="utf-8")
        for identity, text in files.items():
            if text is not None:
                data = text if isinstance(text, bytes) else text.encode("utf-8")
                (folder / f"{identity}.md").write_bytes(data)
        return Library("es", tmp_path)

    return builder


@pytest.fixture
def faults(build: Callable[..., Library]) -> Callable[..., list[Problem]]:
    """The problems of a clause with this body (line 4 is its first), or of whole files."""

    def finder(body: str = "", **how: object) -> list[Problem]:
        files = how.pop("files", None) or {"uno": HEAD + body}
        with pytest.raises(TemplateError) as caught:
            build(files, **how)
        return list(caught.value.problems)

    return finder
