"""PDF from Word files, made by LibreOffice where it is installed; nothing else here can lay out pages."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pesagree.errors import FileError, Problem
from pesagree.files import file_problem, write_atomically

SECONDS_A_FILE = 60
"""A file takes a fraction of a second, the start of the program some seconds on an old machine."""


def to_pdf(papers: Sequence[bytes]) -> list[bytes]:
    """Each Word file as a PDF, in one run of the program. Raises FileError (also without LibreOffice)."""
    program = next(_programs(), None)
    if program is None:
        raise FileError([Problem("pdf_program_missing")])
    with TemporaryDirectory(prefix="pesagree-") as folder:
        # A profile of its own: with the user's, a LibreOffice that is open would take the files and stop.
        profile = (Path(folder) / "profile").as_uri()
        files = [Path(folder) / f"{number:04}.docx" for number in range(1, len(papers) + 1)]
        made = Path(folder) / "made"
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", str(made), *(map(str, files))]
        for file, paper in zip(files, papers, strict=True):
            write_atomically(file, paper, durable=False)
        try:
            done = subprocess.run(
                command, capture_output=True, check=False, timeout=SECONDS_A_FILE * len(files)
            )
        except OSError as error:
            raise file_problem(program, error) from error
        except subprocess.TimeoutExpired as error:
            raise _failed("…") from error
        pdfs = []
        for file in files:
            pdf = made / f"{file.stem}.pdf"
            if not pdf.is_file():
                said = done.stderr.decode("utf-8", "replace").strip().splitlines()
                raise _failed(said[-1] if said else str(done.returncode))
            pdfs.append(pdf.read_bytes())
        return pdfs


def _failed(detail: str) -> FileError:
    return FileError([Problem("pdf_failed", facts={"detail": detail})])


def _programs() -> Iterator[str]:
    """LibreOffice on the search path, or where its installers put it on Windows and macOS."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            yield found
    folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    for place in places:
        if place.is_file():
            yield str(place)
