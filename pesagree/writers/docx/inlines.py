"""Inline nodes as runs: words, references, and one content control for each answer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from pesagree.document import (
    Blank,
    BlankSize,
    Break,
    Document,
    Field,
    FieldKind,
    Inline,
    Reference,
    Text,
    numbering,
)
from pesagree.writers.docx import xml
from pesagree.writers.docx.comments import commented
from pesagree.writers.docx.names import bookmark_name, control_alias, control_number, control_tag
from pesagree.writers.outline import in_brackets, reference_labels

LANGUAGES = {"es": "es-PE", "en": "en-GB"}
UNDERSCORE = 156  # the width of one underscore in the style Blank, in twentieths of a point

_DATE_FORMATS = {"es": "d 'de' MMMM 'de' yyyy", "en": "d MMMM yyyy"}
LINES_MARK = "\ue002"  # stands in a stencil's mark for the line breaks of its answer
LINE_BREAK = re.compile(f"[\r\n\t{LINES_MARK}]")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_SHORT, _LINE, _LINES = 12, 30, 3

# No kind at all. LibreOffice joins the lines of a plain-text control and forgets its style: blanks
# would lose the room to write in, and answers of several lines their breaks, in every PDF.
_FREE = ""
_QUESTION = xml.styled("BlankQuestion")
_BREAK = "<w:r><w:br/></w:r>"


@dataclass(frozen=True, slots=True)
class Room:
    """The room for writing: the width of a line, and whether a table's heading asks the question."""

    width: int
    cell: bool = False


@dataclass(slots=True)
class Pen:
    """Writes inlines in reading order and remembers which answers already have their control."""

    language: str
    numbers: dict[str, str]
    references: dict[str, str]
    controls: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    comments: Mapping[str, Sequence[int]] = field(default_factory=dict)
    sheet: bool = False
    measure: Callable[[Sequence[Sequence[str]], int], list[int]] | None = (
        None  # a table's widths, if not ours
    )

    @classmethod
    def of(cls, document: Document, comments: Mapping[str, Sequence[int]]) -> "Pen":
        numbers, references = numbering(document), reference_labels(document)
        return cls(document.language, numbers, references, comments=comments, sheet=document.sheet)

    def runs(self, inlines: Iterable[Inline], room: Room) -> str:
        written: list[str] = []
        bare = False  # the last words were lines to write on, without their question below
        for inline in inlines:
            lines = isinstance(inline, Blank) and inline.size is BlankSize.LINES and not room.cell
            if (bare and not _is_punctuation(inline)) or (lines and written):
                written.append(_BREAK)
            written.append(self._inline(inline, room))
            bare = lines and _QUESTION not in written[-1]
        return "".join(written)

    def _inline(self, inline: Inline, room: Room) -> str:
        match inline:
            case Text(text=text, strong=strong, emphasis=emphasis):
                bold = "<w:b/><w:bCs/>" if strong else ""
                return xml.run(text, bold + ("<w:i/><w:iCs/>" if emphasis else ""))
            case Field():
                return self._field(inline)
            case Blank():
                return self._blank(inline, room)
            case Break():
                return _BREAK
            case Reference(target=target):
                # A clause has a number to show (\r); matter without one shows its heading.
                switch = r"\r \h" if target in self.numbers else r"\h"
                return xml.field(f"REF {bookmark_name(target)} {switch}", xml.run(self.references[target]))
            case _:
                assert_never(inline)

    def _field(self, answer: Field) -> str:
        content = xml.run(answer.text, xml.styled("Answer"))
        if answer.path not in self.controls:
            content = self._control(answer.path, answer.label, _kind(answer, self.language), content)
        return f"{xml.run('[')}{content}{xml.run(']')}" if answer.default else content

    def _blank(self, blank: Blank, room: Room) -> str:
        first = blank.path not in self.controls
        if blank.size is BlankSize.CHOICE:
            return self._choice(blank, first)
        content = xml.run(_underscores(blank.size, room), xml.styled("Blank"))
        if first:
            content = self._control(blank.path, blank.label, f"<w:showingPlcHdr/>{_FREE}", content)
        question = self._question(blank, room, first)
        if not question:
            return content
        below = blank.size is BlankSize.LINES and not room.cell
        return content + (_BREAK if below else xml.run(" ")) + question

    def _choice(self, blank: Blank, first: bool) -> str:
        """The question itself: the alternatives with boxes to tick follow it."""
        content = xml.run(blank.question, xml.styled("OpenQuestion"))
        if first:
            content = self._control(blank.path, blank.label, f"<w:showingPlcHdr/>{_FREE}", content)
        self.asked.add(blank.path)
        return content + (xml.run(f" – {blank.note}", xml.styled("OpenQuestion")) if blank.note else "")

    def _question(self, blank: Blank, room: Room, first: bool) -> str:
        words = ""
        if not room.cell and blank.path not in self.asked:
            self.asked.add(blank.path)
            words = in_brackets(blank)
        elif room.cell and first and blank.note:
            words = f"({blank.note})"
        return xml.run(words, _QUESTION) if words else ""

    def _control(self, path: str, label: str, kind: str, content: str) -> str:
        self.controls.add(path)
        control = (
            f"<w:sdt><w:sdtPr><w:rPr>{xml.styled('Answer')}</w:rPr>"
            f'<w:alias w:val="{xml.escape(control_alias(label))}"/>'
            f'<w:tag w:val="{xml.escape(control_tag(path))}"/>'
            f'<w:id w:val="{control_number(path, self.taken)}"/>{kind}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
        return commented(control, self.comments.get(path, ()))


def _is_punctuation(inline: Inline) -> bool:
    return isinstance(inline, Text) and inline.text[:1] in tuple(".,;:)")


def _kind(answer: Field, language: str) -> str:
    """The sort of control that fits an answer; plain text where a finer one would not hold it."""
    match answer.kind:
        case FieldKind.DATE if _ISO_DATE.match(answer.date):
            return (
                f'<w:date w:fullDate="{answer.date}T00:00:00Z">'
                f'<w:dateFormat w:val="{_DATE_FORMATS.get(language, "yyyy-MM-dd")}"/>'
                f'<w:lid w:val="{LANGUAGES.get(language, language)}"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
            )
        case FieldKind.CHOICE if answer.text and answer.text in answer.options:
            options = (xml.escape(option) for option in dict.fromkeys(answer.options) if option)
            items = "".join(f'<w:listItem w:displayText="{o}" w:value="{o}"/>' for o in options)
            return f"<w:dropDownList>{items}</w:dropDownList>"
        case FieldKind.TEXT | FieldKind.LONG_TEXT | FieldKind.DATE | FieldKind.CHOICE:
            return _FREE if LINE_BREAK.search(answer.text) else '<w:text w:multiLine="1"/>'
        case _:
            assert_never(answer.kind)


def _underscores(size: BlankSize, room: Room) -> str:
    most = max(4, room.width // UNDERSCORE - 1)
    if room.cell:
        return "_" * min(_SHORT, most)
    match size:
        case BlankSize.SHORT:
            return "_" * min(_SHORT, most)
        case BlankSize.LINE:
            return "_" * min(_LINE, most)
        case BlankSize.CHOICE:
            return ""
        case BlankSize.LINES:
            return "\n".join(["_" * most] * _LINES)
        case _:
            assert_never(size)
