"""The Markdown writer: a document tree in, CommonMark with pipe tables out."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from pesagree.document import (
    BOX,
    Blank,
    BlankSize,
    Block,
    Break,
    Clause,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Reference,
    Role,
    Signatures,
    Table,
    Text,
    numbering,
)
from pesagree.writers.outline import (
    UNDERSCORES,
    block_labels,
    clause_titles,
    facts,
    in_brackets,
    reference_labels,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Text so that it stands literally: no answer can become markup."""
    return _SPECIAL.sub(r"\\\1", text)


def write(document: Document) -> str:
    """The draft as Markdown."""
    return "\n\n".join(_Writer(document).parts()) + "\n"


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.references = reference_labels(document)
        self.titles = clause_titles(document)
        self.numbers = numbering(document)

    def parts(self) -> Iterator[str]:
        document = self.document
        yield "# " + self.line(document.title)
        if head := facts(document):
            yield escape(head)
        for paragraph in document.notice:
            yield "> " + self.line(paragraph.inlines)
        for clause in document.clauses:
            yield f'<a id="c_{clause.id}"></a>'
            yield f"## {escape(self.titles[clause.id])}"
            yield from self.blocks(clause)

    def blocks(self, clause: Clause) -> Iterator[str]:
        labels = block_labels(clause, self.numbers.get(clause.id, ""))
        for block, label in zip(clause.blocks, labels, strict=True):
            yield from self.block(block, label)

    def block(self, block: Block, label: str) -> Iterator[str]:
        match block:
            case Paragraph(role=role, inlines=inlines):
                yield self.paragraph(role, self.text(inlines), label)
            case Heading(level=level, inlines=inlines):
                yield f"{'#' * (level + 1)} {self.line(inlines)}"
            case Table():
                yield self.table(block)
            case Signatures():
                yield from self.signatures(block)
            case _:
                assert_never(block)

    def paragraph(self, role: Role, text: str, label: str) -> str:
        match role:
            case Role.BODY | Role.NUMBERED:
                return f"**{label}** {text}" if label else text
            case Role.ITEM:
                return f"- {label} {text}"
            case Role.BULLET:
                return f"- {text}"
            case Role.RULED:
                return _line(60)
            case Role.OPEN | Role.NOTICE | Role.PLAIN | Role.TICK:
                return "> " + text.replace("\n", "\n> ")
            case _:
                assert_never(role)

    def table(self, table: Table) -> str:
        marks = {"left": "---", "center": ":---:", "right": "---:"}
        rows = [
            [self.line(column.header) for column in table.columns],
            [marks[column.align] for column in table.columns],
            *([self.line(cell) for cell in row] for row in table.rows),
        ]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def signatures(self, block: Signatures) -> Iterator[str]:
        for side in block.sides:
            yield f"**{self.line(side.heading)}**"
            for signer in side.signers:
                lines = [f"{escape(block.signature_label)}: {_line(40)}"]
                lines += [self.line(line) for line in signer.lines]
                if signer.fingerprint:
                    lines.append(f"{escape(block.fingerprint_label)}: {BOX}")
                yield "  \n".join(lines)

    # --- inlines ----------------------------------------------------------------------------

    def line(self, inlines: Iterable[Inline]) -> str:
        """Inlines on one line, for headings and cells: breaks become `<br>`."""
        return self.text(inlines).replace("\\\n", "<br>")

    def text(self, inlines: Iterable[Inline]) -> str:
        joined = "".join(self.inline(inline) for inline in inlines)
        return _LINE_START.sub(_literal, joined)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text, strong=strong, emphasis=emphasis):
                return _marked(escape(text), ("**" if strong else "") + ("*" if emphasis else ""))
            case Field(text=text, default=default):
                shown = escape(text).replace("\n", "\\\n")
                return f"\\[{shown}\\]" if default else shown
            case Blank():
                return _blank(inline)
            case Break():
                return "\\\n"
            case Reference(target=target):
                return f"[{escape(self.references[target])}](#c_{target})"
            case _:
                assert_never(inline)


def _literal(match: re.Match[str]) -> str:
    """What would begin a list or an underline at the start of a line, escaped."""
    found = match.group(1)
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _marked(text: str, mark: str) -> str:
    """Emphasis hugs its words: marks beside a space would print as asterisks."""
    words = text.strip()
    if not mark or not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark[::-1]}{after}"


def _blank(blank: Blank) -> str:
    match blank.size:
        case BlankSize.CHOICE:
            note = f" – {escape(blank.note)}" if blank.note else ""
            return f"*{escape(blank.question)}*{note}"
        case BlankSize.SHORT:
            return f"{_line(len(UNDERSCORES))} {escape(in_brackets(blank))}".rstrip()
        case BlankSize.LINE | BlankSize.LINES:
            return f"{_line(2 * len(UNDERSCORES))} {escape(in_brackets(blank))}".rstrip()
        case _:
            assert_never(blank.size)


def _line(width: int) -> str:
    """Underscores to write on, escaped so that none begins an emphasis."""
    return "\\_" * width
