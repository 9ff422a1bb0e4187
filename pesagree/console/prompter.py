"""The interview on a terminal or a pipe: plain lines, never a redraw."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from pesagree.console.terminal import out
from pesagree.interview import EndOfInput

WIDEST = 100
"""Longer lines are hard to read, on paper and on a wall."""


class TerminalPrompter:
    """Prints lines wrapped to the screen and reads what is typed."""

    def __init__(self) -> None:
        if sys.stdin.isatty():
            _line_editing()

    def say(self, text: str) -> None:
        for line in text.split("\n"):
            out(wrapped(line))

    def ask(self, prompt: str) -> str:
        piped = not sys.stdin.isatty()
        try:
            line = input(prompt)
        except EOFError:
            raise EndOfInput from None
        typed = repaired(line, sys.stdin.encoding)
        if piped:
            out(typed)  # a transcript shows what was answered
        return typed

    def edit(self, text: str) -> str | None:
        usual = "notepad" if os.name == "nt" else ""
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual
        if not command:
            return None
        words = shlex.split(command, posix=os.name != "nt")
        with tempfile.TemporaryDirectory(prefix="pesagree-") as folder:
            file = Path(folder) / "texto.txt"
            file.write_text(text + "\n", encoding="utf-8")
            try:
                subprocess.run([*words, str(file)], check=True)
                return file.read_text(encoding="utf-8-sig").strip()
            except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
                return None


def wrapped(line: str) -> str:
    """The line broken between words at the width of the screen; what follows keeps its indent."""
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST) - 1
    if len(line) <= width:
        return line
    if line.startswith("[") and " | " in line:
        return _between_keys(line, width)
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line,
        max(width, 20),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def _between_keys(line: str, width: int) -> str:
    """A line of keys broken between them: `?? not known` stays together."""
    lines = [""]
    for part in line.split(" | "):
        joined = f"{lines[-1]} | {part}" if lines[-1] else part
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(part)
    return "\n".join(textwrap.fill(one, width, break_long_words=False) for one in lines)


def repaired(line: str, encoding: str | None) -> str:
    """What was typed, also where the bytes of the input are not in its encoding (an old code page)."""
    if not any("\ud800" <= letter <= "\udfff" for letter in line):
        return line
    data = line.encode(encoding or "utf-8", "surrogateescape")
    for guess in ("utf-8", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(guess)
    return data.decode("latin-1")


def _line_editing() -> None:
    """Arrow keys and long lines where the system has them; nothing typed is remembered between questions."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        readline.parse_and_bind("tab: self-insert")
