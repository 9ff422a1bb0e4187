"""Our own line drawings: a small part of SVG, read as outlines that any writer can draw.

Known: svg with a viewBox, g, path (M L H V C Q Z), rect, circle, ellipse, line, polyline, polygon, text;
fill, stroke, stroke-width, stroke-dasharray, transform (translate, scale, rotate). A text holds the key of a
label. Everything else is refused, so that no drawing comes out half.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

from pesagree.errors import Place, Problem, TemplateError
from pesagree.resources import templates_dir

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[Literal["M", "L", "C", "Z"], tuple[Point, ...]]

_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_ROUND = 0.5522847498  # how far the handles of a quarter circle stand out
_NAMED = {"black": "000000", "white": "FFFFFF"}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})$")
_PIECES = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TURN = re.compile(r"(translate|scale|rotate)\(([^)]*)\)")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
_STYLE = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
_SILENT = {"title", "desc", "metadata", "defs"}


@dataclass(frozen=True, slots=True)
class Outline:
    """One shape: its lines in the drawing's own units; colours as six hexadecimal digits, empty for none."""

    segments: tuple[Segment, ...]
    fill: str
    stroke: str
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the drawing: the key of the label, and where its middle (or start, or end) stands."""

    key: str
    x: float
    y: float
    size: float
    anchor: Literal["start", "middle", "end"]
    strong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: the size of its paper in its own units, and what is on it, back to front."""

    width: float
    height: float
    shapes: tuple[Outline | Label, ...]


@cache
def picture(name: str) -> Picture:
    """The drawing with this name. Raises TemplateError."""
    return read(templates_dir() / "drawings" / f"{name}.svg")


def read(file: Path) -> Picture:
    """Read a drawing. Raises TemplateError for what is missing, no XML, or not among the known parts."""
    try:
        root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise _fault("template_unreadable", file, str(error)) from error
    except ElementTree.ParseError as error:
        raise _fault("drawing_xml", file, str(error)) from error
    try:
        left, top, width, height = (float(n) for n in root.get("viewBox", "").replace(",", " ").split())
        shapes = tuple(_shapes(root, {}, (1, 0, 0, 1, -left, -top)))
    except (ValueError, KeyError) as error:
        raise _fault("drawing_part", file, str(error)) from error
    return Picture(width, height, shapes)


def _fault(code: str, file: Path, detail: str) -> TemplateError:
    return TemplateError([Problem(code, Place(str(file)), facts={"detail": detail})])


def _shapes(element: Any, style: Mapping[str, str], matrix: Matrix) -> Iterator[Outline | Label]:
    name = element.tag.rpartition("}")[2]
    if name in _SILENT:
        return
    if element.get("style") or element.get("class"):
        raise ValueError(f"style in <{name}>")
    style = {**style, **{key: element.get(key) for key in _STYLE if element.get(key)}}
    matrix = _times(matrix, _transform(element.get("transform", "")))
    if name in ("svg", "g"):
        for child in element:
            yield from _shapes(child, style, matrix)
    elif name == "text":
        (x, y), scale = _at(matrix, (_number(element, "x"), _number(element, "y"))), _scale(matrix)
        size = float(style.get("font-size", "12")) * scale
        strong = style.get("font-weight") == "bold"
        anchor: Any = style.get("text-anchor", "start")
        yield Label((element.text or "").strip(), x, y, size, anchor, strong)
    else:
        segments = tuple(
            (kind, tuple(_at(matrix, p) for p in points)) for kind, points in _drawn(name, element)
        )
        yield Outline(
            segments,
            _colour(style.get("fill", "none" if name in ("line", "polyline") else "white")),
            _colour(style.get("stroke", "black")),
            float(style.get("stroke-width", "1")) * _scale(matrix),
            style.get("stroke-dasharray", "none") != "none",
        )


def _drawn(name: str, element: Any) -> Iterator[Segment]:
    match name:
        case "path":
            yield from _path(element.get("d", ""))
        case "line":
            yield "M", ((_number(element, "x1"), _number(element, "y1")),)
            yield "L", ((_number(element, "x2"), _number(element, "y2")),)
        case "polyline" | "polygon":
            numbers = [float(n) for n in element.get("points", "").replace(",", " ").split()]
            for index, point in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
                yield "L" if index else "M", (point,)
            if name == "polygon":
                yield "Z", ()
        case "rect":
            x, y = _number(element, "x"), _number(element, "y")
            width, height = _number(element, "width"), _number(element, "height")
            yield from _rectangle(x, y, width, height, _number(element, "rx"))
        case "circle":
            radius = _number(element, "r")
            yield from _ellipse(_number(element, "cx"), _number(element, "cy"), radius, radius)
        case "ellipse":
            yield from _ellipse(
                *(_number(element, key) for key in ("cx", "cy")), *(_number(element, k) for k in ("rx", "ry"))
            )
        case _:
            raise ValueError(f"<{name}>")


