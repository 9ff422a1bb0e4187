"""The report of a batch as JSON, written while the batch goes on and put in its place when it ends."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pesagree.batch.sources import Source
from pesagree.errors import Problem
from pesagree.files import file_problem
from pesagree.wording import Wording, explain


class Report:
    """`{"agreements": [{source, row, key, status, …}], "summary": {…}}`, one agreement a line.

    The file comes to its place when the block ends, however it ends; with `path` None nothing is written.
    Raises FileError.
    """

    def __init__(self, path: Path | None, words: Wording) -> None:
        self.path = path
        self.words = words
        self.summary: Mapping[str, Any] = {}
        self._file: IO[str] | None = None
        self._first = True

    def __enter__(self) -> Self:
        if self.path is not None:
            self._temporary = self.path.with_name(f".{self.path.name[:50]}.{os.getpid()}.tmp")
            try:
                self._file = self._temporary.open("w", encoding="utf-8", errors="backslashreplace")
                self._file.write('{"agreements": [')
            except OSError as error:
                raise file_problem(self.path, error) from error
        return self

    def add(
        self,
        source: Source,
        status: str,
        output: Path | None,
        beside: Path | None,
        problems: Sequence[Problem],
        inconsistent: Sequence[Problem],
    ) -> None:
        """One source. Nothing private can be in it: private answers are not read in a batch."""
        if self._file is None:
            return
        facts = {
            "source": source.place.source,
            "sheet": source.place.sheet or None,
            "row": source.place.line or None,
            "key": source.key,
            "output": str(output) if output else None,
            "beside": str(beside) if beside else None,
            "status": status,
            "problems": [self._told(problem) for problem in problems],
            "inconsistent": [self._told(problem) for problem in inconsistent],
        }
        facts = {name: value for name, value in facts.items() if value not in (None, [])}
        try:
            self._file.write("\n" if self._first else ",\n")
            self._file.write(json.dumps(facts, ensure_ascii=False))
        except OSError as error:
            raise file_problem(self.path or "", error) from error
        self._first = False

    def _told(self, problem: Problem) -> dict[str, str]:
        said = explain(problem, self.words)
        told = {"code": problem.code, "where": said.where, "path": said.path}
        told |= {"what": said.what, "write": said.write}
        return {name: text for name, text in told.items() if text}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None or self.path is None:
            return
        try:
            self._file.write(f'\n], "summary": {json.dumps(self.summary, ensure_ascii=False)}}}\n')
            self._file.close()
            self._temporary.replace(self.path)
        except OSError as failure:
            if error is None:
                raise file_problem(self.path, failure) from failure
        finally:
            with suppress(OSError):
                self._temporary.unlink()
