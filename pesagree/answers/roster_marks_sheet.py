"""Marks on one sheet of a workbook: the column of reasons, the colour, and the notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pesagree.answers.roster_header import our_columns
from pesagree.answers.roster_marks_notes import put_notes
from pesagree.answers.roster_marks_rows import WIDTH, Rows, column_number
from pesagree.answers.roster_marks_styles import colour_of_faults, style_of_reasons
from pesagree.answers.roster_package import DOCUMENT_RELATIONS, Package, in_order
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
    package.parts[part] = b""  # rows may be many: they are not held twice
    column = old or sheet.rows.last_column() + 1
    style = style_of_reasons(package) if marks.reasons else 0
    sheet.rows.put_reasons(row, column, marks.reasons, words.workbook_text("marks.header"), style)
    sheet.put_colours(row, column, marks)
    sheet.widen(column)
    sheet.stretch_filter(column)
    sheet.refer_to_drawing(put_notes(package, part, sheet.drawing(), marks.notes))
    sheet.save()


class _Sheet:
    """The XML of one sheet in two parts: its rows as bytes, and all around them as a tree."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        data = package.parts[part]
        opened = re.search(rb"<(\w+:)?sheetData\b[^>]*?(/?)>", data)
        if opened is None:
            raise KeyError("sheetData")
        self.prefix = opened[1] or b""
        closing = b"</" + self.prefix + b"sheetData>"
        start = opened.end()
        end = start if opened[2] else data.index(closing, start)
        after = end if opened[2] else end + len(closing)
        strings = package.only(package.only("", "officeDocument") or "", "sharedStrings")
        self.rows = Rows(data[start:end], self.prefix, package.parts[strings] if strings else b"")
        self.empty = b"<" + self.prefix + b"sheetData/>"
        around = data[: opened.start()] + self.empty + data[after:]
        self.root = etree.fromstring(around, etree.XMLParser(resolve_entities=False))
        self.space = etree.QName(self.root).namespace

    def save(self) -> None:
        tag = self.prefix + b"sheetData>"
        around = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        before, _, after = around.partition(self.empty)
        self.package.parts[self.part] = b"".join([before, b"<", tag, self.rows.data, b"</", tag, after])
        self.rows.data = b""

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    # --- around the rows ----------------------------------------------------------------------

    def put_colours(self, header: int, column: int, marks: SheetMarks) -> None:
        """Colour by rule: a cell is coloured while the reasons of its row name its column.

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
            self.rule(f"{letter}{header + 1}:{letter}{self.rows.last}", f"AND({MARK},{sought})", colour)
        heads = [f"{column_letter(at)}{row}" for row, at in sorted(marks.notes) if row <= header]
        if heads:
            self.rule(" ".join(heads), MARK, colour)

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
