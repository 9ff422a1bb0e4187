"""Each cross-field rule: what breaks it, a near miss that holds, an open answer that keeps it silent."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pesagree.agreement.consistency import RULES
from pesagree.answers.reading import AnswersFile

Read = Callable[..., AnswersFile]


@dataclass(frozen=True)
class Case:
    """`text` has a `@`: with `broken` there the rule does not hold, with any of `holds` or `open` it does.

    `§` marks the place that the problem names.
    """

    code: str
    text: str
    broken: str
    path: str
    holds: tuple[str, ...]
    open: tuple[str, ...]

    def answers(self, written: str) -> str:
        return self.text.replace("§", "").replace("@", written)


CASES = {
    "X1 seller and buyer": Case(
        "X1",
        "{buyer: {name: Asociación Río Claro}, seller: {name: §@}}",
        "ASOCIACION  RIO CLARO",
        "seller.name",
        ("Asociación Río Claro Alto", "Asociación Mío Claro"),
        ("~", "?? ask", "{proposals: {buyer: Asociación Río Claro}}"),
    ),
    "X1 the second seller and the second buyer": Case(
        "X1",
        "{buyer: [{name: A}, {name: B}], seller: [{name: C}, {name: §@}]}",
        "b",
        "seller.2.name",
        ("D",),
        ("~",),
    ),
    "X1 seller and organisation in between": Case(
        "X1",
        "{mid: {exists: yes, name: Instituto}, seller: {name: §@}}",
        "instituto",
        "seller.name",
        ("instituto 2",),
        ("~",),
    ),
    "X1 buyer and organisation in between": Case(
        "X1",
        "{mid: {exists: yes, name: §@}, buyer: {name: Fondo}}",
        "FONDO",
        "mid.name",
        ("Fonda",),
        ("~",),
    ),
    "X2": Case(
        "X2",
        "site: {parcels: [{area_ha: 410}, {area_ha: @}], area_ha: §470}",
        "60.02",
        "site.area_ha",
        ("60", "60.01", "59.99"),
        ("~", "?? measure"),
    ),
    "X3": Case(
        "X3",
        "site: {area_ha: §@, title_area_ha: 655}",
        "655.02",
        "site.area_ha",
        ("655", "655.01", "470"),
        ("~", "??"),
    ),
    "X3 of parcels": Case(
        "X3",
        "site: §{title_area_ha: 470, parcels: [{area_ha: 410}, {area_ha: @}]}",
        "61",
        "site.area_ha",
        ("60",),
        ("~",),
    ),
    "X4 hectares": Case(
        "X4",
        "{pay: {basis: per_ha_year, units: §@}, site: {area_ha: 150}}",
        "150.02",
        "pay.units",
        ("150.01", "150", "100"),
        ("~", "??"),
    ),
    "X4 families": Case(
        "X4",
        "{pay: {basis: per_family, units: §25}, seller: [{families: 10}, {families: @}]}",
        "14",
        "pay.units",
        ("15", "20"),
        ("~",),
    ),
    "X5 total": Case(
        "X5",
        "pay: {form: cash, schedule: [{amount: 100}, {amount: @}], total: §300}",
        "200.02",
        "pay.total",
        ("200", "200.01"),
        ("~", "??"),
    ),
    "X5 with goods": Case(
        "X5",
        "pay: {form: mixed, total: §350, schedule: [{amount: 300}], goods: [{qty: 10, unit_value: @}]}",
        "5.01",
        "pay.total",
        ("5",),
        ("~", "none"),
    ),
    "X5 one sum": Case(
        "X5_lump",
        "pay: {form: cash, basis: lump, unit_price: 300, schedule: §[{amount: 100}, {amount: @}]}",
        "200.02",
        "pay.schedule",
        ("200", "200.01"),
        ("~",),
    ),
    "X6": Case(
        "X6",
        "pay: {schedule: §[{share_pct: 30}, {share_pct: @}]}",
        "70.02",
        "pay.schedule",
        ("70", "70.01", "69.99"),
        (),
    ),
    "X6 a share is missing": Case(
        "X6_missing",
        "pay: {schedule: [{share_pct: 30}, §{@}]}",
        "amount: 70",
        "pay.schedule.2",
        ("share_pct: 70",),
        (),
    ),
    "X7 hectares": Case(
        "X7",
        "{pay: {form: cash, basis: per_ha_year, unit_price: 10, schedule: §[{amount: 1000}, {amount: @}]},"
        " site: {area_ha: 100}, term: {years: 2}}",
        "1000.02",
        "pay.schedule",
        ("1000", "1000.01"),
        ("~",),
    ),
    "X7 families": Case(
        "X7",
        "{pay: {form: mixed, basis: per_family, unit_price: @, schedule: §[{amount: 2000}]},"
        " seller: {families: 10}, term: {years: 2}}",
        "101",
        "pay.schedule",
        ("100",),
        ("~",),
    ),
    "X8": Case(
        "X8",
        "seller: {kind: association, benefit_plan: §[{share_pct: 60}, {share_pct: @}]}",
        "40.02",
        "seller.benefit_plan",
        ("40", "40.01"),
        ("~", "??"),
    ),
    "X8 of the second seller": Case(
        "X8",
        "seller: [{kind: household}, {kind: river_settlement, benefit_plan: §[{share_pct: @}]}]",
        "99",
        "seller.2.benefit_plan",
        ("100",),
        ("~",),
    ),
    "X9 buyers": Case(
        "X9",
        "buyer: [{share_pct: §60}, {share_pct: @}]",
        "30",
        "buyer.share_pct",
        ("40",),
        ("~", "??"),
    ),
    "X9 sellers": Case(
        "X9",
        "seller: [{share_pct: §60}, {share_pct: @}]",
        "40.02",
        "seller.share_pct",
        ("40", "40.01"),
        ("~", "none"),
    ),
    "X10 in favour": Case(
        "X10",
        "seller: {kind: association, assembly: {present: 34, in_favour: §@}}",
        "35",
        "seller.assembly.in_favour",
        ("34",),
        ("~",),
    ),
    "X10 present": Case(
        "X10",
        "seller: {kind: native_community, members_total: 40, assembly: {present: §@}}",
        "41",
        "seller.assembly.present",
        ("40",),
        ("~", "??"),
    ),
    "X10 women": Case(
        "X10",
        "seller: {kind: river_settlement, assembly: {present: 34, women: §@}}",
        "35",
        "seller.assembly.women",
        ("34", "0"),
        ("~",),
    ),
    "X11 informed before the assembly": Case(
        "X11",
        "{consent: {first_info_date: §@}, seller: {kind: association, assembly: {date: 2026-10-17}}}",
        "2026-10-18",
        "consent.first_info_date",
        ("2026-10-17",),
        ("~",),
    ),
    "X11 assembly before the signing": Case(
        "X11",
        "{sign: {date: 2026-12-05}, seller: {kind: association, assembly: {date: §@}}}",
        "2026-12-06",
        "seller.assembly.date",
        ("2026-12-05",),
        ("~", "none"),
    ),
    "X11 assembly before the start": Case(
        "X11",
        "{term: {start: 2027-01-01}, seller: [{kind: household}, {kind: association, assembly: {date: §@}}]}",
        "2027-01-02",
        "seller.2.assembly.date",
        ("2027-01-01",),
        ("~",),
    ),
    "X11 power before the signing": Case(
        "X11",
        "{sign: {date: 2026-12-05}, buyer: {rep: {power: {date: §@}}}}",
        "2026-12-06",
        "buyer.rep.power.date",
        ("2026-12-05",),
        ("~",),
    ),
    "X12": Case(
        "X12",
        "{term: {start: 2027-01-01, years: 5}, seller: {land_right: concession, land_right_until: §@}}",
        "2031-12-30",
        "seller.land_right_until",
        ("2031-12-31", "no_end"),
        ("~", "??"),
    ),
    "X13 a payment before": Case(
        "X13",
        "{pay: {form: cash, schedule: [§{date: @}]}, term: {start: 2027-01-01, years: 1}}",
        "2026-10-02",
        "pay.schedule.1",
        ("2026-10-03", "2028-03-30"),
        ("~",),
    ),
    "X13 a payment after": Case(
        "X13",
        "{pay: {form: cash, schedule: [{date: 2027-02-01}, §{date: @}]},"
        " term: {start: 2027-01-01, years: 1}}",
        "2028-03-31",
        "pay.schedule.2",
        ("2028-03-30",),
        ("~",),
    ),
    "X13 a generated payment": Case(
        "X13",
        "{pay: {form: cash, schedule: §{every: year, first: @, parts: 2}},"
        " term: {start: 2027-01-01, years: 1}}",
        "2027-04-01",
        "pay.schedule.2",
        ("2027-03-30",),
        ("~",),
    ),
    "X13 goods": Case(
        "X13",
        "{pay: {form: in_kind, goods: [{by: §@}]}, term: {start: 2027-01-01, years: 1}}",
        "2028-03-31",
        "pay.goods.1.by",
        ("2028-03-30", "cada diciembre"),
        ("~", "none"),
    ),
    "X14 a payment": Case(
        "X14",
        "{mon: {indicators: [{id: cover}, {name: x}]}, pay: {form: cash, schedule: [{indicator: §@}]}}",
        "[cover, patrols]",
        "pay.schedule.1.indicator",
        ("[cover, i2]", "cover", "none"),
        ("~",),
    ),
    "X14 generated payments": Case(
        "X14",
        "{mon: {indicators: [{id: cover}]}, pay: {form: cash, schedule: {parts: 2, indicator: §@}}}",
        "patrols",
        "pay.schedule.indicator",
        ("cover",),
        ("~",),
    ),
    "X14 goods": Case(
        "X14",
        "{mon: {indicators: @}, pay: {form: in_kind, goods: [{indicator: §pits}]}}",
        "none",
        "pay.goods.1.indicator",
        ("[{id: pits}]",),
        ("~", "?? the team"),
    ),
    "X15 indicators": Case(
        "X15",
        "mon: {indicators: [{id: cover}, {id: §@}]}",
        "cover",
        "mon.indicators.2.id",
        ("Cover", "patrols"),
        ("~",),
    ),
    "X15 an indicator named like another's default": Case(
        "X15",
        "mon: {indicators: [{name: first}, {id: §@}]}",
        "i1",
        "mon.indicators.2.id",
        ("i2",),
        ("~",),
    ),
    "X15 parcels": Case(
        "X15",
        "site: {parcels: [{code: A}, {code: §@}]}",
        "A",
        "site.parcels.2.code",
        ("B",),
        ("~",),
    ),
    "X15 goods": Case(
        "X15",
        "pay: {form: in_kind, goods: [{code: K1}, {code: §@}]}",
        "K1",
        "pay.goods.2.code",
        ("K2",),
        ("~",),
    ),
    "X16 with the payer's side": Case(
        "X16",
        "{buyer: [{rep: {id: 00000009}}, {rep: {id: 00000001}}], seller: {signers: [{id: §@}]}}",
        "00000001",
        "seller.signers.1.id",
        ("00000002",),
        ("~",),
    ),
    "X16 with the organisation in between": Case(
        "X16",
        "{mid: {exists: yes, rep: {id: 00000001}}, seller: {signers: [{id: §@}]}}",
        "00000001",
        "seller.signers.1.id",
        ("00000002",),
        ("~",),
    ),
    "X16 twice on one side": Case(
        "X16",
        "seller: {signers: [{id: 00000001}, {id: §@}]}",
        "00000001",
        "seller.signers.2.id",
        ("00000002",),
        ("~",),
    ),
    "X17": Case(
        "X17",
        "law: {language: {in: [es, cod], rules: §@}}",
        "eng",
        "law.language.rules",
        ("spa", "español", "cod"),
        ("~", "??"),
    ),
    "X17 written only by default": Case(
        "X17",
        "law: {language: {in: @, rules: §eng}}",
        "[spa]",
        "law.language.rules",
        ("[spa, eng]",),
        ("~",),
    ),
    "X18 last day": Case(
        "X18",
        "term: {start: 2027-01-01, years: @, end: §2031-12-31}",
        "4",
        "term.end",
        ("5",),
        ("~",),
    ),
    "X18 worth of goods": Case(
        "X18",
        "pay: {form: in_kind, goods: [{qty: 3, unit_value: @, value: §30}]}",
        "10.01",
        "pay.goods.1.value",
        ("10", "10.0003"),
        ("~",),
    ),
    "X18 amount beside a share": Case(
        "X18",
        "{term: {years: 1}, pay: {form: cash, basis: per_tonne, unit_price: 100, units: 1,"
        " schedule: [{share_pct: 50, amount: §@}, {share_pct: 50}]}}",
        "50.02",
        "pay.schedule.1.amount",
        ("50", "50.01"),
        ("~",),
    ),
    "X18 units of parcels": Case(
        "X18",
        "{pay: {basis: per_ha_year, units: §60}, site: {parcels: [{area_ha: 50}, {area_ha: @}]}}",
        "10.02",
        "pay.units",
        ("10", "10.01"),
        ("~",),
    ),
    "X18 a year": Case(
        "X18",
        "{pay: {form: in_kind, annual: §50, goods: [{qty: 1, unit_value: @}]}, term: {years: 2}}",
        "101",
        "pay.annual",
        ("100",),
        ("~",),
    ),
    "X18 in advance": Case(
        "X18",
        "pay: {form: cash, first_pct: §25, schedule: [{amount: @, kind: advance}, {amount: 75}]}",
        "26",
        "pay.first_pct",
        ("25",),
        ("~",),
    ),
    "X18 days to think": Case(
        "X18",
        "{consent: {first_info_date: @, days: §10}, seller: {kind: household}, sign: {date: 2026-06-16}}",
        "2026-06-05",
        "consent.days",
        ("2026-06-06",),
        ("~",),
    ),
    "X18 votes needed": Case(
        "X18",
        "seller: {kind: association, members_total: @, assembly: {needed: §27}}",
        "41",
        "seller.assembly.needed",
        ("40",),
        ("~",),
    ),
    "X19": Case(
        "X19",
        "seller: {kind: association, members_total: 40, not_reading: §@}",
        "41",
        "seller.not_reading",
        ("40", "0"),
        ("~", "??"),
    ),
}


def codes(found: AnswersFile) -> list[str]:
    return [problem.code for problem in found.inconsistent]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_answers_that_contradict_each_other_are_told_once(case: Case, read: Read) -> None:
    found = read(case.answers(case.broken))
    assert [(p.code, p.path) for p in found.inconsistent] == [(case.code, case.path)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_they_are_told_with_the_place_of_the_answer(case: Case, read: Read) -> None:
    (problem,) = read(case.answers(case.broken)).inconsistent
    column = case.text.replace("@", case.broken).index("§") + 1
    assert str(problem.place) == f"a.yaml:1:{column}"


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in CASES for text in CASES[name].holds])
def test_a_near_miss_holds(name: str, text: str, read: Read) -> None:
    assert codes(read(CASES[name].answers(text))) == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in CASES for text in CASES[name].open])
def test_an_open_answer_keeps_the_rule_silent(name: str, text: str, read: Read) -> None:
    assert codes(read(CASES[name].answers(text))) == []


def test_every_rule_has_its_cases() -> None:
    assert {case.code.partition("_")[0] for case in CASES.values()} == set(RULES)
    assert list(RULES) == [f"X{n}" for n in range(1, 20)]


@pytest.mark.parametrize(
    "text",
    [
        "{mid: {exists: no, name: Fondo}, buyer: {name: Fondo}}",
        "{mid: {exists: no, rep: {id: 00000001}}, seller: {signers: [{id: 00000001}]}}",
        "seller: {kind: household, members_total: 2, not_reading: 3}",
        "seller: {kind: household, benefit_plan: [{share_pct: 60}]}",
        "seller: {kind: household, assembly: {present: 2, in_favour: 3}}",
        "{seller: {kind: household, assembly: {date: 2027-02-01}}, term: {start: 2027-01-01}}",
        "{term: {start: 2027-01-01, years: 5}, seller: {land_right: title, land_right_until: 2030-01-01}}",
        "buyer: {share_pct: 60}",
        "{pay: {form: in_kind, schedule: [{date: 2030-01-01}]}, term: {start: 2027-01-01, years: 1}}",
        "{pay: {form: cash, goods: [{by: 2030-01-01}]}, term: {start: 2027-01-01, years: 1}}",
        "{pay: {form: in_kind, schedule: [{indicator: x}]}, mon: {indicators: none}}",
        "{pay: {form: cash, goods: [{indicator: x}]}, mon: {indicators: none}}",
        "{pay: {form: in_kind, schedule: [{share_pct: 10}]}}",
        "pay: {form: cash, goods: [{code: K1}, {code: K1}]}",
        "pay: {form: cash, goods: [{qty: 1, unit_value: 2, value: 3}]}",
    ],
)
def test_an_answer_that_does_not_apply_is_ignored_and_contradicts_nothing(text: str, read: Read) -> None:
    found = read(text)
    assert codes(found) == []
    assert {problem.code for problem in found.warnings} == {"ignored"}


def test_what_is_worked_out_may_be_written_too(read: Read) -> None:
    """The last payment by share takes the remainder, which can be cents away from its own share."""
    shares = [f"{{share_pct: {share}@}}" for share in ["8.3333"] * 11 + ["8.3337"]]
    deal = f"pay: {{form: cash, basis: lump, unit_price: 100000.06, schedule: [{', '.join(shares)}]}}"
    computed = read(deal.replace("@", ""))
    written = deal
    for due in computed.agreement.instalments:
        written = written.replace("@", f", amount: '{due.amount}0'", 1)
    assert codes(computed) == []
    assert codes(read(written)) == []


def test_every_contradiction_is_told_at_once(read: Read) -> None:
    found = read("""
        site: {area_ha: 700, title_area_ha: 655}
        seller: {kind: association, members_total: 40, not_reading: 41}
        term: {start: 2027-01-01, years: 5, end: 2031-12-30}
    """)
    assert codes(found) == ["X3", "X18", "X19"]


def test_the_figures_in_a_private_file_are_compared_too(read: Read) -> None:
    deal = """
        pay: {form: in_kind, goods: [{qty: 1, unit_value: 1000}]}
        term: {years: 1}
        mon: {cost_by: buyer}
        mid: {exists: no}
    """
    assert codes(read(deal, "private: {seller_costs: 200, net: 800}")) == []
    (problem,) = read(deal, "private: {seller_costs: 200, net: 900}").inconsistent
    assert (problem.code, problem.path, str(problem.place)) == ("X18", "private.net", "a.private.yaml:1:35")


def test_the_samples_are_consistent(sample_files: list[AnswersFile]) -> None:
    assert len(sample_files) == 7
    assert [codes(found) for found in sample_files] == [[]] * 7
    assert [found.warnings for found in sample_files] == [()] * 7
