"""One document from a cold start: a whole process of `pesagree render`, beside a script that uses docxtpl."""

import json
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import deals
from benchmarks.drafts_as_templates import parts_of
from pesagree.answers.reading import load
from pesagree.drafts import render

_SCRIPT = """
import json, sys
from docxtpl import DocxTemplate
draft = DocxTemplate(sys.argv[1])
draft.render(json.load(open(sys.argv[2], encoding="utf-8")), autoescape=True)
draft.save(sys.argv[3])
"""


def cold(rounds: int, folder: Path) -> None:
    """Both make the same document, turn by turn; prints seconds of user time and the ratio. Needs POSIX."""
    files = deals.files(folder, 3)
    parts = parts_of([render(load(file, with_private=False).agreement, "docx", "es") for file in files])
    template, values, script = (folder / name for name in ("cold.docx", "cold.json", "cold.py"))
    template.write_bytes(parts.template(lambda name: f"{{{{ {name} }}}}"))
    values.write_text(json.dumps(dict(parts.values[0])), encoding="utf-8")
    script.write_text(_SCRIPT, encoding="utf-8")
    out = folder / "out.docx"
    commands = {
        "pesagree": ["-m", "pesagree", "render", str(files[0]), "-o", str(out)],
        "docxtpl": [str(script), str(template), str(values), str(out)],
        "pesagree --help": ["-m", "pesagree", "--help"],
    }
    # Both as they are once installed: with their modules compiled before the first turn that counts.
    whole = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    whole.pop("PYTHONDONTWRITEBYTECODE", None)
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(-1, rounds):
        for name, command in commands.items():
            out.unlink(missing_ok=True)
            seconds = _user_seconds(command, whole)
            if turn >= 0:
                found[name].append(seconds)
    for name, times in found.items():
        print(f"{name:16} {statistics.median(times):.3f} s ({min(times):.3f} to {max(times):.3f})")
    pairs = zip(found["pesagree"], found["docxtpl"], strict=True)
    print(f"pesagree takes {statistics.median(ours / theirs for ours, theirs in pairs):.2f} times docxtpl")


def _user_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """What one process of this Python takes of the processor. Raises RuntimeError where it fails."""
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    process = os.posix_spawn(sys.executable, [sys.executable, *command], environment, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime
