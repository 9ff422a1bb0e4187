"""`batch`: many drafts, the summary, the register that people edit, and what is never touched."""

import csv
import json
import os
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import pesagree.drafts as drafts_module
from pesagree.batch import drawing
from pesagree.cli.exits import Exit
from pesagree.errors import FileError, Place, Problem
from pesagree.wording import LANGUAGES, explain, wording
from tests.batch.quick import make_drafts_quick, render
from tests.writers.letterheads import with_logo

Run = Callable[..., Any]

BASE = "country: PE\nlanguage: es\nseller: {kind: household, families: 1}\n"
ROSTER = "agreement.id;seller.name;site.area_ha\nF-1;Ana;1,5\nF-2;Beto;2\nF-3;Caro;3\n"
EN = wording("en")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_drafts_quick(monkeypatch)
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "families.csv").write_text(ROSTER, encoding="utf-8")


def batch(pesagree: Run, *more: str, language: str = "en") -> Any:
    given = ["batch", "base.yaml", "--roster", "families.csv", "-o", "out", "--format", "md", *more]
    return pesagree(*given, language=language)


def said(status: str, count: int, language: str = "en") -> str:
    return wording(language).batch(f"summary.{status}", count=count)


def roster(*rows: str, header: str = "agreement.id;seller.name;site.area_ha") -> None:
    Path("families.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def drafts() -> dict[str, str]:
    return {f.name: f.read_text(encoding="utf-8") for f in sorted(Path("out").glob("*.md"))}


def register() -> list[dict[str, str]]:
    text = Path("out/register.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def edit_register(
    change: Callable[[list[list[str]]], None], encoding: str = "utf-8-sig", sign: str = ";"
) -> None:
    """Do what a person does in a spreadsheet, and save it as Excel would."""
    file = Path("out/register.csv")
    rows = list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"))))
    change(rows)
    text = StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\r\n").writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))


# --- the usual way --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_gets_its_draft_and_a_line_in_the_register(language: str, pesagree: Run) -> None:
    done = batch(pesagree, language=language)
    assert done.code == Exit.DONE
    assert done.out == ""
    assert said("written", 3, language) in done.err
    assert wording(language).command("said.disclaimer") in done.err
    assert list(drafts()) == ["F-1.es.md", "F-2.es.md", "F-3.es.md"]
    assert "site.area_ha: 1.5" in drafts()["F-1.es.md"]
    data = Path("out/register.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    words = wording(language)
    assert words.batch("register.key") in data.decode("utf-8-sig")
    assert words.choice("agreement.stage", "first_talk") in data.decode("utf-8-sig")


def test_the_same_command_again_does_nothing(pesagree: Run, snapshot: Callable[[], dict[str, bytes]]) -> None:
    batch(pesagree)
    before, times = snapshot(), [f.stat().st_mtime_ns for f in sorted(Path("out").iterdir())]
    done = batch(pesagree)
    assert said("unchanged", 3) in done.err
    assert snapshot() == before
    assert [f.stat().st_mtime_ns for f in sorted(Path("out").iterdir())] == times


def test_only_what_changed_or_is_missing_is_written(pesagree: Run) -> None:
    batch(pesagree)
    roster("F-2;Beto;2", "F-3;Caro;4", "F-1;Ana;1,5", "F-4;Dina;5")
    Path("out/F-1.es.md").unlink()
    done = batch(pesagree)
    assert said("written", 3) in done.err
    assert said("unchanged", 1) in done.err
    assert [row["Key"] for row in register()] == ["F-2", "F-3", "F-1", "F-4"]


def test_options_and_templates_count_as_changes(pesagree: Run) -> None:
    batch(pesagree)
    assert said("written", 3) in batch(pesagree, "--lang", "en").err
    assert len(drafts()) == 6
    assert said("unchanged", 3) in batch(pesagree).err
    Path("base.yaml").write_text(BASE.replace("families: 1", "families: 2"), encoding="utf-8")
    # The base says something else now, but none of these drafts shows it: nothing is written.
    assert said("unchanged", 3) in batch(pesagree).err


def test_rows_that_are_gone_are_named_and_left_alone(pesagree: Run) -> None:
    batch(pesagree)
    roster("F-1;Ana;1,5")
    done = batch(pesagree)
    assert EN.batch("summary.gone", count=2, keys="F-2, F-3") in done.err
    assert len(drafts()) == 3
    assert [row["Key"] for row in register()] == ["F-1", "F-2", "F-3"]


def test_a_new_name_takes_the_old_draft_away_unless_somebody_changed_it(pesagree: Run) -> None:
    name = ["--name", "{key} {seller.name}"]
    batch(pesagree, *name)
    with Path("out/F-2 Beto.es.md").open("a", encoding="utf-8") as file:
        file.write("a note\n")
    roster("F-1;Anita;1,5", "F-2;Betito;2", "F-3;Caro;3")
    batch(pesagree, *name)
    assert list(drafts()) == ["F-1 Anita.es.md", "F-2 Betito.es.md", "F-2 Beto.es.md", "F-3 Caro.es.md"]
    assert len(register()) == 3


# --- bad rows -------------------------------------------------------------------------------


def test_two_thousand_rows_of_which_37_are_bad(pesagree: Run) -> None:
    bad = set(range(11, 2000, 54))
    assert len(bad) == 37
    roster(*(f"F-{n};Familia {n};{'poco' if n in bad else 1 + n % 7}" for n in range(2000)))
    done = batch(pesagree, "--report", "report.json")
    assert done.code == Exit.SOME_FAILED
    assert said("written", 1963) in done.err
    assert said("failed", 37) in done.err
    assert done.err.count("site.area_ha") == 37
    assert "[F-11] families.csv:13:C site.area_ha" in done.err
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["summary"]["failed"] == 37
    assert len(report["agreements"]) == 2000
    first = next(one for one in report["agreements"] if one["status"] == "failed")
    assert (first["key"], first["row"], first["source"]) == ("F-11", 13, "families.csv")
    assert first["problems"][0]["where"] == "families.csv:13:C"
    assert "output" not in first
    (copy,) = Path("out").glob("*.xlsx")
    assert EN.batch("summary.marked", path=copy) in done.err


def test_a_key_that_is_there_twice_writes_neither(pesagree: Run) -> None:
    roster("F-1;Ana;1", "F-2;Beto;2", "f-1;Eva;3")
    done = batch(pesagree)
    assert done.code == Exit.SOME_FAILED
    assert list(drafts()) == ["F-2.es.md"]
    assert "[F-1] families.csv:2:A" in done.err
    assert "[f-1] families.csv:4:A" in done.err


def test_two_rows_with_one_name(pesagree: Run) -> None:
    roster("F-1;Ana;1", "F-2;ANA;2")
    done = batch(pesagree, "--name", "{seller.name}")
    assert done.code == Exit.SOME_FAILED
    assert list(drafts()) == ["Ana.es.md"]
    assert "F-1" in done.err
    assert batch(pesagree, "--name", "{seller.name}").code == Exit.SOME_FAILED
    assert "site.area_ha: 1\n" in drafts()["Ana.es.md"]


def test_a_bug_in_one_row_does_not_stop_the_rest(pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = render

    def fails_for_beto(agreement: Any, *rest: Any, **more: Any) -> bytes:
        if agreement.answer("seller.name").value == "Beto":
            raise ZeroDivisionError("oh")
        return whole(agreement, *rest, **more)

    monkeypatch.setattr(drawing, "render", fails_for_beto)
    done = batch(pesagree)
    assert done.code == Exit.SOME_FAILED
    assert "ZeroDivisionError: oh" in done.err
    assert list(drafts()) == ["F-1.es.md", "F-3.es.md"]


def test_answers_that_contradict_each_other_are_written_and_said(pesagree: Run) -> None:
    roster("F-1;Ana;9", header="agreement.id;seller.name;site.area_ha")
    Path("base.yaml").write_text(BASE + "site: {title_area_ha: 5}\n", encoding="utf-8")
    done = batch(pesagree)
    assert done.code == Exit.DONE
    assert "pesagree check base.yaml --roster families.csv" in done.err
    assert list(drafts()) == ["F-1.es.md"]


# --- what is never touched ------------------------------------------------------------------


def test_what_a_person_changed_stays_and_the_new_draft_stands_beside_it(pesagree: Run) -> None:
    batch(pesagree)
    edited = Path("out/F-1.es.md")
    edited.write_text(edited.read_text(encoding="utf-8").replace("Ana", "Ana María"), encoding="utf-8")
    assert said("kept", 1) in batch(pesagree).err
    roster("F-1;Ana;7", "F-2;Beto;2", "F-3;Caro;3")
    done = batch(pesagree)
    assert done.code == Exit.DONE
    assert EN.batch("summary.beside", path="F-1.es.md", other="F-1.es (2).md") in done.err
    assert "Ana María" in edited.read_text(encoding="utf-8")
    assert "area_ha: 7" in Path("out/F-1.es (2).md").read_text(encoding="utf-8")
    assert said("unchanged", 3) in batch(pesagree).err
    roster("F-1;Ana;8", "F-2;Beto;2", "F-3;Caro;3")
    batch(pesagree)
    assert "area_ha: 8" in Path("out/F-1.es (2).md").read_text(encoding="utf-8")
    assert len(drafts()) == 4
    assert said("written", 1) in batch(pesagree, "--force").err
    assert "Ana María" not in edited.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["signed", "Firmado", "terminado", "signed by all, see folder 3"])
@pytest.mark.parametrize(("encoding", "sign"), [("utf-8-sig", ";"), ("cp1252", ","), ("utf-8", "\t")])
def test_what_the_register_calls_signed_is_never_written_again(
    text: str, encoding: str, sign: str, pesagree: Run
) -> None:
    batch(pesagree)
    before = drafts()["F-2.es.md"]

    def sign_second(rows: list[list[str]]) -> None:
        stage = rows[0].index("Stage")
        rows[2][stage] = text
        rows[1:] = sorted(rows[1:], reverse=True)

    edit_register(sign_second, encoding, sign)
    roster("F-1;Ana;9", "F-2;Beto;9", "F-3;Caro;9")
    done = batch(pesagree, "--force")
    assert said("signed", 1) in done.err
    assert said("written", 2) in done.err
    assert drafts()["F-2.es.md"] == before
    stage = EN.choice("agreement.stage", "signed")
    wanted = {"Firmado": stage, "signed": stage, "terminado": EN.choice("agreement.stage", "ended")}
    assert [row["Stage"] for row in register()][1] == wanted.get(text, text)
    assert said("signed", 1) in batch(pesagree, "--force").err


def test_signed_in_the_answers_is_signed_too(pesagree: Run) -> None:
    header = "agreement.id;seller.name;agreement.stage"
    roster("F-1;Ana;drafting", header=header)
    batch(pesagree)
    before = drafts()
    roster("F-1;Anita;signed", header=header)
    assert said("signed", 1) in batch(pesagree).err
    assert drafts() == before
    roster("F-1;Anita;drafting", header=header)
    assert said("signed", 1) in batch(pesagree, "--force").err
    assert drafts() == before


def test_keys_that_a_spreadsheet_mangles_stay_signed(pesagree: Run) -> None:
    roster("0012;Ana;1", "1-2;Beto;2", "3E5;Caro;3")
    batch(pesagree)
    before = drafts()

    def mangle(rows: list[list[str]]) -> None:
        stage = rows[0].index("Stage")
        for row, key in zip(rows[1:], ["12", "01-feb", "300000"], strict=True):
            row[0], row[1], row[stage] = key, key, "signed"

    edit_register(mangle)
    roster("0012;Ana;9", "1-2;Beto;9", "3E5;Caro;9")
    assert said("signed", 3) in batch(pesagree, "--force").err
    assert drafts() == before
    assert [row["Key"] for row in register()] == ["0012", "1-2", "3E5"]
    # Even the program's own half of the register may be lost: the names of the files remain.
    edit_register(mangle)
    Path("out/.register.jsonl").unlink()
    assert said("signed", 3) in batch(pesagree, "--force").err
    assert drafts() == before


def test_columns_of_the_office_stay(pesagree: Run) -> None:
    batch(pesagree)

    def add(rows: list[list[str]]) -> None:
        for row, text in zip(rows, ["Remarks", "llamar", "", "=1+1"], strict=True):
            row.append(text)

    edit_register(add)
    roster("F-1;Ana;9", "F-2;Beto;2", "F-3;Caro;3")
    batch(pesagree)
    assert [row["Remarks"] for row in register()] == ["llamar", "", "'=1+1"]


def test_a_register_without_its_columns_stops_everything(pesagree: Run) -> None:
    batch(pesagree)
    before = drafts()
    Path("out/register.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    roster("F-1;Ana;9")
    done = batch(pesagree, "--force")
    assert done.code == Exit.ANSWERS
    assert "out/register.csv:1" in done.err.replace(os.sep, "/")
    assert drafts() == before


def test_cells_that_look_like_formulas_stay_text(pesagree: Run) -> None:
    roster("=CMD();@SUM(1);1", "+1;-2;2")
    assert batch(pesagree).code == Exit.DONE
    assert "seller.name: @SUM(1)" in drafts()["=CMD().es.md"]
    assert [row["Key"] for row in register()] == ["'=CMD()", "'+1"]
    assert said("unchanged", 2) in batch(pesagree).err


def test_formulas_are_text_in_word(pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "render", drafts_module.render)
    roster("=CMD();@SUM(1+1)*cmd|' /C calc'!A0;1")
    assert batch(pesagree, "--format", "docx").code == Exit.DONE
    data = zipfile.ZipFile("out/=CMD().es.docx").read("word/document.xml").decode("utf-8")
    assert ">@SUM(1+1)*cmd|' /C calc'!A0</w:t>" in data
    assert "<w:instrText" not in data.split("@SUM")[1].split("</w:p>")[0]


def test_a_draft_that_is_open_in_word_is_tried_again(pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    batch(pesagree)
    roster("F-1;Ana;9", "F-2;Beto;2", "F-3;Caro;3")

    def locked(path: Path, data: bytes, *, durable: bool = True) -> None:
        if path.name == "F-1.es.md":
            raise FileError([Problem("file_forbidden", Place(str(path)))])
        path.write_bytes(data)

    with monkeypatch.context() as patched:
        patched.setattr(drafts_module, "write_atomically", locked)
        done = batch(pesagree)
    assert done.code == Exit.DONE
    assert said("locked", 1) in done.err
    assert EN.batch("summary.beside", path="F-1.es.md", other="F-1.es (2).md") in done.err
    assert "area_ha: 1.5" in drafts()["F-1.es.md"]
    assert said("written", 1) in batch(pesagree).err
    assert "area_ha: 9" in drafts()["F-1.es.md"]


# --- refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_must_be_named_where_there_is_no_code(language: str, pesagree: Run) -> None:
    roster("Ana;1", header="seller.name;site.area_ha")
    done = batch(pesagree, language=language)
    assert done.code == Exit.USAGE
    assert "seller.name, site.area_ha" in done.err
    assert not Path("out").exists()
    assert batch(pesagree, "--key", "seller.name").code == Exit.DONE
    assert list(drafts()) == ["Ana.es.md"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["batch", "check", "review"])
def test_a_key_that_is_no_column_ends_as_one_of_bundles_does(
    command: str, language: str, pesagree: Run
) -> None:
    more = {"batch": ["-o", "out"]}.get(command, [])
    given = [command, "base.yaml", "--roster", "families.csv", "--key", "Nobody", *more]
    done = pesagree(*given, language=language)
    facts = {"name": "Nobody", "known": ["agreement.id", "seller.name", "site.area_ha"]}
    said = explain(
        Problem("roster_key_unknown", Place("families.csv", 1, 0, ""), facts=facts), wording(language)
    )
    assert done.code == Exit.USAGE
    assert done.err.strip() == str(said)
    assert "agreement.id, seller.name, site.area_ha" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [["--key", "Nobody"], []])
def test_every_name_that_is_none_is_told_at_once(key: list[str], language: str, pesagree: Run) -> None:
    if not key:
        roster("Ana;1", header="seller.name;site.area_ha")
    more = ["--format", "docx", "--bundle", "Nothing", "--name", "{seler.name}", *key]
    done = batch(pesagree, *more, language=language)
    assert done.code == Exit.USAGE
    for name in ("Nothing", "seler.name", *key[1:]):
        assert name in done.err
    assert done.err.count("→") == 3
    assert done.err.count("seller.name, site.area_ha") == 2
    assert not Path("out").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_that_do_not_go_together_are_told_at_once(language: str, pesagree: Run) -> None:
    words = wording(language)
    done = pesagree("batch", "base.yaml", "-o", "out", "--key", "x", "--bundle", "y", language=language)
    assert done.code == Exit.USAGE
    assert done.err.splitlines() == [words.command("said.key_without_roster"), words.batch("bundle.only")]


def test_identity_numbers_reach_no_file_name_unasked(pesagree: Run) -> None:
    header = "seller.signers.1.id;seller.signers.1.name;seller.name"
    roster("01234567;Ana Ruiz;Ana", header=header)
    done = batch(pesagree, "--key", "seller.signers.1.id")
    assert done.code == Exit.USAGE
    assert not Path("out").exists()
    batch(pesagree, "--key", "seller.signers.1.id", "--name", "{seller.name}")
    assert list(drafts()) == ["Ana.es.md"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["{private.minimum}", "{seler.name}", "contrato"])
def test_patterns_that_make_no_sense(pattern: str, language: str, pesagree: Run) -> None:
    done = batch(pesagree, "--name", pattern, language=language)
    assert done.code == Exit.USAGE
    assert done.err.count("→") >= 1
    assert not Path("out").exists()


def test_base_and_files_that_cannot_be_read(pesagree: Run) -> None:
    Path("base.yaml").write_text("a: [\n", encoding="utf-8")
    assert batch(pesagree).code == Exit.ANSWERS
    assert pesagree("batch", "none", "-o", "out").code == Exit.SOME_FAILED
    assert pesagree("batch", "base.yaml", "--key", "x", "-o", "out").code == Exit.USAGE
    assert pesagree("batch", "base.yaml").code == Exit.USAGE
    Path("file").write_text("", encoding="utf-8")
    assert pesagree("batch", "base.yaml", "-o", "file").code == Exit.FILE


# --- files, folders and patterns ------------------------------------------------------------


def test_files_folders_and_patterns(pesagree: Run) -> None:
    for name in ("a/uno.yaml", "a/b/dos.yml", "a/uno.private.yaml", "tres.yaml", "a/x.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(
            f"seller: {{name: {name}}}\nprivate: {{}}\n"[: 30 + len(name)], encoding="utf-8"
        )
        Path(name).write_text(f"seller: {{name: '{name}'}}\n", encoding="utf-8")
    run = ["-o", "out", "--format", "md"]
    assert pesagree("batch", "a", "tres.yaml", "a/uno.yaml", *run).code == Exit.DONE
    assert list(drafts()) == ["tres.es.md", "uno.es.md"]
    assert pesagree("lote", "a/**/*.y*ml", *run).code == Exit.DONE
    assert list(drafts()) == ["dos.es.md", "tres.es.md", "uno.es.md"]
    assert pesagree("batch", "a/*.nothing", *run).code == Exit.FILE


def test_two_files_of_one_name_and_a_bad_one(pesagree: Run) -> None:
    for name in ("a/uno.yaml", "b/Uno.yaml", "b/dos.yaml", "b/tres.yaml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("seller: {name: Ana}\n", encoding="utf-8")
    Path("b/tres.yaml").write_text("seler: Ana\n", encoding="utf-8")
    done = pesagree("batch", "a", "b", "-o", "out", "--format", "md")
    assert done.code == Exit.SOME_FAILED
    assert list(drafts()) == ["dos.es.md"]
    assert said("failed", 3) in done.err
    assert "b/tres.yaml:1:1" in done.err.replace(os.sep, "/")


# --- dry run --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dry_run_says_what_would_be_and_writes_nothing(
    language: str, pesagree: Run, snapshot: Callable[[], dict[str, bytes]]
) -> None:
    words = wording(language)
    base = BASE + "pay: {form: mixed, basis: per_ha_year, unit_price: 100, schedule: {every: year, first: "
    base += "2027-06-30, parts: 2, kind: on_proof}, goods: [{item: plantones, qty: 10}]}\nterm: {years: 2}\n"
    Path("base.yaml").write_text(base, encoding="utf-8")
    assert said("written", 3) in batch(pesagree).err
    roster("F-1;Ana;1,5", "F-2;Beto;3", "F-4;Dina;4", "F-5;Eva;nada")
    before = snapshot()
    done = batch(pesagree, "--dry-run", language=language)
    assert done.code == Exit.SOME_FAILED
    assert snapshot() == before
    for prospect in ("new", "changed", "unchanged", "failed"):
        assert words.batch(f"forecast.{prospect}", count=1, keys="F-2") in done.out
    assert words.batch("forecast.gone", count=1, keys="F-3") in done.out
    for line in ("families: 3", "hectares: 8.5"):
        name, _, figure = line.partition(": ")
        assert f"{words.batch(f'totals.{name}')}: {figure}" in done.out
    assert f"{words.batch('totals.money', year=2027)}: S/\u00a0850.00" in done.out
    assert f"{words.batch('totals.money', year=2028)}: S/\u00a0850.00" in done.out
    assert "plantones: 30" in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dry_run_tells_of_drafts_that_a_person_changed(language: str, pesagree: Run) -> None:
    words = wording(language)
    batch(pesagree)
    edited = Path("out/F-1.es.md")
    edited.write_text(edited.read_text(encoding="utf-8") + "a note\n", encoding="utf-8")
    assert words.batch("forecast.kept", count=1) in batch(pesagree, "--dry-run", language=language).out
    forced = batch(pesagree, "--dry-run", "--force", language=language).out
    assert words.batch("forecast.kept", count=1) not in forced


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dry_run_tells_how_many_agreements_each_bundle_would_have(language: str, pesagree: Run) -> None:
    header = "agreement.id;seller.name;site.area_ha;#Comunidad"
    rows = ["F-1;Ana;1;Río", "F-2;Beto;2;Alto", "F-3;Caro;3;río ", "F-4;Dina;poco;Alto", "F-5;Eva;1;"]
    roster(*rows, header=header)
    more = ["--format", "docx", "--bundle", "Comunidad", "--dry-run"]
    words = wording(language)
    names = f"Río (2), Alto (1), {words.batch('bundle.nameless')} (1)"
    done = batch(pesagree, *more, language=language)
    assert words.batch("forecast.bundles", count=3, names=names) in done.out


def test_a_dry_run_into_nothing(pesagree: Run) -> None:
    done = batch(pesagree, "--dry-run", "--report", "r.json")
    assert done.code == Exit.DONE
    assert EN.batch("forecast.new", count=3) in done.out
    assert not Path("out").exists()
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["summary"]["new"] == 3


# --- bundles --------------------------------------------------------------------------------


def in_bundle(name: str) -> str:
    data = zipfile.ZipFile(f"out/{name}").read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", " ", data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundle_for_each_community(language: str, pesagree: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "agreement.id;seller.name;site.area_ha;#Comunidad"
    roster("F-1;Ana;1;Río", "F-2;Beto;2;Alto", "F-3;Caro;3;río ", "F-4;Dina;poco;Alto", header=header)
    more = ["--format", "docx", "--bundle", "comunidad", "--copies", "2", "--form", "short"]
    done = batch(pesagree, *more, language=language)
    assert done.code == Exit.SOME_FAILED
    words = wording(language)
    folder = words.batch("bundle.folder")
    place = Path("out") / folder
    assert words.batch("bundle.written", path=place, written=2, unchanged=0) in done.err
    assert sorted(file.name for file in place.glob("*.docx")) == ["Alto.es.short.docx", "Río.es.short.docx"]
    text = in_bundle(f"{folder}/Río.es.short.docx")
    assert text.count("F-1") >= 1
    assert text.index("Ana") < text.index("Caro")
    assert "Beto" not in text
    assert f"F-4: {wording('es').batch('bundle.because.failed')}" in in_bundle(f"{folder}/Alto.es.short.docx")
    again = batch(pesagree, *more, language=language)
    assert words.batch("bundle.written", path=place, written=0, unchanged=2) in again.err
    roster("F-1;Ana;1;Río", "F-2;Beto;5;Alto", "F-3;Caro;3;río ", header=header)
    again = batch(pesagree, *more, language=language)
    assert words.batch("bundle.written", path=place, written=1, unchanged=1) in again.err
    assert not (place / "register.csv").exists()  # who signed is said in one place


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundle_of_a_community_that_is_written_otherwise_now(language: str, pesagree: Run) -> None:
    more = ["--format", "docx", "--bundle", "Comunidad", "--form", "short"]
    header = "agreement.id;seller.name;#Comunidad"
    roster("F-1;Ana;Río", "F-2;Beto;Alto", header=header)
    assert "Río" not in batch(pesagree, *more, language=language).err
    roster("F-1;Ana;Río Alto", "F-2;Beto;Alto", header=header)
    words = wording(language)
    done = batch(pesagree, *more, language=language)
    assert words.batch("bundle.gone", count=1, keys="Río") in done.err
    assert (Path("out") / words.batch("bundle.folder") / "Río.es.short.docx").exists()


def test_what_is_signed_or_edited_is_not_printed_again(pesagree: Run) -> None:
    header = "agreement.id;seller.name;Comunidad"
    header = header.replace("Comunidad", "#Comunidad")
    roster("F-1;Ana;Río", "F-2;Beto;Río", header=header)
    more = ["--format", "docx", "--bundle", "Comunidad"]
    batch(pesagree, *more)
    assert "Beto" in in_bundle("bundles/Río.es.docx")

    def sign_second(rows: list[list[str]]) -> None:
        rows[2][rows[0].index("Stage")] = "signed"

    edit_register(sign_second)
    batch(pesagree, *more)
    text = in_bundle("bundles/Río.es.docx")
    assert "Ana" in text
    assert "Beto" not in text
    assert f"F-2: {wording('es').batch('bundle.because.signed')}" in text


def test_a_bundle_on_the_letterhead_of_the_programme(pesagree: Run) -> None:
    Path("letterhead.docx").write_bytes(with_logo())
    more = ["--format", "docx", "--bundle", "seller.name", "--letterhead", "letterhead.docx"]
    assert batch(pesagree, *more).code == Exit.DONE
    archive = zipfile.ZipFile("out/bundles/Ana.es.docx")
    headers = [archive.read(f"word/header1-{number}.xml").decode("utf-8") for number in (0, 1)]
    assert all("Fondo del Aguaje (EJEMPLO)" in header for header in headers)
    Path("letterhead.docx").write_bytes(b"no letterhead")
    assert batch(pesagree, *more).code == Exit.FILE


@pytest.mark.parametrize(
    "more",
    [
        ["--bundle", "nothing"],
        ["--copies", "2"],
        ["--bundle", "seller.name", "--format", "md"],
    ],
)
def test_bundles_that_cannot_be_made(more: list[str], pesagree: Run) -> None:
    format_ = [] if "--format" in more else ["--format", "docx"]
    assert batch(pesagree, *format_, *more).code == Exit.USAGE
    assert not Path("out").exists()
