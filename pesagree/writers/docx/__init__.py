"""The Word writer: a document tree in, the bytes of a .docx out."""

from hashlib import sha256

from pesagree.document import Document, without_fields
from pesagree.writers.docx.body import Lists, write_body
from pesagree.writers.docx.comments import with_comments
from pesagree.writers.docx.furniture import anonymous
from pesagree.writers.docx.names import bookmark_name, control_tag
from pesagree.writers.docx.package import State, fingerprint_state, seal
from pesagree.writers.docx.paper import PLAIN, Paper

__all__ = ["State", "bookmark_name", "control_tag", "fingerprint_state", "write"]


def write(
    document: Document, *, letterhead: bytes | None = None, line_numbers: bool = False, clean: bool = False
) -> bytes:
    """The draft as a Word file; the same document gives the same bytes.

    `letterhead` is a .docx whose page, headers, footers, fonts and styles the draft takes over.
    `clean` is for signing: no controls, no hints, nothing in the properties but title and language.
    `line_numbers` counts the lines of each page, for reading aloud ("look at line 40").
    """
    paper = PLAIN if letterhead is None else _letterhead(letterhead)
    if clean:
        document = without_fields(document)
    lists = Lists()
    body = write_body(document, paper.width, lists)
    code = sha256(body.encode()).hexdigest()[:8]
    parts = paper.parts(document, body, lists.numbers, code, line_numbers=line_numbers)
    parts = with_comments(parts, document.comments)
    return seal(anonymous(parts), fingerprint=False) if clean else seal(parts)


def _letterhead(data: bytes) -> Paper:
    from pesagree.writers.docx.letterhead import read_letterhead  # python-docx is slow to import

    return read_letterhead(data)
