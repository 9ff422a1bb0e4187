"""Names inside the file by which an edited draft is read back: bookmarks, tags and control numbers."""

import re
import zlib
from hashlib import sha256

_LIMIT_BOOKMARK = 40
_LIMIT_TAG = 64
_NOT_WORD = re.compile(r"[^A-Za-z0-9_]")


def bookmark_name(clause_id: str) -> str:
    """The bookmark of a clause: `c_<clause-id>` in the letters that Word allows, 40 at most."""
    return _shorten("c_" + _NOT_WORD.sub("_", clause_id), _LIMIT_BOOKMARK, "_")


def control_tag(path: str) -> str:
    """The tag of an answer's control: its path; one too long ends in a digest, so that it stays unique."""
    return _shorten(path, _LIMIT_TAG, "~")


def control_alias(label: str) -> str:
    """The name that Word shows above a control, on one line."""
    label = " ".join(label.split())
    return label if len(label) <= _LIMIT_TAG else label[: _LIMIT_TAG - 1].rstrip() + "…"


def control_number(path: str, taken: set[int]) -> int:
    """A number for a control that follows from its path, so that it stays the same between drafts."""
    number = zlib.crc32(path.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF or 1
    while number in taken:
        number = number % 0x7FFFFFFF + 1
    taken.add(number)
    return number


def _shorten(name: str, limit: int, joint: str) -> str:
    if len(name) <= limit:
        return name
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name[: limit - len(digest) - len(joint)]}{joint}{digest}"
