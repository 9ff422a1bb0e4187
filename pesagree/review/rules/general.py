"""Rules about law, language, rights, complaints and gaps (GEN)."""

import re
from collections.abc import Iterator
from functools import cache

from pesagree.agreement import QUESTIONS, Agreement, Level, Question
from pesagree.agreement.conditions import Truth, both, either, opposite
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.review.finding import Verdict
from pesagree.review.free_text import free_texts
from pesagree.review.look import (
    above,
    any_of,
    applies,
    at,
    contradictions,
    each,
    folded,
    given,
    look,
    none,
    says,
)
from pesagree.review.rule import (
    ADVICE,
    BLOCKS,
    DRAFTING,
    FIRST_TALK,
    FOR_SIGNATURE,
    SHOULD_FIX,
    rule,
)
from pesagree.review.thresholds import COMPLAINT_DAYS


@rule("GEN-01", "grievance.route.who", FIRST_TALK, BLOCKS, "plan_vivo fcpf_2014")
def gen_01(agreement: Agreement) -> Iterator[Verdict]:
    """There is nobody to complain to."""
    return look(agreement, "grievance.route.who", none)


@rule(
    "GEN-02",
    "law.language.in law.language.rules seller.languages seller.not_reading consent.read_in consent.read_by"
    " consent.interpreter",
    DRAFTING,
    BLOCKS,
    "aidesep_2011 ley_29735",
    shared_with="X17",
)
def gen_02(agreement: Agreement) -> Iterator[Verdict]:
    """The paper is in a language that people do not understand, or it is not clear which text holds."""
    yield from contradictions(agreement, "X17", needs=("law.language.in",))
    written = given(agreement, "law.language.in")
    reader = either(
        *(at(agreement, p, lambda a: a.is_given) for p in ("consent.read_by", "consent.interpreter"))
    )
    for party in agreement.parties("seller"):
        spoken = given(agreement, f"{party}.languages")
        if not written or not spoken:
            if not spoken:
                yield Verdict(None, (f"{party}.languages",), variant="not_understood")
            continue
        heard = both(_read_aloud(agreement, set(spoken)), reader)
        foreign: Truth = not set(spoken) & set(written)
        left_out = set(spoken) - set(written)
        some_do_not_read = at(agreement, f"{party}.not_reading", above(0))
        unheard = opposite(_read_aloud(agreement, left_out)) if left_out else False
        truth = either(both(foreign, opposite(heard)), both(some_do_not_read, unheard))
        yield Verdict(
            truth, ("law.language.in", f"{party}.languages", "consent.read_in"), variant="not_understood"
        )


def _read_aloud(agreement: Agreement, languages: set[str]) -> Truth:
    """Whether the paper was read aloud in one of these languages."""
    return at(agreement, "consent.read_in", lambda a: a.is_given and bool(set(a.value) & languages))


@rule("GEN-03", "law.governing country", DRAFTING, BLOCKS, "aidesep_2011")
def gen_03(agreement: Agreement) -> Iterator[Verdict]:
    """A foreign law would hold."""
    country = given(agreement, "country")
    foreign = None if country is None else at(agreement, "law.governing", lambda a: a.value != country)
    yield Verdict(foreign, ("law.governing",) if country is not None else ("country",))


@rule(
    "GEN-04",
    "law.steps law.place law.arbitration_cost_by site.ubigeo.department site.ubigeo.province"
    " site.ubigeo.district",
    DRAFTING,
    SHOULD_FIX,
    "dl_1071 ley_26872",
)
def gen_04(agreement: Agreement) -> Iterator[Verdict]:
    """A hearing is far or costly, or the first step is not to talk."""
    names = [given(agreement, f"site.ubigeo.{leaf}") for leaf in ("department", "province", "district")]
    near = [folded(name) for name in names if name is not None]
    far = at(agreement, "law.place", lambda a: not any(name in folded(a.value) for name in near))
    if far and len(near) < len(names):
        far = None
    truths: dict[str, Truth] = {
        "law.steps": at(agreement, "law.steps", lambda a: a.is_given and a.value[0] != "talk"),
        "law.place": far,
        "law.arbitration_cost_by": at(
            agreement, "law.arbitration_cost_by", any_of(none, says("seller", "loser"))
        ),
    }
    truth = either(*truths.values())
    paths = tuple(path for path, found in truths.items() if found is truth)
    yield Verdict(truth, paths, variant="talk_first" if paths == ("law.steps",) else "")


@rule("GEN-05", "rights.confidential", FIRST_TALK, BLOCKS, "aidesep_2011")
def gen_05(agreement: Agreement) -> Iterator[Verdict]:
    """Full secrecy."""
    return look(agreement, "rights.confidential", says("full"))


