"""The cross-field rules X1 to X19: readable answers that contradict each other.

Each rule is one pure function that yields what does not hold. A rule is judged only when all answers
it names are given (or worked out); an open one makes it silent, and so does one that does not apply or that
is only a default. The review's rules of the same matter call these same functions.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pesagree.agreement import figures
from pesagree.agreement.conditions import ALWAYS, GROUP, Condition
from pesagree.agreement.form import PARTY_SECTIONS, canonical, key
from pesagree.agreement.payment import Good
from pesagree.errors import Problem

if TYPE_CHECKING:
    from pesagree.agreement.agreement import Agreement

TOLERANCE = Decimal("0.01")
"""Money, hectares and percent may differ by this much: rounding."""

DATES_AROUND_TERM = timedelta(days=90)
"""How far before the start or after the end of the term a payment or a delivery may lie."""

HUNDRED = Decimal(100)


def _differ(one: Decimal | int, other: Decimal | int) -> bool:
    return abs(Decimal(one) - Decimal(other)) > TOLERANCE


def _folded(value: object) -> str:
    return _fold(str(getattr(value, "texts", ((None, value),))[0][1]))


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    letters = [c for c in plain if c.isascii() or not unicodedata.combining(c)]
    return "".join("".join(letters).split())


def _value(agreement: "Agreement", path: str) -> Any:
    answer = agreement.answer(path)
    if answer.value is None or answer.origin == "default":
        return None
    return answer.value if _applies(agreement, path) else None


def _applies(agreement: "Agreement", path: str) -> bool:
    """Whether an answer counts: one whose condition does not hold stays in the file and is ignored."""
    when, party = _condition_of(path)
    return when is ALWAYS or when.holds(agreement, party) is not False


@lru_cache(maxsize=4096)
def _condition_of(path: str) -> tuple[Condition, str]:
    """The condition of the question at a path, and the party for which it is judged."""
    from pesagree.agreement.agreement import QUESTIONS

    question = QUESTIONS.get(key(path))
    if question is None:
        return ALWAYS, ""
    section, _, rest = canonical(path).partition(".")
    number = rest.partition(".")[0]
    party = f"{section}.{number}" if number.isdigit() else section
    return question.when, party if section in PARTY_SECTIONS else ""


def _instalments(agreement: "Agreement") -> tuple[figures.Due, ...]:
    return agreement.instalments if _applies(agreement, "pay.schedule") else ()


def _goods(agreement: "Agreement") -> tuple[Good, ...]:
    return agreement.pay.goods if _applies(agreement, "pay.goods") else ()


def x1_names_differ(agreement: "Agreement") -> Iterator[Problem]:
    """No seller is a buyer or the organisation in between, and no buyer is that organisation."""
    buyers = [f"{p}.name" for p in agreement.parties("buyer")]
    sellers = [f"{p}.name" for p in agreement.parties("seller")]
    named = {path: _folded(v) for path in [*buyers, "mid.name", *sellers] if (v := _value(agreement, path))}
    for later, earlier in [(s, o) for s in sellers for o in [*buyers, "mid.name"]] + [
        ("mid.name", b) for b in buyers
    ]:
        if later in named and named[later] == named.get(earlier):
            yield Problem("X1", path=later, facts={"other": earlier, "name": _value(agreement, later)})


def x2_parcels_make_the_area(agreement: "Agreement") -> Iterator[Problem]:
    """The parcels' hectares add up to the area, when both are written."""
    added = figures.parcels_area(agreement)
    if added is not None and agreement.site.area_ha is not None and _differ(added, agreement.site.area_ha):
        yield Problem(
            "X2", path="site.area_ha", facts={"written": agreement.site.area_ha, "worked_out": added}
        )


def x3_area_within_title(agreement: "Agreement") -> Iterator[Problem]:
    """The area is not larger than all the land there is."""
    area, whole = _value(agreement, "site.area_ha"), agreement.site.title_area_ha
    if area is not None and whole is not None and area - whole > TOLERANCE:
        yield Problem("X3", path="site.area_ha", facts={"written": area, "most": whole})


