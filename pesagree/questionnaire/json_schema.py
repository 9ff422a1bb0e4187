"""The form as JSON Schema (2020-12), so that an editor completes keys and explains them."""

import json
from collections.abc import Sequence
from typing import Any

from pesagree.agreement import Kind, Question
from pesagree.answers.schema import NOT_QUESTIONS, Branch, Figure, Leaf, Node, schema
from pesagree.wording import Wording
from pesagree.wording.language import LANGUAGES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE_OR_WORDS)


def json_schema(questions: Sequence[Question], words: Wording) -> str:
    """A schema that accepts every lawful answers file: states are texts beside the values."""
    chosen = {question.path for question in questions if not question.is_private}
    root = _branch(schema(), chosen, words)
    root["properties"].update({name: {} for name in NOT_QUESTIONS})
    root["properties"]["pesagree"] = {"enum": [1, "1"]}
    return json.dumps({"$schema": DIALECT, "title": "pesagree", **root}, ensure_ascii=False, indent=2) + "\n"


def _branch(branch: Branch, chosen: set[str], words: Wording) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, child in branch.children.items():
        found = _node(child, chosen, words)
        if found is not None:
            properties[name] = found
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _node(node: Node, chosen: set[str], words: Wording) -> dict[str, Any] | None:
    match node:
        case Figure(path=path):
            return (
                {"description": words.label(path), **_scalar()} if not path.startswith("private.") else None
            )
        case Leaf(question=question):
            return _question(question, words) if question.path in chosen else None
        case Branch(path=path, is_party=is_party):
            if not any(one.startswith(path + ".") for one in chosen):
                return None
            below = _branch(node, chosen, words)
            shapes = [below, *([{"type": "array", "items": below}] if is_party else []), _scalar()]
            return {"anyOf": shapes}


def _question(question: Question, words: Wording) -> dict[str, Any]:
    asked = words.question(question.path)
    shapes: list[dict[str, Any]] = [_scalar()]
    if question.codes and question.kind is Kind.ONE:
        # Codes first, so that an editor offers them; a label in either language is as good.
        shapes = [{"enum": list(question.codes)}, _scalar()]
    elif question.codes:
        shapes.append({"type": "array", "items": {"anyOf": [{"enum": list(question.codes)}, _scalar()]}})
    elif question.kind is Kind.LIST:
        shapes.append({"type": "array", "items": _items(question.items, words)})
        if question.generator:
            shapes.append(_items(question.generator, words))
    elif question.kind in (Kind.LINES, Kind.LANGUAGES, Kind.IDS):
        shapes.append({"type": "array", "items": {"anyOf": [_scalar(), _translated()]}})
    if question.kind in (*TEXT_KINDS, Kind.LINES):
        shapes.append(_translated())
    shapes.append(_unknown())
    sides: dict[str, Any] = {side: {} for side in ("buyer", "seller", "mid")}
    proposals = {"type": "object", "properties": {"proposals": {"type": "object", "properties": sides}}}
    shapes.append({**proposals, "required": ["proposals"], "additionalProperties": False})
    return {
        "title": asked.label,
        "description": " ".join(filter(None, (asked.ask, asked.help))),
        "anyOf": shapes,
    }


def _items(items: Sequence[Question], words: Wording) -> dict[str, Any]:
    properties = {item.name: _question(item, words) for item in items}
    if items and items[0].path.startswith("pay.goods."):
        properties["value"] = _scalar()
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _scalar() -> dict[str, Any]:
    return {"type": ["string", "number", "boolean", "null"]}


def _unknown() -> dict[str, Any]:
    """Who will find the answer out, by language; in one language it is a scalar as any other."""
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"type": "string", "pattern": r"^\?\?"},
    }


def _translated() -> dict[str, Any]:
    return {"type": "object", "properties": {language: {"type": "string"} for language in LANGUAGES}}
