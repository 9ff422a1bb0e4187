"""Each rule: answers that trip it, a near miss that does not, and answers that leave it unknown."""

from typing import Any

import pytest

from pesagree.review import RULES, Finding, Severity, Stage, State, review
from tests.review.edits import GONE, made_from, reviewed

W, C, N, F = "alto-mayo-water", "loreto-aguajales", "madre-de-dios-brazil-nuts", "madre-de-dios-fondam"
"""Bases: an association paid for water in money and things; a native community paid for carbon in money; …"""

BAD_RUC, GOOD_RUC = "20000000002", "20000000001"
SECOND_SELLER = {"kind": "household", "name": "Familia Dos", "families": "1", "languages": "spa"}
ONE_SIGNER = [{"name": "Persona Dos", "id": "00000002", "office": "apu", "signs": "ink"}]
UNKNOWN = "??"

# rule: (base, trips it, near miss, leaves it unknown)
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "PTY-01": (
        W,
        {"seller.name": "AGUA CLARA EPS (ejemplo)"},
        {"seller.name": "Agua Clara"},
        {"buyer.name": GONE},
    ),
    "PTY-02": (
        W,
        {"seller.tax_id": BAD_RUC},
        {"seller.tax_id": GOOD_RUC},
        {"seller.tax_id": BAD_RUC, "country": UNKNOWN},
    ),
    "PTY-03": (W, {"buyer.rep.power.document": "none"}, {}, {"buyer.rep.power.document": GONE}),
    "PTY-04": (
        W,
        {"buyer.public_authority": "none"},
        {"buyer.public_authority": "none", "buyer.kind": "company"},
        {"buyer.public_authority": UNKNOWN},
    ),
    "PTY-05": (
        W,
        {"buyer.funding_secured": "sought"},
        {"buyer.funding_secured": "approved"},
        {"buyer.funding_secured": GONE},
    ),
    "PTY-06": (W, {"mid.fee_pct": "15.01"}, {"mid.fee_pct": "15"}, {"mid.fee_pct": UNKNOWN}),
    "PTY-07": (
        W,
        {"mid.role": ["holds_money", "monitors"]},
        {"mid.role": ["monitors", "technical_help"]},
        {"mid.role": GONE},
    ),
    "PTY-08": (
        W,
        {"buyer.country": "GB", "buyer.local_agent": "none"},
        {"buyer.local_agent": "none"},
        {"buyer.country": "GB"},
    ),
    "PTY-09": (
        W,
        {"consent.advisor": "ngo_buyer_side"},
        {"consent.advisor": "federation"},
        {"consent.advisor": GONE},
    ),
    "PTY-10": (
        W,
        {"buyer": [{"name": "A", "share_pct": "60"}, {"name": "B", "share_pct": "none"}]},
        {"buyer": [{"name": "A", "share_pct": "60"}, {"name": "B", "share_pct": "40"}]},
        {"buyer": [{"name": "A", "share_pct": "60"}, {"name": "B"}]},
    ),
    "PTY-11": (W, {"mid.role": ["facilitates"]}, {}, {"mid.role": GONE}),
    "PTY-12": (
        W,
        {"mid.report": "no"},
        {"mid.report": "no", "mid.role": ["technical_help"]},
        {"mid.report": GONE},
    ),
    "PTY-13": (
        W,
        {"seller.signers.2.id": "00000001"},
        {"seller.signers.2.id": "00000009"},
        {"buyer.rep.id": GONE},
    ),
    "PTY-14": (W, {"mid.fee_paid_by": "seller"}, {"mid.fee_paid_by": "shared"}, {"mid.fee_paid_by": GONE}),
    "CON-01": (
        C,
        {"seller.signers": ONE_SIGNER, "seller.registry_entry": "none"},
        {"seller.registry_entry": "none"},
        {"seller.signers": GONE},
    ),
    "CON-02": (C, {"seller.assembly.act": "none"}, {}, {"seller.assembly.act": GONE}),
    "CON-03": (
        C,
        {"seller.assembly.in_favour": "87"},
        {"seller.assembly.in_favour": "88"},
        {"seller.members_total": GONE},
    ),
    "CON-04": (
        C,
        {"seller.assembly.in_favour": "118"},
        {"seller.assembly.in_favour": "117"},
        {"seller.assembly.present": GONE},
    ),
    "CON-05": (
        C,
        {"seller.board_until": "2026-12-11"},
        {"seller.board_until": "2026-12-12"},
        {"seller.board_until": GONE},
    ),
    "CON-06": (
        C,
        {"seller.registry_entry": "none"},
        {"seller.registry_entry": "P00000002"},
        {"seller.registry_entry": GONE},
    ),
    "CON-07": (
        C,
        {"consent.first_info_date": "2026-08-21"},
        {"consent.first_info_date": "2026-08-20"},
        {"consent.first_info_date": GONE},
    ),
    "CON-08": (
        C,
        {"consent.steps": ["info_meeting", "translated"]},
        {"consent.steps": ["free_to_refuse", "translated"]},
        {"consent.steps": GONE},
    ),
    "CON-09": (
        C,
        {"seller.assembly.women": "35"},
        {"seller.assembly.women": "36"},
        {"seller.assembly.women": GONE},
    ),
    "CON-10": (
        C,
        {"service.additional": "Se hizo la Consulta Previa con la comunidad."},
        {"service.additional": "Esto no es consulta previa."},
        {"service.additional": "Es una consulta previa.", "country": UNKNOWN},
    ),
    "CON-11": (
        C,
        {"consent.read_in": "none"},
        {"consent.read_in": "none", "seller.not_reading": "0"},
        {"consent.read_in": GONE},
    ),
    "CON-12": (C, {"consent.read_in": ["cod"]}, {"consent.read_in": ["spa"]}, {"consent.read_in": GONE}),
    "CON-13": (
        C,
        {"consent.first_info_date": "2026-09-20"},
        {"consent.first_info_date": "2026-09-19"},
        {"sign.date": GONE},
    ),
    "CON-14": (C, {"sign.date": "2027-09-20"}, {"sign.date": "2027-09-19"}, {"sign.date": GONE}),
    "CON-15": (
        W,
        {"seller.kind": "household", "seller.spouse.name": "Persona Nueve"},
        {"seller.kind": "household", "seller.spouse.name": "PERSONA TRES"},
        {"seller.kind": "household"},
    ),
    "LND-01": (
        W,
        {"seller.land_right": "possession"},
        {"seller.land_right": "concession"},
        {"seller.land_right": GONE},
    ),
    "LND-02": (
        N,
        {"seller.land_right_until": "2031-12-30", "term.start": "2027-01-01"},
        {"seller.land_right_until": "2031-12-31", "term.start": "2027-01-01"},
        {"seller.land_right_until": GONE},
    ),
    "LND-03": (W, {"rights.land": "usufruct"}, {"rights.land": "access_only"}, {"rights.land": GONE}),
    "LND-04": (
        C,
        {"seller.overlaps_who_acts": "none"},
        {"seller.overlaps_who_acts": "none", "seller.overlaps": "none"},
        {"seller.overlaps_who_acts": GONE},
    ),
    "LND-05": (C, {"seller.overlaps": ["people_in_isolation"]}, {}, {"seller.overlaps": GONE}),
    "LND-06": (C, {"site.protected": "national"}, {"site.protected": "regional"}, {"site.protected": GONE}),
    "LND-07": (
        C,
        {"site.title_area_ha": "3200"},
        {"site.title_area_ha": "3201"},
        {"site.title_area_ha": GONE},
    ),
    "LND-08": (C, {"site.map.annex": "none"}, {}, {"site.map.annex": GONE}),
    "LND-09": (
        W,
        {"site.area_ha": "471"},
        {"site.area_ha": "470.01"},
        {"site.area_ha": "470", "site.parcels.1.area_ha": ""},
    ),
    "LND-10": (
        C,
        {"site.title_area_ha": "3199"},
        {"site.title_area_ha": "3200"},
        {"site.title_area_ha": GONE},
    ),
    "SRV-01": (C, {"service.baseline.method": "none"}, {}, {"service.baseline.method": GONE}),
    "SRV-02": (C, {"service.actions.1.who": "none"}, {}, {"service.actions.1.who": ""}),
    "SRV-03": (C, {"service.allowed": "none"}, {"service.allowed": ["pesca"]}, {"service.allowed": GONE}),
    "SRV-04": (C, {"service.additional": "none"}, {}, {"service.additional": GONE}),
    "SRV-05": (
        C,
        {"service.leakage": "none"},
        {"service.leakage": "none", "service.kind": ["biodiversity"]},
        {"service.leakage": GONE},
    ),
    "SRV-06": (
        C,
        {"service.exclusive": "everything"},
        {"service.exclusive": "this_service_and_area"},
        {"service.exclusive": GONE},
    ),
    "SRV-07": (C, {}, {"service.kind": ["carbon"]}, {"pay.unit_price": GONE}),
    "SRV-08": (W, {"water.rights": "changed"}, {}, {"water.rights": GONE}),
    "SRV-09": (W, {"service.buyer_support": "none"}, {}, {"service.buyer_support": GONE}),
    "CAR-01": (
        C,
        {"carbon.owner": "buyer_now"},
        {"carbon.owner": "buyer_after_payment"},
        {"carbon.owner": GONE},
    ),
    "CAR-02": (
        C,
        {"carbon.reversal": "seller_pays_all"},
        {"carbon.reversal": "seller_fault_only"},
        {"carbon.reversal": GONE},
    ),
    "CAR-03": (C, {"carbon.buffer_pct": "0"}, {"carbon.buffer_pct": "1"}, {"carbon.buffer_pct": GONE}),
    "CAR-04": (C, {"carbon.share_pct": "59.99"}, {"carbon.share_pct": "60"}, {"carbon.share_pct": GONE}),
    "CAR-05": (C, {"carbon.registry": "none"}, {"carbon.registry": "RENAMI 1"}, {"carbon.registry": UNKNOWN}),
    "CAR-06": (C, {"carbon.guarantee": "guaranteed"}, {}, {"carbon.guarantee": GONE}),
    "CAR-07": (C, {"carbon.standard": "none"}, {"carbon.standard": "vcs"}, {"carbon.standard": UNKNOWN}),
    "PAY-01": (
        W,
        {"pay.schedule.indicator": "none", "pay.schedule.condition": "none"},
        {"pay.schedule.indicator": "none"},
        {"pay.schedule.indicator": GONE, "pay.schedule.condition": GONE},
    ),
    "PAY-02": (
        W,
        {"pay.total": "155000.02"},
        {"pay.total": "155000.01"},
        {"pay.total": "1", "pay.goods": GONE},
    ),
    "PAY-03": (
        C,
        {
            "pay.schedule": [
                {"date": "2027-06-01", "amount": "100000", "kind": "on_proof", "indicator": "standing"}
            ]
        },
        {
            "pay.schedule": [
                {"date": "2027-06-01", "amount": "384000", "kind": "on_proof", "indicator": "standing"}
            ]
        },
        {"pay.unit_price": GONE},
    ),
    "PAY-04": (
        W,
        {"private.opportunity": "22600.01"},
        {"private.opportunity": "22600"},
        {"private.opportunity": ""},
    ),
    "PAY-05": (
        W,
        {"private.seller_costs": "31000"},
        {"private.seller_costs": "30999.99"},
        {"private.seller_costs": ""},
    ),
    "PAY-06": (W, {"pay.index": "none"}, {"pay.index": "review"}, {"pay.index": GONE}),
    "PAY-07": (W, {"pay.to": "leader_personal"}, {"pay.to": "families"}, {"pay.to": GONE}),
    "PAY-08": (
        W,
        {"seller.benefit_plan.1.share_pct": "71"},
        {"seller.benefit_plan.1.share_pct": "70"},
        {"seller.benefit_plan": GONE},
    ),
    "PAY-09": (W, {"pay.goods.1.by": "none"}, {}, {"pay.goods.1.by": ""}),
    "PAY-10": (W, {"pay.goods_fail": "none"}, {"pay.goods_fail": "money"}, {"pay.goods_fail": GONE}),
    "PAY-11": (
        W,
        {"pay.partial": "all_or_nothing"},
        {"pay.partial": "grace_then_reduce"},
        {"pay.partial": GONE},
    ),
    "PAY-12": (
        W,
        {"pay.late.interest_pct": "none"},
        {"pay.late.interest_pct": "0.1"},
        {"pay.late.interest_pct": GONE},
    ),
    "PAY-13": (
        C,
        {"pay.schedule.advance_pct": GONE},
        {"pay.schedule.advance_pct": "1"},
        {"pay.schedule": GONE},
    ),
    "PAY-14": (
        C,
        {"pay.means": "cash"},
        {"pay.means": "cash", "pay.unit_price": "0.06"},
        {"pay.means": GONE},
    ),
    "PAY-15": (
        W,
        {"buyer.resale": "yes", "pay.upside_pct": "0"},
        {"buyer.resale": "yes", "pay.upside_pct": "1"},
        {"buyer.resale": "yes"},
    ),
    "PAY-16": (
        W,
        {"pay.currency": "USD", "pay.rate_risk": "none"},
        {"pay.currency": "USD", "pay.rate_risk": "shared"},
        {"pay.currency": "USD"},
    ),
    "PAY-17": (
        W,
        {"pay.goods.1.kind": "advance", "pay.goods.1.indicator": "none"},
        {"pay.goods.1.kind": "on_proof", "pay.goods.1.indicator": "none"},
        {"pay.goods.1.kind": "advance", "pay.goods.1.indicator": ""},
    ),
    "PAY-18": (
        W,
        {"pay.schedule.first": "2026-10-02"},
        {"pay.schedule.first": "2026-10-03"},
        {"term.start": GONE},
    ),
    "PAY-19": (
        C,
        {"pay.units": "3200.02"},
        {"pay.units": "3200.01"},
        {"pay.units": "3200", "site.area_ha": GONE},
    ),
    "PAY-20": (
        W,
        {"buyer.funding_source": "carbon_sales", "pay.floor": "0"},
        {"pay.floor": "0"},
        {"buyer.funding_source": "carbon_sales"},
    ),
    "PAY-21": (
        W,
        {"seller.account.joint": "no"},
        {"seller.account.joint": "no", "pay.to": "families"},
        {"seller.account.joint": GONE},
    ),
    "PAY-23": (W, {"private.minimum": "22600.01"}, {"private.minimum": "22600"}, {"private.minimum": ""}),
    "PAY-24": (W, {"pay.taxes": "seller"}, {"pay.taxes": "buyer"}, {"pay.taxes": GONE}),
    "MON-01": (W, {"mon.indicators": "none"}, {}, {"mon.indicators": GONE}),
    "MON-02": (W, {"mon.cost_by": "seller"}, {"mon.cost_by": "shared"}, {"mon.cost_by": GONE}),
    "MON-03": (W, {"mon.responsible": "buyer"}, {"mon.responsible": "seller"}, {"mon.responsible": GONE}),
    "MON-04": (
        W,
        {"mon.indicators.1.id": "forest"},
        {"mon.indicators.4.id": "ntu"},
        {"mon.indicators": GONE},
    ),
    "MON-05": (W, {"mon.data_owner": "buyer"}, {"mon.data_owner": "seller"}, {"mon.data_owner": GONE}),
    "MON-06": (W, {"mon.report.every": "none"}, {}, {"mon.report.every": GONE}),
    "MON-07": (W, {"mon.cost": "7750.01"}, {"mon.cost": "7750"}, {"mon.cost": GONE}),
    "MON-08": (
        W,
        {f"mon.indicators.{n}.evidence": ["satellite"] for n in (1, 2, 3, 4)},
        {f"mon.indicators.{n}.evidence": ["satellite"] for n in (1, 2, 3)},
        {f"mon.indicators.{n}.evidence": "" for n in (1, 2, 3, 4)},
    ),
    "MON-09": (
        W,
        {"mon.verifier": "agua clara EPS (Ejemplo)"},
        {"mon.verifier": "none"},
        {"mon.verifier": GONE},
    ),
    "MON-10": (W, {"mon.community_role": "none"}, {}, {"mon.community_role": GONE}),
    "MON-11": (W, {"mon.dispute_days": "14"}, {"mon.dispute_days": "15"}, {"mon.dispute_days": GONE}),
    "MON-12": (W, {"mon.access_notice": "0"}, {"mon.access_notice": "1"}, {"mon.access_notice": GONE}),
    "MON-13": (W, {"mon.indicators.2.id": "cover"}, {}, {"mon.indicators": GONE}),
    "TRM-01": (W, {"term.years": "31"}, {"term.years": "30"}, {"term.years": GONE}),
    "TRM-02": (W, {"term.review_years": "none"}, {"term.review_years": "5"}, {"term.review_years": GONE}),
    "TRM-03": (
        W,
        {"term.exit_seller.when": "never"},
        {"term.exit_seller.when": "at_review", "term.exit_seller.notice_days": "180"},
        {"term.exit_seller.when": GONE},
    ),
    "TRM-04": (
        W,
        {"term.exit_seller.owes": "return_all"},
        {"term.exit_seller.owes": "return_part"},
        {"term.exit_buyer.owes": GONE},
    ),
    "TRM-05": (W, {"term.years": "11"}, {"term.years": "10"}, {"term.years": GONE}),
    "TRM-06": (W, {"term.renew": "automatic"}, {"term.renew": "none"}, {"term.renew": GONE}),
    "BRC-01": (
        W,
        {"breach.seller": "suspend"},
        {"breach.seller": "suspend", "breach.buyer": "end"},
        {"breach.buyer": GONE},
    ),
    "BRC-02": (W, {"breach.buyer": "none"}, {}, {"breach.buyer": GONE}),
    "BRC-03": (W, {"breach.cure_days": "29"}, {"breach.cure_days": "30"}, {"breach.cure_days": GONE}),
    "BRC-04": (
        W,
        {"risk.events": ["fire", "flood"]},
        {"risk.events": ["fire", "flood", "invasion"]},
        {"risk.events": GONE},
    ),
    "BRC-05": (W, {"breach.seller": "repay_all"}, {"breach.seller": "repay_part"}, {"breach.seller": GONE}),
    "GEN-01": (W, {"grievance.route.who": "none"}, {}, {"grievance.route.who": GONE}),
    "GEN-02": (
        W,
        {"law.language.in": ["eng"], "law.language.rules": "eng", "consent.read_in": "none"},
        {"law.language.in": ["eng"], "law.language.rules": "eng"},
        {"seller.languages": GONE},
    ),
    "GEN-03": (W, {"law.governing": "GB"}, {"law.governing": GONE}, {"law.governing": UNKNOWN}),
    "GEN-04": (W, {"law.place": "Lima"}, {"law.place": "la ciudad de MOYOBAMBA"}, {"law.place": GONE}),
    "GEN-05": (
        W,
        {"rights.confidential": "full"},
        {"rights.confidential": "limited"},
        {"rights.confidential": GONE},
    ),
    "GEN-06": (
        W,
        {"rights.knowledge": "used_no_licence"},
        {"rights.knowledge": "used_with_licence"},
        {"rights.knowledge": GONE},
    ),
    "GEN-07": (W, {"assign.consent": "free"}, {"assign.consent": "never"}, {"assign.consent": GONE}),
    "GEN-08": (W, {"law.registration": "none"}, {}, {"law.registration": GONE}),
    "GEN-10": (
        W,
        {"service.description": "Quien paga es el contribuyente."},
        {"service.description": "Quien cuida es el contribuyente y quien paga, el retribuyente."},
        {"service.description": "La comunidad será la retribuyente.", "country": UNKNOWN},
    ),
    "GEN-13": (
        W,
        {"grievance.route.days": "31"},
        {"grievance.route.days": "30"},
        {"grievance.route.days": GONE},
    ),
    "GEN-14": (W, {"rights.images": "free"}, {"rights.images": "never"}, {"rights.images": GONE}),
}


