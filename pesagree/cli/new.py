"""`pesagree new`: the interview, from the first question to the draft."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pesagree.agreement import Agreement, Level
from pesagree.answers.store import Store, exists
from pesagree.answers.workshop_notes import load_notes
from pesagree.cli.exits import Exit
from pesagree.console.language import message_language
from pesagree.console.prompter import TerminalPrompter
from pesagree.console.terminal import err
from pesagree.interview import Scope, Session, sections_named
from pesagree.interview.plan import CHAPTERS
from pesagree.interview.screen import Screen, priced
from pesagree.interview.talk import Talk
from pesagree.wording import Wording, own_language, wording, words_of


def new(
    answers: Path,
    language: str | None = None,
    level: Level = Level.ESSENTIAL,
    with_: str | None = None,
    section: str | None = None,
    output: Path | None = None,
    screen: Path | None = None,
    things: Sequence[str] = (),
) -> int:
    """Start or resume an answers file and talk until the draft is written; the exit code.

    `screen` is the page for the projector; `things` are what people buy ("sack of rice=140"). Raises
    AnswersError, FileError, and UsageError for a page that is none or a thing without a price.
    """
    words = wording(message_language(language))
    sections = sections_named(section) if section else frozenset()
    if section and not sections:
        known = ", ".join(dict.fromkeys([*CHAPTERS, *(s for group in CHAPTERS.values() for s in group)]))
        err(words.say("section_unknown", name=section, known=known))
        return Exit.USAGE
    if things and screen is None:
        err(words.command("said.thing_without_screen"))
        return Exit.USAGE
    wall = _wall(screen, things, words.language)  # refused before an answers file is begun
    is_new = not exists(answers)
    store = _started(answers, language or message_language()) if is_new else Store.open(answers)
    spoken = words_of(store.agreement, language)
    talk = Talk(
        store,
        TerminalPrompter(),
        spoken.language,
        Scope(Level(level), with_, sections),
        lambda agreement: _draft(agreement, answers, output, spoken),
        wall and replace(wall, language=spoken.language),
    )
    options: list[tuple[str, object]] = [("--lang", language), ("--with", with_), ("--section", section)]
    options += [("-o", output), ("--screen", screen), *(("--thing", thing) for thing in things)]
    return Session(talk, _again(answers, level, options, spoken), is_new).run()


def _wall(path: Path | None, things: Sequence[str], language: str) -> Screen | None:
    """The page for the projector, where one was asked for. Raises FileError, UsageError."""
    if path is None:
        return None
    screen = Screen(path, language, tuple(priced(thing) for thing in things))
    screen.check()
    return screen


def _started(answers: Path, language: str) -> Store:
    return Store.create(answers, {"language": str(language)})


def _draft(agreement: Agreement, answers: Path, output: Path | None, words: Wording) -> str:
    """Write the draft in the agreement's own language; the line that says where it is."""
    from pesagree.drafts import Fate, asked_target, default_target, write_draft  # the writers load slowly

    language = own_language(agreement)
    understood = load_notes(answers, country=agreement.answer("country").value).understood
    target = asked_target(output, default_target(answers, language))
    draft = write_draft(agreement, target, language, understood=understood)
    key = {Fate.WRITTEN: "draft_written", Fate.KEPT: "draft_kept", Fate.LOCKED: "draft_locked"}[draft.fate]
    return words.command(f"said.{key}", path=draft.asked, other=draft.path)


def _again(answers: Path, level: Level, options: Sequence[tuple[str, object]], words: Wording) -> str:
    """The command that resumes this very session."""
    parts = ["pesagree", words.say("command"), _quoted(str(answers))]
    for option, value in options:
        if value is not None and value != "all":
            parts += [option, _quoted(str(value))]
    if level is not Level.ESSENTIAL:
        parts += ["--level", str(level)]
    return " ".join(parts)


def _quoted(text: str) -> str:
    """Quotes that hold on every system's command line, where they are needed."""
    return f'"{text}"' if any(mark in text for mark in " &'()") else text
