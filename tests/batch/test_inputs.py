"""Fingerprints of rows: whatever a draft is made of changes them, and nothing else does."""

from dataclasses import replace

import pytest

from pesagree.answers.roster_header import Column
from pesagree.answers.roster_row import ItemLines, Priced, Row, Table
from pesagree.batch.inputs import row_fingerprint

PRICE = Row(2, Table("r.xlsx", "Precios", (Column(1, "code", "pay.goods.code"),)), ("K1",))
LINE = Row(2, Table("r.xlsx", "pay.goods", (Column(1, "qty", "pay.goods.qty"),)), ("3",))
ROW = Row(
    *(2, Table("r.xlsx", "F", (Column(1, "seller.name", "seller.name"),)), ("Ana",)),
    items=(ItemLines("pay.goods", ("pay", "goods"), (LINE,)),),
    priced=(Priced(("pay", "goods", 0), PRICE),),
)


def test_a_row_that_only_moved_stays_the_same() -> None:
    assert row_fingerprint("base", replace(ROW, number=9)) == row_fingerprint("base", ROW)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ROW, texts=("Beto",)),
        replace(ROW, items=()),
        replace(ROW, items=(ItemLines("pay.goods", (), (replace(LINE, texts=("4",)),)),)),
        replace(ROW, items=(ItemLines("pay.goods", (), (replace(LINE, priced=ROW.priced),)),)),
        replace(ROW, priced=()),
        replace(ROW, priced=(Priced(("pay", "goods", 0), replace(PRICE, texts=("K2",))),)),
        replace(ROW, priced=(Priced(("pay", "goods", 1), PRICE),)),
    ],
)
def test_whatever_a_row_says_changes_its_fingerprint(changed: Row) -> None:
    assert row_fingerprint("base", changed) != row_fingerprint("base", ROW)
    assert row_fingerprint("other", ROW) != row_fingerprint("base", ROW)
