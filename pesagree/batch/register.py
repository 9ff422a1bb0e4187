"""The register of a folder: which draft was written for which key, from what, and what is signed.

Two files hold it. `.register.jsonl` is the program's: a line is added for each draft, so that nothing is
lost when the program is killed, and at the end of a batch it is written anew, without what is out of date.
`register.csv` is for people: it is made from the other, and only the stages that somebody wrote into it,
and columns of their own, are read back. It could not do both: a spreadsheet makes 12 of the key 0012.
A folder whose files nobody signs (bundles to print) has the program's half only.
"""

import contextlib
import errno
import json
import os
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from io import FileIO
from pathlib import Path
from typing import Any

from pesagree.batch.entry import Entry
from pesagree.batch.names import alike
from pesagree.batch.register_table import read_table, table_of
from pesagree.errors import FileError, Place, Problem, UsageError
from pesagree.files import file_problem, make_folder, read_bytes, write_atomically

JOURNAL, TABLE, LOCK = ".register.jsonl", "register.csv", ".register.lock"
MOST_BYTES = 256 * 1024 * 1024
_KEPT = tuple(field.name for field in fields(Entry) if field.name != "settled")
_LEFT_OVER = re.compile(r"\..+\.\d+\.tmp")


class Register:
    """The entries of one folder. Adding to it, and closing it, need the folder's lock (`opened`).

    With `for_people` there is a table, in which they say what is signed.
    """

    def __init__(self, folder: Path, *, for_people: bool = True) -> None:
        self.folder = folder
        self.for_people = for_people
        self._entries: dict[str, Entry] = {}
        self._by_key: dict[tuple[str, str], str] = {}
        self._seen: dict[str, None] = {}
        self._journal: FileIO | None = None
        self._torn = False
        self._superseded: list[Entry] = []
        self._load()

    def __iter__(self) -> Iterator[Entry]:
        """Those of this batch in its order, then the others in the order in which they stood."""
        for name in self._seen:
            if name in self._entries:
                yield self._entries[name]
        for name, entry in self._entries.items():
            if name not in self._seen:
                yield entry

    def find(self, key: str, variant: str) -> Entry | None:
        """The draft of a key, which from now on counts as one of this batch."""
        name = self._by_key.get((alike(key), variant))
        if name is None:
            return None
        self._seen[name] = None
        return self._entries[name]

    def at(self, file: str) -> Entry | None:
        """The draft that has the name `file`, or one that would be the same file on some disks."""
        return self._entries.get(alike(file))

    def gone(self, variant: str) -> list[Entry]:
        """Drafts of this variant whose key did not come up in this batch."""
        return [e for name, e in self._entries.items() if name not in self._seen and e.variant == variant]

    def record(self, entry: Entry) -> None:
        """Keep what was written: at once, so that the end of the program loses nothing. Raises FileError."""
        self._keep(entry)
        self._seen[alike(entry.file)] = None
        self._append(entry)

    def superseded(self) -> Iterator[Entry]:
        """Drafts whose key has one under another name now; each is given once, and forgotten afterwards."""
        while self._superseded:
            entry = self._superseded.pop()
            if self._entries.get(alike(entry.file)) is not entry:
                continue  # its name belongs to another key by now
            yield entry
            self._drop(entry)
            self._append(replace(entry, size=-1))

    def retire(self, entry: Entry) -> None:
        """Count a draft among the superseded, though nothing takes its place."""
        self._superseded.append(entry)

    def is_intact(self, entry: Entry) -> bool:
        """Whether what was written last is still there, as long as it was. One look, nothing is read."""
        try:
            found = (self.folder / entry.newest).stat()
        except OSError:
            return False
        return found.st_size == entry.size

    # --- reading -----------------------------------------------------------------------------

    def _load(self) -> None:
        settled = 0
        path = self.folder / JOURNAL
        if path.exists():
            data = read_bytes(path, MOST_BYTES)
            lines = data.split(b"\n")
            self._torn = lines[-1] != b""  # the last line was being written when the program ended
            for number, line in enumerate(lines[:-1]):
                try:
                    found = json.loads(line)
                    if number == 0 and "settled" in found:
                        settled = int(found["settled"])
                        continue
                    self._take(found, settled=0 < number <= settled)
                except (ValueError, KeyError, TypeError, AttributeError):
                    self._torn = True  # a power cut can leave anything; its drafts are looked at again
        table = self.folder / TABLE
        if self.for_people and table.exists():
            for entry in read_table(read_bytes(table, MOST_BYTES), str(table)):
                known = self._entries.get(alike(entry.file))
                if known is None:
                    if (alike(entry.key), entry.variant) not in self._by_key:
                        self._keep(entry)
                    continue
                # What differs from what the table was given last is a person's; the rest may be out of date,
                # for a table that was open in a spreadsheet could not be written.
                is_a_persons = bool(entry.stage) and entry.stage != known.shown
                stage = entry.stage if is_a_persons else known.stage
                self._keep(replace(known, stage=stage, mark=entry.mark, extra=entry.extra))

    def _take(self, found: dict[str, Any], *, settled: bool) -> None:
        extra = tuple((str(name), str(text)) for name, text in found.pop("extra", ()))
        entry = Entry(**found, extra=extra, settled=settled)
        if entry.size < 0:
            self._drop(entry)
        else:
            self._keep(entry)

    def _keep(self, entry: Entry) -> None:
        name = alike(entry.file)
        if (before := self._entries.get(name)) is not None:
            self._by_key.pop((alike(before.key), before.variant), None)
        self._entries[name] = entry
        key = alike(entry.key), entry.variant
        other = self._entries.get(self._by_key.get(key, name))
        if other is not None and other.file != entry.file:
            if other.is_frozen:
                return
            self._superseded.append(other)
        self._by_key[key] = name

    def _drop(self, entry: Entry) -> None:
        name = alike(entry.file)
        self._entries.pop(name, None)
        self._seen.pop(name, None)
        if self._by_key.get((alike(entry.key), entry.variant)) == name:
            del self._by_key[alike(entry.key), entry.variant]

    # --- writing -----------------------------------------------------------------------------

    def _append(self, entry: Entry) -> None:
        path = self.folder / JOURNAL
        try:
            if self._journal is None:
                # Without a buffer: a line is with the system when this returns, or it is not written at all.
                self._journal = path.open("ab", buffering=0)
                if self._torn:
                    self._journal.write(b"\n")
            line = _line(entry)
            if self._journal.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise file_problem(path, error) from error

    def close(self, language: str, *, whole: bool) -> None:
        """Write the table for people and, where the batch came to its end (`whole`), the journal anew.

        Raises FileError where the table cannot be written (it is open in a spreadsheet); the journal then
        still holds everything, and the next batch writes the table.
        """
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        entries = list(self)
        failure = None
        try:
            if self.for_people:
                _write_if_new(self.folder / TABLE, table_of(entries, language))
            entries = [replace(entry, shown=entry.stage) for entry in entries]
        except FileError as error:
            failure = error
        if whole:
            lines = [json.dumps({"settled": len(entries)}).encode() + b"\n", *map(_line, entries)]
            _write_if_new(self.folder / JOURNAL, b"".join(lines))
        if failure is not None:
            raise failure


