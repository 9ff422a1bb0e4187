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

    with _ctrl_c_waits():
        for _ in range(jobs):  # a process is begun for each, as none is idle yet
            executor.submit(int)

    def drawer(source: Source) -> Future[Drawn]:
        return executor.submit(_draw, source)

    try:
        yield drawer
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()  # they write nothing, so that nothing is lost, and nobody waits for them
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Processes begun inside never hear Ctrl-C, not even while they come up; this one hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: they ignore it once they are up
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it comes up with the first process, and would let the signal through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(root: MappingNode | None, paper: Paper) -> None:
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C and ends the others
    _here = Batch(None, root=root), paper


def _draw(source: Source) -> Drawn:
    assert _here is not None
    return draw(_here[0], source, _here[1])