def x4_units_exist(agreement: "Agreement") -> Iterator[Problem]:
    """No more hectares or families are paid than there are."""
    units = _value(agreement, "pay.units")
    basis = _value(agreement, "pay.basis")
    most = {
        "per_ha_year": _value(agreement, "site.area_ha"),
        "per_family": figures.families(agreement),
    }.get(basis)
    if units is not None and most is not None and units - most > TOLERANCE:
        yield Problem("X4", path="pay.units", facts={"written": units, "most": most})


def x5_total_is_its_parts(agreement: "Agreement") -> Iterator[Problem]:
    """A written total equals cash and goods; one sum is what its instalments bring."""
    whole = figures.total(agreement)
    if whole is not None and agreement.pay.total is not None and _differ(whole, agreement.pay.total):
        yield Problem("X5", path="pay.total", facts={"written": agreement.pay.total, "worked_out": whole})
    if _value(agreement, "pay.basis") == "lump" and _value(agreement, "pay.form") != "in_kind":
        cash, price = figures.cash_total(agreement), agreement.pay.unit_price
        if cash is not None and price is not None and _differ(cash, price):
            yield Problem("X5_lump", path="pay.schedule", facts={"written": cash, "worked_out": price})


def x6_shares_make_100(agreement: "Agreement") -> Iterator[Problem]:
    """Where one instalment has a share, all have one, and they add up to 100."""
    schedule = agreement.pay.schedule
    if not isinstance(schedule, tuple) or not _applies(agreement, "pay.schedule"):
        return
    shares = [item.share_pct for item in schedule]
    given = [share for share in shares if share is not None]
    if not given:
        return
    if len(given) < len(shares):
        missing = shares.index(None) + 1
        yield Problem("X6_missing", path=f"pay.schedule.{missing}", facts={"number": missing})
    elif _differ(sum(given), HUNDRED):
        yield Problem("X6", path="pay.schedule", facts={"sum": sum(given)})


def x7_cash_is_price_times_units(agreement: "Agreement") -> Iterator[Problem]:
    """The instalments bring price times quantity times years."""
    if _value(agreement, "pay.basis") not in ("per_ha_year", "per_family"):
        return
    if _value(agreement, "pay.form") not in ("cash", "mixed"):
        return
    cash, agreed = _value(agreement, "pay.cash_total"), _value(agreement, "pay.agreed_cash")
    if cash is not None and agreed is not None and _differ(cash, agreed):
        yield Problem("X7", path="pay.schedule", facts={"written": cash, "worked_out": agreed})


def x8_benefit_shares_make_100(agreement: "Agreement") -> Iterator[Problem]:
    """What each group's plan shares out adds up to 100."""
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        shares = [item.share_pct for item in seller.benefit_plan]
        given = [share for share in shares if share is not None]
        if (
            GROUP.holds(agreement, party)
            and given
            and len(given) == len(shares)
            and _differ(sum(given), HUNDRED)
        ):
            yield Problem("X8", path=f"{party}.benefit_plan", facts={"sum": sum(given)})


def x9_party_shares_make_100(agreement: "Agreement") -> Iterator[Problem]:
    """The shares of several buyers, and of several sellers, add up to 100."""
    for section in ("buyer", "seller"):
        parties = getattr(agreement, section)
        shares = [party.share_pct for party in parties]
        given = [share for share in shares if share is not None]
        if len(parties) > 1 and len(given) == len(shares) and _differ(sum(given), HUNDRED):
            yield Problem("X9", path=f"{section}.share_pct", facts={"sum": sum(given)})


def x10_votes_add_up(agreement: "Agreement") -> Iterator[Problem]:
    """In favour, present and members; women and present: each at most the next."""
    for party in agreement.parties("seller"):
        if GROUP.holds(agreement, party) is False:
            continue
        for less, more in (
            ("assembly.in_favour", "assembly.present"),
            ("assembly.present", "members_total"),
            ("assembly.women", "assembly.present"),
        ):
            fewer, rest = _value(agreement, f"{party}.{less}"), _value(agreement, f"{party}.{more}")
            if fewer is not None and rest is not None and fewer > rest:
                facts = {"written": fewer, "most": rest, "other": f"{party}.{more}"}
                yield Problem("X10", path=f"{party}.{less}", facts=facts)


