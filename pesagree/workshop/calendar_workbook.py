"""The payments and goods as a workbook whose totals follow what a person changes or adds."""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from pesagree.answers.roster_package import Package, settled
from pesagree.workshop.calendar_ics import cautions
from pesagree.workshop.deliveries import Delivery
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

HEAD = 5
"""The row of the headings; the first of the deliveries stands below it."""

BLANK_ROWS = 3
BLANK_SET = 12
"""Rows to fill in below what is known, and in the blank set."""

BLANK_YEARS = 2
BLANK_SET_YEARS = 8

WIDTHS = (5, 12, 26, 13, 13, 26, 24, 12, 13, 20)
LINE = 14
"""Points of a line of text."""

LETTERS = 0.95
"""Letters of the text to one unit of a column's width; words wrap before the edge."""

MONEY = '#,##0.00;-#,##0.00;"–"'
"""A zero is a dash: a thing that stands in for another and is not counted twice."""


def workbook(room: Room, words: PaperWords, rows: Sequence[Delivery]) -> bytes:
    """Two sheets: every delivery, and the sums by year. Formulas carry their values for what cannot count."""
    from openpyxl import Workbook  # slow to import, and only this file needs it

    book = Workbook()
    first, years = book.active, book.create_sheet(words("sheets.years"))
    first.title = words("sheets.all")
    last = HEAD + (len(rows) + BLANK_ROWS if rows else BLANK_SET)
    values = [_deliveries(first, room, words, rows, last), _years(years, words, rows, last)]
    for sheet in (first, years):
        _printed(sheet)
    book.properties.creator, book.properties.title = "pesagree", room.name or words("title")
    book.properties.language = words.language
    held = BytesIO()
    book.save(held)
    package = Package(settled(held.getvalue()))
    for number, known in enumerate(values, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        package.parts[name] = _with_values(package.parts[name], known)
    return package.bytes()


def _deliveries(
    sheet: Any, room: Room, words: PaperWords, rows: Sequence[Delivery], last: int
) -> dict[str, Decimal | int]:
    """The sheet of all deliveries; the values of its formulas by cell."""
    from openpyxl.styles import Font

    _text(sheet, 1, 1, room.name or words("title")).font = Font(name="Arial", bold=True, size=14)
    currency = (
        words("currency_open") if room.is_blank else room.speaker.value("pay.currency", room.speaker.currency)
    )
    _text(sheet, 2, 1, words("intro", currency=currency))
    _text(sheet, 3, 1, " ".join([*cautions(room, words), words("see_agreement")]))
    _header(sheet, HEAD, words.lines("columns"), WIDTHS)
    dates = words("date_format")
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(number, row), 1):
            _cell(sheet, HEAD + number, column, value, dates)
        sheet.row_dimensions[HEAD + number].height = _height(row)
    sheet.row_dimensions[HEAD].height = 2 * LINE
    for line in range(HEAD + len(rows) + 1, last + 1):
        for column in range(1, len(WIDTHS) + 1):
            _cell(sheet, line, column, None, dates)
        sheet.row_dimensions[line].height = 1.5 * LINE
    values: dict[str, Decimal | int] = {}
    sums = [("D", _sum(rows, "cash")), ("E", _sum(rows, "worth")), ("I", Decimal(0))]
    _text(sheet, last + 1, 3, words("sum"), strong=True)
    for letter, value in sums:
        values |= _formula(sheet, f"{letter}{last + 1}", f"SUM({letter}{HEAD + 1}:{letter}{last})", value)
    _text(sheet, last + 2, 3, words("whole"), strong=True)
    whole = sums[0][1] + sums[1][1]
    values |= _formula(sheet, f"D{last + 2}", f"D{last + 1}+E{last + 1}", whole)
    _text(sheet, last + 3, 3, words("missing"))
    span = [f"{letter}{HEAD + 1}:{letter}{last}" for letter in "CDE"]
    missing = sum(row.cash is None and row.worth is None for row in rows)
    formula = f'SUMPRODUCT(({span[0]}<>"")*({span[1]}="")*({span[2]}=""))'
    values |= _formula(sheet, f"D{last + 3}", formula, missing, "0")
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    return values


