"""The roster workbook to fill in: one family a row, a sheet for each list, a price list, all in Excel."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pesagree.agreement import Kind, Question
from pesagree.answers.roster_package import settled
from pesagree.questionnaire.listing import facts
from pesagree.questionnaire.roster_form import GOODS, KEY, RosterForm, SheetForm
from pesagree.wording import Wording

LAST_ROW = 30_000
"""Drop-downs and the filter reach this far: more families than any programme has."""

SHEET_NAME = 31
NOT_IN_SHEET_NAMES = frozenset(r":\/?*[]")
"""What Excel allows in the name of a sheet."""

TEXT = "@"
NUMBER_FORMATS = {
    Kind.TEXT: TEXT,
    Kind.IDENTIFIER: TEXT,
    Kind.IDS: TEXT,
    Kind.MONEY: "#,##0.00####",
    Kind.PERCENT: "0.##",
    Kind.COUNT: "0",
    Kind.DAYS: "0",
}
"""Text keeps zeros and codes as typed; long texts stay general, since Excel would show "####" for them."""

HECTARES = "#,##0.00##"

DATE_KINDS = (Kind.DATE, Kind.DATE_OR_WORDS, Kind.RIGHT_END)

WIDTHS = {
    Kind.LONG_TEXT: 44,
    Kind.LINES: 36,
    Kind.TEXT: 24,
    Kind.ONE: 26,
    Kind.SEVERAL: 30,
    Kind.LANGUAGES: 24,
    Kind.IDENTIFIER: 18,
}
LEAST_WIDTH = 14

MOST_ON_ONE_PAGE = 10
"""More columns side by side could not be read on paper."""

_INK = "FF1F3B2D"
_HEADER = PatternFill("solid", fgColor="FFDDEBDF")
_LINE = Border(bottom=Side(style="thin", color=_INK))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def roster_workbook(form: RosterForm, words: Wording) -> bytes:
    """The workbook with its headings and no family yet; the same words give the same bytes."""
    return _Writer(form, words).workbook()


class _Writer:
    """Puts one form into a workbook; the lists of choices are gathered on the way."""

    def __init__(self, form: RosterForm, words: Wording) -> None:
        self.form = form
        self.words = words
        self.book = Workbook()
        self.lists: dict[tuple[str, ...], str] = {}  # the entries of each drop-down, and its name

    def workbook(self) -> bytes:
        said = self.words.workbook_text
        families = self.book.active
        families.title = said("sheets.families")
        self.sheet(families, self.form.families)
        self.how()
        for each in self.form.lists:
            self.sheet(self.book.create_sheet(self.list_name(each.path)), each)
        if self.form.prices:
            self.prices()
        self.choices()
        self.book.active = 0
        return saved(self.book, self.words.language)

    def list_name(self, path: str) -> str:
        """The list's short name, by which the reader knows the sheet; its path where Excel forbids that."""
        label = self.words.label(path)[:SHEET_NAME].strip()
        return path if NOT_IN_SHEET_NAMES & set(label) else label

    # --- sheets -----------------------------------------------------------------------------

    def sheet(self, sheet: Any, form: SheetForm) -> None:
        for number, question in enumerate(form.columns, 1):
            note = self.note(question)
            if form.path and number == 1:
                note = self.words.workbook_text("note.key", sheet=self.words.workbook_text("sheets.families"))
            self.column(sheet, number, question, note)
            self.offer(sheet, number, question, form)
        _finish(sheet, len(form.columns))

    def prices(self) -> None:
        sheet = self.book.create_sheet(self.words.workbook_text("sheets.prices"))
        for number, question in enumerate(self.form.prices, 1):
            note = self.note(question)
            if number == 1:
                about = self.words.workbook_text("prices_how", goods=self.list_name(GOODS))
                note = f"{about}\n{note}"
            self.column(sheet, number, question, note)
        _finish(sheet, len(self.form.prices))
        self.name("prices", _filled_part(sheet.title))

    def how(self) -> None:
        """What to know before the first row, in a few lines."""
        sheet = self.book.create_sheet(self.words.workbook_text("sheets.how"))
        sheet.column_dimensions["A"].width = 100
        sheet.sheet_view.showGridLines = False
        for number, line in enumerate(self.words.workbook["how"], 1):
            cell = sheet.cell(number, 1, f"{number}. {line}")
            cell.alignment = _WRAPPED
            sheet.row_dimensions[number].height = 15 * (1 + len(line) // 100) + 6
        _printed(sheet)

    def choices(self) -> None:
        """The hidden sheet behind the drop-downs: Excel takes no more than 255 letters in the cell itself."""
        sheet = self.book.create_sheet(self.words.workbook_text("sheets.choices"))
        sheet.sheet_state = "hidden"
        for number, (entries, name) in enumerate(self.lists.items(), 1):
            letter = get_column_letter(number)
            sheet.cell(1, number, name)
            for row, entry in enumerate(entries, 2):
                sheet.cell(row, number, entry)
            self.name(name, f"{_quoted(sheet.title)}!${letter}$2:${letter}${len(entries) + 1}")
        self.name("families", _filled_part(self.words.workbook_text("sheets.families")))

    def name(self, name: str, range_: str) -> None:
        self.book.defined_names[name] = DefinedName(name, attr_text=range_)

    # --- columns ----------------------------------------------------------------------------

    def column(self, sheet: Any, number: int, question: Question, note: str) -> None:
        label = self.words.label(question.path)
        head = sheet.cell(1, number, label)
        head.font, head.fill, head.border = Font(name="Calibri", bold=True, color=_INK), _HEADER, _LINE
        head.alignment, head.number_format = _WRAPPED, TEXT
        head.comment = Comment(note, "pesagree", width=360, height=24 + 16 * _lines(note))
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = max(WIDTHS.get(question.kind, LEAST_WIDTH), min(len(label), 24) + 2)
        column.number_format = self.number_format(question)
        if question.kind in (Kind.LONG_TEXT, Kind.LINES):
            column.alignment = _WRAPPED

    def number_format(self, question: Question) -> str:
        if question.kind in DATE_KINDS:
            return self.words.workbook_text("date_format")
        if question.name.endswith("area_ha"):
            return HECTARES  # other quantities are as often whole as not
        return NUMBER_FORMATS.get(question.kind, "General")

    def note(self, question: Question) -> str:
        """What the heading says when the pointer rests on it: the question, why, help, an example."""
        asked = self.words.question(question.path)
        said = self.words.workbook_text
        lines = [asked.ask, asked.why, asked.help]
        # The drop-down shows the choices; the other facts (none, what holds if left blank, when) are words.
        lines += [line for line in facts(question, self.words) if not question.codes or ";" not in line]
        lines += [self.example(question), said("note.path", path=question.path)]
        return "\n".join(line for line in lines if line)

    def example(self, question: Question) -> str:
        said = self.words.workbook_text
        if question.kind is Kind.ONE:
            return said("note.choices")
        if question.kind in (Kind.SEVERAL, Kind.ORDER):
            labels = [self.words.choice(question.path, code) for code in question.codes[:2]]
            return said("note.several", text=", ".join(labels))
        known: dict[str, str] = self.words.workbook["examples"]
        for name in (question.path.replace(".", "_"), question.identifier, question.kind.value):
            if name in known:
                return said("note.example", text=known[name])
        return ""  # free text that the help explains

    # --- drop-downs -------------------------------------------------------------------------

    def offer(self, sheet: Any, number: int, question: Question, form: SheetForm) -> None:
        """A drop-down where the answer is one of a few; anything else may still be typed ("??")."""
        if form.path and question.path == KEY:
            name = "families"
        elif form.path == GOODS and question.path == f"{GOODS}.code" and self.form.prices:
            name = "prices"
        elif entries := tuple(self.entries(question)):
            name = self.lists.setdefault(entries, "list_" + question.path.replace(".", "_"))
        else:
            return
        said = self.words.workbook_text
        rule = DataValidation(type="list", formula1=name, allow_blank=True, errorStyle="warning")
        rule.showErrorMessage = question.kind not in (Kind.SEVERAL, Kind.ORDER, Kind.LANGUAGES)
        rule.errorTitle, rule.error = said("not_listed.title"), said("not_listed.text")
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)

    def entries(self, question: Question) -> Iterator[str]:
        if question.codes:
            yield from (self.words.choice(question.path, code) for code in question.codes)
        elif question.kind is Kind.YES_NO:
            yield from (self.words.workbook_text(f"yes_no.{answer}") for answer in ("yes", "no"))
        elif question.kind in (Kind.LANGUAGE, Kind.LANGUAGES):
            yield from sorted(
                self.words.name("languages", code) for code in self.words.language_codes.values()
            )
        if question.none_ok and (question.codes or question.kind is Kind.YES_NO):
            yield self.words.workbook_text("yes_no.none")


def saved(book: Workbook, language: str) -> bytes:
    """The workbook as a file that says whose it is and when nothing: the same content, the same bytes."""
    book.properties.creator = "pesagree"
    book.properties.language = language
    held = BytesIO()
    book.save(held)
    return settled(held.getvalue())


def _finish(sheet: Any, columns: int) -> None:
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{LAST_ROW}"
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    _printed(sheet, whole_width=columns <= MOST_ON_ONE_PAGE)


def _printed(sheet: Any, *, whole_width: bool = True) -> None:
    """On paper: lying, A4, as wide as the page where it can then still be read."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = whole_width
    sheet.page_setup.fitToHeight = 0


def _filled_part(title: str) -> str:
    """The first column of a sheet below its heading, as far as it is filled."""
    sheet = _quoted(title)
    return f"OFFSET({sheet}!$A$2,0,0,MAX(1,COUNTA({sheet}!$A:$A)-1),1)"


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _lines(note: str) -> int:
    return sum(1 + len(line) // 52 for line in note.splitlines())
