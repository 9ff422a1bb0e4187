"""What an old console shows where its code page lacks a sign."""

import codecs

import pytest

from pesagree.console.terminal import prepare_streams


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("utf-8", "→ “Álvarez”… ☐ 3 × 2 – ñ 好 \N{NARROW NO-BREAK SPACE}|"),
        ("cp1252", "-> “Álvarez”… [ ] 3 × 2 – ñ ?  |"),
        ("cp850", '-> "Álvarez"... [ ] 3 × 2 - ñ ?  |'),
        ("cp437", '-> "Alvarez"... [ ] 3 x 2 - ñ ?  |'),
        ("ascii", '-> "Alvarez"... [ ] 3 x 2 - n ?  |'),
    ],
)
def test_a_sign_that_a_code_page_lacks_has_a_substitute_that_can_be_read(page: str, shown: str) -> None:
    prepare_streams()
    text = "→ “Álvarez”… ☐ 3 × 2 – ñ 好 \N{NARROW NO-BREAK SPACE}|"
    assert codecs.encode(text, page, "pesagree").decode(page) == shown


def test_half_of_a_character_is_no_crash() -> None:
    prepare_streams()
    assert codecs.encode("a\udcf3b", "utf-8", "pesagree") == b"a?b"
