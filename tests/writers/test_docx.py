"""The Word file: what it holds, that Word can follow it, and that no answer is lost on the way."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from pesagree.document import (
    Blank,
    BlankSize,
    Break,
    Clause,
    ClauseKind,
    Column,
    Comment,
    Document,
    Field,
    FieldKind,
    Paragraph,
    Reference,
    Role,
    Table,
    Text,
    inlines,
)
from pesagree.writers.docx import bookmark_name, control_tag, fingerprint_state, write
from pesagree.writers.docx.tables import column_widths

Build = Callable[..., Document]


def body(document: Document) -> Any:
    """The body of the written draft, read back."""
    return python_docx.Document(BytesIO(write(document))).element.body


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def shown(element: Any) -> str:
    """The text of an element as a person sees it."""
    texts = {qn("w:t"): lambda e: e.text or "", qn("w:br"): lambda _: "\n", qn("w:tab"): lambda _: "\t"}
    return "".join(texts[e.tag](e) for e in element.iter(*texts))


def controls(element: Any) -> dict[str, Any]:
    """The content controls by their tag."""
    return {
        sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): sdt for sdt in element.iter(qn("w:sdt"))
    }


def styled(element: Any) -> Iterator[tuple[str, str]]:
    """Each paragraph's style and text."""
    for paragraph in element.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        yield style.get(qn("w:val")), shown(paragraph)


def one(*inlines: Any, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), role)


# --- the file -------------------------------------------------------------------------------


def test_a_rich_draft_is_valid(rich: Document, tmp_path: Path) -> None:
    path = tmp_path / "rich.docx"
    path.write_bytes(write(rich))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_document_gives_the_same_bytes_and_a_zip_without_times(rich: Document) -> None:
    data = write(rich)
    assert write(rich) == data
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_name_the_draft_and_no_library_or_date(rich: Document) -> None:
    data = write(rich)
    properties = python_docx.Document(BytesIO(data)).core_properties
    assert (properties.title, properties.language, properties.author) == (
        rich.plain_title,
        "es-PE",
        "pesagree",
    )
    assert properties.created is None
    everything = b"".join(ZipFile(BytesIO(data)).read(n) for n in ZipFile(BytesIO(data)).namelist())
    assert b"python-docx" not in everything
    assert b"<!--" not in everything


@pytest.mark.parametrize(("language", "expected"), [("es", "es-PE"), ("en", "en-GB")])
def test_the_language_stands_in_the_defaults(with_blocks: Build, language: str, expected: str) -> None:
    styles = part(write(with_blocks(one("x"), language=language)), "word/styles.xml")
    assert f'<w:lang w:val="{expected}" w:eastAsia="{expected}" w:bidi="ar-SA"/>' in styles


def test_a_draft_as_written_is_untouched(rich: Document) -> None:
    assert fingerprint_state(write(rich)) == "untouched"


def test_a_draft_saved_by_another_program_is_changed(rich: Document) -> None:
    file = python_docx.Document(BytesIO(write(rich)))
    file.add_paragraph("Añadido por la abogada.")
    out = BytesIO()
    file.save(out)
    assert fingerprint_state(out.getvalue()) == "changed"


def test_one_changed_letter_in_any_part_is_seen(with_blocks: Build) -> None:
    data = write(with_blocks(one("cien soles")))
    for changed in ("word/document.xml", "word/styles.xml", "docProps/core.xml"):
        out = BytesIO()
        with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b"w:", b"w: ", 1) + b" " if name == changed else content)
        assert fingerprint_state(out.getvalue()) == "changed", changed


def test_files_that_are_not_ours_are_foreign() -> None:
    out = BytesIO()
    python_docx.Document().save(out)
    assert fingerprint_state(out.getvalue()) == "foreign"
    assert fingerprint_state(b"%PDF-1.7") == "foreign"
    assert fingerprint_state(b"") == "foreign"


# --- numbers, references, contents ----------------------------------------------------------


def test_no_number_is_typed_and_every_level_is_bound_to_a_style(rich: Document) -> None:
    data = write(rich)
    numbering = part(data, "word/numbering.xml")
    assert re.findall(r'<w:pStyle w:val="(\w+)"/>', numbering) == [
        "Heading1", "ClauseParagraph", "ClauseItem", "AnnexHeading", "ListBullet",
    ]  # fmt: skip
    assert '<w:lvlText w:val="Cláusula %1."/>' in numbering
    assert '<w:lvlText w:val="Anexo %1."/>' in numbering
    assert numbering.rindex("<w:abstractNum ") < numbering.index("<w:num ")
    headings = [text for style, text in styled(body(rich)) if style == "Heading1"]
    assert headings[3] == "Retribución"
    assert len(headings) == 12


