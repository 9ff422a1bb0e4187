"""The form as the model gives it: how many questions, of whom, when, and what each offers."""

from collections import Counter
from collections.abc import Callable

import pytest

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind, Level, Who, canonical, key
from pesagree.agreement.conditions import ALWAYS

COUNTS = """
          room groups desk buyer expert lawyer assembly private
essential   11      5    9     3      1      1        0       0
standard    33      9   23    20     10     19        0       2
full         0      0   26     7      1      3        9       1
"""

FAIR = {
    "service.exclusive": "no",
    "water.rights": "unchanged",
    "carbon.guarantee": "estimate",
    "carbon.reversal": "buffer",
    "carbon.share_pct": "60",
    "pay.means": "bank",
    "pay.goods_fail": "replace",
    "pay.partial": "proportional",
    "pay.index": "cpi",
    "pay.late.interest_pct": "legal",
    "mon.cost_by": "buyer",
    "mon.data_owner": "shared",
    "mon.dispute_days": "30",
    "mon.access_notice": "7",
    "term.renew": "by_agreement",  # for a group: by_assembly
    "term.review_years": "3",
    "term.exit_seller.when": "any_time_notice",
    "term.exit_seller.notice_days": "90",
    "term.exit_seller.owes": "work_done",
    "term.exit_buyer.when": "at_review",
    "term.exit_buyer.notice_days": "180",
    "term.exit_buyer.owes": "work_done",
    "breach.cure_days": "30",
    "breach.seller": "pay_reduced",
    "breach.buyer": "interest",
    "risk.events": "fire, flood, drought, pest, invasion, armed_threat, illness, law_change",
    "risk.notice_days": "30",
    "law.steps": "talk, local_authority, conciliation, court",
    "rights.land": "unchanged",
    "rights.confidential": "none",
    "rights.images": "with_permission",
    "assign.consent": "with_seller_consent",
    "grievance.route.days": "15",
}

NONE_OK = """
    agreement.version.note
    buyer.tax_id buyer.phone buyer.email buyer.local_agent buyer.rep.power.document buyer.public_authority
    buyer.funding_secured buyer.share_pct
    mid.tax_id
    seller.tax_id seller.registry_entry seller.people seller.phone seller.land_doc seller.overlaps
    seller.overlaps_who_acts seller.assembly.date seller.assembly.act seller.spouse.name seller.spouse.id
    seller.account.bank seller.account.number seller.account.holder seller.benefit_plan seller.use_lost
    seller.share_pct
    consent.steps consent.read_in consent.read_by consent.interpreter consent.advisor
    site.ubigeo.code site.parcels site.map.annex site.protected site.threats
    service.limits service.allowed service.buyer_support service.baseline.text service.baseline.value
    service.baseline.date service.baseline.method service.additional service.leakage
    carbon.standard carbon.volume carbon.buffer_pct carbon.share_pct carbon.registry
    bio.resource
    pay.rate_risk pay.goods_fail pay.escrow pay.index pay.late.interest_pct pay.late.days pay.upside_pct
    pay.floor
    mon.indicators mon.verifier mon.community_role mon.report.how mon.report.every
    term.renew term.review_years
    breach.cure_days breach.buyer
    risk.events
    law.arbitration_cost_by law.registration
    rights.confidential
    grievance.route.who grievance.route.days
    sign.witnesses sign.interpreter.name sign.interpreter.language sign.reader
    special
"""

NONE_OK_INSIDE = {
    "service.actions": ("quantity", "by", "who"),
    "pay.schedule": ("indicator", "condition"),
    "pay.goods": ("qty", "unit_value", "by", "indicator"),
    "mon.indicators": ("baseline", "target"),
}

