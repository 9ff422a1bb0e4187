"""Words that no clause may use, and words that belong to one country only."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from pesagree.agreement.conditions import NAMED
from pesagree.answers.reading import parse
from pesagree.clauses import library
from pesagree.compose import compose
from pesagree.document import Blank, Document, Signatures, Table, Text
from pesagree.resources import samples_dir
from pesagree.wording.language import LANGUAGES

SAMPLES = sorted(
    file.stem for file in samples_dir().glob("*.yaml") if not file.name.endswith(".private.yaml")
)
EMPTY = "(no answers)"

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
    "es": re.compile(r"\b(the|shall|payment|and|with|which|agreement|party|this|buyer|seller)\b", re.I),
    "en": re.compile(r"\b(el|los|las|que|debe|deben|pago|acuerdo|cuando|según|esta|retribución)\b", re.I),
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
            if isinstance(block, Table):
                cells = [column.header for column in block.columns] + [
                    cell for row in block.rows for cell in row
                ]
            else:
                cells = [] if isinstance(block, Signatures) else [block.inlines]
            for inline in (inline for cell in cells for inline in cell):
                if isinstance(inline, Text | Blank):
                    yield inline.text if isinstance(inline, Text) else inline.question


@cache
def draft(sample: str, country: str, language: str) -> Document:
    text = "" if sample == EMPTY else (samples_dir() / f"{sample}.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^country:.*\n", "", text)
    if country != "PE":  # what a person in another country would not have answered
        text = re.sub(r"\bPEN\b", "BOB", re.sub(r"(?m)^ +words: merese.*\n", "", text))
    return compose(parse(f"country: {country}\n{text}", "a.yaml").agreement, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["PE", "BO"])
@pytest.mark.parametrize("sample", [EMPTY, *SAMPLES])
def test_no_draft_uses_a_word_that_it_must_not_use(sample, country, language):
    for text in texts(draft(sample, country, language)):
        assert not NEVER[language].search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [EMPTY, *SAMPLES])
def test_outside_peru_nothing_is_peruvian(sample, language):
    for text in texts(draft(sample, "BO", language)):
        assert not PERUVIAN.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_in_peru_the_words_of_its_law_are_there(sample, language):
    assert PERUVIAN.search("\n".join(texts(draft(sample, "PE", language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_clause_speaks_one_language(language):
    for clause in library(language).clauses:
        for words in (clause.heading, clause.plain):
            assert not FOREIGN[language].search(words), clause.entry.id
            assert not NEVER[language].search(words), clause.entry.id
            assert not PERUVIAN.search(words), clause.entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_peruvian_words_stand_behind_their_condition(language):
    assert "PE" in NAMED
    for clause in library(language).clauses:
        for piece in clause.pieces:
            if PERUVIAN.search(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", piece)):
                assert "when.PE" in piece, (clause.entry.id, piece)
