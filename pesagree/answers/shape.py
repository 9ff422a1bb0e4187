"""From the raw tree of an answers file to plain values for the model, with the states beside them.

Here it is decided what each node may be (a text, a list, a mapping), which answers are open,
unknown, none or disputed, and which keys are not known. Types and ranges are the model's business.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from pesagree.agreement import Kind, Question, Reading, Translated
from pesagree.agreement.ask import Part as Model
from pesagree.agreement.form import CHOICE_KINDS, canonical
from pesagree.agreement.payment import Generator, Instalment
from pesagree.agreement.states import SIDES, Disputed, NoneGiven, NotApplicable, State, Unknown
from pesagree.answers.places import Places
from pesagree.answers.schema import (
    NOT_QUESTIONS,
    RENAMED,
    Branch,
    Figure,
    Leaf,
    Node,
    generator_of,
    items_of,
    leaves,
    schema,
)
from pesagree.answers.yaml_source import Entry, MappingNode, ScalarNode, SequenceNode
from pesagree.errors import Place, Problem
from pesagree.wording.language import LANGUAGES, code_of, fold

YamlNode = ScalarNode | SequenceNode | MappingNode

NONE_WORDS = frozenset({"none", "ninguno", "ninguna"})
LONGEST_NONE = max(map(len, NONE_WORDS))
OPEN_WORDS = ("", "~")
UNKNOWN_MARK = "??"
PROPOSALS = "proposals"
SPACES = " \t\r\n\u00a0"
"""What may stand round an answer; Python's own white space holds control characters too."""
TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE_OR_WORDS)
TRANSLATED_KINDS = (*TEXT_KINDS, Kind.LINES)
MORE_THAN_TEXT = frozenset({Kind.LIST, Kind.LINES, Kind.SEVERAL, Kind.ORDER, Kind.ONE})
"""What is not one text as it stands."""
LIST_KINDS = (Kind.LINES, Kind.SEVERAL, Kind.ORDER, Kind.LANGUAGES, Kind.IDS)


