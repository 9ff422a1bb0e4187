"""A file that is much like one read before: what they share is taken over, and the outcome is the same."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.agreement.conditions import NAMED
from pesagree.answers.changes import Base, Changed, over
from pesagree.answers.reading import AnswersFile, base_of, build, parse
from pesagree.answers.yaml_pieces import usual
from pesagree.answers.yaml_source import MappingNode, read
from pesagree.errors import AnswersError, Problem
from pesagree.resources import samples_dir

Answers = Callable[..., AnswersFile]

SAMPLES = sorted(path for path in samples_dir().glob("*.yaml") if not path.name.endswith(".private.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in SAMPLES]
VALUES = [
    "", "~", "none", "??", "?? Ana", "5", "12.5", "-3", "1.234", "2027-01-01", "5/3/2027", "yes", "no",
    "PE", "BO", "x", "x # y",
    "x #y", "a: b", "[a, b]", "[1,500]", "[]", "{es: a, en: b}", "'it''s'", '"a\\nb"', '"a',
    "*x", "|\n      uno\n      dos", "{proposals: {buyer: 5, seller: 6}}", "[{name: A, id: 1}]", "- a",
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A sample in which a few lines were changed, taken away, repeated or moved."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        match draw(st.sampled_from(["value", "value", "value", "gone", "again", "indent", "above"])):
            case "value" if colon and not key.lstrip().startswith("#"):
                lines[at] = key + colon + draw(st.sampled_from(VALUES))
            case "gone":
                del lines[at : at + draw(st.integers(1, 4))]
            case "again":
                lines.insert(at, draw(st.sampled_from(lines)))
            case "indent":
                lines[at] = " " * draw(st.integers(0, 6)) + lines[at].lstrip()
            case "above":
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
        lines = lines or [""]
    return "\n".join(lines)


def outcome(read_it: Callable[[], AnswersFile]) -> tuple[AnswersFile | None, Sequence[Problem]]:
    try:
        return read_it(), ()
    except AnswersError as error:
        return None, error.problems


@pytest.mark.parametrize(
    ("listed", "bare"),
    [
        ("service:\n  limits:\n    - what: x\n      where: y", "service:\n  limits:\n      where: y"),
        ("pay:\n  schedule:\n    - kind: advance\n      amount: 5", "pay:\n  schedule:\n      kind: advance"),
    ],
)
def test_what_is_no_list_is_not_taken_for_one_of_one(listed: str, bare: str) -> None:
    parse(listed + "\n", "a.yaml")
    whole, said = outcome(lambda: build(read(bare + "\n", "a.yaml")))
    quick, said_too = outcome(lambda: parse(bare + "\n", "a.yaml"))
    assert said == said_too
    assert (whole and whole.agreement.pay) == (quick and quick.agreement.pay)


@settings(max_examples=80, deadline=None)
@given(st.lists(texts(), min_size=1, max_size=3))
def test_one_file_after_the_other_comes_to_what_each_is_by_itself(files: Sequence[str]) -> None:
    for text in files:
        whole, said = outcome(lambda text=text: build(read(text, "a.yaml")))  # type: ignore[misc]
        quick, said_too = outcome(lambda text=text: parse(text, "a.yaml"))  # type: ignore[misc]
        assert said == said_too
        assert (whole is None) == (quick is None)
        if whole is None or quick is None:
            continue
        assert quick.agreement.model_dump() == whole.agreement.model_dump()
        for name in ("states", "notes", "accepted"):
            assert getattr(quick.agreement, name) == getattr(whole.agreement, name)
        assert quick.inconsistent == whole.inconsistent
        assert quick.warnings == whole.warnings
        for path in (*QUESTIONS, "seller.2.name", "pay.goods.1.qty", "pay.schedule.1.kind"):
            assert quick.agreement.answer(path) == whole.agreement.answer(path)
            assert quick.places.get(path) == whole.places.get(path)
        conditions_are_alike(quick.agreement, whole.agreement)


def conditions_are_alike(one: Agreement, other: Agreement) -> None:
    for condition in (*NAMED.values(), *(question.when for question in QUESTIONS.values())):
        for party in ("", *one.parties("seller"), *one.parties("buyer")):
            assert condition.holds(one, party) == condition.holds(other, party)


TEXT = """\
country: PE
notes: {term.years: ask Ana}
buyer: {name: Water, rep: {name: B, id: ?? Ana}}
seller:
  - name: One
    signers:
      - {name: A, id: ??}
      - {name: B}
    spouse: {name: C}
  - name: Two
    assembly: none