def found(base: str, changes: dict[str, Any], rule: str, stage: Stage = Stage.FOR_SIGNATURE) -> list[Finding]:
    return [finding for finding in reviewed(base, changes, stage).findings if finding.rule == rule]


@pytest.mark.parametrize("rule", CASES)
def test_answers_that_trip_the_rule(rule):
    base, trips, _, _ = CASES[rule]
    assert State.FIRES in [f.state for f in found(base, trips, rule)]


@pytest.mark.parametrize("rule", CASES)
def test_a_near_miss_is_silent(rule):
    base, _, near_miss, _ = CASES[rule]
    assert found(base, near_miss, rule) == []


@pytest.mark.parametrize("rule", CASES)
def test_open_answers_leave_it_unknown(rule):
    base, _, _, unknown = CASES[rule]
    states = [f.state for f in found(base, unknown, rule)]
    assert states, "nothing is said"
    assert set(states) == {State.UNKNOWN}


@pytest.mark.parametrize("rule", CASES)
def test_before_its_stage_what_would_fire_is_for_later(rule):
    base, trips, _, _ = CASES[rule]
    since = RULES[rule].since
    if since is Stage.FIRST_TALK:
        return
    before = list(Stage)[list(Stage).index(since) - 1]
    states = {(f.state, f.later) for f in found(base, trips, rule, before)}
    assert states == {(State.UNKNOWN, True)}


