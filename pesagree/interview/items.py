"""Lists of things (signers, actions, goods …): which fields are asked, and what is still missing."""

from pesagree.agreement import Agreement, Kind, Level, Question, Status
from pesagree.agreement.payment import Generator

MAY_STAY_OPEN = frozenset(
    {
        "mon.indicators.id",  # i1, i2 … by themselves
        "site.parcels.code",
        "site.parcels.category",
        "site.parcels.unit_price",
        "pay.goods.code",
        "pay.goods.choice_of",
        "pay.schedule.advance_pct",
        "pay.schedule.indicator",
        "pay.schedule.condition",
        "pay.goods.indicator",
        "special.after",
    }
)
"""Fields that say something by being empty: a list without them is finished."""

GENERATOR_ORDER = ("every", "first", "parts", "advance_pct", "kind", "indicator", "condition")


def fields(question: Question, level: Level, *, with_identity: bool = True) -> tuple[Question, ...]:
    """The fields of one item that are asked at a level; numbers of identity stay off the wall."""
    return tuple(
        item
        for item in question.items
        if level.includes(item.level) and (with_identity or item.kind is not Kind.IDENTIFIER)
    )


def generator_fields(question: Question, level: Level) -> tuple[Question, ...]:
    """The few questions behind a whole calendar, in the order of the talk."""
    by_name = {item.name: item for item in question.generator}
    return tuple(by_name[name] for name in GENERATOR_ORDER if level.includes(by_name[name].level))


def is_generated(agreement: Agreement) -> bool:
    return isinstance(agreement.pay.schedule, Generator)


def count(agreement: Agreement, path: str) -> int:
    """How many things stand in the list at `path`; 0 for a calendar that is worked out."""
    written = agreement.written(path)
    return len(written) if isinstance(written, tuple) else 0


def missing(agreement: Agreement, question: Question, path: str, level: Level) -> tuple[Question, ...]:
    """The fields of one item that nobody has answered."""
    open_ = [
        item
        for item in fields(question, level, with_identity=False)
        if item.path not in MAY_STAY_OPEN and agreement.answer(f"{path}.{item.name}").status is Status.OPEN
    ]
    names = {item.name for item in open_}
    if question.path == "pay.schedule" and not {"amount", "share_pct"} <= names:
        open_ = [item for item in open_ if item.name not in ("amount", "share_pct")]
    return tuple(open_)


def unfinished(agreement: Agreement, question: Question, path: str, level: Level) -> tuple[int, ...]:
    """The numbers of the items that lack a field; (0,) for an unfinished calendar."""
    if question.generator and is_generated(agreement):
        written = agreement.pay.schedule
        assert isinstance(written, Generator)
        return (0,) if None in (written.every, written.first, written.parts) else ()
    return tuple(
        number
        for number in range(1, count(agreement, path) + 1)
        if missing(agreement, question, f"{path}.{number}", level)
    )