def test_items_without_a_numbered_clause_begin_again_by_a_list_of_their_own(with_blocks: Build) -> None:
    item = one("x", role=Role.ITEM)
    document = with_blocks(item, item, one("between"), item, kind=ClauseKind.ANNEX)
    data = write(document)
    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', part(data, "word/document.xml"))
    assert numbers == ["4", "4", "5"]
    assert part(data, "word/numbering.xml").count("<w:startOverride") == 2


def test_items_of_a_numbered_clause_follow_the_level_of_the_clause(with_blocks: Build) -> None:
    assert "<w:numPr>" not in part(write(with_blocks(one("x", role=Role.ITEM))), "word/document.xml")


def test_matter_without_a_number_has_body_text(with_blocks: Build) -> None:
    document = with_blocks(one("text", role=Role.NUMBERED), kind=ClauseKind.CLOSING)
    assert ("FrontHeading", "Única") in list(styled(body(document)))
    assert ("BodyText", "text") in list(styled(body(document)))


def test_references_are_fields_with_the_right_words_and_an_existing_bookmark(rich: Document) -> None:
    text = part(write(rich), "word/document.xml")
    bookmarks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', text)
    assert (
        len({number for number, _ in bookmarks}) == len({name for _, name in bookmarks}) == len(rich.clauses)
    )
    fields = re.findall(
        r"<w:instrText[^>]*> REF (\w+) ([^<]*) </w:instrText></w:r>"
        r'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        r"<w:r><w:t[^>]*>([^<]*)</w:t>",
        text,
    )
    assert {name for name, _, _ in fields} <= {name for _, name in bookmarks}
    assert set(fields) == {
        ("c_payment", r"\r \h", "Cláusula 4"),
        ("c_ordinary_2", r"\r \h", "Cláusula 2"),
        ("c_map", r"\r \h", "Anexo A"),
        ("c_costs", r"\r \h", "Anexo B"),
        ("c_parties", r"\h", "Las partes"),
    }


def test_contents_list_every_heading_with_a_link_and_no_page_number(rich: Document) -> None:
    element = body(rich)
    entries = [text for style, text in styled(element) if style == "TOC1"]
    assert entries[0] == "Las partes"
    assert entries[4] == "Cláusula 4. Retribución"
    assert entries[-3:] == ["Anexo A. Croquis del lugar", "Anexo B. Costos", "Anexo C. Actas"]
    links = [link.get(qn("w:anchor")) for link in element.iter(qn("w:hyperlink"))]
    assert links == [bookmark_name(clause.id) for clause in rich.clauses]


def test_fields_open_and_close_in_order(rich: Document) -> None:
    kinds = re.findall(r'w:fldCharType="(\w+)"', part(write(rich), "word/document.xml"))
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_headings_are_never_inside_a_control(rich: Document) -> None:
    for sdt in body(rich).iter(qn("w:sdt")):
        assert sdt.getparent().tag == qn("w:p")
        assert not list(sdt.iterdescendants(qn("w:p"), qn("w:sdt"), qn("w:tbl")))


def test_long_names_stay_within_words_limits_and_apart() -> None:
    first, second = ("clause-" + "x" * 60 + end for end in "ab")
    assert len(bookmark_name(first)) == 40
    assert bookmark_name(first) != bookmark_name(second)
    assert bookmark_name("payment-terms") == "c_payment_terms"
    assert control_tag("seller.2.name") == "seller.2.name"
    assert len(control_tag(first)) <= 64
    assert control_tag(first) != control_tag(second)


# --- answers --------------------------------------------------------------------------------


def test_nasty_answers_stand_exactly(with_blocks: Build, nasty: str) -> None:
    answers = [nasty, "اتفاق", "  two  spaces ", "a\tb", "\n", "]]>", "Ñandú", ""]
    document = with_blocks(*(one(Field(f"a.{n}", "Etiqueta", text)) for n, text in enumerate(answers)))
    found = controls(body(document))
    assert [shown(found[f"a.{n}"]) for n in range(len(answers))] == answers


