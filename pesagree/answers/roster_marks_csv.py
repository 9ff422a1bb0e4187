"""A roster that is text as a workbook: cells as they were written, numbers as numbers where sure."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from pesagree.agreement import ITEMS, QUESTIONS, Question
from pesagree.agreement.form import key
from pesagree.agreement.scalars import CONTROL
from pesagree.answers import roster_cells
from pesagree.answers.roster_cells import Filled, Mark
from pesagree.answers.roster_csv import read_csv
from pesagree.answers.roster_header import path_of
from pesagree.answers.roster_package import Package, settled
from pesagree.answers.roster_table import Fault, Raw, Sheet, is_blank, shown
from pesagree.errors import column_letter
from pesagree.wording import Wording

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_TEXT, _NUMBER, _HEAD = 1, 0, 2


def as_workbook(data: bytes, source: str, words: Wording) -> bytes:
    """The text of a roster as a workbook of one sheet, each row where a spreadsheet shows it.

    A number whose reading the whole file decides (a decimal comma) becomes a number; all else stays text,
    also what looks like a formula. Raises AnswersError where the text cannot be parted into cells.
    """
    package = Package(_empty(words))
    part = package.only(package.only("", "officeDocument") or "", "worksheet") or ""
    before, after = re.split(rb"<sheetData>.*</sheetData>", package.parts[part], flags=re.DOTALL)
    (sheet,) = read_csv(data, source, lambda header: path_of(header) is not None, [])

    def pieces() -> Iterator[bytes]:
        yield before + b"<sheetData>"
        for row in _rows(sheet):
            yield row.encode()
        yield b"</sheetData>" + after

    package.parts.put_pieces(part, pieces)
    return package.bytes()


def _empty(words: Wording) -> bytes:
    """A workbook whose second cell format keeps text as text, and whose third is for headings."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = words.workbook_text("sheets.families")
    book.properties.creator = "pesagree"
    sheet["A1"].number_format, sheet["A1"].quotePrefix = "@", True
    sheet["B1"].font = Font(name="Calibri", bold=True)
    sheet.freeze_panes = "B2"
    sheet.sheet_format.defaultColWidth = 18
    held = BytesIO()
    book.save(held)
    return settled(held.getvalue())


def _rows(sheet: Sheet) -> Iterator[str]:
    """The rows as XML; the table is gone over twice and never held, for it may be large."""
    filled = ((number, cells) for number, cells in sheet.rows if not all(map(is_blank, cells)))
    header, titles = next(filled, (0, ()))
    questions = [_question(shown(cell)) for cell in titles]
    numbers = {at for at, question in enumerate(questions) if question and roster_cells.is_number(question)}
    mark, _ = roster_cells.decimal_mark(
        shown(cells[at]) for _, cells in filled for at in numbers if at < len(cells)
    )
    for number, cells in sheet.rows:
        inside = "".join(
            _cell(number, at, cell, questions[at] if at in numbers else None, mark, number == header)
            for at, cell in enumerate(cells)
            if not is_blank(cell)
        )
        yield f'<row r="{number}">{inside}</row>'


def _question(header: str) -> Question | None:
    path = path_of(" ".join(header.split()))
    return None if path is None else QUESTIONS.get(key(path)) or ITEMS.get(key(path))


def _cell(number: int, at: int, cell: Raw, question: Question | None, mark: Mark, head: bool) -> str:
    place = f"{column_letter(at + 1)}{number}"
    if question is not None and not head:
        text = roster_cells.as_text(cell, question, mark)
        if isinstance(text, Filled | Fault):
            text = shown(cell)
        plain = text.replace(",", ".") if mark == "," and text.count(",") == 1 and "." not in text else text
        if _PLAIN.fullmatch(plain.strip()):
            return f'<c r="{place}" s="{_NUMBER}"><v>{plain.strip()}</v></c>'
    content = escape(CONTROL.sub("\ufffd", shown(cell)))
    style = _HEAD if head else _TEXT
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'
