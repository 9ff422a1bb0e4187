"""The contenders: each makes the Word files of some deals, by their numbers, in a folder."""

import json
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from benchmarks.drafts_as_templates import BODY, Parts, body_of
from pesagree.answers.reading import load
from pesagree.answers.roster import agreements, read_roster
from pesagree.drafts import render

Make = Callable[[range, Path], float]
"""Makes the files of these deals in the folder; the seconds it took."""


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    make: Make


def _timed(make: Callable[[int], bytes]) -> Make:
    def run(numbers: range, folder: Path) -> float:
        begin = time.perf_counter()
        for number in numbers:
            (folder / f"{number}.docx").write_bytes(make(number))
        return time.perf_counter() - begin

    return run


def from_files(files: Sequence[Path]) -> Contender:
    """Read, validate, compose and write, one answers file for each."""

    def make(number: int) -> bytes:
        return render(load(files[number], with_private=False).agreement, "docx", "es")

    return Contender("pesagree, answers files", _timed(make))


def from_roster(base: Path, table: Path) -> Contender:
    """The same from the rows of a roster over one base; reading the table is spread over its rows.

    It is read once before the clock runs: the words of the form are loaded then, which no other contender's
    median holds either.
    """
    read_roster(table, "agreement.id")
    begin = time.perf_counter()
    roster = read_roster(table, "agreement.id")
    reading = (time.perf_counter() - begin) / len(roster.rows)
    rows: Iterator[object] = iter(())
    following = 0

    def run(numbers: range, folder: Path) -> float:
        nonlocal rows, following
        if numbers.start != following:
            rows = islice(agreements(base, roster), numbers.start, None)
        following = numbers.stop
        begin = time.perf_counter()
        for number, row in zip(numbers, rows, strict=False):
            if row.file is None:  # type: ignore[attr-defined]
                raise ValueError(row.problems)  # type: ignore[attr-defined]
            data = render(row.file.agreement, "docx", "es")  # type: ignore[attr-defined]
            (folder / f"{number}.docx").write_bytes(data)
        return time.perf_counter() - begin + reading * len(numbers)

    return Contender("pesagree, roster", run)


def by_docxtpl(parts: Parts, folder: Path) -> Contender:
    """docxtpl: a Word template with `{{ }}`, its answers ready formatted."""
    from docxtpl import DocxTemplate

    template = folder / "template-docxtpl.docx"
    template.write_bytes(parts.template(lambda name: f"{{{{ {name} }}}}"))

    def run(numbers: range, out: Path) -> float:
        begin = time.perf_counter()
        for number in numbers:
            draft = DocxTemplate(template)
            draft.render(dict(parts.values[number]), autoescape=True)
            draft.save(out / f"{number}.docx")
        return time.perf_counter() - begin

    return Contender("docxtpl", run)


def by_python_docx(parts: Parts, folder: Path) -> Contender:
    """python-docx: the same paragraphs and tables added one after the other to a file with our styles."""
    import docx

    plain = folder / "template-python-docx.docx"
    plain.write_bytes(parts.template(lambda name: f"\0{name}\0".replace("\0", "¤")))
    source = docx.Document(str(plain))
    plan = [*_plan(source)]
    for child in list(source.element.body):
        if not child.tag.endswith("}sectPr"):
            source.element.body.remove(child)
    base = folder / "base-python-docx.docx"
    source.save(str(base))

    def run(numbers: range, out: Path) -> float:
        begin = time.perf_counter()
        for number in numbers:
            values = {f"¤{name}¤": value for name, value in parts.values[number].items()}
            draft = docx.Document(str(base))
            for block in plan:
                if isinstance(block, _Lines):
                    _add(draft.add_paragraph(style=block.style), block, values)
                    continue
                table = draft.add_table(rows=len(block), cols=len(block[0]))
                for row, cells in zip(table.rows, block, strict=True):
                    for cell, lines in zip(row.cells, cells, strict=True):
                        for index, line in enumerate(lines):
                            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                            paragraph.style = line.style
                            _add(paragraph, line, values)
            draft.save(str(out / f"{number}.docx"))
        return time.perf_counter() - begin

    return Contender("python-docx", run)


