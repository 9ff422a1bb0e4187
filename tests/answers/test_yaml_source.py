"""Reading YAML answers: every scalar stays text, and what YAML would bend is a problem with its place."""

from collections.abc import Mapping

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.answers import yaml_source
from pesagree.answers.yaml_edit import plain
from pesagree.answers.yaml_source import MappingNode, ScalarNode, SequenceNode, decode, read
from pesagree.errors import AnswersError, Place, Problem


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(AnswersError) as caught:
        read(text, "a.yaml")
    return caught.value.problems


def codes(text: str) -> list[str]:
    return [problem.code for problem in problems(text)]


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def fact(problem: Problem, name: str) -> object:
    facts: Mapping[str, object] = problem.facts
    return facts[name]


def scalar(text: str, key: str) -> ScalarNode:
    node = read(text).entries[key].value
    assert isinstance(node, ScalarNode)
    return node


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    text = "cedula: 0102030405\nno: NO\ntime: 12:30\nshare: 1.10\ndate: 2026-03-05\nyes: null\n"
    assert plain(read(text)) == {
        "cedula": "0102030405",
        "no": "NO",
        "time": "12:30",
        "share": "1.10",
        "date": "2026-03-05",
        "yes": "null",
    }


def test_nodes_know_their_places() -> None:
    root = read("seller:\n  name: Ana\n  goods: [a, b]\n", "a.yaml")
    seller = root.entries["seller"]
    assert seller.place == Place("a.yaml", 1, 1)
    assert isinstance(seller.value, MappingNode)
    assert seller.value.entries["name"].value.place == Place("a.yaml", 2, 9)
    goods = seller.value.entries["goods"].value
    assert isinstance(goods, SequenceNode)
    assert goods.flow
    assert goods.items[1].place == Place("a.yaml", 3, 14)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "{}", "\ufeff", "\ufeff# x\n"])
def test_an_empty_document_is_an_empty_mapping(text: str) -> None:
    assert read(text).entries == {}


def test_open_answers_differ_from_quoted_texts() -> None:
    assert scalar("a:\n", "a").is_open
    assert scalar("a: ~\n", "a").is_open
    assert not scalar('a: ""\n', "a").is_open
    assert not scalar("a: '~'\n", "a").is_open
    assert scalar('a: ""\n', "a").style == '"'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: ??\n", "??"),
        ("a: ?? ask someone, in March\n", "?? ask someone, in March"),
        ("a: [?? x]\n", ["?? x"]),
        ("a: {b: ?? x, c: ??, d: ???}\n", {"b": "?? x", "c": "??", "d": "???"}),
        ("a: ['??', \"¿??\"]\n", ["??", "¿??"]),
        ("a: ¿cuánto? # x\n", "¿cuánto?"),
        ("a: ?? \ue000\n", "?? \ue000"),
    ],
)
def test_question_marks_for_what_nobody_knows_yet(text: str, value: object) -> None:
    assert plain(read(text)) == {"a": value}


