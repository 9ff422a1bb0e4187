"""Answers put into words, whatever their state."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pesagree.agreement import Agreement
from pesagree.compose.values import Speaker
from pesagree.document import Blank, BlankSize, Field, FieldKind, Text
from pesagree.wording import wording

Agree = Callable[..., Agreement]

DEAL = """
    country: PE
    pay: {form: mixed, currency: PEN, schedule: [{date: 2027-03-05, amount: 1234.5, kind: advance}, {}],
          late: {interest_pct: legal}}
    mon:
      indicators:
        - {id: cover, name: {es: monte en pie, en: standing forest}, target: at_most 1200.5}
        - {id: fish}
    seller: {name: Comunidad Uno, languages: [spa, cod], families: 1200, land_right_until: no_end}
    site: {area_ha: 1234.50}
"""


def speaker(agreement: Agreement, language: str = "es") -> Speaker:
    return Speaker(agreement, wording(language))


@pytest.mark.parametrize(
    ("path", "value", "spanish", "english"),
    [
        ("pay.total", Decimal("155000"), "S/\u00a0155,000.00", "S/\u00a0155,000.00"),
        ("pay.unit_price", Decimal("0.125"), "S/\u00a00.125", "S/\u00a00.125"),
        ("site.area_ha", Decimal("1234.50"), "1,234.5", "1,234.5"),
        ("pay.first_pct", Decimal("9.0968"), "9.0968\u00a0%", "9.0968\u00a0%"),
        ("mid.fee_pct", Decimal("8.0"), "8\u00a0%", "8\u00a0%"),
        ("seller.families", 1200, "1,200", "1,200"),
        ("term.start", date(2027, 9, 5), "5 de setiembre de 2027", "5 September 2027"),
        ("buyer.resale", True, "sí", "yes"),
        ("buyer.resale", False, "no", "no"),
        ("seller.kind", "native_community", "comunidad nativa", "native community"),
        ("seller.languages", ("spa", "Uru"), "español y Uru", "Spanish and Uru"),
        ("law.governing", "BO", "Bolivia", "Bolivia"),
        ("pay.currency", "PEN", "soles", "Peruvian soles"),
        ("pay.goods.indicator", ("cover", "fish"), "monte en pie y fish", "standing forest and fish"),
        ("mid.name", "uno\n\ndos", "uno\n\ndos", "uno\n\ndos"),
    ],
)
def test_a_value_by_the_type_of_its_question(
    agree: Agree, path: str, value: Any, spanish: str, english: str
) -> None:
    agreement = agree(DEAL)
    assert speaker(agreement, "es").value(path, value) == spanish
    assert speaker(agreement, "en").value(path, value) == english


def test_targets_are_at_least_or_at_most(agree: Agree) -> None:
    target = agree(DEAL).mon.indicators[0].target
    assert speaker(agree(DEAL)).value("mon.indicators.target", target) == "como máximo 1,200.5"
    least = agree("mon: {indicators: [{name: a, target: 6}]}").mon.indicators[0].target
    assert speaker(agree(DEAL), "en").value("mon.indicators.target", least) == "at least 6"


def test_a_given_answer_is_one_field(agree: Agree) -> None:
    assert speaker(agree(DEAL)).answer("seller.name") == (
        Field("seller.name", wording("es").label("seller.name", "PE"), "Comunidad Uno"),
    )


def test_a_choice_carries_all_its_labels_and_a_date_its_iso_form(agree: Agree) -> None:
    (choice,) = speaker(agree(DEAL)).answer("pay.schedule.1.kind")
    assert isinstance(choice, Field)
    assert (choice.kind, choice.text) == (FieldKind.CHOICE, "adelanto")
    assert choice.options == ("adelanto", "contra prueba")
    (day,) = speaker(agree(DEAL)).answer("pay.schedule.1.date")
    assert isinstance(day, Field)
    assert (day.kind, day.text, day.date) == (FieldKind.DATE, "5 de marzo de 2027", "2027-03-05")


def test_a_long_text_says_so(agree: Agree) -> None:
    (field,) = speaker(agree("service: {description: Cuidamos}")).answer("service.description")
    assert isinstance(field, Field)
    assert field.kind is FieldKind.LONG_TEXT


def test_a_default_is_marked_and_a_worked_out_figure_is_not(agree: Agree) -> None:
    (default,) = speaker(agree("country: PE")).answer("pay.currency")
    (worked,) = speaker(agree("term: {start: 2027-01-01, years: 5}")).answer("term.end")
    assert isinstance(default, Field)
    assert isinstance(worked, Field)
    assert (default.text, default.default) == ("soles", True)
    assert (worked.text, worked.default) == ("31 de diciembre de 2031", False)


def test_an_open_answer_is_a_blank_with_its_question(agree: Agree) -> None:
    (blank,) = speaker(agree("country: PE")).answer("buyer.name")
    assert isinstance(blank, Blank)
    assert blank == Blank(
        "buyer.name",
        wording("es").label("buyer.name", "PE"),
        wording("es").question("buyer.name", "PE").ask,
        BlankSize.LINE,
        "",
    )


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("service.description", BlankSize.LINES),
        ("service.allowed", BlankSize.LINES),
        ("seller.families", BlankSize.SHORT),
        ("term.start", BlankSize.SHORT),
        ("buyer.name", BlankSize.LINE),
        ("pay.total", BlankSize.SHORT),
    ],
)
def test_the_room_to_write_fits_the_question(agree: Agree, path: str, size: BlankSize) -> None:
    (blank,) = speaker(agree("country: PE")).answer(path)
    assert isinstance(blank, Blank)
    assert blank.size is size


def test_an_unknown_answer_says_who_finds_out(agree: Agree) -> None:
    agreement = agree("site: {title_area_ha: '?? preguntar a la DRA en marzo'}\nwater: {catchment: '??'}")
    (first,) = speaker(agreement).answer("site.title_area_ha")
    (second,) = speaker(agreement, "en").answer("water.catchment")
    assert isinstance(first, Blank)
    assert isinstance(second, Blank)
    assert first.note == "por averiguar: preguntar a la DRA en marzo"
    assert second.note == wording("en").phrase("unknown")


def test_none_reads_as_the_clause_wants_it(agree: Agree) -> None:
    agreement = agree("buyer: {phone: none}\nmon: {indicators: [{name: agua, target: none}]}")
    (phone,) = speaker(agreement).answer("buyer.phone")
    (target,) = speaker(agreement).answer("mon.indicators.1.target")
    assert isinstance(phone, Field)
    assert isinstance(target, Field)
    assert (phone.text, target.text) == ("no hay", "solo se mira")


def test_disputed_answers_stand_side_by_side_with_whose_is_whose(agree: Agree) -> None:
    agreement = agree("term: {years: {proposals: {buyer: 5, seller: 3}}}")
    nodes = speaker(agreement).answer("term.years")
    assert [(n.path, n.text) for n in nodes if isinstance(n, Field)] == [
        ("term.years.proposals.buyer", "5"),
        ("term.years.proposals.seller", "3"),
    ]
    said = "".join(n.text for n in nodes if isinstance(n, Text | Field))
    assert said == "[5 (lo propone quien paga) / 3 (lo propone quien cuida)]"


def test_amounts_in_words(agree: Agree) -> None:
    agreement = agree("country: PE\npay: {form: cash, basis: lump, unit_price: 2621.50, currency: PEN}")
    assert speaker(agreement).in_words("pay.unit_price") == (
        Text("dos mil seiscientos veintiuno con 50/100 soles"),
    )
    assert speaker(agreement, "en").in_words("pay.unit_price") == (
        Text("two thousand, six hundred and twenty-one and 50/100 Peruvian soles"),
    )
    (open_one,) = speaker(agreement).in_words("pay.floor")
    assert isinstance(open_one, Blank)


@pytest.mark.parametrize(("what", "leaf"), [("proof", "indicator"), ("condition", "condition")])
def test_an_advance_waits_for_nothing_and_other_payments_ask(agree: Agree, what: str, leaf: str) -> None:
    assert speaker(agree(DEAL)).before_payment("pay.schedule.1", what) == (Text("—"),)
    (asked,) = speaker(agree(DEAL)).before_payment("pay.schedule.2", what)
    assert isinstance(asked, Blank)
    assert asked.path == f"pay.schedule.2.{leaf}"


def test_the_question_of_one_of_several_parties_says_whose_it_is(agree: Agree) -> None:
    agreement = agree("seller: [{name: Los Pinos}, {name: El Cedro}]\nbuyer: {name: Agua}")
    blanks = [
        blank
        for path in ("seller.address", "seller.2.address", "buyer.address")
        for blank in speaker(agreement).answer(path)
        if isinstance(blank, Blank)
    ]
    asked = wording("es").question("seller.address", "PE").ask
    assert [blank.question for blank in blanks] == [
        f"Los Pinos: {asked}",
        f"El Cedro: {asked}",
        wording("es").question("buyer.address", "PE").ask,
    ]


def test_free_text_in_the_language_of_the_draft_else_the_first_given(agree: Agree) -> None:
    agreement = agree(
        "seller: {name: {es: Los Pinos, en: The Pines}}\nbuyer: {name: {que: Sachakuna, es: Árboles}}"
    )
    texts = []
    for language in ("es", "en"):
        for path in ("seller.name", "buyer.name"):
            (field,) = speaker(agreement, language).answer(path)
            assert isinstance(field, Field)
            texts.append(field.text)
    assert texts == ["Los Pinos", "Árboles", "The Pines", "Sachakuna"]


def test_long_text_in_one_language_only_is_marked_in_the_other(agree: Callable[..., Agreement]) -> None:
    agreement = agree(
        """
        language: es
        service: {description: Cuidamos el monte., additional: {es: Se perdería., en: It would be lost.}}
        seller: {name: Asociación}
        """
    )
    english, spanish = (Speaker(agreement, wording(language)) for language in ("en", "es"))
    said = [
        "".join(getattr(n, "text", "") for n in english.answer(f"service.{x}"))
        for x in ("description", "additional")
    ]
    assert said == ["Cuidamos el monte. (not translated; it is in Spanish)", "It would be lost."]
    assert len(spanish.answer("service.description")) == 1
    assert len(english.answer("seller.name")) == 1


def test_who_will_find_out_is_said_in_the_language_of_the_draft_or_marked(
    agree: Callable[..., Agreement],
) -> None:
    agreement = agree(
        """
        language: es
        carbon: {volume: {es: "?? el estudio", en: "?? the study"}, standard: "?? el fondo"}
        """
    )
    english, spanish = (Speaker(agreement, wording(language)) for language in ("en", "es"))
    assert english.blank("carbon.volume").note == "to find out: the study"
    assert spanish.blank("carbon.volume").note == "por averiguar: el estudio"
    assert english.blank("carbon.standard").note == "to find out: el fondo (not translated; it is in Spanish)"
    assert spanish.blank("carbon.standard").note == "por averiguar: el fondo"
