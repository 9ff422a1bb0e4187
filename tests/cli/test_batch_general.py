"""`batch --form short`: the general conditions beside the families' sheets, once for each distinct text."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pesagree.cli.exits import Exit
from pesagree.wording import LANGUAGES, wording
from tests.batch.quick import make_drafts_quick

Run = Callable[..., Any]

BASE = "country: PE\nlanguage: es\nbuyer: {name: Fondo}\nseller: {kind: household, families: 1}\n"
HEADER = "agreement.id;seller.name;breach.cure_days"
EN = wording("en")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_drafts_quick(monkeypatch)
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "families.csv").write_text(f"{HEADER}\nF-1;Ana;30\nF-2;Beto;30\nF-3;Caro;30\n")


def roster(*rows: str) -> None:
    Path("families.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def batch(pesagree: Run, *more: str, language: str = "en", form: str = "short") -> Any:
    given = ["batch", "base.yaml", "--roster", "families.csv", "-o", "out", "--format", "md"]
    return pesagree(*given, "--form", form, *more, language=language)


def register() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(Path("out/register.csv").read_text(encoding="utf-8-sig"))))


def codes() -> dict[str, str]:
    """The code of each family."""
    return {row["Key"]: row["Text code"] for row in register() if row["Key"].startswith("F-")}


def papers() -> list[str]:
    return sorted(file.name for file in Path("out").glob("condiciones-generales-*"))


def name(code: str) -> str:
    return f"condiciones-generales-{code}.es.md"


def line(code: str, count: int, language: str = "en") -> str:
    return wording(language).batch("general.line", file=name(code), count=count)


def write_on(paper: str) -> None:
    with Path("out", paper).open("a", encoding="utf-8") as file:
        file.write("a note\n")


def sign(key: str) -> None:
    file = Path("out/register.csv")
    rows = list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"))))
    for row in rows:
        row[3] = "signed" if row[0] == key else row[3]
    text = StringIO()
    csv.writer(text).writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_text_is_written_once(language: str, pesagree: Run) -> None:
    done = batch(pesagree, language=language)
    assert done.code == Exit.DONE
    (paper,) = papers()
    code = paper.removeprefix("condiciones-generales-").removesuffix(".es.md")
    assert code in Path("out", paper).read_text(encoding="utf-8")
    assert line(code, 3, language) in done.err
    assert wording(language).batch("general.several", count=1) not in done.err
    column = wording(language).batch("register.code")
    assert column in Path("out/register.csv").read_text(encoding="utf-8-sig")


def test_the_whole_agreement_needs_none(pesagree: Run) -> None:
    batch(pesagree, form="full")
    assert papers() == []
    assert set(codes().values()) == {""}


def test_each_text_has_its_file_and_the_columns_that_differ_are_named(pesagree: Run) -> None:
    roster("F-1;Ana;30", "F-2;Beto;60", "F-3;Caro;30")
    done = batch(pesagree, "--report", "report.json")
    found = codes()
    assert found["F-1"] == found["F-3"] != found["F-2"]
    assert papers() == sorted(name(code) for code in set(found.values()))
    assert line(found["F-1"], 2) in done.err
    assert line(found["F-2"], 1) in done.err
    assert EN.batch("general.several", count=2) in done.err
    assert EN.batch("general.columns", items="breach.cure_days") in done.err
    told = json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["general"]
    assert {one["code"]: one["agreements"] for one in told} == {found["F-1"]: 2, found["F-2"]: 1}


def test_the_same_command_again_writes_only_what_is_missing(
    pesagree: Run, snapshot: Callable[[], dict[str, bytes]]
) -> None:
    batch(pesagree)
    before = snapshot()
    times = [file.stat().st_mtime_ns for file in sorted(Path("out").iterdir())]
    again = batch(pesagree)
    assert line(codes()["F-1"], 3) in again.err
    assert snapshot() == before
    assert [file.stat().st_mtime_ns for file in sorted(Path("out").iterdir())] == times
    Path("out", papers()[0]).unlink()
    batch(pesagree)
    assert snapshot() == before


def test_a_text_that_nobody_goes_by_is_taken_away_unless_somebody_changed_it(pesagree: Run) -> None:
    batch(pesagree)
    (old,) = papers()
    roster("F-1;Ana;60", "F-2;Beto;60", "F-3;Caro;60")
    batch(pesagree)
    (new,) = papers()
    assert new != old
    write_on(new)
    roster("F-1;Ana;30", "F-2;Beto;30", "F-3;Caro;30")
    batch(pesagree)
    assert papers() == sorted([old, new])


def test_what_a_person_changed_stays(pesagree: Run) -> None:
    batch(pesagree)
    (paper,) = papers()
    write_on(paper)
    done = batch(pesagree)
    assert EN.batch("summary.edited", path=paper) in done.err
    assert Path("out", paper).read_text(encoding="utf-8").endswith("a note\n")
    batch(pesagree, "--force")
    assert not Path("out", paper).read_text(encoding="utf-8").endswith("a note\n")


def test_a_text_by_which_somebody_signed_stays_as_it_is(pesagree: Run) -> None:
    batch(pesagree)
    signed_by, (paper,) = codes()["F-2"], papers()
    sign("F-2")
    before = Path("out", paper).read_bytes()
    roster("F-1;Ana;60", "F-2;Beto;60", "F-3;Caro;60")
    done = batch(pesagree, "--force")
    assert Path("out", paper).read_bytes() == before
    assert codes()["F-2"] == signed_by != codes()["F-1"]
    assert line(signed_by, 1) in done.err
    assert line(codes()["F-1"], 2) in done.err
    Path("out", paper).unlink()
    assert EN.batch("general.missing", code=signed_by, count=1) in batch(pesagree).err


def test_a_dry_run_names_the_texts_and_writes_nothing(pesagree: Run) -> None:
    roster("F-1;Ana;30", "F-2;Beto;60", "F-3;Caro;30")
    done = batch(pesagree, "--dry-run")
    assert not Path("out").exists()
    assert EN.batch("general.columns", items="breach.cure_days") in done.out
    batch(pesagree)
    assert line(codes()["F-1"], 2) in done.out


def test_several_processes_find_the_same_code(pesagree: Run) -> None:
    batch(pesagree)
    before = codes()
    Path("out").rename("before")
    batch(pesagree, "--jobs", "2")
    assert codes() == before
    assert papers() == [name(before["F-1"])]
