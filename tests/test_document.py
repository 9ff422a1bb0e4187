"""The document tree: numbers, references and the order in which everything is read."""

import pytest

from pesagree.document import (
    Blank,
    Block,
    Break,
    Clause,
    ClauseKind,
    Column,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Reference,
    Role,
    Signatures,
    SignatureSide,
    Signer,
    Table,
    Text,
    block_inlines,
    inlines,
    numbering,
    reference_text,
)

PLACE = Field("site.name", "Lugar", "Quebrada Clara")
DATE = Blank("sign.date", "Fecha", "¿Qué día se firma?")


def document(*clauses: Clause) -> Document:
    return Document(
        language="es",
        title=(Text("Acuerdo"), Break(), PLACE),
        plain_title="Acuerdo: Quebrada Clara",
        state="BORRADOR",
        identity="",
        version="",
        notice=(Paragraph((Text("No es asesoría legal."),), Role.NOTICE),),
        clauses=clauses,
        words={"clause": "Cláusula", "annex": "Anexo"},
    )


def clause(identity: str, kind: ClauseKind = ClauseKind.CLAUSE, *blocks: Block) -> Clause:
    return Clause(identity, kind, identity.title(), blocks)


WHOLE = document(
    clause("parties", ClauseKind.FRONT),
    clause("purpose"),
    clause("payment"),
    clause("signatures", ClauseKind.CLOSING),
    clause("annex_area", ClauseKind.ANNEX),
    clause("annex_calendar", ClauseKind.ANNEX),
)


def test_clauses_have_numbers_annexes_letters_and_the_rest_nothing() -> None:
    assert numbering(WHOLE) == {"purpose": "1", "payment": "2", "annex_area": "A", "annex_calendar": "B"}


def test_a_clause_left_out_moves_the_others_up() -> None:
    shorter = document(clause("payment"), clause("annex_calendar", ClauseKind.ANNEX))
    assert numbering(shorter) == {"payment": "1", "annex_calendar": "A"}


@pytest.mark.parametrize(
    ("target", "said"), [("payment", "Cláusula 2"), ("annex_area", "Anexo A"), ("annex_calendar", "Anexo B")]
)
def test_a_reference_in_words(target: str, said: str) -> None:
    assert reference_text(WHOLE, numbering(WHOLE), target) == said


def test_a_reference_to_what_has_no_number_is_a_fault() -> None:
    with pytest.raises(KeyError):
        reference_text(WHOLE, numbering(WHOLE), "signatures")


def texts(nodes: list[Inline]) -> list[str]:
    return [node.text if isinstance(node, Text | Field) else type(node).__name__ for node in nodes]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            Paragraph((Text("a"), PLACE, DATE, Reference("payment"))),
            ["a", "Quebrada Clara", "Blank", "Reference"],
        ),
        (Heading(2, (Text("b"),)), ["b"]),
        (
            Table(
                "t",
                "d",
                (Column((Text("1"),)), Column((Text("2"),), "right")),
                (((PLACE,), ()), ((), (DATE,))),
            ),
            ["1", "2", "Quebrada Clara", "Blank"],
        ),
        (
            Signatures(
                (
                    SignatureSide(
                        (Text("Por quien paga"),), (Signer(((Text("Uno"),), (Text("DNI"), DATE))),)
                    ),
                    SignatureSide((Text("Por quien cuida"),), (Signer(((PLACE,),), fingerprint=False),)),
                ),
                "Huella",
                "Firma",
            ),
            ["Por quien paga", "Uno", "DNI", "Blank", "Por quien cuida", "Quebrada Clara"],
        ),
    ],
    ids=["paragraph", "heading", "table", "signatures"],
)
def test_the_inlines_of_a_block_in_reading_order(block: Block, expected: list[str]) -> None:
    assert texts(list(block_inlines(block))) == expected


def test_the_inlines_of_a_document_begin_with_title_and_notice() -> None:
    whole = document(
        clause("one", ClauseKind.FRONT, Paragraph((Text("a"),)), Heading(3, (Text("b"),))),
        clause("two", ClauseKind.ANNEX, Paragraph((DATE,))),
    )
    assert texts(list(inlines(whole))) == [
        "Acuerdo",
        "Break",
        "Quebrada Clara",
        "No es asesoría legal.",
        "a",
        "b",
        "Blank",
    ]
