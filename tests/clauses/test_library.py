"""Loading clauses: all of ours load, both languages agree, and every fault has its file and line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from pesagree.clauses import ClauseTemplate, Form, Library, library
from pesagree.clauses.library import MAX_CLAUSE, index
from pesagree.clauses.sandbox import environment
from pesagree.document import ClauseKind
from pesagree.errors import Place, Problem, TemplateError
from pesagree.resources import templates_dir
from pesagree.wording.language import LANGUAGES

Build = Callable[..., Library]
Faults = Callable[..., list[Problem]]
IDS = [entry.id for entry in index(templates_dir() / "clauses.yaml")]


def clause(language: str, identity: str) -> ClauseTemplate:
    return next(one for one in library(language).clauses if one.entry.id == identity)


# --- the clauses that ship with the tool ----------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_loads_and_passes_the_check(language: str) -> None:
    assert [one.entry.id for one in library(language).clauses] == IDS
    for one in library(language).clauses:
        assert len(one.trees) == len(one.pieces) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_clause_file_is_left_over(language: str) -> None:
    assert {file.stem for file in (templates_dir() / language / "clauses").iterdir()} == set(IDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_has_its_words(language: str) -> None:
    for one in library(language).clauses:
        assert one.heading, one.entry.id
        assert one.plain, one.entry.id
        assert one.note, one.entry.id


def test_ids_are_unique_and_fit_a_bookmark() -> None:
    assert len(set(IDS)) == len(IDS)
    assert all(re.fullmatch(r"[a-z][a-z_]{0,30}", identity) for identity in IDS)


def test_the_draft_opens_with_front_matter_and_ends_with_annexes() -> None:
    kinds = [entry.kind for entry in library("es").entries if Form.FULL in entry.forms]
    order = [ClauseKind.FRONT, ClauseKind.CLAUSE, ClauseKind.CLOSING, ClauseKind.ANNEX]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order)


@pytest.mark.parametrize("identity", IDS)
def test_both_languages_have_the_same_pieces_with_the_same_logic(identity: str) -> None:
    spanish, english = clause("es", identity), clause("en", identity)
    assert len(spanish.pieces) == len(english.pieces)
    for number, (one, other) in enumerate(zip(spanish.pieces, english.pieces, strict=True)):
        assert logic(one) == logic(other), f"piece {number + 1} of {identity}"


def logic(piece: str) -> list[str]:
    """What a piece asks, prints and chooses, without its words, sorted: word order differs."""
    found: list[str] = []

    def dotted(node: nodes.Node) -> str:
        if isinstance(node, nodes.Getattr):
            return f"{dotted(node.node)}.{node.attr}"
        return node.name if isinstance(node, nodes.Name) else repr(node)

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Getattr):
            path = dotted(node)
            if not path.startswith("roles."):
                found.append(path)
            return
        if isinstance(node, nodes.For):
            found.append(f"for {dotted(node.target)} in {dotted(node.iter)}")
        if isinstance(node, nodes.If):
            found.append("if")
        if isinstance(node, nodes.Filter):
            codes = ",".join(str(getattr(keyword, "key", "")) for keyword in node.kwargs)
            found.append(f"| {node.name} {codes}")
        if isinstance(node, nodes.Compare):
            found.append(" ".join(operand.op for operand in node.ops))
        if isinstance(node, nodes.Call):
            found.append(f"ref {node.args[0].value if isinstance(node.args[0], nodes.Const) else ''}")
        for child in node.iter_child_nodes():
            walk(child)

    walk(environment().parse(piece))
    return sorted(found)


def test_logic_sees_a_difference() -> None:
    assert logic("a {{ buyer.name }}") == logic("{{ buyer.name }} b")
    assert logic("{{ buyer.name }}") != logic("{{ seller.name }}")
    assert logic("{% if when.cash %}a{% endif %}") != logic("{% if not when.cash or when.PE %}a{% endif %}")
    assert logic('{{ pay.to | choose(a="1") }}') != logic('{{ pay.to | choose(b="1") }}')


# --- what a clause file is ------------------------------------------------------------------


def test_pieces_stand_between_blank_lines_and_know_their_line(build: Build) -> None:
    (one,) = build({"uno": "---\nheading: A\nplain: b\nnote: c\n---\n\nUno\ndos\n\n \n\nTres\n"}).clauses
    assert (one.heading, one.plain, one.note) == ("A", "b", "c")
    assert one.pieces == ("Uno\ndos", "Tres")
    assert one.piece_lines == (7, 12)
    assert one.place(1) == Place(str(one.file), 12)


def test_windows_line_ends_make_no_difference(build: Build) -> None:
    (one,) = build({"uno": b"---\r\nheading: A\r\n---\r\nUno\r\n\r\nDos\r\n"}).clauses
    assert one.pieces == ("Uno", "Dos")
    assert one.piece_lines == (4, 6)


def test_the_index_says_what_no_language_owns(build: Build) -> None:
    text = "- {id: uno, kind: annex, when: cash or goods, part: particular, numbered: false, covers: [A-1]}\n"
    (entry,) = build({"uno": "---\nheading: A\n---\nUno\n"}, index=text).entries
    assert (entry.kind, entry.part, entry.numbered, entry.covers) == (
        ClauseKind.ANNEX,
        "particular",
        False,
        ("A-1",),
    )
    assert entry.condition is not None
    assert entry.condition.name == "cash or goods"


# --- what can be wrong with it --------------------------------------------------------------


def found(problems: list[Problem]) -> list[tuple[str, str, int]]:
    return [(p.code, Path(p.place.source).name, p.place.line) for p in problems]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Sin cabeza.\n", "template_front_matter", 1),
        ("---\nheading: A\nUno\n", "template_front_matter", 1),
        ("---\nplain: a\n---\nUno\n", "template_front_matter", 1),
        ("---\n- a\n---\nUno\n", "template_front_matter", 1),
        ("", "template_front_matter", 1),
        ("---\nheading: A\nnote: uno: dos\n---\nUno\n", "template_yaml", 3),
        ('---\nheading: "A\n---\nUno\n', "template_yaml", 2),
        (b"---\nheading: \xf1\n---\nUno\n", "template_unreadable", 0),
        ("---\nheading: A\n---\n" + "a" * MAX_CLAUSE, "template_too_large", 0),
        (None, "template_unreadable", 0),
    ],
    ids=[
        "none",
        "unclosed",
        "no heading",
        "a list",
        "empty",
        "colon",
        "quote",
        "latin-1",
        "large",
        "missing",
    ],
)
def test_a_fault_of_the_file_has_its_place(
    faults: Faults, text: str | bytes | None, code: str, line: int
) -> None:
    (problem,) = found(faults(files={"uno": text}))
    assert problem[:2] == (code, "uno.md")
    assert problem[2] in ((line, line + 1) if code == "template_yaml" else (line,))


def test_faults_of_all_files_come_at_once(faults: Faults) -> None:
    head = "---\nheading: A\n---\n"
    problems = faults(
        files={
            "uno": "Sin cabeza.\n",
            "dos": head + "Bien.\n\n{{ nadie }}\n",
            "tres": head + "{{ buyer.nombre }}\n\n{% if %}\n",
            "cuatro": None,
        }
    )
    assert sorted(found(problems)) == [
        ("template_front_matter", "uno.md", 1),
        ("template_syntax", "tres.md", 6),
        ("template_unknown_name", "dos.md", 6),
        ("template_unknown_name", "tres.md", 4),
        ("template_unreadable", "cuatro.md", 0),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {id: uno, when: full_moon}\n", "template_condition"),
        ("- {id: uno\n", "template_unreadable"),
        ("", "template_unreadable"),
        ("uno\n", "template_unreadable"),
        ("- uno\n", "template_unreadable"),
        ("- {kind: annex}\n", "template_unreadable"),
        ("- {id: uno, kind: chapter}\n", "template_unreadable"),
        ("- {id: uno, covers: 3}\n", "template_unreadable"),
        ("- {id: uno, covers: A-1}\n", "template_unreadable"),
    ],
)
def test_a_fault_of_the_index_is_no_traceback(faults: Faults, text: str, code: str) -> None:
    (problem,) = found(faults(index=text))
    assert problem[:2] == (code, "clauses.yaml")


def test_an_index_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        Library("es", tmp_path)
    assert found(list(caught.value.problems)) == [("template_unreadable", "clauses.yaml", 0)]


def test_ours_is_read_once() -> None:
    first: Any = library("es")
    assert library("es") is first


def test_a_country_may_word_a_clause_in_its_own_way(tmp_path: Path) -> None:
    folder = tmp_path / "es" / "clauses"
    (folder / "BO").mkdir(parents=True)
    (tmp_path / "clauses.yaml").write_text("- {id: one}\n- {id: two}\n", "utf-8")
    for name in ("one", "two", "BO/two"):
        (folder / f"{name}.md").write_text(f"---\nheading: {name}\n---\nTexto.\n", "utf-8")
    headings = {
        country: [clause.heading for clause in Library("es", tmp_path, country).clauses]
        for country in (None, "BO", "PE")
    }
    assert headings == {None: ["one", "two"], "BO": ["one", "BO/two"], "PE": ["one", "two"]}
