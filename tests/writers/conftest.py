"""A rich document with every node type, built by hand, shared by the tests of all writers."""

from collections.abc import Callable

import pytest

from pesagree.document import (
    Blank,
    BlankSize,
    Block,
    Break,
    Clause,
    ClauseKind,
    Column,
    Document,
    Field,
    FieldKind,
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
)

WORDS = {
    "clause": "Cláusula",
    "annex": "Anexo",
    "page": "Página",
    "of": "de",
    "contents": "Contenido",
    "draft_text": "BORRADOR – no es para firmar",
    "signature": "Firma",
    "fingerprint": "Huella",
    "date_blank": "____ de ____ de ____",
    "version": "versión",
    "code": "código",
}

NASTY = (
    "Café & Cía <SA> \"uno\" 'dos' ] ]]> {{ x }} {% if %} # | * _ ` [a](b)\n"
    "- otra línea \\ 1. 😀👩🏽‍🌾 اتفاق الماء &amp; fin"
)


def p(role: Role, *inlines: Inline | str) -> Paragraph:
    """A paragraph from inlines and bare words."""
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), role)


def answer(path: str, text: str, **facts: object) -> Field:
    """A field whose label follows from its path."""
    return Field(path, f"Etiqueta de {path}", text, **facts)  # type: ignore[arg-type]


def blank(path: str, question: str, size: BlankSize = BlankSize.LINE, note: str = "") -> Blank:
    """A blank whose label follows from its path."""
    return Blank(path, f"Etiqueta de {path}", question, size, note)


def cells(*texts: Inline | str) -> tuple[tuple[Inline, ...], ...]:
    """One table row."""
    return tuple((Text(t) if isinstance(t, str) else t,) for t in texts)


def ordinary_clause(number: int, heading: str) -> Clause:
    """A clause of the usual length, so that the draft runs over several pages."""
    sentence = (
        "La asociación cuida el bosque de la cabecera y la empresa retribuye ese cuidado según lo que se "
        "ve en la visita anual, sin que nadie pierda por ello derechos sobre la tierra. "
    )
    blocks: list[Block] = [
        p(Role.NUMBERED, sentence * 2, "Véase la ", Reference("payment"), "."),
        p(Role.NUMBERED, "Cada parte se obliga a lo siguiente:"),
        p(Role.ITEM, "avisar por escrito dentro de los ", answer("term.notice", "30 (treinta) días"), ";"),
        p(Role.ITEM, "guardar copia de cada acta y de cada recibo; y"),
        p(Role.ITEM, "entregar a quien lo pida el croquis del ", Reference("map"), "."),
        p(Role.NUMBERED, sentence),
    ]
    return Clause(f"ordinary-{number}", ClauseKind.CLAUSE, heading, tuple(blocks))


def payment_clause() -> Clause:
    columns = (
        Column((Text("Cuota"),), "center"),
        Column((Text("Qué debe estar hecho antes"),)),
        Column((Text("Fecha"),)),
        Column((Text("Monto (S/)"),), "right"),
    )
    rows = tuple(
        cells(
            str(n),
            "Visita hecha y acta firmada por las dos partes, sin incendio ni tala en el bosque."
            if n % 3
            else answer(f"payment.{n}.condition", "Zanjas limpias"),
            answer(f"payment.{n}.date", "5 de marzo de 2026", kind=FieldKind.DATE, date="2026-03-05")
            if n % 4
            else blank(f"payment.{n}.date", "¿Cuándo se paga?", note="lo dirá la gerencia"),
            f"{n * 1234:,}.00",
        )
        for n in range(1, 26)
    )
    return Clause(
        "payment",
        ClauseKind.CLAUSE,
        "Retribución",
        (
            p(Role.BODY, "Esta cláusula dice cuánto, cuándo y cómo se paga."),
            p(
                Role.NUMBERED,
                "La empresa paga ",
                answer("payment.total", "S/ 64 000.00 (sesenta y cuatro mil y 00/100 soles)"),
                " por ",
                answer(
                    "payment.method",
                    "transferencia",
                    kind=FieldKind.CHOICE,
                    options=("transferencia", "cheque"),
                ),
                " dentro de los ",
                answer("payment.days", "15", default=True),
                " días. Fecha del primer pago: ",
                answer("payment.first", "5 de marzo de 2026", kind=FieldKind.DATE, date="2026-03-05"),
                ".",
            ),
            p(
                Role.NUMBERED,
                "Cuenta del vendedor: ",
                blank(
                    "payment.account",
                    "¿A qué cuenta se paga?",
                    note="lo averigua la tesorera antes del 3 de marzo",
                ),
                " en el banco ",
                blank("payment.bank", "¿Qué banco?", BlankSize.SHORT),
                ".",
            ),
            p(
                Role.NUMBERED,
                "Lo que la comunidad quiere hacer con el dinero: ",
                blank("payment.use", "¿En qué se usará el dinero?", BlankSize.LINES),
            ),
            p(Role.OPEN, Text("Falta decidir quién paga la transferencia:", strong=True)),
            p(Role.OPEN, "☐ la empresa"),
            p(Role.OPEN, "☐ el vendedor, que lo descuenta de ", blank("payment.bank", "¿Qué banco?")),
            Table("Cuotas", "Una fila por cuota: condición, fecha y monto.", columns, rows),
            p(
                Role.NUMBERED,
                "Los pagos siguen la ",
                Reference("ordinary-2"),
                " y el ",
                Reference("costs"),
                ".",
            ),
        ),
    )


