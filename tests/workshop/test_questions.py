"""Question sheets: the terminal's numbers, the room's order, what is known, and each question once."""

import re

import pytest

from pesagree.agreement import QUESTIONS, Agreement, Level, Who
from pesagree.answers.reading import load, parse
from pesagree.interview.plan import NUMBERS
from pesagree.interview.room import PLACES
from pesagree.resources import samples_dir
from pesagree.sheet import Block, Boxes, Grid, Heading, Paragraph, Sheet, Together, plain
from pesagree.wording import wording
from pesagree.workshop import Room, make

SHEETS = {
    "questions-room": (Who.ROOM,),
    "questions-desk": (Who.DESK, Who.ASSEMBLY),
    "questions-buyer": (Who.BUYER,),
    "questions-expert": (Who.EXPERT,),
    "questions-lawyer": (Who.LAWYER,),
}


def sheet(name: str, agreement: Agreement, level: Level | None = None, language: str = "en") -> Sheet:
    words = wording(language)
    room = Room(agreement, words, level=level, is_blank=agreement == Agreement())
    return make(room, [name])[0].sheet


def answers(text: str) -> Agreement:
    return parse(f"pesagree: 1\n{text}", "a.yaml").agreement


def flat(sheet: Sheet) -> list[Block]:
    return [one for b in sheet.blocks for one in (b.blocks if isinstance(b, Together) else (b,))]


def said(sheet: Sheet) -> str:
    return "\n".join(plain(block.words) for block in flat(sheet) if isinstance(block, Heading | Paragraph))


def numbers(sheet: Sheet) -> list[int]:
    heads = [plain(block.words) for block in flat(sheet) if isinstance(block, Heading) and block.level == 3]
    return [int(head.partition(".")[0]) for head in heads]


@pytest.mark.parametrize("name", SHEETS)
def test_every_question_of_its_answerers_stands_on_the_blank_sheet_once(name: str) -> None:
    wanted = [NUMBERS[q.path] for q in QUESTIONS.values() if q.who in SHEETS[name]]
    assert sorted(numbers(sheet(name, Agreement(), Level.FULL))) == wanted


def test_the_room_is_asked_in_its_own_order() -> None:
    order = [NUMBERS[path] for place in PLACES for path in place if QUESTIONS[path].who is Who.ROOM]
    assert numbers(sheet("questions-room", Agreement(), Level.FULL)) == order


def test_half_a_day_gets_the_essential_questions() -> None:
    assert len(numbers(sheet("questions-room", Agreement()))) == 11


def test_each_group_gets_all_questions_of_the_groups() -> None:
    wanted = sum(q.who is Who.GROUPS and q.level is Level.ESSENTIAL for q in QUESTIONS.values())
    assert len(numbers(sheet("questions-groups", Agreement()))) == 4 * wanted


def test_private_questions_stand_on_no_sheet() -> None:
    private = {NUMBERS[q.path] for q in QUESTIONS.values() if q.is_private}
    for name in (*SHEETS, "questions-groups"):
        assert not private & set(numbers(sheet(name, Agreement(), Level.FULL)))


def test_what_is_answered_is_shown_and_not_asked_again() -> None:
    text = said(sheet("questions-room", answers("site:\n  name: Aguajal & Río <Dos>\n")))
    assert "Already said: Aguajal & Río <Dos>" in text
    assert "Still so?" in text


def test_unknown_and_disputed_answers_say_so() -> None:
    text = said(
        sheet(
            "questions-room",
            answers(
                "site:\n  name: '?? ask the elders by June'\n"
                "term:\n  years: {proposals: {buyer: 30, seller: 5}}\n"
            ),
        )
    )
    assert "ask the elders by June" in text
    assert re.search(r"Not agreed yet: 30 .* / 5 ", text)


def test_a_question_whose_condition_fails_is_left_out() -> None:
    agreement = answers("mid:\n  exists: no\nservice:\n  kind: water\n")
    assert NUMBERS["mid.fee_pct"] not in numbers(sheet("questions-buyer", agreement))
    assert NUMBERS["mid.fee_pct"] in numbers(sheet("questions-buyer", Agreement()))
    assert "Only if" in said(sheet("questions-buyer", Agreement()))


def test_each_seller_is_asked_by_name() -> None:
    agreement = answers("seller:\n  - {name: Uno}\n  - {name: Dos}\n")
    text = said(sheet("questions-desk", agreement))
    assert "(Uno)" in text
    assert "(Dos)" in text


def test_a_list_shows_its_things_and_leaves_room_for_more() -> None:
    agreement = load(samples_dir() / "alto-mayo-water.yaml", with_private=False).agreement
    grids = [b for b in flat(sheet("questions-groups", agreement, language="es")) if isinstance(b, Grid)]
    work = next(grid for grid in grids if grid.caption == "Lo que van a hacer")
    assert [plain(row.cells[0]) for row in work.rows if isinstance(row.cells[0], str)] == [
        "recorrer y vigilar el monte",
        "hacer pozos para el mucílago del café",
    ]
    assert work.blank_rows == 2


def test_choices_have_boxes() -> None:
    boxes = [block for block in flat(sheet("questions-room", Agreement())) if isinstance(block, Boxes)]
    assert ("money", "things and help", "money, and also things and help") in [box.items for box in boxes]
