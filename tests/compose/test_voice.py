"""Values and answers put into words without a look at any agreement."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pesagree.agreement import Agreement
from pesagree.compose.values import Speaker
from pesagree.compose.voice import voice
from pesagree.wording import wording

Agree = Callable[..., Agreement]

DEAL = """
    country: PE
    language: es
    pay:
      {form: cash, currency: PEN, unit_price: 5, late: {days: none}, goods: [{item: Sal, indicator: cover}]}
    mon: {indicators: [{id: cover, name: monte en pie}]}
    service: {description: cuidar el monte, kind: water}
    seller: {name: Comunidad Uno, phone: "??"}
    term: {start: 2027-09-05}
"""


def test_one_voice_for_all_agreements_of_a_country_and_currency() -> None:
    spanish = wording("es")
    assert voice(spanish, "PE", "PEN") is voice(spanish, "PE", "PEN")
    assert voice(spanish, "PE", "USD").value("pay.total", Decimal(5)) == "USD\u00a05.00"


@pytest.mark.parametrize(
    "path", ["seller.name", "pay.unit_price", "term.start", "service.kind", "pay.currency"]
)
def test_a_given_answer_is_the_same_said_by_itself(agree: Agree, path: str) -> None:
    agreement = agree(DEAL)
    speaker = Speaker(agreement, wording("es"))
    assert speaker.voice.by_itself(agreement.answer(path)) == speaker.answer(path)


@pytest.mark.parametrize(
    "path",
    [
        "seller.phone",  # unknown: a blank has the seller's name
        "seller.address",
        "pay.late.days",
        "service.description",  # the language that it is in is the agreement's
        "pay.goods.1.indicator",  # the indicators have their names elsewhere
    ],
)
def test_what_may_follow_from_more_than_the_answer_is_not(agree: Agree, path: str) -> None:
    agreement = agree(DEAL)
    assert voice(wording("en"), "PE", "PEN").by_itself(agreement.answer(path)) is None
