"""The sources of a batch: each is read by itself, with all its problems at once."""

from pathlib import Path

from pesagree.answers.roster import read_roster
from pesagree.batch.sources import batch_of_roster
from pesagree.resources import samples_dir


def test_a_row_tells_of_its_key_its_cells_and_its_answers_together(tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text(
        "agreement.id,seller.name,term.years\nK1,#REF!,x\nK2,Ana,3\nK2,Rosa,x\n", encoding="utf-8"
    )
    batch = batch_of_roster(samples_dir() / "minimal.yaml", read_roster(table))
    told = [
        [(str(problem.place).rpartition("/")[2], problem.code) for problem in batch.answers(source).problems]
        for source in batch.sources()
    ]
    assert told == [
        [("roster.csv:2:B", "roster_cell_error"), ("roster.csv:2:C", "number_unreadable")],
        [("roster.csv:3:A", "roster_key_twice")],
        [("roster.csv:4:A", "roster_key_twice"), ("roster.csv:4:C", "number_unreadable")],
    ]
