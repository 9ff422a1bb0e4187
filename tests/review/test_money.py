"""The money worked out, to the cent."""

from decimal import Decimal

import pytest

from pesagree.review import money
from tests.review.edits import GONE, made_from

W, C, N = "alto-mayo-water", "loreto-aguajales", "madre-de-dios-brazil-nuts"


def value(agreement, key, **options):
    line = money(agreement, include_private=True, **options).line(key)
    return None if line is None else line.value


@pytest.mark.parametrize(
    ("base", "key", "expected"),
    [
        (W, "total", "155000.00"),
        (W, "annual", "31000.00"),
        (W, "after_fee", "31000.00"),
        (W, "family_month", "64.58"),
        (W, "advance", "14100.00"),
        (W, "at_risk", "114210.00"),
        (W, "net", "22600.00"),
        (W, "net_family_month", "47.08"),
        (W, "over_other_use", "4150.00"),
        (W, "over_minimum", "2600.00"),
        (W, "break_even", "51.1702"),
        (N, "after_fee", "489840.00"),
        ("bad-deal", "net", "-5000.00"),
        ("bad-deal", "over_other_use", "-65000.00"),
        ("bad-deal", "break_even", "9.1250"),
        ("bad-deal", "at_risk", "472000.00"),
    ],
)
def test_figures(base, key, expected):
    assert value(made_from(base, {}), key) == Decimal(expected)


def test_inflation_eats_a_fixed_pay():
    two_years = {
        "pay.index": "none",
        "term.years": "2",
        "pay.schedule": [
            {"date": "2027-06-01", "amount": "1000", "kind": "on_proof"},
            {"date": "2028-06-01", "amount": "1000", "kind": "on_proof"},
        ],
    }
    agreement = made_from(C, two_years)
    assert value(agreement, "last_year_buys", inflation_pct=Decimal(25)) == Decimal("800.00")
    assert value(agreement, "lost_to_inflation", inflation_pct=Decimal(25)) == Decimal("200.00")
    assert value(agreement, "lost_to_inflation", inflation_pct=Decimal(0)) == 0
    rising = made_from(C, {**two_years, "pay.index": "fixed_pct", "pay.index_pct": "25"})
    assert value(rising, "lost_to_inflation", inflation_pct=Decimal(25)) == 0


def test_a_pay_that_follows_prices_loses_nothing():
    line = money(made_from(C, {"pay.index": "cpi"})).line("last_year_buys")
    assert line is not None
    assert (line.value, line.variant) == (None, "cpi")
    assert value(made_from(C, {"pay.index": "cpi"}), "lost_to_inflation") is None


def test_a_term_of_one_year_has_nothing_to_lose_to_prices():
    assert value(made_from(C, {"pay.index": "none", "term.years": "1"}), "last_year_buys") is None


def test_what_is_missing_is_named():
    line = money(made_from(W, {"pay.goods.1.unit_value": ""})).line("total")
    assert line is not None
    assert (line.value, line.needs) == (None, ("pay.goods.1.unit_value",))
    risk = money(made_from(W, {"term.start": GONE})).line("at_risk")
    assert risk is not None
    assert risk.needs == ("term.start",)


def test_a_start_on_29_february_ends_its_first_year_on_1_march():
    changes = {
        "term.start": "2028-02-29",
        "pay.schedule": [
            {"date": "2029-02-28", "amount": "100", "kind": "on_proof"},
            {"date": "2029-03-01", "amount": "900", "kind": "on_proof"},
        ],
    }
    assert value(made_from(C, changes), "at_risk") == Decimal(900)
