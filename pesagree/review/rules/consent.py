"""Rules about how people decided, and who may sign for them (CON)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pesagree.agreement import Agreement
from pesagree.agreement.conditions import COMMUNAL, PERU, Truth, both, either
from pesagree.agreement.identifiers import oddity
from pesagree.review.finding import Verdict
from pesagree.review.free_text import free_texts
from pesagree.review.look import (
    applies,
    at,
    contradictions,
    each,
    folded,
    given,
    look_at_all,
    none,
    worked,
)
from pesagree.review.rule import (
    ADVICE,
    BEFORE_ASSEMBLY,
    BLOCKS,
    DRAFTING,
    FIRST_TALK,
    FOR_SIGNATURE,
    SHOULD_FIX,
    rule,
)
from pesagree.review.thresholds import (
    ASSEMBLY_AGE_MONTHS,
    DAYS_TO_THINK,
    SIGNERS_FOR_A_COMMUNITY,
    WOMEN_PRESENT_PCT,
)


@rule(
    "CON-01",
    "seller.signers seller.registry_entry seller.assembly.act",
    BEFORE_ASSEMBLY,
    (BLOCKS, SHOULD_FIX),
    "ley_24656 dl_22175 ley_26505",
)
def con_01(agreement: Agreement) -> Iterator[Verdict]:
    """One person signs for a community: blocks without registered power and act, and in a peasant community.

    A native community's chief represents it alone, so there a second signer is only a caution.
    """
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        if not COMMUNAL.holds(agreement, party):
            continue
        if not seller.signers:
            yield Verdict(None, (f"{party}.signers",))
        elif len(seller.signers) < SIGNERS_FOR_A_COMMUNITY:
            papers = [f"{party}.registry_entry", f"{party}.assembly.act"]
            bare = any(agreement.answer(paper).is_none for paper in papers)
            by_law = seller.kind == "peasant_community"
            paths = (f"{party}.signers", *(p for p in papers if agreement.answer(p).is_none))
            yield Verdict(
                True,
                paths,
                severity=BLOCKS if bare or by_law else SHOULD_FIX,
                variant="by_law" if by_law else "",
            )


@rule(
    "CON-02",
    "seller.assembly.date seller.assembly.act",
    FOR_SIGNATURE,
    (BLOCKS, SHOULD_FIX),
    "ley_24656 dl_22175 sunarp_directives",
)
def con_02(agreement: Agreement) -> Iterator[Verdict]:
    """No assembly, or no act of it."""
    for party in agreement.parties("seller"):
        severity = BLOCKS if COMMUNAL.holds(agreement, party) else SHOULD_FIX
        for verdict in look_at_all(agreement, [f"{party}.assembly.date", f"{party}.assembly.act"], none):
            yield Verdict(verdict.truth, verdict.paths, severity=severity)


@rule(
    "CON-03",
    "seller.assembly.in_favour seller.members_total seller.assembly.needed",
    FOR_SIGNATURE,
    (BLOCKS, ADVICE),
    "ley_26505",
)
def con_03(agreement: Agreement) -> Iterator[Verdict]:
    """Fewer than two thirds of all members voted yes (a statute of an association may ask for less)."""
    for party in agreement.parties("seller"):
        votes, needed = f"{party}.assembly.in_favour", f"{party}.assembly.needed"
        if not applies(agreement, votes) or agreement.answer(votes).is_none:
            continue
        severity = BLOCKS if COMMUNAL.holds(agreement, party) else ADVICE
        yes, least = given(agreement, votes), given(agreement, needed)
        if yes is None or least is None:
            missing = tuple(p for p in (votes, f"{party}.members_total") if agreement.answer(p).is_open)
            yield Verdict(None, missing, severity=severity)
        else:
            members = agreement.answer(f"{party}.members_total").value
            facts = {"in_favour": yes, "members": members, "needed": least}
            yield Verdict(yes < least, (votes,), facts, severity)


@rule(
    "CON-04",
    "seller.assembly.in_favour seller.assembly.present seller.members_total seller.assembly.women",
    BEFORE_ASSEMBLY,
    BLOCKS,
    "arithmetic",
    shared_with="X10",
)
def con_04(agreement: Agreement) -> Iterator[Verdict]:
    """The numbers of the vote contradict each other."""
    leaves = ("assembly.in_favour", "assembly.present", "members_total", "assembly.women")
    needs = [f"{party}.{leaf}" for party in agreement.parties("seller") for leaf in leaves]
    return contradictions(agreement, "X10", needs=needs)


@rule("CON-05", "seller.board_until sign.date term.start", FOR_SIGNATURE, BLOCKS, "pncb sunarp_directives")
def con_05(agreement: Agreement) -> Iterator[Verdict]:
    """The board's time is over before the signing (before the start while nobody knows the signing)."""
    for path in each(agreement, "seller.board_until"):
        if not applies(agreement, path):
            continue
        until = given(agreement, path)
        day_path = "sign.date" if given(agreement, "sign.date") else "term.start"
        day = given(agreement, day_path)
        if isinstance(until, date) and isinstance(day, date):
            yield Verdict(until < day, (path, day_path), {"until": until, "day": day})
        else:
            yield Verdict(None, (path,) if until is None else ("sign.date",))