def test_text_that_xml_cannot_hold_is_refused_and_not_dropped(with_blocks: Build) -> None:
    with pytest.raises(ValueError, match="XML cannot hold"):
        write(with_blocks(one(Field("a", "A", "bell \x07"))))


def test_an_answer_has_one_control_where_it_first_stands(with_blocks: Build) -> None:
    answer = Field("seller.name", 'Nombre del "vendedor"', "Comunidad")
    paragraph = one(answer, " y otra vez ", answer)
    element = body(with_blocks(paragraph))
    assert list(controls(element)) == ["seller.name"]
    assert len(list(element.iter(qn("w:sdt")))) == 1
    assert ("BodyText", "Comunidad y otra vez Comunidad") in list(styled(element))
    alias = next(element.iter(qn("w:alias"))).get(qn("w:val"))
    assert alias == 'Nombre del "vendedor"'


def test_numbers_of_controls_are_unique_and_the_same_in_the_next_draft(
    rich: Document, with_blocks: Build
) -> None:
    def numbers(document: Document) -> dict[str, str]:
        found = controls(body(document))
        return {tag: sdt.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for tag, sdt in found.items()}

    whole = numbers(rich)
    assert len(set(whole.values())) == len(whole) > 10
    assert numbers(with_blocks(one(Field("buyer.name", "x", "y"))))["buyer.name"] == whole["buyer.name"]


def test_dates_and_choices_get_their_own_controls(with_blocks: Build) -> None:
    day = Field("d", "Fecha", "5 de marzo de 2026", FieldKind.DATE, date="2026-03-05")
    choice = Field("c", "Modo", "cheque", FieldKind.CHOICE, options=("cheque", "giro", "giro"))
    other = Field("o", "Modo", "por cheque", FieldKind.CHOICE, options=("cheque",))
    found = controls(body(with_blocks(one(day, choice, other))))
    assert found["d"].find(f".//{qn('w:date')}").get(qn("w:fullDate")) == "2026-03-05T00:00:00Z"
    items = [item.get(qn("w:value")) for item in found["c"].iter(qn("w:listItem"))]
    assert items == ["cheque", "giro"]
    assert found["o"].find(f".//{qn('w:dropDownList')}") is None
    assert found["o"].find(f".//{qn('w:text')}") is not None


def test_nobodys_decision_stands_in_brackets_outside_its_control(with_blocks: Build) -> None:
    element = body(with_blocks(one(Field("days", "Días", "15", default=True))))
    assert ("BodyText", "[15]") in list(styled(element))
    assert shown(controls(element)["days"]) == "15"


# --- blanks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "lines"), [(BlankSize.SHORT, [12]), (BlankSize.LINE, [30])])
def test_a_blank_leaves_room_and_asks_its_question(
    with_blocks: Build, size: BlankSize, lines: list[int]
) -> None:
    element = body(with_blocks(one(Blank("b", "B", "¿Cuánto?", size, "lo dirá Rosa"), ".")))
    control = controls(element)["b"]
    assert [len(line) for line in shown(control).split("\n")] == lines
    assert control.find(f".//{qn('w:showingPlcHdr')}") is not None
    assert list(styled(element))[-1][1] == "_" * lines[0] + " (¿Cuánto? – lo dirá Rosa)."


def test_a_long_blank_has_three_full_lines(with_blocks: Build) -> None:
    element = body(with_blocks(one("Uso:", Blank("b", "B", "¿Cuál?", BlankSize.LINES), ".")))
    lines = shown(controls(element)["b"]).split("\n")
    assert list(styled(element))[-1][1] == "\n".join(["Uso:", *lines, "(¿Cuál?)."])
    assert len(lines) == 3
    assert set("".join(lines)) == {"_"}
    assert len(lines[0]) > 50


def test_a_choice_blank_is_its_question_and_no_line(with_blocks: Build) -> None:
    element = body(with_blocks(one(Blank("b", "B", "¿Quién paga?", BlankSize.CHOICE), role=Role.OPEN)))
    assert list(styled(element))[-1] == ("OpenChoice", "¿Quién paga?")


def test_a_blank_asks_once(with_blocks: Build) -> None:
    blank = Blank("b", "B", "¿Cuánto?", BlankSize.SHORT)
    element = body(with_blocks(one(blank), one(blank)))
    assert [text for _, text in styled(element)][-2:] == ["_" * 12 + " (¿Cuánto?)", "_" * 12]
    assert len(list(element.iter(qn("w:sdt")))) == 1