WHEN = {
    "foreign_buyer": "buyer.local_agent",
    "public_buyer": "buyer.public_authority",
    "several_buyers": "buyer.share_pct",
    "several_sellers": "seller.share_pct",
    "mid": "mid.name mid.tax_id mid.rep.name mid.rep.id mid.rep.office mid.role mid.fee_pct mid.fee_paid_by"
    " mid.report",
    "communal or association": "seller.registry_entry seller.board_until",
    "communal": "seller.people",
    "group": "seller.members_total seller.assembly.date seller.assembly.present seller.assembly.in_favour"
    " seller.assembly.women seller.assembly.act seller.benefit_plan",
    "dated_right": "seller.land_right_until",
    "overlap": "seller.overlaps_who_acts",
    "couple": "seller.spouse.name seller.spouse.id",
    "cash": "seller.account.bank seller.account.number seller.account.holder seller.account.joint pay.means"
    " pay.schedule pay.escrow pay.index pay.late.interest_pct pay.late.days pay.taxes",
    "cash and not_lump": "pay.units",
    "PE": "site.ubigeo.code",
    "water": "water.catchment water.users.who water.users.count water.parameter water.point water.rights",
    "carbon": "carbon.standard carbon.owner carbon.volume carbon.guarantee carbon.buffer_pct carbon.reversal"
    " carbon.share_pct",
    "carbon and PE": "carbon.registry",
    "bio": "bio.target",
    "bio or carbon": "bio.resource",
    "resource_given": "bio.harvest_rule",
    "one_price": "pay.unit_price",
    "foreign_money": "pay.rate_risk",
    "goods": "pay.goods pay.goods_fail",
    "fixed_index": "pay.index_pct",
    "carbon or resale": "pay.upside_pct",
    "open_price or carbon_sales": "pay.floor",
    "arbitration": "law.arbitration_cost_by",
    "non_readers": "sign.interpreter.name sign.interpreter.language",
}


def test_193_questions_by_level_and_by_who_can_answer() -> None:
    head, *rows = (line.split() for line in COUNTS.strip().splitlines())
    expected = {
        (level, who): int(count)
        for level, *counts in rows
        for who, count in zip(head, counts, strict=True)
        if count != "0"
    }
    assert Counter((q.level.value, q.who.value) for q in QUESTIONS.values()) == expected
    assert len(QUESTIONS) == sum(expected.values()) == 193


def test_each_level_includes_the_ones_before_it() -> None:
    assert [sum(level.includes(q.level) for q in QUESTIONS.values()) for level in Level] == [30, 146, 193]


def test_33_questions_carry_a_fair_default() -> None:
    nothing_answered = Agreement()
    offered = {p: q.fair_text(nothing_answered, p) for p, q in QUESTIONS.items() if q.fair is not None}
    assert offered == FAIR
    assert len(FAIR) == 33


@pytest.mark.parametrize("path", sorted(FAIR))
def test_each_fair_default_is_a_lawful_answer(path: str) -> None:
    question, text = QUESTIONS[path], FAIR[path]
    if text == "none":
        assert question.none_ok
    else:
        several = question.kind in (Kind.SEVERAL, Kind.ORDER)
        assert question.read(text.split(", ") if several else text) is not None


def test_a_group_is_offered_renewal_by_its_assembly(agree: Callable[[str], Agreement]) -> None:
    renewal = QUESTIONS["term.renew"]
    assert renewal.fair_text(agree("seller: {kind: association}"), "term.renew") == "by_assembly"
    assert renewal.fair_text(agree("seller: {kind: household}"), "term.renew") == "by_agreement"


def test_83_rows_take_none_as_a_whole_or_inside() -> None:
    whole = {path for path, question in QUESTIONS.items() if question.none_ok}
    inside = {item.path for item in ITEMS.values() if item.none_ok}
    assert whole == set(NONE_OK.split())
    assert inside == {f"{path}.{name}" for path, names in NONE_OK_INSIDE.items() for name in names}
    assert len(whole | set(NONE_OK_INSIDE)) == 83


def test_conditions_stand_at_the_questions_they_open() -> None:
    found: dict[str, list[str]] = {}
    for path, question in QUESTIONS.items():
        if question.when is not ALWAYS:
            found.setdefault(question.when.name, []).append(path)
    assert found == {name: sorted_as_in_form(paths.split()) for name, paths in WHEN.items()}


def sorted_as_in_form(paths: list[str]) -> list[str]:
    return sorted(paths, key=list(QUESTIONS).index)


