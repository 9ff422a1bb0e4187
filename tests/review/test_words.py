"""Every rule, figure and mark has its words in both languages, and every rule says what to do."""

import re
from string import Formatter

import pytest

from pesagree.review import RULES
from pesagree.review.rulebook import rulebook
from pesagree.review.sources import SOURCES
from pesagree.review.spoken import Adviser
from pesagree.wording import LANGUAGES, wording
from tests.review.edits import made_from, reviewed
from tests.review.test_rules import CASES

languages = pytest.mark.parametrize("language", LANGUAGES)

TU = re.compile(r"\b(tú|tu|tus|ti|contigo|debes|puedes|tienes|quieres)\b", re.I)


@languages
def test_every_rule_has_a_reason_and_a_remedy(language):
    entries = wording(language).rules["rules"]
    assert list(entries) == list(RULES)
    for rule, entry in entries.items():
        assert len(entry["why"]) > 10, rule
        assert len(entry["remedy"]) > 5, rule
        assert set(entry) <= {"why", "message", "remedy", "note", "variants"}, rule


@languages
def test_every_source_has_a_name(language):
    assert set(wording(language).rules["sources"]) == set(SOURCES)
    used = {source for rule in RULES.values() for source in rule.sources}
    assert used == set(SOURCES)


def _blanks(value: object) -> object:
    if isinstance(value, dict):
        return {k: _blanks(v) for k, v in value.items()}
    return {name for _, name, _, _ in Formatter().parse(str(value)) if name}


def test_both_languages_have_the_same_words_with_the_same_blanks():
    for part in ("rules", "advice"):
        one, other = (getattr(wording(language), part) for language in LANGUAGES)
        assert _blanks(one) == _blanks(other)


def test_spanish_speaks_to_all_of_you():
    for name in ("rules.yaml", "review.yaml"):
        text = (wording("es").folder / name).read_text("utf-8")
        spoken = [line for line in text.splitlines() if not line.startswith("#")]
        assert not [line for line in spoken if TU.search(line)]


@pytest.mark.parametrize("rule", CASES)
def test_what_fires_is_said_whole(rule):
    base, trips, _, unknown = CASES[rule]
    for changes in (trips, unknown):
        found = [f for f in reviewed(base, changes).findings if f.rule == rule]
        assert found
        for language in LANGUAGES:
            adviser = Adviser(made_from(base, changes), wording(language))
            for said in map(adviser.say, found):
                assert said.message
                assert said.remedy
                assert said.source
                assert "{" not in said.message + said.remedy


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("TRM-01", "Dura 31 años"),
        ("PTY-06", "se queda con 15.01"),
        ("CON-03", "Votaron a favor 87 de 132 empadronados. Dos tercios de TODOS son 88"),
        ("CON-05", "vence el 11 de diciembre de 2026, antes del 12 de diciembre de 2026"),
        ("PAY-04", "S/\xa022,600.00"),
        ("SRV-02", "cosechar aguaje subiendo con arnés"),
        ("LND-09", "El área dice 471 ha, pero las partes suman 470 ha"),
    ],
)
def test_figures_of_the_case_stand_in_the_message(rule, words):
    base, trips, _, _ = CASES[rule]
    agreement, found = made_from(base, trips), reviewed(base, trips)
    said = [Adviser(agreement, wording("es")).say(f).message for f in found.firing if f.rule == rule]
    assert any(words in message for message in said), said


def test_what_nobody_checked_says_so():
    said = Adviser(made_from("bad-deal", {}), wording("en")).source(RULES["CAR-04"].sources)
    assert said == "Plan Vivo standard (unchecked)"


def test_no_identity_number_is_ever_said():
    changes = {"seller.tax_id": "20000000002", "seller.signers.2.id": "00000001"}
    agreement = made_from("alto-mayo-water", changes)
    found = reviewed("alto-mayo-water", changes)
    assert {"PTY-02", "PTY-13"} <= {f.rule for f in found.firing}
    for language in LANGUAGES:
        adviser = Adviser(agreement, wording(language))
        text = " ".join(f"{s.message} {s.remedy}" for s in map(adviser.say, found.findings))
        assert "2000000000" not in text
        assert "00000001" not in text


@languages
def test_the_rulebook_names_every_rule(language):
    page = rulebook(wording(language))
    assert all(f"| {rule} |" in page for rule in RULES)


def test_the_rulebook_in_docs_is_not_stale():
    from pesagree.resources import templates_dir

    page = (templates_dir().parent / "docs" / "rules.md").read_text("utf-8")
    assert page == rulebook(wording("en")), (
        "write it anew: python -m pesagree.review.rulebook > docs/rules.md"
    )
