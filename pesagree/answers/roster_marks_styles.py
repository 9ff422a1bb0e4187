"""The two formats that a marked copy adds: the colour of a fault, and the cell of its reasons."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pesagree.answers.roster_package import MAIN, Package, in_order

_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_FAULT = (
    f'<dxf xmlns="{MAIN}"><font><b/><color rgb="FF9C0006"/></font><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFFFC7CE"/><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>'
)
"""Bold as well as red: it can be seen on a print without colours."""

_REASONS = (
    f'<xf xmlns="{MAIN}" numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
)


def colour_of_faults(package: Package) -> int:
    """The number of the conditional format, added where the workbook lacks it."""
    return _number(package, "dxfs", _FAULT)


def style_of_reasons(package: Package) -> int:
    """The number of the cell format, added where the workbook lacks it."""
    return _number(package, "cellXfs", _REASONS)


def _number(package: Package, group: str, wanted: str) -> int:
    workbook = package.only("", "officeDocument") or ""
    part = package.only(workbook, "styles")
    if part is None:
        raise KeyError("styles")
    root = package.tree(part)
    space = etree.QName(root).namespace
    new = etree.fromstring(wanted.replace(MAIN, space))
    table = root.find(f"{{{space}}}{group}")
    if table is None:
        table = etree.Element(f"{{{space}}}{group}")
        in_order(root, _ORDER, table)
    for number, each in enumerate(_elements(table)):
        if _same(each, new):
            return number
    table.append(new)
    count = len(list(_elements(table)))
    table.set("count", str(count))
    package.put(part, root)
    return count - 1


def _elements(parent: Any) -> Iterable[Any]:
    return (child for child in parent if isinstance(child.tag, str))


def _same(one: Any, other: Any) -> bool:
    return bool(
        one.tag == other.tag
        and dict(one.attrib) == dict(other.attrib)
        and len(one) == len(other)
        and all(_same(a, b) for a, b in zip(one, other, strict=True))
    )
