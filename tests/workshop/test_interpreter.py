"""The interpreter's sheet: words and sentences of this agreement, and what was found before beside them."""

from pesagree.agreement import Agreement
from pesagree.answers.reading import load, parse
from pesagree.answers.workshop_notes import Heard, Spoken, WorkshopNotes, parse_notes
from pesagree.resources import samples_dir
from pesagree.sheet import Cell, Grid, Paragraph, plain
from pesagree.wording import wording
from pesagree.workshop import Room, make
from pesagree.workshop.interpreter import terms
from pesagree.workshop.notes_form import blank_notes, known_clauses
from pesagree.workshop.words import PaperWords


def rows(room: Room) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the words and of the sentences, as text."""
    blocks = make(room, ["interpreter"])[0].sheet.blocks
    _, words, sentences = (block for block in blocks if isinstance(block, Grid))
    return cells(words), cells(sentences)


def cells(grid: Grid) -> list[list[str]]:
    return [[text(c) if isinstance(c, Cell) else plain(c) for c in row.cells] for row in grid.rows]


def text(cell: Cell) -> str:
    inner = "\n".join(plain(block.words) for block in cell.blocks if isinstance(block, Paragraph))
    return inner or plain(cell.words)


def room(sample: str, language: str, notes: WorkshopNotes) -> Room:
    agreement = load(samples_dir() / f"{sample}.yaml", with_private=False).agreement
    return Room(agreement, wording(language), notes=notes)


def test_forty_words_come_up(language: str) -> None:
    for sample in ("alto-mayo-water", "madre-de-dios-brazil-nuts"):
        here = room(sample, language, WorkshopNotes())
        found = terms(here, PaperWords(here.words, "interpreter"))
        assert len(found) >= 40, sample
        assert len({term for term, _ in found}) == len(found)
        assert all(said for _, said in found)


def test_only_the_words_of_this_kind_of_agreement() -> None:
    words, _ = rows(room("alto-mayo-water", "es", WorkshopNotes()))
    listed = {row[0] for row in words}
    assert "cuenca" in listed
    assert "carbono" not in listed


def test_what_was_found_before_is_printed_beside() -> None:
    notes = WorkshopNotes(
        None,
        "awajún",
        {"Línea de base": Heard("x", "como está"), "quebrada": Heard("nt", "agua chica")},
        {"term": Spoken("dicho", "vuelto")},
    )
    words, sentences = rows(room("alto-mayo-water", "es", notes))
    assert ["línea de base", "cómo está hoy", "x", "como está"] in words
    assert words[-1] == ["quebrada", "", "nt", "agua chica"]
    assert [row[1:] for row in sentences if "Cuánto dura" in row[0]] == [["dicho", "vuelto"]]


def test_special_terms_are_said_in_their_own_words() -> None:
    special = (
        "pesagree: 1\nspecial:\n  - {heading: Fishing, text: We fish on Fridays. Always., after: term}\n"
    )
    here = Room(parse(special, "a").agreement, wording("en"))
    _, sentences = rows(here)
    assert any("We fish on Fridays.\nAlways." in row[0] for row in sentences)
    assert "special_1" in known_clauses(here)


def test_the_blank_file_names_every_word_and_clause_and_is_read_as_empty(language: str) -> None:
    for here in (room("loreto-aguajales", language, WorkshopNotes()), Room(Agreement(), wording(language))):
        written = blank_notes(here)
        assert parse_notes(written, "a", known_clauses(here)) == WorkshopNotes()
        filled = written.replace("local:", "local: x").replace("spoken:", "spoken: y")
        found = parse_notes(filled, "a", known_clauses(here))
        assert list(found.words) == [term for term, _ in terms(here, PaperWords(here.words, "interpreter"))]
        assert set(found.sentences) <= set(known_clauses(here))
        words, sentences = rows(Room(here.agreement, here.words, notes=found))
        assert all(row[2] == "x" for row in words)
        assert all(row[1] == "y" for row in sentences)
