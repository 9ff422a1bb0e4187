"""Drafts made by several processes; only the first one reads the roster, writes and keeps the register."""

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from pesagree.answers.yaml_source import MappingNode
from pesagree.batch.drawing import Drawn, Paper, draw
from pesagree.batch.run import Draw
from pesagree.batch.sources import Batch, Source

AHEAD = 8
"""How many drafts for each process may wait to be written: enough to keep it busy, little enough to hold."""

_here: tuple[Batch, Paper] | None = None


@contextmanager
def pool(batch: Batch, paper: Paper, jobs: int) -> Iterator[Draw]:
    """Something that makes drafts in `jobs` processes. On the way out, what has not begun never begins."""
    executor = ProcessPoolExecutor(
        jobs,
        # The same way on every system; a copy of a process that has threads is not safe.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(batch.root, paper),
    )

    def drawer(source: Source) -> Future[Drawn]:
        return executor.submit(_draw, source)

    try:
        yield drawer
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _begin(root: MappingNode | None, paper: Paper) -> None:
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C and ends the others
    _here = Batch(None, root=root), paper


def _draw(source: Source) -> Drawn:
    assert _here is not None
    return draw(_here[0], source, _here[1])
