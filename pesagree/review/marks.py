"""The marks of a payment for ecosystem services: met, not met, or not yet known, and by which answer.

The first five make the deal one of this kind: voluntary, a defined service, a buyer, a seller, paid only on
proof. The other three make it worth its money: additional, without leakage, lasting.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import CARBON, Truth, both, opposite
from pesagree.review.look import Test, applies, at, each, none, says
from pesagree.review.rule import Rule
from pesagree.review.rules import RULES


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; `paths` are the answers that decided it (or that are still missing)."""

    key: str
    truth: Truth
    paths: tuple[str, ...]


Parts = list[tuple[str, Truth]]
"""Each part of a mark: the answer it looks at, and whether the part is there."""


def marks(agreement: Agreement) -> tuple[Mark, ...]:
    """All marks of an agreement, in their order."""
    return tuple(_mark(key, parts(agreement)) for key, parts in _MARKS.items())


def _mark(key: str, parts: Parts) -> Mark:
    truth = both(*(part for _, part in parts))
    deciding = tuple(dict.fromkeys(path for path, part in parts if part is truth))
    return Mark(key, truth, deciding)


def _there(agreement: Agreement, path: str, test: Test = lambda a: a.is_given) -> tuple[str, Truth]:
    return path, at(agreement, path, test)


def _all(agreement: Agreement, path: str) -> Parts:
    """The answer of every party that it is asked of is given."""
    asked = [one for one in each(agreement, path) if applies(agreement, one) is not False]
    return [_there(agreement, one) for one in asked]


def _sound(agreement: Agreement, rule: str, path: str) -> tuple[str, Truth]:
    """A rule finds nothing: what it would block is not the case."""
    found: Rule = RULES[rule]
    truths = [v.truth for v in found.judge(agreement) if v.severity in (None, found.severities[0])]
    return path, both(*(opposite(truth) for truth in truths))


def _voluntary(agreement: Agreement) -> Parts:
    """People were free to refuse, their assembly decided, and they may leave."""
    return [
        _there(agreement, "consent.steps", says("free_to_refuse")),
        *_all(agreement, "seller.assembly.date"),
        _there(agreement, "term.exit_seller.when", lambda a: a.value != "never"),
    ]


def _defined(agreement: Agreement) -> Parts:
    """The service has a kind, words, a starting number and something that is looked at."""
    paths = ("service.kind", "service.description", "service.baseline.value", "mon.indicators")
    return [_there(agreement, path) for path in paths]


def _buyer(agreement: Agreement) -> Parts:
    """Somebody named pays."""
    return _all(agreement, "buyer.name")


def _seller(agreement: Agreement) -> Parts:
    """Somebody named looks after the place and has the say; a right that is not settled leaves it open."""
    unsettled = says("possession", "in_process")
    rights: Parts = [
        (path, None if at(agreement, path, unsettled) is not False else True)
        for path in each(agreement, "seller.land_right")
    ]
    return [*_all(agreement, "seller.name"), *rights]


def _on_proof(agreement: Agreement) -> Parts:
    """What is paid hangs on something that is looked at."""
    return [
        _sound(agreement, "MON-01", "mon.indicators"),
        _sound(
            agreement,
            "PAY-01",
            "pay.schedule" if agreement.answer("pay.form").value != "in_kind" else "pay.goods",
        ),
    ]


def _additional(agreement: Agreement) -> Parts:
    return [_there(agreement, "service.additional")]


def _no_leakage(agreement: Agreement) -> Parts:
    return [_there(agreement, "service.leakage")]


def _lasting(agreement: Agreement) -> Parts:
    """The right outlasts the term, the money is there, and losses are provided for."""
    parts = [
        _sound(agreement, "LND-02", "seller.land_right"),
        _sound(agreement, "PTY-05", "buyer.funding_secured"),
        _there(agreement, "term.years"),
        ("risk.events", opposite(at(agreement, "risk.events", none))),
    ]
    if CARBON.holds(agreement):
        parts.append(("carbon.buffer_pct", _sound(agreement, "CAR-03", "")[1]))
    return parts


_MARKS: Mapping[str, Callable[[Agreement], Parts]] = {
    "voluntary": _voluntary,
    "defined": _defined,
    "buyer": _buyer,
    "seller": _seller,
    "on_proof": _on_proof,
    "additional": _additional,
    "no_leakage": _no_leakage,
    "lasting": _lasting,
}
