"""Who makes the agreement: buyers, an organisation in between, sellers, and how they decided."""

from typing import Annotated, Literal

from pesagree.agreement.ask import WORKED_OUT, Ask, Item, Part
from pesagree.agreement.conditions import (
    ASSOCIATION,
    CASH,
    COMMUNAL,
    COUPLE,
    DATED_RIGHT,
    FOREIGN_BUYER,
    GROUP,
    MID,
    OVERLAP,
    PUBLIC_BUYER,
    SEVERAL_BUYERS,
    SEVERAL_SELLERS,
)
from pesagree.agreement.defaults import one_for_a_couple, same_as
from pesagree.agreement.scalars import (
    Count,
    Country,
    Date,
    Identifier,
    Languages,
    LongText,
    Percent,
    Positive,
    RightEnd,
    ShortText,
    YesNo,
)


class Power(Part):
    """The paper that gives a person power to sign."""

    document: Annotated[ShortText | None, Ask("full", "buyer", none=True)] = None
    date: Annotated[Date | None, Ask("full", "buyer")] = None


class Representative(Part):
    """Who signs for a buyer."""

    name: Annotated[ShortText | None, Ask("standard", "buyer")] = None
    id: Annotated[Identifier | None, Ask("full", "buyer", identifier="dni")] = None
    office: Annotated[ShortText | None, Ask("full", "buyer")] = None
    power: Power = Power()


class Buyer(Part):
    """One payer."""

    kind: Annotated[
        Literal[
            "company",
            "water_utility",
            "municipality",
            "state_programme",
            "ngo_or_fund",
            "carbon_trader",
            "person",
            "group",
        ]
        | None,
        Ask("essential", "desk"),
    ] = None
    name: Annotated[ShortText | None, Ask("essential", "buyer")] = None
    country: Annotated[Country | None, Ask("standard", "buyer", default=same_as("country"))] = None
    tax_id: Annotated[Identifier | None, Ask("standard", "buyer", none=True, identifier="ruc")] = None
    address: Annotated[ShortText | None, Ask("standard", "buyer")] = None
    phone: Annotated[ShortText | None, Ask("full", "buyer", none=True)] = None
    email: Annotated[ShortText | None, Ask("full", "buyer", none=True)] = None
    local_agent: Annotated[ShortText | None, Ask("standard", "buyer", when=FOREIGN_BUYER, none=True)] = None
    rep: Representative = Representative()
    public_authority: Annotated[ShortText | None, Ask("standard", "buyer", when=PUBLIC_BUYER, none=True)] = (
        None
    )
    benefit: Annotated[LongText | None, Ask("standard", "buyer")] = None
    resale: Annotated[YesNo | None, Ask("standard", "buyer")] = None
    funding_source: Annotated[
        Literal["own", "tariff", "public_budget", "donor", "carbon_sales", "fund"] | None,
        Ask("standard", "buyer"),
    ] = None
    funding_secured: Annotated[
        Literal["in_account", "approved", "sought"] | None, Ask("standard", "buyer", none=True)
    ] = None
    share_pct: Annotated[Percent | None, Ask("standard", "buyer", when=SEVERAL_BUYERS, none=True)] = None


class IntermediaryRepresentative(Part):
    """Who signs for the organisation in between."""

    name: Annotated[ShortText | None, Ask("full", "desk", when=MID)] = None
    id: Annotated[Identifier | None, Ask("full", "desk", when=MID, identifier="dni")] = None
    office: Annotated[ShortText | None, Ask("full", "desk", when=MID)] = None


class Intermediary(Part):
    """An organisation between the payer and the seller, if there is one."""

    exists: Annotated[YesNo | None, Ask("essential", "desk")] = None
    name: Annotated[ShortText | None, Ask("standard", "desk", when=MID)] = None
    tax_id: Annotated[Identifier | None, Ask("full", "desk", when=MID, none=True, identifier="ruc")] = None
    rep: IntermediaryRepresentative = IntermediaryRepresentative()
    role: Annotated[
        tuple[
            Literal[
                "holds_money",
                "technical_help",
                "monitors",
                "sells_credits",
                "represents_seller",
                "represents_buyer",
                "facilitates",
            ],
            ...,
        ]
        | None,
        Ask("standard", "buyer", when=MID),
    ] = None
    fee_pct: Annotated[Percent | None, Ask("standard", "buyer", when=MID)] = None
    fee_paid_by: Annotated[
        Literal["buyer", "seller", "shared"] | None, Ask("standard", "buyer", when=MID)
    ] = None
    report: Annotated[
        Literal["yes_public", "yes_parties", "no"] | None, Ask("standard", "buyer", when=MID)
    ] = None


class SellerSigner(Part):
    """One person who signs for a seller."""

    name: Annotated[ShortText | None, Item()] = None
    id: Annotated[Identifier | None, Item("full", identifier="dni")] = None
    office: Annotated[ShortText | None, Item()] = None
    signs: Annotated[Literal["ink", "fingerprint", "at_request"] | None, Item("full")] = None


class BenefitShare(Part):
    """How much of each 100 goes to one group inside the seller's side."""

    group: Annotated[ShortText | None, Item()] = None
    share_pct: Annotated[Percent | None, Item()] = None
    use: Annotated[ShortText | None, Item("standard")] = None