def test_every_rule_is_tested():
    apart = {"PAY-22", "GEN-09", "GEN-11", "GEN-15"}
    assert set(CASES) | apart == set(RULES)
    assert len(RULES) == 117


def test_nobody_has_worked_out_whether_it_pays():
    assert found(W, {}, "PAY-22") == []
    (finding,) = found(W, {"private.seller_costs": ""}, "PAY-22")
    assert finding.state is State.UNKNOWN


def test_an_authority_that_no_longer_exists_is_named():
    (finding,) = found(W, {"service.description": "Permiso del INRENA."}, "GEN-09")
    assert finding.fires
    assert found(W, {"service.description": "Permiso del Inrenario."}, "GEN-09") == []
    assert found(W, {"notes": {"site.name": "antes INRENA"}}, "GEN-09")[0].paths == ("site.name",)


def test_gaps_count_before_signing_only():
    (finding,) = found(W, {"pay.to": GONE, "mon.cost": UNKNOWN}, "GEN-11")
    assert finding.fires
    assert finding.paths == ("pay.to", "mon.cost")
    (later,) = found(W, {"pay.to": GONE}, "GEN-11", Stage.BEFORE_ASSEMBLY)
    assert later.later
    assert found(W, {"buyer.phone": GONE}, "GEN-11") == []


