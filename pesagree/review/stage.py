"""The moments of the talks: a rule counts from its own moment on, and before it says "later"."""

from enum import StrEnum

from pesagree.agreement import Agreement


class Stage(StrEnum):
    """How far the talks have come, in order."""

    FIRST_TALK = "first_talk"
    DRAFTING = "drafting"
    BEFORE_ASSEMBLY = "before_assembly"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
    ENDED = "ended"

    def reaches(self, other: "Stage") -> bool:
        order = list(Stage)
        return order.index(self) >= order.index(other)


def stage_of(agreement: Agreement) -> Stage:
    """The agreement's own stage; an open one counts as a first talk."""
    value = agreement.answer("agreement.stage").value
    return Stage(value) if isinstance(value, str) else Stage.FIRST_TALK
