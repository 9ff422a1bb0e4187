"""Fingerprints of all that a draft is made of: equal ones make equal drafts, and nothing need be done."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

from pesagree import __version__
from pesagree.answers.roster_row import Row, Table
from pesagree.resources import templates_dir


def fingerprint(*parts: str | bytes) -> str:
    """Letters that stand for the parts, in order; a spreadsheet leaves them as they are."""
    whole = blake2b(digest_size=12)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return "i" + whole.hexdigest()  # a first letter, or a spreadsheet might take 12e34567 for a number


@cache
def installation() -> str:
    """The tool's version and all templates, whose words stand in every draft."""
    root = templates_dir()
    files = sorted(file for file in root.rglob("*") if file.is_file())
    parts: list[str | bytes] = [__version__]
    for file in files:
        parts += [file.relative_to(root).as_posix(), file.read_bytes()]
    return fingerprint(*parts)


def row_fingerprint(base: str, row: Row) -> str:
    """What a row, its lines of items and its prices say, over a base with the fingerprint `base`."""
    return fingerprint(base, *_texts(row), *_items(row))


def _items(row: Row) -> Iterable[str]:
    for lines in row.items:
        yield lines.path
        for line in lines.lines:
            yield from _texts(line)


def _texts(row: Row) -> Iterable[str]:
    yield from _columns(row.table)
    yield from row.texts
    for priced in row.priced:
        yield ".".join(map(str, priced.steps))
        yield from _texts(priced.line)


def _columns(table: Table) -> Iterable[str]:
    return (column.path for column in table.columns)
