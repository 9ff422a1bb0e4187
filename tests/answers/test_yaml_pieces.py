"""Reading piece by piece comes to what PyYAML comes to, and gives the same node for the same piece."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pesagree.answers import yaml_pieces
from pesagree.answers.yaml_pieces import usual
from pesagree.answers.yaml_source import MappingNode, Node, ScalarNode, SequenceNode, read
from pesagree.errors import NOWHERE, Place
from pesagree.resources import samples_dir

SAMPLES = sorted(samples_dir().glob("*.yaml"))


def bare(node: Node) -> object:
    """A node without places and spans."""
    if isinstance(node, ScalarNode):
        return node.text, node.style
    if isinstance(node, SequenceNode):
        return [bare(item) for item in node.items], node.flow
    return {key: (entry.key, bare(entry.value)) for key, entry in node.entries.items()}, node.flow


def same(text: str) -> bool:
    """Whether a text was read in pieces; it has to come to what PyYAML comes to."""
    node = usual(text, "a.yaml")
    if node is not None:
        assert bare(node) == bare(read(text, "a.yaml"))
    return node is not None


@pytest.fixture
def left_to_pyyaml(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections that were left to PyYAML."""
    left: list[str] = []

    def noted(text: str) -> MappingNode:
        left.append(text)
        return read(text)

    monkeypatch.setattr(yaml_pieces, "read", noted)
    monkeypatch.setattr(yaml_pieces, "_entries", {})
    monkeypatch.setattr(yaml_pieces, "_items", {})
    return left


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_written_in_the_usual_forms(path: object, left_to_pyyaml: list[str]) -> None:
    assert same(SAMPLES[SAMPLES.index(path)].read_text(encoding="utf-8"))  # type: ignore[arg-type]
    assert left_to_pyyaml == []


@pytest.mark.parametrize(
    "text",
    [
        "a: x",
        "a: x  \n\n# c\nb:   y z\n",
        "a:\n",
        "a:   # nobody knows yet\n  # nor this\nb: ~\n",
        "a: 5  # note\nb: 5 # note\nc: 5  #note\nd: 5 #\n",
        "a: ?? Ana, in March\nb: ¿quién?\nc: -5\nd: a-b, c: no\n".replace(": no", ""),
        "a: 12:30\nb: http://x.org/y\n",
        "a: \"x # y: z\"\nb: 'it''s'   # c\nc: ''\n",
        "a:\n  b: 1\n\n  c:\n    d: 2\n# c\n  e: 3\n",
        "a:\n  - x\n  - 'y'\n  -   z\nb:\n- 1\n- c: 2\n  d:\n  - 3\n",
        'a:\n  - b: 1\n    c:\n      - d: 2\n    e: {f: g, h: [i, "j, k"]}\n  - b: 2\n',
        "a: [x, y z,   w, ??, ?? v]\nb: {c: d, e: 'f'}  # g\n",
        "\ufeffa: x\r\nb:\r\n  - y\r\n",
    ],
)
def test_usual_forms(text: str, left_to_pyyaml: list[str]) -> None:
    assert same(text)
    assert left_to_pyyaml == []


@pytest.mark.parametrize(
    "section",
    [
        "a: |\n  uno\n  dos\n",
        "a: >-\n  uno\n\n",
        "a: uno\n  dos\n",
        "a: [x,\n  y]\n",
        'a: "uno\n  dos"\n',
        'a: "x\\ny"\n',
        "a: []\n",
        "a: {b: , c: d}\n",
        "a: [x?, y]\n",
        "a:\n  uno\n",
        "a:\n  'b': 1\n",
        "a:\n  - - b\n",
        "a: 5 # 6\n",
        "a:\n   b: 1\n   # c\n   'd': e\n",
        "a: x\u00a0y\n",
    ],
)
def test_an_unusual_section_is_left_to_pyyaml_by_itself(section: str, left_to_pyyaml: list[str]) -> None:
    assert same(f"before: x\n{section}after: y\n")
    assert left_to_pyyaml == [section]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# c\n",
        "  a: x\n",
        "- a\n",
        "a: x\na: x\n",
        "a:\n  b: x\n  b: x\n",
        "a: {b: x, b: x}\n",
        "a: x\n---\nb: y\n",
        "a: x\n...\nb: y\n",
        "%YAML 1.1\na: x\n",
        '"a": x\n',
        "a: x\n b: y\n",
        "a: *x\n",
        "a: Lote #3\n",
        "a: {area: 1,5}\n",
        "a: [1,500]\n",
        "a: b: c\n",
        "a: 'x\nb: y'\n",
        "a: x\ry\n",
        "a: x\r",
        "a: [x}\n",
        "a: |\n  x",
        "a: " + "[" * 30 + "x" + "]" * 30 + "\n",
    ],
)
def test_what_may_be_at_fault_is_read_as_a_whole(text: str) -> None:
    assert usual(text) is None


SIGNS = [
    "a: ", "b: ", "c:", "- ", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "x", "é 1", "??", " # c",
    "  # c", " #c", '"q"', "'s'", '"', "'", "[", "]", "{", "}", ", ", ",", "{a: x}", "[x, y]", "|", "> ",
    "-", "--- ", ":", "  ", "1", "?", "&a", "*a", "!", "%", "@", "~", "\\", "\t", "\r\n",
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(["", "a: ", "a:\n  b: ", "a:\n  - ", "k: x\na: ", "a: [", "a: {b: "]),
    st.lists(st.sampled_from(SIGNS), max_size=12).map("".join),
    st.sampled_from(["", "\n", "\nz: 1\n", "\n  z: 1", "]\n", "}\nz: 1\n"]),
)
def test_any_text_is_read_as_pyyaml_reads_it_or_left_to_it(before: str, text: str, after: str) -> None:
    same(before + text + after)


def test_the_same_piece_is_the_same_node() -> None:
    text = "a:\n  b: {c: x}\n  d:\n    - e: 1\n    - e: 2\nf:\n  g: y\n"
    one, other = usual(text), usual(text.replace("e: 1", "e: 3"))
    assert one
    assert other
    assert other.entries["f"] is one.entries["f"]
    assert (before := one.entries["a"].value) is not (after := other.entries["a"].value)
    assert isinstance(before, MappingNode)
    assert isinstance(after, MappingNode)
    assert after.entries["b"] is before.entries["b"]
    assert isinstance(items := before.entries["d"].value, SequenceNode)
    assert isinstance(changed := after.entries["d"].value, SequenceNode)
    assert changed.items[1] is items.items[1]


def test_nodes_have_no_places() -> None:
    root = usual("a: x\n", "a.yaml")
    assert root
    assert root.place == Place("a.yaml", 1, 1)
    assert root.entries["a"].value.place == NOWHERE


def test_pieces_that_are_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_pieces, "MAX_PIECES", 20)
    for number in range(100):
        assert same(f"a: {number}\nb:\n  - {number}\n")
        assert len(yaml_pieces._entries) + len(yaml_pieces._items) < 30
