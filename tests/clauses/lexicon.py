"""Words that no clause may use, words of the other language, and words that belong to one country only."""

import re
from collections.abc import Iterator
from functools import cache

from pesagree.document import Blank, Document, Signatures, Text, block_inlines

NEVER = {
    "es": re.compile(
        r"\brescisi|\brescind|consulta previa|\bINRENA\b|\beventos? de default\b|\bcomisionist"
        r"|\bper se\b|\bmutatis\b|\bel presente\b|\bla presente\b|\bpor medio del? presente\b|\bantedich"
        r"|\bcontratante\b|\bsusodich|\bS/\.|\bnuevos soles\b|\bvosotros\b|\btú\b|\btu\b|\btus\b|\bti\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\brescission|\brescind|prior consultation|\bINRENA\b|\bhere(by|in|of|to|under)\b|\bwitnesseth\b"
        r"|\bwhereas\b|\bthereof\b|\bforthwith\b|\baforesaid\b|\bS/\.|\bin lieu\b|\binter alia\b",
        re.IGNORECASE,
    ),
}

FOREIGN = {
    "es": re.compile(r"\b(the|shall|payment|and|with|which|agreement|party|this|if|buyer|seller)\b", re.I),
    "en": re.compile(
        r"\b(el|los|las|que|debe|deben|pago|acuerdo|para|cuando|según|esta|si|retribución)\b", re.I
    ),
}

PERUVIAN = re.compile(
    r"\b(DNI|RUC|SUNARP|SUNAT|CCI|MINAM|RENAMI|SERNANP|SERFOR|OSINFOR|SUNASS|INDECOPI|ARFFS|MERESE|EPS|[Uu]bigeo"
    r"|Per[uú]|[Pp]eruan[oa]s?|Peruvian|[Ss]oles|S/|Ley \d+|Law \d+|DS \d+|D\.?S\.?|DL \d+"
    r"|Decreto (Supremo|Legislativo)|Supreme Decree|Legislative Decree|Código Civil|Civil Code"
    r"|Banco Central de Reserva|Defensoría|[Cc]ontribuyente|[Rr]etribuyente"
    r"|Registros Públicos|Public Registries|Ministerio|Ministry|[Nn]otarial letter|carta notarial)\b"
)
"""Laws, bodies and papers of Peru; `contribuyente` and `retribuyente` are words of its law."""


def texts(document: Document) -> Iterator[str]:
    """Each run of text that is no answer: what the clauses say, and the questions in the blanks."""
    for clause in document.clauses:
        yield clause.heading
        for block in clause.blocks:
            if isinstance(block, Signatures):
                continue
            for inline in block_inlines(block):
                if isinstance(inline, Text | Blank):
                    yield inline.text if isinstance(inline, Text) else inline.question


def forbidden(document: Document, country: str) -> Iterator[str]:
    """What a draft says that it must not say in its language, or in its country."""
    for text in texts(document):
        if _is_never(text, document.language) or (country != "PE" and is_peruvian(text)):
            yield text


@cache  # most texts stand in nearly every draft
def _is_never(text: str, language: str) -> bool:
    return bool(NEVER[language].search(text))


@cache
def is_peruvian(text: str) -> bool:
    """Whether a text names a law, a body or a paper of Peru."""
    return bool(PERUVIAN.search(text))


@cache
def is_foreign(text: str, language: str) -> bool:
    """Whether a text has words of the other language."""
    return bool(FOREIGN[language].search(text))
