"""Which answers are one seller's own."""

import pytest

from pesagree.agreement import QUESTIONS
from pesagree.agreement.conditions import NAMED
from pesagree.agreement.particular import CONDITIONS, PARTICULAR, SHARED, is_particular
from pesagree.answers.schema import Branch, Leaf, Node, schema


def paths(node: Node) -> list[str]:
    match node:
        case Branch(path=path, children=children):
            return [path, *(below for child in children.values() for below in paths(child))]
        case Leaf(question=question):
            return [question.path, *(f"{question.path}.{item.name}" for item in question.items)]
        case _:
            return [node.path]


@pytest.mark.parametrize("path", ["seller.name", "seller.2.signers.1.id", "pay.goods.3.item", "term.end"])
def test_who_where_how_much_and_when_are_the_familys(path: str) -> None:
    assert is_particular(path)


@pytest.mark.parametrize(
    "path", ["seller.kind", "seller.2.kind", "buyer.name", "pay.goods_fail", "mon.indicators.1.name"]
)
def test_the_rules_are_the_programmes(path: str) -> None:
    assert not is_particular(path)


def test_an_indicator_is_shared_but_not_its_figures() -> None:
    assert is_particular("mon.indicators.2.target")
    assert is_particular("mon.indicators.2.baseline")
    assert not is_particular("mon.indicators.2.method")


@pytest.mark.parametrize("path", [*PARTICULAR, *SHARED, *CONDITIONS.values()])
def test_every_path_named_is_in_the_form(path: str) -> None:
    assert path in paths(schema())


def test_conditions_named_exist() -> None:
    assert set(CONDITIONS) <= set(NAMED)


def test_private_answers_reach_no_paper_and_need_no_rule() -> None:
    assert not [path for path in QUESTIONS if path.startswith("private") and is_particular(path)]
