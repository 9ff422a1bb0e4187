"""Where each 100 go: the parts of the answers, exact, and silent about what nobody has said."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement import Agreement
from pesagree.agreement.hundred import of_each_hundred
from pesagree.answers.reading import load, parse
from pesagree.resources import samples_dir

PAY = (
    "pay: {form: cash, currency: PEN, basis: lump, unit_price: 10000,"
    " schedule: [{date: 2027-05-01, share_pct: 100}]}\nterm: {start: 2027-01-01, years: 2}\n"
)
NOTHING_OFF = "mid: {exists: no}\nmon: {cost_by: buyer}\n"


def agreed(text: str) -> Agreement:
    return parse(f"pesagree: 1\n{text}", "a.yaml").agreement


def parts(text: str) -> dict[str, Decimal]:
    found = of_each_hundred(agreed(text))
    assert found is not None
    return {part.path: part.of_hundred for part in found.parts}


def test_fee_and_measuring_come_off_before_groups_share() -> None:
    shared = parts(
        f"{PAY}mid: {{exists: yes, name: M, fee_pct: 10, fee_paid_by: shared}}\n"
        "mon: {cost: 500, cost_by: shared}\nseller: {name: S, kind: association, benefit_plan:"
        " [{group: familias, share_pct: 80}, {group: fondo, share_pct: 20}]}\n"
    )
    # Half of 10 for the fee; half of 500 a year of 5,000 a year for the measuring; 90 are left.
    assert shared == {
        "seller.benefit_plan.1.group": Decimal(72),
        "seller.benefit_plan.2.group": Decimal(18),
        "mid.name": Decimal(5),
        "mon.responsible": Decimal(5),
    }


def test_what_the_payer_pays_on_top_is_besides() -> None:
    found = of_each_hundred(agreed(f"{PAY}mid: {{exists: yes, fee_pct: 8, fee_paid_by: buyer}}\n"))
    assert found is not None
    assert found.besides == Decimal(8)
    assert found.of == "received"  # who pays for the measuring is not known
    assert found.unknown == ("mon.cost_by",)


def test_of_what_comes_when_a_cost_is_not_known_nothing_is_taken_off() -> None:
    text = (
        f"{PAY}mid: {{exists: yes, fee_pct: 8}}\nmon: {{cost_by: seller, cost: 900}}\nseller: {{name: S}}\n"
    )
    found = of_each_hundred(agreed(text))
    assert found is not None
    assert found.of == "received"
    assert found.unknown == ("mid.fee_paid_by",)
    assert [part.of_hundred for part in found.parts] == [100]


def test_several_sellers_share_by_their_parts() -> None:
    assert parts(
        f"{PAY}{NOTHING_OFF}seller:\n"
        "  - {name: A, kind: association, share_pct: 60, benefit_plan:"
        " [{group: g, share_pct: 50}, {group: h, share_pct: 50}]}\n"
        "  - {name: B, kind: household, share_pct: 40}\n"
    ) == {
        "seller.benefit_plan.1.group": Decimal(30),
        "seller.benefit_plan.2.group": Decimal(30),
        "seller.2.name": Decimal(40),
    }


def test_sellers_whose_parts_are_open_are_one_part() -> None:
    assert parts(f"{PAY}{NOTHING_OFF}seller: [{{name: A}}, {{name: B}}]\n") == {"seller.name": Decimal(100)}


def test_costs_above_all_are_no_picture() -> None:
    text = f"{PAY}mid: {{exists: no}}\nmon: {{cost: 20000, cost_by: seller}}\n"
    assert of_each_hundred(agreed(text)) is None


def test_the_parts_of_every_sample_add_up_to_a_hundred() -> None:
    for file in samples_dir().glob("*.yaml"):
        if ".private" not in file.name:
            found = of_each_hundred(load(file, with_private=False).agreement)
            assert found is not None
            assert sum(part.of_hundred for part in found.parts) == 100


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.decimals(0, 30, places=2))
def test_rounded_parts_always_add_up(weights: list[int], fee: Decimal) -> None:
    whole = sum(weights)
    shares = [Decimal(100 * weight // whole) for weight in weights]
    shares[-1] += 100 - sum(shares)
    plan = ", ".join(f"{{group: g{n}, share_pct: {share}}}" for n, share in enumerate(shares))
    found = of_each_hundred(
        agreed(
            f"{PAY}mid: {{exists: yes, fee_pct: {fee}, fee_paid_by: seller}}\nmon: {{cost_by: fund}}\n"
            f"seller: {{name: S, kind: association, benefit_plan: [{plan}]}}\n"
        )
    )
    assert found is not None
    assert sum(part.of_hundred for part in found.parts) == 100
