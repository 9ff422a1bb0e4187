"""The head of the paper: country, language, code, stage and version."""

from typing import Annotated, Literal

from pesagree.agreement.ask import Ask, Part
from pesagree.agreement.defaults import same_as, usual_words
from pesagree.agreement.scalars import Date, Positive, ShortText


class Version(Part):
    """Which version of the paper this is."""

    number: Annotated[Positive | None, Ask("standard", "desk")] = None
    date: Annotated[Date | None, Ask("standard", "desk")] = None
    note: Annotated[ShortText | None, Ask("full", "desk", none=True)] = None


class Heading(Part):
    """Code, title, stage, version and words of the paper."""

    id: Annotated[ShortText | None, Ask("standard", "desk")] = None
    title: Annotated[ShortText | None, Ask("standard", "desk", default=same_as("site.name"))] = None
    stage: Annotated[
        Literal["first_talk", "drafting", "before_assembly", "for_signature", "signed", "ended"] | None,
        Ask("standard", "desk", default="first_talk"),
    ] = None
    version: Version = Version()
    words: Annotated[
        Literal["payment", "reciprocity", "merese"] | None, Ask("full", "desk", default=usual_words)
    ] = None
