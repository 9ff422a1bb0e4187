"""`pesagree workshop`: everything to print for a workshop."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pesagree.agreement import Agreement, Level
from pesagree.answers.reading import load
from pesagree.answers.workshop_notes import load_notes, notes_path
from pesagree.cli.exits import Exit
from pesagree.console.terminal import err, out
from pesagree.drafts import Fate, as_pdf, fingerprinted, place
from pesagree.files import make_folder, write_atomically
from pesagree.wording import Wording, own_language, words_of
from pesagree.workshop import KNOWN, Room, attachments, called, make, named, near
from pesagree.workshop.notes_form import blank_notes, known_clauses


def workshop(
    answers: Path | None,
    folder: Path,
    language: str | None,
    level: Level | None,
    visit: int | None,
    only: Sequence[str],
    people: int,
    words: Wording,
    *,
    pdf: bool = False,
    notes: bool = False,
) -> int:
    """Write the papers of a visit (or of all, or those named) as Word files, and what goes with them.

    Without answers they are blank. Private answers are not even read. Every paper is made before the first
    is written, so that a fault of a template leaves nothing half done. With `notes` a blank file for what the
    workshop brings is written beside the answers, unless there is one. With `pdf` each paper is also written
    as PDF, where LibreOffice is installed.
    """
    wanted = [part.strip() for one in only for part in one.split(",") if part.strip()]
    if said := [*_unknown(wanted, words), *_misused(answers, words, notes=notes)]:
        err("\n".join(said))
        return Exit.USAGE
    room = _room(answers, language, level, visit, people, words)
    chosen = [name for name in map(named, wanted) if name]
    data = {paper.file: paper.word() for paper in make(room, chosen)}
    others = attachments(room, chosen)
    make_folder(folder)
    placed: list[Path] = []
    for file_name, written in data.items():
        placed.append(_put(written, folder / file_name, words))
    for file_name, attached in others.items():
        _put(fingerprinted(attached, Path(file_name).suffix), folder / file_name, words)
    if notes and answers is not None:
        _write_notes(room, notes_path(answers), words)
    if pdf and data:
        for word, made in zip(placed, as_pdf(list(data.values())), strict=True):
            _put(made, word.with_suffix(".pdf"), words)
    err(words.command("said.papers_written", count=len(data) + len(others), folder=folder))
    return Exit.DONE


def _unknown(wanted: Sequence[str], words: Wording) -> Iterator[str]:
    """A line for each name that is no paper's, with the nearest; where one has none, the papers there are."""
    unknown = [one for one in dict.fromkeys(wanted) if named(one) is None]
    nearest = {one: near(one, words) for one in unknown}
    for one, found in nearest.items():
        if found:
            yield words.command("said.paper_unknown_near", name=one, near=found)
        else:
            yield words.command("said.paper_unknown", name=one)
    if None in nearest.values():
        yield words.command("said.papers_known", known=", ".join(called(name, words) for name in KNOWN))


def _misused(answers: Path | None, words: Wording, *, notes: bool) -> Iterator[str]:
    """What is wrong with the options as they were given together."""
    if notes and answers is None:
        yield words.command("said.notes_without_answers")


def _room(
    answers: Path | None,
    language: str | None,
    level: Level | None,
    visit: int | None,
    people: int,
    words: Wording,
) -> Room:
    """The answers and the workshop's file beside them. Raises AnswersError, FileError."""
    agreement = Agreement()
    if answers is not None:
        file = load(answers, with_private=False)
        agreement = file.agreement
        if count := len(file.inconsistent):
            said = "said.inconsistent_one" if count == 1 else "said.inconsistent_many"
            err(words.command(said, count=count, path=answers))
    spoken = words_of(agreement, language or _language(agreement, words, is_blank=answers is None))
    room = Room(agreement, spoken, people, level, visit or 0, is_blank=answers is None)
    if answers is None:
        return room
    brought = load_notes(answers, known_clauses(room), agreement.answer("country").value)
    return replace(room, notes=brought)


def _put(data: bytes, target: Path, words: Wording) -> Path:
    """Write a paper, say where it is, and what became of the file that stood there; its path."""
    draft = place(data, target)
    out(str(draft.path))
    if draft.fate is not Fate.WRITTEN:
        key = "said.draft_kept" if draft.fate is Fate.KEPT else "said.draft_locked"
        err(words.command(key, path=draft.asked, other=draft.path))
    return draft.path


def _write_notes(room: Room, path: Path, words: Wording) -> None:
    """The blank file, unless a person has one there already. Raises FileError."""
    if path.exists():
        err(words.command("said.notes_kept", path=path))
        return
    write_atomically(path, blank_notes(room).encode())
    err(words.command("said.notes_written", path=path))


def _language(agreement: Agreement, words: Wording, *, is_blank: bool) -> str:
    """The answers' own language; the blank set's is that of the messages."""
    return words.language if is_blank else own_language(agreement)
