"""`pesagree render`: one answers file to one draft."""

import sys
from pathlib import Path

from pesagree.agreement import Agreement, Level
from pesagree.answers.reading import load
from pesagree.answers.workshop_notes import load_notes
from pesagree.clauses import Form
from pesagree.cli.exits import Exit
from pesagree.console.problems import show
from pesagree.console.terminal import err
from pesagree.drafts import FORMATS, Draft, Fate, asked_target, default_target, place
from pesagree.drafts import render as rendered
from pesagree.wording import Wording, own_language


def render(
    answers: Path,
    output: Path | None,
    language: str | None,
    kind: str | None,
    letterhead: Path | None,
    form_name: str,
    *,
    force: bool,
    line_numbers: bool,
    annotated: bool,
    memo: bool,
    for_signature: bool,
    words: Wording,
) -> int:
    """Read, compose, write; says where the draft is. `-` reads standard input (and then writes there too)."""
    suffix = (
        output.suffix.lower().lstrip(".") if output and str(output) != "-" and not output.is_dir() else ""
    )
    if kind and suffix and kind != suffix:
        err(words.command("said.format_mismatch", format=kind, path=output))
        return Exit.USAGE
    kind = kind or suffix or ("md" if _to_screen(answers, output) else "docx")
    if kind not in FORMATS:
        err(words.command("said.suffix_unknown", suffix="." + kind))
        return Exit.USAGE
    form = Form(form_name)
    if memo and form is not Form.FULL:
        err(words.command("said.memo_no_form"))
        return Exit.USAGE
    file = load(answers, with_private=False)
    language = language or own_language(file.agreement)
    if file.inconsistent:
        count = len(file.inconsistent)
        key = "said.inconsistent_one" if count == 1 else "said.inconsistent_many"
        err(words.command(key, count=count, path=answers))
    if for_signature and not _ready(file.agreement, words):
        return Exit.ANSWERS
    data = rendered(
        file.agreement,
        kind,
        language,
        letterhead,
        line_numbers=line_numbers,
        annotated=annotated,
        memo=memo,
        for_signature=for_signature,
        form=form,
        understood=load_notes(answers, country=file.agreement.answer("country").value).understood,
    )
    if _to_screen(answers, output):
        sys.stdout.buffer.write(data)
        return Exit.DONE
    usual = default_target(answers, language, kind, memo=memo, form=form)
    tell(place(data, asked_target(output, usual), force=force), words, is_draft=not for_signature)
    return Exit.DONE


def _ready(agreement: Agreement, words: Wording) -> bool:
    """Whether nothing stands in the way of signing; says what does."""
    from pesagree.review.rules.general import open_answers  # an ordinary draft does without the adviser
    from pesagree.review.signature import obstacles
    from pesagree.review.spoken import Adviser

    found = obstacles(agreement)
    if not found:
        if blanks := len(open_answers(agreement, Level.FULL)):
            err(words.command("said.signature_blanks", count=blanks))
        return True
    err(words.command("said.not_for_signature"))
    show(found.open, words)
    adviser = Adviser(agreement, words)
    for finding in found.blocking:
        said = adviser.say(finding)
        line = words.command("said.blocks", rule=finding.rule, message=said.message, remedy=said.remedy)
        err(line)
    return False


def _to_screen(answers: Path, output: Path | None) -> bool:
    return str(output) == "-" or (output is None and str(answers) == "-")


def tell(draft: Draft, words: Wording, *, is_draft: bool = True) -> None:
    """Say where the draft is, and what became of the file that was asked for."""
    if draft.fate is Fate.WRITTEN:
        err(words.command("said.draft_written" if is_draft else "said.paper_written", path=draft.path))
    else:
        key = "said.draft_kept" if draft.fate is Fate.KEPT else "said.draft_locked"
        err(words.command(key, path=draft.asked, other=draft.path))
    if is_draft:
        err(words.command("said.disclaimer"))
