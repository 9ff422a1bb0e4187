"""What a clause template may do: an allow-list over the parsed template, checked before it ever runs.

Template folders come from other people. Jinja's own sandbox stops attribute attacks but not an endless
loop or a giant text, so only what clauses need is allowed: answers, conditions, a few filters, `if` and
`for` over answers. Every name is checked against the form, so that a misspelt path is found at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import Lexer
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pesagree.agreement import Kind, Question
from pesagree.agreement.conditions import NAMED
from pesagree.answers.schema import Branch, Figure, Leaf, schema
from pesagree.clauses.lexing import ClauseLexer
from pesagree.errors import Place, Problem

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If,
    nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Keyword,
    nodes.Test, nodes.Call, nodes.Concat, nodes.CondExpr,
)  # fmt: skip
FILTERS = ("choose", "named", "counted", "ended", "in_words")
TESTS = ("none",)
COMPARISONS = ("eq", "ne", "in", "notin")
FORM_NAMES = ("full", "short", "general")
GENERAL_NAMES = ("title", "fingerprint")
LOOP_NAMES = ("first", "last", "index")
ROLE_NAMES = tuple(
    name
    for side in ("buyer", "seller", "mid", "pay")
    for name in (side, side.capitalize(), f"of_{side}", f"to_{side}")
)
COMPUTED_LISTS: Mapping[str, tuple[str, ...]] = {
    "instalments": ("number", "date", "amount", "kind", "proof", "condition"),
    "proofs": ("payments", "proof", "condition"),
    "choices": ("goods", "apart"),
    "years": ("year", "cash", "goods", "total"),
}
MAX_DEPTH = 2
"""How deep loops may be nested."""


class _Environment(ImmutableSandboxedEnvironment):
    @property
    def lexer(self) -> Lexer:
        return _lexer(self)


@cache
def _lexer(of: _Environment) -> ClauseLexer:
    return ClauseLexer(of)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The one environment of all clauses. It only parses: `running` gives names and filters their meaning."""
    env = _Environment(autoescape=False)
    env.globals.clear()
    return env


@dataclass(frozen=True, slots=True)
class _Part:
    """What a name stands for while checking: a part with these names below it."""

    names: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _List:
    """A list that a loop may run over."""

    item: object
    question: Question | None = None


_VALUE = object()
"""A single value that is no choice."""


def parse(
    piece: str, file: Path, first_line: int, clause_ids: Collection[str]
) -> tuple[nodes.Template, Sequence[Problem]]:
    """The syntax tree of one piece, and its problems: syntax, what is not allowed, names not in the form."""
    try:
        tree = environment().parse(piece)
    except TemplateSyntaxError as error:
        place = Place(str(file), first_line + error.lineno - 1)
        return nodes.Template([]), [Problem("template_syntax", place, facts={"detail": error.message or ""})]
    checker = _Checker(file, first_line, clause_ids)
    checker.visit(tree, dict(roots()), 0)
    return tree, checker.problems


