"""A scripted person in front of the interview, and one who answers everything as a sample does."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pesagree.agreement import QUESTIONS, Agreement, Kind, Level
from pesagree.answers.store import Store
from pesagree.interview import EndOfInput, Scope, Session
from pesagree.interview.screen import Screen
from pesagree.interview.talk import Talk
from pesagree.wording import wording

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass
class Script:
    """Types the given lines one by one and keeps everything that was said."""

    lines: Iterator[str]
    said: list[str] = field(default_factory=list)
    edited: str | None = None

    def say(self, text: str) -> None:
        self.said.extend(text.split("\n"))

    def ask(self, prompt: str) -> str:
        line = next(self.lines, None)
        if line is None:
            raise EndOfInput
        if line == "^C":
            raise KeyboardInterrupt
        self.said.append(prompt + line)
        return line

    def edit(self, text: str) -> str | None:  # noqa: ARG002 - the person in the editor is scripted
        return self.edited

    @property
    def text(self) -> str:
        return "\n".join(self.said)


@dataclass
class Sitting:
    """What a session left behind."""

    code: int
    said: str
    store: Store
    drafts: list[Agreement]

    def answer(self, path: str) -> Any:
        return self.store.agreement.answer(path)


@pytest.fixture
def sit(tmp_path: Path) -> Callable[..., Sitting]:
    """Hold one session on a file: resumed where it exists, else new."""

    def hold(
        lines: Sequence[str],
        *,
        name: str = "a.yaml",
        text: str | None = None,
        language: str = "es",
        level: str = "essential",
        of: str | None = None,
        sections: frozenset[str] = frozenset(),
        prompter: Any = None,
        edited: str | None = None,
        fail: Any = None,
        draft_error: Exception | None = None,
        wall: Screen | None = None,
    ) -> Sitting:
        path = tmp_path / name
        if text is not None:
            path.write_text(text, encoding="utf-8")
        is_new = not path.exists()
        store = Store.create(path, {"language": language}) if is_new else Store.open(path)
        person = prompter or Script(iter(lines), edited=edited)
        drafts: list[Agreement] = []
        if fail is not None:
            fail(store)

        def draft(agreement: Agreement) -> str:
            if draft_error is not None:
                raise draft_error
            drafts.append(agreement)
            return "DRAFT a.es.docx"

        scope = Scope(Level(level), of, sections)
        talk = Talk(store, person, language, scope, draft, wall)
        code = Session(talk, "pesagree nuevo a.yaml", is_new).run()
        return Sitting(code, person.text, Store.open(path), drafts)

    return hold


@dataclass
class Answerer(Script):
    """Reads the screen as a person does and answers what a sample says."""

    source: dict[str, Any] = field(default_factory=dict)
    language: str = "es"
    stop_after: int = 10**9
    asked: list[str] = field(default_factory=list)
    mischief: Callable[[int, str], str | None] = lambda _n, _path: None
    pending: list[str] = field(default_factory=list)
    things: dict[str, int] = field(default_factory=dict)

    def ask(self, prompt: str) -> str:
        path = self.here()
        in_a_list = bool(path) and QUESTIONS[re.sub(r"\.\d+", "", path)].kind in (Kind.LIST, Kind.LINES)
        if self.stop_after <= 0 and not in_a_list and not self.pending:
            line = ":quit"
        else:
            self.stop_after -= 1
            line = self.pending.pop(0) if self.pending else self._next()
        self.said.append(prompt + line)
        return line

    def _next(self) -> str:
        path = self.here()
        line = self.answer(path)
        self.asked.append(path)
        if (extra := self.mischief(len(self.asked), path)) is not None:
            self.pending.append(line)
            return extra
        return line

    def here(self) -> str:
        """The path of the question on the screen, from its stable number and its party's number."""
        for line in reversed(self.said):
            if match := re.search(r"\((?:n\.º|no\.) (\d+)\)(?:.*n(?:\.º|o\.) (\d+))?", line):
                path = list(QUESTIONS)[int(match[1]) - 1]
                section, _, rest = path.partition(".")
                return f"{section}.{match[2]}.{rest}" if match[2] else path
        return ""

    def answer(self, path: str) -> str:
        last = next(line for line in reversed(self.said) if line.strip() and not line.startswith("> "))
        words = wording(self.language)
        for section in ("buyer", "seller"):
            if last == words.say(f"another.{section}"):
                wanted = self.source.get(section)
                now = 1 + self.things.get(section, 0)
                self.things[section] = now
                return "sí" if isinstance(wanted, list) and now < len(wanted) else ""
        if last in (words.say("private.go_on"),):
            return "yes"
        if last in (words.say("review.more"), words.say("review.last"), words.say("schedule.confirm")):
            return ""
        if last.startswith("==") or not path:
            return ""
        raw = self.raw(path)
        question = QUESTIONS[re.sub(r"\.\d+", "", path)]
        if last == words.say("schedule.how").split("\n")[-1]:
            return "" if raw is None else "1" if isinstance(raw, dict) else "2"
        if question.kind is Kind.LIST:
            return self.thing(path, raw, last)
        if question.kind is Kind.LINES and isinstance(raw, list):
            position = self.things.get(path, 0)
            self.things[path] = position + 1
            return self.typed(raw[position]) if position < len(raw) else ""
        if question.codes and isinstance(raw, str) and raw in question.codes and len(path) % 2:
            return str(question.codes.index(raw) + 1)
        return self.typed(raw)

    def thing(self, path: str, raw: Any, last: str) -> str:
        """At a list: add the next thing; inside one: the field that is asked."""
        words = wording(self.language)
        if last.startswith(("[Enter: listo", "[Enter: anotar", "[Enter: done", "[Enter: write the first")):
            if not isinstance(raw, list):
                return self.typed(raw)
            position = self.things.get(path, 0)
            self.things[path] = position + 1
            return "+" if position < len(raw) else ""
        where = re.sub(r"\.\d+", "", path)
        here = len(self.said) - 1
        question = QUESTIONS[where]
        fields: dict[str, str] = {}
        if isinstance(raw, dict):
            fields = {words.say(f"schedule.ask.{f.name}"): f.name for f in question.generator}
            values = raw
        else:
            fields = {words.question(f.path).ask: f.name for f in question.items}
            values = raw[self.things[path] - 1] if isinstance(raw, list) else {}
        while self.said[here] not in fields:
            here -= 1
        return self.typed(values.get(fields[self.said[here]]))

    def raw(self, path: str) -> Any:
        value: Any = self.source
        for step in path.split("."):
            if isinstance(value, list):
                value = value[int(step) - 1 if step.isdigit() else 0]
                if step.isdigit():
                    continue
            if step.isdigit():
                continue
            if isinstance(value, str):
                return value if value == "none" else None
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def typed(self, raw: Any) -> str:
        if raw is None:
            return ""
        if isinstance(raw, dict):
            return str(raw.get(self.language, next(iter(raw.values()))))
        return ", ".join(raw) if isinstance(raw, list) else str(raw)


def in_one_language(raw: Any, language: str = "es") -> Any:
    """A raw tree of answers with the texts of one language."""
    if isinstance(raw, dict):
        if set(raw) == {"es", "en"}:
            return raw[language]
        return {key: in_one_language(value, language) for key, value in raw.items()}
    return [in_one_language(value, language) for value in raw] if isinstance(raw, list) else raw