@rule("CON-06", "seller.registry_entry", FOR_SIGNATURE, SHOULD_FIX, "sunarp_directives")
def con_06(agreement: Agreement) -> Iterator[Verdict]:
    """No registry entry, or one of an odd form (forms are Peru's)."""
    for path in each(agreement, "seller.registry_entry"):
        entry = given(agreement, path)
        odd = bool(PERU.holds(agreement)) and isinstance(entry, str) and oddity("partida", entry) is not None
        yield Verdict(either(at(agreement, path, none), odd), (path,))


@rule("CON-07", "consent.first_info_date consent.days", BEFORE_ASSEMBLY, SHOULD_FIX, "plan_vivo undrip")
def con_07(agreement: Agreement) -> Iterator[Verdict]:
    """Less time to think than people need."""
    days = worked(agreement, "consent.days")
    if days is None:
        informed = agreement.answer("consent.first_info_date").is_given
        yield Verdict(None, ("consent.days",) if informed else ("consent.first_info_date",))
    else:
        yield Verdict(days < DAYS_TO_THINK, ("consent.first_info_date",), {"days": days})


@rule(
    "CON-08",
    "consent.steps seller.languages law.language.in",
    BEFORE_ASSEMBLY,
    BLOCKS,
    "plan_vivo ilo_169 aidesep_2011",
)
def con_08(agreement: Agreement) -> Iterator[Verdict]:
    """Nothing was done before people decided, "no" was no answer, or nothing was translated."""
    lacks_translation = at(agreement, "consent.steps", lambda a: a.is_given and "translated" not in a.value)
    truth = either(
        at(agreement, "consent.steps", none),
        at(agreement, "consent.steps", lambda a: a.is_given and "free_to_refuse" not in a.value),
        both(lacks_translation, either(*(_other_tongue(agreement, p) for p in agreement.parties("seller")))),
    )
    yield Verdict(truth, ("consent.steps",))


def _other_tongue(agreement: Agreement, party: str) -> Truth:
    """Whether the seller speaks a language that the agreement is not written in."""
    spoken, written = given(agreement, f"{party}.languages"), given(agreement, "law.language.in")
    return None if not spoken or not written else bool(set(spoken) - set(written))


@rule("CON-09", "seller.assembly.women seller.assembly.present", FOR_SIGNATURE, ADVICE, "ley_30982 plan_vivo")
def con_09(agreement: Agreement) -> Iterator[Verdict]:
    """Few women took part."""
    for party in agreement.parties("seller"):
        path = f"{party}.assembly.women"
        if not applies(agreement, path) or agreement.answer(path).is_none:
            continue
        women, present = given(agreement, path), given(agreement, f"{party}.assembly.present")
        if women == 0:
            yield Verdict(True, (path,), variant="nobody")
        elif women is None or present is None:
            yield Verdict(None, (path,) if women is None else (f"{party}.assembly.present",))
        else:
            few = Decimal(100) * women < WOMEN_PRESENT_PCT * present
            yield Verdict(few, (path,), {"women": women, "present": present})


_PRIOR_CONSULTATION = re.compile(r"consultas? previas?|prior consultation")
_DENIED = re.compile(r"\b(no|ni|sin|not|nor|without|never|nunca)\b[^.;]{0,30}$")


