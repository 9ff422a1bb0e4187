"""Figures that are worked out: the samples to the cent, and the corners of calendar and rounding."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from pesagree.agreement import Agreement, Status, figures
from pesagree.agreement.figures import Due

Agree = Callable[..., Agreement]


@dataclass(frozen=True)
class Worked:
    """What a sample's figures are; `payments` are (how many, first, last, kind, amount of each)."""

    figures: dict[str, Decimal | date | int | None]
    payments: list[tuple[int, str, str, str, str]]
    by_year: dict[int, str]
    monitoring: str = "0"
    fee: str = "0"
    goods: list[str] = field(default_factory=list)


SAMPLES = {
    "alto-mayo-water": Worked(
        {
            "site.area_ha": Decimal("470"),
            "pay.annual_cash": Decimal("28200.00"),
            "pay.agreed_cash": Decimal("141000.00"),
            "pay.cash_total": Decimal("141000.00"),
            "pay.goods_total": Decimal("14000.00"),
            "pay.total": Decimal("155000.00"),
            "pay.annual": Decimal("31000.00"),
            "pay.first_pct": Decimal("9.0968"),
            "term.end": date(2031, 12, 31),
            "consent.days": 133,
            "seller.assembly.needed": 27,
            "private.net": Decimal("22600.00"),
            "private.net_family_month": Decimal("47.08"),
            "private.break_even": Decimal("51.1702"),
        },
        [
            (1, "2027-01-15", "2027-01-15", "advance", "14100.00"),
            (10, "2027-07-15", "2032-01-15", "on_proof", "12690.00"),
        ],
        {2027: "26790.00", **dict.fromkeys(range(2028, 2032), "25380.00"), 2032: "12690.00"},
        goods=["14000.00"],
    ),
    "loreto-aguajales": Worked(
        {
            "site.area_ha": Decimal("3200"),
            "pay.annual_cash": Decimal("38400.00"),
            "pay.agreed_cash": Decimal("384000.00"),
            "pay.cash_total": Decimal("384000.00"),
            "pay.goods_total": Decimal("0"),
            "pay.total": Decimal("384000.00"),
            "pay.annual": Decimal("38400.00"),
            "pay.first_pct": Decimal("10"),
            "term.end": date(2037, 2, 28),
            "consent.days": 77,
            "seller.assembly.needed": 88,
            "private.net": Decimal("28800.00"),
            "private.net_family_month": Decimal("28.24"),
            "private.break_even": Decimal("9.5000"),
        },
        [
            (1, "2027-03-01", "2027-03-01", "advance", "38400.00"),
            (20, "2027-09-01", "2037-03-01", "on_proof", "17280.00"),
        ],
        {2027: "55680.00", **dict.fromkeys(range(2028, 2037), "34560.00"), 2037: "17280.00"},
    ),
    "madre-de-dios-brazil-nuts": Worked(
        {
            "site.area_ha": Decimal("27360"),
            "pay.annual_cash": Decimal("547200.00"),
            "pay.agreed_cash": Decimal("2736000.00"),
            "pay.cash_total": Decimal("2736000.00"),
            "pay.goods_total": Decimal("0"),
            "pay.total": Decimal("2736000.00"),
            "pay.annual": Decimal("547200.00"),
            "pay.first_pct": Decimal("10"),
            "term.end": date(2032, 1, 31),
            "consent.days": 84,
            "seller.assembly.needed": 26,
            "private.net": Decimal("391040.00"),
            "private.net_family_month": Decimal("857.54"),
            "private.break_even": Decimal("14.4291"),
        },
        [
            (1, "2027-02-15", "2027-02-15", "advance", "273600.00"),
            (10, "2027-08-15", "2032-02-15", "on_proof", "246240.00"),
        ],
        {2027: "519840.00", **dict.fromkeys(range(2028, 2032), "492480.00"), 2032: "246240.00"},
        monitoring="30000.00",
        fee="27360.00",
    ),
    "tambopata-agroforestry": Worked(
        {
            "site.area_ha": Decimal("180"),
            "pay.annual_cash": Decimal("45000.00"),
            "pay.agreed_cash": Decimal("180000.00"),
            "pay.cash_total": Decimal("180000.00"),
            "pay.goods_total": Decimal("48000.00"),
            "pay.total": Decimal("228000.00"),
            "pay.annual": Decimal("57000.00"),
            "pay.first_pct": Decimal("15.7895"),
            "term.end": date(2031, 2, 28),
            "consent.days": 84,
            "seller.assembly.needed": 80,
            "private.net": Decimal("45000.00"),
            "private.net_family_month": Decimal("31.25"),
            "private.break_even": Decimal("180.0000"),
        },
        [
            (1, "2027-03-15", "2027-03-15", "advance", "36000.00"),
            (8, "2027-09-15", "2031-03-15", "on_proof", "18000.00"),
        ],
        {2027: "54000.00", 2028: "36000.00", 2029: "36000.00", 2030: "36000.00", 2031: "18000.00"},
        goods=["48000.00"],
    ),
    "madre-de-dios-fondam": Worked(
        {
            "site.area_ha": Decimal("9500"),
            "pay.annual_cash": Decimal("85500.00"),
            "pay.agreed_cash": Decimal("427500.00"),
            "pay.cash_total": Decimal("427500.00"),
            "pay.goods_total": Decimal("0"),
            "pay.total": Decimal("427500.00"),
            "pay.annual": Decimal("85500.00"),
            "pay.first_pct": Decimal("15"),
            "term.end": date(2032, 3, 31),
            "consent.days": 84,
            "seller.assembly.needed": 64,
            "private.net": Decimal("66900.00"),
            "private.net_family_month": Decimal("89.92"),
            "private.break_even": Decimal("7.1579"),
        },
        [
            (1, "2027-04-01", "2027-04-01", "advance", "64125.00"),
            (5, "2028-04-01", "2032-04-01", "on_proof", "72675.00"),
        ],
        {2027: "64125.00", **dict.fromkeys(range(2028, 2033), "72675.00")},
    ),
    "bad-deal": Worked(
        {
            "site.area_ha": Decimal("8000"),
            "pay.annual_cash": Decimal("8000.00"),
            "pay.agreed_cash": Decimal("480000.00"),
            "pay.cash_total": Decimal("480000.00"),
            "pay.goods_total": Decimal("0"),
            "pay.total": Decimal("480000.00"),
            "pay.annual": Decimal("8000.00"),
            "pay.first_pct": Decimal("0"),
            "term.end": date(2087, 5, 31),
            "consent.days": None,
            "seller.assembly.needed": 60,
            "private.net": Decimal("-5000.00"),
            "private.net_family_month": Decimal("-6.94"),
            "private.break_even": Decimal("9.1250"),
        },
        [(60, "2028-05-31", "2087-05-31", "on_proof", "8000.00")],
        dict.fromkeys(range(2028, 2088), "8000.00"),
        monitoring="4000.00",
    ),
    "minimal": Worked(
        {
            "site.area_ha": Decimal("150"),
            "pay.annual_cash": Decimal("8400.00"),
            "pay.agreed_cash": Decimal("16800.00"),
            "pay.cash_total": Decimal("16800.00"),
            "pay.goods_total": None,
            "pay.total": None,
            "pay.annual": None,
            "pay.first_pct": None,
            "term.end": date(2028, 12, 31),
            "consent.days": None,
            "seller.assembly.needed": None,
            "private.net": None,
            "private.net_family_month": None,
            "private.break_even": None,
        },
        [
            (8, "2027-03-31", "2028-12-31", "on_proof", "1866.67"),
            (1, "2029-03-31", "2029-03-31", "on_proof", "1866.64"),
        ],
        {2027: "7466.68", 2028: "7466.68", 2029: "1866.64"},
    ),
}


