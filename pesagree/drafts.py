"""Writing a draft to its place: the right writer, whole files only, and never over a person's changes."""

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from pesagree.agreement import Agreement
from pesagree.answers.workshop_notes import Understood
from pesagree.clauses import Form
from pesagree.compose import compose, compose_pattern
from pesagree.compose.understanding import with_understanding
from pesagree.document import Document, without_fields
from pesagree.errors import FileError, Place, Problem
from pesagree.files import read_bytes, write_atomically
from pesagree.writers import WRITERS, docx
from pesagree.writers.pdf import to_pdf

FORMATS = (*WRITERS, "pdf")
"""What a draft can be written as; pdf only where LibreOffice is installed."""

_SIGNATURE = re.compile(rb"(?:<!-- |% )?pesagree ([0-9a-f]{64})(?: -->)?\s*$")
_CALENDAR_SIGNATURE = re.compile(rb"^X-PESAGREE:([0-9a-f]{64})\r\n", re.MULTILINE)


class Fate(StrEnum):
    """What became of the file that was asked for."""

    WRITTEN = "written"
    KEPT = "kept"  # a person changed it: the new draft stands beside it
    LOCKED = "locked"  # it is open in another program: the new draft stands beside it


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a draft was written, and what became of the file that was asked for."""

    asked: Path
    path: Path
    fate: Fate


def default_target(
    answers: Path, language: str, kind: str = "docx", *, memo: bool = False, form: Form = Form.FULL
) -> Path:
    """Beside the answers, same stem, with the language: `deal.yaml` gives `deal.es.docx`.

    A memo and the two papers of a split agreement say what they are: `deal.es.short.docx`.
    """
    which = ".memo" if memo else "" if form is Form.FULL else f".{form}"
    return answers.with_name(f"{answers.stem}.{language}{which}.{kind}")


def asked_target(output: Path | None, usual: Path) -> Path:
    """Where a draft goes: as asked, or where it goes by itself; in a folder it has its usual name.

    A name without an ending gets the usual one, since Windows does not know what to open the file with.
    """
    if output is None:
        return usual
    if output.is_dir():
        return output / usual.name
    if not output.suffix and not output.exists():
        return output.with_name(output.name + usual.suffix)
    return output


def write_draft(
    agreement: Agreement,
    target: Path,
    language: str | None = None,
    *,
    letterhead: Path | None = None,
    force: bool = False,
    understood: Understood | None = None,
) -> Draft:
    """Compose the agreement and write it to `target`, whose suffix names the format.

    A file that a person changed, or that is open in Word, is left alone; the draft is then written beside
    it. Raises TemplateError, FileError.
    """
    data = render(agreement, target.suffix.lower().lstrip("."), language, letterhead, understood=understood)
    return place(data, target, force=force)


def render(
    agreement: Agreement,
    kind: str,
    language: str | None = None,
    letterhead: Path | None = None,
    *,
    line_numbers: bool = False,
    annotated: bool = False,
    memo: bool = False,
    for_signature: bool = False,
    form: Form = Form.FULL,
    understood: Understood | None = None,
) -> bytes:
    """The draft as the bytes of a file of one format. Raises TemplateError; FileError for a bad letterhead.

    `letterhead` and `line_numbers` are of Word drafts only; with `memo` it is the memo for the lawyer.
    `for_signature` gives the clean paper: no watermark, no hints, no controls, nothing of the tool.
    `form` is the whole agreement, or its particular or its general conditions alone. A PDF is the Word draft
    as LibreOffice lays it out. `understood` is what a workshop's proof of understanding showed: the whole
    agreement has it in its record of consent.
    """
    if kind not in FORMATS:
        facts = {"name": kind, "known": [*FORMATS]}
        raise FileError([Problem("format_unknown", facts=facts)])
    if kind == "pdf":
        same = {"annotated": annotated, "memo": memo, "for_signature": for_signature}
        same |= {"line_numbers": line_numbers}
        word = render(agreement, "docx", language, letterhead, form=form, understood=understood, **same)
        return as_pdf([word], clean=for_signature)[0]
    special = annotated or memo or for_signature or form is Form.GENERAL or understood is not None
    if kind == "docx" and not special:  # the draft of which a batch makes thousands
        pattern = compose_pattern(agreement, language, form=form)
        return _word(partial(docx.write_pattern, pattern, line_numbers=line_numbers), letterhead)
    if memo:
        from pesagree.compose.memo import compose_memo  # it brings the adviser, whom few drafts need

        document = compose_memo(agreement, language)
    else:
        document = compose(agreement, language, annotated=annotated, for_signature=for_signature, form=form)
        document = with_understanding(document, understood if form is Form.FULL else None)
    if kind != "docx":
        return _signed(WRITERS[kind](without_fields(document) if for_signature else document))
    return _word(partial(docx.write, document, line_numbers=line_numbers, clean=for_signature), letterhead)


def render_bundle(
    cover: Document, agreements: Sequence[Document], copies: int, letterhead: Path | None = None
) -> bytes:
    """Many agreements as one Word file to print, on a letterhead where there is one. Raises FileError."""
    from pesagree.writers.docx.bundle import write_bundle  # only a batch makes them

    return _word(partial(write_bundle, cover, agreements, copies), letterhead)


def as_pdf(papers: Sequence[bytes], *, clean: bool = False) -> list[bytes]:
    """Word files as PDF, with the fingerprint of what was written unless `clean`. Raises FileError."""
    made = to_pdf(papers)
    return made if clean else [_with_fingerprint(pdf, b"%% pesagree %s\n") for pdf in made]


def _word(write: Callable[..., bytes], letterhead: Path | None) -> bytes:
    if letterhead is None:
        return write()
    paper = read_bytes(letterhead)
    try:
        return write(letterhead=paper)
    except Exception as error:  # python-docx has many ways to say that a file is no Word document
        raise FileError([Problem("letterhead_bad", Place(str(letterhead)))]) from error


def place(data: bytes, target: Path, *, force: bool = False, ours: str = "", durable: bool = True) -> Draft:
    """Put a draft at its place. Raises FileError.

    `ours` is the digest (`digest`) of what this tool wrote there last, where that is known: then a file
    with the same digest need not be opened to see that nobody changed it. `durable` as in `files`.
    """
    if not force and target.is_file() and _is_a_persons(target, ours):
        return _beside(data, target, Fate.KEPT)
    try:
        write_atomically(target, data, durable=durable)
    except FileError as error:
        if error.problems[0].code == "file_forbidden" and target.is_file() and _folder_is_writable(target):
            return _beside(data, target, Fate.LOCKED)
        raise
    return Draft(target, target, Fate.WRITTEN)


def _beside(data: bytes, target: Path, fate: Fate) -> Draft:
    """Write to the first free name `draft (2).docx`, `draft (3).docx` …, or over an untouched one of ours."""
    number = 2
    while True:
        other = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not other.exists() or not _is_a_persons(other):
            write_atomically(other, data)
            return Draft(target, other, fate)
        number += 1


def digest(data: bytes) -> str:
    """What tells one draft from another; its first letter keeps a spreadsheet from taking it for a number."""
    return "d" + hashlib.sha256(data).hexdigest()[:39]


def _is_a_persons(path: Path, ours: str = "") -> bool:
    """Whether the file differs from what this tool wrote (or was never ours)."""
    data = read_bytes(path)
    if ours and digest(data) == ours:
        return False
    if path.suffix.lower() == ".docx":
        return docx.fingerprint_state(data) != "untouched"
    found = _SIGNATURE.search(data) or _CALENDAR_SIGNATURE.search(data)
    if found is None:
        return True
    others = data[: found.start()] + data[found.end() :]
    return hashlib.sha256(others).hexdigest().encode() != found.group(1)


def fingerprinted(data: bytes, suffix: str) -> bytes:
    """A file that goes with the papers, with its fingerprint where programs skip it: ".ics" or ".xlsx".

    A workbook carries it as the comment of its package, which spreadsheets drop when they save.
    """
    if suffix == ".ics":
        line = b"X-PESAGREE:" + hashlib.sha256(data).hexdigest().encode() + b"\r\n"
        return data.replace(b"\r\nBEGIN:VEVENT", b"\r\n" + line + b"BEGIN:VEVENT", 1)
    from pesagree.answers.roster_package import Package  # a draft does without the reader of workbooks

    with_room = Package(data).bytes(_IN_PACKAGE % (b"0" * 64))
    return _with_fingerprint(with_room[: -len(_IN_PACKAGE % (b"0" * 64))], _IN_PACKAGE)


_IN_PACKAGE = b"pesagree %s"


def _signed(data: bytes) -> bytes:
    """Text with the fingerprint of what was written as a last comment line (a .docx carries its own)."""
    return _with_fingerprint(data.rstrip(b"\n") + b"\n\n", b"<!-- pesagree %s -->\n")


def _with_fingerprint(body: bytes, line: bytes) -> bytes:
    """A last line that programs skip as a comment of the format."""
    return body + line % hashlib.sha256(body).hexdigest().encode()


def _folder_is_writable(target: Path) -> bool:
    return os.access(target.parent, os.W_OK)