@rule(
    "CON-10",
    "special service.description service.additional notes",
    FIRST_TALK,
    SHOULD_FIX,
    "ley_29785",
    peru=True,
)
def con_10(agreement: Agreement) -> Iterator[Verdict]:
    """Free text calls these talks prior consultation, the State's duty ("this is not …" is right)."""
    for path, text in free_texts(agreement, "service.additional"):
        hits = _PRIOR_CONSULTATION.finditer(text)
        if any(not _DENIED.search(text[: hit.start()]) for hit in hits):
            yield Verdict(True, (path,))


@rule(
    "CON-11",
    "seller.not_reading consent.read_in consent.read_by consent.interpreter sign.reader",
    FOR_SIGNATURE,
    BLOCKS,
    "aidesep_2011 plan_vivo ilo_169",
    shared_with="X19",
)
def con_11(agreement: Agreement) -> Iterator[Verdict]:
    """Some do not read the paper, and nobody reads it to them."""
    yield from contradictions(agreement, "X19")
    unheard = either(
        at(agreement, "consent.read_in", none),
        both(*(at(agreement, p, none) for p in ("consent.read_by", "consent.interpreter", "sign.reader"))),
    )
    for path in each(agreement, "seller.not_reading"):
        some = at(agreement, path, lambda a: bool(a.value))
        count = given(agreement, path)
        facts = {"people": count} if count is not None else {}
        paths = (path, "consent.read_in", "consent.read_by", "consent.interpreter", "sign.reader")
        yield Verdict(both(some, unheard), paths, facts, variant="unheard")


@rule("CON-12", "law.language.rules consent.read_in", FOR_SIGNATURE, SHOULD_FIX, "aidesep_2011 design")
def con_12(agreement: Agreement) -> Iterator[Verdict]:
    """The text that holds was not read aloud."""
    rules = given(agreement, "law.language.rules")
    truth = (
        None
        if rules is None
        else at(agreement, "consent.read_in", lambda a: a.is_none or rules not in a.value)
    )
    yield Verdict(truth, ("law.language.rules", "consent.read_in"))


@rule(
    "CON-13",
    "consent.first_info_date seller.assembly.date sign.date term.start buyer.rep.power.date",
    DRAFTING,
    SHOULD_FIX,
    "sunarp_directives design",
    shared_with="X11",
)
def con_13(agreement: Agreement) -> Iterator[Verdict]:
    """The dates do not follow one another."""
    needs = ["consent.first_info_date", *each(agreement, "seller.assembly.date"), "sign.date", "term.start"]
    return contradictions(agreement, "X11", needs=needs)


@rule("CON-14", "seller.assembly.date sign.date", FOR_SIGNATURE, ADVICE, "design")
def con_14(agreement: Agreement) -> Iterator[Verdict]:
    """The assembly's decision is old when the paper is signed."""
    for path in each(agreement, "seller.assembly.date"):
        if not applies(agreement, path) or agreement.answer(path).is_none:
            continue
        decided, signed = given(agreement, path), given(agreement, "sign.date")
        if decided is None or signed is None:
            yield Verdict(None, (path,) if decided is None else ("sign.date",))
        else:
            months = (signed.year - decided.year) * 12 + signed.month - decided.month
            old = (months, signed.day) > (ASSEMBLY_AGE_MONTHS, decided.day)
            yield Verdict(old, (path, "sign.date"), {"decided": decided, "signed": signed})


@rule("CON-15", "seller.spouse.name seller.signers", FOR_SIGNATURE, SHOULD_FIX, "civil_code_315")
def con_15(agreement: Agreement) -> Iterator[Verdict]:
    """What belongs to both is signed by one."""
    for party, seller in zip(agreement.parties("seller"), agreement.seller, strict=False):
        names = {folded(signer.name) for signer in seller.signers if signer.name is not None}
        complete = bool(seller.signers) and len(names) == len(seller.signers)
        spouse = at(agreement, f"{party}.spouse.name", lambda a: a.is_given)
        value = given(agreement, f"{party}.spouse.name")
        absent: Truth = value is not None and folded(value) not in names
        if absent and not complete:
            absent = None
        yield Verdict(
            both(spouse, True if value is None else absent), (f"{party}.spouse.name", f"{party}.signers")
        )
