"""The Markdown draft: literal answers, numbers, references and blanks."""

from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt

from pesagree.document import (
    Blank,
    BlankSize,
    ClauseKind,
    Column,
    Document,
    Field,
    Paragraph,
    Role,
    Table,
    Text,
)
from pesagree.writers.markdown import write

Build = Callable[..., Document]


def one(*inlines: Any, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), role)


def tokens(markdown: str) -> list[Any]:
    return MarkdownIt("commonmark").enable("table").parse(markdown)


def literal(markdown: str) -> str:
    """The last paragraph as a reader sees it; fails if anything in it became markup."""
    inline = [token for token in tokens(markdown) if token.type == "inline"][-1]
    assert {child.type for child in inline.children} <= {"text", "text_special", "hardbreak"}
    return "".join("\n" if child.type == "hardbreak" else child.content for child in inline.children)


@pytest.mark.parametrize(
    "answer",
    [
        "# uno",
        "- dos",
        "1. tres",
        "1) tres",
        "+ x",
        "=== x",
        "--- x",
        "> cita",
        "`code`",
        "*a* _b_ **c**",
        "[a](http://b)",
        "<b>&amp;</b>",
        "a | b",
        "~~no~~",
        "back\\slash",
        "uno\n- dos\n# tres\n===",
        "😀 اتفاق",
    ],
)
def test_answers_stand_literally(with_blocks: Build, answer: str) -> None:
    assert literal(write(with_blocks(one(Field("a", "A", answer))))) == answer
    assert literal(write(with_blocks(one("Nombre: ", Field("a", "A", answer))))) == f"Nombre: {answer}"


def test_the_nasty_answer_stands_literally(with_blocks: Build, nasty: str) -> None:
    assert literal(write(with_blocks(one(Field("a", "A", nasty))))) == nasty


def test_numbers_and_references_are_printed(rich: Document) -> None:
    markdown = write(rich)
    assert "## Cláusula 4. Retribución" in markdown
    assert "## Anexo B. Costos" in markdown
    assert "\n\n**4.1** La empresa paga" in markdown
    assert "[Cláusula 4](#c_payment)" in markdown
    assert "- (b) guardar copia" in markdown


def test_blanks_leave_room_and_ask(with_blocks: Build) -> None:
    blank = Blank("b", "B", "¿Cuánto?", BlankSize.SHORT, "lo dirá Rosa")
    assert literal(write(with_blocks(one(blank)))) == "__________ (¿Cuánto? – lo dirá Rosa)"


def test_nobodys_decision_stands_in_brackets(with_blocks: Build) -> None:
    assert literal(write(with_blocks(one(Field("a", "A", "15", default=True))))) == "[15]"


def test_tables_keep_their_columns_whatever_stands_in_a_cell(with_blocks: Build, nasty: str) -> None:
    columns = (Column((Text("Qué"),)), Column((Text("Monto"),), "right"))
    table = Table("T", "D", columns, (((Field("a", "A", nasty),), (Text("1.00"),)),))
    found = tokens(write(with_blocks(table, kind=ClauseKind.ANNEX)))
    assert [token.type for token in found].count("td_open") == 2


def test_the_same_document_gives_the_same_text(rich: Document) -> None:
    assert write(rich) == write(rich)
