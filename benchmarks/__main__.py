"""Command line of the benchmarks: a comparison in one run, or many rows and the memory they take."""

import argparse
import gc
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import deals
from benchmarks.cold import cold
from benchmarks.contenders import (
    Contender,
    by_docxtemplater,
    by_docxtpl,
    by_python_docx,
    from_files,
    from_roster,
    the_limit,
)
from benchmarks.drafts_as_templates import paragraphs, parts_of
from pesagree.__main__ import FEW_COLLECTIONS
from pesagree.answers.reading import load
from pesagree.answers.roster import agreements, read_roster
from pesagree.drafts import render


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.cold:
            cold(asked.rounds, folder)
        elif asked.rows:
            rows(asked.rows, folder)
        else:
            compare(asked.documents, asked.rounds, folder, asked.node_modules, set(asked.without))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="documents of each contender (200)")
    parser.add_argument("--rounds", type=int, default=10, help="turns in which they are made (10)")
    parser.add_argument(
        "--rows", type=int, default=0, help="instead: pesagree alone, a roster of so many rows"
    )
    parser.add_argument(
        "--cold", action="store_true", help="instead: one document, from the start of a process"
    )
    parser.add_argument("--without", nargs="*", default=[], help="contenders to leave out, by name")
    parser.add_argument(
        "--node-modules",
        type=Path,
        default=Path(os.environ.get("NODE_PATH", "node_modules")),
        help="where npm put docxtemplater and pizzip ($NODE_PATH or ./node_modules)",
    )
    return parser.parse_args()


def compare(count: int, rounds: int, folder: Path, modules: Path, without: set[str]) -> None:
    """Every contender makes the same documents, turn by turn, so that a slow spell strikes all alike."""
    files = deals.files(folder, count)
    base, table = deals.roster(folder, count)
    drafts = [render(load(file, with_private=False).agreement, "docx", "es") for file in files]
    parts = parts_of(drafts)
    contenders = [from_files(files), from_roster(base, table), the_limit(parts, drafts)]
    contenders += [by_docxtpl(parts, folder), by_python_docx(parts, folder)]
    if (modules / "docxtemplater").is_dir():
        contenders.append(by_docxtemplater(parts, folder, modules.resolve()))
    contenders = [one for one in contenders if one.name not in without]
    del drafts
    size = count // rounds
    times: dict[str, list[float]] = {one.name: [] for one in contenders}
    for turn in range(-1, rounds):
        for one in contenders:
            numbers = range(max(turn, 0) * size, max(turn, 0) * size + size)
            gc.collect()
            usual = gc.get_threshold()
            if one.name.startswith("pesagree"):
                gc.set_threshold(FEW_COLLECTIONS)  # as the program itself does; the others as they come
            seconds = one.make(numbers, _folder_of(one, folder))
            gc.set_threshold(*usual)
            if turn >= 0:  # the turn before the first warms up
                times[one.name].append(1000 * seconds / size)
    _same_words(contenders, folder, size * rounds)
    _table(times)


def _folder_of(one: Contender, folder: Path) -> Path:
    out = folder / one.name.replace(", ", "-").replace(" ", "-")
    out.mkdir(exist_ok=True)
    return out


def _same_words(contenders: Sequence[Contender], folder: Path, count: int) -> None:
    """Every paragraph of every document says the same, whoever made it."""
    for number in range(count):
        said = [paragraphs((_folder_of(one, folder) / f"{number}.docx").read_bytes()) for one in contenders]
        for one, words in zip(contenders, said, strict=True):
            if words != said[0]:
                pair = next((a, b) for a, b in zip(said[0], words, strict=False) if a != b)
                raise AssertionError(f"{one.name}, document {number}: {pair}")
    print(f"{count} documents of each, every paragraph the same in all")


def _table(times: dict[str, list[float]]) -> None:
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors")
    limit = statistics.median(times["the limit"]) if "the limit" in times else None
    rival = times.get("docxtpl")
    print(f"| {'contender':26} | ms, median | least to most | against the limit | docxtpl takes |")
    print("|---|---|---|---|---|")
    for name, found in sorted(times.items(), key=lambda pair: statistics.median(pair[1])):
        middle = statistics.median(found)
        against = f"{middle / limit:.1f}" if limit else ""
        # Turn by turn: a slow spell of the machine then weighs on both sides of a ratio.
        faster = (
            f"{statistics.median(r / m for r, m in zip(rival, found, strict=True)):.1f} times"
            if rival
            else ""
        )
        print(f"| {name:26} | {middle:.2f} | {min(found):.2f} to {max(found):.2f} | {against} | {faster} |")


def rows(count: int, folder: Path) -> None:
    """A roster of `count` rows, each to the bytes of a Word draft: cost each along the way, and memory."""
    base, table = deals.roster(folder, count)
    out = folder / "draft.docx"
    begin = time.perf_counter()
    step, before = max(1, count // 24), begin
    for seen, row in enumerate(agreements(base, read_roster(table, "agreement.id")), start=1):
        if row.file is None:
            raise ValueError(row.problems)
        out.write_bytes(render(row.file.agreement, "docx", "es"))
        if seen % step == 0:
            now = time.perf_counter()
            print(
                f"{seen:7} rows  {1000 * (now - before) / step:6.2f} ms each  peak {_peak():5.0f} MB",
                flush=True,
            )
            before = now
    print(f"{count} rows in {time.perf_counter() - begin:.1f} s")


def _peak() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
