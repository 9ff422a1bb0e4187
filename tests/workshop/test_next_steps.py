"""Next steps: what is missing or weak stands under its topic, with who can help."""

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.answers.reading import load, parse
from pesagree.resources import samples_dir
from pesagree.sheet import Cell, Grid, plain
from pesagree.wording import wording
from pesagree.workshop import Room, make
from pesagree.workshop.next_steps import ELSEWHERE, TOPICS, topic_of


def tables(agreement: Agreement, *, is_blank: bool = False) -> dict[str, list[list[str]]]:
    """The filled rows under each topic, as words."""
    words = wording("en")
    sheet = make(Room(agreement, words, is_blank=is_blank), ["next-steps"])[0].sheet
    grids = [block for block in sheet.blocks if isinstance(block, Grid)]
    return {
        topic: [[plain(c.words if isinstance(c, Cell) else c) for c in row.cells] for row in grid.rows]
        for topic, grid in zip(TOPICS, grids, strict=True)
    }


def test_every_public_question_has_a_topic() -> None:
    sections = {section for sections in TOPICS.values() for section in sections}
    assert {question.section for question in QUESTIONS.values()} == sections | {"private"}
    assert set(ELSEWHERE) <= set(QUESTIONS)
    assert set(ELSEWHERE.values()) <= set(TOPICS)


def test_unknown_disputed_and_open_answers_are_listed() -> None:
    text = "pesagree: 1\nservice:\n  baseline:\n    text: '?? the university by May'\n"
    text += "term:\n  years: {proposals: {buyer: 30, seller: 5}}\n"
    found = tables(parse(text, "a.yaml").agreement)
    (known,) = [row for row in found["service"] if "the university by May" in row[1]]
    assert known[0].startswith("95. ")
    assert any("30" in row[1] and "5" in row[1] for row in found["governance"])
    assert any(row[0].endswith("Name of the place") or "place" in row[0] for row in found["service"])
    assert all(row[2] and not row[3] and not row[4] for rows in found.values() for row in rows)


def test_a_bad_deal_has_much_to_do_under_every_topic() -> None:
    found = tables(load(samples_dir() / "bad-deal.yaml", with_private=False).agreement)
    assert all(len(rows) >= 8 for rows in found.values())


def test_the_blank_set_has_only_empty_rows() -> None:
    assert all(rows == [] for rows in tables(Agreement(), is_blank=True).values())


def test_topics_follow_the_answer_not_only_its_part() -> None:
    assert topic_of("seller.2.benefit_plan.1.use") == "governance"  # a field of a thing follows its part
    assert topic_of("seller.2.benefit_plan") == "money"
    assert topic_of("service.limits") == "concerns"
