"""The rows of a sheet as bytes: half a million cells as a tree would take more memory than a laptop has."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from pesagree.agreement.scalars import CONTROL
from pesagree.answers.roster_marks_flow import Flow
from pesagree.errors import column_letter

WIDTH = 70
"""Of the column of reasons, in letters."""

LINE_HEIGHT = 15
MOST_LINES = 12


class Rows:
    """All rows of one sheet; only those that get or lose a reason are written anew.

    `strings` gives the part with the texts that all sheets share.
    """

    def __init__(self, flow: Flow, strings: Callable[[], bytes]) -> None:
        self.flow, self.prefix, self.strings = flow, flow.prefix, strings

    def each_row(self) -> Iterator[tuple[int, re.Match[bytes]]]:
        last = 0
        for block in self.flow.blocks():
            for number, found in self.rows_of(block, last):
                yield number, found
                last = number

    def rows_of(self, block: bytes, number: int) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The rows of one block with their numbers; a row may leave its own to be counted from `number`."""
        name = self.prefix + b"row"
        for found in re.finditer(rb"<%s\b([^>]*?)(?:/>|>(.*?)</%s>)" % (name, name), block, re.DOTALL):
            number = _numbered(found[1], number)
            yield number, found

    def cells(self, inner: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The cells of a row, each with its column; a cell may leave its place to be counted."""
        name = self.prefix + b"c"
        number = 0
        for found in re.finditer(rb"<%s\b([^>]*?)(?:/>|>(.*?)</%s>)" % (name, name), inner, re.DOTALL):
            named = re.search(rb'\br="([A-Z]+)\d+"', found[1])
            number = column_number(named[1]) if named else number + 1
            yield number, found

    def header(self) -> tuple[int, dict[int, str]] | None:
        """The first row that holds something: its number, and its texts by their columns."""
        strings = cache(self.strings)
        for number, row in self.each_row():
            texts = {column: self.text(cell, strings) for column, cell in self.cells(row[2] or b"")}
            if any(text.strip() for text in texts.values()):
                return number, {column: " ".join(text.split()) for column, text in texts.items()}
        return None

    def text(self, cell: re.Match[bytes], strings: Callable[[], bytes]) -> str:
        inside = cell[2] or b""
        if not inside:
            return ""
        texts = re.findall(rb"<(?:\w+:)?(?:v|t)\b[^>]*?>(.*?)</(?:\w+:)?(?:v|t)>", inside, re.DOTALL)
        text = _unescaped(b"".join(texts))
        return _shared(strings(), int(text)) if b't="s"' in cell[1] and text.isdigit() else text

    def extent(self) -> tuple[int, int]:
        """The last row there is, and the last column in which any cell holds something."""
        filled = re.compile(rb'<%sc\b[^>]*?\br="([A-Z]+)\d+"[^>]*(?<!/)>' % self.prefix)
        opened = re.compile(rb"<%srow\b([^>]*)>" % self.prefix)
        last = number = unnamed = 0
        letters: set[bytes] = set()
        for block in self.flow.blocks():
            letters.update(found[1] for found in filled.finditer(block))
            if not letters:
                rows = self.rows_of(block, 0)
                unnamed = max([unnamed, *(len(list(self.cells(row[2]))) for _, row in rows if row[2])])
            for found in opened.finditer(block):
                number = _numbered(found[1], number)
                last = max(last, number)
        return last, max(map(column_number, letters)) if letters else unnamed

    def with_reasons(
        self, header: int, column: int, reasons: Mapping[int, str], title: str, style: int
    ) -> Iterator[bytes]:
        """The rows with the column of reasons under its `title`; `style` is its format.

        Whatever stood in the column is gone.
        """
        letter = column_letter(column).encode()
        last = 0
        for block in self.flow.blocks():
            pieces: list[bytes | memoryview] = []
            whole = memoryview(block)  # its slices are no copies
            done = 0
            for number, row in self.rows_of(block, last):
                last = number
                text = title if number == header and reasons else reasons.get(number, "")
                stood = b'r="%s%d"' % (letter, number) in row[0]
                if not stood and (not text or (number == header and not reasons)):
                    continue
                of = self.header_style(row) if number == header else style
                pieces += [whole[done : row.start()], self.with_cell(row, number, column, text, of)]
                done = row.end()
            yield b"".join([*pieces, whole[done:]])

    def header_style(self, row: re.Match[bytes]) -> int:
        styles = re.findall(rb'\bs="(\d+)"', b" ".join(cell[1] for _, cell in self.cells(row[2] or b"")))
        return int(styles[-1]) if styles else 0

    def with_cell(self, row: re.Match[bytes], number: int, column: int, text: str, style: int) -> bytes:
        """The row with `text` in `column`, or without that cell where there is no text."""
        before: list[bytes] = []
        after: list[bytes] = []
        for at, cell in self.cells(row[2] or b""):
            if at != column:
                (before if at < column else after).append(cell[0])
        new = self.cell(f"{column_letter(column)}{number}", text, style) if text else b""
        # `spans` is a hint for the program that wrote it, and would be wrong now.
        attributes = _grown(re.sub(rb'\s+spans="[^"]*"', b"", row[1]).rstrip(), text)
        name = self.prefix + b"row"
        return b"<%s%s>%s</%s>" % (name, attributes, b"".join([*before, new, *after]), name)

    def cell(self, place: str, text: str, style: int) -> bytes:
        """A text that stays text, whatever it begins with."""
        p = self.prefix.decode()
        content = escape(CONTROL.sub("\ufffd", text))
        return (
            f'<{p}c r="{place}" s="{style}" t="inlineStr"><{p}is>'
            f'<{p}t xml:space="preserve">{content}</{p}t></{p}is></{p}c>'
        ).encode()


def _grown(attributes: bytes, text: str) -> bytes:
    """A row high enough for its reasons, unless somebody set its height."""
    lines = sum(1 + len(line) // WIDTH for line in text.splitlines())
    if lines < 2 or b"customHeight" in attributes:
        return attributes
    found = re.search(rb'\s+ht="([\d.]+)"', attributes)
    height = max(LINE_HEIGHT * min(lines, MOST_LINES), float(found[1]) if found else 0)
    return re.sub(rb'\s+ht="[^"]*"', b"", attributes) + b' ht="%d"' % height


def _numbered(attributes: bytes, before: int) -> int:
    """The number that a row bears, or the next after the one `before`."""
    named = re.search(rb'\br="(\d+)"', attributes)
    return int(named[1]) if named else before + 1


def column_number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _shared(strings: bytes, at: int) -> str:
    """A text of the table that all sheets share."""
    every = re.finditer(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", strings, re.DOTALL)
    item = next(islice(every, at, None), None)
    texts = re.findall(rb"<(?:\w+:)?t\b[^>]*?>(.*?)</(?:\w+:)?t>", (item and item[1]) or b"", re.DOTALL)
    return _unescaped(b"".join(texts))


def _unescaped(content: bytes) -> str:
    element: Any = etree.fromstring(b"<t>" + content + b"</t>")
    return str(element.text or "")