def x11_dates_in_order(agreement: "Agreement") -> Iterator[Problem]:
    """First inform, then decide, then sign, then begin; a power is older than the signing."""
    assemblies = [
        f"{party}.assembly.date"
        for party in agreement.parties("seller")
        if GROUP.holds(agreement, party) is not False
    ]
    pairs = [("consent.first_info_date", a) for a in assemblies]
    pairs += [(a, later) for a in assemblies for later in ("sign.date", "term.start")]
    pairs += [(f"{party}.rep.power.date", "sign.date") for party in agreement.parties("buyer")]
    for earlier, later in pairs:
        first, second = _value(agreement, earlier), _value(agreement, later)
        if isinstance(first, date) and isinstance(second, date) and first > second:
            facts = {"written": first.isoformat(), "other": later, "date": second.isoformat()}
            yield Problem("X11", path=earlier, facts=facts)


def x12_right_outlasts_term(agreement: "Agreement") -> Iterator[Problem]:
    """The right over the land lasts as long as the agreement."""
    end = _value(agreement, "term.end")
    for party in agreement.parties("seller"):
        until = _value(agreement, f"{party}.land_right_until")
        if isinstance(end, date) and isinstance(until, date) and end > until:
            facts = {"written": until.isoformat(), "date": end.isoformat()}
            yield Problem("X12", path=f"{party}.land_right_until", facts=facts)


def x13_dates_within_term(agreement: "Agreement") -> Iterator[Problem]:
    """Payments and deliveries lie in the term, or at most 90 days outside it."""
    start, end = agreement.term.start, _value(agreement, "term.end")
    if start is None or end is None:
        return
    dated: list[tuple[str, object]] = [(due.path, due.date) for due in _instalments(agreement)]
    dated += [(f"pay.goods.{n}.by", good.by) for n, good in enumerate(_goods(agreement), 1)]
    first, last = start - DATES_AROUND_TERM, end + DATES_AROUND_TERM
    for path, when in dated:
        if isinstance(when, date) and not first <= when <= last:
            facts = {"written": when.isoformat(), "start": start.isoformat(), "end": end.isoformat()}
            yield Problem("X13", path=path, facts=facts)


def x14_indicators_exist(agreement: "Agreement") -> Iterator[Problem]:
    """Every indicator that a payment or a good hangs on is looked at."""
    if agreement.answer("mon.indicators").is_open:
        return
    known = {indicator_id(n, i.id) for n, i in enumerate(agreement.mon.indicators, 1)}
    used: list[tuple[str, tuple[str, ...] | None]]
    if isinstance(agreement.pay.schedule, tuple):
        used = [(due.path, due.indicator) for due in _instalments(agreement)]
    else:
        used = [("pay.schedule", agreement.pay.schedule.indicator)] if _instalments(agreement) else []
    used += [(f"pay.goods.{n}", good.indicator) for n, good in enumerate(_goods(agreement), 1)]
    for path, ids in used:
        for one in ids or ():
            if one not in known:
                yield Problem("X14", path=f"{path}.indicator", facts={"id": one, "known": sorted(known)})


def indicator_id(number: int, given: object) -> str:
    """An indicator's short name; i1, i2 … where none is given."""
    return str(given) if given is not None else f"i{number}"


def x15_short_names_are_unique(agreement: "Agreement") -> Iterator[Problem]:
    """No two indicators, parcels or goods carry the same short name."""
    lists: tuple[tuple[str, list[object]], ...] = (
        ("mon.indicators.{}.id", [indicator_id(n, i.id) for n, i in enumerate(agreement.mon.indicators, 1)]),
        ("site.parcels.{}.code", [parcel.code for parcel in agreement.site.parcels]),
        ("pay.goods.{}.code", [good.code for good in _goods(agreement)]),
    )
    for pattern, ids in lists:
        first: dict[object, int] = {}
        for number, one in enumerate(ids, 1):
            if one is not None and first.setdefault(one, number) != number:
                facts = {"id": one, "first": pattern.format(first[one])}
                yield Problem("X15", path=pattern.format(number), facts=facts)


def x16_signers_differ(agreement: "Agreement") -> Iterator[Problem]:
    """Nobody signs for both sides, or twice for one."""
    other_side = {
        value: path
        for path in [*(f"{p}.rep.id" for p in agreement.parties("buyer")), "mid.rep.id"]
        if (value := _value(agreement, path))
    }
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        seen: dict[str, str] = {}
        for number, signer in enumerate(seller.signers, 1):
            path = f"{party}.signers.{number}.id"
            if signer.id is None:
                continue
            twin = other_side.get(signer.id) or seen.get(signer.id)
            if twin:
                yield Problem("X16", path=path, facts={"other": twin})
            seen.setdefault(signer.id, path)


