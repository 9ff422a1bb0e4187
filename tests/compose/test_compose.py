"""Drafts of all samples in both languages: whole, clean, and each answer in its place."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pesagree.agreement import QUESTIONS, Agreement, Answer, Kind
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.clauses import Form, library
from pesagree.compose import compose
from pesagree.compose.memo import compose_memo
from pesagree.compose.values import Speaker
from pesagree.document import (
    Blank,
    Clause,
    Document,
    Field,
    Paragraph,
    Reference,
    Role,
    Text,
    inlines,
)
from pesagree.resources import samples_dir
from pesagree.wording import wording
from tests.compose.faults import disagreement, faults, said, texts

Agree = Callable[..., Agreement]
Draft = Callable[[str, str], Document]
Dump = Callable[[Document], list[str]]

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(p.stem for p in samples_dir().glob("*.yaml") if not p.name.endswith(".private.yaml"))
every_draft = pytest.mark.parametrize("language", ["es", "en"])
every_sample = pytest.mark.parametrize("name", SAMPLES)


def clause_of(document: Document, identity: str) -> Clause:
    return next(clause for clause in document.clauses if clause.id == identity)


# --- every sample in every language ---------------------------------------------------------


@every_sample
@every_draft
def test_nothing_is_wrong_with_the_text(draft: Draft, name: str, language: str) -> None:
    assert faults(draft(name, language)) == []


@every_sample
def test_both_languages_say_the_same_things(draft: Draft, name: str) -> None:
    assert disagreement(draft(name, "es"), draft(name, "en")) == {}


# --- every answer in its place --------------------------------------------------------------

NOT_PRINTED = {
    "country": "decides the words; the law and the payer's country are printed from answers of their own",
    "language": "decides the language of the whole draft",
    "agreement.stage": "stands in the draft's state and in the writers' words",
    "agreement.words": "decides what the two sides are called",
    "agreement.id": "stands in the document's identity, which writers print on each page",
    "agreement.version.number": "stands in the document's version",
    "agreement.version.date": "stands in the document's version",
    "agreement.version.note": "the notice says it once somebody gave it, and asks for nothing",
    "pay.goods.code": "the office's key for a good; where goods are chosen one for another, they are named",
    "mon.indicators.id": "short name that payments refer to; the indicator's own name is printed there",
    "special.after": "decides after which clause the term stands",
    "special.heading": "is a clause's heading, where no field may stand",
    "pay.units": "printed where there is one price; each parcel has its own hectares otherwise",
    "pay.schedule": "a plan of payments: each payment that follows from it is printed",
}
"""Answers that no clause prints, and why."""

BY_CLAUSE_TEXT = (Kind.ONE, Kind.SEVERAL, Kind.ORDER, Kind.YES_NO)
"""Kinds whose answer may choose the text of a clause instead of standing in it (see test_open_answers)."""


def given(agreement: Agreement) -> Iterator[tuple[Answer, Kind]]:
    """Every public answer that somebody gave and whose condition holds; items of lists one by one."""
    for question in QUESTIONS.values():
        if question.is_private:
            continue
        section = question.section
        for party in agreement.parties(section) if section in PARTY_SECTIONS else [""]:
            if question.when.holds(agreement, party) is False:
                continue
            path = party + question.path[len(section) :] if party else question.path
            answer = agreement.answer(path)
            if answer.origin != "given" or not (answer.is_given or answer.is_none):
                continue
            if isinstance(answer.value, tuple) and question.items:
                for number in range(1, len(answer.value) + 1):
                    for item in question.items:
                        one = agreement.answer(f"{path}.{number}.{item.name}")
                        if one.origin == "given" and (one.is_given or one.is_none):
                            yield one, item.kind
            elif isinstance(answer.value, tuple) and question.kind is Kind.LINES:
                for number in range(1, len(answer.value) + 1):
                    yield agreement.answer(f"{path}.{number}"), Kind.TEXT
            else:
                yield answer, question.kind


@every_sample
@every_draft
def test_every_answer_stands_in_the_draft_as_it_was_given(
    sample: Callable[[str], Agreement], draft: Draft, name: str, language: str
) -> None:
    agreement = sample(name)
    speaker = Speaker(agreement, wording(language))
    shown: dict[str, set[str]] = defaultdict(set)
    for node in inlines(draft(name, language)):
        if isinstance(node, Field):
            shown[node.path].add(node.text)
    missing = []
    for answer, kind in given(agreement):
        expected = speaker.none_words(answer.path) if answer.is_none else None
        if answer.is_given:
            expected = speaker.value(answer.path, answer.value)
        if answer.path in shown:
            assert shown[answer.path] == {expected}, answer.path
        elif answer.is_given and kind not in BY_CLAUSE_TEXT and answer.value != "legal":
            missing.append(answer.path)
    without_numbers = {re.sub(r"\.\d+", "", path) for path in missing}
    allowed = set(NOT_PRINTED)
    if name == "bad-deal":
        allowed.add("term.exit_seller.notice_days")  # the seller may never leave: there is no notice to give
    assert without_numbers - allowed == set()


def test_identity_and_version_are_the_documents_own(draft: Draft) -> None:
    spanish, english = draft("alto-mayo-water", "es"), draft("alto-mayo-water", "en")
    assert (spanish.identity, spanish.version) == ("EX-S1", "1, 20 de noviembre de 2026")
    assert (english.identity, english.version) == ("EX-S1", "1, 20 November 2026")
    assert english.plain_title.endswith("EXAMPLE: water from Quebrada Clara")


def test_worked_figures_of_the_first_sample(draft: Draft) -> None:
    shown = {n.path: n.text for n in inlines(draft("alto-mayo-water", "es")) if isinstance(n, Field)}
    assert shown["pay.total"] == "S/\u00a0155,000.00"
    assert shown["pay.annual_cash"] == "S/\u00a028,200.00"
    assert shown["pay.schedule.1.amount"] == "S/\u00a014,100.00"
    assert shown["pay.schedule.11.amount"] == "S/\u00a012,690.00"
    assert shown["pay.schedule.11.date"] == "15 de enero de 2032"
    assert shown["term.end"] == "31 de diciembre de 2031"
    assert shown["seller.assembly.needed"] == "27"
    assert shown["consent.days"] == "133"


@every_draft
def test_the_whole_draft_of_the_first_sample(draft: Draft, dump: Dump, language: str) -> None:
    """After a wanted change of clauses: PESAGREE_RENEW_GOLDEN=1 pytest tests/compose, and read the diff."""
    file = GOLDEN / f"alto-mayo-water.{language}.txt"
    whole = "\n".join(dump(draft("alto-mayo-water", language))) + "\n"
    if os.environ.get("PESAGREE_RENEW_GOLDEN"):
        file.write_text(whole, encoding="utf-8", newline="\n")
    assert whole == file.read_text(encoding="utf-8")


# --- private answers ------------------------------------------------------------------------


@every_sample
@every_draft
def test_private_answers_are_nowhere(
    sample: Callable[[str], Agreement], dump: Dump, name: str, language: str
) -> None:
    secret = {"opportunity": "77171.71", "seller_costs": "66262.62", "minimum": "88383.83"}
    agreement = sample(name)
    private = type(agreement.private).model_validate(secret)
    document = compose(Agreement(**{**dict(agreement), "private": private}), language)
    assert not [n for n in inlines(document) if isinstance(n, Field | Blank) and n.path.startswith("private")]
    everything = "\n".join([*dump(document), *document.words.values(), *texts(document)])
    for amount in secret.values():
        whole = amount.partition(".")[0]
        for written in (amount, f"{int(whole):,}", whole):
            assert written not in everything


def test_private_answers_do_not_change_one_character(
    agree: Agree, sample: Callable[[str], Agreement]
) -> None:
    agreement = sample("alto-mayo-water")
    bare = Agreement(**{**dict(agreement), "private": type(agreement.private)()})
    assert agreement.private.minimum is not None
    assert compose(bare, "es") == compose(agreement, "es")


# --- states and conditions ------------------------------------------------------------------


@every_draft
def test_an_empty_agreement_asserts_nothing(agree: Agree, language: str) -> None:
    document = compose(agree("{}"), language)
    fields = [node for node in inlines(document) if isinstance(node, Field)]
    assert {field.path for field in fields} == {
        "buyer.country",
        "pay.currency",
        "pay.late.days",
        "law.governing",
        "law.language.in",
        "site.map.datum",
    }
    assert all(field.default for field in fields)
    full = [c.entry.id for c in library(language).clauses if Form.FULL in c.entry.forms]
    assert [clause.id for clause in document.clauses] == full


def test_an_empty_agreement_asks_every_public_question(agree: Agree) -> None:
    agreement = agree("{}")
    blanks = {node.path for node in inlines(compose(agreement, "es")) if isinstance(node, Blank)}
    asked = {re.sub(r"\.\d+", "", path) for path in blanks}
    for question in QUESTIONS.values():
        if question.is_private or question.path in NOT_PRINTED or agreement.answer(question.path).is_given:
            continue
        if question.when.holds(agreement, "") is not False:
            assert {p for p in asked if p == question.path or p.startswith(question.path + ".")}, (
                question.path
            )


def test_a_clause_whose_condition_is_open_says_when_it_holds(agree: Agree, dump: Dump) -> None:
    lines = dump(compose(agree("{}"), "en"))
    at = next(n for n, line in enumerate(lines) if " carbon: " in line)
    condition = wording("en").name("conditions", "carbon")
    only_if = wording("en").phrase("only_if", condition=condition)
    assert lines[at + 1] == f"open: {only_if} / [_service.kind_]"


def test_a_clause_whose_condition_does_not_hold_is_left_out(agree: Agree) -> None:
    document = compose(agree("service: {kind: soil}\npay: {form: in_kind}\nmid: {exists: no}"), "es")
    ids = {clause.id for clause in document.clauses}
    assert ids.isdisjoint({"water", "carbon", "biodiversity", "schedule", "intermediary"})
    assert {"goods", "payment"} <= ids


def test_a_reference_to_a_clause_that_is_left_out_names_it(tmp_path: Path, agree: Agree) -> None:
    from pesagree.clauses import Library

    (tmp_path / "clauses.yaml").write_text(
        "- {id: schedule, when: cash}\n- {id: payment}\n", encoding="utf-8"
    )
    folder = tmp_path / "es" / "clauses"
    folder.mkdir(parents=True)
    (folder / "schedule.md").write_text("---\nheading: Cuándo\n---\nUno.\n", encoding="utf-8")
    (folder / "payment.md").write_text(
        '---\nheading: Qué\n---\nVer la {{ ref("schedule") }}.\n', encoding="utf-8"
    )
    small = Library("es", tmp_path)
    kept, left_out = (compose(agree(f"pay: {{form: {form}}}"), "es", small) for form in ("cash", "in_kind"))
    assert clause_of(kept, "payment").blocks == (
        Paragraph((Text("Ver la "), Reference("schedule"), Text(".")), Role.NUMBERED),
    )
    (left,) = clause_of(left_out, "payment").blocks
    assert isinstance(left, Paragraph)
    assert said(left.inlines) == "Ver la cláusula «Cuándo», que este acuerdo no lleva."


def test_unknown_answers_say_who_finds_out(agree: Agree, dump: Dump) -> None:
    agreement = agree("buyer: {name: '?? preguntar a SUNARP en marzo'}\nservice: {exclusive: '?? asamblea'}")
    lines = dump(compose(agreement, "es"))
    assert any("[_buyer.name: por averiguar: preguntar a SUNARP en marzo_]" in line for line in lines)
    assert any("[_service.exclusive: por averiguar: asamblea_] / ☐ " in line for line in lines)


@pytest.mark.parametrize(
    ("language", "years", "to_buyer", "to_seller"),
    [
        (
            "es",
            "[«5» (lo propone quien paga) / «3» (lo propone quien cuida)]",
            "(lo propone quien paga)",
            "(lo propone quien cuida)",
        ),
        (
            "en",
            "[«5» (proposed by the payer) / «3» (proposed by the caretaker)]",
            "(proposed by the payer)",
            "(proposed by the caretaker)",
        ),
    ],
)
def test_disputed_answers_show_both_proposals_and_whose_they_are(
    agree: Agree, dump: Dump, language: str, years: str, to_buyer: str, to_seller: str
) -> None:
    agreement = agree(
        """
        term: {years: {proposals: {buyer: 5, seller: 3}}}
        rights: {images: {proposals: {buyer: free, seller: never}}}
        """
    )
    lines = dump(compose(agreement, language))
    assert any(years in line for line in lines)
    (images,) = (line for line in lines if "[_rights.images" in line and "☐" in line)
    _, free, never = images.split(" / ☐ ")
    assert free.endswith(to_buyer)
    assert never.endswith(to_seller)


def test_alternatives_of_each_party_stand_by_themselves(agree: Agree, dump: Dump) -> None:
    agreement = agree("seller: [{name: Los Pinos, kind: household}, {name: El Cedro, kind: household}]")
    lines = dump(compose(agreement, "es"))
    boxes = [line for line in lines if line.startswith("open: ☐") and "no conoce a nadie más" in line]
    assert len(boxes) == 2
    assert ["Los Pinos" in line for line in boxes] == [True, False]
    assert ["El Cedro" in line for line in boxes] == [False, True]


@pytest.mark.parametrize(
    ("stage", "is_draft"),
    [
        ("first_talk", True),
        ("before_assembly", True),
        ("for_signature", True),
        ("signed", False),
        ("ended", False),
    ],
)
def test_a_draft_says_that_it_is_one_until_it_is_signed(agree: Agree, stage: str, is_draft: bool) -> None:
    document = compose(agree(f"agreement: {{stage: {stage}}}"), "es")
    assert bool(document.state) is is_draft
    assert bool(document.notice) is is_draft


def test_the_language_of_the_answers_unless_another_is_asked(agree: Agree) -> None:
    assert compose(agree("language: en")).language == "en"
    assert compose(agree("language: en"), "es").language == "es"
    assert compose(agree("{}")).language == "es"


@pytest.mark.parametrize("answer", ["??", "?? Ana", "{proposals: {buyer: en, seller: es}}"])
def test_a_draft_needs_no_language_that_is_settled(agree: Agree, answer: str) -> None:
    agreement = agree(f"language: {answer}")
    assert compose(agreement).language == compose_memo(agreement).language == "es"


@pytest.mark.parametrize("answer", ["??", "?? Ana", "{proposals: {buyer: signed, seller: drafting}}"])
def test_a_stage_that_nobody_knows_is_that_of_a_first_draft(agree: Agree, answer: str) -> None:
    usual = compose(agree("agreement: {id: A}")).state
    assert compose(agree(f"agreement: {{id: A, stage: {answer}}}")).state == usual != ""


def test_the_same_answers_give_the_same_document(sample: Callable[[str], Agreement], draft: Draft) -> None:
    assert compose(sample("minimal"), "es") == draft("minimal", "es")


@every_draft
def test_a_draft_says_what_changed_since_the_version_before(draft: Draft, language: str) -> None:
    """A signed agreement no longer does, and a first version has nothing to say."""
    second, first = draft("loreto-aguajales", language), draft("alto-mayo-water", language)
    words = (
        "Qué cambió desde la versión anterior: "
        if language == "es"
        else "What changed since the version before: "
    )
    assert [w for w in (said(p.inlines) for p in second.notice) if w.startswith(words)]
    assert len(second.notice) == len(first.notice) + 1
