"""A roster as text, as spreadsheets in Peru write it: `;`, `,` or tab, in UTF-8 or the Windows code page."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator

from pesagree.answers.roster_table import Sheet
from pesagree.errors import AnswersError, Place, Problem

DELIMITERS = (";", ",", "\t")
"""The usual one first: it wins where a file has one column only."""

_LINE = re.compile(r"[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n")


def read_csv(
    data: bytes, source: str, known: Callable[[str], bool], notes: list[Problem]
) -> tuple[Sheet, ...]:
    """The one sheet of a text file. `known` says whether a header is one that the form has.

    Rows are counted as a spreadsheet counts them: a cell with line breaks is still in one row.
    """
    text = _decoded(data, source, notes)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # A line for Excel alone, which it does not show.
        return (_sheet(rest, first.strip()[4], source),)
    return (_sheet(text, _delimiter(text, known), source),)


def is_utf16(data: bytes) -> bool:
    """Whether the text says so itself: what Excel calls "Unicode text"."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _decoded(data: bytes, source: str, notes: list[Problem]) -> str:
    if is_utf16(data):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append(Problem("roster_cp1252", Place(source)))
        return data.decode("cp1252", "replace")


def _delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The sign between columns, decided by the header: the one that makes most known headers of it."""

    def score(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(_lines(text), delimiter=delimiter)
        try:
            header = next((row for row in rows if "".join(row).strip(" ;,\t")), [])
        except csv.Error:  # said with its line when the rows are read
            return 0, 0
        return sum(map(known, header)), len(header)

    return max(DELIMITERS, key=score)


def _lines(text: str) -> Iterator[str]:
    """The lines with their endings, one by one: a StringIO would hold it all anew, four bytes a letter."""
    return (found[0] for found in _LINE.finditer(text))


def _sheet(text: str, delimiter: str, source: str) -> Sheet:
    return Sheet("", lambda: _numbered(text, delimiter, source))


def _numbered(text: str, delimiter: str, source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            yield number, tuple(row)
    except csv.Error:
        # Where quotes do not match, nobody knows which row anything below belongs to.
        raise AnswersError([Problem("roster_quotes", Place(source, reader.line_num))]) from None
