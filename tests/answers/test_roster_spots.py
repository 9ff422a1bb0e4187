"""Rows that are read straight into the base's agreement: the outcome is that of reading the whole tree."""

from collections.abc import Sequence
from copy import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.answers.changes import Base
from pesagree.answers.reading import AnswersFile, base_of, build
from pesagree.answers.roster import KeyedRow, agreement_of, apply
from pesagree.answers.roster_spots import straight
from pesagree.answers.yaml_source import MappingNode, read
from pesagree.errors import AnswersError, Problem
from tests.answers.test_changes import conditions_are_alike
from tests.answers.test_roster_apply import BASES, PATHS, row_of, written_for

FULL = """\
country: PE
seller:
  - name: One
    kind: association
    signers:
      - {name: A, id: ??}
      - {name: B}
    spouse: none
    languages: Spanish, Quechua
  - {name: Two, families: 3}
buyer: {name: Water, email: ?? Ana}
site:
  name: {es: Cerro, en: Hill}
  parcels: [{code: A, area_ha: 2}, {code: B, area_ha: 3}]
pay:
  schedule: {every: year, first: 2027-01-01, parts: 3}
  goods: {proposals: {buyer: [{item: motor}], seller: [{item: boat}]}}
  currency: {proposals: {buyer: PEN, seller: USD}}
"""


def whole(root: MappingNode) -> tuple[AnswersFile | None, Sequence[Problem]]:
    try:
        return build(root), ()
    except AnswersError as error:
        return None, error.problems


def base_from(text: str) -> Base:
    found = base_of(read(text))
    assert found
    return found


def alike(quick: Agreement, slow: Agreement, paths: Sequence[str]) -> None:
    """Both say the same, also what follows from what they say, and what the quick one was told beforehand."""
    assert quick.model_dump() == slow.model_dump()
    for name in ("states", "notes", "accepted"):
        assert getattr(quick, name) == getattr(slow, name)
    for path in paths:
        assert quick.answer(path) == slow.answer(path) == copy(quick).answer(path)
    anew = copy(quick)
    assert {path: anew.answer(path) for path in quick._answers} == quick._answers
    conditions_are_alike(quick, anew)


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_rows_one_after_the_other_come_to_what_each_is_by_itself(data: st.DataObject, base: object) -> None:
    text = BASES[BASES.index(base)].read_text(encoding="utf-8")  # type: ignore[arg-type]
    root = read(text, "base.yaml")
    header = data.draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=8, unique=True))
    for _ in range(2):
        row = row_of(header, [data.draw(written_for(path)) for path in header])
        quick = agreement_of(root, KeyedRow("key", row))
        slow, said = whole(apply(root, row))
        assert set(map(str, quick.problems)) == set(map(str, said))
        assert (quick.file is None) == (slow is None)
        if quick.file is None or slow is None:
            continue
        for name in ("inconsistent", "warnings", "judged", "start"):
            assert getattr(quick.file, name) == getattr(slow, name)
        alike(quick.file.agreement, slow.agreement, [*QUESTIONS, *header])
        assert [quick.file.places.get(path) for path in header] == [slow.places.get(path) for path in header]


@pytest.mark.parametrize(
    "cells",
    [
        {"seller.name": "Uno", "seller.2.name": "Dos", "seller.2.families": "4"},
        {"seller.2.phone": "999", "seller.2.families": "~"},
        {"seller.signers.2.id": "00000002", "seller.signers.1.id": "none"},
        {"seller.signers.1.id": "", "seller.signers.1.name": "Ana"},
        {"buyer.email": "a@b.pe", "seller.languages": ","},
        {"buyer.email": "", "buyer.tax_id": "?? Ana"},
        {"site.name": "Loma", "site.parcels.2.area_ha": "5", "term.years": "4"},
        {"pay.schedule.first": "5/3/2027", "pay.schedule.parts": "none", "pay.unit_price": "~"},
        {"pay.currency": "USD", "sign.date": "2027-01-01", "risk.events": "fire\nflood"},
        {"law.language.in": "es", "service.allowed": "one\ntwo"},
        {"site.parcels.3.code": "C", "site.parcels.4.area_ha": "~", "mon.indicators.1.id": "i7"},
        {"seller.signers.3.name": "C", "seller.2.signers.1.name": "D", "seller.2.signers.2.name": ""},
        {"pay.form": "in_kind", "pay.basis": "lump", "seller.2.kind": "household", "seller.kind": "?? Ana"},
    ],
)
def test_usual_cells_take_no_tree(cells: dict[str, str]) -> None:
    root, row = read(FULL), row_of(list(cells), list(cells.values()))
    base = base_of(root)
    assert base
    slow, said = whole(apply(root, row))
    quick = straight(base, row)
    if slow is None:
        assert said
        assert quick is None
        return
    assert quick
    assert quick.judged == slow.judged
    alike(quick.agreement, slow.agreement, [*QUESTIONS, *cells])


@pytest.mark.parametrize(
    "cells",
    [
        {"country": "PE"},
        {"seller.3.name": "Tres"},
        {"seller.spouse.name": "Ana"},
        {"seller.spouse": "none"},
        {"seller.signers.4.name": "C"},
        {"sign.witnesses.2.name": "C"},
        {"seller.signers": "none"},
        {"site.name.en": "Peak"},
        {"pay.goods.1.item": "motor"},
        {"pay.schedule.1.amount": "5"},
        {"pay.total": "5"},
        {"term.years": "many"},
    ],
)
def test_anything_else_is_left_to_the_tree(cells: dict[str, str]) -> None:
    base = base_from(FULL)
    assert straight(base, row_of(list(cells), list(cells.values()))) is None
    blank = straight(base, row_of(["seller.name", *cells], ["Ana", *("" for _ in cells)]))
    assert blank
    assert str(blank.agreement.seller[0].name) == "Ana"


def test_what_a_row_leaves_is_the_bases_own() -> None:
    base = base_from(FULL)
    changed = straight(base, row_of(["seller.signers.2.name", "sign.date"], ["Ana", ""]))
    assert changed
    now, before = changed.agreement, base.agreement
    assert now.seller[1] is before.seller[1]
    assert now.seller[0].signers[0] is before.seller[0].signers[0]
    assert now.sign is before.sign or now.sign == before.sign
    assert now.pay is before.pay
    assert before.seller[0].signers[1].name == "B"
