"""The words of one paper: templates/<lang>/workshop/<paper>.yaml."""

from collections.abc import Mapping
from typing import Any

from pesagree.errors import Place, Problem, TemplateError
from pesagree.wording import Wording


class PaperWords:
    """Looks words up by their keys ("agenda.half"). A missing one is the template's fault: TemplateError."""

    def __init__(self, words: Wording, paper: str) -> None:
        self.paper, self.language = paper, words.language
        self._entries = words.workshop(paper)
        self._file = str(words.folder / "workshop" / f"{paper}.yaml")

    def __call__(self, key: str, **facts: object) -> str:
        """One text, its {blanks} filled."""
        return str(self._find(key)).rstrip("\n").format_map(facts)

    def lines(self, key: str, **facts: object) -> tuple[str, ...]:
        """A list of texts, their {blanks} filled."""
        return tuple(str(line).format_map(facts) for line in self._find(key))

    def rows(self, key: str, **facts: object) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts: the rows of a table."""
        return tuple(tuple(str(cell).format_map(facts) for cell in row) for row in self._find(key))

    def entries(self, key: str) -> Mapping[str, Any]:
        """The words below a key, by their own keys."""
        found: Mapping[str, Any] = self._find(key)
        return found

    def _find(self, key: str) -> Any:
        found: Any = self._entries
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise TemplateError([Problem("words_missing", Place(self._file), key)])
            found = found[part]
        return found
