"""Plain lines on any console: nothing typed or printed is ever lost to a code page."""

import io
import os
import sys


def prepare_streams() -> None:
    """Make printing safe on consoles that lack letters (cp437 has no Á): a substitute, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        # What a person types is text; bytes that are none are kept visible and refused where they enter.
        if not sys.stdin.isatty():
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        else:
            sys.stdin.reconfigure(errors="surrogateescape")


def is_plain() -> bool:
    """Whether to print without colour: NO_COLOR, TERM=dumb, or not a terminal."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty()


def out(text: str = "") -> None:
    """Data, to standard output."""
    try:
        print(text)
    except BrokenPipeError:  # the reader (head, less) has gone: nothing more to say
        sys.stdout = io.StringIO()


def err(text: str = "", *, style: str | None = None) -> None:
    """A message, to standard error; `style` is one of Rich's, used on terminals only."""
    if style is None or is_plain():
        print(text, file=sys.stderr)
        return
    from rich.console import Console  # slow to import, and most messages are plain

    # Never markup: an answer such as "Parcela [lote 3]" must print whole.
    Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True).print(text, style=style)
