"""Errors of the command line itself, in the user's language (Typer speaks English only)."""

import difflib
import re
from typing import Any

from pesagree.wording import Wording


def usage_message(error: Exception, words: Wording) -> str | None:
    """What was wrong with the command line and where to look; None when the error is no usage error.

    Typer's own classes are told apart by name: their home has moved between its versions.
    """
    if getattr(error, "exit_code", None) != 2 or not hasattr(error, "format_message"):
        return None
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())  # nothing was asked for: the help itself
    context: Any = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "") or "pesagree"
    what = words.command("usage.head", what=_what(error, context, words))
    return f"{what}\n{words.command('usage.hint', command=path)}"


def _what(error: Any, context: Any, words: Wording) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            return _near(
                words, "no_option", error.option_name, [o for p in context.command.params for o in p.opts]
            )
        case "MissingParameter":
            return words.command("usage.missing", name=_name(error.param))
        case "BadParameter":
            _, *choices = re.findall(r"'([^']*)'", str(error.message)) or [""]
            if choices:
                return words.command("usage.bad_value", name=_name(error.param), choices=", ".join(choices))
            if (limits := _limits(error.param)) is not None:
                return words.command(
                    "usage.bad_range", name=_name(error.param), least=limits[0], most=limits[1]
                )
            return words.command("usage.bad_other", name=_name(error.param))
        case "BadOptionUsage":
            return words.command("usage.needs_value", name=error.option_name)
    commands = getattr(getattr(context, "command", None), "commands", None)
    if commands is not None:
        name = str(error.message).split("'")[1] if "'" in str(error.message) else ""
        return _near(words, "no_command", name, list(commands))
    if extra := re.search(r"unexpected extra argument\S* \((.*)\)", str(error.message)):
        return words.command("usage.extra", name=extra.group(1))
    return words.command("usage.other", detail=error.message)


def _limits(parameter: Any) -> tuple[float, float] | None:
    """The least and the most that a number may be, where an option has both; Typer has moved them, too."""
    for holder in (parameter, getattr(parameter, "type", None)):
        least, most = getattr(holder, "min", None), getattr(holder, "max", None)
        if least is not None and most is not None:
            return least, most
    return None


def _near(words: Wording, key: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return words.command(f"usage.{key}_near", name=name, near=near[0])
    return words.command(f"usage.{key}", name=name)


def _name(parameter: Any) -> str:
    options = [o for o in getattr(parameter, "opts", []) if o.startswith("-")]
    return options[-1] if options else str(getattr(parameter, "name", "?")).upper()
