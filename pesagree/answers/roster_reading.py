"""Gives the cells of a roster's sheets their meaning, row by row, without ever holding a sheet as cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pesagree.agreement import QUESTIONS
from pesagree.agreement.scalars import country_of_text
from pesagree.answers import roster_cells
from pesagree.answers.roster_cells import Filled, Mark
from pesagree.answers.roster_header import (
    ASIDE,
    Column,
    Header,
    header_of,
    is_named,
    item_header_of,
    list_of_sheet,
    near_list,
)
from pesagree.answers.roster_keys import same_key
from pesagree.answers.roster_prices import CODE, GOODS, PriceList, price_list, sheet_names
from pesagree.answers.roster_row import Table
from pesagree.answers.roster_rows import Items, Lines, Rows
from pesagree.answers.roster_table import Fault, Raw, Sheet, is_blank, shown
from pesagree.errors import AnswersError, Place, Problem, UsageError
from pesagree.wording.language import fold

PERU = "PE"

USUAL_KEY = "agreement.id"
"""The column that tells rows apart, where there is one and no other is named."""

Body = Iterator[tuple[int, tuple[Raw, ...]]]
"""The rows below a header, with their numbers; blank ones are not among them."""


@dataclass(frozen=True, slots=True)
class Families:
    """What the sheets came to: the column of keys, all columns, the rows."""

    key: Column
    columns: tuple[Column, ...]
    rows: Rows


class Reader:
    """One walk over the sheets of a file; `notes` and loose `problems` are gathered on the way."""

    def __init__(
        self, source: str, key: str | None, notes: list[Problem], country: str | None = PERU
    ) -> None:
        self.source = source
        self.country = country
        self.named_key = key
        self.notes = notes
        self.problems: list[Problem] = []
        self.mark: Mark = ""

    def families(self, sheets: Sequence[Sheet]) -> Families:
        """Raises AnswersError with every problem of the headers, UsageError where the named key is none."""
        first, *others = [sheet for sheet in sheets if not sheet.name.startswith(ASIDE)] or sheets
        place, cells, body = self.parted(first)
        header = header_of(cells, place, self.named_key)
        if not first.name:
            self.decide_mark(header.columns, first)
        lines = self.lines(header, body)
        key = self.key_column(header.columns, place)
        keys = [same_key(text) for _, text in Rows(lines).column(key)]
        prices = self.prices([sheet for sheet in others if fold(sheet.name) in sheet_names()])
        rest = [sheet for sheet in others if fold(sheet.name) not in sheet_names()]
        lists = [found for sheet in rest if (found := self.items(sheet, key, frozenset(keys))) is not None]
        return Families(key, header.columns, Rows(lines, keys, lists, prices))

    def tell_aside(self, columns: Iterable[Column], place: Place) -> None:
        """Name the columns that go nowhere, but for those left out on purpose."""
        aside = [c.header for c in columns if not c.is_answer and not c.header.startswith(ASIDE)]
        if aside:
            self.notes.append(Problem("roster_columns_aside", place, facts={"items": aside}))

    def parted(self, sheet: Sheet) -> tuple[Place, tuple[Raw, ...], Body]:
        """The place of the header, the header, and the rows below that hold something."""
        filled = ((number, cells) for number, cells in sheet.rows if not all(map(is_blank, cells)))
        at, header = next(filled, (0, ()))
        if not at:
            raise AnswersError([Problem("roster_empty", Place(self.source, 0, 0, sheet.name))])
        return Place(self.source, at, 0, sheet.name), header, filled

    def key_column(self, columns: Sequence[Column], place: Place) -> Column:
        """The column that was named, else the agreement's own code, else the first. Raises UsageError."""
        if self.named_key is None:
            return next((column for column in columns if column.path == USUAL_KEY), columns[0])
        for column in columns:
            if is_named(column.header, self.named_key):
                return column
        facts = {"name": self.named_key, "known": [column.header for column in columns]}
        raise UsageError([Problem("roster_key_unknown", place, facts=facts)])

    def decide_mark(self, columns: Sequence[Column], sheet: Sheet) -> None:
        """The decimal sign, once for a whole text file."""
        numbers = [column.number - 1 for column in columns if roster_cells.is_number(column.question)]
        texts = (shown(cells[at]) for _, cells in sheet.rows for at in numbers if at < len(cells))
        self.mark, example = roster_cells.decimal_mark(texts)
        if self.mark == ",":
            decimal = example.replace(".", "").replace(",", ".")
            facts = {"text": example, "decimal": decimal}
            self.notes.append(Problem("roster_decimal_comma", Place(self.source), facts=facts))
        elif self.mark == "mixed":
            self.notes.append(Problem("roster_decimal_mixed", Place(self.source), facts={"text": example}))

    def lines(self, header: Header, body: Body) -> Lines:
        """All rows of a sheet. Raises AnswersError with every problem of its header."""
        table = Table(self.source, header.place.sheet or "", header.columns)
        lines = Lines(table)
        zeros: dict[Column, list[str]] = defaultdict(list)
        used: set[int] = set()
        for number, cells in body:
            # In a workbook a column is as long as the sheet; in a text file a row with more cells than the
            # header has gone wrong by itself.
            cut = None if table.sheet else header.width
            used.update(at for at, cell in enumerate(cells[:cut], 1) if not is_blank(cell))
            if not header.problems:
                texts, problems = self.row(table, number, cells, header.width, zeros)
                lines.add(number, texts, problems)
        header.check(used)
        for column, found in zeros.items():
            facts = {"number": len(found), "name": column.header, "text": found[0]}
            place = Place(table.source, 0, column.number, table.sheet)
            self.notes.append(Problem("roster_zeros", place, facts=facts))
        return lines

    def row(
        self,
        table: Table,
        number: int,
        cells: Sequence[Raw],
        width: int,
        zeros: dict[Column, list[str]],
    ) -> tuple[list[str], list[Problem]]:
        """The text of each column, and the problems of cells whose content cannot be known."""
        texts: list[str] = []
        problems: list[Problem] = []
        if not table.sheet and any(not is_blank(cell) for cell in cells[width:]):
            place = Place(table.source, number, width + 1, table.sheet)
            facts = {"number": len(cells), "most": width}
            problems.append(Problem("roster_row_long", place, facts=facts))
        in_peru = self.in_peru(table.columns, cells)
        for column in table.columns:
            cell = cells[column.number - 1] if column.number <= len(cells) else ""
            text: str | Filled | Fault = ""
            if cell != "":
                text = roster_cells.as_text(cell, column.question, self.mark, in_peru=in_peru)
            if isinstance(text, Filled):
                zeros[column].append(text.text)
                text = text.text
            elif isinstance(text, Fault):
                place = Place(table.source, number, column.number, table.sheet)
                path = column.path if column.is_answer else ""
                problems.append(Problem(text.code, place, path, {"text": text.text}))
                text = ""
            texts.append(text)
        return texts, problems

    def in_peru(self, columns: Sequence[Column], cells: Sequence[Raw]) -> bool:
        """Whether a row is of Peru: by its own cell, where there is one, else by the base."""
        written = next((one.number for one in columns if one.path == "country"), 0)
        if 0 < written <= len(cells) and not is_blank(cells[written - 1]):
            return country_of_text(shown(cells[written - 1])) == PERU
        return self.country == PERU

    def items(self, sheet: Sheet, key: Column, known: frozenset[str]) -> Items | None:
        """The lines of a sheet by the key of their family, None where the sheet holds no list."""
        place = Place(self.source, 0, 0, sheet.name)
        if all(is_blank(cell) for _, cells in sheet.rows for cell in cells):
            return None
        found = list_of_sheet(sheet.name)
        if found is None:
            if near := near_list(sheet.name):
                facts = {"name": sheet.name, "near": near}
                raise AnswersError([Problem("roster_sheet_near", place, facts=facts)])
            self.notes.append(Problem("roster_sheet_aside", place, facts={"name": sheet.name}))
            return None
        path, question = found
        place, cells, body = self.parted(sheet)
        header = item_header_of(cells, place, question)
        if 1 not in header.filled:
            raise AnswersError([Problem("header_empty", place._replace(column=1), facts={"name": "A"})])
        first, *others = header.columns
        keyed = replace(header, columns=(replace(first, question=key.question), *others))
        lines = self.lines(keyed, body)
        by_key: dict[str, list[int]] = defaultdict(list)
        for number in range(len(lines)):
            line = lines.row(number)
            if (same := same_key(line.texts[0])) in known:
                by_key[same].append(number)
            else:
                facts = {"text": line.texts[0] or "?", "name": key.header}
                self.problems.append(Problem("roster_no_family", line.place._replace(column=1), facts=facts))
        return Items(path, lines, by_key)

    def prices(self, sheets: Sequence[Sheet]) -> PriceList | None:
        """The price list, None where there is no sheet for it or nothing in it."""
        for sheet in sheets:
            if all(is_blank(cell) for _, cells in sheet.rows for cell in cells):
                continue
            place, cells, body = self.parted(sheet)
            header = item_header_of(cells, place, QUESTIONS[GOODS], has_key=False)
            lines = self.lines(header, body)
            code = next((column for column in header.columns if column.path == CODE), None)
            if code is None:
                raise AnswersError([Problem("roster_prices_no_code", place, CODE, {"name": sheet.name})])
            self.tell_aside(header.columns, place)
            return price_list(map(lines.row, range(len(lines))), code)
        return None
