"""What is looked after, and what each kind of service adds: water, carbon, biodiversity."""

from typing import Annotated, Literal

from annotated_types import Le

from pesagree.agreement.ask import Ask, Item, Part
from pesagree.agreement.conditions import BIO, CARBON, PERU, RESOURCE_GIVEN, WATER
from pesagree.agreement.scalars import (
    Date,
    DateOrWords,
    Lines,
    LongText,
    Number,
    Percent,
    Positive,
    Quantity,
    ShortText,
)


class Action(Part):
    """One thing that the seller does; `by` is a date or words such as "each December"."""

    action: Annotated[ShortText | None, Item()] = None
    quantity: Annotated[Number | None, Item("standard", none=True)] = None
    unit: Annotated[ShortText | None, Item("standard")] = None
    by: Annotated[DateOrWords | None, Item("standard", none=True)] = None
    who: Annotated[ShortText | None, Item("standard", none=True)] = None


class Limit(Part):
    """One thing that is left undone, and where."""

    what: Annotated[ShortText | None, Item()] = None
    where: Annotated[ShortText | None, Item("standard")] = None


class Baseline(Part):
    """How the place is today."""

    text: Annotated[LongText | None, Ask("standard", "room", none=True)] = None
    value: Annotated[Number | None, Ask("standard", "expert", none=True)] = None
    unit: Annotated[ShortText | None, Ask("standard", "expert")] = None
    date: Annotated[Date | None, Ask("standard", "expert", none=True)] = None
    method: Annotated[ShortText | None, Ask("standard", "expert", none=True)] = None


class Service(Part):
    """What is looked after, what is done and left undone, and what stays allowed."""

    kind: Annotated[
        tuple[Literal["water", "carbon", "biodiversity", "landscape", "soil", "pollination", "other"], ...]
        | None,
        Ask("essential", "expert"),
    ] = None
    description: Annotated[LongText | None, Ask("essential", "room")] = None
    actions: Annotated[tuple[Action, ...], Ask("essential", "groups")] = ()
    limits: Annotated[tuple[Limit, ...], Ask("essential", "groups", none=True)] = ()
    allowed: Annotated[Lines | None, Ask("essential", "groups", none=True)] = None
    buyer_support: Annotated[Lines | None, Ask("standard", "room", none=True)] = None
    baseline: Baseline = Baseline()
    additional: Annotated[LongText | None, Ask("standard", "room", none=True)] = None
    leakage: Annotated[LongText | None, Ask("standard", "expert", none=True)] = None
    exclusive: Annotated[
        Literal["no", "this_service_and_area", "everything"] | None, Ask("standard", "lawyer", fair="no")
    ] = None


class WaterUsers(Part):
    """Who uses the water downstream."""

    who: Annotated[ShortText | None, Ask("standard", "buyer", when=WATER)] = None
    count: Annotated[Positive | None, Ask("standard", "buyer", when=WATER)] = None


class Water(Part):
    """Terms of a water service."""

    catchment: Annotated[ShortText | None, Ask("standard", "desk", when=WATER)] = None
    users: WaterUsers = WaterUsers()
    parameter: Annotated[
        tuple[Literal["dry_season_flow", "turbidity", "sediment", "coliforms", "cover"], ...] | None,
        Ask("standard", "expert", when=WATER),
    ] = None
    point: Annotated[ShortText | None, Ask("full", "expert", when=WATER)] = None
    rights: Annotated[
        Literal["unchanged", "changed"] | None, Ask("standard", "room", when=WATER, fair="unchanged")
    ] = None


class Carbon(Part):
    """Terms of a carbon service; `volume` in tonnes of CO2 equivalent a year."""

    standard: Annotated[
        Literal["vcs", "plan_vivo", "ccb_plus", "national", "other"] | None,
        Ask("standard", "buyer", when=CARBON, none=True),
    ] = None
    owner: Annotated[
        Literal["seller", "shared", "buyer_after_payment", "buyer_now", "not_stated"] | None,
        Ask("essential", "lawyer", when=CARBON),
    ] = None
    volume: Annotated[Quantity | None, Ask("standard", "expert", when=CARBON, none=True)] = None
    guarantee: Annotated[
        Literal["estimate", "guaranteed"] | None, Ask("standard", "lawyer", when=CARBON, fair="estimate")
    ] = None
    buffer_pct: Annotated[
        Annotated[Percent, Le(60)] | None, Ask("standard", "expert", when=CARBON, none=True)
    ] = None
    reversal: Annotated[
        Literal["buffer", "shared", "seller_fault_only", "seller_pays_all"] | None,
        Ask("standard", "lawyer", when=CARBON, fair="buffer"),
    ] = None
    share_pct: Annotated[Percent | None, Ask("standard", "room", when=CARBON, none=True, fair="60")] = None
    registry: Annotated[ShortText | None, Ask("standard", "expert", when=CARBON & PERU, none=True)] = None


class Biodiversity(Part):
    """Terms of a biodiversity service."""

    target: Annotated[ShortText | None, Ask("standard", "groups", when=BIO)] = None
    resource: Annotated[
        Literal["brazil_nut", "aguaje", "fish", "timber", "other"] | None,
        Ask("standard", "groups", when=BIO | CARBON, none=True),
    ] = None
    harvest_rule: Annotated[LongText | None, Ask("standard", "groups", when=RESOURCE_GIVEN)] = None
