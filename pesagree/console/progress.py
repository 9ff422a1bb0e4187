"""How far a long piece of work has come: a bar on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pesagree.console.terminal import err, is_plain
from pesagree.wording import Wording

SECONDS = 10.0
"""Between two plain lines."""


@contextmanager
def progress(count: int | None, words: Wording) -> Iterator[Callable[[], None]]:
    """Something to call after each of `count` pieces (None: nobody knows how many)."""
    if is_plain():
        yield _Lines(count, words)
        return
    with _bar(count, words) as step:
        yield step


class _Lines:
    """Says how many are done, each time some seconds have passed."""

    def __init__(self, count: int | None, words: Wording) -> None:
        self.count = count
        self.words = words
        self.done = 0
        self.next = time.monotonic() + SECONDS

    def __call__(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now >= self.next:
            self.next = now + SECONDS
            key = "progress.line_open" if self.count is None else "progress.line"
            err(self.words.batch(key, done=self.done, count=self.count))


@contextmanager
def _bar(count: int | None, words: Wording) -> Iterator[Callable[[], None]]:
    from rich.console import Console  # slow to import, and only a terminal needs them
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(words.batch("progress.rate", rate=f"{speed:.0f}") if speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    with Progress(words.batch("progress.title"), *columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=count)
        yield lambda: bar.advance(task)