def _number(element: Any, key: str) -> float:
    return float(element.get(key, "0"))


def _ellipse(x: float, y: float, rx: float, ry: float) -> Iterator[Segment]:
    a, b = rx * _ROUND, ry * _ROUND
    yield "M", ((x + rx, y),)
    yield "C", ((x + rx, y + b), (x + a, y + ry), (x, y + ry))
    yield "C", ((x - a, y + ry), (x - rx, y + b), (x - rx, y))
    yield "C", ((x - rx, y - b), (x - a, y - ry), (x, y - ry))
    yield "C", ((x + a, y - ry), (x + rx, y - b), (x + rx, y))
    yield "Z", ()


def _rectangle(x: float, y: float, width: float, height: float, round_: float) -> Iterator[Segment]:
    right, bottom, r = x + width, y + height, round_
    if not r:
        yield "M", ((x, y),)
        for corner in ((right, y), (right, bottom), (x, bottom)):
            yield "L", (corner,)
        yield "Z", ()
        return
    k = r * (1 - _ROUND)
    yield "M", ((x + r, y),)
    yield "L", ((right - r, y),)
    yield "C", ((right - k, y), (right, y + k), (right, y + r))
    yield "L", ((right, bottom - r),)
    yield "C", ((right, bottom - k), (right - k, bottom), (right - r, bottom))
    yield "L", ((x + r, bottom),)
    yield "C", ((x + k, bottom), (x, bottom - k), (x, bottom - r))
    yield "L", ((x, y + r),)
    yield "C", ((x, y + k), (x + k, y), (x + r, y))
    yield "Z", ()


def _path(text: str) -> Iterator[Segment]:
    """The segments of a path's `d`, all absolute; a curve with one handle becomes one with two."""
    pieces = _PIECES.findall(text)
    here: Point = (0, 0)
    start, command, position = here, "", 0
    while position < len(pieces):
        if pieces[position].isalpha():
            command = pieces[position]
            position += 1
        elif command in "Mm":
            command = "L" if command == "M" else "l"  # more pairs after a move are lines
        count = _COUNT[command.upper()]
        numbers = [float(n) for n in pieces[position : position + count]]
        if len(numbers) < count:
            raise ValueError(f"path: {command}")
        position += count
        if command.islower():
            numbers = [n + here[(i + (command == "v")) % 2] for i, n in enumerate(numbers)]
        points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        match command.upper():
            case "Z":
                here = start
                yield "Z", ()
                continue
            case "H":
                points = ((numbers[0], here[1]),)
            case "V":
                points = ((here[0], numbers[0]),)
            case "Q":
                (x, y), (ex, ey) = points
                first = (here[0] + 2 / 3 * (x - here[0]), here[1] + 2 / 3 * (y - here[1]))
                points = (first, (ex + 2 / 3 * (x - ex), ey + 2 / 3 * (y - ey)), (ex, ey))
        here = points[-1]
        if command.upper() == "M":
            start = here
        yield ("M" if command in "Mm" else "C" if command in "CcQq" else "L"), points


def _colour(text: str) -> str:
    if text == "none":
        return ""
    if text in _NAMED:
        return _NAMED[text]
    found = _COLOUR.match(text)
    if found is None:
        raise ValueError(text)
    digits = found.group(1)
    return (digits if len(digits) == 6 else "".join(2 * d for d in digits)).upper()


# --- turning and moving -----------------------------------------------------------------------


def _transform(text: str) -> Matrix:
    if text and _TURN.sub("", text).strip(" ,"):
        raise ValueError(text)
    matrix = _PLAIN
    for name, inside in _TURN.findall(text):
        numbers = [float(n) for n in inside.replace(",", " ").split()]
        matrix = _times(matrix, _turn(name, numbers))
    return matrix


def _turn(name: str, numbers: Sequence[float]) -> Matrix:
    if name == "translate":
        return (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0)
    if name == "scale":
        return (numbers[0], 0, 0, numbers[-1], 0, 0)
    angle = math.radians(numbers[0])
    turn: Matrix = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
    if len(numbers) == 1:
        return turn
    x, y = numbers[1], numbers[2]
    return _times(_times((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def _at(m: Matrix, point: Point) -> Point:
    x, y = point
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def _scale(m: Matrix) -> float:
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))
