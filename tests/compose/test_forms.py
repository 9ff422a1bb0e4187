"""An agreement on two papers: what stands on which, and the fingerprint that ties them together."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pesagree.agreement import Agreement
from pesagree.agreement.particular import is_particular
from pesagree.answers.reading import load
from pesagree.answers.roster import agreements, read_roster
from pesagree.clauses import Form, library
from pesagree.compose import compose, fingerprint, general_code
from pesagree.document import (
    Blank,
    Clause,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Signatures,
    SignatureSide,
    Text,
    block_inlines,
    inlines,
)
from pesagree.resources import samples_dir
from pesagree.wording import LANGUAGES

Agree = Callable[..., Agreement]
SAMPLES = sorted(p.stem for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))
every_sample = pytest.mark.parametrize("name", SAMPLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)

PHRASE = {"es": "condiciones particulares", "en": "particular conditions"}
composer = sys.modules["pesagree.compose.compose"]  # the package has a function of the same name
NOT_ON_THE_SHEET = {"agreement.version.note"}
"""What the full paper shows and the sheet leaves out: what changed in a draft stands in its notice alone."""
SAYS_IT_WITHOUT_NAMES = {"land_rights"}
"""Clauses whose rule about one community stands in the general conditions as a rule for all such."""


@cache
def paper(name: str, language: str, form: Form) -> Document:
    return compose(load(samples_dir() / f"{name}.yaml", with_private=False).agreement, language, form=form)


@cache
def families() -> tuple[Agreement, ...]:
    """The roster's families over the smallest sample."""
    found = agreements(samples_dir() / "minimal.yaml", read_roster(samples_dir() / "roster.csv"))
    return tuple(row.file.agreement for row in found if row.file is not None)


def said(document: Document) -> str:
    return " ".join(node.text for node in inlines(document) if isinstance(node, Text | Field))


def paths(document: Document) -> set[str]:
    return {node.path for node in inlines(document) if isinstance(node, Field)}


# --- what stands where ----------------------------------------------------------------------


@every_sample
@every_language
def test_nothing_of_one_seller_stands_in_the_general_conditions(name: str, language: str) -> None:
    general = paper(name, language, Form.GENERAL)
    shown = [node.path for node in inlines(general) if isinstance(node, Field | Blank)]
    assert [path for path in shown if is_particular(path)] == []


@every_sample
@every_language
def test_every_particular_answer_of_the_full_paper_stands_on_the_sheet(name: str, language: str) -> None:
    full, short = paper(name, language, Form.FULL), paper(name, language, Form.SHORT)
    missing = {path for path in paths(full) - paths(short) if is_particular(path)}
    assert missing - NOT_ON_THE_SHEET == set()


@every_sample
@every_language
def test_every_clause_stands_in_the_general_conditions_or_has_a_home_on_the_sheet(
    name: str, language: str
) -> None:
    general, short = paper(name, language, Form.GENERAL), paper(name, language, Form.SHORT)
    entries = {clause.entry.id: clause.entry for clause in library(language).clauses}
    here = {clause.id for clause in general.clauses}
    homes = {one for clause in short.clauses for one in entries[clause.id].stands_for}
    full = {re.sub(r"^special_\d+$", "special", c.id) for c in paper(name, language, Form.FULL).clauses}
    assert full - here - homes - ({"special"} if "short_special" not in paper_ids(short) else set()) == set()
    assert homes & here == set()


def paper_ids(document: Document) -> set[str]:
    return {clause.id for clause in document.clauses}


@every_language
def test_a_home_stands_for_clauses_that_are_on_the_full_paper_only(language: str) -> None:
    entries = {clause.entry.id: clause.entry for clause in library(language).clauses}
    for entry in entries.values():
        for one in entry.stands_for:
            assert entry.forms == (Form.SHORT,)
            assert entries[one].forms == (Form.FULL,)
    homeless = [e.id for e in entries.values() if e.forms == (Form.FULL,)]
    assert set(homeless) == {one for entry in entries.values() for one in entry.stands_for}


