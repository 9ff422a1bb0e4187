"""The walk: answers, commands, lists, the calendar, and every way to stop."""

import html

import pytest

from pesagree.agreement import Status
from pesagree.errors import FileError, Problem
from pesagree.interview.screen import Screen
from tests.interview.conftest import SAMPLES

PAY = frozenset({"pay"})


def test_a_wrong_answer_is_explained_and_asked_again(sit):
    done = sit(
        ["dos", "1.234", "0", "5"],
        sections=frozenset({"term"}),
        text="pesagree: 1\nterm: {start: 2027-01-01}\n",
    )
    assert "«dos» no es un número" in done.said
    assert done.answer("term.years").value == 5
    assert done.said.count("Guardado.") == 1


def test_choices_by_number_code_and_label(sit):
    term = frozenset({"pay"})
    for typed in ("3", "mixed", "Dinero, y también cosas y apoyo", "MIXED"):
        done = sit([typed, ":quit"], sections=term, name=f"{typed}.yaml")
        assert done.answer("pay.form").value == "mixed", typed


def test_several_and_in_order(sit):
    text = "pesagree: 1\nlanguage: es\n"
    done = sit(["1, 3 5", ":quit"], sections=frozenset({"risk"}), text=text)
    assert done.answer("risk.events").value == ("fire", "drought", "invasion")
    law = "pesagree: 1\nlaw: {governing: PE}\n"
    done = sit([":ir law.steps", "6 1", ":quit"], sections=frozenset({"law"}), text=law, level="standard")
    assert done.answer("law.steps").value == ("court", "talk")


def test_the_fair_answer_is_taken_with_a_sign(sit):
    done = sit(["=", ":quit"], sections=frozenset({"risk"}))
    assert len(done.answer("risk.events").value) == 8
    done = sit(["=", "", ":quit"], sections=frozenset({"buyer"}), name="b.yaml")
    assert "no hay una propuesta" in done.said
    done = sit([":go rights.confidential", "=", ":quit"], level="standard", name="c.yaml")
    assert done.answer("rights.confidential").is_none


def test_unknown_asks_who_will_find_out_and_is_not_asked_again(sit):
    done = sit(["??", "Ana, hasta marzo", ":salir"], sections=frozenset({"grievance"}))
    found = done.answer("grievance.route.who")
    assert (found.status, found.note) == (Status.UNKNOWN, "Ana, hasta marzo")
    done = sit(["?? Luis", "", ""], sections=frozenset({"grievance"}))
    assert done.answer("grievance.route.who").note == "Luis"
    assert "Por averiguar:" in done.said
    assert "Luis" in done.said


def test_stopping_while_asked_who_finds_out_writes_no_nonsense(sit):
    done = sit(["??", ":salir"], sections=frozenset({"grievance"}))
    assert done.code == 0
    assert done.answer("grievance.route.who").status is Status.OPEN


def test_none_where_it_is_allowed_and_explained_where_not(sit):
    done = sit(["ninguno", ":quit"], sections=frozenset({"grievance"}))
    assert done.answer("grievance.route.who").is_none
    done = sit(["ninguno", ":quit"], sections=frozenset({"buyer"}), name="b.yaml")
    assert "no se puede responder «ninguno»" in done.said


def test_a_backslash_makes_any_sign_literal(sit):
    for typed, kept in (("\\:salir", ":salir"), ("\\ninguno", "ninguno"), ("\\?? no", "?? no"), ("~", "~")):
        done = sit([":ir site.name", typed, ":quit"], name="b.yaml")
        assert done.answer("site.name").value == kept


