"""The deal in seven lines: short, true to the answers, and safe on a wall."""

from pathlib import Path

import pytest

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind
from pesagree.answers import reading
from pesagree.answers.reading import load
from pesagree.compose.deal import LINES, MOST_ITEMS, deal_lines, paths_shown, pay_of_a_family
from pesagree.compose.values import Speaker
from pesagree.wording import wording

SAMPLES = Path(__file__).parents[2] / "samples"


def agreed(text: str) -> Agreement:
    return reading.parse(text, "a.yaml").agreement


def lines(text: str, language: str = "es") -> dict[str, str]:
    agreement = agreed(text)
    return {line.key: line.text for line in deal_lines(Speaker(agreement, wording(language)))}


def test_there_are_always_seven_lines_and_open_answers_show_as_questions():
    found = deal_lines(Speaker(agreed("pesagree: 1\n"), wording("es")))
    assert [line.key for line in found] == list(LINES)
    assert all(line.title for line in found)
    assert found[0].text == "Quien paga: ¿?. Quien cuida: ¿?. El lugar: ¿? (¿?\u00a0ha)."
    assert found[0].is_open


def test_given_answers_stand_in_everyday_words():
    found = lines(
        "pesagree: 1\nbuyer: {name: Fondo Uno}\nseller: {name: Caserío Dos, families: 10}\n"
        "site: {name: Cocha Mansa, area_ha: 150}\nterm: {exit_seller: {when: never}}\n"
    )
    assert (
        found["who"]
        == "Quien paga: Fondo Uno. Quien cuida: Caserío Dos. El lugar: Cocha Mansa (150\u00a0ha)."
    )
    assert found["leave"].startswith("Nos podemos salir: nunca")


def test_several_parties_are_all_named():
    found = lines("pesagree: 1\nseller: [{name: Uno}, {name: Dos}]\n")
    assert "Quien cuida: Uno y Dos." in found["who"]


def test_a_long_list_says_how_many_more():
    kept = "\n".join(f"    - cosa {number}" for number in range(MOST_ITEMS + 3))
    found = lines(f"pesagree: 1\nservice:\n  allowed:\n{kept}\n")
    assert found["stays"] == "Cosa 0; cosa 1; cosa 2; y 4 más."


def test_what_there_is_none_of_is_left_out():
    found = lines("pesagree: 1\nservice: {limits: none, actions: [{action: vigilar}]}\n", "en")
    assert found["do"] == "Vigilar."


@pytest.mark.parametrize("language", ["es", "en"])
def test_only_what_a_wall_may_show_is_named(language):
    for path in paths_shown(Speaker(agreed("pesagree: 1\n"), wording(language))):
        question = QUESTIONS.get(path) or ITEMS.get(path)
        if question is not None:
            assert not question.is_private
            assert question.kind is not Kind.IDENTIFIER
        assert path.rpartition(".")[2] not in ("phone", "email", "number", "holder", "tax_id", "id")


def test_the_pay_of_a_family_is_the_annual_pay_by_families_and_months():
    agreement = load(SAMPLES / "alto-mayo-water.yaml").agreement
    found = pay_of_a_family(Speaker(agreement, wording("es")))
    assert str(found) == "64.58"  # 155,000 in 5 years for 40 families
    assert pay_of_a_family(Speaker(agreed("pesagree: 1\n"), wording("es"))) is None
