"""The free text of an agreement, folded for a search: where a person may have used a wrong word."""

from collections.abc import Iterator

from pesagree.agreement import Agreement
from pesagree.review.look import texts
from pesagree.wording.language import fold


def free_texts(agreement: Agreement, *more: str) -> Iterator[tuple[str, str]]:
    """Path and text of special terms, the description, notes and `more` paths; accents and case aside."""
    for number, term in enumerate(agreement.special, 1):
        for leaf in ("heading", "text"):
            joined = " ".join(texts(getattr(term, leaf)))
            yield f"special.{number}.{leaf}", fold(joined)
    for path in ("service.description", *more):
        yield path, fold(" ".join(texts(agreement.answer(path).value)))
    for path, note in agreement.notes.items():
        if not path.startswith("private"):
            yield path, fold(note)