def annexes() -> list[Clause]:
    wide = tuple(Column((Text(f"Columna {n}"),), "right" if n > 3 else "left") for n in range(1, 9))
    return [
        Clause(
            "map",
            ClauseKind.ANNEX,
            "Croquis del lugar",
            (
                Heading(2, (Text("Linderos de "), answer("site.name", "Quebrada Clara"))),
                p(Role.NUMBERED, "El lugar limita al norte con el río."),
                p(Role.ITEM, "hito uno"),
                p(Role.ITEM, "hito dos"),
                p(Role.BODY, "Por el sur:"),
                p(Role.ITEM, "hito tres"),
                Heading(3, (Text("Usos que siguen permitidos"),)),
                p(Role.BULLET, "pesca para comer"),
                p(Role.BULLET, "leña ", Text("caída", emphasis=True)),
                p(Role.ITEM, "otra lista"),
            ),
        ),
        Clause(
            "costs",
            ClauseKind.ANNEX,
            "Costos",
            (
                Table(
                    "Costos por año",
                    "Ocho columnas de cifras.",
                    wide,
                    tuple(cells(*(f"{r * c * 1000:,}" for c in range(1, 9))) for r in range(1, 9)),
                ),
            ),
        ),
        Clause("acts", ClauseKind.ANNEX, "Actas", (p(Role.BODY, "Se añade copia del acta."),)),
    ]


def rich_document() -> Document:
    """All node types, fifteen clauses with front and closing, three annexes, long and wide tables."""
    person = Signer(
        (
            (answer("seller.rep.name", "Rosa Ejemplo Tuanama"),),
            (Text("DNI "), answer("seller.rep.id", "00000002")),
            (Text("Presidenta, según "), blank("seller.rep.power", "¿Qué acta?", note="lo trae Rosa")),
        )
    )
    front = Clause(
        "parties",
        ClauseKind.FRONT,
        "Las partes",
        (
            p(
                Role.NUMBERED,
                "Comprador: ",
                answer("buyer.name", NASTY),
                " (",
                Text("el Comprador", strong=True),
                ").",
            ),
            p(
                Role.BODY,
                "Vendedor: ",
                answer("seller.name", "Asociación"),
                Break(),
                "desde ",
                Reference("parties"),
            ),
            p(Role.ITEM, "primero"),
            p(
                Role.BODY,
                "Otra vez ",
                answer("buyer.name", NASTY),
                " y ",
                answer("seller.arabic", "اتفاق الماء"),
                ".",
            ),
            p(Role.ITEM, "de nuevo desde el principio"),
        ),
    )
    headings = (
        "Objeto del contrato",
        "Definiciones",
        "El lugar",
        "Lo que hace el vendedor",
        "Lo que sigue permitido",
        "Vigilancia y visitas",
        "Si hay incendio u otra fuerza mayor",
        "Quejas",
        "Salida y resolución",
        "Confidencialidad",
        "Avisos",
    )
    ordinary = [ordinary_clause(n, heading) for n, heading in enumerate(headings, start=1)]
    closing = Clause(
        "signatures",
        ClauseKind.CLOSING,
        "Lugar, fecha y firmas",
        (
            p(Role.BODY, "Firmado en ", blank("sign.place", "¿Dónde?", BlankSize.SHORT), "."),
            Signatures(
                (
                    SignatureSide((Text("Por el Vendedor"),), (person, person)),
                    SignatureSide(
                        (Text("Por el Comprador: "), answer("buyer.name", NASTY)),
                        (Signer(((answer("buyer.rep.name", "Persona Uno"),),), fingerprint=False),),
                    ),
                ),
                "Huella",
                "Firma",
            ),
        ),
    )
    return Document(
        language="es",
        title=(
            Text("Contrato de retribución por servicios ecosistémicos: "),
            answer("agreement.title", "Quebrada Clara"),
        ),
        plain_title="Contrato de retribución por servicios ecosistémicos: Quebrada Clara",
        state="BORRADOR",
        identity="EX-S1",
        version="3",
        notice=(
            p(
                Role.NOTICE,
                Text("Este papel es un borrador.", strong=True),
                " Nadie queda obligado por leerlo.",
            ),
            p(
                Role.NOTICE,
                "No reemplaza el consejo de un abogado; pidan que alguien de su confianza lo lea.",
            ),
        ),
        clauses=(front, *ordinary[:3], payment_clause(), *ordinary[3:], closing, *annexes()),
        words=WORDS,
    )


@pytest.fixture(scope="session")
def rich() -> Document:
    return rich_document()


@pytest.fixture(scope="session")
def with_blocks() -> Callable[..., Document]:
    """A function that builds a small document whose only clause holds the given blocks."""

    def build(*blocks: Block, kind: ClauseKind = ClauseKind.CLAUSE, **changes: object) -> Document:
        facts: dict[str, object] = {
            "language": "es",
            "title": (Text("Acuerdo"),),
            "plain_title": "Acuerdo",
            "state": "",
            "identity": "",
            "version": "",
            "notice": (),
            "clauses": (Clause("only", kind, "Única", blocks),),
            "words": WORDS,
        }
        return Document(**(facts | changes))  # type: ignore[arg-type]

    return build


@pytest.fixture(scope="session")
def nasty() -> str:
    return NASTY
