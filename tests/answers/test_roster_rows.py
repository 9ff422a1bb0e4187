"""Rows kept as one text each come back as they were, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.answers.roster_header import Column
from pesagree.answers.roster_row import Row, Table
from pesagree.answers.roster_rows import Lines, Rows
from pesagree.errors import Place, Problem

COLUMNS = tuple(Column(number, header, f"#{header}") for number, header in enumerate("abc", 1))
TABLE = Table("r.csv", "", COLUMNS)


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=6))
def test_whatever_stands_in_a_row_comes_back(rows: list[list[str]]) -> None:
    lines = Lines(TABLE)
    for number, texts in enumerate([*rows, ["a\x1fb", "", "\x1f"]], 2):
        lines.add(number, texts)
    assert [(row.number, list(row.texts)) for row in Rows(lines)] == list(
        enumerate([*rows, ["a\x1fb", "", "\x1f"]], 2)
    )


def test_rows_go_by_their_position() -> None:
    lines = Lines(TABLE)
    problem = Problem("roster_formula", Place("r.csv", 7, 1, ""))
    lines.add(5, ["x", "y", "z"])
    lines.add(7, ["1", "2", "3"], [problem])
    rows = Rows(lines)
    assert rows[0] == Row(5, TABLE, ("x", "y", "z"))
    assert rows[-1] == Row(7, TABLE, ("1", "2", "3"), (problem,))
    assert rows[1:] == (rows[1],)
    assert list(rows.column(COLUMNS[1])) == [(5, "y"), (7, "2")]
    with pytest.raises(IndexError):
        rows[2]
