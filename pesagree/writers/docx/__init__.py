"""The Word writer: a document tree in, the bytes of a .docx out."""

from pesagree.document import Document, Pattern, without_fields
from pesagree.writers.docx.body import Lists, write_body
from pesagree.writers.docx.comments import with_comments
from pesagree.writers.docx.furniture import anonymous
from pesagree.writers.docx.names import bookmark_name, control_tag
from pesagree.writers.docx.package import State, fingerprint_state, seal
from pesagree.writers.docx.paper import MARKING, PLAIN, SHEET, Body, Paper
from pesagree.writers.docx.printing import Printer

__all__ = ["State", "bookmark_name", "control_tag", "fingerprint_state", "write", "write_pattern"]


def write(
    document: Document,
    *,
    letterhead: bytes | None = None,
    line_numbers: bool = False,
    clean: bool = False,
    marking: bool = False,
) -> bytes:
    """The draft as a Word file; the same document gives the same bytes.

    `letterhead` is a .docx whose page, headers, footers, fonts and styles the draft takes over.
    `clean` is for signing: no controls, no hints, nothing in the properties but title and language.
    `line_numbers` counts the lines of each page, for reading aloud ("look at line 40"). With `marking` the
    letters are large and the right margin wide, for writing on.
    """
    paper = MARKING if marking else _paper(document, letterhead)
    if clean:
        document = without_fields(document)
    lists = Lists()
    pieces = [write_body(document, paper.width, lists).encode()]
    return _file(document, paper, pieces, lists, line_numbers=line_numbers, clean=clean)


def write_pattern(pattern: Pattern, *, letterhead: bytes | None = None, line_numbers: bool = False) -> bytes:
    """The same as `write(pattern.document())`, and much faster for one agreement after another.

    What the drafts of many agreements share is written once and kept (at most some tens of megabytes).
    """
    paper = _paper(pattern.frame, letterhead)
    lists = Lists()
    pieces = Printer(pattern, paper.width, lists).print()
    return _file(pattern.frame, paper, pieces, lists, line_numbers=line_numbers, clean=False)


def _file(
    document: Document, paper: Paper, pieces: list[bytes], lists: Lists, *, line_numbers: bool, clean: bool
) -> bytes:
    body = Body(pieces, paper.section(line_numbers=line_numbers))
    parts = with_comments(paper.parts(document, body, lists.numbers), document.comments)
    return seal(anonymous(parts), fingerprint=False) if clean else seal(parts)


def _paper(document: Document, letterhead: bytes | None) -> Paper:
    if letterhead is None:
        return SHEET if document.sheet else PLAIN
    from pesagree.writers.docx.letterhead import read_letterhead  # python-docx is slow to import

    return read_letterhead(letterhead)
