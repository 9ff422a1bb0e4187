"""An Excel workbook as the parts in its package; the same parts give the same bytes."""

import posixpath
import re
from collections.abc import Callable, Iterator, MutableMapping
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_LONG_AGO = b"2000-01-01T00:00:00Z"
_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"


Pieces: TypeAlias = Callable[[], Iterator[bytes]]
"""Gives a part from its start, piece by piece, each time that it is called."""

_PIECE = 256 * 1024
_LARGE = 1_000_000  # a part that is larger is packed quickly
_QUICK, _USUAL = 1, 6


class Parts(MutableMapping[str, bytes]):
    """The parts by their names, in the order of the file; one that nobody replaced stays packed."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(BytesIO(data))
        infos = self._archive.infolist()
        self._held: dict[str, bytes | ZipInfo | Pieces] = {
            info.filename: info for info in infos if not info.is_dir()
        }

    def __getitem__(self, name: str) -> bytes:
        held = self._held[name]
        return held if isinstance(held, bytes) else b"".join(self.pieces(name)())

    def __setitem__(self, name: str, content: bytes) -> None:
        self._held[name] = content

    def __delitem__(self, name: str) -> None:
        del self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def pieces(self, name: str) -> Pieces:
        """A part as it is now, whatever takes its place later."""
        held = self._held[name]
        if isinstance(held, bytes):
            return lambda: iter([held])
        return held if callable(held) else lambda: self._unpacked(held)

    def put_pieces(self, name: str, pieces: Pieces) -> None:
        """Replace a part by one that is never held as a whole."""
        self._held[name] = pieces

    def is_large(self, name: str) -> bool:
        """Whether a part is packed quickly; one that comes in pieces is."""
        held = self._held[name]
        if isinstance(held, bytes):
            return len(held) > _LARGE
        return not isinstance(held, ZipInfo) or held.file_size > _LARGE

    def _unpacked(self, info: ZipInfo) -> Iterator[bytes]:
        with self._archive.open(info) as content:
            while piece := content.read(_PIECE):
                yield piece


class Package:
    """The parts of a workbook; they are replaced or added whole."""

    def __init__(self, data: bytes) -> None:
        self.parts = Parts(data)

    def bytes(self, comment: bytes = b"") -> bytes:
        """The parts as one file; `comment` stands at its end and is gone when a spreadsheet saves it.

        No file tells when it was written.
        """
        held = BytesIO()
        with ZipFile(held, "w", ZIP_DEFLATED) as archive:
            archive.comment = comment
            for name in self.parts:
                archive.compresslevel = _QUICK if self.parts.is_large(name) else _USUAL
                with archive.open(name, "w") as packed:
                    for piece in self.parts.pieces(name)():
                        packed.write(piece)
        return held.getvalue()

    def tree(self, name: str) -> Any:
        """A part as a tree that can be changed; `put` writes it back."""
        return etree.fromstring(self.parts[name], etree.XMLParser(resolve_entities=False, huge_tree=True))

    def put(self, name: str, root: Any) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to: id, the last word of its sort ("comments"), and name of the other part."""
        rels = _rels_of(part)
        if rels not in self.parts:
            return
        for one in self.tree(rels):
            if one.get("TargetMode") != "External":
                yield one.get("Id"), one.get("Type").rpartition("/")[2], _absolute(part, one.get("Target"))

    def only(self, part: str, sort: str) -> str | None:
        """The first part of a sort that `part` refers to."""
        return next((name for _, kind, name in self.related(part) if kind == sort), None)

    def relate(self, part: str, sort: str, other: str) -> str:
        """Let `part` refer to another; gives the id of the reference."""
        rels = _rels_of(part)
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
        root = self.tree(rels)
        used = {one.get("Id") for one in root}
        new = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        target = posixpath.relpath(other, posixpath.dirname(part))
        etree.SubElement(
            root,
            f"{{{RELATIONS}}}Relationship",
            {"Id": new, "Type": f"{DOCUMENT_RELATIONS}/{sort}", "Target": target},
        )
        self.put(rels, root)
        return new

    def declare(self, content_type: str, *, part: str = "", ending: str = "") -> None:
        """Say what sort of content a part, or every part with an ending, has."""
        root = self.tree("[Content_Types].xml")
        tag, names = ("Override", {"PartName": f"/{part}"}) if part else ("Default", {"Extension": ending})
        if any(item in one.attrib.items() for one in root for item in names.items()):
            return
        new = etree.Element(f"{{{TYPES}}}{tag}", names | {"ContentType": content_type})
        root.append(new) if part else root.insert(0, new)
        self.put("[Content_Types].xml", root)

    def free_name(self, pattern: str) -> str:
        """The first name that no part has, `pattern` holding a place for a number."""
        return next(name for n in range(1, 10_000) if (name := pattern.format(n)) not in self.parts)


def settled(data: bytes) -> bytes:
    """A workbook of openpyxl's without the hour it was written at, its fonts in the order of the schema."""
    package = Package(data)
    core, styles = "docProps/core.xml", "xl/styles.xml"
    package.parts[core] = _WHEN.sub(rb"\g<1>" + _LONG_AGO + rb"\g<3>", package.parts[core])
    root = package.tree(styles)
    for font in root.iter(f"{{{MAIN}}}font"):
        font[:] = sorted(font, key=lambda each: _FONT.split().index(etree.QName(each).localname))
    package.put(styles, root)
    return package.bytes()


def in_order(root: Any, order: str, new: Any) -> None:
    """Put a new child where the schema wants it; `order` has the local names with spaces between."""
    names = order.split()
    later = set(names[names.index(etree.QName(new).localname) + 1 :])
    for child in root:
        if isinstance(child.tag, str) and etree.QName(child).localname in later:
            child.addprevious(new)
            return
    root.append(new)


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _absolute(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
