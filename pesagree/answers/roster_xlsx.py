"""Reads a roster from an Excel workbook: the values that a person sees, and no formulas."""

import warnings
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pesagree.answers.roster_table import Fault, Number, Numbered, Raw, Sheet
from pesagree.errors import AnswersError, Place, Problem

MAX_UNPACKED = 1024**3
"""A workbook that unpacks to more is none that a person made."""

_BROKEN = (
    *(
        BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
    ),  # the container; RuntimeError: with a password
    *(
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ),  # broken XML, or parts that are missing
)
"""What the library meets in a file that is damaged, or no workbook at all."""

_PIECE = 1024**2

MOST_DIGITS = 15
"""What a spreadsheet keeps of a number."""


def read_xlsx(data: bytes, source: str) -> tuple[Sheet, ...]:
    """All sheets that can be seen. The file is not held open, and a copy in Excel does not matter."""
    from openpyxl import load_workbook

    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if size > MAX_UNPACKED:
                facts = {"size": f"{size / 1024**2:.0f}"}
                raise AnswersError([Problem("file_too_large", Place(source), facts=facts)])
            formulas = any(_has_formulas(archive, name) for name in archive.namelist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and colours that the library passes over
            values = load_workbook(BytesIO(data), read_only=True, data_only=True)
            written = load_workbook(BytesIO(data), read_only=True) if formulas else None
            sheets = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    except _BROKEN:
        raise _bad(source) from None
    if not sheets:
        raise AnswersError([Problem("roster_empty", Place(source))])
    return tuple(
        Sheet(sheet.title, partial(_read, sheet, written[sheet.title] if written else None, source))
        for sheet in sheets
    )


def _bad(source: str) -> AnswersError:
    return AnswersError([Problem("roster_workbook_bad", Place(source))])


def _read(sheet: Any, written: Any, source: str) -> Iterator[Numbered]:
    """The rows of one sheet; whatever is wrong with the file shows only now."""
    rows = _rows(sheet, written)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except _BROKEN:
            raise _bad(source) from None
        if row is None:
            return
        yield row


def _has_formulas(archive: ZipFile, name: str) -> bool:
    """Whether a sheet has formulas; then it is read twice, since a value alone does not say so."""
    if not name.startswith("xl/worksheets/"):
        return False
    last = b""
    with archive.open(name) as content:
        while piece := content.read(_PIECE):
            piece = last + piece
            if b"<f>" in piece or b"<f " in piece or b"<f/>" in piece:
                return True
            last = piece[-3:]
    return False


def _rows(sheet: Any, written: Any) -> Iterator[Numbered]:
    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be missed
    if written is None:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield number, _trimmed([_raw(cell) for cell in cells])
        return
    written.reset_dimensions()
    for number, (cells, sources) in enumerate(zip(sheet.iter_rows(), written.iter_rows(), strict=False), 1):
        pairs = zip(cells, sources, strict=False)
        yield number, _trimmed([_raw(cell, source.value) for cell, source in pairs])


def _trimmed(cells: list[Raw]) -> tuple[Raw, ...]:
    while cells and cells[-1] == "":
        cells.pop()
    return tuple(cells)


def _raw(cell: Any, source: object = None) -> Raw:
    value = cell.value
    match value:
        case None:
            return Fault("roster_formula", str(source)) if _is_formula(source) else ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return _number(value, str(cell.number_format))
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case str() if cell.data_type == "e":
            return Fault("roster_cell_error", value)
        case _:
            return str(value)


def _is_formula(source: object) -> bool:
    return (isinstance(source, str) and source.startswith("=")) or (
        source is not None and not isinstance(source, str | int | float | bool | date)
    )


def _number(value: int | float, number_format: str) -> Number:
    inexact = abs(value) >= 10**MOST_DIGITS
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{MOST_DIGITS}g"))
    return Number(exact, percent="%" in number_format, inexact=inexact)
