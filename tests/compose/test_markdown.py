"""Rendered clause text becomes blocks whose answers are still slots."""

from hypothesis import assume, given
from hypothesis import strategies as st

from pesagree.compose import markdown
from pesagree.compose.markdown import Grid, Words, parse
from pesagree.compose.slots import AnswerSlot, ReferenceSlot, written
from pesagree.document import Break, Role, Text

NAME = AnswerSlot("seller.name")


def test_a_paragraph_keeps_answers_where_they_stand() -> None:
    assert parse(f"Paga {written(NAME)}.") == (Words((Text("Paga "), NAME, Text("."))),)


def test_two_paragraphs_and_a_soft_line_end() -> None:
    assert parse("Uno\ndos\n\n\n\nTres") == (
        Words((Text("Uno"), Text(" "), Text("dos"))),
        Words((Text("Tres"),)),
    )


def test_strong_and_emphasised_words_beside_answers() -> None:
    assert parse(f"**{written(NAME)}.** *quien paga* ***las dos***") == (
        Words(
            (
                NAME,
                Text(".", strong=True),
                Text(" "),
                Text("quien paga", emphasis=True),
                Text(" "),
                Text("las dos", strong=True, emphasis=True),
            )
        ),
    )


def test_a_hard_break() -> None:
    assert parse("a\\\nb") == (Words((Text("a"), Break(), Text("b"))),)


def test_items_and_bullets() -> None:
    assert parse(f"Se hace:\n1. {written(NAME)}\n1. dos\n\nfin\n- punto") == (
        Words((Text("Se hace:"),)),
        Words((NAME,), Role.ITEM),
        Words((Text("dos"),), Role.ITEM),
        Words((Text("fin"),)),
        Words((Text("punto"),), Role.BULLET),
    )


def test_headings_have_two_levels_inside_an_annex() -> None:
    assert parse("# A\n## B\n### C\n#### D") == (
        Words((Text("A"),), Role.BODY, 2),
        Words((Text("B"),), Role.BODY, 2),
        Words((Text("C"),), Role.BODY, 3),
        Words((Text("D"),), Role.BODY, 3),
    )


def test_a_table_with_alignments_and_an_empty_cell() -> None:
    reference = ReferenceSlot("area")
    text = f"| A | B | C |\n|---|:-:|---:|\n| {written(NAME)} | {written(reference)} | |\n"
    assert parse(text) == (
        Grid(
            ((Text("A"),), (Text("B"),), (Text("C"),)),
            ("left", "center", "right"),
            (((NAME,), (reference,), ()),),
        ),
    )


def test_html_is_text() -> None:
    assert parse("<b>a</b> & b") == (Words((Text("<b>a</b> & b"),)),)


def test_equal_texts_are_parsed_once() -> None:
    assert parse("Lo mismo siempre.") is parse("Lo mismo siempre.")


SIGNS = "aZñ1.) \t\n\r\0\x0b\x1f\xa0-+=#>*_`~|:[]()!<&;\\^$%@{}\"'¿«\u2028\ue001"
PARTS = st.text(st.sampled_from(SIGNS)) | st.just(written(NAME)) | st.text()


@given(st.lists(PARTS, max_size=6).map(lambda parts: "".join(["Se ", *parts]).rstrip()))
def test_a_plain_line_reads_as_markdown_reads_it(text: str) -> None:
    assume(markdown._is_plain(text))
    assert parse(text) == tuple(markdown._blocks(markdown._parser.parse(text)))
