"""The XML of a sheet piece by piece: half a million cells at once take more memory than all the rest."""

import re
from collections.abc import Iterator
from itertools import chain

from pesagree.answers.roster_package import Pieces


class Flow:
    """One sheet: `head` stands before its rows, `tail` behind them; the rows come in blocks of whole ones.

    `prefix` stands before the names of its elements ("x:" or nothing). Each reading begins anew. Raises
    KeyError where the part holds no rows, not even none.
    """

    def __init__(self, read: Pieces) -> None:
        self._read = read
        whole, opened, _ = self._opened()
        self.head = whole[: opened.start()]
        self.prefix = opened[1] or b""
        self.tail = b""
        """Known once all blocks have been read."""

    def blocks(self) -> Iterator[bytes]:
        """Every row in its order, with whatever stands between rows."""
        whole, opened, pieces = self._opened()
        closing = b"" if opened[2] else b"</%ssheetData>" % self.prefix
        rest = whole[opened.end() :]
        while (end := rest.find(closing)) < 0:
            if cut := self._cut(rest):
                yield rest[:cut]
                rest = rest[cut:]
            rest = _longer(rest, pieces)
        if end:
            yield rest[:end]
        self.tail = b"".join(chain([rest[end + len(closing) :]], pieces))

    def _opened(self) -> tuple[bytes, re.Match[bytes], Iterator[bytes]]:
        """The beginning, where the rows open in it, and the pieces after it."""
        pieces = self._read()
        whole = b""
        while (opened := re.search(rb"<(\w+:)?sheetData\b[^>]*?(/?)>", whole)) is None:
            whole = _longer(whole, pieces)
        return whole, opened, pieces

    def _cut(self, rows: bytes) -> int:
        """Where the last whole row ends; 0 where there is none."""
        closing = b"</%srow>" % self.prefix
        if (at := rows.rfind(closing)) >= 0:
            return at + len(closing)
        ends = [found.end() for found in re.finditer(rb"<%srow\b[^>]*/>" % self.prefix, rows)]
        return ends[-1] if ends else 0


def _longer(text: bytes, pieces: Iterator[bytes]) -> bytes:
    """At least twice as long, so that looking anew from its start costs little. KeyError at the end."""
    more: list[bytes] = []
    length = 0
    while length <= len(text):
        piece = next(pieces, None)
        if piece is None and not more:
            raise KeyError("sheetData")
        if piece is None:
            break
        more.append(piece)
        length += len(piece)
    return b"".join([text, *more])
