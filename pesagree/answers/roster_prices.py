"""The price list of a workbook: what each good is and costs, said once under its code."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pesagree.answers.roster_header import Column
from pesagree.answers.roster_row import Cell, Priced, Row
from pesagree.errors import AnswersError, Problem
from pesagree.wording import LANGUAGES, wording
from pesagree.wording.language import fold

GOODS = "pay.goods"
CODE = f"{GOODS}.code"
ITEM = "item"
"""What names a good: a line that has it need not be in the list."""


@cache
def sheet_names() -> frozenset[str]:
    """What the sheet of prices is called in every language, folded."""
    return frozenset(fold(wording(language).workbook_text("sheets.prices")) for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class PriceList:
    """The lines of the list by their code, as codes are compared."""

    by_code: Mapping[str, Row]
    path: str = GOODS

    def onto_line(self, line: Row) -> Row:
        """A family's line of goods with what the list says of its code; its own cells come first."""
        cells = {cell.column.steps: cell for cell in line.answers()}
        return self._priced(line, (), cells)

    def onto_row(self, row: Row) -> Row:
        """A family's row with what the list says of the codes in it (`pay.goods.2.code`)."""
        goods: dict[int, dict[tuple[str | int, ...], Cell]] = {}
        for cell in row.answers():
            match cell.column.steps:
                case ("pay", "goods", int(number), *below):
                    goods.setdefault(number, {})[tuple(below)] = cell
        for number, cells in goods.items():
            row = self._priced(row, ("pay", "goods", number), cells)
        return row

    def _priced(
        self, row: Row, steps: tuple[str | int, ...], cells: Mapping[tuple[str | int, ...], Cell]
    ) -> Row:
        code = cells.get(("code",))
        if code is None:
            return row
        line = self.by_code.get(fold(code.text))
        if line is not None:
            problems = (*row.problems, *line.problems)
            return replace(row, priced=(*row.priced, Priced(steps, line)), problems=problems)
        if any(step[0] == ITEM for step in cells):
            return row
        near = difflib.get_close_matches(fold(code.text), self.by_code, n=1)
        facts: dict[str, object] = {"text": code.text, "known": [_code(one) for one in self.by_code.values()]}
        problem = Problem("roster_code_unknown", code.place, code.column.path, facts)
        if near:
            facts = {"text": code.text, "near": _code(self.by_code[near[0]])}
            problem = Problem("roster_code_unknown_near", code.place, code.column.path, facts)
        return replace(row, problems=(*row.problems, problem))


def price_list(lines: Iterator[Row], code: Column) -> PriceList:
    """The list of a sheet's lines. Raises AnswersError where a line has no code, or another's."""
    by_code: dict[str, Row] = {}
    problems = []
    for line in lines:
        text = _code(line)
        first = by_code.setdefault(fold(text), line) if text else None
        place = line.place._replace(column=code.number)
        if first is None:
            problems.append(Problem("roster_code_missing", place, CODE, {"name": code.header}))
        elif first is not line:
            facts = {"text": text, "other": [str(first.number)]}
            problems.append(Problem("roster_key_twice", place, CODE, facts))
    if problems:
        raise AnswersError(problems)
    return PriceList(by_code)


def _code(line: Row) -> str:
    return next(
        (text for column, text in zip(line.table.columns, line.texts, strict=True) if column.path == CODE), ""
    )
