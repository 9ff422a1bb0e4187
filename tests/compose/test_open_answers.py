"""Opening any answer of any sample asserts nothing in its place, and asks for it."""

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pesagree.agreement import QUESTIONS, Agreement, Kind
from pesagree.agreement.ask import Part
from pesagree.agreement.form import PARTY_SECTIONS, key
from pesagree.answers.reading import parse
from pesagree.answers.shape import escape
from pesagree.answers.yaml_edit import dump
from pesagree.compose import compose
from pesagree.document import (
    Blank,
    Break,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Reference,
    Role,
    Signatures,
    Table,
    Text,
    inlines,
)
from pesagree.errors import AnswersError
from pesagree.resources import samples_dir

SAMPLES = sorted(p.stem for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))
WHOLE = (
    "alto-mayo-water",
    "loreto-aguajales",
    "madre-de-dios-brazil-nuts",
    "madre-de-dios-fondam",
    "tambopata-agroforestry",
)
SOME = 10
"""Answers opened of each other sample and language, by choice of a fixed seed."""

LISTS = [question.path for question in QUESTIONS.values() if question.kind is Kind.LIST]

# --- opening --------------------------------------------------------------------------------


def opened(agreement: Agreement, path: str) -> Agreement:
    """The agreement as if the answer at `path` had never been written."""
    states = {p: s for p, s in agreement.states.items() if p != path and not p.startswith(path + ".")}
    bare = Agreement(**{**dict(agreement), "states": states})
    if bare.written(path) in (None, ()):
        return bare
    section, *steps = path.split(".")
    return Agreement(**{**dict(bare), section: _without(getattr(bare, section), steps, bare, section)})


def _without(value: Any, steps: list[str], above: Part, name: str) -> Any:
    if not steps:
        return type(above).model_fields[name].get_default(call_default_factory=True)
    if isinstance(value, tuple):
        number = int(steps[0]) if steps[0].isdigit() else 1
        rest = steps[1:] if steps[0].isdigit() else steps
        item = _without(value[number - 1], rest, above, name)
        return (*value[: number - 1], item, *value[number:])
    step = "in_" if steps[0] == "in" else steps[0]
    return value.model_copy(update={step: _without(getattr(value, step), steps[1:], value, step)})


def answers(agreement: Agreement) -> Iterator[str]:
    """The paths of all public answers that somebody gave and whose condition holds; items one by one too."""
    for question in QUESTIONS.values():
        section = question.section
        for party in agreement.parties(section) if section in PARTY_SECTIONS else [""]:
            path = party + question.path[len(section) :] if party else question.path
            answer = agreement.answer(path)
            given_here = answer.origin == "given" and (answer.is_given or answer.is_none)
            if question.is_private or not given_here or question.when.holds(agreement, party) is False:
                continue
            yield path
            if question.items and isinstance(answer.value, tuple):
                for number in range(1, len(answer.value) + 1):
                    for item in question.items:
                        one = agreement.answer(f"{path}.{number}.{item.name}")
                        if one.origin == "given" and (one.is_given or one.is_none):
                            yield one.path
            elif question.items and answer.is_given:
                yield from (
                    f"{path}.{i.name}" for i in question.generator if agreement.written(f"{path}.{i.name}")
                )


# --- what a draft asserts -------------------------------------------------------------------


CONDITIONAL = ("water", "carbon", "biodiversity", "schedule", "goods", "intermediary")
"""Clauses that say by themselves that they hold only if …, while their condition is open."""


def asserted(document: Document) -> set[str]:
    """What the draft states with nothing left to decide: no blank, no box, no default, no "only if"."""
    found: set[str] = set()
    for clause in document.clauses:
        first = clause.blocks[0]
        if isinstance(first, Paragraph) and first.role is Role.OPEN and clause.id in CONDITIONAL:
            continue
        boxed = False
        for block in clause.blocks:
            match block:
                case Paragraph(inlines=nodes, role=role):
                    boxed = role is Role.OPEN
                    statements = [] if boxed else [nodes]
                case Table(rows=rows):
                    cells = [(*row[0], Text(" | "), *cell) for row in rows for cell in row[1:] if cell]
                    statements = [] if boxed else cells
                case Signatures(sides=sides):
                    statements = [
                        (*side.heading, *line) for side in sides for s in side.signers for line in s.lines
                    ]
                case Heading():
                    statements = []
            found.update(f"{clause.id}: {said}" for nodes in statements if (said := _stated(nodes)))
    return found


def _stated(nodes: tuple[Inline, ...]) -> str:
    """The words, empty where something in them is still to be decided."""
    said = ""
    for node in nodes:
        match node:
            case Blank() | Field(default=True):
                return ""
            case Text(text=text) | Field(text=text):
                said += text
            case Reference(target=target):
                said += f"<{target}>"
            case Break():
                said += " / "
    return "" if "☐" in said else said


