"""Editing YAML answers: what is set reads back, and nobody's comments, order or quotes are lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.answers import yaml_edit
from pesagree.answers.yaml_edit import Change, Path, Plain, Remove, Set, dump, edit, plain
from pesagree.answers.yaml_source import read
from pesagree.errors import AnswersError

ANSWERS = """\
# Agreement of the watershed
pesagree: 1
seller:   # the community
  name: Comunidad   # short
  kind: "native"
  # more to ask

  goods: [a, b]  # list
  text: |  # long
    uno
    dos

buyer:
  - name: SEDAPAL
    ruc: '20100152356'
  # the second one
  - name: Otro

# how to leave
exit_seller: {when: never, notice_days: 90}
empty:  # to do
open: ~
# the end
"""


def at(value: Plain, path: Path) -> Plain:
    for step in path:
        if isinstance(step, str):
            assert isinstance(value, dict)
            value = value[step]
        else:
            assert isinstance(value, list)
            value = value[step]
    return value


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of two texts has."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (Set(("seller", "name"), "Otra"), ["  name: Comunidad   # short"], ["  name: Otra   # short"]),
        (Set(("seller", "name"), "a: b"), ["  name: Comunidad   # short"], ['  name: "a: b"   # short']),
        (
            Set(("seller", "name"), "tres\ncuatro"),
            ["  name: Comunidad   # short"],
            ["  name: |-   # short", "    tres", "    cuatro"],
        ),
        (
            Set(("seller", "name", "first"), "Ana"),
            ["  name: Comunidad   # short"],
            ["  name:   # short", "    first: Ana"],
        ),
        (Set(("seller", "text"), "x"), ["  text: |  # long", "    uno", "    dos"], ["  text: x  # long"]),
        (Set(("seller", "text"), "x\ny\n"), ["    uno", "    dos"], ["    x", "    y"]),
        (Set(("seller", "goods", 2), "c"), ["  goods: [a, b]  # list"], ["  goods: [a, b, c]  # list"]),
        (Set(("seller", "goods"), "x"), ["  goods: [a, b]  # list"], ["  goods: x  # list"]),
        (Set(("seller", "new"), "v"), [], ["  new: v"]),
        (Set(("seller", "a", "b"), "v"), [], ["  a:", "    b: v"]),
        (Set(("top", 0, "name"), "v"), [], ["top:", "  - name: v"]),
        (Set(("buyer", 1, "ruc"), "1"), [], ["    ruc: 1"]),
        (Set(("buyer", 2), {"name": "X", "ruc": "2"}), [], ["  - name: X", "    ruc: 2"]),
        (
            Remove(("buyer", 0, "name")),
            ["  - name: SEDAPAL", "    ruc: '20100152356'"],
            ["  - ruc: '20100152356'"],
        ),
        (Remove(("buyer", 0)), ["  - name: SEDAPAL", "    ruc: '20100152356'"], []),
        (
            Set(("exit_seller", "when"), "a, b"),
            ["exit_seller: {when: never, notice_days: 90}"],
            ['exit_seller: {when: "a, b", notice_days: 90}'],
        ),
        (
            Set(("exit_seller", "who"), ["x", {"y": "z"}]),
            ["exit_seller: {when: never, notice_days: 90}"],
            ["exit_seller: {when: never, notice_days: 90, who: [x, {y: z}]}"],
        ),
        (
            Remove(("exit_seller", "when")),
            ["exit_seller: {when: never, notice_days: 90}"],
            ["exit_seller: {notice_days: 90}"],
        ),
        (Set(("empty",), "x"), ["empty:  # to do"], ["empty: x  # to do"]),
        (Set(("empty", "y"), "x"), [], ["  y: x"]),
        (Set(("open",), ["x", "y"]), ["open: ~"], ["open: [x, y]"]),
        (Set(("open",), None), [], []),
        (Remove(("open",)), ["open: ~"], []),
        (Remove(("nothing", "here")), [], []),
    ],
    ids=str,
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_only_the_lines_concerned_change(
    change: Change, gone: list[str], come: list[str], newline: str
) -> None:
    text = ANSWERS.replace("\n", newline)
    after = edit(text, [change])
    assert changed_lines(text, after) == (gone, come)
    assert after.count("\n") == after.count(newline)


def test_new_keys_stand_at_the_end_of_their_section() -> None:
    text = "seller:\n  name: Ana\n  # kind: ...\n\n# the buyer\nbuyer:\n  name: Eva\n# the end\n"
    after = edit(text, [Set(("seller", "kind"), "x"), Set(("buyer", "kind"), "y"), Set(("law",), "z")])
    assert after == (
        "seller:\n  name: Ana\n  # kind: ...\n  kind: x\n\n"
        "# the buyer\nbuyer:\n  name: Eva\n  kind: y\nlaw: z\n# the end\n"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "a:\n  b: c\n"),
        ("# x", "# x\na:\n  b: c\n"),
        ("# x\n\n", "# x\n\na:\n  b: c\n"),
        ("\ufeff# x\r\n", "\ufeff# x\r\na:\r\n  b: c\r\n"),
        ("---\n", "---\na:\n  b: c\n"),
        ("{}\n", "a:\n  b: c\n"),
        ("{x: y}", "{x: y, a: {b: c}}"),
        ("x: y", "x: y\na:\n  b: c"),
        ("a: {}\n", "a:\n  b: c\n"),
        ("a: x # y\n", "a: # y\n  b: c\n"),
        ("x: |\n  y", "x: |-\n  y\na:\n  b: c"),
    ],
)
def test_setting_into_little_or_nothing(text: str, after: str) -> None:
    assert edit(text, [Set(("a", "b"), "c")]) == after


def test_a_party_written_without_a_list_becomes_the_first_of_several() -> None:
    text = "seller:  # who\n  # its name\n  name: Ana  # x\n  text: |\n    uno\nbuyer: {name: Eva}\n"
    after = edit(text, [Set(("seller", 1, "name"), "Luz"), Set(("buyer", 1, "name"), "Sol")])
    assert after == (
        "seller:  # who\n  # its name\n  - name: Ana  # x\n    text: |\n      uno\n  - name: Luz\n"
        "buyer: [{name: Eva}, {name: Sol}]\n"
    )
    assert edit(text, [Set(("seller", 0, "name"), "Luz")]) == text.replace("Ana", "Luz")
    assert edit("s:\n  - n: a\n", [Set(("s", "n"), "b")]) == "s:\n  - n: b\n"


def test_lists_under_a_key_without_indentation() -> None:
    text = "a:\n- x  # one\n-  # two\n- y\nb: c\n"
    after = edit(text, [Set(("a", 1), "z"), Set(("a", 3), "w")])
    assert after == "a:\n- x  # one\n- z  # two\n- y\n- w\nb: c\n"
    assert edit(text, [Remove(("a", 0))]) == "a:\n-  # two\n- y\nb: c\n"


def test_removing_everything_leaves_an_empty_section() -> None:
    assert edit("a:  # x\n  b: c\nd: e\n", [Remove(("a", "b"))]) == "a: {}  # x\nd: e\n"
    assert edit("a:\n  - b\nd: e\n", [Remove(("a", 0))]) == "a: []\nd: e\n"
    assert edit("a: b\n", [Remove(("a",))]) == ""


def test_no_change_is_no_change() -> None:
    assert edit(ANSWERS, []) == ANSWERS
    assert edit(ANSWERS, [Set(("seller", "kind"), "native"), Set(("open",), None)]) == ANSWERS


def test_impossible_paths_are_errors_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no item 5"):
        edit(ANSWERS, [Set(("buyer", 5), "x")])
    with pytest.raises(ValueError, match="no key x"):
        edit(ANSWERS, [Set(("seller", "goods", "x"), "y")])


def test_texts_and_trees_that_no_file_can_hold_are_problems() -> None:
    with pytest.raises(AnswersError) as caught:
        edit(ANSWERS, [Set(("seller", "name"), "A\udcf1o")])
    assert [(p.code, p.path) for p in caught.value.problems] == [("control_character", "seller.name")]
    deep: Plain = "x"
    for _ in range(30):
        deep = {"a": deep}
    with pytest.raises(AnswersError) as caught:
        edit(ANSWERS, [Set(("deep",), deep)])
    assert caught.value.problems[0].code == "too_deep"
    with pytest.raises(AnswersError):
        edit("a: *x\n", [Set(("b",), "c")])


def test_a_careful_edit_that_fails_is_never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_edit._Editor, "section_end", lambda *_: 0)
    after = edit(ANSWERS, [Set(("seller", "new"), "v")])
    assert at(plain(read(after)), ("seller", "new")) == "v"
    assert after.startswith("# Agreement of the watershed\n")


def test_dump() -> None:
    value = {
        "pesagree": "1",
        "seller": {"name": "Comunidad: San José", "goods": ["a", "b"], "notes": ["uno, dos", "tres"]},
        "parcels": [{"name": "Parcela #3", "area": "?? Ana, en marzo"}, {"text": "uno\ndos\n"}],
        "open": None,
        "none": {},
        "no": "NO",
        "blank": "",
    }
    assert dump(value) == (
        "pesagree: 1\n"
        'seller:\n  name: "Comunidad: San José"\n  goods: [a, b]\n  notes:\n    - uno, dos\n    - tres\n'
        'parcels:\n  - name: "Parcela #3"\n    area: ?? Ana, en marzo\n  - text: |\n      uno\n      dos\n'
        'open:\nnone: {}\nno: NO\nblank: ""\n'
    )
    assert dump({}) == ""


# Any text at any path

AWKWARD = [
    "no", "~", "", "??", "?? Ana, en marzo", "?", "1.10", "0102030405", "null", "1,500", "x" * 300,
    "a: b", "a:", "k:v", "a #b", "#3", "Ñuñoa # 5", "a  # b", "- x", "-", "x, y", "[a]", "{a}", "{{ x }}",
    "a\nb", "a\nb\n", "a\n\nb\n\n", " a\nb", "a\n  b\n c", "a\n# b", "a\n\tb", "a\n ", "\n", " ", " a", "a ",
    '"q"', "it's", "\\n", "a\\", "C:\\Users", "\ta", "a\tb", "\xa0a", "é😀", "\ue000??", "\r\n", "a\rb",
    "\x00\x1b\x85", "\u2028", "\ufeff", "\ufffe",
    "|", ">5", "@a", "%a", "`a`", "&a", "*a*", "!a", "...", "---",
    "--- a", "<<", "=",
]  # fmt: skip
signs = st.text(alphabet="ab:# ?\n-,[]{}'\"\t", max_size=12)
texts = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=30), signs)
keys = st.one_of(st.sampled_from(["name", "a b", "no", "", "a: b", "#k", "? k", "é"]), st.text(max_size=8))
values = st.recursive(
    st.one_of(texts, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)
SCALARS: list[Path] = [
    ("pesagree",), ("seller", "name"), ("seller", "kind"), ("seller", "goods", 0), ("seller", "text"),
    ("buyer", 0, "ruc"), ("buyer", 1, "name"), ("exit_seller", "when"), ("empty",), ("open",),
]  # fmt: skip
NEW: list[Path] = [
    ("seller", "new"), ("seller", "goods", 2), ("buyer", 1, "new"), ("buyer", 2), ("exit_seller", "new"),
    ("new", "a"), ("seller",), ("buyer", 0), ("exit_seller",), ("empty", "a", 0), ("buyer",),
]  # fmt: skip


def comments(text: str) -> list[str]:
    return re.findall(r"[ \t]*# (?:Agree|the|short|more|list|long|how|to do)[^\r\n]*", text)


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from(SCALARS), text=texts, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_text_reads_back_and_comments_stay(path: Path, text: str, newline: str) -> None:
    before = ANSWERS.replace("\n", newline)
    after = edit(before, [Set(path, text)])
    assert at(plain(read(after)), path) == text
    assert comments(after) == comments(before)
    restored = edit(after, [Set(path, at(plain(read(before)), path))])
    assert plain(read(restored)) == plain(read(before))


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from(SCALARS + NEW), value=values, final_newline=st.booleans())
def test_any_value_reads_back_at_any_path(path: Path, value: Plain, final_newline: bool) -> None:
    after = edit(ANSWERS if final_newline else ANSWERS.rstrip("\n"), [Set(path, value)])
    assert at(plain(read(after)), path) == value
    assert after.startswith("# Agreement of the watershed\npesagree:")
    assert "# how to leave" in after


@settings(max_examples=100, deadline=None)
@given(value=st.dictionaries(keys, values, max_size=4), path=st.tuples(keys, keys), text=texts)
def test_any_dump_reads_back_and_can_be_edited(value: dict[str, Plain], path: Path, text: str) -> None:
    written = dump(value)
    assert plain(read(written)) == value
    if not isinstance(value.get(str(path[0])), list):
        after = edit(written, [Set(path, text)])
        assert at(plain(read(after)), path) == text
        assert path[-1] not in (at(plain(read(edit(after, [Remove(path)]))), path[:1]) or {})
