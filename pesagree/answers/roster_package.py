"""An Excel workbook as the parts in its package; the same parts give the same bytes."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_THEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: no file tells when it was written
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_LONG_AGO = b"2000-01-01T00:00:00Z"


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts in their order as one file."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = ZipInfo(name, _THEN)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return held.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every part by its name, in the order of the file."""
    with ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def settled(data: bytes) -> bytes:
    """A workbook of openpyxl's without the hour it was written at, its fonts in the order of the schema."""
    return packed(_settled(unpacked(data).items()))


def _settled(parts: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in parts:
        if name == "docProps/core.xml":
            yield name, _WHEN.sub(rb"\g<1>" + _LONG_AGO + rb"\g<3>", content)
        elif name == "xl/styles.xml":
            root = etree.fromstring(content)
            for font in root.iter(f"{{{MAIN}}}font"):
                font[:] = sorted(font, key=_place_in_font)
            yield name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        else:
            yield name, content


_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"


def _place_in_font(element: Any) -> int:
    """Where the schema puts one property of a font; the library has an order of its own."""
    return _FONT.split().index(etree.QName(element).localname)
