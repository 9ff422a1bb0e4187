"""A sheet read piece by piece: wherever the pieces part, the rows are the same and whole."""

from collections.abc import Iterator

import pytest

from pesagree.answers.roster_marks_flow import Flow
from pesagree.answers.roster_marks_rows import Rows

ROWS = (
    '<{p}row r="1"><{p}c r="A1"><{p}v>é</{p}v></{p}c></{p}row>\n'
    '<{p}row/><{p}row r="7" ht="9"/><{p}row></{p}row>'
)
SHEETS = {
    "plain": ("<worksheet><cols/><sheetData>", ROWS.format(p=""), "</sheetData><x:rows/></worksheet>"),
    "prefixed": ("<x:worksheet><x:sheetData >", ROWS.format(p="x:"), "</x:sheetData></x:worksheet>"),
    "none": ("<worksheet><sheetData>", "", "</sheetData><a/></worksheet>"),
    "closed": ("<worksheet><sheetData/>", "", "<a/></worksheet>"),
}


def cut(text: str, size: int) -> Flow:
    data = text.encode()

    def pieces() -> Iterator[bytes]:
        return (data[at : at + size] for at in range(0, len(data), size))

    return Flow(pieces)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 30, 64, 1000])
def test_rows_come_whole_wherever_the_pieces_part(sheet: str, size: int) -> None:
    before, rows, after = SHEETS[sheet]
    flow = cut(before + rows + after, size)
    blocks = list(flow.blocks())
    assert b"".join(blocks).decode() == rows
    assert flow.head.decode() == before[: before.rindex("<")]
    assert flow.tail.decode() == after.removeprefix("</sheetData>").removeprefix("</x:sheetData>")
    assert flow.prefix.decode() == ("x:" if sheet == "prefixed" else "")
    found = [(number, row[0].decode()) for number, row in Rows(flow, bytes).each_row()]
    assert [number for number, _ in found] == ([1, 2, 7, 8] if rows else [])
    assert "".join(text for _, text in found) == rows.replace("\n", "")


@pytest.mark.parametrize(
    "text", ["", "<worksheet/>", "<worksheet><sheetData><row>", "<sheetData><row/></she"]
)
def test_a_sheet_that_ends_too_early(text: str) -> None:
    with pytest.raises(KeyError):
        list(cut(text, 5).blocks())
