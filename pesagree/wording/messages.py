"""Problems put into words: where it is, what is wrong, what to write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pesagree.errors import Problem
from pesagree.wording.language import Wording


@dataclass(frozen=True, slots=True)
class Message:
    """One problem in one language: `where` is file:line:column, `path` the answer, `write` the remedy."""

    where: str
    path: str
    label: str
    what: str
    write: str
    code: str

    def __str__(self) -> str:
        head = " ".join(part for part in (self.where, self.path) if part)
        lines = [
            f"{head}{f' ({self.label})' if self.label else ''}" if head else "",
            f"  {self.what}",
            f"  → {self.write}",
        ]
        return "\n".join(line for line in lines if line.strip() and line.strip() != "→")


class _Facts(dict[str, Any]):
    """Facts that a message asks for and the problem does not have are left out, not a crash."""

    def __missing__(self, key: str) -> str:
        return ""


def explain(problem: Problem, words: Wording) -> Message:
    """The problem in the language of `words`."""
    entry: Mapping[str, str] = words.messages.get(problem.code) or words.messages["other"]
    question = _question_path(problem, words)
    if "condition" in problem.facts:
        problem = replace(
            problem, facts={**problem.facts, "condition": words.condition(str(problem.facts["condition"]))}
        )
    facts = _Facts({key: _shown(value) for key, value in problem.facts.items()})
    facts["path"] = problem.path
    facts.setdefault("code", problem.code)
    if question:
        choices = words.question(question).choices
        if choices:
            facts["choices"] = "; ".join(f"{code} ({label})" for code, label in choices.items())
        facts["question"] = words.question(question).ask
    return Message(
        where=str(problem.place),
        path=problem.path,
        label=words.label(question) if question else "",
        what=str(entry["what"]).format_map(facts).strip(),
        write=str(entry.get("write", "")).format_map(facts).strip(),
        code=problem.code,
    )


def _question_path(problem: Problem, words: Wording) -> str:
    path = ".".join(s for s in problem.path.split(".") if not s.isdigit())
    return path if path and words.has_question(path) else ""


LONGEST_SHOWN = 120
"""How much of a wrong answer a message repeats."""


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        texts = [str(v) for v in value]
        return ("; " if any("," in text for text in texts) else ", ").join(texts)
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
