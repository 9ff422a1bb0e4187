"""The command line in the user's language: the commands, their help, and Typer's own words."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pesagree import __version__
from pesagree.cli import commands
from pesagree.cli.options import option
from pesagree.wording import Wording

COMMANDS: dict[Callable[..., int], str] = {
    commands.new: "nuevo",
    commands.render: "redactar",
    commands.batch: "lote",
    commands.check: "revisar",
    commands.review: "asesorar",
    commands.questions: "preguntas",
    commands.samples: "ejemplos",
    commands.workshop: "taller",
}
"""Every command with its Spanish name, in the order of the help."""

ALL_NAMES = frozenset((*COMMANDS.values(), *(command.__name__ for command in COMMANDS)))


def build(words: Wording, only: str | None = None) -> Callable[..., Any]:
    """The command line in one language; called with the arguments it runs a command.

    `only` is the command that is about to run: where it is one of ours, the others are left out, whose
    options a single run need not go through.
    """

    def help_of(key: str) -> str:
        return words.command(f"help.{key}")

    group, command = _classes(words)
    app = typer.Typer(
        cls=group,
        help=help_of("app"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"obj": words},
        options_metavar=words.command("panels.options_metavar"),
        subcommand_metavar=words.command("panels.command_metavar"),
    )
    app.callback(invoke_without_command=False)(_base)
    for function, spanish in COMMANDS.items():
        name = function.__name__
        if only in ALL_NAMES and only not in (name, spanish):
            continue
        also = words.command("help.also", name=spanish)
        app.command(name, cls=command, help=f"{help_of(name)} {also}", short_help=help_of(name))(function)
        app.command(spanish, cls=command, help=help_of(name), hidden=True)(function)
    built: Any = typer.main.get_command(app)
    for one in (built, *built.commands.values()):
        for parameter in one.params:
            parameter.help = help_of(parameter.help)
    return built  # type: ignore[no-any-return]


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"pesagree {__version__}")
        raise typer.Exit


def _base(
    version: Annotated[
        bool, typer.Option("--version", help="version", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, option("debug", "--debug")] = False,
) -> None:
    """Options of the whole program; `--debug` is taken out of the line before it is parsed."""


def _classes(words: Wording) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """Typer's group and command with the headings of the help in one language."""
    usage = words.command("panels.usage")
    help_text = words.command("help.help_option")
    required = words.command("panels.required")
    panels = {
        "Arguments": words.command("panels.arguments"),
        "Options": words.command("panels.options"),
        "Commands": words.command("panels.commands"),
    }

    class Local:
        def format_usage(self, ctx: Any, formatter: Any) -> None:
            formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=usage)  # type: ignore[attr-defined]

        def get_help_option(self, ctx: Any) -> Any:
            found = super().get_help_option(ctx)  # type: ignore[misc]
            if found is not None:
                found.help = help_text
            return found

        def format_help(self, ctx: Any, formatter: Any) -> None:
            section = formatter.section
            formatter.section = lambda name: section(panels.get(name, name))
            super().format_help(ctx, formatter)  # type: ignore[misc]
            formatter.buffer[:] = [piece.replace("[required]", f"[{required}]") for piece in formatter.buffer]

    class Group(Local, TyperGroup):
        pass

    class Command(Local, TyperCommand):
        pass

    return Group, Command