def test_a_written_figure_that_differs():
    (finding,) = found(W, {"pay.annual": "31000.02"}, "GEN-15")
    assert finding.paths == ("pay.annual",)
    assert found(W, {"pay.annual": "31000.01"}, "GEN-15") == []
    (later,) = found(W, {"pay.annual": "1"}, "GEN-15", Stage.FIRST_TALK)
    assert later.later


# --- rules with two severities, and exceptions ------------------------------------------------


def severity(base: str, changes: dict[str, Any], rule: str) -> Severity:
    (finding,) = (f for f in found(base, changes, rule) if f.fires)
    return finding.severity


@pytest.mark.parametrize(
    ("rule", "base", "changes", "expected"),
    [
        ("PTY-06", W, {"mid.fee_pct": "40"}, "advice"),
        ("PTY-06", W, {"mid.fee_pct": "40.01"}, "should_fix"),
        ("CON-01", C, {"seller.signers": ONE_SIGNER}, "should_fix"),
        ("CON-01", C, {"seller.signers": ONE_SIGNER, "seller.kind": "peasant_community"}, "blocks"),
        ("CON-01", C, {"seller.signers": ONE_SIGNER, "seller.assembly.act": "none"}, "blocks"),
        ("CON-02", C, {"seller.assembly.date": "none"}, "blocks"),
        ("CON-02", W, {"seller.assembly.date": "none"}, "should_fix"),
        ("CON-03", C, {"seller.assembly.in_favour": "80"}, "blocks"),
        ("CON-03", W, {"seller.assembly.in_favour": "20"}, "advice"),
        ("PAY-01", W, {"pay.schedule.kind": "advance", "pay.goods.1.kind": "advance"}, "blocks"),
        ("PAY-01", W, {"pay.schedule.advance_pct": "60"}, "should_fix"),
        ("MON-11", W, {"mon.dispute_days": "0"}, "blocks"),
        ("MON-11", W, {"mon.dispute_days": "1"}, "advice"),
        ("TRM-01", W, {"term.years": "31"}, "blocks"),
        ("TRM-01", C, {"term.years": "31", "carbon.standard": "vcs", "term.review_years": "5"}, "should_fix"),
        ("TRM-01", C, {"term.years": "31", "carbon.standard": "vcs", "term.review_years": "6"}, "blocks"),
        ("TRM-01", C, {"term.years": "31", "carbon.standard": "none"}, "blocks"),
    ],
)
def test_the_severity_that_holds(rule, base, changes, expected):
    assert severity(base, changes, rule) == Severity(expected)


