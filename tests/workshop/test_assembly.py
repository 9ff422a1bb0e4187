"""The assembly's papers: the sum of the vote, a row for each member, and no assembly for a family."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.agreement import Agreement
from pesagree.answers import reading
from pesagree.resources import samples_dir
from pesagree.sheet import Grid
from pesagree.wording import wording
from pesagree.workshop import PAPERS, Room, make
from pesagree.workshop.assemblies import Deciding, deciding
from pesagree.writers import sheets
from tests.workshop.test_papers import text_of

COMMUNITY = "pesagree: 1\nseller: {kind: native_community, name: Nuevo Aguajal, members_total: 85}\n"


def room(text: str, language: str = "es") -> Room:
    return Room(reading.parse(text, "a.yaml").agreement, wording(language))


def paper(room: Room, name: str) -> str:
    (made,) = make(room, [name])
    return text_of(sheets.write(made.sheet))


@given(st.integers(1, 5000))
def test_the_sum_of_the_vote(members):
    seller = Deciding("seller", "x", members)
    assert seller.half_plus_one * 2 > members
    assert (seller.half_plus_one - 1) * 2 <= members
    assert seller.two_thirds * 3 >= members * 2
    assert (seller.two_thirds - 1) * 3 < members * 2


def test_the_vote_sheet_agrees_with_the_agreements_own_figure():
    agreement = reading.load(samples_dir() / "loreto-aguajales.yaml").agreement
    (seller,) = deciding(Room(agreement, wording("es")))
    assert seller.two_thirds == agreement.answer("seller.assembly.needed").value


def test_the_sum_stands_on_the_vote_sheet():
    text = paper(room(COMMUNITY), "votes")
    assert all(figure in text.split("\n") for figure in ("85", "43", "57"))


def test_the_attendance_list_has_a_row_for_each_member():
    (made,) = make(room(COMMUNITY), ["attendance"])
    grid = next(block for block in made.sheet.blocks if isinstance(block, Grid))
    assert len(grid.rows) == 85


def test_each_seller_with_an_assembly_has_its_own_sheets():
    two = room(
        "pesagree: 1\nseller: [{kind: association, name: Uno}, {kind: household, name: Dos},"
        " {kind: river_settlement, name: Tres}]\n"
    )
    assert [seller.name for seller in deciding(two)] == ["Uno", "Tres"]
    text = paper(two, "convocation")
    assert "con voto de Uno" in text
    assert "con voto de Tres" in text


def test_a_family_holds_no_assembly_but_may_ask_for_the_papers():
    family = room("pesagree: 1\nseller: {kind: household, name: Familia Dos}\n")
    names = {paper.name for paper in make(family)}
    assert names.isdisjoint({"convocation", "attendance", "votes", "act"})
    assert {"consent-steps", "decisions", "year-later"} <= names
    assert [paper.name for paper in make(family, ["votes"])] == ["votes"]


@pytest.mark.parametrize("name", ["convocation", "attendance", "votes", "act"])
def test_nobody_s_quorum_is_invented(name):
    """The statute decides: the papers leave a line for its article and never a number of days or people."""
    text = paper(Room(Agreement(), wording("es"), is_blank=True), name)
    assert "%" not in text
    assert "mitad de los asistentes" not in text


def test_the_act_tells_what_is_known_and_leaves_lines_for_the_rest():
    text = paper(room(COMMUNITY + "site: {name: Aguajal Grande}\nbuyer: {name: Fondo Uno}\n"), "act")
    assert "entre Nuevo Aguajal y Fondo Uno, sobre Aguajal Grande" in text
    assert "hay 85 personas con voto" in text
    assert "Quienes no están de acuerdo" in text


def test_a_year_later_every_payment_and_good_has_its_row():
    agreement = reading.load(samples_dir() / "alto-mayo-water.yaml").agreement
    text = paper(Room(agreement, wording("es")), "year-later")
    speaker = Room(agreement, wording("es")).speaker
    for number in range(1, len(agreement.instalments) + 1):
        for leaf in ("date", "amount"):
            answer = agreement.answer(f"pay.schedule.{number}.{leaf}")
            assert speaker.value(answer.path, answer.value) in text
    assert "kit de colmena y herramientas" in text


def test_every_paper_of_the_assembly_is_of_visit_three():
    assert all(
        3 in PAPERS[name].visits for name in ("convocation", "attendance", "votes", "act", "decisions")
    )
    assert PAPERS["year-later"].visits == (4,)


def test_a_year_later_has_no_table_for_what_was_never_promised() -> None:
    cash = room("pesagree: 1\npay: {form: cash}\nservice: {buyer_support: none}\n")
    text = paper(cash, "year-later")
    assert "Las cosas y el apoyo" not in text
    assert "además de pagar" not in text
