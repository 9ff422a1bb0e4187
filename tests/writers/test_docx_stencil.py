"""A draft from remembered clauses and stencils is, byte for byte, the draft that a fresh start writes."""

import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pesagree.agreement import Agreement
from pesagree.answers.roster import agreements as agreements_of
from pesagree.answers.roster import read_roster
from pesagree.clauses import Form
from pesagree.compose import compose, compose_pattern, holes, looks
from pesagree.document import Clause
from pesagree.errors import AnswersError
from pesagree.resources import samples_dir
from pesagree.writers import docx
from pesagree.writers.docx import cutting, ink, printing
from tests.halfway import ends_half_way
from tests.review.edits import GONE, Changes, made_from

SAMPLES = (
    "alto-mayo-water",
    "bad-deal",
    "loreto-aguajales",
    "madre-de-dios-brazil-nuts",
    "madre-de-dios-fondam",
    "minimal",
    "tambopata-agroforestry",
)

WORDS = st.text(st.sampled_from("aB é<&\"'.,;☐\u05d0\u200f\ue000\ue001\ue100\ue101"), min_size=1, max_size=40)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
AMOUNTS = st.integers(1, 10**7).map(lambda cents: f"{cents / 100:.2f}")
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(str)
OPEN = st.sampled_from([GONE, "?? Rosa, en enero"])
NO_ANSWER = st.sampled_from([GONE, "?? Rosa, en enero", "none"])

ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "seller.name": WORDS | OPEN,
    "seller.address": LINES | OPEN,
    "seller.phone": NO_ANSWER,
    "seller.signers": st.lists(st.builds(lambda name: {"name": name}, WORDS), min_size=1, max_size=3) | OPEN,
    "site.name": WORDS | OPEN,
    "site.parcels": st.lists(
        st.builds(lambda name, area: {"name": name, "area_ha": area}, WORDS, AMOUNTS), min_size=1, max_size=4
    )
    | OPEN,
    "service.description": LINES | OPEN,
    "service.allowed": st.lists(LINES, min_size=1, max_size=4) | OPEN,
    "pay.unit_price": AMOUNTS | OPEN,
    "pay.schedule": st.builds(
        lambda first, parts: {"every": "half_year", "first": first, "parts": str(parts)},
        DAYS,
        st.integers(1, 12),
    )
    | OPEN,
    "pay.to": OPEN | st.just({"proposals": {"buyer": "community_account", "seller": "each_family"}}),
    "pay.late.days": st.sampled_from(["1", "2", "30"]) | NO_ANSWER,
    "term.start": DAYS | OPEN,
    "term.years": st.sampled_from(["1", "5"]) | OPEN | st.just({"proposals": {"buyer": "5", "seller": "3"}}),
    "mid.exists": st.sampled_from(["yes", "no"]) | OPEN,
    "buyer.resale": st.sampled_from(["yes", "no"]) | OPEN,
    "country": st.sampled_from(["PE", "BO"]),
    "pay.currency": st.sampled_from(["PEN", "USD"]),
    "sign.date": DAYS | OPEN,
    "special": st.lists(st.builds(lambda a, b: {"heading": a, "text": b}, WORDS, LINES), max_size=2)
    | NO_ANSWER,
}

FAMILIES = st.lists(
    st.dictionaries(st.sampled_from(sorted(ANSWERS)), st.none(), max_size=6).flatmap(
        lambda paths: st.fixed_dictionaries({path: ANSWERS[path] for path in paths})
    ),
    min_size=1,
    max_size=4,
)


def forget_everything() -> None:
    for name in ("pesagree.compose.compose", "pesagree.compose.holes"):
        sys.modules[name]._memory.clear()
    looks._looks.clear()
    looks._latest = None
    printing._known.clear()
    printing._known_wholes.clear()
    ink._forms.clear()


def agreements(sample: str, families: list[Changes]) -> Iterator[Agreement]:
    for changes in families:
        try:
            yield made_from(sample, changes)
        except AnswersError:
            continue


@pytest.mark.parametrize("sample", SAMPLES)
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(families=FAMILIES, language=st.sampled_from(["es", "en"]))
def test_the_bytes_are_those_of_a_fresh_start(sample: str, families: list[Changes], language: str) -> None:
    found = [*agreements(sample, families)]
    assume(found)
    remembered = [docx.write_pattern(compose_pattern(agreement, language)) for agreement in [*found] * 3]
    forget_everything()
    fresh = [docx.write(compose(agreement, language)) for agreement in found]
    assert remembered == fresh * 3


PEOPLE = ["Rosa", "José & Ana", "Señora “Ñ”", "??", "~", ""]
COLUMNS: dict[str, list[str]] = {
    "seller.name": PEOPLE,
    "seller.signers.1.name": PEOPLE,
    "seller.overlaps": ["none", "mining", "mining; neighbour", "", "?? Rosa"],
    "site.parcels.1.area_ha": ["3", "3.0", "12.5", "~", ""],
    "pay.unit_price": ["5.50", "6", "", "~"],
    "pay.schedule.first": ["2027-02-01", "2027-05-31", "", "~"],
    "pay.schedule.condition": ["none", "sin tala", "", "??"],
    "pay.goods.1.qty": ["3", "7", ""],
    "term.start": ["2027-01-01", "2027-03-01", "??", ""],
    "mid.exists": ["yes", "no", ""],
}