@pytest.mark.parametrize(
    ("listing", "go", "note", "draft", "leave"),
    [(":list", ":go", ":note", ":draft", ":quit"), (":lista", ":ir", ":nota", ":borrador", ":salir")],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_commands_at_a_prompt_in_both_languages(sit, language, listing, go, note, draft, leave):
    lines = [listing, f"{go} 47", "", f"{note} ojo aquí", draft, "?", ":zzz", leave]
    done = sit(lines, language=language)
    assert done.code == 0
    assert "47" in done.said
    assert "buyer.kind: ojo aquí" in done.store.text
    assert "DRAFT a.es.docx" in done.said
    assert ":zzz" in done.said
    assert "pesagree nuevo a.yaml" in done.said
    assert len(done.drafts) == 1


def test_back_crosses_sections_and_a_branch_left_keeps_its_answers(sit):
    text = (
        "pesagree: 1\nlanguage: es\nmid: {name: Comité, role: [monitors], report: no, fee_paid_by: buyer}\n"
    )
    lines = ["1", "Empresa", "<", "<", "2", "", "sí", ":ir 29", "no", ":quit"]
    done = sit(lines, text=text)
    assert done.answer("buyer.kind").value == "water_utility"
    assert done.answer("buyer.name").value == "Empresa"
    assert done.answer("mid.exists").value is False
    assert "Comité" in done.store.text
    assert [p.code for p in done.store.answers.warnings].count("ignored") == 4


def test_the_first_question_has_nothing_before_it(sit):
    done = sit(["<", "1", ":quit"])
    assert "no hay una pregunta anterior" in done.said
    assert done.answer("buyer.kind").value == "company"


def test_a_list_is_added_to_changed_and_shortened(sit):
    signers = ["+", "Ana", "presidenta", "+", "Beto", "tesorero", "+", "Caro", "<", "Carla", "vocal"]
    changed = ["2", "Benito", "", "-1", "", ":quit"]
    done = sit([":ir seller.signers", *signers, *changed])
    assert [(s.name, s.office) for s in done.store.agreement.seller[0].signers] == [
        ("Benito", "tesorero"),
        ("Carla", "vocal"),
    ]
    done = sit([":ir seller.signers", "-2", "-1", "?? la asamblea", ":quit"])
    assert done.answer("seller.signers").status is Status.UNKNOWN


def test_a_thing_can_be_typed_straight_away(sit):
    done = sit([":ir seller.signers", "Ana", "presidenta", "Beto", "", "7", "", ":quit"])
    assert [s.name for s in done.store.agreement.seller[0].signers] == ["Ana", "Beto"]
    assert "falta: Cargo" in done.said


def test_lines_are_saved_one_by_one(sit):
    done = sit([":ir service.allowed", "leña", "pesca", "caza", "-2", "", ":quit"])
    assert done.answer("service.allowed").value == ("leña", "caza")
    done = sit([":ir service.allowed", "-1", "-1", "ninguno", ":quit"])
    assert done.answer("service.allowed").is_none


PRICED = """
pesagree: 1
language: es
seller: {families: 40}
site: {area_ha: 470}
term: {start: 2027-01-01, years: 5}
pay: {form: cash, basis: per_ha_year, unit_price: 60}
"""


def test_a_calendar_out_of_a_few_questions(sit):
    lines = ["", "1", "3", "15/1/2027", "11", "10", "2", "", ":quit"]
    done = sit(lines, sections=PAY, text=PRICED)
    dues = done.store.agreement.instalments
    assert len(dues) == 11
    assert str(dues[0].amount) == "14100.00"
    assert "15 de enero de 2027" in done.said
    assert "S/\u00a0141,000.00 en total" in done.said
    assert "S/\u00a058.75 por familia al mes" in done.said


def test_a_calendar_becomes_payments_one_by_one(sit):
    lines = ["", "1", "4", "2027-12-01", "5", "", "2", "2", "1", "", "20000", "", "", ":quit"]
    done = sit(lines, sections=PAY, text=PRICED)
    amounts = [str(due.amount) for due in done.store.agreement.instalments]
    assert amounts[0] == "20000"
    assert amounts[1:] == ["28200.00"] * 4
    assert "Ojo:" in done.said  # the sum no longer meets the price


def test_an_essential_session_ends_with_review_and_draft(sit):
    grievance = frozenset({"grievance"})
    done = sit(["la presidenta", "134", "la jueza de paz", "", ""], sections=grievance)
    assert done.code == 0
    assert len(done.drafts) == 1


def test_the_review_jumps_to_an_answer(sit):
    done = sit(["la presidenta", "grievance.route.who", "la jueza", ""], sections=frozenset({"grievance"}))
    assert done.answer("grievance.route.who").value == "la jueza"
    assert len(done.drafts) == 1


def test_a_question_that_does_not_apply_says_so(sit):
    done = sit([":ir mid.name", "", ":ir site.name", "", ":quit"])
    assert done.said.count("no viene al caso") == 1


def test_a_failing_draft_ends_with_the_code_of_its_reason(sit):
    done = sit(
        ["la presidenta", ""],
        sections=frozenset({"grievance"}),
        draft_error=FileError([Problem("disk_full")]),
    )
    assert done.code == 7
    assert done.answer("grievance.route.who").value == "la presidenta"


def test_resuming_begins_at_the_first_open_question(sit):
    sit(["1", "Empresa", ":quit"])
    done = sit(["no", ":quit"])
    assert done.answer("mid.exists").value is False
    assert "¿Quién paga?" not in done.said


@pytest.mark.parametrize("end", [[], ["^C"]])
def test_end_of_input_and_interrupt_save_and_say_how_to_go_on(sit, end):
    done = sit(["1", *end])
    assert done.code == 130
    assert done.answer("buyer.kind").value == "company"
    assert "Para seguir: pesagree nuevo a.yaml" in done.said


def test_a_full_disk_loses_nothing(sit):
    failures = iter([True, True, False])

    def fail(store):
        save = type(store).save

        def failing(changes):
            if next(failures, False):
                raise FileError([Problem("disk_full")])
            save(store, changes)

        store.save = failing

    done = sit(["1", "", "", ":quit"], fail=fail)
    assert "disco está lleno" in done.said
    assert done.answer("buyer.kind").value == "company"


def test_leaving_with_a_full_disk_shows_what_was_not_saved(sit):
    def fail(store):
        def failing(changes):
            raise FileError([Problem("disk_full")])

        store.save = failing

    done = sit(["1", ":quit"], fail=fail)
    assert done.code == 7
    assert "buyer.kind: company" in done.said


def test_the_room_hears_what_is_known_and_never_an_identity_number_or_a_private_figure(sit, tmp_path):
    text = (
        "pesagree: 1\nlanguage: es\nsite: {name: Quebrada Clara}\n"
        "seller: {kind: association, signers: [{name: Ana, id: 44556677, office: presidenta}]}\n"
    )
    (tmp_path / "a.private.yaml").write_text("private: {minimum: 98765, opportunity: 12345}\n", "utf-8")
    lines = [
        *(":lista", ":ir private.minimum", ":ir seller.tax_id", ":ir seller.signers", "1", "", "", ""),
        *[""] * 60,
    ]
    done = sit(lines, text=text, level="full", of="room")
    assert "Ya está anotado. " in done.said
    assert "Quebrada Clara" in done.said
    assert "no se muestra aquí" in done.said
    for secret in ("44556677", "98765", "12345"):
        assert secret not in done.said
    assert "DNI" not in done.said.replace("números de documento", "")


def test_private_figures_are_asked_only_on_the_sellers_own_screen(sit, tmp_path):
    everything = frozenset({"private"})
    done = sit(["", ""], level="standard", of="all", sections=everything)
    assert "solo de ustedes" in done.said
    assert not (tmp_path / "a.private.yaml").exists()
    done = sit(["sí", "10000", "2000", "", ""], level="standard", of="all", sections=everything)
    assert "opportunity: 10000" in (tmp_path / "a.private.yaml").read_text("utf-8")
    assert "10000" not in done.store.text


def test_the_sellers_own_screen_shows_what_is_left_and_writes_no_draft(sit):
    text = (SAMPLES / "alto-mayo-water.yaml").read_text("utf-8")
    done = sit(["1", "2500", "", ""], text=text, level="standard", of="private")
    assert "A ustedes les queda" in done.said
    assert done.drafts == []
    assert done.code == 0


def test_another_seller_is_asked_for_at_the_office(sit):
    text = "pesagree: 1\nlanguage: es\n"
    lines = [":ir seller.name", "Uno", ":quit"]
    sit(lines, text=text)
    asked = sit([""] * 10 + ["sí", "2", "Dos", ":quit"], level="standard", sections=frozenset({"seller"}))
    assert "¿Hay otra comunidad" in asked.said
    assert asked.answer("seller.name").value == "Uno"


def test_long_text_from_an_editor_keeps_its_lines(sit):
    done = sit(
        [":ir service.description", ":editar", ":quit"], edited="Cuidamos el monte.\n\nY el agua: siempre #1"
    )
    assert done.answer("service.description").value == "Cuidamos el monte.\n\nY el agua: siempre #1"
    done = sit([":ir service.description", ":editar", "", ":quit"], edited=None)
    assert "No hay un editor" in done.said


def test_a_text_in_two_languages_changes_in_the_language_of_the_talk(sit):
    text = "pesagree: 1\nlanguage: es\nsite: {name: {es: Uno, en: One}}\n"
    done = sit([":ir site.name", "Dos", ":quit"], text=text)
    assert done.store.raw("site.name") == {"es": "Dos", "en": "One"}
    assert "revísenlo" in done.said


def test_an_answer_takes_the_place_of_who_finds_out_in_every_language(sit):
    text = 'pesagree: 1\nlanguage: es\nsite: {name: {es: "?? la jefa", en: "?? the chief"}}\n'
    done = sit([":ir site.name", "Dos", ":quit"], text=text)
    assert "por averiguar: la jefa" in done.said
    assert done.answer("site.name").value == "Dos"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("es", "quien paga, tal como", "quien reconoce, tal como"), ("en", "the payer's", "the beneficiary's")],
)
def test_the_words_of_the_agreement_are_those_of_the_next_question(sit, tmp_path, language, before, after):
    wall = Screen(tmp_path / "deal.html", language)
    done = sit(
        [":go buyer.name", ":go agreement.words", "reciprocity", ":go buyer.name", ":quit"],
        sections=frozenset({"agreement", "buyer"}),
        language=language,
        level="full",
        wall=wall,
    )
    first, _, then = done.said.partition("> reciprocity")
    assert before in first
    assert after not in first
    assert after in then
    assert before not in then
    assert after in html.unescape((tmp_path / "deal.html").read_text(encoding="utf-8"))
