"""Saving answers: comments and order stay, nothing is half written, private answers go to their own file."""

import errno
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pesagree.answers.reading import load
from pesagree.answers.store import Raw, Store, exists
from pesagree.errors import AnswersError, FileError

ANSWERS = """\
# The first talk
pesagree: 1
country: PE   # where the place is

seller:   # who looks after it
  name: Comunidad   # short
  # the kind is not known yet
  kind:

buyer:
  - name: 'Agua Clara'
  # the second one
  - name: Otro

term: {years: 5}
"""
PRIVATE = """\
# Nobody else reads this
private:
  seller_costs: 8400.00   # a guess
"""

Tree = Callable[[dict[str, str]], Path]


@pytest.fixture
def path(tree: Tree) -> Path:
    """An answers file with comments, in an empty folder."""
    return tree({"deal.yaml": ANSWERS}) / "deal.yaml"


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_a_change_keeps_comments_and_the_order_of_keys(path: Path) -> None:
    Store.open(path).save({"seller.kind": "native_community", "seller.families": "24", "term.years": "3"})
    assert path.read_text(encoding="utf-8") == (
        ANSWERS.replace("kind:\n", "kind: native_community\n  families: 24\n").replace("years: 5", "years: 3")
    )


def test_what_is_saved_reads_back(path: Path) -> None:
    changes: dict[str, Raw] = {
        "site.name": "Parcela #3: orilla",
        "service.allowed": ["leña caída, hojas", "\\??", "\\none"],
        "seller.signers": [{"name": "Ana", "office": "jefa"}, {"name": "Luz"}],
        "pay.schedule": {"every": "year", "first": "2027-01-31", "parts": "3"},
        "seller.use_lost": "una línea\notra línea",
        "term.start": "?? la junta, en marzo",
        "seller.tax_id": "none",
        "water.rights": {"proposals": {"buyer": "changed", "seller": "unchanged"}},
    }
    store = Store.open(path)
    for where, raw in changes.items():
        store.save({where: raw})
    fresh = load(path).agreement
    assert store.agreement.model_dump() == fresh.model_dump()
    assert store.agreement.states == fresh.states
    assert fresh.answer("site.name").value == "Parcela #3: orilla"
    assert fresh.answer("service.allowed").value == ("leña caída, hojas", "??", "none")
    assert fresh.answer("seller.signers.2.name").value == "Luz"
    assert len(fresh.instalments) == 3
    assert fresh.answer("seller.use_lost").value == "una línea\notra línea"
    assert fresh.answer("term.start").note == "la junta, en marzo"
    assert fresh.answer("seller.tax_id").is_none
    assert fresh.answer("water.rights").proposals == {"buyer": "changed", "seller": "unchanged"}
    assert {where: store.raw(where) for where in changes} == changes


def test_many_changes_are_saved_at_once(path: Path) -> None:
    store = Store.open(path)
    store.save({"site.name": "Cocha", "site.area_ha": "150", "mid.exists": "no"})
    assert [store.agreement.answer(p).value for p in ("site.name", "site.area_ha", "mid.exists")] == [
        "Cocha",
        Decimal(150),
        False,
    ]


def test_an_answer_can_be_taken_back(path: Path) -> None:
    store = Store.open(path)
    store.save({"seller.name": None})
    assert store.agreement.answer("seller.name").is_open
    assert store.raw("seller.name") is None
    assert "# the kind is not known yet" in path.read_text(encoding="utf-8")


def test_a_second_party_is_written_where_it_stands(path: Path) -> None:
    store = Store.open(path)
    store.save({"buyer.2.kind": "company", "buyer.country": "PE"})
    store.save({"buyer.1.kind": "group"})
    assert [(b.name, b.kind, b.country) for b in store.agreement.buyer] == [
        ("Agua Clara", "group", "PE"),
        ("Otro", "company", None),
    ]
    assert store.raw("buyer.2.kind") == "company"
    assert store.raw("buyer.kind") == store.raw("buyer.1.kind") == "group"


def test_one_party_without_a_list_stays_so(path: Path) -> None:
    store = Store.open(path)
    store.save({"seller.1.families": "24"})
    assert "seller:   # who looks after it\n  name: Comunidad" in path.read_text(encoding="utf-8")
    assert store.agreement.answer("seller.families").value == 24


def test_a_second_party_can_follow_one_without_a_list(path: Path) -> None:
    store = Store.open(path)
    store.save({"seller.2.name": "Asociación Vecina"})
    assert [s.name for s in store.agreement.seller] == ["Comunidad", "Asociación Vecina"]
    assert [s.name for s in load(path).agreement.seller] == ["Comunidad", "Asociación Vecina"]


def test_windows_line_ends_stay(path: Path) -> None:
    path.write_bytes(ANSWERS.replace("\n", "\r\n").encode())
    Store.open(path).save({"term.years": "3"})
    assert path.read_bytes() == ANSWERS.replace("years: 5", "years: 3").replace("\n", "\r\n").encode()


# --- the private file -----------------------------------------------------------------------


def test_private_answers_go_to_their_own_file_only(path: Path) -> None:
    store = Store.open(path)
    store.save({"private.minimum": "20000", "site.name": "Cocha"})
    written = files(path.parent)
    assert set(written) == {"deal.yaml", "deal.private.yaml"}
    assert "20000" not in written["deal.yaml"]
    assert written["deal.private.yaml"] == "private:\n  minimum: 20000\n"
    assert store.agreement.answer("private.minimum").value == 20000
    assert load(path).agreement.model_dump() == store.agreement.model_dump()


