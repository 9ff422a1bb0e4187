"""How it is seen that the work is done."""

from typing import Annotated, Literal

from pesagree.agreement.ask import Ask, Item, Part
from pesagree.agreement.scalars import Days, IndicatorTarget, Language, LongText, Money, Number, ShortText

# `Literal[...] | None` is cached by Python without regard to order: without a mark of its own, this one would
# get the order of another question with the same codes.
DataOwner = Annotated[Literal["seller", "shared", "buyer"], "in this order"]


class Indicator(Part):
    """One thing that is looked at; baseline and target are numbers in `unit`."""

    id: Annotated[ShortText | None, Item("standard")] = None
    name: Annotated[ShortText | None, Item()] = None
    unit: Annotated[ShortText | None, Item()] = None
    baseline: Annotated[Number | None, Item("standard", none=True)] = None
    target: Annotated[IndicatorTarget | None, Item(none=True)] = None
    method: Annotated[ShortText | None, Item("standard")] = None
    every: Annotated[
        Literal["week", "month", "quarter", "half_year", "year", "two_years"] | None, Item("standard")
    ] = None
    who: Annotated[ShortText | None, Item()] = None
    evidence: Annotated[
        tuple[
            Literal["satellite", "patrol_log", "plots", "camera", "water_sample", "photos", "visit", "book"],
            ...,
        ]
        | None,
        Item("standard"),
    ] = None


class Reporting(Part):
    """How people are told the results."""

    how: Annotated[ShortText | None, Ask("standard", "room", none=True)] = None
    every: Annotated[
        Literal["month", "quarter", "half_year", "year"] | None, Ask("standard", "room", none=True)
    ] = None
    language: Annotated[Language | None, Ask("standard", "room")] = None


class Monitoring(Part):
    """What is looked at, by whom, at whose cost."""

    indicators: Annotated[tuple[Indicator, ...], Ask("essential", "groups", none=True)] = ()
    responsible: Annotated[
        Literal["seller", "buyer", "joint", "third_party"] | None, Ask("essential", "room")
    ] = None
    verifier: Annotated[ShortText | None, Ask("standard", "room", none=True)] = None
    cost: Annotated[Money | None, Ask("standard", "expert")] = None
    cost_by: Annotated[
        Literal["buyer", "seller", "shared", "fund"] | None, Ask("standard", "buyer", fair="buyer")
    ] = None
    community_role: Annotated[LongText | None, Ask("standard", "groups", none=True)] = None
    data_owner: Annotated[DataOwner | None, Ask("standard", "room", fair="shared")] = None
    report: Reporting = Reporting()
    dispute_days: Annotated[Days | None, Ask("standard", "lawyer", fair="30")] = None
    access_notice: Annotated[Days | None, Ask("standard", "room", fair="7")] = None