site:
  parcels:
    - {code: A, area_ha: 2}
    - {code: B, area_ha: 3}
pay:
  schedule: {every: year, parts: 3, indicator: none}
  goods:
    - item: motor
      qty: 1
    - item: boat
      qty: ?? Ana
"""


def tree(text: str) -> MappingNode:
    root = usual(text)
    assert root
    return root


@pytest.fixture
def base() -> Base:
    found = base_of(tree(TEXT))
    assert found
    return found


def changed(base: Base, text: str) -> Changed:
    found = over(base, tree(text), base.reading)
    assert found
    return found


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("name: Water", "name: River", 1),
        ("code: B, area_ha: 3", "code: B, area_ha: 4.5", 1),
        ("qty: 1", "qty: 2", 1),
        ("qty: ?? Ana", "qty: 2", 1),
        ("parts: 3", "parts: 4", 1),
        ("id: ??}", "id: 00000001}", 1),
        ("id: ?? Ana", "id: ~", 1),
        ("    spouse: {name: C}\n", "", 0),
        ("    assembly: none\n", "", 0),
        ("    assembly: none\n", "    assembly: {present: 3}\n", 1),
        ("    assembly: none\n", "    assembly: ??\n    families: 3\n", 1),
        ("{every: year, parts: 3, indicator: none}", "[{amount: 5}, {amount: 7, condition: none}]", 4),
        ("    - item: boat\n      qty: ?? Ana\n", "", 3),
        ("ask Ana", "ask Rosa", 0),
        ("notes: {term.years: ask Ana}\n", "", 0),
        ("  - name: Two\n    assembly: none\n", "", None),
        ("site:\n", "term: {years: 5}\nsite:\n", None),
    ],
)
def test_only_what_differs_is_read(old: str, new: str, count: int | None, base: Base) -> None:
    text = TEXT.replace(old, new)
    found = changed(base, text)
    whole = build(read(text)).agreement
    assert found.agreement.model_dump() == whole.model_dump()
    assert found.agreement.states == whole.states
    assert found.agreement.notes == whole.notes
    for path in QUESTIONS:
        assert found.agreement.answer(path) == whole.answer(path)
    conditions_are_alike(found.agreement, whole)
    assert count is None or found.read == count


def test_what_is_alike_is_the_very_same_part(base: Base) -> None:
    agreement = changed(base, TEXT.replace("name: One", "name: Three")).agreement
    assert str(agreement.seller[0].name) == "Three"
    assert agreement.seller[0].spouse is base.agreement.seller[0].spouse
    assert agreement.seller[1] is base.agreement.seller[1]
    assert agreement.pay is base.agreement.pay
    assert base.agreement.seller[0].name == "One"


@pytest.mark.parametrize(
    ("old", "new"),
    [("parts: 3", "parts: x"), ("name: C", "nmae: C"), ("country", "private: {minimum: 1}\ncountry")],
)
def test_a_problem_is_told_by_reading_the_whole(old: str, new: str, base: Base) -> None:
    assert over(base, tree(TEXT.replace(old, new)), base.reading) is None


def test_another_country_reads_everything_anew(base: Base) -> None:
    root = tree(TEXT.replace("PE", "BO"))
    other = base_of(root)
    assert other
    assert over(base, root, other.reading) is None


def test_a_problem_between_two_files_has_its_place(answers: Answers) -> None:
    for text in ("term: {years: 3}\n", "term: {years: 300}\n", "term: {years: 4}\n"):
        if "300" in text:
            with pytest.raises(AnswersError) as caught:
                answers(text)
            assert [str(problem.place) for problem in caught.value.problems] == ["a.yaml:1:15"]
        else:
            assert str(answers(text).places["term.years"]) == "a.yaml:1:15"
