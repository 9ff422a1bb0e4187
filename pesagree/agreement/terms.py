"""Time, failure, risk, law, rights and signing: the terms that hold the rest together."""

from typing import Annotated, Literal

from pesagree.agreement.ask import WORKED_OUT, Ask, Item, Part
from pesagree.agreement.conditions import ARBITRATION, NON_READERS
from pesagree.agreement.defaults import fair_renewal, one_for_each_party, same_as
from pesagree.agreement.scalars import (
    Country,
    Date,
    Days,
    Identifier,
    Language,
    Languages,
    LongText,
    Positive,
    ShortText,
    Years,
)


class Witness(Part):
    """One person who saw the signing."""

    name: Annotated[ShortText | None, Item()] = None
    id: Annotated[Identifier | None, Item(identifier="dni")] = None


class SpecialTerm(Part):
    """A term in the parties' own words; `after` is the section or clause it should follow."""

    heading: Annotated[ShortText | None, Item()] = None
    text: Annotated[LongText | None, Item()] = None
    asked_by: Annotated[ShortText | None, Item("standard")] = None
    after: Annotated[ShortText | None, Item("full")] = None


class SellerExit(Part):
    """How the seller may leave."""

    when: Annotated[
        Literal["any_time_notice", "at_review", "only_for_breach", "never"] | None,
        Ask("standard", "room", fair="any_time_notice"),
    ] = None
    notice_days: Annotated[Days | None, Ask("standard", "room", fair="90")] = None
    owes: Annotated[
        Literal["work_done", "nothing", "return_part", "return_all"] | None,
        Ask("standard", "room", fair="work_done"),
    ] = None


class BuyerExit(Part):
    """How the payer may leave."""

    when: Annotated[
        Literal["any_time_notice", "at_review", "only_for_breach", "never"] | None,
        Ask("standard", "room", fair="at_review"),
    ] = None
    notice_days: Annotated[Days | None, Ask("standard", "room", fair="180")] = None
    owes: Annotated[
        Literal["work_done", "nothing", "return_part", "return_all"] | None,
        Ask("standard", "room", fair="work_done"),
    ] = None


class Term(Part):
    """From when, how long, renewal, review and exit."""

    start: Annotated[Date | None, Ask("essential", "room")] = None
    years: Annotated[Years | None, Ask("essential", "room")] = None
    renew: Annotated[
        Literal["automatic", "by_assembly", "by_agreement"] | None,
        Ask("standard", "lawyer", none=True, fair=fair_renewal),
    ] = None
    review_years: Annotated[Years | None, Ask("standard", "lawyer", none=True, fair="3")] = None
    exit_seller: SellerExit = SellerExit()
    exit_buyer: BuyerExit = BuyerExit()
    end: Annotated[Date | None, WORKED_OUT] = None


class Breach(Part):
    """What happens when somebody fails."""

    cure_days: Annotated[Days | None, Ask("standard", "lawyer", none=True, fair="30")] = None
    seller: Annotated[
        Literal["pay_reduced", "suspend", "end", "repay_part", "fine", "repay_all"] | None,
        Ask("standard", "room", fair="pay_reduced"),
    ] = None
    buyer: Annotated[
        Literal["interest", "suspend_duty", "end", "damages"] | None,
        Ask("standard", "room", none=True, fair="interest"),
    ] = None


class Risk(Part):
    """What is nobody's fault."""

    events: Annotated[
        tuple[
            Literal["fire", "flood", "drought", "pest", "invasion", "armed_threat", "illness", "law_change"],
            ...,
        ]
        | None,
        Ask(
            "essential",
            "room",
            none=True,
            fair="fire, flood, drought, pest, invasion, armed_threat, illness, law_change",
        ),
    ] = None
    notice_days: Annotated[Days | None, Ask("standard", "lawyer", fair="30")] = None


class AgreementLanguage(Part):
    """In which languages the agreement is written, and which text holds."""

    in_: Annotated[Languages | None, Ask("standard", "room", default=same_as("language"))] = None
    rules: Annotated[Language | None, Ask("standard", "lawyer")] = None


class Law(Part):
    """Which law holds, and how disputes are settled."""

    governing: Annotated[Country | None, Ask("standard", "lawyer", default=same_as("country"))] = None
    steps: Annotated[
        tuple[Literal["talk", "local_authority", "mediation", "conciliation", "arbitration", "court"], ...]
        | None,
        Ask("standard", "room", fair="talk, local_authority, conciliation, court", ordered=True),
    ] = None
    place: Annotated[ShortText | None, Ask("standard", "room")] = None
    arbitration_cost_by: Annotated[
        Literal["buyer", "seller", "shared", "loser"] | None,
        Ask("standard", "lawyer", when=ARBITRATION, none=True),
    ] = None
    language: AgreementLanguage = AgreementLanguage()
    registration: Annotated[
        tuple[Literal["merese", "sunarp", "renami", "notary"], ...] | None, Ask("full", "lawyer", none=True)
    ] = None


class Rights(Part):
    """Rights over land, knowledge, secrets and images."""

    land: Annotated[
        Literal["unchanged", "access_only", "usufruct", "transfer"] | None,
        Ask("standard", "room", fair="unchanged"),
    ] = None
    knowledge: Annotated[
        Literal["not_used", "used_with_licence", "used_no_licence"] | None, Ask("standard", "groups")
    ] = None
    confidential: Annotated[
        Literal["limited", "full"] | None, Ask("standard", "lawyer", none=True, fair="none")
    ] = None
    images: Annotated[
        Literal["never", "with_permission", "free"] | None, Ask("standard", "room", fair="with_permission")
    ] = None


class Assignment(Part):
    """May the payer pass the agreement on."""

    consent: Annotated[
        Literal["never", "with_seller_consent", "free"] | None,
        Ask("standard", "lawyer", fair="with_seller_consent"),
    ] = None


class Route(Part):
    """To whom anybody can complain, how, and how fast it is answered."""

    who: Annotated[ShortText | None, Ask("essential", "room", none=True)] = None
    days: Annotated[Days | None, Ask("standard", "room", none=True, fair="15")] = None
    how: Annotated[ShortText | None, Ask("standard", "room")] = None


class Grievance(Part):
    """The way to complain."""

    route: Route = Route()


class SigningInterpreter(Part):
    """Who interprets at the signing."""

    name: Annotated[ShortText | None, Ask("full", "desk", when=NON_READERS, none=True)] = None
    language: Annotated[Language | None, Ask("full", "desk", when=NON_READERS, none=True)] = None


class Signing(Part):
    """When, where and how it is signed."""

    date: Annotated[Date | None, Ask("full", "desk")] = None
    place: Annotated[ShortText | None, Ask("full", "desk")] = None
    originals: Annotated[Positive | None, Ask("full", "desk", default=one_for_each_party)] = None
    witnesses: Annotated[tuple[Witness, ...], Ask("full", "desk", none=True)] = ()
    interpreter: SigningInterpreter = SigningInterpreter()
    reader: Annotated[ShortText | None, Ask("full", "desk", none=True)] = None
    formality: Annotated[
        Literal["private_document", "notarised_signatures", "public_deed"] | None, Ask("full", "lawyer")
    ] = None