def test_a_private_change_keeps_the_comments_of_its_file(tree: Tree) -> None:
    path = tree({"deal.yaml": ANSWERS, "deal.private.yaml": PRIVATE}) / "deal.yaml"
    store = Store.open(path)
    assert store.raw("private.seller_costs") == "8400.00"
    store.save({"private.seller_costs": "9000"})
    assert files(path.parent) == {
        "deal.yaml": ANSWERS,
        "deal.private.yaml": PRIVATE.replace("8400.00", "9000"),
    }


def test_notes_are_kept_beside_the_answers_they_are_about(path: Path) -> None:
    store = Store.open(path)
    store.note("seller.1.name", "ask: is it #1?")
    store.note("private.minimum", "they said 20")
    written = files(path.parent)
    assert "they said 20" not in written["deal.yaml"]
    assert "they said 20" in written["deal.private.yaml"]
    assert load(path).agreement.notes == {"seller.name": "ask: is it #1?", "private.minimum": "they said 20"}


# --- nothing is lost ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"term.years": "100"},
        {"site.area_ha": "-4"},
        {"pay.form": "trueque"},
        {"site.name": "Cocha", "term.start": "2027-02-31"},
        {"private.minimum": "1.234"},
        {"private.minimum": "5", "term.years": "0"},
        {"seller.nmae": "X"},
        {"seller.name": "none"},
    ],
)
def test_invalid_answers_change_nothing(changes: dict[str, Raw], path: Path) -> None:
    store = Store.open(path)
    before = store.agreement
    with pytest.raises(AnswersError):
        store.save(changes)
    assert files(path.parent) == {"deal.yaml": ANSWERS}
    assert store.agreement is before
    store.save({"site.name": "Cocha"})  # and the next answer is saved as if nothing had been
    assert load(path).agreement.answer("site.name").value == "Cocha"
    assert load(path).agreement.answer("term.years").value == 5


def full_disk(monkeypatch: pytest.MonkeyPatch, *, after: int = 0) -> None:
    """Writing a file fails as on a full disk, after half of its bytes; `after` files still have room."""
    real = Path.open
    done: list[Path] = []

    def opened(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        handle = real(self, mode, *args, **kwargs)  # type: ignore[call-overload]
        if "w" in mode:
            done.append(self)
        if "w" not in mode or len(done) <= after:
            return handle

        def write(data: bytes) -> int:
            type(handle).write(handle, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        return Failing(handle, write)

    monkeypatch.setattr(Path, "open", opened)


class Failing:
    """A file that is open for writing and cannot be written."""

    def __init__(self, handle: object, write: Callable[[bytes], int]) -> None:
        self.handle = handle
        self.write = write

    def __enter__(self) -> "Failing":
        return self

    def __exit__(self, *_: object) -> None:
        self.handle.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("change", ["site.name", "private.minimum"])
def test_a_full_disk_leaves_everything_as_it_was(
    change: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(path)
    before = store.agreement
    with monkeypatch.context() as patch:
        full_disk(patch)
        with pytest.raises(FileError) as caught:
            store.save({change: "5"})
        assert [problem.code for problem in caught.value.problems] == ["disk_full"]
        with pytest.raises(FileError):
            store.note(change, "later")
    assert files(path.parent) == {"deal.yaml": ANSWERS}
    assert store.agreement is before
    store.save({change: "5"})
    assert not load(path).agreement.answer(change).is_open


def test_a_disk_that_fills_between_the_two_files_leaves_both_as_they_were(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree({"deal.yaml": ANSWERS, "deal.private.yaml": PRIVATE}) / "deal.yaml"
    store = Store.open(path)
    with monkeypatch.context() as patch:
        full_disk(patch, after=1)
        with pytest.raises(FileError):
            store.save({"private.minimum": "5", "site.name": "Cocha"})
    assert files(path.parent) == {"deal.yaml": ANSWERS, "deal.private.yaml": PRIVATE}
    assert store.agreement.answer("site.name").is_open


def test_a_save_replaces_the_file_in_one_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        seen.append(Path(target).read_text(encoding="utf-8"))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    Store.open(path).save({"term.years": "3"})
    assert seen == [ANSWERS]  # whole until the very moment
    assert set(files(path.parent)) == {"deal.yaml"}


def test_a_link_to_the_answers_stays_a_link(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    Store.open(link).save({"term.years": "3"})
    assert link.is_symlink()
    assert load(path).agreement.answer("term.years").value == 3


def test_an_unreadable_file_is_not_opened_for_editing(path: Path) -> None:
    path.write_text("buyer: [", encoding="utf-8")
    with pytest.raises(AnswersError):
        Store.open(path)
    assert path.read_text(encoding="utf-8") == "buyer: ["


# --- a new file -----------------------------------------------------------------------------


def test_a_new_file_has_its_head_and_no_answers(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    store = Store.create(path, {"country": "BO", "language": "en"})
    assert path.read_text(encoding="utf-8") == "pesagree: 1\ncountry: BO\nlanguage: en\n"
    store.save({"seller.name": "A"})
    assert load(path).agreement.answer("seller.name").value == "A"


def test_a_second_seller_of_a_new_file(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "new.yaml", {"country": "PE"})
    store.save({"seller.name": "A"})
    store.save({"seller.2.name": "B"})
    assert [s.name for s in load(tmp_path / "new.yaml").agreement.seller] == ["A", "B"]


def test_whether_there_is_a_file_already(path: Path) -> None:
    assert exists(path)
    assert not exists(path.with_name("none.yaml"))
    with pytest.raises(FileError):
        exists(path.parent)
