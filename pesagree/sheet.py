"""A sheet to print for a workshop: a small closed tree of frozen nodes that knows no output format.

Sheets are for the room, the wall and the table: big letters, boxes to tick, lines to write on. They are
never agreements; those are `document.Document`. Lengths are in centimetres, letters in points.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from pesagree.document import Break, Field, Text

SMALL, WALL = 9, 120
"""Points that recur: a footnote, and letters of 3 cm to read from 10 m away."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A line inside a sentence to write on by hand, `cm` wide."""

    cm: float = 4


Inline = Text | Field | Break | Gap

Words = str | tuple[Inline, ...]
"""What stands in one paragraph: plain words, or inline nodes (a Field is an answer of the agreement)."""

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands under the sheet's title. `new_page` begins a page with it."""

    level: Literal[1, 2, 3]
    words: Words
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `points` 0 is the sheet's own size. `keep` holds it on the page of what follows.

    `before` and `after` are the room above and below it, in centimetres.
    """

    words: Words
    points: float = 0
    strong: bool = False
    align: Align = "left"
    keep: bool = False
    before: float = 0
    after: float = 0.2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with dots, or with numbers that begin at 1."""

    items: tuple[Words, ...]
    numbered: bool = False
    points: float = 0


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to tick by hand; `ticked` holds the positions (from 0) of those that are ticked already."""

    items: tuple[Words, ...]
    ticked: frozenset[int] = frozenset()
    columns: Literal[1, 2, 3] = 1
    points: float = 0


@dataclass(frozen=True, slots=True)
class RuledLines:
    """Empty lines to write on, `cm` apart (0.8 is enough for a hand that writes often, 1.2 for others)."""

    count: int
    cm: float = 0.9


AFTER_LINES = 0.2
"""Centimetres below the last line to write on."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A shaded box of paragraphs: what nobody may overlook."""

    lines: tuple[Words, ...]
    points: float = 0
    strong: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of our own line drawings (templates/drawings/<name>.svg), and in `alt` what it shows.

    `labels` fills the words in the drawing by their keys. An empty `alt` marks mere decoration.
    """

    name: str
    alt: str
    cm: float = 4
    align: Align = "center"
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a chart, one for each category."""

    name: str
    values: tuple[float, ...]


class ChartKind(StrEnum):
    BARS = "bars"  # side by side, lying, one for each category
    COLUMNS = "columns"  # standing
    STACK = "stack"  # lying, the series one after the other


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that Word can edit; `alt` says in words what it shows. `number_format` is Excel's ("#,##0")."""

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: ChartKind = ChartKind.BARS
    width: float = 16
    height: float = 8
    number_format: str = "#,##0"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


CellBlock = Paragraph | Bullets | Boxes | RuledLines | Drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: words, or blocks where words are not enough. `span` counts columns."""

    words: Words = ""
    blocks: tuple[CellBlock, ...] = ()
    shaded: bool = False
    strong: bool = False
    points: float = 0
    align: Align = "left"
    middle: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `cm` is its height: at least so much, or exactly so much where `exact` (text is cut off)."""

    cells: tuple[Cell | Words, ...]
    cm: float = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its share of the width among the others' shares."""

    header: Words = ""
    share: float = 1
    align: Align = "left"


def headed(
    heads: Iterable[Words],
    shares: Iterable[float],
    *,
    center: Container[int] = (),
    right: Container[int] = (),
) -> tuple[Column, ...]:
    """Columns from their headings and shares; `center` and `right` hold positions (from 0)."""
    return tuple(
        Column(head, share, "center" if n in center else "right" if n in right else "left")
        for n, (head, share) in enumerate(zip(heads, shares, strict=True))
    )


class Lines(StrEnum):
    """How the cells of a grid are drawn."""

    SOLID = "solid"
    NONE = "none"
    CUT = "cut"  # dashes to cut along


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: named columns (a header row repeats on each page), filled rows, then blank rows to fill.

    `caption` and `description` are for people who cannot see it. Where no column has a heading, there is no
    header row. Rows never split over pages.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    description: str = ""
    blank_rows: int = 0
    blank_cm: float = 1
    lines: Lines = Lines.SOLID
    points: float = 0

    @property
    def has_header(self) -> bool:
        return any(column.header for column in self.columns)


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stand on one page, such as a question with its boxes and lines."""

    blocks: tuple["Heading | CellBlock | Callout | Chart | Grid", ...]


Block = Heading | CellBlock | Callout | Chart | Grid | PageBreak | Together


@dataclass(frozen=True, slots=True)
class Footer:
    """The small line under each page: what it belongs to, the warning, and the words of "page 1 of 2"."""

    identity: str = ""
    warning: str = ""
    page: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file to print, A4: its title, its language (es, en), the size of its letters, its blocks.

    `title` is printed at the top unless `show_title` is false (a poster); it is always the file's title.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    footer: Footer = Footer()
    landscape: bool = False
    points: float = 12
    show_title: bool = True
    margin: float = 2

    @property
    def width(self) -> float:
        """The width of the text in centimetres."""
        return (29.7 if self.landscape else 21.0) - 2 * self.margin

    @property
    def height(self) -> float:
        """The height of the text in centimetres."""
        return (21.0 if self.landscape else 29.7) - 2 * self.margin


def to_fill_in(*asked: tuple[str, float]) -> tuple[Inline, ...]:
    """What is asked on one line, each with a line behind it to write on, so many centimetres wide."""
    inlines: list[Inline] = []
    for label, cm in asked:
        inlines += [Text(f"{'  ' if inlines else ''}{label} "), Gap(cm)]
    return tuple(inlines)


def plain(words: Words) -> str:
    """Words without their nodes: what a person would read aloud."""
    if isinstance(words, str):
        return words
    parts = {Break: "\n", Gap: "____"}
    return "".join(parts[type(i)] if isinstance(i, Break | Gap) else i.text for i in words)
