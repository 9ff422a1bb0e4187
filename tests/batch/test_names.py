"""Names of files: every system can hold them, no two keys share one, nothing private is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pesagree.answers.reading import parse
from pesagree.batch.names import MOST_BYTES, MOST_LETTERS, alike, is_identity, name_of, pattern_of, safe
from pesagree.errors import UsageError

DEAL = parse(
    "agreement: {id: CM-7}\nseller: {name: 'Ana / Ñusta', kind: household, tax_id: none}\n"
    "term: {start: 2027-01-15}\nsite: {area_ha: 1.50}\n",
    "deal.yaml",
).agreement


def named(pattern: str, key: str = "CM-7", language: str = "es") -> str:
    return name_of(pattern_of(pattern), key, DEAL, language)


def codes(pattern: str) -> list[str]:
    with pytest.raises(UsageError) as caught:
        pattern_of(pattern)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{key}", "CM-7"),
        ("{clave}", "CM-7"),
        ("{agreement.id}-{seller.name}", "CM-7-Ana - Ñusta"),
        ("{seller.1.name}", "Ana - Ñusta"),
        ("{Nombre de quien cuida}", "Ana - Ñusta"),
        ("{seller.kind}_{term.start}", "familia_2027-01-15"),
        ("{site.area_ha} ha", "1.5 ha"),
        ("{key}-{buyer.name}", "CM-7"),
        ("{buyer.name}", ""),
    ],
)
def test_patterns_take_answers(pattern: str, name: str) -> None:
    assert named(pattern) == name


def test_what_no_name_can_hold_is_refused_all_at_once() -> None:
    assert codes("{seler.name}{private.minimum}{xyz qrs}{pay.goods}{site.parcels}") == [
        "name_unknown_near",
        "name_private",
        "name_unknown",
        "name_long",
        "name_long",
    ]
    assert codes("contrato") == ["name_alike"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 .x", "_Com1 .x"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("a/b\\c:d", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", ""),
        (" x . ", "x"),
        ("~$hidden", "$hidden"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00\x07b\nc", "ab c"),
        ("=CMD()", "=CMD()"),
        ("Nin\u0303o", "Niño"),
    ],
)
def test_names_are_made_safe(text: str, name: str) -> None:
    assert safe(text) == name


def test_keys_that_had_to_change_stay_apart() -> None:
    names = {named("{key}", key) for key in ("A/1", "A-1", "A:1", "A-1.")}
    assert len(names) == 4
    assert "A-1" in names


def test_long_names_are_cut_and_stay_apart() -> None:
    one, other = named("{key}", "x" * 299 + "1"), named("{key}", "x" * 299 + "2")
    assert one != other
    assert len(one) == len(other) == MOST_LETTERS
    assert len(named("{key}", "ñ" * 300).encode()) <= MOST_BYTES


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_any_key_makes_a_name_for_every_system(key: str) -> None:
    name = named("{key}", key)
    assert name
    assert len(name) <= MOST_LETTERS
    assert len(name.encode()) <= MOST_BYTES
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")


@given(st.lists(st.text(alphabet="aA/.-: ñÑ~", min_size=1, max_size=6).filter(str.strip), unique_by=alike))
def test_keys_that_differ_have_names_that_differ(keys: list[str]) -> None:
    spaced = {" ".join(key.split()): key for key in keys}.values()
    names = [alike(named("{key}", key)) for key in spaced]
    assert len(set(names)) == len(names)


def test_identity_numbers_are_known() -> None:
    assert is_identity("seller.signers.1.id")
    assert is_identity("buyer.tax_id")
    assert is_identity("buyer.phone")
    assert not is_identity("agreement.id")
    assert not is_identity("seller.name")