def test_lists_of_things_have_these_fields_in_this_order() -> None:
    fields = {
        path: " ".join(item.name for item in question.items)
        for path, question in QUESTIONS.items()
        if question.kind is Kind.LIST
    }
    assert fields == {
        "seller.signers": "name id office signs",
        "seller.benefit_plan": "group share_pct use",
        "site.parcels": "code name area_ha category unit_price",
        "service.actions": "action quantity unit by who",
        "service.limits": "what where",
        "pay.schedule": "date amount share_pct kind indicator condition",
        "pay.goods": "item code qty unit_value by care kind indicator choice_of",
        "mon.indicators": "id name unit baseline target method every who evidence",
        "sign.witnesses": "name id",
        "special": "heading text asked_by after",
    }
    generator = " ".join(item.name for item in QUESTIONS["pay.schedule"].generator)
    assert generator == "every first parts kind indicator condition advance_pct"


def test_fields_of_items_are_asked_at_their_own_level_but_never_before_their_list() -> None:
    assert ITEMS["seller.signers.name"].level is Level.ESSENTIAL
    assert ITEMS["seller.signers.id"].level is Level.FULL
    assert ITEMS["pay.goods.care"].level is Level.STANDARD
    assert ITEMS["site.parcels.name"].level is Level.STANDARD  # the list itself is asked in the office
    assert ITEMS["sign.witnesses.name"].level is Level.FULL
    assert {i.path for i in ITEMS.values() if i.level is Level.FULL} == {
        "seller.signers.id", "seller.signers.signs", "site.parcels.code", "pay.goods.code",
        "pay.goods.choice_of", "sign.witnesses.name", "sign.witnesses.id", "special.after",
    }  # fmt: skip


def test_three_questions_ask_for_languages_and_three_are_private() -> None:
    of_kind = [q.path for q in QUESTIONS.values() if q.kind is Kind.LANGUAGES]
    assert of_kind == ["seller.languages", "consent.read_in", "law.language.in"]
    private = [q.path for q in QUESTIONS.values() if q.is_private]
    assert private == ["private.opportunity", "private.seller_costs", "private.minimum"]
    assert all(QUESTIONS[path].who is Who.PRIVATE for path in private)


def test_identifiers_know_which_number_of_peru_they_are() -> None:
    kinds = {
        q.path: q.identifier for q in [*QUESTIONS.values(), *ITEMS.values()] if q.kind is Kind.IDENTIFIER
    }
    assert kinds == {
        "buyer.tax_id": "ruc",
        "buyer.rep.id": "dni",
        "mid.tax_id": "ruc",
        "mid.rep.id": "dni",
        "seller.tax_id": "ruc",
        "seller.registry_entry": "partida",
        "seller.spouse.id": "dni",
        "seller.account.number": "cci",
        "site.ubigeo.code": "ubigeo",
        "seller.signers.id": "dni",
        "sign.witnesses.id": "dni",
    }


def test_the_steps_of_a_dispute_keep_their_order() -> None:
    assert QUESTIONS["law.steps"].kind is Kind.ORDER
    assert QUESTIONS["risk.events"].kind is Kind.SEVERAL
    assert len(QUESTIONS["risk.events"].codes) == 8


def test_of_the_water_sample_168_questions_apply(sample: Callable[[str], Agreement]) -> None:
    agreement = sample("alto-mayo-water")
    apply = Counter(q.level.value for q in QUESTIONS.values() if q.when.holds(agreement))
    assert apply == {"essential": 28, "standard": 96, "full": 44}


@pytest.mark.parametrize(
    ("path", "printed", "question"),
    [
        ("seller.1.name", "seller.name", "seller.name"),
        ("seller.2.name", "seller.2.name", "seller.name"),
        ("seller.1", "seller", "seller"),
        ("seller.12.signers.3.id", "seller.12.signers.3.id", "seller.signers.id"),
        ("seller.1.signers.1.id", "seller.signers.1.id", "seller.signers.id"),
        ("pay.schedule.1.date", "pay.schedule.1.date", "pay.schedule.date"),
        ("buyer.1.rep.name", "buyer.rep.name", "buyer.rep.name"),
    ],
)
def test_a_path_has_one_printed_form_and_one_question(path: str, printed: str, question: str) -> None:
    assert canonical(path) == printed
    assert key(path) == question
