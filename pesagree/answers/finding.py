"""Finding answers files: by name, in folders, and by patterns where the shell did not expand them."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from pesagree.answers.reading import PRIVATE_SUFFIX
from pesagree.answers.workshop_notes import NOTES_SUFFIX

SUFFIXES = (".yaml", ".yml")


def answer_files(source: Path) -> Iterator[Path]:
    """The file itself, or every answers file of a folder in the order of names, those beside them aside.

    A name with `*`, `?` or `[` that is no file is a pattern (`**` looks into folders within): Windows
    leaves it to the program. Raises OSError where a folder cannot be read.
    """
    if source.is_dir():
        yield from (file for file in sorted(source.iterdir()) if is_answers(file))
    elif glob.has_magic(str(source)) and not source.exists():
        found = sorted(glob.iglob(os.path.expanduser(source), recursive=True))  # noqa: PTH111, PTH207 - `**` at any place
        yield from (Path(file) for file in found if is_answers(Path(file)))
    else:
        yield source


def is_answers(file: Path) -> bool:
    """Whether a file of a folder is one of shared answers, by its name."""
    return file.suffix.lower() in SUFFIXES and not file.name.lower().endswith((PRIVATE_SUFFIX, NOTES_SUFFIX))