def test_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: [?? x, y]\nb: {c: ??}\nd: |\n  uno\n  dos\n\n# c\ne: "é😀" # c\nf:\n- 1\n- x: 2\n'
    fast = read(text)
    monkeypatch.setattr(yaml_source, "LOADER", yaml.SafeLoader)
    assert read(text) == fast


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", "3:1"),
        ("a: *x\n", "alias", "1:4"),
        ("a: &x y\n", "anchor", "1:4"),
        ("a: !Ojo con esto\n", "tag", "1:4"),
        ("? [a]\n: b\n", "key_not_text", "1:3"),
        ("- a\n", "root_not_mapping", "1:1"),
        ("texto suelto\n", "root_not_mapping", "1:1"),
        ("a: b\n---\nc: d\n", "several_documents", "2:1"),
        ("s:\n\ta: b\n", "tab_indent", "2:1"),
        ("s:\n  a: b\n\tc: d\n", "tab_indent", "3:1"),
        ("a: x\x0by\n", "control_character", "1:5"),
        ("a: x\u2028y\n", "control_character", "1:5"),
        ("a: x\ry\n", "control_character", "1:5"),
        ("a: \ud800\n", "control_character", "1:4"),
        ("a: \ufffe\n", "control_character", "1:4"),
        ("name: Parcela #3\n", "text_cut", "1:15"),
        ("name: Lote # 12\n", "text_cut", "1:12"),
        ("name: #3\n", "text_cut", "1:7"),
        ("a: {area: 1,5}\n", "text_cut", "1:13"),
        ("a: {b: Quispe, Juan}\n", "text_cut", "1:16"),
        ("a: [1,500, 2]\n", "text_cut", "1:7"),
        ("a: [Parcela #3, x]\n", "text_cut", "1:13"),
        ("name: Km 5: orilla\n", "colon_in_text", "1:7"),
        ("area: ?\nb: 1\n", "lone_question_mark", "1:7"),
        ("a: [?]\n", "lone_question_mark", "1:4"),
        ("? a\n: b\n", "lone_question_mark", "1:1"),
        ("a: @x\n", "needs_quotes", "1:4"),
        ("a: %5\n", "needs_quotes", "1:4"),
        ("a: - x\n", "needs_quotes", "1:4"),
        ("a: > 5 ha\n", "needs_quotes", "1:4"),
        ("a: >5\nb: c\n", "needs_quotes", "1:4"),
        ("a: [x] y\n", "needs_quotes", "1:4"),
        ("a: {x} y\n", "needs_quotes", "1:4"),
        ("key:value\n", "missing_space", "1:1"),
        ("a: 1\nkey:value\nb: 2\n", "missing_space", "2:1"),
        ("s:\n  key:value\n", "missing_space", "2:3"),
        ("s:\n  key:value\n  b: c\n", "missing_space", "2:3"),
        ("{a:1}\n", "missing_space", "1:2"),
    ],
)
def test_what_yaml_refuses_or_bends_is_one_problem_with_its_place(text: str, code: str, place: str) -> None:
    problem = next(p for p in problems(text) if p.code == code)
    assert f"{problem.place.line}:{problem.place.column}" == place
    assert problem.place.source == "a.yaml"
    if code not in ("key_not_text", "lone_question_mark"):
        assert len(problems(text)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('a: "x\nb: c\n', "unclosed_quote"),
        ('a: "x\nb: "c"\n', "unclosed_quote"),
        ("a: [x, y\nb: c\n", "unclosed_bracket"),
        ("a: {x: y\nb: c\n", "unclosed_bracket"),
        ('a: "C:\\d"\n', "bad_escape"),
        ("s:\n  a: b\n   c: d\n", "indent"),
        ("s:\n  a: b\n c: d\n", "indent"),
        ("a: b\nfoo\nc: d\n", "missing_colon"),
        (": x\n", "missing_key"),
        ("a: b\n\xa0 c: d\n", "odd_space"),
    ],
)
def test_other_syntax_errors_have_a_reason(text: str, reason: str) -> None:
    problem = only(text)
    assert (problem.code, fact(problem, "reason")) == ("yaml_syntax", reason)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("name: Km 5: orilla  # nota\n", 'name: "Km 5: orilla"  # nota'),
        ("  a: *importante*\n", 'a: "*importante*"'),
        ("a: !Ojo\n", 'a: "!Ojo"'),
        ('a: "Los Ángeles" S.A.\n', "a: '\"Los Ángeles\" S.A.'"),
        ("a: 'l'agua\n", "a: \"'l'agua\""),
        ("a: {b: @x, c: d}\n", 'a: {b: "@x", c: d}'),
        ("a: [b, *x]\n", 'a: [b, "*x"]'),
        ("a: [#x, y]\n", 'a: ["#x", y]'),
        ("a: ?\n", "a: ??"),
        ("b: 1\na:x\n", "a: x"),
    ],
)
def test_the_corrected_line_is_offered_and_reads(text: str, corrected: str) -> None:
    problem = only(text)
    assert fact(problem, "corrected") == corrected
    assert read(corrected).entries


def test_ordinary_comments_and_signs_do_not_trouble_anybody() -> None:
    text = (
        '# a\na: 5  # note\nb: 5 # note\nc: 5  #note\nd: 2026 # 2025\ne: # fill in\nf: "x" #y\ng: C#\n'
        "h: x ## y\ni: 5 #\nj: http://x.org/#y\nk: [a, b] #c\nl: [100, 200]\nm: |\n  Parcela #3\n"
    )
    assert len(read(text).entries) == 13