def _years(sheet: Any, words: PaperWords, rows: Sequence[Delivery], last: int) -> dict[str, Decimal | int]:
    """The sheet of sums by calendar year; the values of its formulas by cell."""
    _header(sheet, 1, words.lines("year_columns"), (26, 18, 18, 18))
    source = "'" + words("sheets.all").replace("'", "''") + "'!"
    days = f"{source}$B${HEAD + 1}:$B${last}"
    years = sorted({row.day.year for row in rows if row.day})
    values: dict[str, Decimal | int] = {}
    lines = [*years, *[None] * (BLANK_YEARS if years else BLANK_SET_YEARS)]
    for line, year in enumerate(lines, 2):
        _cell(sheet, line, 1, year, "")
        for letter, name, from_ in (("B", "cash", "D"), ("C", "worth", "E")):
            amounts = f"{source}${from_}${HEAD + 1}:${from_}${last}"
            within = f'{days},">="&DATE($A{line},1,1),{days},"<"&DATE($A{line}+1,1,1)'
            value = _sum([row for row in rows if row.day and row.day.year == year], name)
            values |= _formula(
                sheet, f"{letter}{line}", f'IF($A{line}="",0,SUMIFS({amounts},{within}))', value
            )
    rest, whole = len(lines) + 2, len(lines) + 3
    _text(sheet, rest, 1, words("no_year"))
    _text(sheet, whole, 1, words("sum"), strong=True)
    for letter, name, from_ in (("B", "cash", "D"), ("C", "worth", "E")):
        undated = _sum([row for row in rows if row.day is None], name)
        formula = f"{source}{from_}{last + 1}-SUM({letter}2:{letter}{rest - 1})"
        values |= _formula(sheet, f"{letter}{rest}", formula, undated)
        values |= _formula(sheet, f"{letter}{whole}", f"SUM({letter}2:{letter}{rest})", _sum(rows, name))
    for line in range(2, whole + 1):
        values |= _formula(
            sheet, f"D{line}", f"B{line}+C{line}", Decimal(values[f"B{line}"]) + Decimal(values[f"C{line}"])
        )
    return values


def _cells(number: int, row: Delivery) -> Iterator[object]:
    """The cells of a delivery; what was received is for a person to fill in."""
    yield from (number, row.day or row.when, row.what, row.cash, row.worth, row.proof, row.condition)
    yield from (None, None, row.note)


def _height(row: Delivery) -> float:
    """The height of a row in points: not every program fits rows to wrapped text by itself."""
    cells = zip(_cells(1, row), WIDTHS, strict=True)
    lines = [math.ceil(len(cell) / (width * LETTERS)) for cell, width in cells if isinstance(cell, str)]
    return LINE * max(1, *lines) + 2


def _sum(rows: Sequence[Delivery], name: str) -> Decimal:
    return sum((getattr(row, name) or Decimal(0) for row in rows), Decimal(0))


def _header(sheet: Any, line: int, heads: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = _cell(sheet, line, column, head, "")
        cell.font = Font(name="Arial", size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE6E6E6")
        sheet.column_dimensions[get_column_letter(column)].width = width


def _cell(sheet: Any, line: int, column: int, value: object, date_format: str) -> Any:
    """A framed cell; text is text even where it begins with "="."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(line, column)
    cell.font, cell.alignment = Font(name="Arial", size=10), Alignment(wrap_text=True, vertical="top")
    cell.border = _frame()
    cell.value = value if value != "" else None
    if isinstance(value, str) and value:
        cell.data_type = "s"
    elif date_format:
        cell.number_format = {2: date_format, 8: date_format, 4: MONEY, 5: MONEY, 9: MONEY}.get(
            column, "General"
        )
    return cell


def _frame() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FF7F7F7F")
    return Border(left=side, right=side, top=side, bottom=side)


def _text(sheet: Any, line: int, column: int, text: str, *, strong: bool = False) -> Any:
    from openpyxl.styles import Font

    cell = sheet.cell(line, column, text)
    cell.font, cell.data_type = Font(name="Arial", size=10, bold=strong), "s"
    return cell


def _formula(
    sheet: Any, name: str, formula: str, value: Decimal | int, number_format: str = MONEY
) -> dict[str, Decimal | int]:
    from openpyxl.styles import Font

    cell = sheet[name]
    cell.border = _frame()
    cell.value, cell.number_format = f"={formula}", number_format
    cell.font = Font(name="Arial", size=10, bold=True)
    return {name: value}


def _printed(sheet: Any) -> None:
    """On paper: lying, A4, as wide as the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _with_values(xml: bytes, values: Mapping[str, Decimal | int]) -> bytes:
    """The part of a sheet with the value of each formula beside it, which openpyxl leaves out."""
    from lxml import etree

    root = etree.fromstring(xml)
    space = {"m": root.nsmap[None]}
    for cell in root.iterfind(".//m:c[m:f]", space):
        value = cell.find("m:v", space)
        value.text = str(values[cell.get("r")])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
