"""A batch that is killed, stopped, locked out or out of room loses nothing, and goes on where it was."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pesagree.cli.exits import Exit
from pesagree.wording import wording

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals and limits are those of Unix"),
    pytest.mark.xdist_group("killed"),
]

ROOT = Path(__file__).parent.parent.parent
ROWS = 60
BASE = "country: PE\nlanguage: es\nseller: {kind: household, families: 1}\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    rows = "".join(f"F-{n:03};Familia {n};{1 + n % 7}\n" for n in range(ROWS))
    Path("families.csv").write_text("agreement.id;seller.name;site.area_ha\n" + rows, encoding="utf-8")


def start(
    folder: str,
    *more: str,
    slowly: float = 0.0,
    language: str = "en",
    limit: Callable[[], None] | None = None,
) -> subprocess.Popen[str]:
    """The command in a process of its own, with drafts that take as long as they are told to."""
    given = ["batch", "base.yaml", "--roster", "families.csv", "--format", "md", "-o", folder, *more]
    more_env = {"PYTHONPATH": str(ROOT), "PESAGREE_LANG": language, "NO_COLOR": "1"}
    more_env["TEST_SLOWLY"] = str(slowly)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batch.quick", *given],
        env=os.environ | more_env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=limit,
        start_new_session=True,
    )


def children(process: int) -> list[int]:
    """The processes that make drafts: children of the first one that are not the keeper of resources."""
    found = Path(f"/proc/{process}/task/{process}/children")
    if not found.exists():
        pytest.skip("this system does not tell the children of a process")
    ids = [int(text) for text in found.read_text(encoding="utf-8").split()]
    return [one for one in ids if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = process.communicate(timeout=120)
    return process.returncode, err


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def written(folder: str) -> int:
    return len(list(Path(folder).glob("F-*.md")))


def contents(folder: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in Path(folder).iterdir()}


def said(status: str, count: int, language: str = "en") -> str:
    return wording(language).batch(f"summary.{status}", count=count)


def test_killed_in_the_middle_and_resumed_equals_uninterrupted() -> None:
    assert finish(start("whole"))[0] == Exit.DONE
    process = start("killed", slowly=0.02)
    wait_for(lambda: written("killed") >= 20)
    process.kill()
    finish(process)
    before = written("killed")
    assert before < ROWS
    # A draft that was being written, and a line that was cut short: what a kill can leave.
    Path("killed/.F-050.es.md.99999.tmp").write_bytes(b"half")
    with Path("killed/.register.jsonl").open("ab") as journal:
        journal.write(b'{"key": "F-0')
    code, err = finish(start("killed"))
    assert code == Exit.DONE
    done = sum(int(line.split()[-1]) for line in err.splitlines() if line.strip().startswith("Unchanged"))
    assert before - 1 <= done <= before
    assert contents("killed") == contents("whole")


def test_killed_again_and_again_with_two_processes() -> None:
    assert finish(start("whole"))[0] == Exit.DONE
    for least in (10, 30):
        process = start("killed", "--jobs", "2", slowly=0.03)
        wait_for(lambda least=least: written("killed") >= least)  # type: ignore[misc]
        os.killpg(process.pid, signal.SIGKILL)
        finish(process)
    assert finish(start("killed", "--jobs", "2"))[0] == Exit.DONE
    assert contents("killed") == contents("whole")


def test_a_process_that_the_system_ends() -> None:
    process = start("out", "--jobs", "2", slowly=0.05)
    wait_for(lambda: written("out") >= 1)
    for child in children(process.pid):
        with suppress(ProcessLookupError):  # the first one's end may already have ended the second
            os.kill(child, signal.SIGKILL)
    code, err = finish(process)
    assert code == Exit.FILE
    assert wording("en").messages["jobs_ended"]["what"] in err
    assert finish(start("out"))[0] == Exit.DONE


@pytest.mark.parametrize(("language", "jobs"), [("es", "1"), ("en", "2")])
def test_ctrl_c_ends_within_a_second_and_says_how_to_go_on(language: str, jobs: str) -> None:
    process = start("out", "--report", "report.json", "--jobs", jobs, slowly=0.02, language=language)
    wait_for(lambda: written("out") >= 5)
    os.killpg(process.pid, signal.SIGINT)
    code, err = finish(process)
    assert code == Exit.STOPPED
    assert "Traceback" not in err
    count = written("out")
    assert count < ROWS
    words = wording(language)
    assert said("written", count, language) in err
    assert words.batch("summary.stopped") in err
    assert words.batch("summary.resume") in err
    assert Path("out/register.csv").read_text(encoding="utf-8-sig").count("F-") >= count
    assert len(json.loads(Path("report.json").read_text(encoding="utf-8"))["agreements"]) == count
    code, err = finish(start("out", language=language))
    assert (code, said("unchanged", count, language) in err) == (Exit.DONE, True)
    finish(start("whole", language=language))
    assert contents("out") == contents("whole")


def test_two_batches_into_one_folder() -> None:
    language = "es"
    first = start("out", slowly=0.5, language=language)
    wait_for(lambda: written("out") >= 1)
    code, err = finish(start("out", language=language))
    assert code == Exit.USAGE
    assert wording(language).messages["folder_busy"]["what"] in err
    first.kill()
    finish(first)
    assert finish(start("out", language=language))[0] == Exit.DONE


def no_file_above(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_no_room_for_the_drafts() -> None:
    code, err = finish(start("out", limit=no_file_above(1000)))
    assert code == Exit.FILE
    assert wording("en").batch("summary.resume") in err
    assert written("out") == 0
    assert finish(start("out"))[0] == Exit.DONE
    finish(start("whole"))
    assert contents("out") == contents("whole")


def test_no_room_for_the_register() -> None:
    """The journal grows past what is allowed while the drafts still fit."""
    code, err = finish(start("out", limit=no_file_above(4000)))
    assert code == Exit.FILE
    assert "Traceback" not in err
    assert 0 < written("out") < ROWS
    assert finish(start("out"))[0] == Exit.DONE
    finish(start("whole"))
    assert contents("out") == contents("whole")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_nobody_may_write_to() -> None:
    Path("out").mkdir(mode=0o500)
    assert finish(start("out"))[0] == Exit.FILE


def test_drafts_that_a_power_cut_damaged_are_written_anew() -> None:
    finish(start("whole"))
    process = start("out", slowly=0.02)
    wait_for(lambda: written("out") >= 20)
    process.kill()
    finish(process)
    size = Path("out/F-001.es.md").stat().st_size
    Path("out/F-001.es.md").write_bytes(bytes(size))
    Path("out/F-002.es.md").write_bytes(b"")
    assert finish(start("out"))[0] == Exit.DONE
    assert contents("out") == contents("whole")
