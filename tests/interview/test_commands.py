"""Every line has one meaning, in both languages."""

import pytest

from pesagree.interview.commands import Typed, Verb, parse
from pesagree.wording import wording


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("", Verb.KEEP),
        ("  ", Verb.KEEP),
        ("=", Verb.FAIR),
        ("?", Verb.EXPLAIN),
        ("<", Verb.BACK),
        ("??", Verb.UNKNOWN),
        (":list", Verb.LIST),
        (":lista", Verb.LIST),
        (":LISTA", Verb.LIST),
        (":go 47", Verb.GO),
        (":ir term.years", Verb.GO),
        (":note x", Verb.NOTE),
        (":nota x", Verb.NOTE),
        (":edit", Verb.EDIT),
        (":editar", Verb.EDIT),
        (":draft", Verb.DRAFT),
        (":borrador", Verb.DRAFT),
        (":quit", Verb.QUIT),
        (":salir", Verb.QUIT),
        (":)", Verb.UNSURE),
        (":", Verb.UNSURE),
        ("\\:salir", Verb.ANSWER),
        ("hola", Verb.ANSWER),
    ],
)
def test_what_a_line_means(line, verb):
    assert parse(line).verb is verb


def test_both_languages_have_the_same_phrases():
    def keys(tree, prefix=""):
        for key, value in tree.items():
            yield from keys(value, f"{prefix}{key}.") if isinstance(value, dict) else [prefix + key]

    assert set(keys(wording("es").talk)) == set(keys(wording("en").talk))


def test_what_follows_a_command_is_kept():
    assert parse("?? Ana, hasta marzo").text == "Ana, hasta marzo"
    assert parse(":ir  seller.name ").text == "seller.name"
    assert parse("~") == Typed(Verb.ANSWER, "\\~")
