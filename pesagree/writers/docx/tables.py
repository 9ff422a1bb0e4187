"""Tables and signature boxes, with widths worked out so that they never leave the page."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from pesagree.document import Inline, Signatures, SignatureSide, Signer, Table
from pesagree.writers.docx import xml
from pesagree.writers.docx.inlines import Pen, Room
from pesagree.writers.outline import plain_text

_PADDING = 216  # left and right cell margins together, in twentieths of a point
_LETTER = 116  # a letter of the style Table Heading, with some to spare
_CAPITAL = 60  # what a wide first letter takes above the usual
_RUNNING_LETTER = 98  # a letter in running words of the style Table Text
_LONGEST_WORD, _LONGEST_CELL = 16, 120
_ROOM_TO_WRITE = 26  # letters' worth of room where a hand is to write

_SHORT_TABLE = 9  # rows with the heading; a table of so many is moved to the next page whole

_SIGNATURE_HEIGHT = 1814  # 3.2 cm
_FINGERPRINT_WIDTH = 1701  # 3 cm
_GAP = 284
_NO_ROOM = '<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'  # a full page must not spill over
_SHEET_HEIGHT, _SHEET_GAP = 1247, 142  # on a sheet: 2.2 cm, and two signers side by side
_SHEET_WIDTH = 1361  # 2.4 cm

_LOOK = (
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right")
)


Letters = tuple[int, int]
"""Of the longest word of a cell or a column, and of the room that it wants."""


@lru_cache(maxsize=4096)
def letters(cell: str) -> Letters:
    """Letters of the longest word, and how many the cell wants room for: more where a hand is to write."""
    words = cell.replace("\n", " ").split(" ")  # not where a sign and its amount are held together
    return max(map(len, words)), _ROOM_TO_WRITE if cell and not cell.strip("_ ") else len(cell)


def most(cells: Iterable[Letters]) -> Letters:
    """What cells come to together; at least one letter each."""
    longest, wanted = map(max, zip((1, 1), *cells, strict=True))
    return longest, wanted


def widest(column: Iterable[str]) -> Letters:
    """Letters of the longest word of a column, and how many it wants room for."""
    return most(map(letters, column))


def column_widths(cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """Share `total` among columns by what stands in them (`cells` by column): figures narrow, text wide."""
    return shared([widest(column) for column in cells], total)


def shared(columns: Sequence[Letters], total: int) -> list[int]:
    """Share `total` among columns whose longest word and wanted room are known (see `widest`).

    Each column first gets its longest word. Those that need little more for their longest cell to fit on
    one line get it; the others share the rest by how much stands in them.
    """
    least = [min(longest, _LONGEST_WORD) for longest, _ in columns]
    want = [min(wanted, _LONGEST_CELL) for _, wanted in columns]
    widths = [count * _LETTER + _PADDING + _CAPITAL for count in least]
    if sum(widths) > total:
        widths = [width * total // sum(widths) for width in widths]
    spare = total - sum(widths)
    missing = [max(0, w * _RUNNING_LETTER + _PADDING - width) for w, width in zip(want, widths, strict=True)]
    waiting = sorted(range(len(widths)), key=missing.__getitem__)
    while waiting and missing[waiting[0]] * len(waiting) <= spare:
        index = waiting.pop(0)
        widths[index] += missing[index]
        spare -= missing[index]
    sharing = waiting or list(range(len(widths)))
    wanted = sum(want[index] for index in sharing)
    goal = {index: (sum(widths[i] for i in sharing) + spare) * want[index] // wanted for index in sharing}
    for index in sharing:
        grown = max(0, min(goal[index] - widths[index], spare))
        widths[index] += grown
        spare -= grown
    widths[widths.index(max(widths))] += total - sum(widths)
    return widths


def table(node: Table, pen: Pen, width: int) -> str:
    """A bordered table over the whole text width; its heading row repeats and no row splits."""
    headers = [column.header for column in node.columns]
    lines = [headers, *node.rows]
    cells = list(zip(*([plain_text(cell, pen.references) for cell in line] for line in lines), strict=True))
    widths = (pen.measure or column_widths)(cells, width)
    aligns = [column.align for column in node.columns]
    rows = [
        _row(line, aligns, widths, pen, head=index == 0, keep=_keeps(index, len(lines)))
        for index, line in enumerate(lines)
    ]
    return _frame("AgreementTable", widths, _LOOK + _description(node.caption, node.description), rows)


def _keeps(index: int, count: int) -> bool:
    """Whether a row stays with the next: short tables whole, of long ones no row alone on a page."""
    last = count - 1
    return index < last and (count <= _SHORT_TABLE or index <= 1 or index == last - 1)


def _row(
    cells: Sequence[tuple[Inline, ...]],
    aligns: Sequence[str],
    widths: Sequence[int],
    pen: Pen,
    *,
    head: bool,
    keep: bool,
) -> str:
    style = "TableHeading" if head else "TableText"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if head else ""
    written = []
    for cell, align, width in zip(cells, aligns, widths, strict=True):
        layout = "<w:keepNext/>" if keep and not head else ""
        layout += "" if align == "left" else f'<w:jc w:val="{align}"/>'
        content = xml.paragraph(style, pen.runs(cell, Room(width - _PADDING, cell=True)), layout)
        written.append(_cell(width, content, shade))
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(written)}</w:tr>"


def signatures(node: Signatures, pen: Pen, width: int) -> str:
    """For each side its heading and, kept with it, one row for each signer; on a sheet in pairs."""
    if pen.sheet:
        return _paired(node, pen, width)
    return "".join(_side(side, node, pen, width) for side in node.sides)


def _paired(node: Signatures, pen: Pen, width: int) -> str:
    """Two signers in a row, each under the heading of the side it signs for."""
    half = (width - _GAP) // 2
    box = [half - _SHEET_GAP - _SHEET_WIDTH, _SHEET_GAP, _SHEET_WIDTH]
    widths = [*box, width - 2 * half, *box]
    signers = [
        _signer_cells(signer, node, pen, box, heading=side.heading)
        for side in node.sides
        for signer in side.signers
    ]
    apart = _cell(widths[3], xml.paragraph("SignatureText", ""))
    missing = "".join(_cell(part, xml.paragraph("SignatureText", "")) for part in box)
    rows = [
        _signature_row(one + apart + (other or missing), _SHEET_HEIGHT)
        for one, other in zip_longest(signers[::2], signers[1::2])
    ]
    names = "; ".join(plain_text(side.heading, pen.references) for side in node.sides)
    description = _description(names, f"{node.signature_label}, {node.fingerprint_label}")
    return _frame("SignatureTable", widths, description, rows) if rows else ""


def _side(side: SignatureSide, node: Signatures, pen: Pen, width: int) -> str:
    widths = [width - _GAP - _FINGERPRINT_WIDTH, _GAP, _FINGERPRINT_WIDTH]
    heading = xml.paragraph("SignatureHeading", pen.runs(side.heading, Room(width, cell=True)))
    rows = [_signer(signer, node, pen, widths, keep=index == 0) for index, signer in enumerate(side.signers)]
    name = plain_text(side.heading, pen.references)
    description = _description(name, f"{node.signature_label}, {node.fingerprint_label}")
    return heading + (_frame("SignatureTable", widths, description, rows, _NO_ROOM) if rows else "")


def _signer(signer: Signer, node: Signatures, pen: Pen, widths: Sequence[int], *, keep: bool) -> str:
    # At least, not exactly: a long name typed in Word must push the row down, never be cut off.
    return _signature_row(_signer_cells(signer, node, pen, widths, keep=keep), _SIGNATURE_HEIGHT)


def _signature_row(cells: str, least: int) -> str:
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{cells}</w:tr>"


def _signer_cells(
    signer: Signer,
    node: Signatures,
    pen: Pen,
    widths: Sequence[int],
    *,
    keep: bool = False,
    heading: tuple[Inline, ...] = (),
) -> str:
    """The line to sign on, the words under it, a gap, the box for the finger.

    With a `heading` above, on a sheet, the words under the line run on.
    """
    wide, gap, box = widths
    room = Room(wide - _PADDING, cell=True)
    follow = "<w:keepNext/>" if keep else ""
    lines = [xml.paragraph("SignatureHeading", pen.runs(heading, room))] if heading else []
    lines.append(xml.paragraph("SignatureLine", xml.run(node.signature_label), follow))
    written = [pen.runs(line, room) for line in signer.lines]
    if heading:
        written = [xml.run(" · ").join(written)]
    lines += [xml.paragraph("SignatureText", line, follow) for line in written]
    finger = xml.run(node.fingerprint_label) if signer.fingerprint else ""
    bottom = '<w:vAlign w:val="bottom"/>'
    borders = f"<w:tcBorders>{_BOX}</w:tcBorders>" if signer.fingerprint else ""
    return (
        _cell(wide, "".join(lines), bottom)
        + _cell(gap, xml.paragraph("SignatureText", ""))
        + _cell(box, xml.paragraph("FingerprintLabel", finger), borders + bottom)
    )


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _frame(style: str, widths: Sequence[int], properties: str, rows: Sequence[str], after: str = "") -> str:
    """A table of fixed widths, and the small paragraph that keeps it apart from what follows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{xml.paragraph('AfterTable', '', after)}"
    )


def _description(caption: str, description: str) -> str:
    return (
        f'<w:tblCaption w:val="{xml.escape(one_line(caption))}"/>'
        f'<w:tblDescription w:val="{xml.escape(one_line(description))}"/>'
    )


def one_line(text: str) -> str:
    return " ".join(text.split())
