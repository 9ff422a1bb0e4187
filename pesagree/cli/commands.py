"""The commands: each takes its options from the command line to the module that does the work.

A command imports its module when it runs, since all of them together load slowly; `context.obj` is the
`Wording` of messages. The help of a command and of its options is put into words by `app.build`.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from pesagree.cli import options
from pesagree.cli.options import argument, option


def new(
    answers: Annotated[Path, argument("answers_new", "ANSWERS", shown=True)] = Path("agreement.yaml"),
    lang: options.Lang = None,
    level: options.Moment = None,
    with_: options.With = options.Asked.ALL,
    section: Annotated[str | None, option("section", "--section")] = None,
    output: Annotated[Path | None, option("output_draft", "-o", "--output")] = None,
    screen: Annotated[Path | None, option("screen", "--screen")] = None,
    thing: Annotated[list[str] | None, option("thing", "--thing")] = None,
) -> int:
    from pesagree.agreement import Level
    from pesagree.cli import new as run

    moment = Level(level or options.LevelName.ESSENTIAL)
    return run.new(answers, lang, moment, with_.value, section, output, screen, thing or ())


def render(
    context: typer.Context,
    answers: options.Answers,
    output: Annotated[Path | None, option("output_draft", "-o", "--output")] = None,
    lang: options.Lang = None,
    format_: Annotated[options.DraftFormat | None, option("format", "--format")] = None,
    form: Annotated[options.FormName, option("form", "--form")] = options.FormName.FULL,
    letterhead: options.Letterhead = None,
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
        words=context.obj,
    )


def batch(
    context: typer.Context,
    answers: Annotated[list[Path], argument("answers_batch", "ANSWERS...")],
    output: Annotated[Path, option("output_batch", "-o", "--output")],
    roster: options.Roster = None,
    key: Annotated[str | None, option("batch_key", "--key")] = None,
    name: Annotated[str | None, option("name", "--name")] = None,
    lang: options.Lang = None,
    format_: Annotated[options.BatchFormat, option("batch_format", "--format")] = options.BatchFormat.DOCX,
    letterhead: options.Letterhead = None,
    jobs: Annotated[int, option("jobs", "--jobs", least=1, most=64)] = 1,
    form: Annotated[options.BatchForm, option("batch_form", "--form")] = options.BatchForm.FULL,
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
    return run.batch(asked, context.obj, dry_run=dry_run)


def check(
    context: typer.Context,
    answers: options.Many,
    roster: options.Roster = None,
    key: options.Key = None,
    marked: Annotated[Path | None, option("marked", "--marked")] = None,
) -> int:
    from pesagree.cli import check as run

    return run.check(answers, context.obj, roster=roster, key=key, marked=marked)


def review(
    context: typer.Context,
    answers: options.Many,
    lang: options.Lang = None,
    format_: Annotated[options.ReviewFormat, option("review_format", "--format")] = options.ReviewFormat.TEXT,
    fail_on: Annotated[options.SeverityName | None, option("fail_on", "--fail-on")] = None,
    stage: Annotated[options.StageName | None, option("stage", "--stage")] = None,
    all_: Annotated[bool, option("all_findings", "--all")] = False,
    inflation: Annotated[float | None, option("inflation", "--inflation", least=0, most=999)] = None,
    comments: Annotated[Path | None, option("comments", "--comments")] = None,
    roster: options.Roster = None,
    key: options.Key = None,
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
        context.obj,
        comments=comments,
        roster=roster,
        key=key,
    )


def questions(
    context: typer.Context,
    lang: options.Lang = None,
    level: options.Moment = None,
    with_: options.With = options.Asked.ALL,
    format_: Annotated[options.QuestionsFormat | None, option("questions_format", "--format")] = None,
    output: Annotated[Path | None, option("questions_output", "-o", "--output")] = None,
) -> int:
    from pesagree.cli import questions as run

    kind = format_.value if format_ else None
    return run.questions(lang or context.obj.language, level, with_.value, kind, output, context.obj)


def samples(
    context: typer.Context,
    name: Annotated[str | None, argument("sample_name", "NAME")] = None,
    output: Annotated[Path | None, option("output_folder", "-o", "--output")] = None,
) -> int:
    from pesagree.cli import samples as run

    return run.samples(name, output, context.obj)


def workshop(
    context: typer.Context,
    output: Annotated[Path, option("output_papers", "-o", "--output")],
    answers: Annotated[Path | None, argument("answers_workshop", "ANSWERS")] = None,
    lang: options.Lang = None,
    level: options.Moment = None,
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
        answers, output, lang, wanted, visit, only or (), people, context.obj, pdf=pdf, notes=notes
    )
