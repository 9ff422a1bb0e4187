"""Which branches of the clause templates a set of agreements takes.

`python -m tests.compose.branches` prints every branch with how often the agreements in which every two
choices meet take it; branches that none takes come first.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from pesagree.clauses import Library, library


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """One way that a clause may go: the file, the line, and what leads there."""

    language: str
    clause: str
    line: int
    way: str

    def __str__(self) -> str:
        return f"{self.language}/clauses/{self.clause}.md:{self.line} {self.way}"


@dataclass
class Tracer:
    """The clause library of a language whose templates note each branch they take."""

    language: str
    country: str | None = None
    branches: list[Branch] = field(default_factory=list)
    taken: Counter[Branch] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.library = Library(self.language, country=self.country)
        for clause in self.library.clauses:
            # The trees are read once and kept; they are this library's own.
            for tree, line in zip(clause.trees, clause.piece_lines, strict=True):
                _Marker(self, clause.entry.id, line - 1).visit(tree)

    def add(self, clause: str, line: int, way: str) -> Branch:
        """A new branch."""
        self.branches.append(Branch(self.language, clause, line, way))
        return self.branches[-1]


@dataclass(frozen=True)
class _Note:
    """Stands at the head of a branch and prints as nothing."""

    taken: Counter[Branch]
    branch: Branch

    def __str__(self) -> str:
        self.taken[self.branch] += 1
        return ""


@dataclass(frozen=True)
class _Filter:
    """Stands behind an answer in a filter's place and notes which way the filter goes."""

    taken: Counter[Branch]
    ways: Mapping[str, Branch]

    def choose(self, view: Any, **texts: str) -> str:
        told = view.choose(**{key: f"\0{key}\0" for key in texts})
        self.taken.update(self.ways[key] for key in texts if f"\0{key}\0" in told)
        return str(view.choose(**texts))

    def counted(self, view: Any, one: str, many: str) -> str:
        text = str(view.counted(one, many))
        self.taken[self.ways["one" if text.endswith(f" {one}") else "many"]] += 1
        return text


class _Marker(NodeTransformer):
    """Puts a note at the head of each branch; Jinja finds its methods by the names of its nodes."""

    def __init__(self, tracer: Tracer, clause: str, lines_before: int) -> None:
        self.tracer, self.clause, self.lines_before = tracer, clause, lines_before

    def _branch(self, node: nodes.Node, way: str) -> Branch:
        return self.tracer.add(self.clause, self.lines_before + node.lineno, way)

    def _note(self, node: nodes.Node, way: str) -> nodes.Output:
        return nodes.Output([nodes.Const(_Note(self.tracer.taken, self._branch(node, way)))])

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802
        whole = "if " + written(node.test)
        for part in (node.body, node.else_, *(other.body for other in node.elif_)):
            part[:] = [self.visit(child) for child in part]
        node.body.insert(0, self._note(node, whole))
        for other in node.elif_:
            other.body.insert(0, self._note(other, f"elif {written(other.test)}"))
        node.else_.insert(0, self._note(node, f"else of {whole}"))
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.body.insert(0, self._note(node, f"for {written(node.target)} in {written(node.iter)}"))
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        assert node.node is not None
        if node.name not in ("choose", "counted"):
            return node
        names = [str(getattr(word, "key", "")) for word in node.kwargs] or ["one", "many"]
        said = f"{written(node.node)} {node.name}"
        ways = {name: self._branch(node, f"{said} {name}") for name in names}
        node.args.insert(0, node.node)
        node.node = nodes.Const(_Filter(self.tracer.taken, ways))
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        raise NotImplementedError(f"{self.clause}:{node.lineno}: an `if` inside {{{{ }}}} is not followed")


def written(node: nodes.Node) -> str:
    """An expression as an author writes it."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Const():
            return f'"{node.value}"'
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Not():
            return f"not {written(node.node)}"
        case nodes.And() | nodes.Or():
            return f"{written(node.left)} {type(node).__name__.lower()} {written(node.right)}"
        case nodes.Test():
            return f"{written(node.node)} is {node.name}"
        case nodes.Compare():
            signs = {"eq": "==", "ne": "!=", "in": "in", "notin": "not in"}
            rest = (f"{signs[operand.op]} {written(operand.expr)}" for operand in node.ops)
            return " ".join((written(node.expr), *rest))
    return type(node).__name__


@cache
def tracer(language: str, country: str | None) -> Tracer:
    """The tracer of a language; a country without wording of its own has the general one."""
    if country is not None and library(language, country) is library(language):
        return tracer(language, None)
    return Tracer(language, country)


def report(tracers: Iterable[Tracer]) -> str:
    """Every branch with how often it was taken, those never taken first."""
    rows = [(one.taken[branch], branch) for one in tracers for branch in one.branches]
    never = [str(branch) for count, branch in sorted(rows) if not count]
    head = f"{len(rows) - len(never)} of {len(rows)} branches taken; never taken: {len(never)}"
    lines = [f"{count:6} {branch}" for count, branch in sorted(rows, key=lambda row: row[1]) if count]
    return "\n".join([head, *never, "", *lines, ""])


def main() -> None:
    """Print the report of the agreements in which every two choices meet."""
    from tests.compose.choices import drafts

    for _ in drafts():
        pass
    sys.stdout.write(report(tracer(language, None) for language in ("es", "en")))


if __name__ == "__main__":
    from tests.compose.branches import main as of_the_module  # the one whose tracers note

    of_the_module()
