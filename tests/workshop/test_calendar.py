"""The calendar says what annex C says: the same sums, the same days, nothing private, the same bytes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.compose import compose
from pesagree.document import Field, Table, Text
from pesagree.drafts import Fate, fingerprinted, place
from pesagree.resources import samples_dir
from pesagree.wording import wording
from pesagree.workshop import Room, attachments
from pesagree.workshop.calendar_workbook import HEAD
from pesagree.workshop.papers import file_name

BLANK = "blank"

GOODS = """
pesagree: 1
country: PE
language: en
agreement: {id: T-1}
buyer: {name: Clear Water}
pay:
  form: mixed
  schedule:
    - {date: 2027-03-05, amount: 1000}
    - {date: 2028-03-05, amount: 500.50}
  goods:
    - {item: a boat, code: B, qty: 1, unit_value: 900, by: 2027-08-01}
    - {item: a net, choice_of: B, qty: 2, unit_value: 300, by: NET_BY}
    - {item: "=1+1", qty: 1, unit_value: 50, by: 2028-01-10}
"""


def room_of(sample: str, language: str) -> Room:
    if sample == BLANK:
        return Room(Agreement(), wording(language), is_blank=True)
    return Room(load(samples_dir() / f"{sample}.yaml", with_private=False).agreement, wording(language))


def files(room: Room) -> dict[str, bytes]:
    """The calendar's files by their suffix."""
    return {Path(name).suffix: data for name, data in attachments(room, ["calendar"]).items()}


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def number(text: str) -> Decimal:
    """A number of a table of the draft, as Peru writes it."""
    return Decimal(re.sub(r"[^\d.]", "", text.replace("S/", "")))


def annex_c(agreement: Agreement, language: str) -> dict[str, list[Decimal | None]]:
    """The rows of the annex of the calendar: the sums of each year, and of all last; None where open."""
    document = compose(agreement, language)
    (annex,) = [clause for clause in document.clauses if clause.id == "annex_calendar"]
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    found = {}
    for row in tables[0].rows:
        cells = ["".join(part.text for part in cell if isinstance(part, Text | Field)) for cell in row]
        found[cells[0].strip()] = [number(text) if re.search(r"\d", text) else None for text in cells[1:]]
    return found


def rows(data: bytes) -> Iterator[tuple[Any, ...]]:
    """The deliveries of the workbook."""
    sheet = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True):
        if not isinstance(row[0], int):
            return
        yield row


def by_year(data: bytes) -> dict[str, list[Decimal]]:
    """The sheet of years as its formulas left it: money, goods and both, by what stands first."""
    sheet = load_workbook(BytesIO(data), data_only=True).worksheets[1]
    lines = sheet.iter_rows(min_row=2, values_only=True)
    return {str(line[0]): [Decimal(str(cell)) for cell in line[1:]] for line in lines if line[0]}


def test_the_sums_are_those_of_annex_c(sample: str, language: str) -> None:
    room = room_of(sample, language)
    data = files(room)[".xlsx"]
    sums = by_year(data)
    if sample == BLANK:
        assert {value for values in sums.values() for value in values} == {Decimal(0)}
        return
    annex = annex_c(room.agreement, language)
    *years, whole = annex
    added: dict[str, Decimal] = defaultdict(Decimal)
    for _, day, _, cash, worth, *_ in rows(data):
        added[str(day.year) if day else ""] += Decimal(str(cash or 0)) + Decimal(str(worth or 0))
    for year in years:
        assert sums[year][0] == annex[year][0]
        assert sums[year][2] == added[year]
        assert annex[year][-1] in (None, added[year])
    *_, last = sums.values()
    assert last[0] == annex[whole][0]
    assert sum(added.values()) == last[2]
    assert annex[whole][-1] in (None, last[2])
    assert (annex[whole][-1] is None) == (sample == "minimal")  # what its boat is worth is open


def test_the_days_and_amounts_are_those_of_annex_c(sample: str, language: str) -> None:
    room = room_of(sample, language)
    made = files(room)
    if sample == BLANK:
        assert ".ics" not in made
        return
    money: dict[str, Decimal] = defaultdict(Decimal)
    for event in events(made[".ics"]):
        if found := re.search(r"S/\s*([\d,.]+)", str(event["summary"])):
            money[str(event.start.year)] += number(found[1])
    annex = annex_c(room.agreement, language)
    *years, whole = annex
    assert dict(money) == {year: annex[year][0] for year in years if annex[year][0]}
    assert sum(money.values()) == annex[whole][0]


def test_an_event_takes_a_day_and_keeps_its_name_when_it_moves() -> None:
    first = parse(GOODS.replace("NET_BY", "2027-09-01"), "a.yaml").agreement
    moved = parse(
        GOODS.replace("NET_BY", "2027-09-02").replace("2027-03-05", "2027-03-19"), "a.yaml"
    ).agreement
    one, other = (events(files(Room(agreement, wording("en")))[".ics"]) for agreement in (first, moved))
    assert [event["uid"] for event in one] == [event["uid"] for event in other]
    assert len({event["uid"] for event in one}) == len(one) == 5
    assert (one[0].start, one[0].end) == (date(2027, 3, 5), date(2027, 3, 6))
    assert other[0].start == date(2027, 3, 19)
    assert "Payment 1, S/" in one[0]["summary"]


@pytest.mark.parametrize(
    ("by", "years"), [("2027-09-01", ["1600", "550.5"]), ("2029-01-01", ["1000", "550.5"])]
)
def test_things_to_choose_from_count_once(by: str, years: list[str]) -> None:
    """In different years nobody knows in which; the sum then stands in no year."""
    agreement = parse(GOODS.replace("NET_BY", by), "a.yaml").agreement
    sums = by_year(files(Room(agreement, wording("en")))[".xlsx"])
    assert [sums[year][2] for year in ("2027", "2028")] == [Decimal(year) for year in years]
    *_, whole = sums.values()
    assert whole == [agreement.answer(f"pay.{name}").value for name in ("cash_total", "goods_total", "total")]


def test_text_is_no_formula() -> None:
    agreement = parse(GOODS.replace("NET_BY", "?? Rosa"), "a.yaml").agreement
    sheet = load_workbook(BytesIO(files(Room(agreement, wording("en")))[".xlsx"])).worksheets[0]
    formulas = [cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert len(formulas) == 5
    assert all(re.match(r"=(SUM|SUMPRODUCT|D\d+\+E\d+)\b", str(formula)) for formula in formulas)


def test_the_same_answers_give_the_same_bytes(sample: str, language: str) -> None:
    assert files(room_of(sample, language)) == files(room_of(sample, language))


def test_a_calendar_that_a_person_changed_is_kept(tmp_path: Path) -> None:
    for name, data in attachments(room_of("alto-mayo-water", "es"), ["calendar"]).items():
        file = tmp_path / name
        signed = fingerprinted(data, file.suffix)
        assert [place(signed, file).fate for _ in range(2)] == [Fate.WRITTEN] * 2
        if file.suffix == ".xlsx":
            book = load_workbook(file)
            book.worksheets[0]["B6"] = "later"
            book.save(file)
        else:
            assert len(events(signed)) == len(events(data))
            file.write_bytes(signed.replace(b"20270115", b"20270116", 1))
        assert place(signed, file).fate is Fate.KEPT


def test_its_names_are_known() -> None:
    assert file_name("calendar", wording("es"), "ics") == "71-calendario-de-pagos.ics"
    assert file_name("calendar", wording("es", "reciprocity"), "ics") == "71-calendario-de-entregas.ics"
