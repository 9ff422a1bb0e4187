"""Small pieces of WordprocessingML as strings; the only place where text is escaped."""

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_REFUSED = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN, _UNSAFE = re.compile(f"[{_REFUSED}]"), re.compile(f'[&<>"{_REFUSED}]')
"""What an escaped text cannot have as it is; most has none of it, and one look says so."""
_BREAKS = re.compile("(\r\n|\r|\n|\t)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def escape(text: str) -> str:
    """Text made safe for element content and for attributes; refuses what XML cannot hold."""
    if not _UNSAFE.search(text):
        return text
    if _FORBIDDEN.search(text):
        raise ValueError(f"XML cannot hold this text: {text!r}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def is_one_text(text: str) -> bool:
    """Whether the run of a text is the text, escaped, between what its properties alone decide."""
    return not _runs_to_the_left(text) and (text.isprintable() or not _BREAKS.search(text))


def _runs_to_the_left(text: str) -> bool:
    return not _LATIN.search(text) and bool(_RIGHT_TO_LEFT.search(text))


def run(text: str, properties: str = "") -> str:
    """A run with the text exactly; line breaks and tabs become the elements that Word knows."""
    one = is_one_text(text)
    if not one and _runs_to_the_left(text):
        properties += "<w:rtl/>"  # without it Word lays the words out from left to right
    head = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    pieces = (
        "<w:tab/>"
        if piece == "\t"
        else "<w:br/>"
        if piece in ("\r\n", "\r", "\n")
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in ((text,) if one else filter(None, _BREAKS.split(text)))
    )
    return f"{head}{''.join(pieces)}</w:r>"


def styled(style: str) -> str:
    """Run properties that name a character style."""
    return f'<w:rStyle w:val="{style}"/>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style; `properties` are further elements in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str) -> str:
    """A complex field with a cached result, which is a string of runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction_run(instruction)}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def instruction_run(instruction: str) -> str:
    """The run that holds a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
