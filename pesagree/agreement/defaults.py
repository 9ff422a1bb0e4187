"""Defaults and fair values that hang on other answers, as the text a person would type."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pesagree.agreement.conditions import COUPLE, GROUP

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement


def same_as(path: str) -> "Callable[[Agreement], object]":
    """The answer at another path."""
    return lambda agreement: agreement.answer(path).value


def usual_words(agreement: "Agreement") -> str | None:
    """Merese in Peru, else payment."""
    country = agreement.answer("country").value
    return None if country is None else "merese" if country == "PE" else "payment"


def one_for_a_couple(agreement: "Agreement", party: str = "seller") -> str | None:
    """A household or a private owner is one family."""
    return "1" if COUPLE.holds(agreement, party) else None


def fair_renewal(agreement: "Agreement") -> str:
    """A group's assembly decides each time; others agree."""
    return "by_assembly" if GROUP.holds(agreement) else "by_agreement"


def usual_currency(agreement: "Agreement") -> str | None:
    """The currency of the country."""
    from pesagree.agreement.figures import own_currency

    return own_currency(agreement)


def one_for_each_party(agreement: "Agreement") -> str | None:
    """One original for each buyer and seller, and one for an organisation in between."""
    between = agreement.answer("mid.exists").value
    if between is None or not agreement.buyer or not agreement.seller:
        return None
    return str(len(agreement.buyer) + len(agreement.seller) + int(bool(between)))
