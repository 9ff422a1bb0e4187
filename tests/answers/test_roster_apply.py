"""A row over the base: what it leaves as it is is taken over as read, and the outcome is the same."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.agreement import ITEMS, QUESTIONS, Kind
from pesagree.answers.reading import AnswersFile, base_of, build
from pesagree.answers.roster import apply
from pesagree.answers.roster_header import header_of
from pesagree.answers.roster_row import Row, Table
from pesagree.answers.yaml_source import MappingNode, read
from pesagree.errors import AnswersError, Place, Problem
from pesagree.resources import samples_dir

BASES = sorted(path for path in samples_dir().glob("*.yaml") if not path.name.endswith(".private.yaml"))
PATHS = [
    *(path for path in (*QUESTIONS, *ITEMS) if not path.startswith("private.")),
    *("seller.2.name", "seller.2.kind", "buyer.2.name", "pay.goods.3.qty", "pay.goods.7.item"),
    *("pay.schedule.2.amount", "site.name.en", "seller.assembly", "service.allowed.2", "pay.total"),
]


def written_for(path: str) -> st.SearchStrategy[str]:
    """Cells that often answer the question, so that most rows make an agreement."""
    question = QUESTIONS.get(path) or ITEMS.get(path)
    usual = st.sampled_from(["", "", "~", "none", "?? Ana", "5", "x"])
    if question is None:
        return usual
    if question.codes:
        return st.sampled_from([*question.codes, "", "none"])
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.LINES, Kind.IDENTIFIER):
        return st.sampled_from(["", "Ana", "a\nb", "Loreto"])
    if question.kind in (Kind.DATE, Kind.DATE_OR_WORDS, Kind.RIGHT_END):
        return st.sampled_from(["", "2027-01-01", "5/3/2027"])
    return st.sampled_from(["", "3", "1", "12.5", "PE", "BO", "si"])


def row_of(header: Sequence[str], texts: Sequence[str]) -> Row:
    table = Table("r.csv", "", header_of(header, Place("r.csv", 1, 0, ""), None).columns)
    return Row(2, table, tuple(texts))


def outcome(root: MappingNode, *, shared: MappingNode | None) -> tuple[AnswersFile | None, Sequence[Problem]]:
    try:
        return build(root, base=base_of(shared) if shared else None), ()
    except AnswersError as error:
        return None, error.problems


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_sharing_what_the_base_has_changes_nothing(data: st.DataObject, base: object) -> None:
    root = read(BASES[BASES.index(base)].read_text(encoding="utf-8"), "base.yaml")  # type: ignore[arg-type]
    header = data.draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=8, unique=True))
    row = row_of(header, [data.draw(written_for(path)) for path in header])
    laid = apply(root, row)
    (whole, said), (quick, said_too) = outcome(laid, shared=None), outcome(laid, shared=root)
    assert said == said_too
    assert (whole is None) == (quick is None)
    if whole is None or quick is None:
        return
    assert quick.agreement.model_dump() == whole.agreement.model_dump()
    for name in ("inconsistent", "warnings", "judged", "start"):
        assert getattr(quick, name) == getattr(whole, name)
    for path in (*QUESTIONS, *header):
        assert quick.agreement.answer(path) == whole.agreement.answer(path)


def test_what_a_row_leaves_is_the_bases_own() -> None:
    root = read("country: PE\nseller: {name: A, spouse: {name: B}}\nsite: {name: C}\n")
    laid = apply(root, row_of(["seller.name"], ["Ana"]))
    base = build(root, base=base_of(root)).agreement
    agreement = build(laid, base=base_of(root)).agreement
    again = build(laid, base=base_of(root)).agreement
    assert str(agreement.answer("seller.name").value) == "Ana"
    assert agreement.site is again.site
    assert agreement.seller[0].spouse is again.seller[0].spouse
    assert base.answer("seller.name").value == "A"


def test_another_country_reads_everything_anew() -> None:
    root = read("country: PE\nterm: {start: 5/3/2027}\n")
    with pytest.raises(AnswersError) as caught:
        build(apply(root, row_of(["country"], ["US"])), base=base_of(root))
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("date_unclear", "term.start")
    ]


def test_a_base_that_is_only_readable_with_its_rows() -> None:
    root = read("site: {area_ha: -1, name: C}\n")
    assert base_of(root) is None
    assert build(apply(root, row_of(["site.area_ha"], ["2"])), base=base_of(root)).agreement.site.area_ha == 2
