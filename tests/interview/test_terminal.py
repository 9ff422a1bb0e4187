"""The interview as people meet it: a real terminal, a pipe, an old console, a killed process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pesagree.answers.store import Store
from pesagree.console.prompter import repaired, wrapped

COMMAND = [sys.executable, "-m", "pesagree", "new", "a.yaml", "--lang", "es"]
ENVIRONMENT = {
    **os.environ,
    "PESAGREE_LANG": "es",
    "NO_COLOR": "1",
    "COLUMNS": "80",
    "PYTHONPATH": str(Path(__file__).parents[2]),
}


def piped(tmp_path, typed, **environment):
    return subprocess.run(
        COMMAND,
        input=typed,
        capture_output=True,
        cwd=tmp_path,
        env={**ENVIRONMENT, **environment},
        timeout=60,
        check=False,
    )


def test_a_pipe_leaves_a_transcript_and_130_at_its_end(tmp_path):
    done = piped(tmp_path, "2\nAgua Ñandú\n".encode())
    said = done.stdout.decode()
    assert done.returncode == 130
    assert "> Agua Ñandú\nGuardado." in said.replace("\r", "")
    assert "Para seguir: pesagree nuevo a.yaml" in said
    assert max(len(line) for line in said.splitlines()) < 80
    assert "\x1b" not in said


@pytest.mark.parametrize("page", ["cp1252", "cp437"])
def test_an_old_console_loses_nothing(tmp_path, page):
    done = piped(tmp_path, "2\nÁlvarez y Ñahui\n:salir\n".encode("cp1252"), PYTHONIOENCODING=page)
    assert done.returncode == 0, done.stderr
    assert Store.open(tmp_path / "a.yaml").agreement.buyer[0].name == "Álvarez y Ñahui"


def test_answers_that_cannot_be_read_are_all_explained(tmp_path):
    (tmp_path / "a.yaml").write_text("pesagree: 1\nterm: {years: x}\nbuyer: {kind: zz}\n", "utf-8")
    done = piped(tmp_path, b"")
    assert done.returncode == 3
    assert done.stderr.decode().count("a.yaml:") == 2


def test_an_unknown_section_is_a_usage_error(tmp_path):
    done = subprocess.run(
        [*COMMAND, "--section", "zz"], capture_output=True, cwd=tmp_path, env=ENVIRONMENT, timeout=60
    )
    assert done.returncode == 2
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
def test_a_killed_session_costs_only_the_answer_being_typed(tmp_path):
    pexpect = pytest.importorskip("pexpect")
    environment = {**ENVIRONMENT, "TERM": "dumb"}

    def start():
        return pexpect.spawn(
            COMMAND[0],
            COMMAND[1:],
            cwd=str(tmp_path),
            env=environment,
            encoding="utf-8",
            dimensions=(24, 80),
            timeout=30,
        )

    child = start()
    child.expect("pregunta 1 de 3")
    child.expect("> ")
    child.sendline("2")
    child.expect("Guardado")
    child.expect("> ")
    child.sendline("Agua Clara")
    child.expect("Guardado")
    child.expect("> ")
    child.send("s")
    child.kill(signal.SIGKILL)
    child.wait()
    assert Store.open(tmp_path / "a.yaml").agreement.buyer[0].name == "Agua Clara"
    child = start()
    child.expect("Seguimos con a.yaml")
    child.expect("pregunta 3 de 3")
    child.expect("> ")
    child.sendintr()
    child.expect("Para seguir")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130


def test_lines_are_wrapped_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert max(len(line) for line in wrapped("  " + "palabra " * 20).split("\n")) < 40


def test_bytes_of_an_old_code_page_become_letters():
    assert repaired(b"\xc1lvarez".decode("utf-8", "surrogateescape"), "utf-8") == "Álvarez"
    assert repaired("Álvarez", "utf-8") == "Álvarez"
