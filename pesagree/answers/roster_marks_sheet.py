"""Marks on one sheet of a workbook: the column of reasons, the colour, and the notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from lxml import etree

from pesagree.answers.roster_header import our_columns
from pesagree.answers.roster_marks_flow import Flow
from pesagree.answers.roster_marks_notes import put_notes
from pesagree.answers.roster_marks_rows import WIDTH, Rows, column_number
from pesagree.answers.roster_marks_styles import colour_of_faults, style_of_reasons
from pesagree.answers.roster_package import DOCUMENT_RELATIONS, Package, Pieces, in_order
from pesagree.errors import column_letter
from pesagree.wording import Wording

BULLET = "• "
"""Begins each reason; with the letter of the column behind it, it is what the colour goes by."""

MARK = 'N("pesagree")=0'
"""Always true: tells the rules of colour that a marked copy adds from the office's own."""

_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
)
"""What the schema lets stand around the rows, in its order."""


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What is wrong on one sheet: the reasons of each row, and the note of each cell (row, column)."""

    reasons: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)


def mark_sheet(package: Package, part: str, marks: SheetMarks, words: Wording) -> None:
    """Put the marks on the sheet in `part`; those of an earlier copy give way."""
    sheet = _Sheet(package, part)
    header = sheet.rows.header()
    if header is None:
        return
    row, texts = header
    old = next((number for number, text in texts.items() if text in our_columns()), 0)
    if not old and not marks.reasons:
        return
    last, filled = sheet.rows.extent()
    column = old or filled + 1
    style = style_of_reasons(package) if marks.reasons else 0
    title = words.workbook_text("marks.header")
    sheet.open_around()
    sheet.put_colours(row, last, column, marks)
    sheet.widen(column)
    sheet.stretch_filter(column)
    sheet.refer_to_drawing(put_notes(package, part, sheet.drawing(), marks.notes))
    sheet.save(lambda: sheet.rows.with_reasons(row, column, marks.reasons, title, style))


class _Sheet:
    """The XML of one sheet in two parts: its rows as they flow, and all around them as a tree."""

    root: Any

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.flow = Flow(package.parts.pieces(part))
        self.rows = Rows(self.flow, self.strings)
        self.empty = b"<" + self.flow.prefix + b"sheetData/>"

    def strings(self) -> bytes:
        part = self.package.only(self.package.only("", "officeDocument") or "", "sharedStrings")
        return self.package.parts[part] if part else b""

    def open_around(self) -> None:
        """What stands around the rows, once all of them have been read."""
        around = self.flow.head + self.empty + self.flow.tail
        self.root = etree.fromstring(around, etree.XMLParser(resolve_entities=False))
        self.space = etree.QName(self.root).namespace

    def save(self, rows: Pieces) -> None:
        tag = self.flow.prefix + b"sheetData>"
        around = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        before, _, after = around.partition(self.empty)
        self.package.parts.put_pieces(
            self.part, lambda: chain([before, b"<", tag], rows(), [b"</", tag, after])
        )

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    # --- around the rows ----------------------------------------------------------------------

    def put_colours(self, header: int, last: int, column: int, marks: SheetMarks) -> None:
        """Colour by rule, down to the row `last`: a cell is coloured while its row's reasons name its column.

        So the office's own formats stay, a sorted sheet is coloured rightly, and who clears the reason
        clears the colour.
        """
        for rule in list(self.root.iter(self.tag("conditionalFormatting"))):
            if any(MARK in (formula.text or "") for formula in rule.iter(self.tag("formula"))):
                rule.getparent().remove(rule)
        if not marks.notes:
            return
        colour = colour_of_faults(self.package)
        below = sorted({at for row, at in marks.notes if row > header})
        reasons = column_letter(column)
        for at in below:
            letter = column_letter(at)
            sought = f'ISNUMBER(SEARCH("{BULLET}{letter} ·",${reasons}{header + 1}))'
            self.rule(f"{letter}{header + 1}:{letter}{last}", f"AND({MARK},{sought})", colour)
        heads = sorted(at for at in marks.notes if at[0] <= header)
        if heads:
            self.rule(" ".join(f"{column_letter(at)}{row}" for row, at in heads), MARK, colour)

    def rule(self, cells: str, formula: str, colour: int) -> None:
        block = etree.Element(self.tag("conditionalFormatting"), {"sqref": cells})
        facts = {"type": "expression", "dxfId": str(colour), "priority": "1"}
        rule = etree.SubElement(block, self.tag("cfRule"), facts)
        etree.SubElement(rule, self.tag("formula")).text = formula
        in_order(self.root, _ORDER, block)

    def widen(self, column: int) -> None:
        columns = self.root.find(self.tag("cols"))
        if columns is None:
            columns = etree.Element(self.tag("cols"))
            in_order(self.root, _ORDER, columns)
        for each in list(columns):
            first, last = int(each.get("min")), int(each.get("max"))
            if first <= column <= last:
                for low, high in ((first, column - 1), (column + 1, last)):
                    if low <= high:
                        piece = etree.SubElement(columns, each.tag, dict(each.attrib))
                        piece.set("min", str(low))
                        piece.set("max", str(high))
                columns.remove(each)
        facts = {"min": str(column), "max": str(column), "width": str(WIDTH), "customWidth": "1"}
        etree.SubElement(columns, self.tag("col"), facts)
        columns[:] = sorted(columns, key=lambda each: int(each.get("min")))
        for size in self.root.findall(self.tag("dimension")):
            self.root.remove(size)  # a hint that would be wrong now

    def drawing(self) -> str:
        """The reference to the drawing of the notes; "" where there is none."""
        found = self.root.find(self.tag("legacyDrawing"))
        return "" if found is None else next(v for k, v in found.attrib.items() if k.endswith("}id"))

    def refer_to_drawing(self, reference: str) -> None:
        if reference and not self.drawing():
            name = f"{{{DOCUMENT_RELATIONS}}}id"
            in_order(self.root, _ORDER, etree.Element(self.tag("legacyDrawing"), {name: reference}))

    def stretch_filter(self, column: int) -> None:
        """Let the filter reach the reasons, so that the rows at fault can be shown alone."""
        filter_ = self.root.find(self.tag("autoFilter"))
        if filter_ is None:
            return
        found = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", filter_.get("ref", ""))
        if found and column_number(found[3].encode()) == column - 1:
            letter = column_letter(column)
            filter_.set("ref", f"{found[1]}{found[2]}:{letter}{found[4]}")
            self.stretch_name(f"${found[3]}${found[4]}", f"${letter}${found[4]}")

    def stretch_name(self, old: str, new: str) -> None:
        """The hidden name that spreadsheets keep for the range of a filter."""
        workbook = self.package.only("", "officeDocument") or ""
        root = self.package.tree(workbook)
        references = {name: reference for reference, _, name in self.package.related(workbook)}
        sheets = [next(v for k, v in s.attrib.items() if k.endswith("}id")) for s in root.iter("{*}sheet")]
        at = str(sheets.index(references[self.part]))
        for name in root.iter("{*}definedName"):
            is_filter = name.get("name", "").endswith("_FilterDatabase") and name.get("localSheetId") == at
            if is_filter and (name.text or "").endswith(":" + old):
                name.text = name.text.removesuffix(old) + new
                self.package.put(workbook, root)
                return