class Assembly(Part):
    """The seller's assembly that decided; counts are of members."""

    date: Annotated[Date | None, Ask("full", "assembly", when=GROUP, none=True)] = None
    present: Annotated[Count | None, Ask("full", "assembly", when=GROUP)] = None
    in_favour: Annotated[Count | None, Ask("full", "assembly", when=GROUP)] = None
    women: Annotated[Count | None, Ask("full", "assembly", when=GROUP)] = None
    act: Annotated[ShortText | None, Ask("full", "assembly", when=GROUP, none=True)] = None
    needed: Annotated[Count | None, WORKED_OUT] = None


class Spouse(Part):
    """The husband, wife or partner of a household or private owner."""

    name: Annotated[ShortText | None, Ask("full", "desk", when=COUPLE, none=True)] = None
    id: Annotated[Identifier | None, Ask("full", "desk", when=COUPLE, none=True, identifier="dni")] = None


class Account(Part):
    """The seller's bank account."""

    bank: Annotated[ShortText | None, Ask("full", "desk", when=CASH, none=True)] = None
    number: Annotated[Identifier | None, Ask("full", "desk", when=CASH, none=True, identifier="cci")] = None
    holder: Annotated[ShortText | None, Ask("full", "desk", when=CASH, none=True)] = None
    joint: Annotated[YesNo | None, Ask("full", "desk", when=CASH)] = None


class Seller(Part):
    """One side that looks after the place."""

    kind: Annotated[
        Literal[
            "native_community",
            "peasant_community",
            "river_settlement",
            "association",
            "concession_holder",
            "household",
            "private_owner",
            "area_manager",
        ]
        | None,
        Ask("essential", "desk"),
    ] = None
    name: Annotated[ShortText | None, Ask("essential", "desk")] = None
    tax_id: Annotated[Identifier | None, Ask("full", "desk", none=True, identifier="ruc")] = None
    registry_entry: Annotated[
        Identifier | None, Ask("full", "desk", when=COMMUNAL | ASSOCIATION, none=True, identifier="partida")
    ] = None
    people: Annotated[ShortText | None, Ask("full", "desk", when=COMMUNAL, none=True)] = None
    languages: Annotated[Languages | None, Ask("essential", "desk")] = None
    not_reading: Annotated[Count | None, Ask("standard", "groups")] = None
    address: Annotated[ShortText | None, Ask("standard", "desk")] = None
    phone: Annotated[ShortText | None, Ask("full", "desk", none=True)] = None
    members_total: Annotated[Count | None, Ask("standard", "desk", when=GROUP)] = None
    families: Annotated[Positive | None, Ask("essential", "desk", default=one_for_a_couple)] = None
    land_right: Annotated[
        Literal["title", "cesion_en_uso", "concession", "leased", "possession", "in_process", "other"] | None,
        Ask("essential", "desk"),
    ] = None
    land_doc: Annotated[ShortText | None, Ask("standard", "desk", none=True)] = None
    land_right_until: Annotated[RightEnd | None, Ask("standard", "desk", when=DATED_RIGHT)] = None
    overlaps: Annotated[
        tuple[
            Literal["mining", "oil", "timber", "protected_area", "neighbour", "people_in_isolation", "other"],
            ...,
        ]
        | None,
        Ask("standard", "groups", none=True),
    ] = None
    overlaps_who_acts: Annotated[LongText | None, Ask("standard", "room", when=OVERLAP, none=True)] = None
    assembly: Assembly = Assembly()
    board_until: Annotated[Date | None, Ask("full", "desk", when=COMMUNAL | ASSOCIATION)] = None
    signers: Annotated[tuple[SellerSigner, ...], Ask("essential", "room")] = ()
    spouse: Spouse = Spouse()
    account: Account = Account()
    benefit_plan: Annotated[tuple[BenefitShare, ...], Ask("standard", "room", when=GROUP, none=True)] = ()
    use_lost: Annotated[LongText | None, Ask("standard", "groups", none=True)] = None
    share_pct: Annotated[Percent | None, Ask("standard", "room", when=SEVERAL_SELLERS, none=True)] = None


class Consent(Part):
    """How people were informed and decided, for every kind of seller."""

    steps: Annotated[
        tuple[
            Literal[
                "info_meeting",
                "written_info",
                "translated",
                "women_youth_talked",
                "time_to_think",
                "free_to_refuse",
                "independent_advice",
            ],
            ...,
        ]
        | None,
        Ask("full", "assembly", none=True),
    ] = None
    first_info_date: Annotated[Date | None, Ask("standard", "desk")] = None
    read_in: Annotated[Languages | None, Ask("full", "assembly", none=True)] = None
    read_by: Annotated[ShortText | None, Ask("full", "assembly", none=True)] = None
    interpreter: Annotated[ShortText | None, Ask("full", "assembly", none=True)] = None
    advisor: Annotated[
        Literal["independent", "federation", "ngo_buyer_side"] | None, Ask("standard", "desk", none=True)
    ] = None
    days: Annotated[Count | None, WORKED_OUT] = None
