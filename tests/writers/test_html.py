"""The HTML draft: one accessible page, literal answers, no scripts."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from pesagree.document import Blank, BlankSize, Document, Field, Paragraph, Role, Text
from pesagree.writers.html import write

Build = Callable[..., Document]
VOID = {"meta", "br", "link", "img", "hr"}


class Page(HTMLParser):
    """The tags, ids, links and text of a page; fails where a tag is not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def one(*inlines: Any, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), role)


def test_the_page_is_well_formed_and_needs_nothing_else(rich: Document) -> None:
    page = Page(write(rich))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe"}
    assert dict(page.tags[0][1])["lang"] == "es"
    assert {"main", "nav", "header", "footer", "title"} <= names
    assert "@media print" in page.text


def test_every_link_has_its_target_and_no_id_stands_twice(rich: Document) -> None:
    page = Page(write(rich))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {str(link).removeprefix("#") for link in page.attributes("href")} <= set(ids)


def test_answers_stand_literally(with_blocks: Build, nasty: str) -> None:
    source = write(with_blocks(one(Field("a.b", 'Eti"queta', nasty))))
    page = Page(source)
    assert nasty in page.text
    assert "<SA>" not in source
    assert "a.b" in page.attributes("data-path")


def test_headings_tables_and_numbers(rich: Document) -> None:
    page = Page(write(rich))
    assert "Cláusula 4. Retribución" in page.text
    assert "(b)" in page.text
    scopes = [attributes.get("scope") for tag, attributes in page.tags if tag == "th"]
    assert set(scopes) == {"col"}
    assert [tag for tag, _ in page.tags].count("caption") == 2
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_blanks_ask_and_defaults_stand_in_brackets(with_blocks: Build) -> None:
    blank = Blank("b", "B", "¿Cuánto & cuándo?", BlankSize.LINES, "lo dirá Rosa")
    page = Page(write(with_blocks(one(blank), one(Field("d", "D", "15", default=True)))))
    assert "(¿Cuánto & cuándo? – lo dirá Rosa)" in page.text
    assert "[15]" in page.text


def test_the_state_stands_in_words_only_on_drafts(rich: Document) -> None:
    assert "BORRADOR – no es para firmar" in Page(write(rich)).text
    assert "BORRADOR" not in Page(write(replace(rich, state=""))).text