def test_a_blank_in_a_cell_leaves_the_question_to_the_heading(with_blocks: Build) -> None:
    blank = Blank("b", "B", "¿Cuánto?", BlankSize.LINES, "lo dirá Rosa")
    table = Table("T", "D", (Column((Text("Cuánto"),)),), (((blank,),),))
    element = body(with_blocks(table, one(blank)))
    texts = [text for _, text in styled(element)]
    assert "_" * 12 + " (lo dirá Rosa)" in texts
    assert texts[-1].endswith("(¿Cuánto? – lo dirá Rosa)")  # the room to ask comes after the table


# --- tables and signatures ------------------------------------------------------------------


def test_tables_fill_the_page_and_repeat_their_heading(rich: Document) -> None:
    for table in body(rich).iter(qn("w:tbl")):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert sum(widths) == 9072
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table.iter(qn("w:tr")))
        assert table.find(f".//{qn('w:tblCaption')}").get(qn("w:val"))
    heads = [e.getparent().getparent() for e in body(rich).iter(qn("w:tblHeader"))]
    assert [shown(row)[:8] for row in heads] == ["CuotaQué", "Columna "]


def test_columns_give_figures_little_and_text_much() -> None:
    number, text, figure = column_widths([["N", "1"], ["Qué", "palabra " * 12], ["Monto", "1,234.00"]], 9072)
    assert number < figure < text
    assert number + text + figure == 9072


@pytest.mark.parametrize("columns", [1, 2, 8, 30])
def test_columns_never_leave_the_page(columns: int) -> None:
    widths = column_widths([["palabralarguísima" * 3] for _ in range(columns)], 9072)
    assert sum(widths) == 9072
    assert min(widths) > 0


def test_signatures_keep_with_their_heading_and_have_a_box_for_the_finger(rich: Document) -> None:
    element = body(rich)
    tables = [
        t for t in element.iter(qn("w:tbl")) if "SignatureTable" in str(t.xpath(".//w:tblStyle/@w:val"))
    ]
    assert [len(table.xpath("./w:tr")) for table in tables] == [2, 1]
    assert [len(table.xpath(".//w:tcBorders")) for table in tables] == [2, 0]
    assert tables[0].xpath(".//w:trHeight/@w:val") == ["1814", "1814"]
    assert "Huella" in shown(tables[0])
    assert "Huella" not in shown(tables[1])


def test_only_the_first_annex_begins_a_page(rich: Document) -> None:
    annex = next(c for c in rich.clauses if c.kind is ClauseKind.ANNEX)
    document = replace(rich, clauses=(*rich.clauses, replace(annex, id="second"), replace(annex, id="third")))
    headings = [p for p in body(document).iter(qn("w:p")) if "AnnexHeading" in str(p.style)]
    breaks = [p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None for p in headings]
    assert breaks == [True] + [False] * (len(headings) - 1)
    assert len(headings) >= 3