@rule("GEN-06", "rights.knowledge", DRAFTING, BLOCKS, "ley_27811")
def gen_06(agreement: Agreement) -> Iterator[Verdict]:
    """Knowledge would be used without a licence."""
    return look(agreement, "rights.knowledge", says("used_no_licence"))


@rule("GEN-07", "assign.consent", DRAFTING, SHOULD_FIX, "hawkins_2010")
def gen_07(agreement: Agreement) -> Iterator[Verdict]:
    """The payer could pass the deal to a stranger."""
    return look(agreement, "assign.consent", says("free"))


@rule("GEN-08", "law.registration", FOR_SIGNATURE, ADVICE, "ds_009_2016", peru=True)
def gen_08(agreement: Agreement) -> Iterator[Verdict]:
    """It will not be registered."""
    return look(agreement, "law.registration", none)


_INRENA = re.compile(r"\binrena\b")


@rule("GEN-09", "special service.description notes", FIRST_TALK, ADVICE, "dl_1013")
def gen_09(agreement: Agreement) -> Iterator[Verdict]:
    """Free text names an authority that no longer exists."""
    for path, text in free_texts(agreement):
        if _INRENA.search(text):
            yield Verdict(True, (path,))


_PAYER = r"(?:el|la) (?:pagador\w*|comprador\w*|empresa|municipalidad|donante|fondo)"
_WHO_PAYS = rf"(?:quien paga|quienes pagan|{_PAYER})"
_WHO_CONSERVES = r"(?:quien (?:cuida|conserva)|(?:la|las) (?:comunidad|familia|asociacion)\w*|el caserio)"
_VERB = r"\b(?:es|son|sera|seran|como|llamad[oa]s?|denominad[oa]s?)\b"
_IS = rf"[^.;]{{0,40}}{_VERB}(?: (?:el|la|los|las))? ?[\"“«']?"
_SWAPPED = re.compile(
    rf"{_WHO_PAYS}{_IS}contribuyente|contribuyentes? (?:que )?paga|"
    rf"{_WHO_CONSERVES}{_IS}retribuyente|retribuyentes? (?:que )?(?:cuida|conserva)"
)


@rule("GEN-10", "special service.description notes", DRAFTING, ADVICE, "ley_30215", peru=True)
def gen_10(agreement: Agreement) -> Iterator[Verdict]:
    """Free text calls the payer "contribuyente", or the seller "retribuyente"."""
    for path, text in free_texts(agreement):
        if _SWAPPED.search(text):
            yield Verdict(True, (path,))


@rule("GEN-11", "*", FOR_SIGNATURE, SHOULD_FIX, "hawkins_2010")
def gen_11(agreement: Agreement) -> Iterator[Verdict]:
    """Answers of the levels essential and standard are still missing."""
    missing = open_answers(agreement)
    yield Verdict(bool(missing), missing, {"count": len(missing)})


@cache
def _asked_up_to(most: Level) -> tuple[Question, ...]:
    return tuple(q for q in QUESTIONS.values() if most.includes(q.level) and not q.is_private)


def open_answers(agreement: Agreement, most: Level = Level.STANDARD) -> tuple[str, ...]:
    """The paths up to a level that apply and are open (a default or a figure counts as given)."""
    paths = [
        path
        for question in _asked_up_to(most)
        for path in (
            each(agreement, question.path) if question.section in PARTY_SECTIONS else [question.path]
        )
    ]
    return tuple(p for p in paths if agreement.answer(p).is_open and applies(agreement, p))


@rule("GEN-13", "grievance.route.days", DRAFTING, ADVICE, "plan_vivo fcpf_2014")
def gen_13(agreement: Agreement) -> Iterator[Verdict]:
    """Complaints wait too long for an answer."""
    return look(agreement, "grievance.route.days", any_of(none, above(COMPLAINT_DAYS)))


@rule("GEN-14", "rights.images", DRAFTING, SHOULD_FIX, "design")
def gen_14(agreement: Agreement) -> Iterator[Verdict]:
    """Photos, names and voices could be used for anything."""
    return look(agreement, "rights.images", says("free"))


@rule(
    "GEN-15",
    "pay.units pay.schedule pay.goods pay.annual pay.first_pct term.end consent.days private.net",
    DRAFTING,
    SHOULD_FIX,
    "arithmetic",
    shared_with="X18",
)
def gen_15(agreement: Agreement) -> Iterator[Verdict]:
    """A figure that was written differs from the one worked out."""
    return contradictions(agreement, "X18")
