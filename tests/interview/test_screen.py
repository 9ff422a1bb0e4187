"""The projector's page: the question and the deal, never what only papers may show."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pesagree.agreement import QUESTIONS, Agreement, Kind
from pesagree.answers import reading
from pesagree.answers.reading import load
from pesagree.errors import FileError, UsageError
from pesagree.interview.screen import Priced, Screen, may_stand_on_a_wall, priced
from pesagree.wording import wording

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = sorted(p.stem for p in SAMPLES.glob("*.yaml") if ".private" not in p.name)


def agreed(text: str) -> Agreement:
    return reading.parse(text, "a.yaml").agreement


def page(tmp_path: Path, agreement, path: str = "", language: str = "es", things=()) -> str:
    screen = Screen(tmp_path / "deal.html", language, things)
    screen.show(agreement, path)
    return (tmp_path / "deal.html").read_text(encoding="utf-8")


def test_it_shows_the_question_the_choices_and_the_deal(tmp_path):
    agreement = load(SAMPLES / "alto-mayo-water.yaml").agreement
    text = page(tmp_path, agreement, "pay.form")
    assert "<h1>¿Qué reciben a cambio: dinero, cosas y apoyo, o las dos?</h1>" in text
    assert "<li>cosas y apoyo</li>" in text
    assert text.count('<th scope="row">') == 7
    assert "S/ 64.58".replace(" ", "\N{NO-BREAK SPACE}") in text.replace(
        "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )
    assert 'http-equiv="refresh"' in text


def test_answers_are_never_markup(tmp_path):
    agreement = agreed('pesagree: 1\nbuyer: {name: "<script>x</script> & {{ y }}"}\n')
    text = page(tmp_path, agreement)
    assert "&lt;script&gt;x&lt;/script&gt; &amp; {{ y }}" in text
    assert "<script" not in text


def test_money_is_told_in_things_that_people_buy(tmp_path):
    agreement = load(SAMPLES / "alto-mayo-water.yaml").agreement
    things = (priced("saco de arroz=140"), priced("cuaderno = 2.50"))
    text = page(tmp_path, agreement, things=things)
    assert "Alcanza para 0.5 × saco de arroz. Alcanza para 26 × cuaderno." in text


@pytest.mark.parametrize("typed", ["arroz", "=5", "arroz=", "arroz=0", "arroz=-1", "arroz=mucho", "a=1.234"])
def test_a_thing_without_a_clear_price_is_refused(typed):
    with pytest.raises(UsageError) as caught:
        priced(typed)
    assert caught.value.problems[0].facts == {"text": typed}


def test_a_price_may_follow_a_name_with_an_equals_sign():
    assert priced("bolsa = 5 kg=12") == Priced("bolsa = 5 kg", Decimal(12))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_no_page_of_any_sample_holds_what_only_papers_may_show(tmp_path, name, language):
    agreement = load(SAMPLES / f"{name}.yaml").agreement
    private = SAMPLES / f"{name}.private.yaml"
    secret = re.findall(r": *([\d.]{4,})", private.read_text(encoding="utf-8")) if private.exists() else []
    numbers = []
    for path, question in QUESTIONS.items():
        answer = agreement.answer(path)
        if answer.is_given and (question.kind is Kind.IDENTIFIER or path.endswith((".phone", ".email"))):
            numbers.append(str(answer.value))
    for signer in agreement.parties("seller"):
        for number in range(1, 9):
            answer = agreement.answer(f"{signer}.signers.{number}.id")
            if answer.is_given:
                numbers.append(str(answer.value))
    for path in ("", *QUESTIONS):
        text = page(tmp_path, agreement, path, language)
        assert not [one for one in (*secret, *numbers) if one in text], path
        assert "None" not in text


def test_questions_for_paper_are_not_put_on_the_wall(tmp_path):
    agreement = agreed("pesagree: 1\n")
    for path in ("private.minimum", "buyer.rep.id", "seller.phone", "seller.account.bank", "buyer.email"):
        assert not may_stand_on_a_wall(QUESTIONS[path])
        text = page(tmp_path, agreement, path)
        assert QUESTIONS[path].path not in text
        assert wording("es").question(path).ask not in text
        assert "se responde en un papel" in text


def test_the_page_is_whole_html(tmp_path):
    open_tags: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag, attrs):  # noqa: ARG002
            if tag not in ("meta", "link", "br"):
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    checker = Checker()
    checker.feed(page(tmp_path, load(SAMPLES / "bad-deal.yaml").agreement, "site.threats"))
    assert not open_tags


def test_only_an_html_page_of_ours_is_replaced(tmp_path):
    for name, content, error in (
        ("answers.yaml", None, UsageError),
        ("other.html", "<p>mine</p>", FileError),
        ("nowhere/deal.html", None, FileError),
    ):
        file = tmp_path / name
        if content:
            file.write_text(content, encoding="utf-8")
        with pytest.raises(error):
            Screen(file, "es").check()
    page(tmp_path, agreed("pesagree: 1\n"))
    Screen(tmp_path / "deal.html", "es").check()


def test_the_talk_puts_each_question_on_the_wall_and_goes_on_without_it(sit, tmp_path):
    screen = Screen(tmp_path / "deal.html", "es")
    seen = []
    keep = screen.show

    def watched(agreement, path="", where=""):
        seen.append(path)
        keep(agreement, path, where)

    screen.show = watched  # type: ignore[method-assign]
    sit(
        ["5", ":quit"],
        sections=frozenset({"term"}),
        text="pesagree: 1\nterm: {start: 2027-01-01}\n",
        wall=screen,
    )
    assert seen[0] == "term.years"
    assert "en 5 años" in (tmp_path / "deal.html").read_text(encoding="utf-8")
    gone = Screen(tmp_path / "no such folder" / "deal.html", "es")
    done = sit(["5", ":quit"], sections=frozenset({"term"}), name="b.yaml", wall=gone)
    assert "ya no se actualiza" in done.said
    assert done.code == 0
