"""`pesagree render`: one answers file to one draft."""

import sys
from pathlib import Path

from pesagree.answers.reading import load
from pesagree.cli.exits import Exit
from pesagree.console.terminal import err
from pesagree.drafts import Draft, Fate, default_target, place
from pesagree.drafts import render as rendered
from pesagree.wording import Wording
from pesagree.writers import WRITERS


def render(
    answers: Path,
    output: Path | None,
    language: str | None,
    kind: str | None,
    letterhead: Path | None,
    *,
    force: bool,
    line_numbers: bool,
    annotated: bool,
    memo: bool,
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
    if kind == "pdf":
        err(words.command("said.pdf_later", path=f"{answers.stem}.docx"))
        return Exit.USAGE
    if kind not in WRITERS:
        err(words.command("said.suffix_unknown", suffix="." + kind))
        return Exit.USAGE
    file = load(answers, with_private=False)
    language = language or str(file.agreement.answer("language").value)
    if file.inconsistent:
        count = len(file.inconsistent)
        key = "said.inconsistent_one" if count == 1 else "said.inconsistent_many"
        err(words.command(key, count=count, path=answers))
    data = rendered(
        file.agreement,
        kind,
        language,
        letterhead,
        line_numbers=line_numbers,
        annotated=annotated,
        memo=memo,
    )
    if _to_screen(answers, output):
        sys.stdout.buffer.write(data)
        return Exit.DONE
    usual = default_target(answers, language, kind, memo=memo)
    target = output or usual
    if target.is_dir():
        target = target / usual.name
    tell(place(data, target, force=force), words)
    return Exit.DONE


def _to_screen(answers: Path, output: Path | None) -> bool:
    return str(output) == "-" or (output is None and str(answers) == "-")


def tell(draft: Draft, words: Wording) -> None:
    """Say where the draft is, and what became of the file that was asked for."""
    if draft.fate is Fate.WRITTEN:
        err(words.command("said.draft_written", path=draft.path))
    else:
        key = "said.draft_kept" if draft.fate is Fate.KEPT else "said.draft_locked"
        err(words.command(key, path=draft.asked, other=draft.path))
    err(words.command("said.disclaimer"))
