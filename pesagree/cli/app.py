"""The commands and their options, with help in the user's language."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from pesagree import __version__
from pesagree.wording import Wording

# The names of choices stand here and not in the model: `--help` must not wait for it.


class LevelName(StrEnum):
    """Moments: each includes the ones before it."""

    ESSENTIAL = "essential"
    STANDARD = "standard"
    FULL = "full"


class Language(StrEnum):
    """Languages of a draft or a conversation."""

    ES = "es"
    EN = "en"


class DraftFormat(StrEnum):
    """Formats of a draft; pdf only where LibreOffice is installed."""

    DOCX = "docx"
    MD = "md"
    HTML = "html"
    PDF = "pdf"


class BatchForm(StrEnum):
    """Forms of an agreement of which each row has its own."""

    FULL = "full"
    SHORT = "short"


class BatchFormat(StrEnum):
    """Formats of the drafts of a batch."""

    DOCX = "docx"
    MD = "md"
    HTML = "html"


class FormName(StrEnum):
    """The papers that one agreement can be printed as."""

    FULL = "full"
    SHORT = "short"
    GENERAL = "general"


class QuestionsFormat(StrEnum):
    """Formats of the questions."""

    TEXT = "text"
    MD = "md"
    YAML = "yaml"
    JSON_SCHEMA = "json-schema"
    XLSX = "xlsx"


class ReviewFormat(StrEnum):
    """Formats of a review."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


class SeverityName(StrEnum):
    """How much a finding weighs."""

    BLOCKS = "blocks"
    SHOULD_FIX = "should_fix"
    ADVICE = "advice"


class StageName(StrEnum):
    """How far the talks have come."""

    FIRST_TALK = "first_talk"
    DRAFTING = "drafting"
    BEFORE_ASSEMBLY = "before_assembly"
    FOR_SIGNATURE = "for_signature"
    SIGNED = "signed"
    ENDED = "ended"


class Asked(StrEnum):
    """Who is asked."""

    ROOM = "room"
    GROUPS = "groups"
    DESK = "desk"
    BUYER = "buyer"
    EXPERT = "expert"
    LAWYER = "lawyer"
    ASSEMBLY = "assembly"
    PRIVATE = "private"
    ALL = "all"


SPANISH = {
    "new": "nuevo",
    "render": "redactar",
    "batch": "lote",
    "check": "revisar",
    "review": "asesorar",
    "questions": "preguntas",
    "samples": "ejemplos",
    "workshop": "taller",
}
"""The Spanish name of each command."""

