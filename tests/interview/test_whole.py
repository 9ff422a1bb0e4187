"""Whole interviews: what a person types from a sample's papers gives the sample's answers."""

from pesagree.agreement import Agreement, Kind, Level
from pesagree.answers.reading import parse
from pesagree.answers.store import plain
from pesagree.answers.yaml_edit import dump
from pesagree.answers.yaml_source import read
from pesagree.interview import Scope
from pesagree.interview.plan import steps
from tests.interview.conftest import SAMPLES, Answerer, in_one_language

S1 = "alto-mayo-water"


def source_of(name, language="es"):
    raw = in_one_language(plain(read((SAMPLES / f"{name}.yaml").read_text("utf-8"), name)), language)
    private = SAMPLES / f"{name}.private.yaml"
    if private.exists():
        raw["private"] = plain(read(private.read_text("utf-8"), name))["private"]
    return raw


def agreement_of(source) -> Agreement:
    public = {key: value for key, value in source.items() if key != "private"}
    return parse(dump(public), "sample").agreement


def test_s1_at_every_level_comes_out_as_the_sample(sit):
    source = source_of(S1)
    person = Answerer(iter(()), source=source)
    done = sit([], level="full", of="all", prompter=person)
    assert done.code == 0
    expected, got = agreement_of(source), done.store.agreement
    for part in Agreement.model_fields:
        if part not in ("private", "states", "notes", "accepted"):
            assert getattr(got, part) == getattr(expected, part), part
    assert {p for p, s in expected.states.items() if s} <= set(got.states)
    assert got.private.opportunity is not None
    assert "private" not in done.store.text
    assert [draft.model_dump() for draft in done.drafts] == [got.model_dump()]


def test_two_sellers_with_carbon_come_out_as_the_sample(sit):
    source = source_of("loreto-aguajales")
    family = {
        "kind": "household",
        "name": "Familia Ejemplo",
        "languages": "spa",
        "families": "1",
        "share_pct": "20",
    }
    source["seller"] = [{**source["seller"], "share_pct": "80"}, family]
    parts = frozenset({"buyer", "mid", "seller", "carbon", "bio", "service"})
    done = sit([], level="standard", sections=parts, prompter=Answerer(iter(()), source=source))
    expected, got = agreement_of(source), done.store.agreement
    assert len(got.seller) == 2
    for step in steps(expected, Scope(Level.STANDARD, sections=parts)):
        if step.question.kind is Kind.LIST:
            continue  # fields of the full level are not asked here
        assert got.answer(step.path).value == expected.answer(step.path).value, step.path


def test_essential_interview_with_slips_quits_and_resumes(sit):
    source = source_of(S1)
    source["site"] = {**source["site"], "area_ha": "470"}
    source["pay"] = {**source["pay"], "unit_price": "60", "units": "470"}
    slips = ["?", ":zzz", ":lista", ":nota mirar esto", ":list", ":go 999"]

    def careful(number, path):
        if path in ("pay.unit_price", "site.area_ha", "term.years", "term.start") and number % 2:
            return "x y z"  # where a number or a date is wanted
        return slips[number % len(slips)] if number % 4 == 1 and path else None

    done = None
    for _ in range(60):
        person = Answerer(iter(()), source=source, stop_after=12, mischief=careful)
        done = sit([], prompter=person)
        if done.drafts:
            break
    assert done is not None
    assert done.drafts
    expected = agreement_of(source_of(S1))
    for step in steps(expected, Scope()):
        if step.path not in ("site.area_ha", "pay.units", "pay.unit_price", "pay.schedule"):
            got, wanted = done.answer(step.path).value, expected.answer(step.path).value
            if step.question.kind is Kind.LIST:
                assert len(got) == len(wanted), step.path
            else:
                assert got == wanted, step.path
    assert len(done.store.agreement.instalments) == 11
    assert str(done.answer("pay.cash_total").value) == "141000.00"