class _Checker:
    def __init__(self, file: Path, first_line: int, clause_ids: Collection[str]) -> None:
        self.file, self.first_line, self.clause_ids = file, first_line, clause_ids
        self.problems: list[Problem] = []

    def problem(self, code: str, node: nodes.Node, **facts: object) -> None:
        # Jinja gives some nodes no line; what stands in them has one.
        line = node.lineno or next((n.lineno for n in node.find_all(nodes.Node) if n.lineno), 1)
        place = Place(str(self.file), self.first_line + line - 1)
        self.problems.append(Problem(code, place, facts=facts))

    def visit(self, node: nodes.Node, names: dict[str, object], depth: int) -> None:
        if not isinstance(node, ALLOWED):
            return self.problem("template_forbidden", node, what=type(node).__name__)
        match node:
            case nodes.For():
                return self.loop(node, names, depth)
            case nodes.Getattr() | nodes.Name():
                self.resolve(node, names)
                return None
            case nodes.Call():
                return self.call(node)
            case nodes.Filter():
                self.filter(node, names)
            case nodes.Test() if node.name not in TESTS:
                return self.problem("template_forbidden", node, what=f"is {node.name}")
            case nodes.Operand() if node.op not in COMPARISONS:
                return self.problem("template_forbidden", node, what=node.op)
            case nodes.Compare():
                self.compare(node, names)
        for child in node.iter_child_nodes():
            self.visit(child, names, depth)
        return None

    def loop(self, node: nodes.For, names: dict[str, object], depth: int) -> None:
        if depth >= MAX_DEPTH or node.recursive or node.test is not None or node.else_:
            return self.problem("template_forbidden", node, what="for")
        if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Getattr | nodes.Name):
            return self.problem("template_forbidden", node, what="for")
        over = self.resolve(node.iter, names)
        if over is None:
            return None
        if not isinstance(over, _List):
            return self.problem("template_not_a_list", node, name=_dotted(node.iter))
        inside = {**names, node.target.name: over.item, "loop": _Part(dict.fromkeys(LOOP_NAMES, _VALUE))}
        for child in node.body:
            self.visit(child, inside, depth + 1)
        return None

    def resolve(self, node: nodes.Node, names: Mapping[str, object]) -> object | None:
        """What a dotted name stands for; a problem where it is not in the form."""
        if isinstance(node, nodes.Name):
            found = names.get(node.name)
            if found is None:
                self.problem("template_unknown_name", node, name=node.name)
            return found
        if not isinstance(node, nodes.Getattr):
            self.problem("template_forbidden", node, what=type(node).__name__)
            return None
        above = self.resolve(node.node, names)
        if above is None:
            return None
        found = above.names.get(node.attr) if isinstance(above, _Part) else None
        if found is None:
            self.problem("template_unknown_name", node, name=_dotted(node))
        return found

    def call(self, node: nodes.Call) -> None:
        target = node.args[0] if len(node.args) == 1 else None
        if not isinstance(node.node, nodes.Name) or node.node.name != "ref" or node.kwargs:
            self.problem("template_forbidden", node, what="call")
        elif not isinstance(target, nodes.Const) or target.value not in self.clause_ids:
            self.problem("template_unknown_clause", node, name=getattr(target, "value", ""))

    def filter(self, node: nodes.Filter, names: Mapping[str, object]) -> None:
        if node.name not in FILTERS:
            return self.problem("template_forbidden", node, what=f"| {node.name}")
        if node.name not in ("choose", "named") or not isinstance(node.node, nodes.Getattr | nodes.Name):
            return None
        found = self.resolve(node.node, names)
        if not isinstance(found, Question):
            return None
        given = {str(getattr(keyword, "key", "")) for keyword in node.kwargs}
        needed = set(_codes(found)) | ({"none"} if found.none_ok and not found.is_item else set())
        if found.kind in (Kind.SEVERAL, Kind.ORDER):
            needed -= {"none"}
        if missing := needed - given:
            self.problem("template_choices_missing", node, name=found.path, missing=sorted(missing))
        if extra := given - needed - {"none"}:
            self.problem("template_choices_unknown", node, name=found.path, extra=sorted(extra))
        return None

    def compare(self, node: nodes.Compare, names: Mapping[str, object]) -> None:
        """A code that is compared with a choice must be one of its codes."""
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        texts = [
            side.value for side in sides if isinstance(side, nodes.Const) and isinstance(side.value, str)
        ]
        for side in sides:
            if isinstance(side, nodes.Getattr | nodes.Name):
                found = self.resolve(side, names)
                question = found.question if isinstance(found, _List) else found
                if isinstance(question, Question) and question.codes:
                    for text in texts:
                        if text not in question.codes:
                            self.problem("template_choices_unknown", node, name=question.path, extra=[text])


def _codes(question: Question) -> tuple[str, ...]:
    return ("yes", "no") if question.kind is Kind.YES_NO else question.codes


def _dotted(node: nodes.Node) -> str:
    return (
        f"{_dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "?")
    )


@cache
def roots() -> Mapping[str, object]:
    """Every name a clause may begin with."""
    tree = schema()
    names: dict[str, object] = {
        name: _named(child) for name, child in tree.children.items() if name != "private"
    }
    names["buyers"], names["sellers"] = _List(names["buyer"]), _List(names["seller"])
    names["when"] = _Part(dict.fromkeys(NAMED, _VALUE))
    names["roles"] = _Part(dict.fromkeys(ROLE_NAMES, _VALUE))
    names["form"] = _Part(dict.fromkeys(FORM_NAMES, _VALUE))
    names["general"] = _Part(dict.fromkeys(GENERAL_NAMES, _VALUE))
    names["ref"] = _VALUE
    for name, below in COMPUTED_LISTS.items():
        names[name] = _List(_Part(dict.fromkeys(below, _VALUE)))
    return names


def _named(node: Branch | Leaf | Figure) -> object:
    match node:
        case Figure():
            return _VALUE
        case Branch(children=children):
            return _Part({name: _named(child) for name, child in children.items()})
        case Leaf(question=question):
            return _of_question(question)


def _of_question(question: Question) -> object:
    if question.kind is Kind.LIST:
        below: dict[str, object] = {item.name: _of_item(item) for item in question.items}
        if question.path == "pay.goods":
            below["value"] = below["proof"] = _VALUE
        return _List(_Part(below), question)
    if question.kind in (Kind.SEVERAL, Kind.ORDER):
        return _List(question, question)
    if question.kind in (Kind.LINES, Kind.LANGUAGES):
        return _List(_VALUE, question)
    return question


def _of_item(item: Question) -> object:
    return _List(item, item) if item.kind in (Kind.SEVERAL, Kind.IDS) else item
