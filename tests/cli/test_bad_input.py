"""Every bad input gets one clear message with its place, in both languages, and costs nothing."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pesagree.cli.exits import Exit
from pesagree.files import MAX_BYTES
from pesagree.wording import LANGUAGES, wording

Run = Callable[..., Any]
Snapshot = Callable[[], dict[str, bytes]]

BELOW_A_FILE = "file_missing" if sys.platform == "win32" else "file_in_the_way"
"""Windows only says that it has not found a path below a file."""

BAD: dict[str, tuple[bytes, str, str, str]] = {
    # what it is: (the file, line:column, the answer's path, the problem's code)
    "prose": (b"Querida comunidad\nles escribo\n", "1:1", "", "root_not_mapping"),
    "a list": (b"- a\n- b\n", "1:1", "", "root_not_mapping"),
    "an open bracket": (b"buyer: [\n  name: x\n", "1:8", "", "yaml_syntax"),
    "an open quote": (b'buyer:\n  name: "x\n', "2:9", "", "yaml_syntax"),
    "a tab": (b"buyer:\n\tname: x\n", "2:1", "", "tab_indent"),
    "a duplicate key": (b"buyer:\n  name: A\n  name: B\n", "3:3", "buyer.name", "duplicate_key"),
    "an alias": (b"buyer:\n  name: *x\n", "2:9", "buyer.name", "alias"),
    "an anchor": (b"buyer:\n  name: &x A\n", "2:9", "buyer.name", "anchor"),
    "a tag": (b"buyer:\n  name: !!str x\n", "2:9", "buyer.name", "tag"),
    "a tag that runs code": (b"buyer: !!python/object/apply:os.system [ls]\n", "1:8", "buyer", "tag"),
    "200,000 brackets": (b"buyer: " + b"[" * 200_000 + b"]" * 200_000, "1:27", "buyer.1.1", "too_deep"),
    "200,000 open braces": (b"{a: " * 200_000, "1:81", "a.a.a", "too_deep"),
    "two documents": (b"country: PE\n---\nlanguage: es\n", "2:1", "", "several_documents"),
    "a NUL": (b"buyer:\n  name: a\x00b\n", "2:10", "", "control_character"),
    "a bell": (b"buyer:\n  name: a\x07b\n", "2:10", "", "control_character"),
    "an escaped bell": (b'buyer:\n  name: "a\\x07b"\n', "2:9", "buyer.name", "character_unprintable"),
    "cp1252": ("buyer:\n  name: Asociación\n".encode("cp1252"), "2:17", "", "not_utf8"),
    "utf-16": ("buyer:\n  name: A\n".encode("utf-16"), "1:1", "", "utf_16"),
    "half a file of another kind": (b"PK\x03\x04\x14\x00\x06\x00\x08\xff\xfe", "1:10", "", "not_utf8"),
    "an unknown key": (b"buyer:\n  nmae: x\n", "2:3", "buyer.nmae", "unknown_key_near"),
    "a strange key": (b"buyer:\n  zzzqqq: x\n", "2:3", "buyer.zzzqqq", "unknown_key"),
    "a list for a text": (b"buyer:\n  name: [a, b]\n", "2:9", "buyer.name", "one_answer_expected"),
    "a text for a section": (b"buyer: Juan\n", "1:8", "buyer", "section_expected"),
    "a group for a text": (b"buyer:\n  phone: {a: b}\n", "2:11", "buyer.phone", "text_expected"),
    "an ambiguous number": (b"site:\n  area_ha: 1.234\n", "2:12", "site.area_ha", "number_ambiguous"),
    "31 February": (b"term:\n  start: 31/2/2027\n", "2:10", "term.start", "date_impossible"),
    "a negative area": (b"site:\n  area_ha: -4\n", "2:12", "site.area_ha", "not_above"),
    "an endless area": (b"site:\n  area_ha: 1e999\n", "2:12", "site.area_ha", "number_unreadable"),
    "400 digits": (b"{site: {area_ha: %s}}" % (b"9" * 400), "1:18", "site.area_ha", "number_too_large"),
    "101 %": (b"mid:\n  fee_pct: 101\n", "2:12", "mid.fee_pct", "too_large"),
    "100 years": (b"term:\n  years: 100\n", "2:10", "term.years", "too_large"),
    "none where there cannot be": (b"term:\n  years: none\n", "2:10", "term.years", "none_not_allowed"),
    "an unknown choice": (b"pay:\n  form: trueque\n", "2:9", "pay.form", "choice_unknown"),
    "a number sign": (b"site:\n  name: Parcela #3\n", "2:17", "site.name", "text_cut"),
    "a colon": (b"site:\n  name: Km 5: orilla\n", "2:9", "", "colon_in_text"),
    "a lone question mark": (b"buyer:\n  name: ?\n", "2:9", "", "lone_question_mark"),
    "a key glued to its value": (b"buyer:\n  name:Ana\n", "2:3", "buyer", "missing_space"),
    "two sorts of schedule": (
        b"pay:\n  schedule: [{every: year}]\n", "2:14", "pay.schedule.1", "schedule_mixed",
    ),
    "no payments at all": (b"pay:\n  schedule: {parts: 0}\n", "2:21", "pay.schedule.parts", "too_small"),
    "private answers": (b"private:\n  minimum: 3\n", "1:1", "private", "private_in_main"),
    "another version": (b"pesagree: 2\n", "1:11", "pesagree", "version_unknown"),
}  # fmt: skip


def what(code: str, language: str) -> str:
    """The words of a problem up to its first blank."""
    return str(wording(language).messages[code]["what"]).partition("{")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD)
def test_unreadable_answers_get_one_message_with_their_place(
    name: str, language: str, pesagree: Run, snapshot: Snapshot
) -> None:
    data, place, path, code = BAD[name]
    Path("deal.yaml").write_bytes(data)
    done = pesagree("check", "deal.yaml", language=language)
    lines = done.out.splitlines()
    assert done.code == Exit.ANSWERS
    assert lines[0].split(" (")[0] == f"deal.yaml:{place} {path}".rstrip()
    assert lines[1].startswith("  " + what(code, language))
    assert lines[2].startswith("  → ")
    assert len(lines) == 3
    assert done.err == wording(language).command("said.check_bad_one", path="deal.yaml") + "\n"
    assert snapshot() == {"deal.yaml": data}


@pytest.mark.parametrize("name", BAD)
def test_no_draft_is_written_of_unreadable_answers(name: str, pesagree: Run, snapshot: Snapshot) -> None:
    data, place, _, _ = BAD[name]
    Path("deal.yaml").write_bytes(data)
    done = pesagree("render", "deal.yaml")
    assert (done.code, done.out) == (Exit.ANSWERS, "")
    assert done.err.startswith(f"deal.yaml:{place}")
    assert "Traceback" not in done.err
    assert snapshot() == {"deal.yaml": data}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: Parcela #3", '"Parcela #3"'),
        ("name: Km 5: orilla", 'name: "Km 5: orilla"'),
        ("name: *x", 'name: "*x"'),
        ("name: ?", "??"),
        ("nmae: x", "name"),
        ("area_ha: 1.234", "1234"),
        ("area_ha: 1.234", "1.2340"),
    ],
)
def test_the_message_says_what_to_write(text: str, words: str, pesagree: Run) -> None:
    Path("deal.yaml").write_text(f"site:\n  {text}\n", encoding="utf-8")
    for language in LANGUAGES:
        assert words in pesagree("check", "deal.yaml", language=language).out.splitlines()[2]


def test_every_problem_of_a_file_is_told_at_once(pesagree: Run) -> None:
    Path("deal.yaml").write_text(
        "site:\n  area_ha: -4\n  nmae: x\nterm:\n  start: 2027-02-31\n  years: 100\n", encoding="utf-8"
    )
    done = pesagree("check", "deal.yaml")
    heads = [line.split(" (")[0] for line in done.out.splitlines() if not line.startswith(" ")]
    assert heads == [
        "deal.yaml:2:12 site.area_ha",
        "deal.yaml:3:3 site.nmae",
        "deal.yaml:5:10 term.start",
        "deal.yaml:6:10 term.years",
    ]
    assert done.err == "deal.yaml: 4 problems.\n"
    assert done.code == Exit.ANSWERS


def test_an_answer_is_never_taken_for_markup_or_a_format(pesagree: Run) -> None:
    Path("deal.yaml").write_text("pay: {form: '[red]{x}{0}%s[/red]'}\n", encoding="utf-8")
    assert "[red]{x}{0}%s[/red]" in pesagree("check", "deal.yaml").out


# --- files ----------------------------------------------------------------------------------


def large(path: Path) -> None:
    with path.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("a folder", Path.mkdir, "file_is_folder"),
        ("a missing file", Path.exists, "file_missing"),
        ("50 MB", large, "file_too_large"),
        ("a file as a folder", lambda path: path.parent.write_bytes(b""), BELOW_A_FILE),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    name: str, make: Callable[[Path], object], code: str, language: str, pesagree: Run
) -> None:
    path = Path("a/deal.yaml" if name == "a file as a folder" else "deal.yaml")
    make(path)
    done = pesagree("render", str(path), language=language)
    lines = done.err.splitlines()
    assert (done.code, done.out, lines[0]) == (Exit.FILE, "", str(path))
    assert lines[1].startswith("  " + what(code, language))
    assert lines[2].startswith("  → ")
    assert len(lines) == 3


def test_a_file_of_more_than_an_answers_file_can_have_is_refused(pesagree: Run) -> None:
    Path("deal.yaml").write_bytes(b"#" * (3 * 1024 * 1024))
    assert MAX_BYTES > 3 * 1024 * 1024
    done = pesagree("check", "deal.yaml", language="en")
    assert done.code == Exit.ANSWERS
    assert "too large (3.0 MB)" in done.out


def test_a_name_too_long_for_the_system_is_told(pesagree: Run) -> None:
    done = pesagree("check", "a" * 300 + ".yaml")
    assert done.code == Exit.FILE
    assert what("file_name_too_long", "en") in done.err


def test_a_name_with_a_nul_is_told(pesagree: Run) -> None:
    done = pesagree("check", "a\0b.yaml")
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "ANSWERS" in done.err


def test_a_folder_that_cannot_be_made_is_told(pesagree: Run, snapshot: Snapshot) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    done = pesagree("samples", "minimal", "-o", "deal.yaml")
    assert done.code == Exit.FILE
    assert done.err.startswith("deal.yaml\n")
    assert snapshot() == {"deal.yaml": b"country: PE\n"}


AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permissions = pytest.mark.skipif(
    AS_ROOT or sys.platform == "win32", reason="permissions do not hold for the administrator, or on Windows"
)


@needs_permissions
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_may_not_be_read_is_told(language: str, pesagree: Run) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    Path("deal.yaml").chmod(0)
    done = pesagree("check", "deal.yaml", language=language)
    assert done.code == Exit.FILE
    assert what("file_forbidden", language) in done.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", ["out", "out/more"])
@pytest.mark.parametrize("command", [["batch", "deal.yaml"], ["workshop", "--visit", "4"], ["samples"]])
def test_a_file_where_the_folder_should_be_is_told(
    command: list[str], folder: str, language: str, pesagree: Run, snapshot: Snapshot
) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    Path("out").write_bytes(b"mine")
    before = snapshot()
    done = pesagree(*command, "-o", folder, language=language)
    assert (done.code, done.err.splitlines()[0]) == (Exit.FILE, str(Path(folder)))
    assert what("file_in_the_way", language) in done.err
    assert snapshot() == before


@needs_permissions
@pytest.mark.parametrize(
    "arguments",
    [["render", "deal.yaml"], ["check", "deal.yaml"], ["check", "good.yaml", "--roster", "deal.yaml"]],
)
def test_a_file_that_may_not_be_read_is_no_misuse(arguments: list[str], pesagree: Run) -> None:
    Path("good.yaml").write_text("country: PE\n", encoding="utf-8")
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    Path("deal.yaml").chmod(0)
    done = pesagree(*arguments)
    assert done.code == Exit.FILE
    assert what("file_forbidden", "en") in done.said


@needs_permissions
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_may_not_be_written_is_told(language: str, pesagree: Run) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    Path("out").mkdir(mode=0o500)
    done = pesagree("render", "deal.yaml", "-o", "out/deal.md", language=language)
    assert done.code == Exit.FILE
    assert what("file_forbidden", language) in done.err
    Path("out").chmod(0o700)
    assert list(Path("out").iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "file_forbidden"),
        (errno.EACCES, "file_forbidden"),
        (errno.EIO, "file_failed"),
    ],
)
def test_a_draft_that_cannot_be_written_leaves_the_one_before(
    number: int, code: str, language: str, pesagree: Run, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    assert pesagree("render", "deal.yaml", "-o", "deal.md").code == Exit.DONE
    before = snapshot()
    Path("deal.yaml").write_text("country: BO\n", encoding="utf-8")

    def fails(_: int) -> None:
        raise OSError(number, "it fails")

    monkeypatch.setattr(os, "fsync", fails)
    monkeypatch.setattr("pesagree.drafts._folder_is_writable", lambda _: False)
    done = pesagree("render", "deal.yaml", "-o", "deal.md", language=language)
    assert done.code == Exit.FILE
    assert done.err.splitlines()[0] == "deal.md"
    assert done.err.splitlines()[1].startswith("  " + what(code, language))
    assert snapshot() == before | {"deal.yaml": b"country: BO\n"}


# --- the command line itself ----------------------------------------------------------------

USAGE: list[tuple[list[str], str, dict[str, str], str]] = [
    (["chek"], "no_command_near", {"name": "chek", "near": "check"}, "pesagree"),
    (["revsar"], "no_command_near", {"name": "revsar", "near": "revisar"}, "pesagree"),
    (["zzz"], "no_command", {"name": "zzz"}, "pesagree"),
    (["check"], "missing", {"name": "ANSWERS"}, "pesagree check"),
    (["revisar"], "missing", {"name": "ANSWERS"}, "pesagree revisar"),
    (["check", "--zzz", "x"], "no_option", {"name": "--zzz"}, "pesagree check"),
    (["render", "--frce"], "no_option_near", {"name": "--frce", "near": "--force"}, "pesagree render"),
    (["render", "a.yaml", "b.yaml"], "extra", {"name": "b.yaml"}, "pesagree render"),
    (["--zzz"], "no_option", {"name": "--zzz"}, "pesagree"),
    (
        ["questions", "--level", "all"],
        "bad_value",
        {"name": "--level", "choices": "essential, standard, full"},
        "pesagree questions",
    ),
    (["new", "a", "--lang", "fr"], "bad_value", {"name": "--lang", "choices": "es, en"}, "pesagree new"),
    (
        ["workshop", "-o", "x", "--visit", "9"],
        "bad_range",
        {"name": "--visit", "least": "1", "most": "4"},
        "pesagree workshop",
    ),
    (
        ["workshop", "-o", "x", "--people", "many"],
        "bad_range",
        {"name": "--people", "least": "1", "most": "9999"},
        "pesagree workshop",
    ),
    (["render", "a.yaml", "--lang"], "needs_value", {"name": "--lang"}, "pesagree"),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "key", "facts", "command"), USAGE, ids=[" ".join(case[0]) for case in USAGE]
)
def test_a_usage_error_is_told_in_the_users_language(
    arguments: list[str],
    key: str,
    facts: dict[str, str],
    command: str,
    language: str,
    pesagree: Run,
    snapshot: Snapshot,
) -> None:
    done = pesagree(*arguments, language=language)
    words = wording(language)
    head = words.command("usage.head", what=words.command(f"usage.{key}", **facts))
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert done.err == f"{head}\n{words.command('usage.hint', command=command)}\n"
    assert snapshot() == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_at_all_shows_the_help(language: str, pesagree: Run) -> None:
    done = pesagree(language=language)
    assert done.code == Exit.USAGE
    assert wording(language).command("help.app")[:30] in done.said
    assert "check" in done.said


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["render", "deal.yaml", "-o", "deal.txt"], "suffix_unknown"),
        (["render", "deal.yaml", "-o", "deal.md", "--format", "html"], "format_mismatch"),
        (["samples", "zzz"], "sample_unknown"),
        (["new", "talk.yaml", "--thing", "rice=140"], "thing_without_screen"),
    ],
)
def test_what_cannot_be_asked_for_is_told_before_anything_is_done(
    arguments: list[str], key: str, pesagree: Run, snapshot: Snapshot
) -> None:
    Path("deal.yaml").write_text("country: PE\n", encoding="utf-8")
    for language in LANGUAGES:
        done = pesagree(*arguments, language=language)
        start = str(wording(language).commands["said"][key]).partition("{")[0]
        assert done.code == Exit.USAGE
        assert done.err.startswith(start)
        assert snapshot() == {"deal.yaml": b"country: PE\n"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "code", "exit_code"),
    [
        (["--screen", "wall.txt"], "screen_not_html", Exit.USAGE),
        (["--screen", "wall.html", "--thing", "rice"], "thing_bad", Exit.USAGE),
        (["--screen", "mine.html"], "screen_not_ours", Exit.FILE),
        (["--screen", "nowhere/wall.html"], "file_missing", Exit.FILE),
    ],
)
def test_a_page_for_the_wall_is_refused_before_the_talk_begins(
    options: list[str], code: str, exit_code: Exit, language: str, pesagree: Run, snapshot: Snapshot
) -> None:
    Path("mine.html").write_bytes(b"<p>mine</p>")
    done = pesagree("new", "talk.yaml", *options, language=language)
    assert (done.code, done.out) == (exit_code, "")
    assert what(code, language) in done.err
    assert snapshot() == {"mine.html": b"<p>mine</p>"}


def test_messages_follow_the_language_asked_for_when_nothing_else_says(
    pesagree: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LC_ALL", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    assert "There is no such file" in pesagree("render", "no.yaml", "--lang", "en", language="").err
    assert "No existe ese archivo" in pesagree("render", "no.yaml", language="").err
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "There is no such file" in pesagree("render", "no.yaml", "--lang", "es", language="").err


def test_a_bug_is_told_without_a_traceback(pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("pesagree.cli.check.load", fails)
    done = pesagree("check", "deal.yaml")
    assert done.code == Exit.BUG
    assert done.err == wording("en").command("said.bug", detail="ZeroDivisionError: by zero") + "\n"
    with pytest.raises(ZeroDivisionError):
        pesagree("--debug", "check", "deal.yaml")


def test_an_interruption_stops(pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pesagree.cli.check.load", stopped)
    assert pesagree("check", "deal.yaml").code == Exit.STOPPED
