"""Special terms: what the parties want in their own words, each a numbered clause in its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from pesagree.compose.values import Speaker
from pesagree.document import Break, Clause, ClauseKind, Inline, Paragraph, Role, Text
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import fold

ID = "special"

LAST_OF_SECTION: Mapping[str, str] = {
    "site": "area",
    "service": "allowed",
    "water": "water",
    "carbon": "carbon",
    "bio": "biodiversity",
    "pay": "payment_terms",
    "mon": "results",
    "buyer": "buyer_duties",
    "seller": "seller_duties",
    "mid": "intermediary",
    "rights": "knowledge_images",
    "risk": "risks",
    "breach": "breach",
    "term": "exit",
    "assign": "assignment",
    "consent": "consent",
    "grievance": "grievances",
    "law": "law_language",
}
"""The last clause that each section of the form makes: a term "after rights" follows it."""


def with_special_terms(
    clauses: Sequence[Clause], speaker: Speaker, remembered: Callable[[str, Callable[[], Clause]], Clause]
) -> Iterator[Clause]:
    """The clauses with each special term after the part it names, else where special terms stand.

    While nobody has given any, the clause that asks for them stays as it is. `remembered` gives a term's
    clause under a name, composing it only where nobody has before.
    """
    special = speaker.agreement.answer(ID)
    if not special.is_given:
        yield from clauses
        return
    places = [_place(speaker, number, clauses) for number in range(1, len(special.value) + 1)]
    for clause in clauses:
        if clause.id != ID:
            yield clause
        for number, place in enumerate(places, 1):
            if place == clause.id:
                yield remembered(f"{ID}.{number}", partial(_clause, speaker, number))


def _place(speaker: Speaker, number: int, clauses: Sequence[Clause]) -> str:
    """The id of the clause that the term follows."""
    after = speaker.agreement.answer(f"{ID}.{number}.after")
    wanted = fold(speaker.value(after.path, after.value)) if after.is_given else ""
    for clause in clauses:
        if wanted and wanted in (fold(clause.id), fold(clause.heading)):
            return clause.id
    ids = {clause.id for clause in clauses}
    for section, last in LAST_OF_SECTION.items():
        titles = {fold(wording(language).section_title(section)) for language in LANGUAGES}
        if wanted and wanted in (section, *titles) and last in ids:
            return last
    return ID


def _clause(speaker: Speaker, number: int) -> Clause:
    path = f"{ID}.{number}"
    heading = speaker.agreement.answer(f"{path}.heading")
    words: list[Inline] = list(speaker.answer(f"{path}.text"))
    words += [Break(), Text(speaker.words.phrase("asked_by") + " "), *speaker.answer(f"{path}.asked_by")]
    title = speaker.value(heading.path, heading.value) if heading.is_given else speaker.label(ID)
    if not heading.is_given:  # a heading holds no blank: the room to write it is in the text
        words = [*speaker.answer(heading.path), Break(), *words]
    return Clause(f"{ID}_{number}", ClauseKind.CLAUSE, title, (Paragraph(tuple(words), Role.NUMBERED),))