# --- what may happen when an answer is opened -----------------------------------------------

NOT_ASKED = {
    "agreement.id": "stands in the document's identity",
    "agreement.version.number": "stands in the document's version",
    "agreement.version.date": "stands in the document's version",
    "agreement.version.note": "the notice says what changed only where somebody said it",
    "seller.signers.signs": "each box has room for ink and for a finger, so open it asks for nothing",
    "pay.goods.code": "the office's key; a good is named by its item",
    "mon.indicators.id": "without it the indicator is i1, i2 …; a good or a payment names it by its own name",
    "special.after": "without it the term stands where special terms do",
    "pay.schedule.advance_pct": "without it there is no advance: the rest is shared equally",
}
"""Answers whose place in the draft is no blank once they are open, and why."""

ASKED_ELSEWHERE = {"site.parcels.unit_price": "pay.unit_price"}
"""A parcel without a price of its own takes the one price."""

MAY_ASSERT = {
    "agreement.words": "a default: the two sides are called in other words",
    "pay.schedule.advance_pct": "without it there is no advance: the rest is shared equally",
    "site.parcels.unit_price": "the table of parcels has no column of prices any more",
    "mon.indicators": "payments name an indicator by its short name",
    "mon.indicators.id": "payments name an indicator by its short name",
    "mon.indicators.name": "payments name an indicator by its short name",
}
"""Answers whose opening changes what stands elsewhere, and why."""

NOTHING_TO_DECIDE = {
    ("bad-deal", "seller.account.number"),  # there is no account
    ("bad-deal", "seller.account.holder"),
    ("bad-deal", "seller.account.joint"),
    ("bad-deal", "mon.report.language"),  # nothing is reported
    ("bad-deal", "grievance.route.how"),  # there is nobody to complain to
    ("bad-deal", "sign.interpreter.language"),  # there is no interpreter
    ("alto-mayo-water", "sign.interpreter.language"),
    ("madre-de-dios-brazil-nuts", "sign.interpreter.language"),
    ("tambopata-agroforestry", "sign.interpreter.language"),
    ("bad-deal", "term.exit_seller.notice_days"),  # the seller may never leave
}
"""Answers that another answer makes needless, so that nothing in the draft waits for them."""


def check_opened(agreement: Agreement, name: str, language: str, path: str, before: set[str]) -> None:
    without = opened(agreement, path)
    document = compose(without, language)
    now = without.answer(path)
    question = key(path)
    blanks = {node.path for node in inlines(document) if isinstance(node, Blank)}
    for node in inlines(document):
        if isinstance(node, Field) and (node.path == path or node.path.startswith(path + ".")):
            assert now.is_given, f"{path}: {node.text}"  # a default or a figure that follows from the others
            assert node.default is (now.origin == "default"), path
    if question not in NOT_ASKED and not now.is_given and (name, path) not in NOTHING_TO_DECIDE:
        whole = next((one for one in LISTS if question == one or question.startswith(one + ".")), "")
        wanted = {path, ASKED_ELSEWHERE.get(question, path)}
        in_list = {blank for blank in blanks if whole and key(blank).startswith(whole)}
        assert wanted & blanks or in_list, f"nothing asks for {path}"
    if question not in MAY_ASSERT:
        assert asserted(document) - before == set(), f"opening {path} asserts something new"


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", WHOLE)
def test_each_answer_of_the_whole_samples_opened_in_turn(
    sample: Callable[[str], Agreement], draft: Callable[[str, str], Document], name: str, part: int
) -> None:
    agreement = sample(name)
    before = asserted(draft(name, "es"))
    paths = list(answers(agreement))
    assert len(paths) > 200
    for path in paths[part::4]:
        check_opened(agreement, name, "es", path, before)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_some_answers_of_every_sample_opened_in_turn(
    sample: Callable[[str], Agreement], draft: Callable[[str, str], Document], name: str, language: str
) -> None:
    agreement = sample(name)
    before = asserted(draft(name, language))
    paths = list(answers(agreement))
    for path in random.Random(f"{name} {language}").sample(paths, min(SOME, len(paths))):
        check_opened(agreement, name, language, path, before)


def test_a_choice_that_is_opened_is_no_longer_in_the_text(sample: Callable[[str], Agreement]) -> None:
    """Answers that stand in no field choose the words of a clause: opened, those words get a box."""
    agreement = sample("alto-mayo-water")
    before = compose(agreement, "es")
    fields = {node.path for node in inlines(before) if isinstance(node, Field)}
    chosen = [
        path
        for path in answers(agreement)
        if not any(one == path or one.startswith(path + ".") for one in fields)
        and key(path) not in NOT_ASKED
        and ("alto-mayo-water", path) not in NOTHING_TO_DECIDE
        and opened(agreement, path).answer(path).is_open
    ]
    assert len(chosen) > 25
    said = asserted(before)
    for path in chosen:
        assert said - asserted(compose(opened(agreement, path), "es")), path


