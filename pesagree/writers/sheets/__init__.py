"""The writer of sheets to print: a sheet in, the bytes of a Word file out."""

from pesagree.sheet import Sheet
from pesagree.writers.docx.package import seal
from pesagree.writers.sheets.blocks import Body
from pesagree.writers.sheets.page import parts

__all__ = ["write"]


def write(sheet: Sheet) -> bytes:
    """The sheet as a Word file; the same sheet, the same bytes. Raises TemplateError for a bad drawing."""
    body = Body(sheet)
    content = body.write()
    return seal(parts(sheet, content, body.lists.count, body.charts))
