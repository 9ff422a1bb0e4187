"""Marks on one sheet of a workbook: the column of reasons, the colour, and the notes.

The rows are changed as bytes, and only those that need it: a roster has half a million cells, and a tree of
them would take more memory than the machine has. All that stands around the rows is changed as a tree.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from pesagree.agreement.scalars import CONTROL
from pesagree.answers.roster_header import our_columns
from pesagree.answers.roster_marks_notes import put_notes
from pesagree.answers.roster_marks_styles import colour_of_faults, style_of_reasons
from pesagree.answers.roster_package import DOCUMENT_RELATIONS, Package, in_order
from pesagree.errors import column_letter
from pesagree.wording import Wording

BULLET = "• "
"""Begins each reason; with the letter of the column behind it, it is what the colour goes by."""

MARK = 'N("pesagree")=0'
"""Always true: tells the rules of colour that a marked copy adds from the office's own."""

WIDTH = 70
LINE_HEIGHT = 15
MOST_LINES = 12

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
    header = sheet.header()
    if header is None:
        return
    row, texts = header
    old = next((number for number, text in texts.items() if text in our_columns()), 0)
    if not old and not marks.reasons:
        return
    package.parts[part] = b""  # rows may be many: they are not held twice
    column = old or sheet.last_column() + 1
    sheet.put_reasons(row, column, marks.reasons, words.workbook_text("marks.header"))
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
        self.rows = data[start:end]
        self.empty = b"<" + self.prefix + b"sheetData/>"
        around = data[: opened.start()] + self.empty + data[after:]
        self.root = etree.fromstring(around, etree.XMLParser(resolve_entities=False))
        self.space = etree.QName(self.root).namespace
        self.last = 0  # the last row there is

    def save(self) -> None:
        tag = self.prefix + b"sheetData>"
        around = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        before, _, after = around.partition(self.empty)
        self.package.parts[self.part] = b"".join([before, b"<", tag, self.rows, b"</", tag, after])
        self.rows = b""

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    # --- rows and cells as bytes --------------------------------------------------------------

    def each_row(self) -> Iterator[tuple[int, re.Match[bytes]]]:
        name = self.prefix + b"row"
        number = 0
        for found in re.finditer(rb"<%s\b([^>]*?)(?:/>|>(.*?)</%s>)" % (name, name), self.rows, re.DOTALL):
            named = re.search(rb'\br="(\d+)"', found[1])
            number = int(named[1]) if named else number + 1
            yield number, found

    def cells(self, inner: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The cells of a row, each with its column; a cell may leave its place to be counted."""
        name = self.prefix + b"c"
        number = 0
        for found in re.finditer(rb"<%s\b([^>]*?)(?:/>|>(.*?)</%s>)" % (name, name), inner, re.DOTALL):
            named = re.search(rb'\br="([A-Z]+)\d+"', found[1])
            number = _number(named[1]) if named else number + 1
            yield number, found

    def header(self) -> tuple[int, dict[int, str]] | None:
        """The first row that holds something: its number, and its texts by their columns."""
        for number, row in self.each_row():
            texts = {column: self.text(cell) for column, cell in self.cells(row[2] or b"")}
            if any(text.strip() for text in texts.values()):
                return number, {column: " ".join(text.split()) for column, text in texts.items()}
        return None

    def text(self, cell: re.Match[bytes]) -> str:
        inside = cell[2] or b""
        if not inside:
            return ""
        texts = re.findall(rb"<(?:\w+:)?(?:v|t)\b[^>]*?>(.*?)</(?:\w+:)?(?:v|t)>", inside, re.DOTALL)
        text = _unescaped(b"".join(texts))
        return self.shared(int(text)) if b't="s"' in cell[1] and text.isdigit() else text

    def shared(self, at: int) -> str:
        """A text of the table that all sheets share."""
        workbook = self.package.only("", "officeDocument") or ""
        strings = self.package.only(workbook, "sharedStrings")
        if strings is None:
            return ""
        for number, item in enumerate(
            re.finditer(
                rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", self.package.parts[strings], re.DOTALL
            )
        ):
            if number == at:
                texts = re.findall(rb"<(?:\w+:)?t\b[^>]*?>(.*?)</(?:\w+:)?t>", item[1] or b"", re.DOTALL)
                return _unescaped(b"".join(texts))
        return ""

    def last_column(self) -> int:
        """The last column in which any cell holds something."""
        filled = re.compile(rb'<%sc\b[^>]*?\br="([A-Z]+)\d+"[^>]*(?<!/)>' % self.prefix)
        letters = {found[1] for found in filled.finditer(self.rows)}
        if letters:
            return max(map(_number, letters))
        return max((len(list(self.cells(row[2]))) for _, row in self.each_row() if row[2]), default=0)

    def put_reasons(self, header: int, column: int, reasons: Mapping[int, str], title: str) -> None:
        """The column of reasons, whatever stood in it before."""
        style = style_of_reasons(self.package) if reasons else 0
        letter = column_letter(column).encode()
        pieces: list[bytes] = []
        done = 0
        for number, row in self.each_row():
            self.last = max(self.last, number)
            text = title if number == header and reasons else reasons.get(number, "")
            stood = b'r="%s%d"' % (letter, number) in row[0]
            if not stood and (not text or (number == header and not reasons)):
                continue
            of = self.header_style(row) if number == header else style
            pieces += [self.rows[done : row.start()], self.with_cell(row, number, column, text, of)]
            done = row.end()
        self.rows = b"".join([*pieces, self.rows[done:]])

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
            self.rule(f"{letter}{header + 1}:{letter}{self.last}", f"AND({MARK},{sought})", colour)
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
        if found and _number(found[3].encode()) == column - 1:
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


def _grown(attributes: bytes, text: str) -> bytes:
    """A row high enough for its reasons, unless somebody set its height."""
    lines = sum(1 + len(line) // WIDTH for line in text.splitlines())
    if lines < 2 or b"customHeight" in attributes:
        return attributes
    found = re.search(rb'\s+ht="([\d.]+)"', attributes)
    height = max(LINE_HEIGHT * min(lines, MOST_LINES), float(found[1]) if found else 0)
    return re.sub(rb'\s+ht="[^"]*"', b"", attributes) + b' ht="%d"' % height


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _unescaped(content: bytes) -> str:
    element: Any = etree.fromstring(b"<t>" + content + b"</t>")
    return str(element.text or "")
