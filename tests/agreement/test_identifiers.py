"""Peruvian identity, tax, registry, account and place numbers: odd ones are told, never refused."""

import pytest

from pesagree.agreement.identifiers import oddity

GOOD_RUC = "20131312955"
"""The number that the tax office itself prints as its own."""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ruc", GOOD_RUC),
        ("ruc", f" {GOOD_RUC[:2]}-{GOOD_RUC[2:]} "),
        ("ruc", "20000000001"),  # the number of the samples passes its check digit
        ("dni", "00000001"),
        ("dni", "12.345.678"),
        ("dni", "X0000001A"),  # a foreigner's card
        ("partida", "00000002"),
        ("partida", "P12345678"),
        ("cci", "00000000000000000001"),
        ("cci", "000-000-000000000000-01"),
        ("ubigeo", "160101"),
    ],
)
def test_a_number_of_the_usual_form_is_silent(kind: str, text: str) -> None:
    assert oddity(kind, text) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ruc", "20131312956"),
        ("ruc", "2013131295"),
        ("ruc", "veinte"),
        ("dni", "1234567"),
        ("dni", "1234"),
        ("partida", "123"),
        ("cci", "0000000000000000001"),
        ("ubigeo", "16010"),
        ("ubigeo", "16010A"),
    ],
)
def test_a_number_of_another_form_is_told(kind: str, text: str) -> None:
    assert oddity(kind, text) == f"odd_{kind}"
