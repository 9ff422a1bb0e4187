"""The page in pictures: every answer has its cell, what is open has a line, and a page stays a page."""

from collections.abc import Iterator

from pesagree.agreement import QUESTIONS, Agreement, key
from pesagree.answers.reading import parse
from pesagree.sheet import Callout, Cell, Chart, ChartKind, Drawing, Grid, Paragraph, RuledLines, Sheet, plain
from pesagree.wording import wording
from pesagree.workshop import Room, pictures
from pesagree.workshop.pages import pages
from pesagree.workshop.pictures import CELLS
from pesagree.workshop.words import PaperWords
from tests.workshop.test_papers import room_of


def made(room: Room) -> Sheet:
    return pictures.make(room, PaperWords(room.words, "pictures"))


def of(text: str, language: str = "en") -> Sheet:
    return made(Room(parse(f"pesagree: 1\n{text}", "a.yaml").agreement, wording(language)))


def cells(sheet: Sheet) -> Iterator[Cell]:
    grid = next(block for block in sheet.blocks if isinstance(block, Grid))
    for row in grid.rows:
        yield from (cell for cell in row.cells if isinstance(cell, Cell))


def said(sheet: Sheet, name: str) -> list[str]:
    cell = list(cells(sheet))[CELLS.index(name)]
    return [plain(block.words) for block in cell.blocks[2:] if isinstance(block, Paragraph)]


def lines(sheet: Sheet, name: str) -> int:
    cell = list(cells(sheet))[CELLS.index(name)]
    return sum(block.count for block in cell.blocks if isinstance(block, RuledLines))


def charts(sheet: Sheet) -> list[Chart]:
    return [block for block in sheet.blocks if isinstance(block, Chart)]


def test_front_and_back(sample: str, language: str) -> None:
    sheet = made(room_of(sample, language))
    assert pages(sheet) == 2
    assert all(isinstance(cell.blocks[0], Drawing) and cell.blocks[0].alt for cell in cells(sheet))


def test_the_blank_page_has_lines_in_every_cell() -> None:
    sheet = made(Room(Agreement(), wording("es"), is_blank=True))
    assert all(lines(sheet, name) and not said(sheet, name) for name in CELLS)
    assert charts(sheet) == []


def test_given_answers_are_said_and_open_ones_have_a_line() -> None:
    sheet = of(
        "buyer: {name: Fund}\nsite: {name: Lake}\nterm: {years: 5}\n"
        "service: {limits: none, allowed: [fishing, firewood]}\n"
    )
    assert said(sheet, "pays") == ["Fund"]
    assert said(sheet, "keeps") == ["__________", "Lake: __________ ha"] or lines(sheet, "keeps")
    assert said(sheet, "stays") == ["Fishing; firewood"]
    assert said(sheet, "stops") == ["Nothing"]
    assert said(sheet, "complain") == []
    assert lines(sheet, "complain") == 3


def test_several_parties_are_all_named() -> None:
    sheet = of("buyer: [{name: Fund}, {name: Town}]\n")
    assert said(sheet, "pays") == ["Fund and Town"]


def test_who_stands_in_between_and_how_the_payer_leaves_are_said_where_they_are_known() -> None:
    sheet = of("buyer: {name: Fund}\nmid: {exists: yes, name: Union}\nterm: {exit_buyer: {when: never}}\n")
    assert said(sheet, "pays") == ["Fund", "In between: Union"]
    assert said(sheet, "leaves")[-1] == "The payer leaves: never"
    assert said(of("buyer: {name: Fund}\n"), "pays") == ["Fund"]


def test_what_the_payer_risks_is_never_left_out() -> None:
    sheet = of("breach: {seller: repay_all, buyer: none}\n")
    assert "nothing is foreseen" in " ".join(said(sheet, "fails"))


def test_an_open_price_is_said_to_be_no_promise() -> None:
    text = "pay: {form: cash, currency: USD, basis: per_tonne, unit_price: 5, units: 100,"
    text += " schedule: [{date: 2027-05-01, share_pct: 100}]}\nterm: {years: 2}\n"
    assert said(of(text), "comes")[-1] == "This is expected, not promised."


def test_money_is_said_while_the_worth_of_goods_is_open() -> None:
    text = "pay: {form: mixed, currency: PEN, basis: lump, unit_price: 900, goods: [{item: boat, qty: 1}],"
    text += " schedule: [{date: 2027-05-01, share_pct: 100}]}\nterm: {years: 2}\n"
    assert said(of(text), "comes") == ["S/\u00a0900.00 in 2 years, and goods", "Goods: boat"]


def test_words_that_are_too_many_are_shortened_and_stay_in_their_cell() -> None:
    things = "\n".join(f"    - thing number {n} that has a rather long name of its own" for n in range(40))
    sheet = of(f"service:\n  allowed:\n{things}\n")
    assert pages(sheet) == 2
    assert said(sheet, "stays")[0].endswith("more")
    endless = of(f"grievance: {{route: {{who: {'somebody ' * 60}}}}}\n")
    assert said(endless, "complain")[0].endswith(" …")
    assert pages(endless) == 2
    text = f"buyer: {{name: {'payer ' * 40}}}\nmid: {{exists: yes, name: {'middle ' * 40}}}\n"
    assert said(of(text), "pays")[-1].endswith(" …")


def test_the_charts_hold_the_numbers_of_the_agreement() -> None:
    years, hundred = charts(made(room_of("alto-mayo-water", "en")))
    assert years.kind is ChartKind.STACK
    assert [one.name for one in years.series] == ["Money", "Goods"]
    assert sum(sum(one.values) for one in years.series) == 155_000
    assert "S/\u00a014,000.00 in goods" in years.alt
    assert dict(zip(hundred.categories, hundred.series[0].values, strict=True)) == {
        "families, according to their hectares": 70,
        "association fund": 15,
        "guards": 10,
        "women and young people": 5,
    }


def test_many_years_are_put_together() -> None:
    (years, _) = charts(made(room_of("bad-deal", "es")))
    assert years.categories[0] == "2028-2032"
    assert sum(years.series[0].values) == 480_000


def test_what_is_not_known_of_costs_is_said() -> None:
    sheet = made(room_of("minimal", "en"))
    assert any("Not said yet" in plain(b.lines[0]) for b in sheet.blocks if isinstance(b, Callout))


def test_only_what_a_wall_may_show_is_named(language: str) -> None:
    words = PaperWords(wording(language), "pictures")
    named = "\n".join(str(words.entries(f"cells.{name}")) for name in CELLS)
    assert "private." not in named
    for path in QUESTIONS:
        if key(path).endswith((".id", ".phone", ".email", ".number", ".tax_id")):
            assert f"{{{path}}}" not in named