def test_text_cut_says_what_is_kept_and_what_is_lost() -> None:
    problem = only("seller:\n  - parcels:\n      - name: Parcela #3 del río  \n")
    assert problem.path == "seller.1.parcels.1.name"
    assert dict(problem.facts) == {
        "kept": "Parcela",
        "lost": "#3 del río",
        "whole": "Parcela #3 del río",
    }
    assert fact(only("a: [1,500, x]\n"), "whole") == "1,500"


def test_all_problems_are_found_at_once() -> None:
    text = "a: Parcela #3\nb: *x\na: 1\nc: !t x\nd: {e: 1,5}\nf: &g h\n---\ni: j\n"
    expected = "text_cut alias duplicate_key tag text_cut anchor several_documents"
    assert " ".join(codes(text)) == expected
    duplicate = problems(text)[2]
    assert dict(duplicate.facts) == {"key": "a", "first_line": 1}


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{a: " * 200_000, "- " * 200_000, "a: [" * 200_000, "[{" * 200_000, "? " * 200_000,
     "{" * 200_000, "".join(" " * i + "a:\n" for i in range(1900))],
    ids=["brackets", "braces", "dashes", "keys", "both", "questions", "nested keys", "indents"],
)  # fmt: skip
def test_bottomless_nesting_is_a_clean_problem(text: str) -> None:
    assert only(text).code == "too_deep"


def test_twenty_levels_are_read_and_no_more() -> None:
    assert read("a: " + "[" * 19 + "]" * 19).entries
    assert only("a: " + "[" * 20 + "]" * 20).code == "too_deep"


def test_too_large() -> None:
    problem = only("# " + "é" * 1_100_000)
    assert problem.code == "answers_too_large"
    assert fact(problem, "size_mb") == 2.1
    with pytest.raises(AnswersError):
        decode(b"#" * (2 * 1024 * 1024 + 1), "a.yaml")


def test_a_flood_of_problems_is_cut_off() -> None:
    assert len(problems("- *a\n" * 5000)) <= yaml_source.MAX_PROBLEMS + 1
    assert len(problems("\x01" * 5000)) == yaml_source.MAX_PROBLEMS


def test_decode() -> None:
    assert decode("a: ñ".encode(), "a.yaml") == "a: ñ"
    assert decode(b"\xef\xbb\xbfa: b", "a.yaml") == "a: b"
    for encoding in ("utf-16-le", "utf-16-be"):
        with pytest.raises(AnswersError) as caught:
            decode("\ufeffa: b".encode(encoding), "a.yaml")
        assert caught.value.problems[0].code == "utf_16"


def test_decode_shows_the_word_that_is_not_utf8() -> None:
    data = "a: ñ\nb: ".encode() + 'la "Asociación" de'.encode("cp1252")
    with pytest.raises(AnswersError) as caught:
        decode(data, "a.yaml")
    problem = caught.value.problems[0]
    assert (problem.code, problem.place) == ("not_utf8", Place("a.yaml", 2, 16))
    assert dict(problem.facts) == {"line": 2, "word": "Asociación"}


def test_lines_count_the_same_with_windows_line_ends() -> None:
    text = "é: x\r\nb: |\r\n  uno\r\n  dos\r\n\r\nc: *y\r\n"
    assert only(text).place == Place("a.yaml", 6, 4)
    assert scalar(text.replace("*", ""), "b").text == "uno\ndos\n"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:# ?-[]{},\"'|>&*!%@~\n\t\\1é", max_size=40))
def test_any_text_is_read_or_refused_with_a_problem(text: str) -> None:
    found: tuple[Problem, ...] | None = None
    try:
        read(text, "a.yaml")
    except AnswersError as error:
        found = error.problems
    assert found is None or (found and all(problem.code and problem.place.line for problem in found))


def test_what_was_seen_before_a_fault_of_syntax_is_told_too() -> None:
    assert codes("a: 1\na: 2\n] b: [\n")[0] == "duplicate_key"
    assert codes("a: [1,500\nb: 2\n")[0] == "text_cut"
