"""Drafts that cost nothing, for tests of what stands round them; run as a program it is the command."""

import os
import sys
import time
from pathlib import Path

import pytest

from pesagree import drafts
from pesagree.agreement import Agreement
from pesagree.batch import drawing
from pesagree.clauses import Form
from pesagree.cli.main import main

SLOWLY = float(os.environ.get("TEST_SLOWLY", "0"))
"""Seconds that a draft takes, to be killed in the middle."""


def render(
    agreement: Agreement, kind: str, language: str | None, letterhead: Path | None, *, form: Form
) -> bytes:
    """A few answers, with the fingerprint that every draft carries."""
    if SLOWLY:
        time.sleep(SLOWLY)
    paths = ("agreement.id", "seller.name", "site.area_ha", "pay.total")
    lines = [f"{path}: {agreement.answer(path).value}" for path in paths]
    text = "\n".join([f"{kind} {language} {form}", *lines, "." * 2000])
    return drafts._signed(text.encode())


def make_drafts_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "render", render)


if __name__ in ("__main__", "__mp_main__"):  # the second is what the processes of --jobs call it
    vars(drawing)["render"] = render
if __name__ == "__main__":
    sys.exit(main())