@every_sample
@every_language
def test_the_general_conditions_say_where_the_rest_stands(name: str, language: str) -> None:
    """A clause that lost a paragraph to the sheet says so, and none is left empty."""
    full = {clause.id: clause for clause in paper(name, language, Form.FULL).clauses}
    for clause in paper(name, language, Form.GENERAL).clauses:
        assert clause.blocks, clause.id
        lost = [path for path in fields(full[clause.id]) if is_particular(path)]
        if lost and clause.id not in SAYS_IT_WITHOUT_NAMES:
            assert PHRASE[language] in words(clause), (clause.id, lost)


def words(clause: Clause) -> str:
    return " ".join(node.text for node in nodes(clause) if isinstance(node, Text))


def fields(clause: Clause) -> list[str]:
    return [node.path for node in nodes(clause) if isinstance(node, Field)]


def nodes(clause: Clause) -> Iterator[Inline]:
    for block in clause.blocks:
        yield from block_inlines(block)


@every_language
def test_no_heading_or_colon_leads_to_nothing(language: str) -> None:
    for name in SAMPLES:
        for clause in paper(name, language, Form.GENERAL).clauses:
            for block, follower in zip(clause.blocks, (*clause.blocks[1:], None), strict=True):
                if isinstance(block, Heading):
                    assert follower is not None, clause.id
                    assert not isinstance(follower, Heading), clause.id
                if isinstance(block, Paragraph) and block.inlines and isinstance(block.inlines[-1], Text):
                    is_lead = block.inlines[-1].text.endswith(":")
                    assert not (is_lead and follower is None), clause.id


@every_sample
def test_the_sheet_has_the_same_signature_boxes(name: str) -> None:
    def boxes(form: Form) -> list[Signatures]:
        document = paper(name, "es", form)
        return [
            block for clause in document.clauses for block in clause.blocks if isinstance(block, Signatures)
        ]

    assert boxes(Form.SHORT) == boxes(Form.FULL)
    assert boxes(Form.GENERAL) == []


# --- families of one programme --------------------------------------------------------------


@every_language
def test_families_that_differ_in_their_own_answers_share_the_general_conditions(language: str) -> None:
    assert len(families()) > 20
    papers = [compose(one, language, form=Form.GENERAL) for one in families()]
    assert {paper.clauses for paper in papers} == {papers[0].clauses}
    assert {paper.mark for paper in papers} == {papers[0].mark}
    names = [str(one.seller[0].name) for one in families()]
    assert [name for name in names if name in said(papers[0])] == []


@every_language
def test_the_sheet_names_the_general_conditions_by_title_and_fingerprint(language: str) -> None:
    for one in families()[:3]:
        general, short = compose(one, language, form=Form.GENERAL), compose(one, language, form=Form.SHORT)
        assert re.fullmatch(r"[0-9A-F]{4}(-[0-9A-F]{4}){2}", general.mark)
        assert general.mark in said(short)
        title = ": ".join(node.text for node in general.title if isinstance(node, Text))
        assert title in said(short)
        assert short.sheet
        assert not short.mark


def test_a_rule_of_the_programme_makes_other_general_conditions(agree: Agree) -> None:
    one = "seller: {kind: household, name: Ana}\nbreach: {cure_days: 30}\n"
    other = one.replace("30", "45")
    first, second = (compose(agree(text), "es", form=Form.GENERAL) for text in (one, other))
    assert first.mark != second.mark
    assert second.mark in said(compose(agree(other), "es", form=Form.SHORT))
    assert compose(agree(one.replace("Ana", "Eva")), "es", form=Form.GENERAL).mark == first.mark


def test_a_spouse_who_signs_has_one_box(agree: Agree) -> None:
    text = (
        "seller: {kind: household, name: Ana, spouse: {name: Beto, id: '00000002'},"
        " signers: [{name: Ana, id: '00000001'}, {name: Beto, id: '00000002'}]}\n"
    )
    both = compose(agree(text), "es").clauses
    other = compose(
        agree(text.replace("{name: Beto, id: '00000002'}]", "{name: Eva, id: '00000003'}]")), "es"
    )
    assert [len(side.signers) for side in boxes_of(both)] == [1, 2]
    assert [len(side.signers) for side in boxes_of(other.clauses)] == [1, 3]