def rows(seed: int, tmp_path: Path) -> list[Agreement]:
    """They share with their base, and so with each other, the parts that they leave as they are."""
    some, table = random.Random(seed), tmp_path / "roster.csv"
    lines = [",".join(["agreement.id", *COLUMNS])]
    row = [""] * len(COLUMNS)
    for number in range(16):
        for at in some.sample(range(len(row)), some.randint(0, 4)):
            row[at] = some.choice([*COLUMNS.values()][at])
        lines.append(",".join([f"EX-{number}", *row]))
    table.write_text("\n".join(lines), encoding="utf-8")
    roster = read_roster(table, "agreement.id")
    base = samples_dir() / f"{some.choice(['alto-mayo-water', 'loreto-aguajales', 'minimal'])}.yaml"
    made = [found.file.agreement for found in agreements_of(base, roster) if found.file is not None]
    assert len(made) > 8
    return made


@pytest.mark.parametrize("seed", range(3))
def test_a_row_of_a_roster_has_the_bytes_of_a_fresh_start(seed: int, tmp_path: Path) -> None:
    made = rows(seed, tmp_path)
    remembered = [docx.write_pattern(compose_pattern(agreement, "es")) for agreement in made]
    for agreement, written in zip(made, remembered, strict=True):
        forget_everything()
        assert written == docx.write(compose(agreement, "es"))


def test_a_draft_that_ends_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    """Wherever it ends: in a batch, a fault that one row brings out must not be seen in the next."""

    def written(agreement: Agreement) -> bytes:
        return docx.write_pattern(compose_pattern(agreement, "es"))

    made, some = rows(0, tmp_path), random.Random(0)
    fresh = [docx.write(compose(agreement, "es")) for agreement in made]
    assert [written(agreement) for agreement in [*made, *made]] == fresh * 2
    for _ in range(40):
        before, half, after = some.sample(range(len(made)), 3)
        written(made[before])
        if ends_half_way(lambda: written(made[half]), some.randint(1, 8_000)):  # noqa: B023
            assert [written(made[number]) for number in (after, half)] == [fresh[after], fresh[half]]


LIMITS = {
    holes: {"_MOST": 40, "_MOST_CONTEXTS": 1},
    looks: {"_MOST_LOOKS": 300, "_MOST_FOUND": 100, "_MOST_RESULTS": 2, "_MOST_FINDINGS": 1},
    ink: {"_MOST_FORMS": 150},
    printing: {"_MOST_CLAUSES": 10, "_MOST_CUTS": 1, "_MOST_OF_A_SORT": 1},
    sys.modules["pesagree.compose.compose"]: {"_MOST_MEMORIES": 1},
}


@pytest.mark.parametrize("seed", range(2))
def test_what_is_forgotten_on_the_way_is_worked_out_again(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a run of very many rows: every limit is met after a few."""
    for module, limits in LIMITS.items():
        for name, limit in limits.items():
            assert getattr(module, name) > limit
            monkeypatch.setattr(module, name, limit)
    made = rows(seed, tmp_path)
    asked = [(one, form) for one in made for form in (Form.FULL, Form.SHORT)]
    remembered = [docx.write_pattern(compose_pattern(one, "es", form=form)) for one, form in asked]
    forget_everything()
    assert remembered == [docx.write(compose(one, "es", form=form)) for one, form in asked]


@pytest.mark.parametrize("form", [Form.FULL, Form.SHORT])
def test_an_answer_of_several_lines_is_measured_as_it_is(form: Form) -> None:
    """In the cell of a table, and in the heading over a signature, which describes its box."""
    families = [
        made_from(
            "alto-mayo-water",
            {"seller.name": f"Familia\n{name}", "site.parcels": [{"name": f"Monte\n{name}", "area_ha": "3"}]},
        )
        for name in ("Rosa", "José", "Ana")
    ]
    remembered = [docx.write_pattern(compose_pattern(agreement, "es", form=form)) for agreement in families]
    forget_everything()
    assert remembered == [docx.write(compose(agreement, "es", form=form)) for agreement in families]


def test_a_form_that_was_forgotten_is_not_mistaken_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another currency fills every hole anew, in the same order: the blank comes where the address came."""
    forget_everything()
    given = made_from("alto-mayo-water", {})
    open_ = made_from("alto-mayo-water", {"seller.address": "?? Rosa, en enero", "pay.currency": "USD"})
    for _ in range(3):
        docx.write_pattern(compose_pattern(given))
    monkeypatch.setattr(ink, "_MOST_FORMS", len(ink._forms))
    remembered = docx.write_pattern(compose_pattern(open_))
    forget_everything()
    assert remembered == docx.write(compose(open_))


def test_a_second_family_is_filled_in_and_not_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    families = [
        made_from("alto-mayo-water", {"seller.name": f"Familia {n}", "pay.unit_price": str(n)})
        for n in range(10, 20)
    ]
    for agreement in families[:5]:
        docx.write_pattern(compose_pattern(agreement, "es"))

    def never(clause: Clause, *_: object) -> str:
        raise AssertionError(clause.id)

    monkeypatch.setattr(printing, "write_clause", never)
    monkeypatch.setattr(cutting, "write_clause", never)
    for agreement in families[5:]:
        assert docx.write_pattern(compose_pattern(agreement, "es"))


def test_widths_that_take_turns_are_not_written_clause_by_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    # The rows of an open table have lines to write on, which follow from the widths of its columns.
    families = [
        made_from(
            "alto-mayo-water",
            {"site.parcels": [{"name": name * n, "area_ha": "3"}, {"area_ha": "4"}]},
        )
        for n in (1, 2, 3)
        for name in ("Quebrada", "El Monte de la Abuela Rosa ")
    ]
    for agreement in families * 4:
        docx.write_pattern(compose_pattern(agreement, "es"))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(printing.Printer, "clause", never)
    for agreement in families:
        assert docx.write_pattern(compose_pattern(agreement, "es"))