@dataclass(frozen=True, slots=True)
class _Lines:
    """One paragraph: its style and its runs (text, bold)."""

    style: str
    runs: tuple[tuple[str, bool], ...]


def _plan(source):  # type: ignore[no-untyped-def]
    """The blocks of a draft: paragraphs, and tables as rows of cells of paragraphs."""
    from docx.table import Table

    for block in source.iter_inner_content():
        if isinstance(block, Table):
            yield [[[_lines(p) for p in cell.paragraphs] for cell in row.cells] for row in block.rows]
        else:
            yield _lines(block)


def _lines(paragraph) -> _Lines:  # type: ignore[no-untyped-def]
    from docx.oxml.ns import qn

    runs = []
    for run in paragraph._p.iter(qn("w:r")):
        text = "".join(t.text or "" for t in run.iter(qn("w:t")))
        if text:
            runs.append((text, run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None))
    return _Lines(paragraph.style.name, tuple(runs))


def _add(paragraph, lines: _Lines, values: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    for text, bold in lines.runs:
        run = paragraph.add_run(values.get(text, text))
        if bold:
            run.bold = True


def by_docxtemplater(parts: Parts, folder: Path, modules: Path) -> Contender:
    """Docxtemplater of npm, a Node process for each round that times itself after its start."""
    template = folder / "template-docxtemplater.docx"
    template.write_bytes(parts.template(lambda name: f"{{{name}}}"))

    def run(numbers: range, out: Path) -> float:
        job = folder / "docxtemplater.json"
        deals = [{"number": number, "values": parts.values[number]} for number in numbers]
        job.write_text(json.dumps({"template": str(template), "out": str(out), "deals": deals}))
        script = Path(__file__).with_name("docxtemplater.js")
        said = subprocess.run(
            ["node", str(script), str(job), str(modules)], capture_output=True, text=True, check=True
        )
        return float(said.stdout)

    return Contender("docxtemplater", run)


def the_limit(parts: Parts, drafts: Sequence[bytes]) -> Contender:
    """Finished pieces and answers joined, packed and written: nothing is read, looked up or checked."""
    from isal import isal_zlib

    fixed, answers = parts.pieces(drafts)
    room: list[bytes] = [b""] * (2 * len(fixed) - 1)
    room[::2] = fixed
    front, directory, entries = _other_parts(parts.first)

    def make(number: int) -> bytes:
        room[1::2] = answers[number]
        body = b"".join(room)
        packed = isal_zlib.compress(body, 2, -zlib.MAX_WBITS)
        facts = (20, 0x800, 8, 0, 33, isal_zlib.crc32(body), len(packed), len(body), len(BODY), 0)
        head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", *facts) + BODY.encode()
        row = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, *facts, 0, 0, 0, 0, len(front))
        size = len(directory) + len(row) + len(BODY)
        start = len(front) + len(head) + len(packed)
        end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, entries, entries, size, start, 0)
        return b"".join([front, head, packed, directory, row, BODY.encode(), end])

    make(0)
    assert body_of(make(0)) == body_of(drafts[0])
    return Contender("the limit", _timed(make))


def _other_parts(draft: bytes) -> tuple[bytes, bytes, int]:
    """All parts but the body as they lie in a zip, their directory, and how many entries there are in all."""
    import io

    out = io.BytesIO()
    with ZipFile(io.BytesIO(draft)) as old, ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name != BODY:
                new.writestr(name, old.read(name))
        count = len(new.infolist()) + 1
    data = out.getvalue()
    size, start = struct.unpack("<II", data[-10:-2])
    return data[:start], data[start : start + size], count