@pytest.fixture(params=sorted(SAMPLES))
def worked(request: pytest.FixtureRequest, sample: Callable[[str], Agreement]) -> tuple[Agreement, Worked]:
    return sample(request.param), SAMPLES[request.param]


def test_the_figures_of_the_samples(worked: tuple[Agreement, Worked]) -> None:
    agreement, expected = worked
    assert {path: agreement.answer(path).value for path in expected.figures} == expected.figures


def test_the_payments_of_the_samples(worked: tuple[Agreement, Worked]) -> None:
    agreement, expected = worked
    runs: list[list[Due]] = []
    for due in agreement.instalments:
        if runs and (runs[-1][0].kind, runs[-1][0].amount) == (due.kind, due.amount):
            runs[-1].append(due)
        else:
            runs.append([due])
    assert [
        (len(run), str(run[0].date), str(run[-1].date), str(run[0].kind), str(run[0].amount)) for run in runs
    ] == expected.payments


def test_the_cash_of_the_samples_by_calendar_year(worked: tuple[Agreement, Worked]) -> None:
    agreement, expected = worked
    assert {row.year: str(row.cash) for row in figures.pay_by_year(agreement)} == expected.by_year


def test_the_sellers_part_of_monitoring_and_fee_in_the_samples(worked: tuple[Agreement, Worked]) -> None:
    agreement, expected = worked
    private = agreement.answer("private.net").value is not None
    assert figures.monitoring_cost(agreement) == (Decimal(expected.monitoring) if private else None)
    assert figures.fee_cost(agreement) == Decimal(expected.fee)


def test_the_worth_of_the_goods_of_the_samples(worked: tuple[Agreement, Worked]) -> None:
    agreement, expected = worked
    values = [figures.good_value(agreement, good) for good in agreement.pay.goods]
    assert [str(value) for value in values if value is not None] == expected.goods


# --- schedules ------------------------------------------------------------------------------


def payments(agreement: Agreement) -> list[tuple[str, str]]:
    return [(str(due.date), str(due.amount)) for due in agreement.instalments]


def test_a_schedule_from_31_january_is_counted_from_its_first_date(agree: Agree) -> None:
    monthly = agree("pay: {schedule: {every: month, first: 2027-01-31, parts: 14}}")
    assert [str(due.date) for due in monthly.instalments] == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31",
        "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29",
    ]  # fmt: skip


def test_a_yearly_schedule_from_a_leap_day_comes_back_to_it(agree: Agree) -> None:
    yearly = agree("pay: {schedule: {every: year, first: 2028-02-29, parts: 5}}")
    assert [str(due.date) for due in yearly.instalments] == [
        "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29",
    ]  # fmt: skip


def test_the_last_generated_payment_takes_the_remainder(agree: Agree) -> None:
    thirds = agree("""
        pay:
          form: cash
          basis: lump
          unit_price: 100
          schedule: {every: half_year, first: 2027-06-30, parts: 3}
    """)
    assert payments(thirds) == [("2027-06-30", "33.33"), ("2027-12-30", "33.33"), ("2028-06-30", "33.34")]


def test_an_advance_is_rounded_and_the_rest_is_shared_equally(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: cash
          basis: lump
          unit_price: 1000.01
          schedule:
            {every: year, first: 2027-06-30, parts: 4, kind: on_proof, indicator: [a, b], advance_pct: 12.5}
    """)
    assert [str(due.amount) for due in agreement.instalments] == ["125.00", "291.67", "291.67", "291.67"]
    assert [due.kind for due in agreement.instalments] == ["advance", "on_proof", "on_proof", "on_proof"]
    assert [due.indicator for due in agreement.instalments] == [None, ("a", "b"), ("a", "b"), ("a", "b")]
    assert agreement.answer("pay.cash_total").value == Decimal("1000.01")
    assert agreement.answer("pay.first_pct").value == Decimal("12.4999")


def test_one_payment_in_advance_brings_all(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: cash
          basis: lump
          unit_price: 99.99
          schedule: {every: year, first: 2027-06-30, parts: 1, advance_pct: 50}
    """)
    assert payments(agreement) == [("2027-06-30", "99.99")]


