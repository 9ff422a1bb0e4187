"""The parts of the file and the zip round them, with fixed times and a fingerprint."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Literal, NamedTuple
from zipfile import BadZipFile, ZipFile

from pesagree.writers.docx import xml

try:
    from isal import isal_zlib as fast_zlib

    _FASTEST, _FAST = 0, 2
except ImportError:  # a processor for which nobody built it: the same file, packed by zlib
    import zlib as fast_zlib  # type: ignore[no-redef]

    _FASTEST = _FAST = 1

State = Literal["untouched", "changed", "foreign"]

PREFIX = "application/vnd.openxmlformats-officedocument."
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_CUSTOM = "docProps/custom.xml"
_PROPERTY = "pesagree-fingerprint"

_DATE = (1 << 5) | 1  # 1 January 1980, the zero of zip
_OWN = {"word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml", _CUSTOM}
"""Parts that differ from draft to draft, or from title to title."""
_TINY, _SMALL = 1024, 4096
_VERSION, _STORE, _DEFLATE, _UTF8 = 20, 0, 8, 0x800
_MADE_BY = struct.pack("<H", _VERSION)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name without a leading slash, its content type (empty: by suffix), its bytes."""

    name: str
    content_type: str
    data: bytes


def text_part(name: str, kind: str, text: str) -> Part:
    """A part of text whose content type is one of Office's own; `kind` is its ending."""
    return Part(name, f"{PREFIX}{kind}+xml" if kind else "", text.encode())


def relations(name: str, targets: Iterable[tuple[str, str, str]]) -> Part:
    """A relationships part from (id, whole type, target)."""
    items = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{to}"/>' for i, kind, to in targets)
    return text_part(
        name,
        "",
        f'{xml.DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{items}</Relationships>",
    )


@cache
def _relations_of_root(*, custom: bool) -> Part:
    """What the file is made of; `custom` is the part that holds the fingerprint."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    links = [
        ("rId1", f"{OFFICE_RELATIONS}officeDocument", "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", f"{OFFICE_RELATIONS}extended-properties", "docProps/app.xml"),
    ]
    if custom:
        links.append(("rId4", f"{OFFICE_RELATIONS}custom-properties", _CUSTOM))
    return relations("_rels/.rels", links)


def seal(parts: Sequence[Part], *, fingerprint: bool = True) -> bytes:
    """The finished file: the parts, their content types, and, where wanted, the fingerprint of them all."""
    links = [_content_types(_types(parts), custom=fingerprint), _relations_of_root(custom=fingerprint)]
    entries = [_packed(part.name, part.data) for part in (*links, *parts)]
    if fingerprint:
        entries.append(_packed(_CUSTOM, _custom_properties(_digest(entry.line for entry in entries))))
    return _zip(entries)


def fingerprint_state(data: bytes) -> State:
    """Whether this file is exactly what `seal` made (untouched), was changed since, or is not ours."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if _CUSTOM not in names or _PROPERTY.encode() not in archive.read(_CUSTOM):
                return "foreign"
            parts = ((name, archive.read(name)) for name in names if name != _CUSTOM)
            others = _digest(_line(name, part, fast_zlib.crc32(part)) for name, part in parts)
            same = archive.read(_CUSTOM) == _custom_properties(others)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        # Not a zip, an encrypted or a torn one: nothing that we left behind in one piece.
        return "foreign"
    return "untouched" if same and len(set(names)) == len(names) else "changed"


def _line(name: str, data: bytes, checksum: int) -> str:
    """What the fingerprint says of a part: its name, size and checksum, as a zip has them."""
    return f"{name} {len(data)} {checksum}\n"


def _digest(lines: Iterable[str]) -> str:
    """Of the lines of all parts, in whatever order.

    It tells whether somebody worked on the file, and is no seal against forgers; hashing every byte for that
    would cost a twentieth of a draft.
    """
    return sha256("".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()


def text_code(body: bytes | memoryview) -> str:
    """Eight signs that tell one text from another; they stand on each page of it."""
    return f"{fast_zlib.crc32(body):08x}"


def _custom_properties(digest: str) -> bytes:
    return (
        f'{xml.DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_PROPERTY}">'
        f"<vt:lpwstr>{digest}</vt:lpwstr></property></Properties>"
    ).encode()


def _types(parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    return tuple((part.name, part.content_type) for part in parts if part.content_type)


@lru_cache(maxsize=64)
def _content_types(types: tuple[tuple[str, str], ...], *, custom: bool) -> Part:
    overrides = [*types]
    if custom:
        overrides.append((_CUSTOM, f"{PREFIX}custom-properties+xml"))
    items = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return text_part(
        "[Content_Types].xml",
        "",
        f'{xml.DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>',
    )


# --- zip ------------------------------------------------------------------------------------
# By hand because zipfile cannot take a part that is compressed already: most parts are the same in
# every draft of a batch, and compressing them anew would cost more than the rest of the writing.


class _Entry(NamedTuple):
    """One part as it lies in a zip; what the directory at the end says of it, in two halves; its `_line`."""

    packed: bytes
    facts: bytes
    name: bytes
    line: str


def _entry(name: str, data: bytes, packed: bytes, method: int = _DEFLATE) -> _Entry:
    path, checksum = name.encode(), fast_zlib.crc32(data)
    sizes = (checksum, len(packed), len(data), len(path), 0)
    facts = struct.pack("<HHHHHIIIHH", _VERSION, _UTF8, method, 0, _DATE, *sizes)
    line = _line(name, data, checksum)
    return _Entry(b"PK\3\4" + facts + path + packed, b"PK\1\2" + _MADE_BY + facts, path, line)


@lru_cache(maxsize=64)
def _shared(name: str, data: bytes) -> _Entry:
    """A part that many drafts share: worth packing well, as it is done once."""
    return _entry(name, data, zlib.compress(data, 6, -zlib.MAX_WBITS))


@lru_cache(maxsize=64)
def _small(name: str, data: bytes) -> _Entry:
    """A part that one draft has, or all with its title."""
    if len(data) <= _TINY:  # packing would save a hundred bytes, or none
        return _entry(name, data, data, _STORE)
    return _entry(name, data, fast_zlib.compress(data, _FASTEST, -zlib.MAX_WBITS))


def _packed(name: str, data: bytes) -> _Entry:
    if name not in _OWN:
        return _shared(name, data)
    if len(data) <= _SMALL:
        return _small(name, data)
    # What only one draft has is packed looser, and twenty times faster.
    return _entry(name, data, fast_zlib.compress(data, _FAST, -zlib.MAX_WBITS))


def _zip(entries: Sequence[_Entry]) -> bytes:
    directory, offset = list[bytes](), 0
    for packed, facts, name, _ in entries:
        directory += (facts, struct.pack("<HHHII", 0, 0, 0, 0, offset), name)
        offset += len(packed)
    size, count = sum(map(len, directory)), len(entries)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join([*(entry.packed for entry in entries), *directory, end])
