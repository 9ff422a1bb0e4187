"""The HTML writer: one self-contained page that reads well aloud, on a phone and on paper; no scripts."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import assert_never

from pesagree.document import (
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
from pesagree.writers.outline import block_labels, clause_titles, facts, in_brackets, reference_labels

STYLE = """
:root { color-scheme: light; }
body { font: 1.05rem/1.5 Georgia, "Liberation Serif", serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem;
  color: #111; background: #fff; overflow-wrap: break-word; }
h1, h2, h3, h4 { font-family: Arial, "Liberation Sans", sans-serif; line-height: 1.25; break-after: avoid; }
h2 { margin-top: 2.2rem; border-bottom: 1px solid #999; }
.notice { border: 2px solid #111; padding: .4rem 1rem; }
.plain { background: #eee; padding: .3rem .8rem; font-style: italic; }
.open { border-left: 3px solid #555; padding-left: .8rem; }
.numbered, .item { display: grid; grid-template-columns: 3.2rem 1fr; }
.item { margin-left: 3.2rem; grid-template-columns: 2.2rem 1fr; }
.blank { border-bottom: 1px solid #111; display: inline-block; min-width: 8rem; }
.blank.line { min-width: 16rem; } .blank.lines { min-width: 100%; min-height: 4.5rem; }
.question { color: #444; font-size: .85em; font-style: italic; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; } caption { text-align: left;
  font-style: italic; }
th, td { border: 1px solid #666; padding: .25rem .5rem; vertical-align: top; text-align: left; }
th { background: #eee; } .right { text-align: right; } .center { text-align: center; }
.signer { display: flex; gap: 1rem; margin: 1.5rem 0; break-inside: avoid; } .signer > div:first-child
  { flex: 1; }
.sign { border-top: 1px solid #111; margin-top: 3.5rem; }
.finger { border: 1px solid #111; width: 6rem; height: 7rem; display: flex; align-items: end;
  font-size: .75rem; }
footer { margin-top: 3rem; font-size: .85rem; color: #444; }
@media print { body { max-width: none; margin: 0; font-size: 10.5pt; } nav { break-after: page; }
  .annex { break-before: page; } a { color: inherit; text-decoration: none; } thead { display:
  table-header-group; }
  tr { break-inside: avoid; } }
"""


def write(document: Document) -> str:
    """The draft as one HTML page."""
    return "\n".join(_Writer(document).page()) + "\n"


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.references = reference_labels(document)
        self.titles = clause_titles(document)
        self.numbers = numbering(document)

    def page(self) -> Iterator[str]:
        document, words = self.document, self.document.words
        yield "<!doctype html>"
        yield f'<html lang="{escape(document.language)}">'
        yield f'<head><meta charset="utf-8"><title>{escape(document.plain_title)}</title>'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<style>{STYLE}</style></head>"
        yield "<body>"
        yield f"<header><h1>{self.text(document.title)}</h1>"
        if document.state:
            yield f"<p><strong>{escape(words['draft_text'])}</strong></p>"
        if document.notice:
            yield '<div class="notice">'
            yield from (f"<p>{self.text(paragraph.inlines)}</p>" for paragraph in document.notice)
            yield "</div>"
        yield "</header>"
        yield f'<nav aria-label="{escape(words["contents"])}"><h2>{escape(words["contents"])}</h2><ul>'
        for clause in document.clauses:
            yield f'<li><a href="#c_{clause.id}">{escape(self.titles[clause.id])}</a></li>'
        yield "</ul></nav><main>"
        for clause in document.clauses:
            yield f'<section class="{clause.kind.value}" id="c_{clause.id}">'
            yield f"<h2>{escape(self.titles[clause.id])}</h2>"
            yield from self.blocks(clause)
            yield "</section>"
        yield "</main>"
        yield f"<footer>{escape(facts(document))}</footer>"
        yield "</body></html>"

    def blocks(self, clause: Clause) -> Iterator[str]:
        labelled = zip(clause.blocks, block_labels(clause, self.numbers.get(clause.id, "")), strict=True)
        for is_bullet, group in groupby(labelled, key=lambda pair: _is_bullet(pair[0])):
            shown = [self.block(block, label) for block, label in group]
            yield f"<ul>{''.join(shown)}</ul>" if is_bullet else "\n".join(shown)

    def block(self, block: Block, label: str) -> str:
        match block:
            case Paragraph(role=role, inlines=inlines):
                return _paragraph(role, self.text(inlines), escape(label))
            case Heading(level=level, inlines=inlines):
                return f"<h{level + 1}>{self.text(inlines)}</h{level + 1}>"
            case Table():
                return self.table(block)
            case Signatures():
                return "\n".join(self.signatures(block))
            case _:
                assert_never(block)

    def table(self, table: Table) -> str:
        aligns = [column.align for column in table.columns]
        heads = "".join(
            f'<th scope="col" class="{column.align}">{self.text(column.header)}</th>'
            for column in table.columns
        )
        rows = "".join(
            "<tr>"
            + "".join(f'<td class="{a}">{self.text(cell)}</td>' for a, cell in zip(aligns, row, strict=True))
            + "</tr>"
            for row in table.rows
        )
        caption = f"<caption>{escape(table.caption)}</caption>"
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def signatures(self, block: Signatures) -> Iterator[str]:
        for side in block.sides:
            yield f"<h3>{self.text(side.heading)}</h3>"
            for signer in side.signers:
                lines = "".join(f"<div>{self.text(line)}</div>" for line in signer.lines)
                finger = (
                    f'<div class="finger">{escape(block.fingerprint_label)}</div>'
                    if signer.fingerprint
                    else ""
                )
                sign = f'<div class="sign">{escape(block.signature_label)}</div>'
                yield f'<div class="signer"><div>{sign}{lines}</div>{finger}</div>'

    def text(self, inlines: Iterable[Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text, strong=strong, emphasis=emphasis):
                shown = escape(text)
                shown = f"<em>{shown}</em>" if emphasis else shown
                return f"<strong>{shown}</strong>" if strong else shown
            case Field(text=text, path=path, label=label, default=default):
                shown = escape(text).replace("\n", "<br>")
                field = f'<span data-path="{escape(path)}" title="{escape(label)}" dir="auto">{shown}</span>'
                return f"[{field}]" if default else field
            case Blank():
                return _blank(inline)
            case Break():
                return "<br>"
            case Reference(target=target):
                return f'<a href="#c_{target}">{escape(self.references[target])}</a>'
            case _:
                assert_never(inline)


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.BULLET


def _paragraph(role: Role, text: str, label: str) -> str:
    match role:
        case Role.BODY | Role.NUMBERED if not label:
            return f"<p>{text}</p>"
        case Role.BODY | Role.NUMBERED:
            return f'<p class="numbered"><span>{label}</span><span>{text}</span></p>'
        case Role.ITEM:
            return f'<p class="item"><span>{label}</span><span>{text}</span></p>'
        case Role.BULLET:
            return f"<li>{text}</li>"
        case Role.OPEN:
            return f'<p class="open">{text}</p>'
        case Role.NOTICE:
            return f'<p class="notice">{text}</p>'
        case Role.PLAIN:
            return f'<p class="plain">{text}</p>'
        case Role.TICK:
            return f"<p>{text}</p>"
        case Role.RULED:
            return "<hr>"
        case _:
            assert_never(role)


def _blank(blank: Blank) -> str:
    path = f'data-path="{escape(blank.path)}"'
    match blank.size:
        case BlankSize.CHOICE:
            note = f' <span class="question">– {escape(blank.note)}</span>' if blank.note else ""
            return f"<em {path}>{escape(blank.question)}</em>{note}"
        case BlankSize.SHORT | BlankSize.LINE | BlankSize.LINES:
            question = f'<span class="question">{escape(in_brackets(blank))}</span>'
            return f'<span class="blank {blank.size.value}" {path}>&nbsp;</span> {question}'
        case _:
            assert_never(blank.size)
