"""Text in runs: exactly as it was typed, whatever it holds."""

import pytest

from pesagree.writers.docx import xml

HEAD = '<w:t xml:space="preserve">'


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Rosa Quispe, 12 años", f"{HEAD}Rosa Quispe, 12 años</w:t>"),
        ("", f"{HEAD}</w:t>"),
        ("S/\u00a01,234.50", f"{HEAD}S/\u00a01,234.50</w:t>"),
        ('<a & "b">', f"{HEAD}&lt;a &amp; &quot;b&quot;&gt;</w:t>"),
        ("uno\ndos\ttres", f"{HEAD}uno</w:t><w:br/>{HEAD}dos</w:t><w:tab/>{HEAD}tres</w:t>"),
        ("uno & dos\r\n", f"{HEAD}uno &amp; dos</w:t><w:br/>"),
        ("\u05d0 latin", f"{HEAD}\u05d0 latin</w:t>"),
        ("\U0001f33f", f"{HEAD}\U0001f33f</w:t>"),
    ],
)
def test_a_run_holds_the_text(text: str, inside: str) -> None:
    assert xml.run(text) == f"<w:r>{inside}</w:r>"
    assert xml.run(text, "<w:b/>") == f"<w:r><w:rPr><w:b/></w:rPr>{inside}</w:r>"


def test_words_of_another_direction_say_so() -> None:
    assert xml.run("\u05d0\u05d1") == f"<w:r><w:rPr><w:rtl/></w:rPr>{HEAD}\u05d0\u05d1</w:t></w:r>"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_refused(sign: str) -> None:
    with pytest.raises(ValueError, match="XML"):
        xml.run(f"a{sign}b")
