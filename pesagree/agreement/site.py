"""The place: where it is, how large, which map shows it, and what threatens it."""

from typing import Annotated, Literal

from pesagree.agreement.ask import Ask, Item, Part
from pesagree.agreement.conditions import PERU
from pesagree.agreement.scalars import Hectares, Identifier, Price, ShortText


class Parcel(Part):
    """One area with its own size (hectares), kind of land and, where it differs, price a hectare a year."""

    code: Annotated[ShortText | None, Item("full")] = None
    name: Annotated[ShortText | None, Item()] = None
    area_ha: Annotated[Hectares | None, Item()] = None
    category: Annotated[ShortText | None, Item()] = None
    unit_price: Annotated[Price | None, Item()] = None


class Ubigeo(Part):
    """Where the place is; `code` is the six-digit code of Peru."""

    department: Annotated[ShortText | None, Ask("standard", "desk")] = None
    province: Annotated[ShortText | None, Ask("standard", "desk")] = None
    district: Annotated[ShortText | None, Ask("standard", "desk")] = None
    code: Annotated[Identifier | None, Ask("full", "desk", when=PERU, none=True, identifier="ubigeo")] = None


class SiteMap(Part):
    """The map that shows the edges."""

    annex: Annotated[ShortText | None, Ask("standard", "desk", none=True)] = None
    datum: Annotated[ShortText | None, Ask("full", "desk", default="WGS84")] = None


class Site(Part):
    """The place; areas in hectares."""

    name: Annotated[ShortText | None, Ask("essential", "room")] = None
    ubigeo: Ubigeo = Ubigeo()
    area_ha: Annotated[Hectares | None, Ask("essential", "desk")] = None
    parcels: Annotated[tuple[Parcel, ...], Ask("standard", "desk", none=True)] = ()
    title_area_ha: Annotated[Hectares | None, Ask("standard", "desk")] = None
    map: SiteMap = SiteMap()
    protected: Annotated[
        Literal["national", "regional", "private", "buffer"] | None, Ask("standard", "desk", none=True)
    ] = None
    threats: Annotated[
        tuple[
            Literal[
                "clearing",
                "fire",
                "invasion",
                "mining",
                "oil",
                "logging",
                "hunting",
                "overfishing",
                "pollution",
                "cattle",
                "road",
                "flood",
                "drought",
                "other",
            ],
            ...,
        ]
        | None,
        Ask("standard", "groups", none=True),
    ] = None