@dataclass(slots=True)
class Shaped:
    """What came out: `values` for the model, `states` by path, and all problems.

    `judged` are the answers, by path, that are written and may be ignored or odd.
    """

    values: dict[str, Any] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    judged: dict[str, Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    accepted: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def needs_escape(text: str) -> bool:
    """Whether `text` would be read as a state and not as itself."""
    plain = text.strip()
    return (
        plain.startswith((UNKNOWN_MARK, "\\"))
        or plain in ("", "~", "=", "?", "<")
        or plain.lower() in NONE_WORDS
        or plain.startswith(":")
    )


def escape(text: str) -> str:
    """`text` so that it is read back as itself: a backslash before what means something else."""
    return "\\" + text if needs_escape(text) else text


def shape(root: MappingNode, reading: Reading, *, private: bool = False) -> Shaped:
    """Shape a whole file; with `private` the second file, which holds only `private` and `notes`."""
    out = Shaped()
    shaper = Shaper(out, reading, Places(root))
    for entry in root.entries.values():
        shaper.section(entry, private=private)
    return out


class Shaper:
    """One walk over a file, or over parts of it; problems are gathered, never raised."""

    def __init__(self, out: Shaped, reading: Reading, places: Places) -> None:
        self.out = out
        self.reading = reading
        self.places = places
        self.count = 0
        """How many answers were read."""

    def section(self, entry: Entry, *, private: bool = False) -> None:
        """One key of a file with all that is below it."""
        key, node, children = entry.key, entry.value, schema().children
        if key == "notes":
            self.out.notes.update(self.texts(node))
        elif key == "pesagree" and not private:
            if not isinstance(node, ScalarNode) or node.text.strip(SPACES) not in ("1", ""):
                self.problem("version_unknown", node.place, key)
        elif key == "accepted" and not private:
            self.out.accepted.update(self.accepted(node))
        elif key == "private" and not private:
            self.problem("private_in_main", entry.place, key)
        elif key in children and (key == "private") == private:
            value = self.node(node, children[key], key)
            if value is not None:
                self.out.values[field_of(key)] = value
        else:
            names = ["private", "notes"] if private else [*children, *NOT_QUESTIONS]
            self.unknown_key(key, entry.place, "", names)

    def problem(self, code: str, place: Place, path: str, **facts: object) -> None:
        self.out.problems.append(Problem(code, place, canonical(path), facts))

    def unknown_key(self, key: str, place: Place, prefix: str, known: list[str]) -> None:
        folded = {fold(name): name for name in known}
        near = difflib.get_close_matches(fold(key), folded, n=1, cutoff=0.6)
        path = f"{prefix}.{key}" if prefix else key
        if near:
            self.problem("unknown_key_near", place, path, key=key, near=folded[near[0]])
        else:
            self.problem("unknown_key", place, path, key=key, known=known)

    # --- parts ------------------------------------------------------------------------------

    def node(self, node: YamlNode, spec: Node, path: str) -> Any:
        if isinstance(spec, Leaf):
            if spec.is_judged:
                self.out.judged[canonical(path)] = spec.question
            self.count += 1
            return self.answer(node, spec.question, path)
        if isinstance(spec, Figure):
            return self.figure(node, path)
        if spec.is_party:
            return self.parties(node, spec, path)
        return self.branch(node, spec, path)

    def parties(self, node: YamlNode, spec: Branch, path: str) -> Any:
        if isinstance(node, SequenceNode):
            values = [self.branch(item, spec, f"{path}.{n}") for n, item in enumerate(node.items, 1)]
            return tuple(value if value is not None else {} for value in values)
        value = self.branch(node, spec, f"{path}.1")
        return None if value is None else (value,)

    def branch(self, node: YamlNode, spec: Branch, path: str) -> Any:
        if isinstance(node, ScalarNode):
            return self.whole_branch(node, spec, path)
        if isinstance(node, SequenceNode):
            return self.problem("section_expected", node.place, path, known=list(spec.children))
        return self.below(node, spec, path)

    def below(self, node: MappingNode, spec: Branch, path: str) -> dict[str, Any]:
        """What stands below the keys of a part, or of one item of a list."""
        values: dict[str, Any] = {}
        for key, entry in node.entries.items():
            name = name_of(spec, key)
            child = spec.children.get(name)
            if child is None:
                self.unknown_key(key, entry.place, path, list(spec.children))
                continue
            value = self.node(entry.value, child, f"{path}.{name}")
            if value is not None:
                values[field_of(name)] = value
        return values

    def whole_branch(self, node: ScalarNode, spec: Branch, path: str) -> None:
        """A part answered in one word: open, unknown or none as a whole."""
        text = node.text.strip(SPACES)
        if is_open(node):
            return
        below = leaves(spec)
        paths = {question: _under(path, spec.path, question.path) for question in below}
        if text.startswith(UNKNOWN_MARK):
            for one in paths.values():
                self.out.states[canonical(one)] = Unknown(text.removeprefix(UNKNOWN_MARK).strip())
        elif text.lower() in NONE_WORDS and any(question.none_ok for question in below):
            for question, one in paths.items():
                self.out.states[canonical(one)] = NoneGiven() if question.none_ok else NotApplicable()
        else:
            self.problem("section_expected", node.place, path, known=list(spec.children))

    def figure(self, node: YamlNode, path: str) -> Any:
        if not isinstance(node, ScalarNode):
            return self.problem("text_expected", node.place, path)
        return None if is_open(node) or node.text.strip(SPACES).startswith(UNKNOWN_MARK) else node.text

    # --- answers ----------------------------------------------------------------------------

    def answer(self, node: YamlNode, question: Question, path: str) -> Any:
        """The raw value of one question, or None with its state kept beside."""
        if isinstance(node, ScalarNode):
            return self.scalar(node.text, node.place, question, path)
        if isinstance(node, MappingNode) and set(node.entries) == {PROPOSALS}:
            return self.disputed(node.entries[PROPOSALS].value, question, path)
        if isinstance(node, MappingNode) and (unknown := _unknown_by_language(node)) is not None:
            self.out.states[canonical(path)] = unknown
            return None
        if question.kind is Kind.LIST:
            return self.items(node, question, path)
        if isinstance(node, MappingNode):
            return self.translations(node, question, path)
        if question.kind not in LIST_KINDS:
            return self.problem("one_answer_expected", node.place, path)
        values = [self.one_of_many(item, question, path) for item in node.items]
        return tuple(value for value in values if value is not None) or None

    def scalar(self, text: str, place: Place, question: Question, path: str) -> Any:
        """The raw value that a text is, or None."""
        text = text.strip(SPACES)
        if text in OPEN_WORDS:
            return None
        if text.startswith(UNKNOWN_MARK):
            self.out.states[canonical(path)] = Unknown(text.removeprefix(UNKNOWN_MARK).strip())
            return None
        if len(text) <= LONGEST_NONE and text.lower() in NONE_WORDS:
            if question.none_ok:
                self.out.states[canonical(path)] = NoneGiven()
            else:
                self.problem("none_not_allowed", place, path)
            return None
        kind = question.kind
        if kind not in MORE_THAN_TEXT:
            return text.removeprefix("\\")
        if kind is Kind.LIST:
            return self.problem("list_expected", place, path, items=[i.name for i in question.items])
        if kind is Kind.LINES:
            return (text.removeprefix("\\"),)
        if kind in (Kind.SEVERAL, Kind.ORDER):
            whole = code_of(question.path).get(fold(text))
            parts = [text] if whole else [part for part in text.replace(";", ",").split(",") if part.strip()]
            codes = [self.code(part, question, place, path) for part in parts]
            return tuple(code for code in codes if code is not None) or None
        return self.code(text, question, place, path)

    def code(self, text: str, question: Question, place: Place, path: str) -> str | None:
        if text in question.codes:
            return text  # as the tool writes it: no words of any language need to be read for it
        codes = code_of(question.path)
        found = codes.get(text) or codes.get(fold(text))
        if found is None:
            of_the_list = text.strip().startswith(UNKNOWN_MARK)
            self.problem("state_in_list" if of_the_list else "choice_unknown", place, path, text=text.strip())
        return found

    def one_of_many(self, node: YamlNode, question: Question, path: str) -> Any:
        if isinstance(node, MappingNode) and question.kind is Kind.LINES:
            return self.translations(node, question, path)
        if not isinstance(node, ScalarNode):
            return self.problem("text_expected", node.place, path)
        if is_open(node):
            return None
        if question.kind in CHOICE_KINDS:
            return self.code(node.text, question, node.place, path)
        text = node.text.strip(SPACES)
        if text.startswith(UNKNOWN_MARK) or text.lower() in NONE_WORDS:
            return self.problem("state_in_list", node.place, path, text=text)
        return text.removeprefix("\\")

    def translations(self, node: MappingNode, question: Question, path: str) -> Any:
        """Free text by language (`es:`, `en:`)."""
        if question.kind not in TRANSLATED_KINDS or not node.entries:
            return self.problem("text_expected", node.place, path)
        for key, entry in node.entries.items():
            if not _is_language(key):
                return self.problem("text_expected", entry.place, path)
        texts = {}
        for key, entry in node.entries.items():
            if not isinstance(entry.value, ScalarNode):
                return self.problem("text_expected", entry.value.place, path)
            text = entry.value.text.strip(SPACES)
            if text.startswith(UNKNOWN_MARK):
                return self.problem("unknown_beside_text", entry.value.place, path)
            if text not in OPEN_WORDS:
                texts[key] = text
        return texts or None

    def disputed(self, node: YamlNode, question: Question, path: str) -> None:
        """Both sides' proposals stand; each must be an answer to the question by itself."""
        if not isinstance(node, MappingNode) or not node.entries:
            self.problem("proposals_expected", node.place, path)
            return
        proposals: dict[str, object] = {}
        for side, entry in node.entries.items():
            if side not in SIDES:
                self.unknown_key(side, entry.place, f"{path}.{PROPOSALS}", list(SIDES))
                continue
            here = f"{path}.{PROPOSALS}.{side}"
            raw = self.answer(entry.value, question, here)
            if raw is None:
                self.out.states.pop(canonical(here), None)  # who proposes nothing has no state either
                continue
            try:
                proposals[side] = question.read(raw, self.reading)
            except ValidationError as error:
                self.out.problems.extend(type_problems(error, path, entry.value.place))
        if proposals:  # in one order, however they are written: no side stands first by chance
            in_order = {side: proposals[side] for side in SIDES if side in proposals}
            self.out.states[canonical(path)] = Disputed(in_order)

    # --- lists of things --------------------------------------------------------------------

    def items(self, node: YamlNode, question: Question, path: str) -> Any:
        plain, generator = items_of(question.path), generator_of(question.path)
        names = [item.name for item in question.items]
        if isinstance(node, MappingNode):
            if generator is None:
                return self.problem("list_expected", node.place, path, items=names)
            if node.entries.keys() & (plain.children.keys() - generator.children.keys()):
                return self.problem("schedule_mixed", node.place, path)
            return self.checked(Generator, self.below(node, generator, path), node.place, path)
        assert isinstance(node, SequenceNode)
        values = []
        for number, item in enumerate(node.items, 1):
            here = f"{path}.{number}"
            if not isinstance(item, MappingNode):
                self.problem("item_expected", item.place, here, items=names)
                continue
            if generator and item.entries.keys() & (generator.children.keys() - plain.children.keys()):
                self.problem("schedule_mixed", item.place, here)
                continue
            raw = self.below(item, plain, here)
            values.append(self.checked(Instalment, raw, item.place, here) if generator else raw)
        return tuple(value for value in values if value is not None) or None

    def checked(self, part: type[Model], raw: dict[str, Any], place: Place, path: str) -> Model | None:
        """A part that is read here: a schedule may be of two sorts, and the model would tell of both."""
        try:
            return part.model_validate(raw, context=self.reading)
        except ValidationError as error:
            self.out.problems.extend(type_problems(error, path, place, self.places, raw))
            return None

    # --- what is no answer ------------------------------------------------------------------

    def texts(self, node: YamlNode) -> dict[str, str]:
        if isinstance(node, MappingNode):
            found = {}
            for key, entry in node.entries.items():
                if isinstance(entry.value, ScalarNode):
                    found[key] = entry.value.text
                else:
                    self.problem("text_expected", entry.value.place, f"notes.{key}")
            return found
        if not (isinstance(node, ScalarNode) and is_open(node)):
            self.problem("section_expected", node.place, "notes")
        return {}

    def accepted(self, node: YamlNode) -> dict[str, Any]:
        if not isinstance(node, MappingNode):
            self.problem("section_expected", node.place, "accepted")
            return {}
        found = {}
        for rule, entry in node.entries.items():
            fields = entry.value.entries if isinstance(entry.value, MappingNode) else {}
            if set(fields) != {"reason", "by"}:
                self.problem("accepted_expected", entry.value.place, f"accepted.{rule}")
                continue
            found[rule] = {key: _free(value.value) for key, value in fields.items()}
        return found


def name_of(spec: Branch, key: str) -> str:
    """What a key of a part is called today."""
    return RENAMED.get(f"{spec.path}.{key}", key).rpartition(".")[2] if RENAMED else key


def field_of(name: str) -> str:
    """The model's field of a name."""
    return "in_" if name == "in" else name


def _free(node: YamlNode) -> Any:
    if isinstance(node, MappingNode):
        return {k: _free(e.value) for k, e in node.entries.items()}
    return node.text.strip(SPACES) if isinstance(node, ScalarNode) else ""


def _is_language(key: str) -> bool:
    return key in LANGUAGES or (2 <= len(key) <= 3 and key.isalpha() and key.islower())


def _unknown_by_language(node: MappingNode) -> Unknown | None:
    """Who will find an answer out, by language (`es: ?? …`, `en: ?? …`); None where it says anything else."""
    notes = []
    for key, entry in node.entries.items():
        text = entry.value.text.strip(SPACES) if isinstance(entry.value, ScalarNode) else ""
        if not text.startswith(UNKNOWN_MARK) or not _is_language(key):
            return None
        notes.append((key, text.removeprefix(UNKNOWN_MARK).strip()))
    said = tuple((key, note) for key, note in notes if note)
    return Unknown(Translated(said) if said else "") if notes else None


def is_open(node: ScalarNode) -> bool:
    """Nothing, or `~`."""
    return node.text.strip(SPACES) in OPEN_WORDS


def _under(path: str, spec_path: str, question_path: str) -> str:
    """The question's path below this very part (of one party)."""
    return path + question_path[len(spec_path) :]


# --- what the model says no to --------------------------------------------------------------

_PYDANTIC = {
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "literal_error": "choice_unknown",
}


def type_problems(
    error: ValidationError,
    prefix: str,
    place: Place,
    places: Places | None = None,
    raw: Any = None,
) -> Iterator[Problem]:
    """The model's errors as problems: one for each path, the most telling first."""
    by_path: dict[str, Problem] = {}
    for detail in error.errors(include_url=False):
        path = _path(prefix, detail["loc"], raw)
        facts = dict(detail.get("ctx") or {})
        code = _PYDANTIC.get(detail["type"], detail["type"])
        if code == "too_small":
            facts["least"] = facts.get("ge", facts.get("gt"))
            code = "not_above" if "gt" in facts else code
        elif code == "too_large":
            facts["most"] = facts.get("le", facts.get("lt"))
        facts.setdefault("text", detail["input"] if isinstance(detail["input"], str | int) else "")
        where = (places.nearest(path) if places else None) or place
        problem = Problem(code, where, path, facts)
        if path not in by_path or by_path[path].code == "choice_unknown" or "." in by_path[path].code:
            by_path[path] = problem
    yield from by_path.values()


def _path(prefix: str, loc: tuple[int | str, ...], raw: Any) -> str:
    """The answer's path: pydantic's location without the marks of unions."""
    parts = [prefix] if prefix else []
    for step in loc:
        if isinstance(step, int):
            parts.append(str(step + 1))
            raw = raw[step] if isinstance(raw, list | tuple) and step < len(raw) else None
        elif isinstance(raw, Mapping) and step in raw:
            parts.append(step.rstrip("_"))
            raw = raw[step]
    return canonical(".".join(parts))
