"""Runs a parsed clause template: the few things that clauses may hold, and nothing else.

Jinja parses; it does not compile. Compiling takes longer than composing a whole draft, and a template that
is never made into Python can reach no further than these lines do.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class Turn:
    """What `loop` stands for inside a loop: the place of this turn, counted from 1."""

    index: int
    last: bool

    @property
    def first(self) -> bool:
        return self.index == 1


def printed(tree: nodes.Template, names: Mapping[str, Any]) -> Iterator[str]:
    """What a template prints, part by part; `names` is what it may look at.

    Raises whatever the things it looks at raise, KeyError and AttributeError for names that they lack,
    TypeError for a sort of node that no clause may hold.
    """
    return _body(tree.body, names)


def _body(body: list[nodes.Node], names: Mapping[str, Any]) -> Iterator[str]:
    for node in body:
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    yield part.data if isinstance(part, nodes.TemplateData) else str(_value(part, names))
            case nodes.If():
                yield from _body(_branch(node, names), names)
            case nodes.For():
                yield from _loop(node, names)
            case _:
                raise _not_allowed(node)


def _branch(node: nodes.If, names: Mapping[str, Any]) -> list[nodes.Node]:
    for case in (node, *node.elif_):
        if _value(case.test, names):
            return case.body
    return node.else_


def _loop(node: nodes.For, names: Mapping[str, Any]) -> Iterator[str]:
    assert isinstance(node.target, nodes.Name)
    waiting = iter(_value(node.iter, names))
    item = next(waiting, _END)
    index = 0
    while item is not _END:
        index += 1
        coming = next(waiting, _END)
        yield from _body(node.body, {**names, node.target.name: item, "loop": Turn(index, coming is _END)})
        item = coming


_END = object()


def _value(node: nodes.Node, names: Mapping[str, Any]) -> Any:
    match node:
        case nodes.Getattr():
            return _attribute(_value(node.node, names), node.attr)
        case nodes.Name():
            return names[node.name]
        case nodes.Const():
            return node.value
        case nodes.Filter():
            return _filtered(node, names)
        case nodes.Concat():
            return "".join(str(_value(part, names)) for part in node.nodes)
        case nodes.And():
            return _value(node.left, names) and _value(node.right, names)
        case nodes.Or():
            return _value(node.left, names) or _value(node.right, names)
        case nodes.Not():
            return not _value(node.node, names)
        case nodes.Compare():
            return _compared(node, names)
        case nodes.CondExpr():
            chosen = node.expr1 if _value(node.test, names) else node.expr2
            return "" if chosen is None else _value(chosen, names)
        case nodes.Test(name="none"):
            return _value(node.node, names).is_none
        case nodes.Call(node=nodes.Name(name="ref"), args=[target]):
            return names["ref"](_value(target, names))
        case _:
            raise _not_allowed(node)


def _attribute(owner: Any, name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return owner[name] if isinstance(owner, Mapping) else getattr(owner, name)


def _filtered(node: nodes.Filter, names: Mapping[str, Any]) -> Any:
    """A filter is a method of what it stands behind, such as `choose`."""
    assert node.node is not None
    arguments = [_value(argument, names) for argument in node.args]
    named = {str(pair.key): _value(pair.value, names) for pair in node.kwargs}
    return _attribute(_value(node.node, names), node.name)(*arguments, **named)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda one, other: bool(one == other),
    "ne": lambda one, other: bool(one != other),
    "in": lambda one, other: one in other,
    "notin": lambda one, other: one not in other,
}


def _compared(node: nodes.Compare, names: Mapping[str, Any]) -> bool:
    left = _value(node.expr, names)
    for operand in node.ops:
        right = _value(operand.expr, names)
        if not _COMPARE[operand.op](left, right):
            return False
        left = right
    return True


def _not_allowed(node: nodes.Node) -> TypeError:
    return TypeError(f"{type(node).__name__} (line {node.lineno})")
