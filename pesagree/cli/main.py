"""The entry point: one place that catches everything and ends with the right exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from pesagree.cli.exits import Exit, exit_of
from pesagree.cli.usage import usage_message
from pesagree.console.language import message_language
from pesagree.console.problems import show
from pesagree.console.terminal import err, prepare_streams
from pesagree.errors import PesagreeError
from pesagree.files import file_problem
from pesagree.wording import wording


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"]
    words = wording(message_language(_option(given, "--lang")))
    try:
        from pesagree.cli.app import build  # typer is the slowest import

        run = build(words, given[0] if given else None)
        result: Any = run(given, prog_name="pesagree", standalone_mode=False)
        return int(result) if isinstance(result, int) else Exit.DONE
    except PesagreeError as error:
        show(error.problems, words)
        return exit_of(error)
    except (KeyboardInterrupt, EOFError):
        err(words.command("said.stopped"))
        return Exit.STOPPED
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more while it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:
        if (message := usage_message(error, words)) is not None:
            err(message)
            return Exit.USAGE
        if type(error).__name__ == "Abort":
            err(words.command("said.stopped"))
            return Exit.STOPPED
        if debug:
            raise
        if isinstance(error, OSError) and error.filename is not None:
            show(file_problem(str(error.filename), error).problems, words)
            return Exit.FILE
        err(words.command("said.bug", detail=f"{type(error).__name__}: {error}"))
        return Exit.BUG


def _option(arguments: Sequence[str], name: str) -> str | None:
    """The value of an option before the command line is parsed: the language of the parser's own errors."""
    for position, argument in enumerate(arguments):
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(name + "="):
            return argument.partition("=")[2]
    return None
