"""When a question, a clause or a rule applies: named conditions that hold, do not hold, or are not known.

Three-valued: while the answer that a condition looks at is open, it is None ("not known").
Conditions on a seller or a buyer are judged for each party; without one, "any party" counts.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement, Answer

Truth = bool | None
"""True, False, or None: not known."""


def either(*truths: Truth) -> Truth:
    """Three-valued or."""
    return True if True in truths else None if None in truths else False


def both(*truths: Truth) -> Truth:
    """Three-valued and."""
    return False if False in truths else None if None in truths else True


def opposite(truth: Truth) -> Truth:
    """Three-valued not."""
    return None if truth is None else not truth


Test = Callable[["Agreement", str], Truth]
"""Looks at the agreement, for the party path given ("seller", "seller.2", "buyer"; "" = any)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition; `looks_at` is the path of the answer that decides it (for messages)."""

    name: str
    test: Test
    looks_at: str = ""

    def holds(self, agreement: "Agreement", party: str = "") -> Truth:
        return agreement.once_by(self.known_as(party), self.test, agreement, party)

    def known_as(self, party: str) -> Hashable:
        """The name under which an agreement keeps whether the condition holds for a party."""
        return self.test, party

    def judged_by(self, agreement: "Agreement", party: str) -> list[str] | None:
        """The paths of the answers that decide it, None where anything else does too."""
        return self.test.paths(agreement, party) if isinstance(self.test, _OfAnswers | _OfBoth) else None

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.name} or {other.name}", _OfBoth(self, other, either), self.looks_at)

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"{self.name} and {other.name}", _OfBoth(self, other, both), self.looks_at)


@dataclass(frozen=True, slots=True, eq=False)
class _OfAnswers:
    """Judges the answer at a path and nothing else, for each party that it is to be judged for."""

    path: str
    judge: Callable[["Answer"], Truth]

    def __call__(self, agreement: "Agreement", party: str) -> Truth:
        return either(*[self.judge(agreement.answer(one)) for one in self.paths(agreement, party)])

    def paths(self, agreement: "Agreement", party: str) -> list[str]:
        return _paths(agreement, self.path, party)


@dataclass(frozen=True, slots=True, eq=False)
class _OfBoth:
    """Two conditions taken together."""

    one: Condition
    other: Condition
    together: Callable[[Truth, Truth], Truth]

    def __call__(self, agreement: "Agreement", party: str) -> Truth:
        return self.together(self.one.holds(agreement, party), self.other.holds(agreement, party))

    def paths(self, agreement: "Agreement", party: str) -> list[str] | None:
        one, other = self.one.judged_by(agreement, party), self.other.judged_by(agreement, party)
        return None if one is None or other is None else one + other


def _paths(agreement: "Agreement", path: str, party: str) -> list[str]:
    """The path for each party it is to be judged for."""
    section, _, rest = path.partition(".")
    if section not in ("buyer", "seller"):
        return [path]
    if party.partition(".")[0] == section:
        return [f"{party}.{rest}"]
    return [f"{p}.{rest}" for p in agreement.parties(section)]


def is_one_of(path: str, *codes: object) -> Test:
    """Holds when the answer (or, for several choices, one of them) is among `codes`."""

    def judge(answer: "Answer") -> Truth:
        if answer.is_none:
            return False
        if not answer.is_given:
            return None
        value = answer.value
        return any(v in codes for v in value) if isinstance(value, tuple) else value in codes

    return _OfAnswers(path, judge)


def is_given(path: str) -> Test:
    """Holds when the answer is given, does not hold when it is "none"."""
    return _OfAnswers(path, lambda answer: True if answer.is_given else False if answer.is_none else None)


def _above_zero(path: str) -> Test:
    """Holds when a number is above zero, for any party whatever the one that is asked for."""

    def judge(answer: "Answer") -> Truth:
        return answer.value > 0 if answer.is_given and isinstance(answer.value, int) else None

    test = _OfAnswers(path, judge)
    return lambda agreement, _: test(agreement, "")


def _foreign_buyer(agreement: "Agreement", party: str) -> Truth:
    here = agreement.answer("country").value
    countries = [agreement.answer(p).value for p in _paths(agreement, "buyer.country", party)]
    return either(*(None if c is None or here is None else c != here for c in countries))


def _foreign_money(agreement: "Agreement", _: str) -> Truth:
    from pesagree.agreement.figures import own_currency

    paid, own = agreement.answer("pay.currency").value, own_currency(agreement)
    return None if paid is None or own is None else paid != own


def _one_price(agreement: "Agreement", party: str) -> Truth:
    prices = [parcel.unit_price for parcel in agreement.site.parcels]
    every_parcel_priced = bool(prices) and all(price is not None for price in prices)
    return both(CASH.holds(agreement, party), not every_parcel_priced)


ALWAYS = Condition("always", lambda _a, _p: True)
PERU = Condition("PE", is_one_of("country", "PE"), "country")
COMMUNAL = Condition(
    "communal", is_one_of("seller.kind", "native_community", "peasant_community"), "seller.kind"
)
SETTLEMENT = Condition("settlement", is_one_of("seller.kind", "river_settlement"), "seller.kind")
ASSOCIATION = Condition("association", is_one_of("seller.kind", "association"), "seller.kind")
_GROUP_KINDS = ("native_community", "peasant_community", "river_settlement", "association")
GROUP = Condition("group", is_one_of("seller.kind", *_GROUP_KINDS), "seller.kind")
COUPLE = Condition("couple", is_one_of("seller.kind", "household", "private_owner"), "seller.kind")
SEVERAL_BUYERS = Condition("several_buyers", lambda a, _: len(a.buyer) > 1)
SEVERAL_SELLERS = Condition("several_sellers", lambda a, _: len(a.seller) > 1)
_PUBLIC_KINDS = ("water_utility", "municipality", "state_programme")
PUBLIC_BUYER = Condition("public_buyer", is_one_of("buyer.kind", *_PUBLIC_KINDS), "buyer.kind")
FOREIGN_BUYER = Condition("foreign_buyer", _foreign_buyer, "buyer.country")
MID = Condition("mid", is_one_of("mid.exists", True), "mid.exists")
OVERLAP = Condition("overlap", is_given("seller.overlaps"), "seller.overlaps")
DATED_RIGHT = Condition(
    "dated_right", is_one_of("seller.land_right", "concession", "leased"), "seller.land_right"
)
NON_READERS = Condition("non_readers", _above_zero("seller.not_reading"), "seller.not_reading")
WATER = Condition("water", is_one_of("service.kind", "water"), "service.kind")
CARBON = Condition("carbon", is_one_of("service.kind", "carbon"), "service.kind")
BIO = Condition("bio", is_one_of("service.kind", "biodiversity"), "service.kind")
CASH = Condition("cash", is_one_of("pay.form", "cash", "mixed"), "pay.form")
GOODS = Condition("goods", is_one_of("pay.form", "in_kind", "mixed"), "pay.form")
ONE_PRICE = Condition("one_price", _one_price, "pay.form")
FOREIGN_MONEY = Condition("foreign_money", _foreign_money, "pay.currency")
OPEN_PRICE = Condition(
    "open_price", is_one_of("pay.basis", "per_tonne", "tariff_share", "per_result"), "pay.basis"
)

NAMED = {
    c.name: c
    for c in (
        PERU, COMMUNAL, SETTLEMENT, ASSOCIATION, GROUP, COUPLE, SEVERAL_BUYERS, SEVERAL_SELLERS, PUBLIC_BUYER,
        FOREIGN_BUYER, MID, OVERLAP, DATED_RIGHT, NON_READERS, WATER, CARBON, BIO, CASH, GOODS, ONE_PRICE,
        FOREIGN_MONEY, OPEN_PRICE,
    )
}  # fmt: skip
"""The conditions that clauses may ask for by name (`when.cash`)."""

# Conditions that only one or two questions need.
RESOURCE_GIVEN = Condition("resource_given", is_given("bio.resource"), "bio.resource")
RESALE = Condition("resale", is_one_of("buyer.resale", True), "buyer.resale")
CARBON_SALES = Condition(
    "carbon_sales", is_one_of("buyer.funding_source", "carbon_sales"), "buyer.funding_source"
)
ARBITRATION = Condition("arbitration", is_one_of("law.steps", "arbitration"), "law.steps")
FIXED_INDEX = Condition("fixed_index", is_one_of("pay.index", "fixed_pct"), "pay.index")
NOT_LUMP = Condition(
    "not_lump",
    is_one_of("pay.basis", "per_ha_year", "per_tonne", "per_family", "tariff_share", "per_result"),
    "pay.basis",
)
