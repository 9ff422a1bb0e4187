"""`register.csv`: the register as people read it, and what they wrote into it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from pesagree.answers.roster_csv import read_csv
from pesagree.answers.roster_table import shown
from pesagree.batch.entry import Entry
from pesagree.errors import AnswersError, Place, Problem
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import code_of, fold

COLUMNS = ("key", "identity", "version", "stage", "file", "beside", "code", "variant", "digest", "inputs")
"""Of the register, in the order in which they stand."""

_STAGE = "agreement.stage"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def table_of(entries: Iterable[Entry], language: str) -> bytes:
    """The table as spreadsheets of the language open it: their sign between columns, and a mark of UTF-8."""
    words = wording(language)
    entries = list(entries)
    own = list(dict.fromkeys(name for entry in entries for name, _ in entry.extra))
    text = StringIO()
    sheet = csv.writer(text, delimiter=words.batch("register.separator"), lineterminator="\r\n")
    sheet.writerow([*(words.batch(f"register.{column}") for column in COLUMNS), *own])
    for entry in entries:
        stage = entry.mark or (words.choice(_STAGE, entry.stage) if entry.stage else "")
        known = [
            entry.key,
            entry.identity,
            entry.version,
            stage,
            entry.file,
            entry.beside,
            entry.code,
            entry.variant,
        ]
        mine = dict(entry.extra)
        cells = [*known, entry.digest, entry.inputs, *(mine.get(name, "") for name in own)]
        sheet.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig", "replace")


def read_table(data: bytes, source: str) -> Iterator[Entry]:
    """What the table says, whoever saved it and however: as UTF-8 or in the Windows code page.

    Raises AnswersError where no column of files or of stages is to be found: then nobody knows what is
    signed.
    """
    (sheet,) = read_csv(data, source, lambda header: _column(header) is not None, [])
    rows = iter([row for row in sheet.rows if any(shown(cell).strip() for cell in row[1])])
    number, first = next(rows, (1, ()))
    header = [shown(cell).strip() for cell in first]
    columns = [_column(text) for text in header]
    if "file" not in columns or "stage" not in columns:
        words = wording(LANGUAGES[0])
        facts = {"items": [words.batch("register.file"), words.batch("register.stage")]}
        raise AnswersError([Problem("register_columns", Place(source, number, 0, ""), facts=facts)])
    for _, cells in rows:
        texts = [_restored(shown(cell)) for cell in cells]
        if entry := _entry(header, columns, texts):
            yield entry


def _entry(header: Sequence[str], columns: Sequence[str | None], texts: Sequence[str]) -> Entry | None:
    known = {column: text for column, text in zip(columns, texts, strict=False) if column}
    if not known.get("file"):
        return None
    written = fold(known.get("stage", ""))
    stage = code_of(_STAGE).get(written, "")
    extra = tuple(
        (name, text)
        for name, column, text in zip(header, columns, texts, strict=False)
        if column is None and name and text
    )
    return Entry(
        key=known.get("key", ""),
        variant=known.get("variant", ""),
        file=known["file"],
        inputs=known.get("inputs", ""),
        digest=known.get("digest", ""),
        size=0,
        identity=known.get("identity", ""),
        version=known.get("version", ""),
        stage=stage,
        mark="" if stage else known.get("stage", "").strip(),
        code=known.get("code", ""),
        beside=known.get("beside", ""),
        extra=extra,
    )


def _column(header: str) -> str | None:
    folded = fold(header)
    for language in LANGUAGES:
        for column in COLUMNS:
            if fold(wording(language).batch(f"register.{column}")) == folded:
                return column
    return None


def _harmless(text: str) -> str:
    """What a spreadsheet would take for a formula, behind the mark with which it keeps text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
