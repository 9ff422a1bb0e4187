"""Comments in the margin: where each is anchored, and the part that holds their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pesagree.document import Blank, Comment, Document, Field, inlines
from pesagree.writers.docx import xml
from pesagree.writers.docx.package import OFFICE_RELATIONS, Part, text_part

AUTHOR = "pesagree"
FIRST_ID = 10_000
"""Above every bookmark's number: Word counts all annotations together."""


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers of the comments on each answer's first place and on each clause's heading."""

    by_path: Mapping[str, Sequence[int]]
    by_clause: Mapping[str, Sequence[int]]


def place_comments(document: Document) -> Places:
    """Anchor every comment: at its answer, at the nearest answer above or below it, else at its clause."""
    if not document.comments:
        return Places({}, {})
    shown = list(dict.fromkeys(i.path for i in inlines(document) if isinstance(i, Field | Blank)))
    by_path: dict[str, list[int]] = {}
    by_clause: dict[str, list[int]] = {}
    for number, comment in enumerate(document.comments, start=FIRST_ID):
        path = _nearest(comment.path, shown)
        if path:
            by_path.setdefault(path, []).append(number)
        else:
            by_clause.setdefault(_clause(comment, document), []).append(number)
    return Places(by_path, by_clause)


def _nearest(path: str, shown: Sequence[str]) -> str:
    """The path itself, else the first one below it, else the first one below what is above it."""
    while path:
        below = next((one for one in shown if one == path or one.startswith(path + ".")), "")
        if below:
            return below
        path = path.rpartition(".")[0]
        if "." not in path:
            return ""  # a whole section is too wide a place to be called near
    return ""


def _clause(comment: Comment, document: Document) -> str:
    ids = [clause.id for clause in document.clauses]
    return comment.clause if comment.clause in ids else ids[0]


def commented(content: str, numbers: Sequence[int]) -> str:
    """The content inside the range of each of these comments."""
    for number in numbers:
        content = (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )
    return content


def comments_part(comments: Sequence[Comment]) -> Part:
    """The part with the words of all comments, a paragraph for each line."""
    items = "".join(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="p">'
        + "".join(xml.paragraph("BodyText", xml.run(line)) for line in comment.text.splitlines() or [""])
        + "</w:comment>"
        for number, comment in enumerate(comments, start=FIRST_ID)
    )
    text = f'{xml.DECLARATION}<w:comments xmlns:w="{xml.W}">{items}</w:comments>'
    return text_part("word/comments.xml", "wordprocessingml.comments", text)


def with_comments(parts: Sequence[Part], comments: Sequence[Comment]) -> list[Part]:
    """The parts of a file with the comments' own part and the link to it; unchanged without comments."""
    if not comments:
        return list(parts)
    link = f'<Relationship Id="rIdComments" Type="{OFFICE_RELATIONS}comments" Target="comments.xml"/>'
    end = b"</Relationships>"
    linked = [
        Part(part.name, part.content_type, part.data.replace(end, link.encode() + end))
        if part.name == "word/_rels/document.xml.rels"
        else part
        for part in parts
    ]
    return [*linked, comments_part(comments)]
