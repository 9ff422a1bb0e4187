"""What reading answers costs beside the parser's own events: `python -m benchmarks.reading`.

Every step is timed turn by turn in one run, so that a slow spell strikes all alike; what holds on another
machine are the ratios to the first line, the least that any reader of the file could take.
"""

import argparse
import itertools
import re
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from pesagree.answers.reading import AnswersFile, build, load, parse, private_path
from pesagree.answers.roster import Roster, agreement_of, keyed_rows, read_roster
from pesagree.answers.yaml_pieces import usual
from pesagree.answers.yaml_source import MappingNode, read
from pesagree.resources import samples_dir

Step = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="turns of each step (100)")
    parser.add_argument("--answers", type=Path, default=samples_dir() / "alto-mayo-water.yaml")
    parser.add_argument("--roster", type=Path, default=samples_dir() / "roster.csv")
    asked = parser.parse_args()
    print(f"{asked.answers.name} and its private file; {asked.roster.name} over it and over minimal.yaml")
    for name, times in timed(steps(asked.answers, asked.roster), asked.rounds).items():
        best, middle = min(times), statistics.median(times)
        print(f"{name:42} {best * 1000:8.3f} ms best {middle * 1000:8.3f} ms median")


def steps(answers: Path, table: Path) -> Mapping[str, Step]:
    """Each step by its name; the first one is the floor."""
    files = [file for file in (answers, private_path(answers)) if file.exists()]
    texts = [(file.read_text(encoding="utf-8"), str(file)) for file in files]
    root, *private = [read(*text) for text in texts]
    whole, short = read(*texts[0]), read((samples_dir() / "minimal.yaml").read_text(encoding="utf-8"))
    roster = read_roster(table)
    return {
        "the floor: events of PyYAML's C parser": lambda: [_events(text) for text, _ in texts],
        "text to nodes with their places": lambda: [read(*text) for text in texts],
        "text to nodes, every piece read before": lambda: [usual(*text) for text in texts],
        "nodes to an agreement, all rules looked at": lambda: build(root, private[0] if private else None),
        "a file and its private one to an agreement": lambda: load(answers),
        "a file much like the last one": _alike(texts[0][0]),
        "a row over the file": _rows(whole, roster),
        "a row over minimal.yaml": _rows(short, roster),
    }


def timed(named: Mapping[str, Step], rounds: int) -> Mapping[str, list[float]]:
    """Seconds of processor time of every turn of every step, the first turns left out."""
    times: dict[str, list[float]] = {name: [] for name in named}
    for turn in range(rounds + 3):
        for name, step in named.items():
            started = time.process_time()
            done = step()
            spent = time.process_time() - started
            if turn >= 3:
                times[name].append(spent / (len(done) if isinstance(done, Results) else 1))
    return times


class Results(list[AnswersFile | None]):
    """What many rows came to: their time is told for one."""


def _events(text: str) -> int:
    return sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader))


def _alike(text: str) -> Step:
    """A file of a programme: a few lines differ from one to the next."""
    numbers = itertools.count()
    return lambda: parse(re.sub(r"(?<=  name: )(?=\w)", f"N{next(numbers)} ", text), "a.yaml")


def _rows(root: MappingNode, roster: Roster) -> Step:
    rows = list(keyed_rows(roster))
    return lambda: Results(agreement_of(root, row).file for row in rows)


if __name__ == "__main__":
    main()
