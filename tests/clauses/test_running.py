"""Running a template's syntax tree prints what Jinja itself would print, and nothing else can be run."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from pesagree.clauses.running import printed
from pesagree.clauses.sandbox import environment


@dataclass
class Seen:
    """Something to look at, as the views of an agreement are."""

    text: str
    is_none: bool = False
    children: tuple["Seen", ...] = ()

    def __str__(self) -> str:
        return f"<{self.text}>"

    def __bool__(self) -> bool:
        return bool(self.text)

    def __contains__(self, code: object) -> bool:
        return code == self.text

    def __iter__(self) -> Any:
        return iter(self.children)

    def choose(self, **texts: str) -> str:
        return texts.get(self.text, "-")

    def counted(self, one: str, many: str) -> str:
        return f"{self} {one if len(self.text) == 1 else many}"


def names(first: str, second: str, *, none: bool = False) -> dict[str, Any]:
    children = tuple(Seen(letter) for letter in second)
    return {
        "a": Seen(first, none, children),
        "b": Seen(second),
        "roles": {"buyer": second},
        "ref": lambda target: f"[{target}]",
    }


def by_jinja(source: str, seen: dict[str, Any]) -> str:
    env = Environment(autoescape=False)
    env.filters["choose"] = lambda view, **texts: view.choose(**texts)
    env.filters["counted"] = lambda view, one, many: view.counted(one, many)
    env.tests["none"] = lambda view: view.is_none
    return env.from_string(source).render(seen)


def by_us(source: str, seen: dict[str, Any]) -> str:
    return "".join(printed(environment().parse(source), seen))


WORDS = st.sampled_from(["", "x", "agua"])
TEMPLATES = [
    "Uno {{ a }} y {{ b }}{# nota #}.",
    "{% if a %}A{% elif b %}B{{ b }}{% else %}C{% endif %}",
    "{% if a is none %}nada{% else %}{{ a }}{% endif %}",
    "{% if a and not b %}1{% endif %}{% if a or b %}2{% endif %}{{ 'x' if a else 'y' }}{{ 'z' if b }}",
    "{% if 'agua' in a %}1{% endif %}{% if 'agua' not in a %}2{% endif %}"
    "{% if b.text == 'agua' %}3{% endif %}{% if b.text != 'agua' %}4{% endif %}",
    "{% for c in a %}{{ loop.index }}{{ c }}{% if loop.first %}primera{% endif %}"
    "{% if not loop.last %}; {% endif %}{% endfor %}.",
    "{% for c in a %}{% for d in a %}{{ loop.index }}{{ d }}{% endfor %}{{ loop.index }}{{ c }}{% endfor %}",
    '{{ a | choose(agua="con " ~ roles.buyer ~ ref("uno"), x="no") }}',
    "{{ a | counted('año', 'años') }} {{ roles.buyer }} {{ 3 }} {{ true }}",
]


@pytest.mark.parametrize("source", TEMPLATES)
@given(
    first=st.sampled_from(["", "x", "agua"]), second=st.sampled_from(["", "y", "agua"]), none=st.booleans()
)
def test_it_prints_what_jinja_prints(source: str, first: str, second: str, none: bool) -> None:
    seen = names(first, second, none=none)
    assert by_us(source, seen) == by_jinja(source, seen)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 1 + 1 }}",
        "{{ a.choose() }}",
        "{% set x = 1 %}",
        "{{ a['text'] }}",
        "{% macro m() %}{% endmacro %}",
    ],
)
def test_what_no_clause_may_hold_is_never_run(source: str) -> None:
    with pytest.raises(TypeError):
        by_us(source, names("x", "y"))


def test_inner_names_are_out_of_reach() -> None:
    for name in ("__class__", "_scope"):
        tree = nodes.Template([nodes.Output([nodes.Getattr(nodes.Name("a", "load"), name, "load")])])
        with pytest.raises(AttributeError):
            list(printed(tree, names("x", "y")))
