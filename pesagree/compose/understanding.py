"""The proof of understanding in the record of consent: a table of who answered, and how many were right."""

from dataclasses import replace

from pesagree.answers.workshop_notes import Understood
from pesagree.document import Break, Column, Document, Heading, Inline, Paragraph, Table, Text
from pesagree.wording import formats, wording

RECORD = "annex_consent"
"""The annex that records how people were informed and decided."""


def with_understanding(document: Document, understood: Understood | None) -> Document:
    """The document with what the groups understood at the end of its record of consent.

    Unchanged without results, or where this paper has no such annex.
    """
    if understood is None:
        return document
    blocks = _blocks(understood, document.language)
    return replace(
        document,
        clauses=tuple(
            replace(clause, blocks=(*clause.blocks, *blocks)) if clause.id == RECORD else clause
            for clause in document.clauses
        ),
    )


def _blocks(understood: Understood, language: str) -> tuple[Heading, Paragraph, Table, Paragraph]:
    words = wording(language)
    phrases = words.phrases["understanding"]
    title = str(phrases["title"])
    when = formats.long_date(understood.day, language) if understood.day else str(phrases["no_day"])
    heads = tuple(str(head) for head in phrases["columns"])
    rows = tuple(
        (
            (Text(tally.group),),
            (Text(str(tally.asked)),),
            (Text(str(tally.right)),),
            (Text(str(tally.share)),),
        )
        for tally in understood.tallies
    )
    table = Table(
        caption=title,
        description=words.phrase("table_description", columns="; ".join(heads)),
        columns=tuple(Column((Text(head),), "right" if n else "left") for n, head in enumerate(heads)),
        rows=rows,
    )
    again = [tally.group for tally in understood.tallies if not tally.is_enough]
    end: tuple[Inline, ...] = (Text(str(phrases["none_again"])),)
    if again:
        end = (Text(str(phrases["again"]).format(groups=formats.joined(again, language))),)
        end = (*end, Break(), Text(str(phrases["again_line"])))
    how = Paragraph((Text(str(phrases["how"]).format(day=when)),))
    return Heading(2, (Text(title),)), how, table, Paragraph(end)
