"""A profile of words, chosen by `agreement.words`: what an agreement calls its sides and what is given.

Some programmes refuse the word payment. Their profile in templates/<lang>/profiles/ lists words and phrases
of our texts with what is said instead, so that each text is written once for all profiles. What people
answered is theirs and is never reworded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, eq=False)
class Profile:
    """The title of the paper, its role words ("of_buyer"), and what is said instead of what."""

    title: str
    roles: Mapping[str, str]
    instead: Mapping[str, str]

    def reword(self, text: str) -> str:
        """A text in the words of this profile; its {blanks} stay as they are."""
        return self._pattern.sub(self._said, text) if self.instead else text

    def reword_all(self, value: Any) -> Any:
        """The same for every text in mappings and lists; their keys stay."""
        match value:
            case str():
                return self.reword(value)
            case list():
                return [self.reword_all(each) for each in value]
            case dict():
                return {key: self.reword_all(each) for key, each in value.items()}
        return value

    def reword_clause(self, text: str) -> str:
        """The body of a clause: what it prints, also out of its tags, and never their names and codes."""
        if not self.instead:
            return text
        parts: list[str] = []
        position = 0
        for tag in _TAG.finditer(text):
            parts.append(self.reword(text[position : tag.start()]))
            parts.append(_QUOTED.sub(self._said_in_tag, tag[0]))
            position = tag.end()
        return "".join((*parts, self.reword(text[position:])))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(map(re.escape, self.instead), key=len, reverse=True)
        said = "|".join(longest_first)
        return re.compile(
            rf"\{{[^{{}}]*\}}|(?<!\w)(?:{said})(?!\w|\.\w)", re.IGNORECASE
        )  # "pay.form" is a code

    @cached_property
    def _by_lower(self) -> Mapping[str, str]:
        return {said.lower(): instead for said, instead in self.instead.items()}

    def _said_in_tag(self, quoted: re.Match[str]) -> str:
        text = quoted[0]
        return self.reword(text) if " " in text else text  # without a space it is a code

    def _said(self, found: re.Match[str]) -> str:
        word = found[0]
        if word.startswith("{"):
            return word
        instead = self._by_lower[word.lower()]
        return instead[:1].upper() + instead[1:] if word[0].isupper() else instead
