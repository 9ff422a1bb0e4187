"""Every paper, for each sample and for nobody: valid, whole, in one language, nothing private."""

import html
import json
import re
import zlib
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind
from pesagree.answers.reading import load, parse, private_path
from pesagree.resources import samples_dir, templates_dir
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import PROFILES
from pesagree.workshop import KNOWN, PAPERS, Room, make, named
from pesagree.workshop.papers import file_name
from pesagree.workshop.room import CONTACTS, VISITS
from pesagree.workshop.words import PaperWords

BLANK = "blank"
AUDITED_IN = 6
"""One file in so many is validated, chosen by its name: all of them would take minutes."""

REGISTRY_ENTRY = re.compile(r"partida\)? 0+1")
"""An entry in a public register, in the samples with the digits of an identity number."""

ONLY_SPANISH = re.compile(r"\b(los|las|para|quien|cuándo|dónde|hoja|pregunta|ustedes)\b", re.IGNORECASE)
ONLY_ENGLISH = re.compile(r"\b(the|with|which|question|what|sheet|nothing|today)\b", re.IGNORECASE)


def room_of(sample: str, language: str, visit: int = 0) -> Room:
    if sample == BLANK:
        return Room(Agreement(), wording(language), visit=visit, is_blank=True)
    return Room(load(samples_dir() / f"{sample}.yaml", with_private=False).agreement, wording(language))


def text_of(data: bytes) -> str:
    """The words of a Word file's body and footer, one paragraph a line."""
    archive = ZipFile(BytesIO(data))
    parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footer1")]
    body = re.sub(r"</w:p>|<w:br/>", "\n", "\n".join(parts))
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<w:instrText.*?</w:instrText>", "", body)))


def test_papers_are_whole(sample: str, language: str, tmp_path: Path) -> None:
    for paper in make(room_of(sample, language)):
        data = paper.word()
        text = text_of(data)
        for left_over in ("None", "True", "False", "{", "}", "Decimal(", "<class"):
            assert left_over not in text, (paper.file, left_over)
        if zlib.crc32(f"{sample}{language}{paper.file}".encode()) % AUDITED_IN == 0:
            file = tmp_path / paper.file
            file.write_bytes(data)
            assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_the_blank_set_speaks_one_language(language: str) -> None:
    foreign = ONLY_ENGLISH if language == "es" else ONLY_SPANISH
    for paper in make(room_of(BLANK, language)):
        found = [line for line in text_of(paper.word()).split("\n") if foreign.search(line)]
        assert found == [], paper.file


def test_no_spanish_paper_of_a_sample_holds_english(sample: str) -> None:
    """The samples' own words are Spanish, so that whatever is English here is the tool's."""
    for paper in make(room_of(sample, "es")):
        found = [line for line in text_of(paper.word()).split("\n") if ONLY_ENGLISH.search(line)]
        assert found == [], paper.file


def test_the_papers_hold_what_the_deal_says(language: str) -> None:
    """Who pays, who looks after what, each payment's day: in the papers where people look for them."""
    room = room_of("alto-mayo-water", language)
    text = {paper.name: text_of(paper.word()) for paper in make(room)}
    for name in ("pictures", "marking", "script", "convocation", "act"):
        assert all(room.said(path) in text[name] for path in ("buyer.name", "seller.name")), name
    for number in range(1, len(room.agreement.instalments) + 1):
        assert room.said(f"pay.schedule.{number}.date") in text["year-later"]
        assert room.said(f"pay.schedule.{number}.amount") in text["marking"]
    for number in range(1, len(room.agreement.service.actions) + 1):
        assert room.said(f"service.actions.{number}.action") in text["year-later"]


def test_the_same_answers_give_the_same_bytes() -> None:
    first, second = ([paper.word() for paper in make(room_of("alto-mayo-water", "es"))] for _ in range(2))
    assert first == second


def test_nothing_private_is_printed(language: str, tmp_path: Path) -> None:
    """Even where somebody hands the private figures over: no paper prints them."""
    source = samples_dir() / "alto-mayo-water.yaml"
    answers = tmp_path / source.name
    answers.write_bytes(source.read_bytes())
    figures = {"opportunity": "918273", "seller_costs": "827364", "minimum": "736455"}
    lines = "".join(f"  {name}: {value}\n" for name, value in figures.items())
    private_path(answers).write_text("private:\n" + lines, "utf-8")
    room = Room(load(answers, with_private=True).agreement, wording(language))
    for paper in make(room):
        text = re.sub(r"[,.\s\u00a0]", "", text_of(paper.word()))
        for value in figures.values():
            assert value not in text, paper.file


@pytest.mark.parametrize("name", ["alto-mayo-water", "loreto-aguajales", "madre-de-dios-fondam", "bad-deal"])
def test_no_paper_shows_an_identity_number_or_a_telephone(name: str, language: str) -> None:
    agreement = load(samples_dir() / f"{name}.yaml", with_private=False).agreement
    numbers = [q.path for q in QUESTIONS.values() if q.kind is Kind.IDENTIFIER or q.name in CONTACTS]
    for item in ITEMS.values():
        if item.kind is Kind.IDENTIFIER:
            numbers += [f"{item.path.removesuffix('.' + item.name)}.{n}.{item.name}" for n in range(1, 9)]
    answers = [agreement.answer(path) for path in numbers]
    secret = [str(answer.value) for answer in answers if answer.is_given]
    assert secret
    for paper in make(Room(agreement, wording(language))):
        text = REGISTRY_ENTRY.sub("", text_of(paper.word()))
        assert [value for value in secret if value in text] == [], paper.file


@pytest.mark.parametrize("visit", VISITS)
def test_a_visit_has_its_own_papers(visit: int) -> None:
    names = {paper.name for paper in make(room_of(BLANK, "es", visit))}
    assert names == {name for name, paper in PAPERS.items() if visit in paper.visits}


def test_papers_are_named_and_numbered_apart() -> None:
    numbers = [paper.number for paper in PAPERS.values()]
    assert numbers == sorted(set(numbers))
    for language, profile in product(LANGUAGES, PROFILES):
        files = [file_name(name, wording(language, profile)) for name in PAPERS]
        assert len(set(files)) == len(files)
        assert all(re.fullmatch(r"\d\d-[a-z0-9-]+\.docx", file) for file in files)
        for name, file in zip(PAPERS, files, strict=True):
            assert named(file) == named(name) == named(str(PAPERS[name].number)) == name
    assert named("nada") is None
    assert named("Próximos pasos") == "next-steps"


def test_each_paper_has_words_of_its_own(language: str) -> None:
    files = sorted(file.stem for file in (templates_dir() / language / "workshop").glob("*.yaml"))
    assert files == sorted(["common", *KNOWN])
    for name in KNOWN:
        words = PaperWords(wording(language), name)
        assert all(words(key) for key in ("file", "about", "title"))


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=60))
@settings(max_examples=15, deadline=None)
def test_what_people_say_is_printed_as_they_said_it(text: str) -> None:
    said = f"a{text}z"  # the reader of answers trims what stands at the ends
    source = json.dumps(
        {"pesagree": 1, "site": {"name": said}, "service": {"description": said}}, ensure_ascii=False
    )
    agreement = parse(source, "a.yaml").agreement
    room = Room(agreement, wording("es"))
    for paper in make(room, ["invitation", "questions-room"]):
        printed = text_of(paper.word())
        assert room.said("site.name") in printed, paper.file
        if paper.name == "questions-room":
            assert room.said("service.description") in printed