def test_payments_by_share_and_the_last_one_takes_the_remainder(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: cash
          basis: lump
          unit_price: 100.01
          schedule: [{share_pct: 33.3333}, {share_pct: 33.3333}, {share_pct: 33.3334}]
    """)
    assert [str(due.amount) for due in agreement.instalments] == ["33.34", "33.34", "33.33"]


def test_an_open_price_gives_open_amounts_but_known_dates(agree: Agree) -> None:
    agreement = agree("pay: {form: cash, schedule: {every: quarter, first: 2027-03-31, parts: 2}}")
    assert payments(agreement) == [("2027-03-31", "None"), ("2027-06-30", "None")]
    assert agreement.answer("pay.cash_total").value is None
    assert figures.pay_by_year(agreement) == ()


# --- cash and units -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "area", "amount"),
    [
        ("0.5", "0.01", "0.00"),  # 0.005 lies between: the even cent
        ("1.5", "0.01", "0.02"),  # 0.015
        ("2.5", "0.01", "0.02"),  # 0.025
        ("3.5", "0.01", "0.04"),  # 0.035
        ("2.5001", "0.01", "0.03"),
        ("39.505", "1", "39.50"),
        ("39.515", "1", "39.52"),
    ],
)
def test_money_is_rounded_half_even_to_the_cent(price: str, area: str, amount: str, agree: Agree) -> None:
    quoted = f"pay: {{form: cash, basis: per_tonne, unit_price: '{price}0', units: {area}}}"
    assert str(agree(quoted).answer("pay.annual_cash").value) == amount


def test_a_formula_is_rounded_once_at_its_end(agree: Agree) -> None:
    parcels = "[{area_ha: 0.01, unit_price: 0.5}, {area_ha: 0.01, unit_price: 0.5}]"
    agreement = agree(f"{{pay: {{form: cash, basis: per_ha_year}}, site: {{parcels: {parcels}}}}}")
    assert str(agreement.answer("pay.annual_cash").value) == "0.01"


def test_amounts_have_the_digits_of_their_currency(agree: Agree) -> None:
    text = "{{country: CL, pay: {{form: cash, basis: per_tonne, unit_price: 10.5, units: 3, currency: {}}}}}"
    assert str(agree(text.format("CLP")).answer("pay.annual_cash").value) == "32"
    assert str(agree(text.format("USD")).answer("pay.annual_cash").value) == "31.50"


def test_units_follow_the_basis(agree: Agree) -> None:
    base = """
        pay: {{form: cash, basis: {}}}
        site: {{area_ha: 470}}
        seller: [{{families: 40}}, {{families: 2}}]
    """
    assert agree(base.format("per_ha_year")).answer("pay.units").value == 470
    assert agree(base.format("per_family")).answer("pay.units").value == 42
    assert agree(base.format("per_tonne")).answer("pay.units").value is None
    assert agree(base.format("lump")).answer("pay.units").value is None


def test_a_part_of_the_land_may_be_paid(agree: Agree) -> None:
    agreement = agree(
        "{pay: {form: cash, basis: per_ha_year, unit_price: 10, units: 100}, site: {area_ha: 470}}"
    )
    assert agreement.answer("pay.annual_cash").value == Decimal("1000.00")


def test_parcels_without_a_price_take_the_common_one(agree: Agree) -> None:
    agreement = agree("""
        site: {parcels: [{area_ha: 10, unit_price: 3}, {area_ha: 10}]}
        pay: {form: cash, basis: per_ha_year, unit_price: 2}
        term: {years: 2}
    """)
    assert agreement.answer("pay.annual_cash").value == Decimal("50.00")
    assert agreement.answer("pay.agreed_cash").value == Decimal("100.00")


def test_one_sum_is_the_whole_and_a_part_of_it_each_year(agree: Agree) -> None:
    agreement = agree("{pay: {form: cash, basis: lump, unit_price: 1000}, term: {years: 3}}")
    assert agreement.answer("pay.agreed_cash").value == Decimal("1000.00")
    assert agreement.answer("pay.annual_cash").value == Decimal("333.33")


def test_all_in_kind_brings_no_cash(agree: Agree) -> None:
    agreement = agree("""
        pay: {form: in_kind, goods: [{item: motor, qty: 2, unit_value: 350.25, by: 2027-10-31}]}
        term: {years: 4}
    """)
    assert agreement.answer("pay.cash_total").value == 0
    assert agreement.answer("pay.total").value == Decimal("700.50")
    assert agreement.answer("pay.annual").value == Decimal("175.12")
    (row,) = figures.pay_by_year(agreement)
    assert (row.year, str(row.cash), str(row.goods), str(row.total)) == (2027, "0", "700.50", "700.50")


# --- goods ----------------------------------------------------------------------------------


def test_goods_of_one_choice_count_once_at_the_lowest_worth(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: in_kind
          goods:
            - {item: motor, code: K1, qty: 1, unit_value: 900}
            - {item: bote, code: K2, qty: 2, unit_value: 300, choice_of: K1}
            - {item: red, code: K3, qty: 1, unit_value: 1000, choice_of: K1}
            - {item: radio, qty: 1, unit_value: 50}
            - {item: radio, qty: 1, unit_value: 50}
    """)
    assert agreement.answer("pay.goods_total").value == Decimal("700.00")


