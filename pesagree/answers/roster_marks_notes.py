"""Notes on the cells of a sheet: those of an earlier copy go, the office's own stay, new ones are added."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from lxml import etree

from pesagree.agreement.scalars import CONTROL
from pesagree.answers.roster_marks_rows import column_number
from pesagree.answers.roster_package import MAIN, Package
from pesagree.errors import column_letter

AUTHOR = "pesagree"

OURS = "pesagree:\n"
"""Begins what is ours in a note. Authors do not tell: some programs forget them when they save."""

THREADED = "tc="
"""Begins the author of a note that stands in for a conversation; programs write such notes anew."""

MOST_NOTES = 2_000
"""More notes on one sheet make spreadsheets slow; colour and reasons are there for every fault."""

Notes = Mapping[tuple[int, int], str]

_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
    'data="{blocks}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    'o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style=\'position:absolute;visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>'
    "{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FIRST_SHAPE = 1025
_BLOCK = 1024  # shapes are numbered in blocks of so many


def put_notes(package: Package, sheet: str, drawing: str, notes: Notes) -> str:
    """Replace our notes on the sheet in the part `sheet`; a note of the office's own gets ours below it.

    `drawing` is the sheet's reference to the drawing of its notes ("" where it has none); gives the one it
    has to have now.
    """
    part = package.only(sheet, "comments")
    if part is None:
        if not notes:
            return drawing
        part = package.free_name("xl/comments{}.xml")
        package.parts[part] = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
        package.relate(sheet, "comments", part)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        package.declare(kind, part=part)
    root = package.tree(part)
    comments = _Comments(root)
    gone = comments.remove_ours()
    new = {at: text for at, text in islice(notes.items(), MOST_NOTES) if comments.add(at, text)}
    package.put(part, root)
    return _draw(package, sheet, drawing, gone, new)


class _Comments:
    """The notes of one sheet, as the tree of their part."""

    def __init__(self, root: Any) -> None:
        self.space = etree.QName(root).namespace
        self.authors = root.find(self.tag("authors"))
        self.list = root.find(self.tag("commentList"))
        self.by_cell = {each.get("ref"): each for each in self.list}

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def author(self, comment: Any) -> str:
        return self.authors[int(comment.get("authorId"))].text or ""

    def remove_ours(self) -> set[tuple[int, int]]:
        """Take our notes out; gives the cells that have none any more."""
        gone = set()
        for cell, comment in list(self.by_cell.items()):
            if "".join(comment.itertext(self.tag("t"))).startswith(OURS):
                self.list.remove(comment)
                del self.by_cell[cell]
                gone.add(_at(cell))
            else:
                self.cut(comment)
        return gone

    def cut(self, comment: Any) -> None:
        """The office's own words alone, ours below them taken off."""
        left = "".join(comment.itertext(self.tag("t"))).find(OURS)
        for text in list(comment.iter(self.tag("t"))) if left >= 0 else []:
            own = (text.text or "")[: max(left, 0)]
            left -= len(text.text or "")
            text.text = own.rstrip() if left <= 0 else own
            run = text.getparent()
            if not text.text and run.tag == self.tag("r"):
                run.getparent().remove(run)

    def add(self, at: tuple[int, int], text: str) -> bool:
        """Add a note; whether the cell had none before."""
        cell = f"{column_letter(at[1])}{at[0]}"
        said = CONTROL.sub("\ufffd", text)
        if (there := self.by_cell.get(cell)) is not None:
            if not self.author(there).startswith(THREADED):
                body = there.find(self.tag("text"))
                for plain in body.findall(self.tag("t")):
                    run = etree.Element(self.tag("r"))
                    plain.addprevious(run)
                    run.append(plain)
                self.run(body, f"\n\n{OURS}{said}")
            return False
        comment = etree.SubElement(self.list, self.tag("comment"), {"ref": cell, "authorId": self.ours()})
        self.run(etree.SubElement(comment, self.tag("text")), OURS + said)
        self.by_cell[cell] = comment
        return True

    def run(self, body: Any, text: str) -> None:
        element = etree.SubElement(etree.SubElement(body, self.tag("r")), self.tag("t"))
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def ours(self) -> str:
        for number, author in enumerate(self.authors):
            if author.text == AUTHOR:
                return str(number)
        etree.SubElement(self.authors, self.tag("author")).text = AUTHOR
        return str(len(self.authors) - 1)


def _draw(package: Package, sheet: str, drawing: str, gone: set[tuple[int, int]], added: Notes) -> str:
    """The boxes in which notes are shown: an old drawing language that spreadsheets still ask for."""
    part = next((name for reference, _, name in package.related(sheet) if reference == drawing), None)
    if part is None:
        if not added:
            return drawing
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        blocks = ",".join(str(n) for n in range(1, 2 + (len(added) + 1) // _BLOCK))
        package.parts[part] = _VML.format(blocks=blocks).encode()
        package.declare("application/vnd.openxmlformats-officedocument.vmlDrawing", ending="vml")
        drawing = package.relate(sheet, "vmlDrawing", part)
    text = package.parts[part].decode("utf-8")
    text = re.sub(
        r"<v:shape\b(?:(?!</v:shape>).)*</v:shape>\s*",
        lambda found: "" if _place(found[0]) in gone else found[0],
        text,
        flags=re.DOTALL,
    )
    first = max([_FIRST_SHAPE - 1, *map(int, re.findall(r'id="_x0000_s(\d{4,9})"', text))]) + 1
    shapes = "".join(_shape(number, at, note) for number, (at, note) in enumerate(added.items(), first))
    end = text.rindex("</xml>")
    package.parts[part] = (text[:end] + shapes + text[end:]).encode("utf-8")
    return drawing


def _shape(number: int, at: tuple[int, int], text: str) -> str:
    row, column = at[0] - 1, at[1] - 1
    lines = 2 + sum(1 + len(line) // 40 for line in text.splitlines())
    return _SHAPE.format(
        id=number,
        row=row,
        column=column,
        left=column + 1,
        right=column + 4,
        top=max(row - 1, 0),
        bottom=max(row - 1, 0) + lines,
    )


def _place(shape: str) -> tuple[int, int]:
    row, column = (re.search(rf"<x:{name}>\s*(\d+)\s*</x:{name}>", shape) for name in ("Row", "Column"))
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else (0, 0)


def _at(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters.encode())
