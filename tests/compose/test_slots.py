"""Slots: opaque characters that stand for answers, and come back as what they were."""

from pesagree.agreement.scalars import RESERVED
from pesagree.compose.slots import SLOT, AnswerSlot, ReferenceSlot, SideSlot, Slot, slot_of, written


def test_a_slot_comes_back_from_its_characters() -> None:
    name = "seller.name"
    slots: list[Slot] = [AnswerSlot(name), AnswerSlot(name, in_words=True), ReferenceSlot("payment")]
    for slot in slots:
        found = SLOT.fullmatch(written(slot))
        assert found is not None
        assert slot_of(found.group(1)) == slot


def test_equal_slots_are_written_alike_and_others_not() -> None:
    assert written(AnswerSlot("buyer.name")) == written(AnswerSlot("buyer.name"))
    assert written(AnswerSlot("buyer.name")) != written(AnswerSlot("buyer.name", in_words=True))
    assert written(AnswerSlot("buyer")) != written(SideSlot("buyer"))


def test_more_slots_than_one_character_can_number() -> None:
    texts = [written(AnswerSlot(f"pay.schedule.{number}.amount")) for number in range(7000)]
    assert len(set(texts)) == 7000
    assert slot_of(texts[6999][1:]) == AnswerSlot("pay.schedule.6999.amount")


def test_neighbouring_slots_are_told_apart() -> None:
    text = written(AnswerSlot("a")) + written(AnswerSlot("b"))
    assert [slot_of(code) for code in SLOT.findall(text)] == [AnswerSlot("a"), AnswerSlot("b")]


def test_no_answer_can_hold_the_characters_of_a_slot() -> None:
    assert all(RESERVED.fullmatch(character) for character in written(AnswerSlot("seller.name")))