def test_goods_of_one_choice_count_once_in_their_year(agree: Agree) -> None:
    text = """
        pay:
          form: in_kind
          goods:
            - {{item: motor, code: K1, qty: 1, unit_value: 900, by: 2027-05-01}}
            - {{item: bote, code: K2, qty: 2, unit_value: 300, by: {}, choice_of: K1}}
    """
    (row,) = figures.pay_by_year(agree(text.format("2027-08-01")))
    assert (row.year, row.goods, row.total) == (2027, Decimal("600.00"), Decimal("600.00"))
    assert figures.pay_by_year(agree(text.format("2028-08-01"))) == ()  # which year is not known


def test_a_written_worth_of_goods_stands_for_the_product(agree: Agree) -> None:
    agreement = agree("pay: {form: in_kind, goods: [{item: curso, value: 1200}]}")
    assert agreement.answer("pay.goods_total").value == Decimal("1200")


def test_goods_of_unknown_worth_leave_the_total_open(agree: Agree) -> None:
    text = """
        pay:
          form: in_kind
          goods: [{{item: motor, qty: 1, unit_value: {}}}, {{item: red, qty: 1, unit_value: 5}}]
    """
    for worth in ("~", "?? ask the shop", "none"):
        assert agree(text.format(worth)).answer("pay.goods_total").value is None
    assert agree(text.format("0")).answer("pay.goods_total").value == 5


