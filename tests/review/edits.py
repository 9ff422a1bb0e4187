"""Agreements made from a sample and a few changes: `path: text`, GONE takes an answer out."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

import yaml

from pesagree.agreement import Agreement
from pesagree.answers.reading import parse, private_path
from pesagree.resources import samples_dir
from pesagree.review import Review, Stage, review

GONE = object()

Changes = dict[str, Any]


@cache
def _sample(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sample and its private figures as raw text values."""
    file = samples_dir() / f"{name}.yaml"
    private = private_path(file)
    second = yaml.load(private.read_text("utf-8"), yaml.BaseLoader) if private.exists() else {"private": {}}
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader), second


def raw(name: str) -> dict[str, Any]:
    """A sample's shared answers as raw text values; not to be changed."""
    return _sample(name)[0]


def put(tree: Any, path: str, value: Any) -> None:
    """Write a raw answer at its path; parts that are not there yet are made, GONE takes an answer out."""
    *parents, last = path.split(".")
    for name in parents:
        if isinstance(tree, list):
            tree = tree[int(name) - 1]
            continue
        if not isinstance(tree.get(name), dict | list):
            tree[name] = {}
        tree = tree[name]
    if isinstance(tree, list):
        tree[int(last) - 1] = value
    elif value is GONE:
        tree.pop(last, None)
    else:
        tree[last] = value


def made_from(name: str, changes: Changes) -> Agreement:
    """The agreement of a sample with these changes."""
    main, second = (deepcopy(tree) for tree in _sample(name))
    for path, value in changes.items():
        put(second if path.startswith("private.") else main, path, value)
    return _read(json.dumps(main, ensure_ascii=False), json.dumps(second, ensure_ascii=False))


def reviewed(name: str, changes: Changes, stage: Stage = Stage.FOR_SIGNATURE) -> Review:
    """The review of such an agreement, with the seller's own figures; worked out once."""
    agreement = made_from(name, changes)
    if (id(agreement), stage) not in _REVIEWS:  # made_from keeps its agreements: an id is not used twice
        _REVIEWS[id(agreement), stage] = review(agreement, stage, include_private=True)
    return _REVIEWS[id(agreement), stage]


_REVIEWS: dict[tuple[int, Stage], Review] = {}


@cache
def _read(text: str, private: str) -> Agreement:
    # JSON is YAML, and written a hundred times faster.
    return parse(text, "a.yaml", (private, "a.private.yaml")).agreement
