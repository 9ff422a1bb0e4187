"""`pesagree review --comments`: the findings in the margin of the draft, nothing private among them."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from pesagree.answers.reading import load
from pesagree.cli.main import main
from pesagree.resources import samples_dir
from pesagree.review import review

BAD = samples_dir() / "bad-deal.yaml"


def test_each_finding_is_a_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "es")
    target = tmp_path / "draft.docx"
    assert main(["review", str(BAD), "--comments", str(target)]) == 0
    texts = [comment.text for comment in docx.Document(BytesIO(target.read_bytes())).comments]
    firing = review(load(BAD, with_private=False).agreement).firing
    assert [text.split(":")[0] for text in texts] == [finding.rule for finding in firing]
    assert (
        "BRC-02: No pasa nada si falla quien paga.\n→ Pongan interés y el derecho a parar el trabajo."
        in texts
    )
    assert not [text for text in texts if text.startswith(("PAY-04", "PAY-05", "PAY-22", "PAY-23"))]


def test_a_draft_that_somebody_changed_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "es")
    target = tmp_path / "draft.docx"
    target.write_bytes(b"somebody's own work")
    assert main(["review", str(BAD), "--comments", str(target)]) == 0
    assert target.read_bytes() == b"somebody's own work"
    assert (tmp_path / "draft (2).docx").exists()


@pytest.mark.parametrize("arguments", [[BAD, "--comments", "x.md"], [BAD, BAD, "--comments", "x.docx"]])
def test_comments_are_for_one_agreement_and_for_word(
    arguments: list[Path | str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PESAGREE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    assert main(["review", *map(str, arguments)]) == 2
    assert "--comments is for one agreement" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
