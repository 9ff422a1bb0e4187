"""What a clause template may do, and what becomes of one that tries more."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import parse
from pesagree.clauses import Library
from pesagree.compose import compose
from pesagree.document import Paragraph, Text
from pesagree.errors import Place, Problem, TemplateError

Build = Callable[..., Library]
Faults = Callable[..., list[Problem]]
HEAD = "---\nheading: Prueba\n---\n"


def agreement(text: str = "{}") -> Agreement:
    return parse(text, "a.yaml").agreement


def test_what_clauses_need_is_allowed(build: Build) -> None:
    body = (
        '{{ roles.Buyer }} paga {{ pay.total }} ({{ pay.total | in_words }}), ver {{ ref("uno") }}.\n\n'
        "{% for s in sellers %}{% for g in s.benefit_plan %}{{ g.group }}{% if not loop.last %};{% endif %}"
        "{% endfor %}{% endfor %}\n\n"
        '{% if when.cash and "water" in service.kind or pay.basis != "lump" %}a{% elif mid.name is none %}b'
        "{% else %}{{ term.years | counted('año', 'años') }}{% endif %}\n\n"
        '{{ buyer.resale | choose(yes="a" ~ roles.seller, no="b") }}{# nota #}\n\n'
        "{% for i in instalments %}{{ i.amount }}{% endfor %}{% for y in years %}{{ y.total }}{% endfor %}"
    )
    assert len(build({"uno": HEAD + body}).clauses[0].pieces) == 5


FORBIDDEN = {
    "a bracket that does not close": ("{{ buyer.name", "template_syntax"),
    "an if that does not close": ("{% if when.cash %}a", "template_syntax"),
    "an end without a beginning": ("a{% endblock %}", "template_syntax"),
    "an unknown tag": ("{% mientras %}", "template_syntax"),
    "an unknown name": ("{{ nadie }}", "template_unknown_name"),
    "an unknown question": ("{{ buyer.nombre }}", "template_unknown_name"),
    "an unknown item": ("{% for g in pay.goods %}{{ g.price }}{% endfor %}", "template_unknown_name"),
    "an unknown condition": ("{% if when.full_moon %}a{% endif %}", "template_unknown_name"),
    "a name of a loop that is over": (
        "{% for g in pay.goods %}{% endfor %}{{ g.item }}",
        "template_unknown_name",
    ),
    "an unknown clause": ('{{ ref("dos") }}', "template_unknown_clause"),
    "a clause that is no text": ("{{ ref(buyer.name) }}", "template_unknown_clause"),
    "a reference to nothing": ("{{ ref() }}", "template_unknown_clause"),
    "a class": ("{{ ''.__class__ }}", "template_forbidden"),
    "a class of an answer": ("{{ buyer.name.__class__ }}", "template_unknown_name"),
    "a list's ancestors": ("{{ [].__class__.__mro__ }}", "template_forbidden"),
    "the globals of a function": ("{{ ref.__globals__ }}", "template_unknown_name"),
    "an attribute by a filter": ("{{ buyer | attr('__class__') }}", "template_forbidden"),
    "an item by its name": ("{{ buyer['name'] }}", "template_forbidden"),
    "a slice": ("{{ buyer.name[0:5] }}", "template_forbidden"),
    "the template itself": ("{{ self }}", "template_unknown_name"),
    "cycler": ("{{ cycler('a') }}", "template_forbidden"),
    "namespace": ("{{ namespace(a=1) }}", "template_forbidden"),
    "dict": ("{{ dict(a=1) }}", "template_forbidden"),
    "a loop's inner parts": (
        "{% for g in pay.goods %}{{ loop.parent }}{% endfor %}",
        "template_unknown_name",
    ),
    "a macro": ("{% macro m() %}a{% endmacro %}", "template_forbidden"),
    "an include": ("{% include 'dos.md' %}", "template_forbidden"),
    "an import": ("{% import 'dos.md' as d %}", "template_forbidden"),
    "from import": ("{% from 'dos.md' import a %}", "template_forbidden"),
    "extends": ("{% extends 'dos.md' %}", "template_forbidden"),
    "a block": ("{% block a %}a{% endblock %}", "template_forbidden"),
    "set": ("{% set a = 1 %}", "template_forbidden"),
    "with": ("{% with %}a{% endwith %}", "template_forbidden"),
    "a filter block": ("{% filter upper %}a{% endfilter %}", "template_forbidden"),
    "a call block": ("{% call ref('uno') %}a{% endcall %}", "template_forbidden"),
    "autoescape": ("{% autoescape true %}a{% endautoescape %}", "template_forbidden"),
    "addition": ("{{ 1 + 1 }}", "template_forbidden"),
    "division": ("{{ pay.total / 2 }}", "template_forbidden"),
    "a power": ("{{ 9 ** 9 ** 9 }}", "template_forbidden"),
    "a text of 200 MB by multiplication": ("{{ 'a' * 200000000 }}", "template_forbidden"),
    "a text of 200 MB by center": ("{{ 'a' | center(200000000) }}", "template_forbidden"),
    "a text of 200 MB by format": ("{{ '%200000000d' | format(1) }}", "template_forbidden"),
    "a text that doubles": (
        "{% set a = 'a' %}{% for g in pay.goods %}{% set a = a ~ a %}{% endfor %}",
        "template_forbidden",
    ),
    "a list": ("{{ [1, 2] }}", "template_forbidden"),
    "a mapping": ("{{ {'a': 1} }}", "template_forbidden"),
    "range": ("{{ range(10**9) }}", "template_forbidden"),
    "a loop over range": ("{% for n in range(10**9) %}a{% endfor %}", "template_forbidden"),
    "a loop over a text": ("{% for n in 'abc' %}a{% endfor %}", "template_forbidden"),
    "a loop over no list": ("{% for n in buyer.name %}a{% endfor %}", "template_not_a_list"),
    "a loop over a part": ("{% for n in buyer %}a{% endfor %}", "template_not_a_list"),
    "a loop over a condition": ("{% for n in when.cash %}a{% endfor %}", "template_not_a_list"),
    "loops three deep": (
        "{% for a in sellers %}{% for b in buyers %}{% for c in years %}{% endfor %}{% endfor %}{% endfor %}",
        "template_forbidden",
    ),
    "a recursive loop": ("{% for a in sellers recursive %}a{% endfor %}", "template_forbidden"),
    "a loop with a condition": ("{% for a in sellers if a.name %}a{% endfor %}", "template_forbidden"),
    "a loop with an else": ("{% for a in sellers %}a{% else %}b{% endfor %}", "template_forbidden"),
    "a loop with two names": ("{% for a, b in sellers %}a{% endfor %}", "template_forbidden"),
    "an unknown filter": ("{{ buyer.name | upper }}", "template_forbidden"),
    "a filter that Jinja lacks": ("{{ buyer.name | mayuscula }}", "template_forbidden"),
    "an unknown test": ("{% if buyer.name is defined %}a{% endif %}", "template_forbidden"),
    "a test of a class": ("{% if buyer.name is sameas(buyer) %}a{% endif %}", "template_forbidden"),
    "greater than": ("{% if term.years > 5 %}a{% endif %}", "template_forbidden"),
    "a private part": ("{{ private.minimum }}", "template_unknown_name"),
    "a private figure": ("{{ private.net }}", "template_unknown_name"),
    "all of the private part": ("{{ private }}", "template_unknown_name"),
    "a choice that lacks a code": ('{{ buyer.resale | choose(yes="a") }}', "template_choices_missing"),
    "a name that lacks a code": ('{{ buyer.resale | named(yes="a") }}', "template_choices_missing"),
    "a choice that lacks none": (
        '{{ rights.confidential | choose(limited="a", full="b") }}',
        "template_choices_missing",
    ),
    "a choice with an unknown code": (
        '{{ buyer.resale | choose(yes="a", no="b", maybe="c") }}',
        "template_choices_unknown",
    ),
    "a comparison with an unknown code": (
        '{% if buyer.kind == "king" %}a{% endif %}',
        "template_choices_unknown",
    ),
    "an unknown code among several": (
        '{% if "fire" in service.kind %}a{% endif %}',
        "template_choices_unknown",
    ),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_not_allowed_is_refused_with_file_and_line(faults: Faults, name: str) -> None:
    body, code = FORBIDDEN[name]
    begin = time.perf_counter()
    problems = faults(f"Bien.\n\nTambién bien,\n{body}\n")
    assert time.perf_counter() - begin < 1
    assert {problem.code for problem in problems} == {code}
    assert {Path(problem.place.source).name for problem in problems} == {"uno.md"}
    assert problems[0].place.line in ((7, 8) if code == "template_syntax" else (7,))


def test_every_fault_of_a_clause_is_said(faults: Faults) -> None:
    problems = faults("{{ nadie }} {{ 1 + 1 }}\n\nbien\n{{ buyer.name | upper }}\n\n{% if %}\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("template_unknown_name", 4),
        ("template_forbidden", 4),
        ("template_forbidden", 7),
        ("template_syntax", 9),
    ]


def test_a_fault_says_what_is_missing(faults: Faults) -> None:
    (problem,) = faults('{{ pay.goods_fail | choose(replace="a", repair="b") }}')
    assert problem.facts["name"] == "pay.goods_fail"
    assert problem.facts["missing"] == ["money", "none"]


# --- what only shows while composing --------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{ 'a' | counted('b', 'c') }}", "template_failed"),
        ("{{ when.PE | in_words }}", "template_failed"),
        ("{{ buyer.name | counted('a') }}", "template_failed"),
        ("{{ buyer.resale | choose('a', yes='a', no='b') }}", "template_failed"),
    ],
)
def test_a_fault_while_composing_has_its_file_and_line(build: Build, body: str, code: str) -> None:
    small = build({"uno": f"{HEAD}Bien.\n\n{body}\n"})
    with pytest.raises(TemplateError) as caught:
        compose(agreement(), "es", small)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, Place(str(small.clauses[0].file), 6))


PAYMENTS = (
    "pay: {form: cash, basis: lump, unit_price: 1000, schedule: {every: month, first: 2027-01-01, parts: %d}}"
)


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in instalments %}{% for b in instalments %}{{ b.amount }}{% endfor %}{% endfor %}",
        "{% for a in instalments %}{% for b in instalments %}{% endfor %}{% endfor %}",
        "{% for a in instalments %}" + "a" * 10_000 + "{% endfor %}",
    ],
    ids=["a large text", "many steps", "a few large steps"],
)
def test_a_piece_that_writes_too_much_or_does_not_end_is_stopped(build: Build, body: str) -> None:
    small = build({"uno": f"{HEAD}{body}\n"})
    begin = time.perf_counter()
    with pytest.raises(TemplateError) as caught:
        compose(agreement(PAYMENTS % 600), "es", small)
    assert time.perf_counter() - begin < 10
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("template_endless", 4)


def test_the_longest_lawful_schedule_is_composed(build: Build) -> None:
    small = build({"uno": HEAD + "{% for i in instalments %}1. {{ i.date }}: {{ i.amount }}\n{% endfor %}"})
    document = compose(agreement(PAYMENTS % 1200), "es", small)
    assert len(document.clauses[0].blocks) == 1200


def test_a_template_cannot_reach_an_answer_through_the_text_of_another(build: Build) -> None:
    """What looks like a template inside an answer stays text."""
    small = build({"uno": HEAD + "Nombre: {{ buyer.name }}."})
    document = compose(agreement('buyer: {name: "{{ private.minimum }} {% for %}"}'), "es", small)
    (block,) = document.clauses[0].blocks
    assert isinstance(block, Paragraph)
    assert [getattr(node, "text", "") for node in block.inlines] == [
        "Nombre: ",
        "{{ private.minimum }} {% for %}",
        ".",
    ]
    assert isinstance(block.inlines[0], Text)