ALL_NAMES = frozenset((*SPANISH, *SPANISH.values()))


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
        options_metavar=words.command("panels.options_metavar"),
        subcommand_metavar=words.command("panels.command_metavar"),
    )

    def option(key: str, *names: str, least: float | None = None, most: float | None = None) -> Any:
        # readable: a file that may not be read is no misuse of the command; who reads it says so (exit 7).
        return typer.Option(*names, help=help_of(key), min=least, max=most, readable=False)

    def argument(key: str, metavar: str, *, shown: bool = False) -> Any:
        return typer.Argument(help=help_of(key), metavar=metavar, show_default=shown, readable=False)

    Lang = Annotated[Language | None, option("lang", "--lang")]  # noqa: N806 - the types of options
    Debug = Annotated[bool, option("debug", "--debug")]  # noqa: N806
    Answers = Annotated[Path, argument("answers", "ANSWERS")]  # noqa: N806
    Many = Annotated[list[Path], argument("answers_many", "ANSWERS...")]  # noqa: N806
    LevelOption = Annotated[LevelName | None, option("level", "--level")]  # noqa: N806
    With = Annotated[Asked, option("with", "--with")]  # noqa: N806
    Roster = Annotated[Path | None, option("roster", "--roster")]  # noqa: N806
    Key = Annotated[str | None, option("key", "--key")]  # noqa: N806

    @app.callback(invoke_without_command=False)
    def base(
        version: Annotated[
            bool, typer.Option("--version", help=help_of("version"), callback=_show_version, is_eager=True)
        ] = False,
        debug: Debug = False,
    ) -> None:
        """Options of the whole program; `--debug` is taken out of the line before it is parsed."""

    def new(
        answers: Annotated[Path, argument("answers_new", "ANSWERS", shown=True)] = Path("agreement.yaml"),
        lang: Lang = None,
        level: LevelOption = None,
        with_: With = Asked.ALL,
        section: Annotated[str | None, option("section", "--section")] = None,
        output: Annotated[Path | None, option("output_draft", "-o", "--output")] = None,
        screen: Annotated[Path | None, option("screen", "--screen")] = None,
        thing: Annotated[list[str] | None, option("thing", "--thing")] = None,
    ) -> int:
        from pesagree.agreement import Level
        from pesagree.cli import new as run

        moment = Level(level or LevelName.ESSENTIAL)
        return run.new(answers, lang, moment, with_.value, section, output, screen, thing or ())

    def render(
        answers: Answers,
        output: Annotated[Path | None, option("output_draft", "-o", "--output")] = None,
        lang: Lang = None,
        format_: Annotated[DraftFormat | None, option("format", "--format")] = None,
        form: Annotated[FormName, option("form", "--form")] = FormName.FULL,
        letterhead: Annotated[Path | None, option("letterhead", "--letterhead")] = None,
        annotated: Annotated[bool, option("annotated", "--annotated")] = False,
        memo: Annotated[bool, option("memo", "--memo")] = False,
        for_signature: Annotated[bool, option("for_signature", "--for-signature")] = False,
        line_numbers: Annotated[bool, option("line_numbers", "--line-numbers")] = False,
        force: Annotated[bool, option("force", "--force")] = False,
    ) -> int:
        from pesagree.cli import render as run

        return run.render(
            answers,
            output,
            lang,
            format_.value if format_ else None,
            letterhead,
            form.value,
            force=force,
            line_numbers=line_numbers,
            annotated=annotated,
            memo=memo,
            for_signature=for_signature,
            words=words,
        )

    def batch(
        answers: Annotated[list[Path], argument("answers_batch", "ANSWERS...")],
        output: Annotated[Path, option("output_batch", "-o", "--output")],
        roster: Roster = None,
        key: Annotated[str | None, option("batch_key", "--key")] = None,
        name: Annotated[str | None, option("name", "--name")] = None,
        lang: Lang = None,
        format_: Annotated[BatchFormat, option("batch_format", "--format")] = BatchFormat.DOCX,
        letterhead: Annotated[Path | None, option("letterhead", "--letterhead")] = None,
        jobs: Annotated[int, option("jobs", "--jobs", least=1, most=64)] = 1,
        form: Annotated[BatchForm, option("batch_form", "--form")] = BatchForm.FULL,
        bundle: Annotated[str | None, option("bundle", "--bundle")] = None,
        copies: Annotated[int, option("copies", "--copies", least=1, most=9)] = 1,
        report: Annotated[Path | None, option("report", "--report")] = None,
        dry_run: Annotated[bool, option("dry_run", "--dry-run")] = False,
        force: Annotated[bool, option("batch_force", "--force")] = False,
    ) -> int:
        from pesagree.cli import batch as run

        asked = run.Asked(
            answers,
            output,
            roster=roster,
            key=key,
            name=name,
            language=lang.value if lang else None,
            kind=format_.value,
            letterhead=letterhead,
            jobs=jobs,
            report=report,
            force=force,
            form=form.value,
            bundle=bundle,
            copies=copies,
        )
        return run.batch(asked, words, dry_run=dry_run)

    def check(
        answers: Many,
        roster: Roster = None,
        key: Key = None,
        marked: Annotated[Path | None, option("marked", "--marked")] = None,
    ) -> int:
        from pesagree.cli import check as run

        return run.check(answers, words, roster=roster, key=key, marked=marked)

    def review(
        answers: Many,
        lang: Lang = None,
        format_: Annotated[ReviewFormat, option("review_format", "--format")] = ReviewFormat.TEXT,
        fail_on: Annotated[SeverityName | None, option("fail_on", "--fail-on")] = None,
        stage: Annotated[StageName | None, option("stage", "--stage")] = None,
        all_: Annotated[bool, option("all_findings", "--all")] = False,
        inflation: Annotated[float | None, option("inflation", "--inflation", least=0, most=999)] = None,
        comments: Annotated[Path | None, option("comments", "--comments")] = None,
        roster: Roster = None,
        key: Key = None,
    ) -> int:
        from pesagree.cli import review as run

        percent = None if inflation is None else Decimal(str(inflation))
        return run.review(
            answers,
            lang,
            format_.value,
            fail_on,
            stage,
            all_,
            percent,
            words,
            comments=comments,
            roster=roster,
            key=key,
        )

    def questions(
        lang: Lang = None,
        level: LevelOption = None,
        with_: With = Asked.ALL,
        format_: Annotated[QuestionsFormat | None, option("questions_format", "--format")] = None,
        output: Annotated[Path | None, option("questions_output", "-o", "--output")] = None,
    ) -> int:
        from pesagree.cli import questions as run

        kind = format_.value if format_ else None
        return run.questions(lang or words.language, level, with_.value, kind, output, words)

    def samples(
        name: Annotated[str | None, typer.Argument(help=help_of("sample_name"), metavar="NAME")] = None,
        output: Annotated[Path | None, option("output_folder", "-o", "--output")] = None,
    ) -> int:
        from pesagree.cli import samples as run

        return run.samples(name, output, words)

    def workshop(
        output: Annotated[Path, option("output_papers", "-o", "--output")],
        answers: Annotated[Path | None, argument("answers_workshop", "ANSWERS")] = None,
        lang: Lang = None,
        level: LevelOption = None,
        visit: Annotated[int | None, option("visit", "--visit", least=1, most=4)] = None,
        only: Annotated[list[str] | None, option("only", "--only")] = None,
        people: Annotated[int, option("people", "--people", least=1, most=9999)] = 60,
        pdf: Annotated[bool, option("papers_pdf", "--pdf")] = False,
        notes: Annotated[bool, option("notes", "--notes")] = False,
    ) -> int:
        from pesagree.agreement import Level
        from pesagree.cli import workshop as run

        wanted = Level(level) if level else None
        return run.workshop(
            answers, output, lang, wanted, visit, only or (), people, words, pdf=pdf, notes=notes
        )

    for function in (new, render, batch, check, review, questions, samples, workshop):
        name = function.__name__
        if only in ALL_NAMES and only not in (name, SPANISH[name]):
            continue
        also = words.command("help.also", name=SPANISH[name])
        app.command(name, cls=command, help=f"{help_of(name)} {also}", short_help=help_of(name))(function)
        app.command(SPANISH[name], cls=command, help=help_of(name), hidden=True)(function)
    return typer.main.get_command(app)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"pesagree {__version__}")
        raise typer.Exit


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
