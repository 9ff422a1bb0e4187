"""Plain lines on any console: nothing typed or printed is ever lost to a code page."""

import codecs
import io
import os
import sys
import unicodedata

_SUBSTITUTES = {
    **{"→": "->", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"},
    **{"×": "x", "☐": "[ ]", "☒": "[x]", "•": "*"},
}
"""What stands in for our own signs on a console whose code page lacks them."""


def substitute(error: UnicodeError) -> tuple[str, int]:
    """What is printed for signs that a code page lacks, and where to go on (as `codecs` wants it).

    A letter with an accent becomes the letter, since a question mark in every third word cannot be read.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    if sign in _SUBSTITUTES:
        return _SUBSTITUTES[sign]
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return letters or "?"


def prepare_streams() -> None:
    """Make printing safe on consoles that lack letters (cp437 has no Á): a substitute, never a crash."""
    codecs.register_error("pesagree", substitute)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="pesagree")
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