def _line(entry: Entry) -> bytes:
    facts = {name: value for name in _KEPT if (value := getattr(entry, name)) not in ("", ())}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _write_if_new(path: Path, data: bytes) -> None:
    if not path.exists() or read_bytes(path, MOST_BYTES) != data:
        write_atomically(path, data)


@contextlib.contextmanager
def opened(folder: Path, *, for_people: bool = True) -> Iterator[Register]:
    """The register of a folder for one batch alone; the folder is made where it is missing.

    The lock belongs to the running process and goes with it, however it ends: none is ever left over.
    Raises UsageError while another batch writes there, FileError, AnswersError for a table nobody can read.
    """
    from filelock import FileLock, Timeout

    make_folder(folder)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise UsageError([Problem("folder_busy", Place(str(folder)))]) from error
    except OSError as error:
        raise file_problem(folder, error) from error
    try:
        _sweep(folder)
        register = Register(folder, for_people=for_people)
        try:
            yield register
        finally:
            if register._journal is not None:
                register._journal.close()
    finally:
        lock.release()


def _sweep(folder: Path) -> None:
    """Remove what a killed batch was about to write: nobody else writes here while we hold the lock."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for file in found:
            if _LEFT_OVER.fullmatch(file.name) and file.is_file(follow_symlinks=False):
                Path(file.path).unlink()


def settle(files: Iterator[Path]) -> None:
    """Make sure that files which were written are on the disk and not only on their way there.

    Once for a whole batch and not for every draft: forcing each one costs more than composing it. Until then
    the journal has no line that calls them settled, and the next batch compares them with their digests.
    """
    if hasattr(os, "sync"):
        os.sync()
        return
    for file in files:  # Windows knows no other way
        with contextlib.suppress(OSError), file.open("rb+") as handle:
            os.fsync(handle.fileno())