def test_opening_is_what_it_says(sample: Callable[[str], Agreement]) -> None:
    agreement = sample("alto-mayo-water")
    for path in (
        "buyer.name",
        "seller.signers.2.name",
        "law.language.rules",
        "special",
        "pay.schedule.first",
    ):
        assert agreement.answer(path).is_given or agreement.answer(path).is_none
        without = opened(agreement, path)
        assert without.answer(path).is_open, path
        apart = [one for one in answers(agreement) if not f"{one}.".startswith(f"{path}.")]
        rest = [one for one in apart if not path.startswith(f"{one}.")]
        assert [one for one in rest if without.answer(one) != agreement.answer(one)] == []


# --- any text -------------------------------------------------------------------------------

NASTY = [
    "Ñandú & Cía. <SA> \"uno\" 'dos'",
    "[a](b) {{ x }} {% if %} * # | _ ` ``` \\ ]]> &amp; ~",
    "uno\n\ndos\n- tres\n1. cuatro",
    "😀👩🏽‍🌾 اتفاق الماء \u202eabc\u202c",
    "# Título",
    "?? no es un estado",
    "none",
    "~",
    "\\",
    "| a | b |\n|---|---|\n| c | d |",
    "a\u2028b\u00a0c\u00add",
    "\ue000\ue100\ue100",
    "a\x00b",
]


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")


def any_text() -> st.SearchStrategy[str]:
    marks = st.sampled_from(
        [*"&<>\"'[]{}*#|_\\`~=?:-!%@$^()\n\t ", "```", "\n\n", "{{", "}}", "☐", "ñ", "😀", "ע"]
    )
    plain = st.characters(exclude_categories=["Cs"])
    return st.lists(st.one_of(marks, plain), min_size=1, max_size=40).map("".join)


def with_nasty_examples(test: Any) -> Any:
    for text in NASTY:
        test = example(text=text)(test)
    return test


@with_nasty_examples
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(text=any_text())
def test_any_text_reaches_its_field_exactly_or_is_refused_with_its_place(text: str) -> None:
    wanted = re.sub(r"\r\n?", "\n", text).strip()
    if not wanted:
        return  # no answer at all
    typed = escape(text)
    source = dump(
        {
            "pesagree": "1",
            "seller": {"name": typed},
            "service": {"description": typed},
            "pay": {"form": "in_kind", "goods": [{"item": typed, "qty": "2"}]},
            "special": [{"heading": typed, "text": typed, "asked_by": typed}],
        }
    )
    paths = ("seller.name", "service.description", "pay.goods.1.item", "special.1.text")
    if UNPRINTABLE.search(text):
        with pytest.raises(AnswersError) as caught:
            parse(source, "deal.yaml")
        problems = caught.value.problems
        assert {*paths, "special.1.heading"} <= {problem.path for problem in problems}
        assert {problem.code for problem in problems} == {"character_unprintable"}
        assert {problem.place.source for problem in problems} == {"deal.yaml"}
        assert all(problem.place.line and problem.place.column for problem in problems)
        return
    agreement = parse(source, "deal.yaml").agreement
    document = compose(agreement, "es")
    shown = {(node.path, node.text) for node in inlines(document) if isinstance(node, Field)}
    assert wanted in [clause.heading for clause in document.clauses if clause.id == "special_1"]
    for path in paths:
        assert (path, wanted) in shown
        assert {said for one, said in shown if one == path} == {wanted}
    words = "".join(node.text for node in inlines(document) if isinstance(node, Text))
    assert not re.search("[\ue000-\uf8ff]", words)


def test_alternatives_of_an_unknown_answer_say_who_finds_out(agree: Callable[..., Agreement]) -> None:
    agreement = agree(
        """
        country: PE
        service: {kind: carbon}
        carbon: {volume: "?? el estudio, en 2028", registry: "?? el fondo, en junio", standard: "??"}
        """
    )
    blanks = [n for n in inlines(compose(agreement, "es")) if isinstance(n, Blank)]
    notes = {
        path: {n.note for n in blanks if n.path == path} for path in ("carbon.volume", "carbon.registry")
    }
    assert notes == {
        "carbon.volume": {"por averiguar: el estudio, en 2028"},
        "carbon.registry": {"por averiguar: el fondo, en junio"},
    }
    assert {n.note for n in blanks if n.path == "carbon.standard"} == {"todavía no se sabe"}
