"""`pesagree samples`: the sample answers that ship with the tool."""

from pathlib import Path

from pesagree.answers.reading import PRIVATE_SUFFIX, private_path
from pesagree.cli.exits import Exit
from pesagree.console.terminal import err, out
from pesagree.files import read_bytes, write_atomically
from pesagree.resources import samples_dir
from pesagree.wording import Wording


def sample_files() -> dict[str, Path]:
    """Every sample by its name."""
    files = sorted(samples_dir().glob("*.yaml"))
    return {file.stem: file for file in files if not file.name.endswith(PRIVATE_SUFFIX)}


def samples(name: str | None, folder: Path | None, words: Wording) -> int:
    """List the samples, print one, or copy one (or all) to a folder; a file of yours is never replaced."""
    known = sample_files()
    if name is not None and name.removesuffix(".yaml") not in known:
        err(words.command("said.sample_unknown", name=name, known=", ".join(known)))
        return Exit.USAGE
    chosen = known if name is None else {name: known[name.removesuffix(".yaml")]}
    if folder is None:
        if name is None:
            for sample in known:
                out(sample)
        else:
            out(read_bytes(next(iter(chosen.values()))).decode("utf-8").rstrip("\n"))
        return Exit.DONE
    folder.mkdir(parents=True, exist_ok=True)
    for file in chosen.values():
        for source in (file, private_path(file)):
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
