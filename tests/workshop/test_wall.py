"""The wall: letters to read from 10 m, nothing cut off, a blank sheet for what is open."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.agreement import Agreement
from pesagree.answers.reading import parse
from pesagree.compose.deal import LINES
from pesagree.sheet import WALL, Drawing, Heading, Paragraph, RuledLines, Sheet, plain
from pesagree.wording import wording
from pesagree.workshop import Room, wall
from pesagree.workshop.fitting import height, width
from pesagree.workshop.pages import pages
from pesagree.workshop.words import PaperWords
from tests.workshop.test_papers import room_of


def made(room: Room) -> Sheet:
    return wall.make(room, PaperWords(room.words, "wall"))


def of(text: str) -> Sheet:
    return made(Room(parse(f"pesagree: 1\n{text}", "a.yaml").agreement, wording("en")))


def headings(sheet: Sheet) -> list[str]:
    return [plain(block.words) for block in sheet.blocks if isinstance(block, Heading)]


def large(sheet: Sheet) -> list[Paragraph]:
    return [block for block in sheet.blocks if isinstance(block, Paragraph) and block.strong]


def said(sheet: Sheet) -> list[str]:
    return [plain(block.words).replace("\n", " ") for block in large(sheet)]


def test_every_sheet_is_one_page_and_every_line_fits(sample: str, language: str) -> None:
    sheet = made(room_of(sample, language))
    assert pages(sheet) == len(headings(sheet))
    for block in large(sheet):
        lines = plain(block.words).split("\n")
        assert block.points >= wall.LEAST
        assert all(width(line, block.points) <= sheet.width for line in lines)
        assert height(len(lines), block.points) < sheet.height


def test_each_line_has_a_drawing_and_its_sheets_are_counted() -> None:
    sheet = made(room_of("alto-mayo-water", "en"))
    assert sum(isinstance(block, Drawing) for block in sheet.blocks) == len(LINES)
    assert headings(sheet)[:2] == ["1 · Who · sheet 1 of 5", "1 · Who · sheet 2 of 5"]
    assert "S/\u00a0155,000" in said(sheet)
    assert "Pesca con anzuelo" in said(made(room_of("alto-mayo-water", "es")))


def test_the_blank_set_has_a_name_and_a_sheet_to_fill_in_for_each_line() -> None:
    sheet = made(Room(Agreement(), wording("es"), is_blank=True))
    assert len(headings(sheet)) == 2 * len(LINES)
    assert sum(isinstance(block, RuledLines) for block in sheet.blocks) == len(LINES)


def test_what_is_open_has_a_sheet_to_fill_in_under_its_name() -> None:
    blocks = of("buyer: {name: Fund}\n").blocks
    before = [a for a, b in pairwise(blocks) if isinstance(b, RuledLines)]
    heads = [plain(block.words) for block in before if isinstance(block, Paragraph)]
    assert "Who looks after it" in heads
    assert "Who pays" not in heads


def test_what_there_is_none_of_is_said() -> None:
    assert said(of("service: {allowed: none}\nrisk: {events: none}\n")).count("Nothing") == 2


def test_an_open_price_is_expected_not_promised() -> None:
    text = "pay: {form: cash, currency: USD, basis: per_tonne, unit_price: 5, units: 100,"
    text += " schedule: [{date: 2027-05-01, share_pct: 100}]}\nterm: {years: 2}\n"
    sheet = of(text)
    heads = [plain(block.words) for block in sheet.blocks if isinstance(block, Paragraph)]
    assert "Expected, not promised" in heads


def test_a_long_answer_goes_on_and_a_very_long_one_ends_in_dots() -> None:
    words = " ".join(f"word{n}" for n in range(12))
    assert " ".join(said(of(f"site: {{name: {words}}}\n"))).casefold().count("word") == 12
    endless = of(f"site: {{name: {'somewhere ' * 30}}}\n")
    assert "…" in " ".join(said(endless))
    assert WALL in {block.points for block in large(endless)}


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po"]), min_size=1, max_size=80))
@settings(max_examples=40, deadline=None)
def test_even_a_word_without_end_stays_on_its_sheet(word: str) -> None:
    sheets = wall._sheets(f"a{word}z", wall.LARGEST)
    assert len(sheets) <= wall.MOST_SHEETS
    for lines, points in sheets:
        assert all(width(line, points) <= wall.WIDE for line in lines)
        assert height(len(lines), points) <= wall.HIGH