ACCEPTED = {"reason": "así lo quiere la asamblea", "by": "abogada Uno"}


def test_what_should_be_fixed_can_be_accepted():
    (finding,) = found(W, {"pay.index": "none", "accepted": {"PAY-06": ACCEPTED}}, "PAY-06")
    assert finding.fires
    assert finding.accepted is not None
    assert not finding.counts_at(Severity.ADVICE)


def test_what_blocks_cannot_be_accepted_away():
    (finding,) = found(W, {"pay.to": "leader_personal", "accepted": {"PAY-07": ACCEPTED}}, "PAY-07")
    assert finding.accepted is None
    assert finding.counts_at(Severity.BLOCKS)


def test_a_lawyer_may_confirm_a_lower_vote():
    changes = {"seller.assembly.in_favour": "80", "accepted": {"CON-03": ACCEPTED}}
    (finding,) = found(C, changes, "CON-03")
    assert finding.severity is Severity.SHOULD_FIX
    assert finding.accepted is not None


def test_each_party_is_named():
    changes = {
        "buyer": [
            {"name": "A", "share_pct": "50"},
            {"name": "B", "share_pct": "50", "funding_secured": "none"},
        ]
    }
    firing = [f for f in found(W, changes, "PTY-05") if f.fires]
    assert [f.paths for f in firing] == [("buyer.2.funding_secured",)]


def test_rules_for_peru_run_only_there():
    changes = {
        "country": "EC",
        "law.registration": "none",
        "seller.tax_id": BAD_RUC,
        "pay.means": "cash",
        "service.description": "Es consulta previa; quien paga es el contribuyente.",
    }
    agreement = made_from(W, changes)
    assert not [f.rule for f in review(agreement).findings if RULES[f.rule].peru]


def test_two_kinds_of_contradiction_have_their_own_path():
    firing = [f for f in found(W, {"seller.assembly.women": "35"}, "CON-04") if f.fires]
    assert [f.paths for f in firing] == [("seller.assembly.women",)]


def test_private_figures_are_used_only_when_asked_for():
    agreement = made_from(W, {"private.seller_costs": "99000", "private.net": "1"})
    open_ = review(agreement)
    assert not [f for f in open_.findings if f.is_private or any("private" in p for p in f.paths)]
    assert not [line for line in open_.money.lines if line.is_private]
    own = review(agreement, include_private=True)
    assert {"PAY-04", "PAY-05", "PAY-23", "GEN-15"} <= {f.rule for f in own.firing}
