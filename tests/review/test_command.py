"""`pesagree review`: text, Markdown, JSON, exit codes, many files."""

import json
import shutil

import pytest

from pesagree.cli.review import review
from pesagree.resources import samples_dir
from pesagree.wording import wording

BAD = samples_dir() / "bad-deal.yaml"
WATER = samples_dir() / "alto-mayo-water.yaml"


def run(*files, lang=None, format="text", fail_on=None, stage=None, all_=False, inflation=None):
    return review(list(files), lang, format, fail_on, stage, all_, inflation, wording("es"))


def test_the_first_ten_and_the_way_to_the_rest(capsys):
    assert run(BAD) == 0
    said = capsys.readouterr().out
    assert "\n10. " in said
    assert "\n11. " not in said
    assert "Hay 64 más. Para verlas todas: --all" in said
    assert run(BAD, all_=True) == 0
    assert "\n74. " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        (BAD, "blocks", 6),
        (WATER, "advice", 0),
        (samples_dir() / "madre-de-dios-fondam.yaml", "should_fix", 0),
        (samples_dir() / "madre-de-dios-fondam.yaml", "advice", 6),
        (samples_dir() / "loreto-aguajales.yaml", "should_fix", 0),
        (samples_dir() / "minimal.yaml", "advice", 0),
    ],
)
def test_exit_codes(file, fail_on, code, capsys):
    assert run(file, fail_on=fail_on) == code


def test_another_stage(capsys):
    assert run(samples_dir() / "minimal.yaml", stage="for_signature", fail_on="should_fix") == 6


def test_json_keeps_its_promise(capsys):
    run(BAD, format="json", lang="en")
    data = json.loads(capsys.readouterr().out)
    assert set(data) >= {"answers", "stage", "findings", "money"}
    assert data["stage"] == "for_signature"
    for finding in data["findings"]:
        assert set(finding) >= {"rule", "severity", "state", "paths", "message", "remedy", "source"}
        assert finding["severity"] in ("blocks", "should_fix", "advice")
        assert finding["state"] in ("fires", "unknown")
    assert data["money"]["figures"]["at_risk"]["value"] == "472000.00"


@pytest.mark.parametrize("format", ["json", "md"])
def test_what_may_pass_from_hand_to_hand_holds_nothing_private(format, capsys):
    run(BAD, format=format)
    said = capsys.readouterr()
    for private in ("PAY-04", "PAY-05", "PAY-23", "60,000", "9,000.00", "64,000", "-5000", "break_even"):
        assert private not in said.out
    assert "no entran en este informe" in said.err


def test_the_sellers_own_screen_shows_the_own_figures(capsys):
    run(BAD)
    said = capsys.readouterr()
    assert "PAY-05" in said.out
    assert "no muestren esta pantalla" in said.err


def test_many_files_are_counted_by_rule(tmp_path, capsys):
    for number in range(3):
        shutil.copy(BAD, tmp_path / f"{number}.yaml")
    shutil.copy(BAD.with_name("bad-deal.private.yaml"), tmp_path / "0.private.yaml")
    assert run(tmp_path, WATER, fail_on="blocks") == 6
    said = capsys.readouterr().out
    assert "4 acuerdos revisados" in said
    assert "3 de 4: GEN-01. No hay a quién reclamar." in said
    assert "PAY-05" not in said
    assert run(tmp_path, WATER, format="json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["count"] == 4
    assert {"rule": "GEN-01", "severity": "blocks", "fires": 3} in data["rules"]
    assert run(tmp_path, WATER, format="md") == 0
    assert "| 3 / 4 | GEN-01 |" in capsys.readouterr().out


def test_unreadable_answers_are_refused_and_the_others_reviewed(tmp_path, capsys):
    bad = tmp_path / "a.yaml"
    bad.write_text("term: {years: 200}\n", encoding="utf-8")
    assert run(bad, WATER) == 3
    said = capsys.readouterr()
    assert "a.yaml:1" in said.err
    assert run(tmp_path / "missing.yaml") == 7


def test_the_assumption_is_printed(capsys):
    from decimal import Decimal

    run(BAD, inflation=Decimal("4.5"))
    assert "suben 4.5 de cada 100 al año" in capsys.readouterr().out


def test_answers_cannot_break_a_table(tmp_path, capsys):
    text = BAD.read_text("utf-8").replace(
        '{es: "cuidar el monte", en: "look after the forest"}', "'a | b *c*'"
    )
    file = tmp_path / "deal.yaml"
    file.write_text(text, encoding="utf-8")
    run(file, format="md")
    assert r"a \| b \*c\*" in capsys.readouterr().out
