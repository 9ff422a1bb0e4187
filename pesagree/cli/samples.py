"""`pesagree samples`: the sample answers and rosters that ship with the tool."""

from collections.abc import Mapping
from pathlib import Path

from pesagree.answers.reading import PRIVATE_SUFFIX, private_path
from pesagree.cli.exits import Exit
from pesagree.console.terminal import err, out
from pesagree.files import make_folder, read_bytes, write_atomically
from pesagree.resources import samples_dir
from pesagree.wording import Wording

ROSTERS = ("roster.csv", "roster.xlsx")
"""The same families as text and as a workbook."""

ROSTER_BASE = "minimal"
"""The sample that the rosters change: copied, it brings them along."""


def sample_files() -> dict[str, Path]:
    """Every sample of answers by its name."""
    files = sorted(samples_dir().glob("*.yaml"))
    return {file.stem: file for file in files if not file.name.endswith(PRIVATE_SUFFIX)}


def samples(name: str | None, folder: Path | None, words: Wording) -> int:
    """List the samples, print one, or copy one (or all) to a folder; a file of yours is never replaced."""
    known = sample_files() | {roster: samples_dir() / roster for roster in ROSTERS}
    asked = None if name is None else name.removesuffix(".yaml")
    if asked is not None and asked not in known:
        err(words.command("said.sample_unknown", name=name, known=", ".join(known)))
        return Exit.USAGE
    if folder is not None:
        return _copy_all(known, asked, folder, words)
    if asked is None:
        for sample in known:
            out(sample)
    elif known[asked].suffix == ".xlsx":
        err(words.command("said.sample_workbook", name=asked))
        return Exit.USAGE
    else:
        out(read_bytes(known[asked]).decode("utf-8-sig").rstrip("\r\n"))
    return Exit.DONE


def _copy_all(known: Mapping[str, Path], asked: str | None, folder: Path, words: Wording) -> int:
    names = list(known) if asked is None else [asked, *(ROSTERS if asked == ROSTER_BASE else ())]
    make_folder(folder)
    for name in names:
        for source in (known[name], private_path(known[name])):
            if source.exists():
                _copy(source, folder / source.name, words)
    return Exit.DONE


def _copy(source: Path, target: Path, words: Wording) -> None:
    data = read_bytes(source)
    if target.exists() and read_bytes(target) != data:
        err(words.command("said.sample_exists", path=target))
        return
    write_atomically(target, data)
    err(words.command("said.sample_written", path=target))