def test_goods_in_advance_count_as_paid_first(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: mixed
          schedule: [{amount: 50, kind: advance}, {amount: 150, kind: on_proof}]
          goods:
            - {item: motor, qty: 1, unit_value: 100, kind: advance}
            - {item: red, qty: 1, unit_value: 100, kind: on_proof}
    """)
    assert agreement.answer("pay.first_pct").value == Decimal("37.5")


def test_cash_by_year_is_known_while_the_goods_are_not(agree: Agree) -> None:
    agreement = agree("""
        pay:
          form: mixed
          schedule: [{date: 2027-05-01, amount: 10}, {date: 2028-05-01, amount: 20}]
          goods: [{item: motor, qty: 1}]
    """)
    rows = figures.pay_by_year(agreement)
    assert [(row.year, row.cash, row.goods, row.total) for row in rows] == [
        (2027, Decimal(10), None, None),
        (2028, Decimal(20), None, None),
    ]


# --- time and votes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2027-01-01", 5, date(2031, 12, 31)),
        ("2027-03-01", 1, date(2028, 2, 29)),
        ("2027-03-01", 10, date(2037, 2, 28)),
        ("2028-02-29", 1, date(2029, 2, 28)),
        ("2028-02-29", 4, date(2032, 2, 29)),  # 1 March 2032 is the anniversary
        ("2028-02-28", 1, date(2029, 2, 27)),
    ],
)
def test_the_last_day_is_the_day_before_the_anniversary(
    start: str, years: int, end: date, agree: Agree
) -> None:
    assert agree(f"term: {{start: {start}, years: {years}}}").answer("term.end").value == end


@pytest.mark.parametrize(
    ("members", "needed"), [(90, 60), (132, 88), (40, 27), (38, 26), (1, 1), (2, 2), (0, 0)]
)
def test_two_thirds_are_rounded_up(members: int, needed: int, agree: Agree) -> None:
    agreement = agree(f"seller: {{kind: association, members_total: {members}}}")
    assert agreement.answer("seller.assembly.needed").value == needed


def test_days_to_think_run_to_the_last_assembly(agree: Agree) -> None:
    agreement = agree("""
        consent: {first_info_date: 2026-06-06}
        sign: {date: 2027-01-01}
        seller:
          - {kind: native_community, assembly: {date: 2026-10-17}}
          - {kind: association, assembly: {date: 2026-09-01}}
          - {kind: household}
    """)
    assert agreement.answer("consent.days").value == 133


def test_without_an_assembly_they_run_to_the_signing(agree: Agree) -> None:
    agreement = agree("""
        consent: {first_info_date: 2026-06-06}
        sign: {date: 2026-06-16}
        seller: {kind: household}
    """)
    assert agreement.answer("consent.days").value == 10


def test_one_open_assembly_leaves_the_days_open(agree: Agree) -> None:
    agreement = agree("""
        consent: {first_info_date: 2026-06-06}
        seller: [{kind: native_community, assembly: {date: 2026-10-17}}, {kind: native_community}]
    """)
    assert agreement.answer("consent.days").value is None


# --- the seller's own figures ---------------------------------------------------------------

DEAL = """
    pay: {{form: mixed, basis: per_family, unit_price: 100, schedule: [{{amount: 4000}}],
           goods: [{{item: red, qty: 1, unit_value: 1000}}]}}
    term: {{years: 2}}
    seller: {{kind: association, families: 20}}
    mon: {{cost: 300, cost_by: {monitoring}}}
    mid: {mid}
"""
PRIVATE = "private: {opportunity: 900, seller_costs: 200}"


@pytest.mark.parametrize(
    ("monitoring", "mid", "net", "break_even"),
    [
        ("buyer", "{exists: no}", "2300.00", "30.0000"),
        ("fund", "{exists: no}", "2300.00", "30.0000"),
        ("shared", "{exists: no}", "2150.00", "37.5000"),
        ("seller", "{exists: no}", "2000.00", "45.0000"),
        ("buyer", "{exists: yes, fee_pct: 10, fee_paid_by: seller}", "2100.00", "33.3333"),
        ("buyer", "{exists: yes, fee_pct: 10, fee_paid_by: shared}", "2200.00", "31.5789"),
        ("buyer", "{exists: yes, fee_pct: 10, fee_paid_by: buyer}", "2300.00", "30.0000"),
        ("buyer", "{exists: yes, fee_pct: 100, fee_paid_by: seller}", "300.00", "None"),
        ("buyer", "{exists: yes, fee_paid_by: seller}", "None", "None"),
        ("buyer", "{name: open}", "None", "None"),
        ("~", "{exists: no}", "None", "None"),
    ],
)
def test_what_is_left_after_costs_monitoring_and_fee(
    monitoring: str, mid: str, net: str, break_even: str, agree: Agree
) -> None:
    agreement = agree(DEAL.format(monitoring=monitoring, mid=mid), PRIVATE)
    assert str(agreement.answer("private.net").value) == net
    assert str(agreement.answer("private.break_even").value) == break_even


def test_at_the_break_even_price_net_is_what_the_land_would_bring_otherwise(agree: Agree) -> None:
    text = DEAL.format(monitoring="seller", mid="{exists: no}")
    text = text.replace("unit_price: 100", "unit_price: 45").replace("amount: 4000", "amount: 1800")
    agreement = agree(text, PRIVATE)
    assert agreement.answer("private.net").value == agreement.answer("private.opportunity").value == 900


def test_what_a_plan_says_of_its_payments_holds_for_each_of_them_but_an_advance(agree: Agree) -> None:
    agreement = agree(
        """
        pay:
          schedule:
            {every: year, first: 2027-06-30, parts: 3, advance_pct: 10, indicator: none, condition: "?? acta"}
        """
    )
    assert [agreement.answer(f"pay.schedule.{n}.indicator").status for n in (1, 2, 3)] == [
        Status.OPEN,
        Status.NONE,
        Status.NONE,
    ]
    assert [agreement.answer(f"pay.schedule.{n}.condition").note for n in (1, 2, 3)] == ["", "acta", "acta"]
    assert agreement.answer("pay.schedule.2.amount").status is Status.OPEN


def test_listed_payments_have_states_of_their_own(agree: Agree) -> None:
    agreement = agree("pay: {schedule: [{amount: 5, indicator: none}, {amount: 6}]}")
    assert agreement.answer("pay.schedule.1.indicator").is_none
    assert agreement.answer("pay.schedule.2.indicator").is_open