def boxes_of(clauses: tuple[Clause, ...]) -> list[SignatureSide]:
    found = [block for clause in clauses for block in clause.blocks if isinstance(block, Signatures)]
    return [side for block in found for side in block.sides if "Por quien" in str(side.heading)]


def test_several_sellers_are_not_named_in_the_general_conditions(agree: Agree) -> None:
    text = "country: PE\nseller: [{name: Caserío Uno}, {name: Caserío Dos}]\n"
    general = compose(agree(text), "es", form=Form.GENERAL)
    questions = " ".join(node.question for node in inlines(general) if isinstance(node, Blank))
    assert "Caserío" not in said(general) + questions


@every_language
def test_a_name_that_ends_in_a_full_stop_gets_no_second_one(agree: Agree, language: str) -> None:
    text = (
        "country: PE\nbuyer: {name: Agua S.A., address: Jr. Uno s.n.}\n"
        "seller: {kind: association, name: Bosques S.A.C., address: Jr. Dos s.n., account: {bank: X, "
        "number: '1', holder: Bosques S.A.C.}}\npay: {form: cash}\nsite: {name: Lote S.A.}\n"
        "consent: {read_by: Rosa P.}\nsign: {reader: Rosa P.}\ngrievance: {route: {who: Luis T.}}\n"
    )
    sheet = compose(agree(text), language, form=Form.SHORT)
    read = "".join(node.text if isinstance(node, Text | Field) else "___" for node in inlines(sheet))
    assert "S.A.C." in read
    assert ".." not in read


def test_the_general_conditions_are_named_by_their_code_and_not_by_a_familys_version() -> None:
    general, sheet = (paper("alto-mayo-water", "es", form) for form in (Form.GENERAL, Form.SHORT))
    assert general.version == ""
    assert sheet.version
    assert general.mark in said(sheet)


# --- the fingerprint ------------------------------------------------------------------------


def test_the_fingerprint_is_of_the_text_and_of_nothing_round_it(tmp_path: Path) -> None:
    agreement = load(samples_dir() / "alto-mayo-water.yaml", with_private=False).agreement
    general = compose(agreement, "es", form=Form.GENERAL)
    assert general.mark == fingerprint(general)
    assert compose(agreement, "es", form=Form.GENERAL, annotated=True).mark == general.mark
    assert compose(agreement, "es", form=Form.GENERAL, for_signature=True).mark == general.mark
    assert fingerprint(replace(general, state="", version="7", notice=(), identity="X")) == general.mark
    assert compose(agreement, "en", form=Form.GENERAL).mark != general.mark


def test_one_letter_or_another_order_changes_the_fingerprint() -> None:
    general = paper("alto-mayo-water", "es", Form.GENERAL)
    first, second, *rest = general.clauses
    assert fingerprint(replace(general, clauses=(second, first, *rest))) != general.mark
    other = replace(first, heading=first.heading + ".")
    assert fingerprint(replace(general, clauses=(other, second, *rest))) != general.mark


def test_general_conditions_with_open_answers_have_a_fingerprint_too(agree: Agree) -> None:
    general = compose(agree("{}"), "es", form=Form.GENERAL)
    assert general.mark in said(compose(agree("{}"), "es", form=Form.SHORT))
    assert general.identity == ""


# --- once for many --------------------------------------------------------------------------


@every_language
def test_families_of_one_programme_have_their_general_conditions_composed_once(
    language: str, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {compose(family, language, form=Form.GENERAL).mark for family in families()}
    composed: list[Form] = []
    kept = composer._pattern

    def noted(*given: Any, **options: Any) -> Any:
        composed.append(options["form"])
        return kept(*given, **options)

    composer._generals.clear()
    monkeypatch.setattr(composer, "_pattern", noted)
    assert {general_code(family, language) for family in families()} == codes
    assert composed == [Form.GENERAL] * len(codes)
    general_code(agree("breach: {cure_days: 77}"), language)
    assert len(composed) == len(codes) + 1
