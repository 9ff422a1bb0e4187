"""What the interview needs of the outside: somebody who reads lines aloud and hands back what was typed."""

from typing import Protocol


class EndOfInput(Exception):
    """Nothing more will be typed (end of the pipe, Ctrl-D, a closed window)."""


class Prompter(Protocol):
    """The face of the interview. Lines are only ever appended."""

    def say(self, text: str) -> None:
        """Show one or more lines."""

    def ask(self, prompt: str) -> str:
        """One typed answer. Raises EndOfInput or KeyboardInterrupt."""

    def edit(self, text: str) -> str | None:
        """The text as a person changed it in an editor; None where there is no editor."""
