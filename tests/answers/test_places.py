"""Where answers stand: looked up in the raw tree, by path."""

import pytest

from pesagree.answers import places as module
from pesagree.answers.places import Places
from pesagree.answers.yaml_source import read

TEXT = """\
seller:
  - name: A
  - name: B
    signers: [{name: Ana}]
pay: {goods: [{item: red}, {item: {es: bote}}]}
buyer: {name: C}
law: {language: {in: [spa]}}
site: {area_ha: {proposals: {buyer: 5}}}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("seller", "a.yaml:2:5"),
        ("seller.name", "a.yaml:2:11"),
        ("seller.1.name", "a.yaml:2:11"),
        ("seller.2.name", "a.yaml:3:11"),
        ("seller.2.signers.1.name", "a.yaml:4:22"),
        ("buyer.name", "a.yaml:6:15"),
        ("buyer.1.name", "a.yaml:6:15"),
        ("pay.goods.2.item.es", "a.yaml:5:40"),
        ("law.language.in", "a.yaml:7:22"),
        ("site.area_ha", "a.yaml:8:17"),
        ("private.net", "b.yaml:1:16"),
    ],
)
def test_the_place_of_what_is_written(path: str, place: str) -> None:
    assert str(Places(read(TEXT, "a.yaml"), read("private: {net: 1}", "b.yaml"))[path]) == place


@pytest.mark.parametrize(
    "path", ["", "site.name", "seller.3.name", "pay.goods.item", "pay.goods.0", "mid.name"]
)
def test_what_is_not_written_has_no_place(path: str) -> None:
    assert Places(read(TEXT)).get(path) is None
    with pytest.raises(KeyError):
        Places(read(TEXT))[path]


def test_the_nearest_part_above_that_is_written() -> None:
    places = Places(read(TEXT, "a.yaml"))
    assert str(places.nearest("pay.goods.2.qty")) == "a.yaml:5:28"
    assert str(places.nearest("seller.2.signers.9.id")) == "a.yaml:4:14"
    assert places.nearest("mid.name") is None


def test_an_answer_under_an_earlier_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RENAMED", {"site.title": "site.name"})
    assert str(Places(read("site: {title: A}", "a.yaml"))["site.name"]) == "a.yaml:1:15"