def x17_ruling_language_is_written(agreement: "Agreement") -> Iterator[Problem]:
    """The language whose text holds is one the agreement is written in."""
    rules, written = _value(agreement, "law.language.rules"), _value(agreement, "law.language.in")
    if rules is not None and written and rules not in written:
        yield Problem("X17", path="law.language.rules", facts={"written": rules, "known": list(written)})


FIGURES_THAT_MAY_BE_WRITTEN = (
    "pay.annual_cash",
    "pay.agreed_cash",
    "pay.cash_total",
    "pay.goods_total",
    "pay.annual",
    "pay.first_pct",
    "term.end",
    "consent.days",
    "private.net",
    "private.net_family_month",
    "private.break_even",
)
"""Figures that X18 compares; pay.total and site.area_ha have rules of their own (X5, X2)."""
_written = attrgetter(*FIGURES_THAT_MAY_BE_WRITTEN)


def x18_figures_match(agreement: "Agreement") -> Iterator[Problem]:
    """Any other figure that is written equals the one worked out."""
    pairs: list[tuple[str, Any, Any]] = [
        (path, written, figures.figure(agreement, path))
        for path, written in zip(FIGURES_THAT_MAY_BE_WRITTEN, _written(agreement), strict=True)
        if written is not None
    ]
    if agreement.pay.units is not None and _value(agreement, "pay.basis") == "per_ha_year":
        pairs.append(("pay.units", agreement.pay.units, figures.parcels_area(agreement)))
    pairs += [
        (f"pay.goods.{n}.value", good.value, figures.good_value(agreement, good))
        for n, good in enumerate(_goods(agreement), 1)
        if good.value is not None
    ]
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        if seller.assembly.needed is not None:
            path = f"{party}.assembly.needed"
            pairs.append((path, seller.assembly.needed, figures.figure(agreement, path)))
    schedule = agreement.pay.schedule
    if isinstance(schedule, tuple) and _applies(agreement, "pay.schedule"):
        shares = figures.share_amounts(agreement)
        pairs += [
            (f"pay.schedule.{n}.amount", item.amount, share)
            for n, (item, share) in enumerate(zip(schedule, shares, strict=True), 1)
            if item.amount is not None
        ]
    for path, written, computed in pairs:
        if computed is None:
            continue
        unequal = written != computed if isinstance(written, date) else _differ(written, computed)
        if unequal:
            yield Problem("X18", path=path, facts={"written": written, "worked_out": computed})


def x19_non_readers_are_members(agreement: "Agreement") -> Iterator[Problem]:
    """No more people do not read than there are members."""
    for party in agreement.parties("seller"):
        few, all_members = (
            _value(agreement, f"{party}.not_reading"),
            _value(agreement, f"{party}.members_total"),
        )
        if few is not None and all_members is not None and few > all_members:
            yield Problem("X19", path=f"{party}.not_reading", facts={"written": few, "most": all_members})


Rule = Callable[["Agreement"], Iterable[Problem]]

RULES: Mapping[str, Rule] = {
    "X1": x1_names_differ,
    "X2": x2_parcels_make_the_area,
    "X3": x3_area_within_title,
    "X4": x4_units_exist,
    "X5": x5_total_is_its_parts,
    "X6": x6_shares_make_100,
    "X7": x7_cash_is_price_times_units,
    "X8": x8_benefit_shares_make_100,
    "X9": x9_party_shares_make_100,
    "X10": x10_votes_add_up,
    "X11": x11_dates_in_order,
    "X12": x12_right_outlasts_term,
    "X13": x13_dates_within_term,
    "X14": x14_indicators_exist,
    "X15": x15_short_names_are_unique,
    "X16": x16_signers_differ,
    "X17": x17_ruling_language_is_written,
    "X18": x18_figures_match,
    "X19": x19_non_readers_are_members,
}


def inconsistencies(agreement: "Agreement") -> tuple[Problem, ...]:
    """Everything that contradicts itself, rule by rule."""
    return tuple(problem for rule in RULES.values() for problem in rule(agreement))
