"""All rules by id: a rule added to one of these modules is in force."""

from collections.abc import Mapping
from types import ModuleType

from pesagree.review.rule import Rule
from pesagree.review.rules import (
    breach,
    carbon,
    consent,
    general,
    land,
    monitoring,
    parties,
    payment,
    service,
    term,
)

FAMILIES: tuple[ModuleType, ...] = (
    parties,
    consent,
    land,
    service,
    carbon,
    payment,
    monitoring,
    term,
    breach,
    general,
)

RULES: Mapping[str, Rule] = {
    found.id: found for family in FAMILIES for found in vars(family).values() if isinstance(found, Rule)
}
"""Every rule, family by family, in the order of their numbers."""
