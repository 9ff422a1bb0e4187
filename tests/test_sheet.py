"""The tree of a paper for the room: columns and lines to write on that many papers share."""

import pytest

from pesagree.document import Text
from pesagree.sheet import Column, Gap, headed, to_fill_in


def test_columns_take_their_headings_and_shares_in_turn():
    assert headed(("Number", "What", "Done"), (1, 4, 2.5), center=(2,), right=range(1)) == (
        Column("Number", 1, "right"),
        Column("What", 4, "left"),
        Column("Done", 2.5, "center"),
    )


def test_a_heading_without_a_share_is_a_fault():
    with pytest.raises(ValueError, match="shorter"):
        headed(("Number", "What"), (1,))


def test_each_line_to_write_on_stands_behind_its_words():
    assert to_fill_in(("Date:", 4), ("Place:", 5.5)) == (
        Text("Date: "),
        Gap(4),
        Text("  Place: "),
        Gap(5.5),
    )
    assert to_fill_in() == ()
