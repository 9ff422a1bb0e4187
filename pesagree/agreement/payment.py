"""What is given in return, when, after which proof; and the seller's private figures."""

from typing import Annotated, Literal

from annotated_types import Le

from pesagree.agreement.ask import WORKED_OUT, Ask, Item, Part
from pesagree.agreement.conditions import (
    CARBON,
    CARBON_SALES,
    CASH,
    FIXED_INDEX,
    FOREIGN_MONEY,
    GOODS,
    NOT_LUMP,
    ONE_PRICE,
    OPEN_PRICE,
    RESALE,
)
from pesagree.agreement.defaults import usual_currency
from pesagree.agreement.scalars import (
    Balance,
    Currency,
    Date,
    DateOrWords,
    Days,
    Ids,
    Interest,
    LongText,
    Money,
    Percent,
    Positive,
    Price,
    Quantity,
    ShortText,
)


class Instalment(Part):
    """One payment of the schedule: on which date, how much or which share of the whole, after which proof."""

    date: Annotated[Date | None, Item()] = None
    amount: Annotated[Money | None, Item()] = None
    share_pct: Annotated[Percent | None, Item()] = None
    kind: Annotated[Literal["advance", "on_proof"] | None, Item()] = None
    indicator: Annotated[Ids | None, Item("standard", none=True)] = None
    condition: Annotated[LongText | None, Item("standard", none=True)] = None


class Generator(Part):
    """A whole schedule in a few answers: `parts` payments, one `every` so often from `first` on.

    `advance_pct` is the share of the agreed cash that the first payment brings in advance.
    """

    every: Annotated[Literal["month", "quarter", "half_year", "year"] | None, Item()] = None
    first: Annotated[Date | None, Item()] = None
    parts: Annotated[Annotated[Positive, Le(1200)] | None, Item()] = None
    kind: Annotated[Literal["advance", "on_proof"] | None, Item()] = None
    indicator: Annotated[Ids | None, Item("standard", none=True)] = None
    condition: Annotated[LongText | None, Item("standard", none=True)] = None
    advance_pct: Annotated[Percent | None, Item()] = None


class Good(Part):
    """Things or help in kind; `choice_of` is the code of the good that this one may stand in for."""

    item: Annotated[ShortText | None, Item()] = None
    code: Annotated[ShortText | None, Item("full")] = None
    qty: Annotated[Quantity | None, Item(none=True)] = None
    unit_value: Annotated[Money | None, Item("standard", none=True)] = None
    by: Annotated[DateOrWords | None, Item("standard", none=True)] = None
    care: Annotated[ShortText | None, Item("standard")] = None
    kind: Annotated[Literal["advance", "on_proof"] | None, Item("standard")] = None
    indicator: Annotated[Ids | None, Item("standard", none=True)] = None
    choice_of: Annotated[ShortText | None, Item("full")] = None
    value: Annotated[Money | None, WORKED_OUT] = None


class LateInterest(Part):
    """What is added when pay is late; percent a year, or the legal rate."""

    interest_pct: Annotated[
        Interest | None, Ask("standard", "lawyer", when=CASH, none=True, fair="legal")
    ] = None
    days: Annotated[Days | None, Ask("standard", "lawyer", when=CASH, none=True, default="15")] = None


class Payment(Part):
    """What is given in return."""

    form: Annotated[Literal["cash", "in_kind", "mixed"] | None, Ask("essential", "room")] = None
    currency: Annotated[Currency | None, Ask("standard", "desk", default=usual_currency)] = None
    basis: Annotated[
        Literal["per_ha_year", "per_tonne", "per_family", "lump", "tariff_share", "per_result"] | None,
        Ask("essential", "buyer"),
    ] = None
    unit_price: Annotated[Price | None, Ask("essential", "buyer", when=ONE_PRICE)] = None
    units: Annotated[Quantity | None, Ask("essential", "desk", when=CASH & NOT_LUMP)] = None
    means: Annotated[
        Literal["bank", "wallet", "cash", "cheque"] | None, Ask("standard", "room", when=CASH, fair="bank")
    ] = None
    rate_risk: Annotated[
        Literal["buyer", "seller", "shared"] | None, Ask("standard", "lawyer", when=FOREIGN_MONEY, none=True)
    ] = None
    schedule: Annotated[tuple[Instalment, ...] | Generator, Ask("essential", "room", when=CASH)] = ()
    goods: Annotated[tuple[Good, ...], Ask("essential", "groups", when=GOODS)] = ()
    goods_fail: Annotated[
        Literal["replace", "repair", "money"] | None,
        Ask("standard", "room", when=GOODS, none=True, fair="replace"),
    ] = None
    to: Annotated[
        Literal["community_account", "committee", "families", "supplier", "leader_personal"] | None,
        Ask("essential", "room"),
    ] = None
    escrow: Annotated[
        Literal["bank_escrow", "trust_fund", "water_fund"] | None, Ask("full", "buyer", when=CASH, none=True)
    ] = None
    partial: Annotated[
        Literal["proportional", "grace_then_reduce", "all_or_nothing"] | None,
        Ask("standard", "room", fair="proportional"),
    ] = None
    index: Annotated[
        Literal["cpi", "fixed_pct", "review"] | None,
        Ask("standard", "lawyer", when=CASH, none=True, fair="cpi"),
    ] = None
    index_pct: Annotated[Percent | None, Ask("standard", "lawyer", when=FIXED_INDEX)] = None
    late: LateInterest = LateInterest()
    taxes: Annotated[Literal["buyer", "seller", "law_each"] | None, Ask("full", "lawyer", when=CASH)] = None
    upside_pct: Annotated[Percent | None, Ask("standard", "lawyer", when=CARBON | RESALE, none=True)] = None
    floor: Annotated[Money | None, Ask("standard", "buyer", when=OPEN_PRICE | CARBON_SALES, none=True)] = None
    annual_cash: Annotated[Money | None, WORKED_OUT] = None
    agreed_cash: Annotated[Money | None, WORKED_OUT] = None
    cash_total: Annotated[Money | None, WORKED_OUT] = None
    goods_total: Annotated[Money | None, WORKED_OUT] = None
    total: Annotated[Money | None, WORKED_OUT] = None
    annual: Annotated[Money | None, WORKED_OUT] = None
    first_pct: Annotated[Percent | None, WORKED_OUT] = None


class Private(Part):
    """The seller's own figures (money a year): they live in a second file and reach no draft."""

    opportunity: Annotated[Money | None, Ask("standard", "private")] = None
    seller_costs: Annotated[Money | None, Ask("standard", "private")] = None
    minimum: Annotated[Money | None, Ask("full", "private")] = None
    net: Annotated[Balance | None, WORKED_OUT] = None
    net_family_month: Annotated[Balance | None, WORKED_OUT] = None
    break_even: Annotated[Balance | None, WORKED_OUT] = None