def test_a_full_page_of_signatures_does_not_spill_over(rich: Document) -> None:
    after = [t.getnext() for t in body(rich).iter(qn("w:tbl")) if t.tblPr.style == "SignatureTable"]
    assert after
    assert {p.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line")) for p in after} == {"20"}


def test_boxes_to_tick_stay_with_the_words_and_lines_with_each_other(with_blocks: Build) -> None:
    blocks = (one("x"), one("☐ De acuerdo", role=Role.TICK), one(role=Role.RULED), one(role=Role.RULED))
    written = part(write(with_blocks(*blocks, kind=ClauseKind.CLOSING)), "word/document.xml")
    styles = ("BodyText", "RuledLine")
    kept = [written.split(f'<w:pStyle w:val="{style}"/>')[1].startswith("<w:keepNext/>") for style in styles]
    assert kept == [True, True]


def test_words_before_a_list_stay_on_its_page(with_blocks: Build) -> None:
    element = body(with_blocks(one("Cada parte:", role=Role.NUMBERED), one("x", role=Role.ITEM)))
    intro = next(p for p in element.iter(qn("w:p")) if shown(p) == "Cada parte:")
    assert intro.find(f".//{qn('w:keepNext')}") is not None


# --- header and footer ----------------------------------------------------------------------


def test_header_and_footer_say_what_the_paper_is(rich: Document) -> None:
    section = python_docx.Document(BytesIO(write(rich))).sections[0]
    assert [p.text for p in section.header.paragraphs] == [rich.plain_title, "BORRADOR – no es para firmar"]
    footer = section.footer.paragraphs[0].text
    assert re.match(r"EX-S1 · versión 3 · código [0-9a-f]{8}\tPágina ", footer)
    assert re.findall(r'w:instr=" (\w+) "', part(write(rich), "word/footer1.xml")) == ["PAGE", "NUMPAGES"]


def test_the_code_follows_the_text(with_blocks: Build) -> None:
    first, second = (part(write(with_blocks(one(text))), "word/footer1.xml") for text in ("uno", "dos"))
    assert first != second


def test_a_draft_of_another_title_takes_nothing_over_from_the_one_before(rich: Document) -> None:
    other = replace(rich, plain_title="Otro & más", state="PROPUESTA", language="en")
    for document in (rich, other, rich):
        data = write(document)
        assert fingerprint_state(data) == "untouched"
        for name in ("word/header1.xml", "docProps/core.xml"):
            assert ("Otro &amp; más" in part(data, name)) is (document is other)
        assert ('string="PROPUESTA"' in part(data, "word/header1.xml")) is (document is other)


def test_only_drafts_carry_a_watermark(rich: Document) -> None:
    assert 'string="BORRADOR"' in part(write(rich), "word/header1.xml")
    signed = part(write(replace(rich, state="")), "word/header1.xml")
    assert "textpath" not in signed
    assert "BORRADOR" not in signed


def test_every_role_and_break_has_its_style(with_blocks: Build) -> None:
    roles = {
        Role.BODY: "BodyText",
        Role.NUMBERED: "ClauseParagraph",
        Role.ITEM: "ClauseItem",
        Role.BULLET: "ListBullet",
        Role.OPEN: "OpenChoice",
        Role.NOTICE: "DraftNotice",
        Role.PLAIN: "PlainSentence",
        Role.TICK: "TickLine",
        Role.RULED: "RuledLine",
    }
    assert set(roles) == set(Role)
    element = body(with_blocks(*(one(role.value, Break(), "x", role=role) for role in roles)))
    assert list(styled(element))[-len(roles) :] == [
        (style, f"{role.value}\nx") for role, style in roles.items()
    ]


def test_every_style_named_in_the_body_exists(rich: Document) -> None:
    data = write(rich)
    named = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"/>', part(data, "word/document.xml")))
    known = set(re.findall(r'w:styleId="(\w+)"', part(data, "word/styles.xml")))
    assert named <= known
    assert len(named) > 15


def test_a_reference_to_nothing_is_a_fault(with_blocks: Build) -> None:
    with pytest.raises(KeyError):
        write(with_blocks(one(Reference("nowhere"))))


def test_a_document_without_clauses_has_no_contents(with_blocks: Build) -> None:
    assert [style for style, _ in styled(body(with_blocks(clauses=())))] == ["Title"]


def test_clauses_may_have_no_blocks(with_blocks: Build) -> None:
    empty = Clause("empty", ClauseKind.ANNEX, "Vacío", ())
    assert ("AnnexHeading", "Vacío") in list(styled(body(with_blocks(clauses=(empty,)))))


def test_comments_stand_at_their_answer_or_clause(rich: Document) -> None:
    path = next(inline.path for inline in inlines(rich) if isinstance(inline, Field))
    comments = (
        Comment("sobre la respuesta", path=path),
        Comment("sobre la cláusula\ncon dos líneas", clause=rich.clauses[2].id),
        Comment("sobre nada que esté aquí", path="nowhere.at.all"),
    )
    data = write(replace(rich, comments=comments))
    read = python_docx.Document(BytesIO(data))
    assert [comment.text for comment in read.comments] == [comment.text for comment in comments]
    text = part(data, "word/document.xml")
    for number in (10_000, 10_001, 10_002):
        assert text.count(f'<w:commentReference w:id="{number}"/>') == 1
    start = text.index('<w:commentRangeStart w:id="10000"/>')
    assert f'<w:tag w:val="{path}"/>' in text[start : text.index('<w:commentRangeEnd w:id="10000"/>')]


def test_a_file_without_comments_has_no_part_for_them(rich: Document) -> None:
    assert "word/comments.xml" not in ZipFile(BytesIO(write(rich))).namelist()


def test_line_numbers_are_counted_only_when_asked(rich: Document) -> None:
    assert "lnNumType" not in part(write(rich), "word/document.xml")
    numbered = part(write(rich, line_numbers=True), "word/document.xml")
    assert numbered.index("<w:pgMar") < numbered.index("<w:lnNumType")
