"""Rules about the land (LND)."""

from collections.abc import Iterator
from datetime import date

from pesagree.agreement import Agreement
from pesagree.agreement.consistency import TOLERANCE
from pesagree.review.finding import Verdict
from pesagree.review.look import applies, contradictions, each, given, look, none, says
from pesagree.review.rule import ADVICE, BEFORE_ASSEMBLY, BLOCKS, DRAFTING, FIRST_TALK, SHOULD_FIX, rule


@rule("LND-01", "seller.land_right", DRAFTING, SHOULD_FIX, "unep_2008 greiber_2009")
def lnd_01(agreement: Agreement) -> Iterator[Verdict]:
    """The right over the land is not settled."""
    return look(agreement, "seller.land_right", says("possession", "in_process"))


@rule(
    "LND-02",
    "seller.land_right_until term.end",
    DRAFTING,
    BLOCKS,
    "greiber_2009 fcpf_2014",
    shared_with="X12",
)
def lnd_02(agreement: Agreement) -> Iterator[Verdict]:
    """The right over the land ends before the agreement does."""
    untils = [path for path in each(agreement, "seller.land_right_until") if applies(agreement, path)]
    needs = [*untils, "term.end"] if _any_dated(agreement, untils) else []
    return contradictions(agreement, "X12", needs=needs, seen=lambda problem: problem.path in untils)


def _any_dated(agreement: Agreement, paths: list[str]) -> bool:
    """Whether the end matters: some right has an end, or nobody has said."""
    return any(agreement.answer(p).is_open or isinstance(agreement.answer(p).value, date) for p in paths)


@rule("LND-03", "rights.land", FIRST_TALK, BLOCKS, "aidesep_2011 plan_vivo")
def lnd_03(agreement: Agreement) -> Iterator[Verdict]:
    """The payer gets rights over the land."""
    return look(agreement, "rights.land", says("usufruct", "transfer"))


@rule("LND-04", "seller.overlaps seller.overlaps_who_acts", DRAFTING, SHOULD_FIX, "cifor_2012")
def lnd_04(agreement: Agreement) -> Iterator[Verdict]:
    """Others claim rights, and nobody is named to act."""
    return look(agreement, "seller.overlaps_who_acts", none)


@rule("LND-05", "seller.overlaps", FIRST_TALK, BLOCKS, "ley_28736")
def lnd_05(agreement: Agreement) -> Iterator[Verdict]:
    """People in isolation may live there."""
    return look(agreement, "seller.overlaps", says("people_in_isolation"))


@rule("LND-06", "site.protected", DRAFTING, SHOULD_FIX, "res_026_2014")
def lnd_06(agreement: Agreement) -> Iterator[Verdict]:
    """In a national protected area the right may be the State's."""
    return look(agreement, "site.protected", says("national"))


@rule("LND-07", "site.area_ha site.title_area_ha", DRAFTING, ADVICE, "plan_vivo")
def lnd_07(agreement: Agreement) -> Iterator[Verdict]:
    """All the land is in the deal."""
    area, everything = given(agreement, "site.area_ha"), given(agreement, "site.title_area_ha")
    paths = ("site.area_ha", "site.title_area_ha")
    if area is None or everything is None:
        yield Verdict(None, tuple(p for p in paths if agreement.answer(p).is_open))
    else:
        yield Verdict(abs(area - everything) <= TOLERANCE, paths)


@rule("LND-08", "site.map.annex", BEFORE_ASSEMBLY, SHOULD_FIX, "socio_bosque greiber_2009")
def lnd_08(agreement: Agreement) -> Iterator[Verdict]:
    """No map shows the edges."""
    return look(agreement, "site.map.annex", none)


@rule("LND-09", "site.parcels site.area_ha", DRAFTING, SHOULD_FIX, "arithmetic", shared_with="X2")
def lnd_09(agreement: Agreement) -> Iterator[Verdict]:
    """The parcels do not add up to the area."""
    written = agreement.site.area_ha is not None
    open_parcels = [
        f"site.parcels.{n}.area_ha" for n, p in enumerate(agreement.site.parcels, 1) if p.area_ha is None
    ]
    return contradictions(agreement, "X2", needs=open_parcels if written else ())


@rule(
    "LND-10",
    "site.area_ha site.title_area_ha",
    DRAFTING,
    BLOCKS,
    "arithmetic greiber_2009",
    shared_with="X3",
)
def lnd_10(agreement: Agreement) -> Iterator[Verdict]:
    """More land is promised than there is."""
    return contradictions(agreement, "X3", needs=("site.area_ha", "site.title_area_ha"))
