"""Reading and writing files so that nothing is ever half written, and every failure has a clear reason."""

import errno
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pesagree.errors import FileError, Place, Problem

MAX_BYTES = 8 * 1024 * 1024
"""More than any file of answers, letterhead or template; larger ones are refused unread."""

_REASONS = {
    errno.ENOENT: "file_missing",
    errno.EISDIR: "file_is_folder",
    errno.ENOTDIR: "file_in_the_way",
    errno.EEXIST: "file_in_the_way",
    errno.EACCES: "file_forbidden",
    errno.EPERM: "file_forbidden",
    errno.EROFS: "file_forbidden",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.ENAMETOOLONG: "file_name_too_long",
}


def file_problem(path: Path | str, error: OSError) -> FileError:
    """The error with its reason (`file_failed` where the system gives no known one)."""
    code = _REASONS.get(error.errno or 0, "file_failed")
    return FileError([Problem(code, Place(str(path)), facts={"detail": error.strerror or str(error)})])


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, where it is missing. Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem(folder, error) from error


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The whole file, or standard input for `-`. Raises FileError, also where it has over `most` bytes."""
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(most + 1)
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise FileError([Problem("file_is_folder", Place(str(path)))])
        if found.st_size > most:
            size = found.st_size / (1024 * 1024)
            raise FileError([Problem("file_too_large", Place(str(path)), facts={"size": f"{size:.0f}"})])
        return path.read_bytes()
    except OSError as error:
        raise file_problem(path, error) from error


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path` whole or not at all: written beside it, then moved over. Raises FileError.

    A file that is not `durable` is not forced to the disk: it outlives the end of the program in any way,
    but may be lost, or be found empty, after a power cut.
    """
    write_together({path: data}, durable=durable)


def write_together(files: Mapping[Path, bytes], *, durable: bool = True) -> None:
    """Put all the files at their paths, whole, or none of them. Raises FileError."""
    moves: list[tuple[Path, Path, Path]] = []  # the path asked for, what was written beside it, its target
    asked = Path()
    try:
        for asked, data in files.items():
            target = Path(os.path.realpath(asked))
            temporary = target.with_name(f".{target.name[:50]}.{os.getpid()}.tmp")
            mode = _mode(target)
            if mode is not None and stat.S_ISDIR(mode):
                raise FileError([Problem("file_is_folder", Place(str(asked)))])
            if mode is not None and not os.access(target, os.W_OK):
                raise FileError([Problem("file_forbidden", Place(str(asked)))])
            moves.append((asked, temporary, target))
            with temporary.open("wb") as handle:
                handle.write(data)
                if durable:
                    handle.flush()
                    os.fsync(handle.fileno())
            if mode is not None:
                with suppress(OSError):
                    temporary.chmod(stat.S_IMODE(mode))
        while moves:
            asked, temporary, target = moves[0]
            temporary.replace(target)
            del moves[0]
    except OSError as error:
        raise file_problem(asked, error) from error
    finally:
        for _, temporary, _ in moves:  # left over by a full disk or a Ctrl-C
            with suppress(OSError):
                temporary.unlink()


def _mode(path: Path) -> int | None:
    """The mode of what is at a path, None where nothing is. One look, for a batch writes thousands."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
