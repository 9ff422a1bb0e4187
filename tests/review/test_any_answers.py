"""A thousand random agreements, most of them half empty: the review never fails, and always finds words."""

import random
from typing import Any

from pesagree.agreement import QUESTIONS, Agreement, Kind, Question
from pesagree.answers.reading import parse
from pesagree.review import review
from pesagree.review.report_json import as_data
from pesagree.review.report_markdown import as_markdown
from pesagree.review.report_text import as_text, closing
from pesagree.wording import wording
from tests.review.edits import made_from

HOW_MANY = 1000
DONORS = 60

LISTS: dict[str, list[str]] = {
    "seller.signers": ["[{name: A, id: '1', office: x}]", "[{name: A}, {name: B, id: '1'}, {id: '1'}]"],
    "seller.benefit_plan": ["[{group: a, share_pct: 50}]", "[{group: a}]"],
    "site.parcels": ["[{name: a, area_ha: 3}]", "[{name: a, code: A, unit_price: 2}, {code: A, area_ha: 9}]"],
    "service.actions": ["[{action: a, who: none}]", "[{quantity: none}]"],
    "service.limits": ["[{what: a}]"],
    "service.allowed": ["[a, b]"],
    "service.buyer_support": ["[a]"],
    "pay.schedule": [
        "{every: month, first: 2027-01-31, parts: 7, kind: on_proof}",
        "{every: year, parts: 2, advance_pct: 100}",
        "{kind: advance}",
        "[{date: 2030-01-01, share_pct: 40, kind: on_proof, indicator: none}, {share_pct: 60}]",
        "[{amount: 5}, {share_pct: 3, condition: none}]",
    ],
    "pay.goods": [
        "[{item: a, qty: none}]",
        "[{item: a, qty: 2, unit_value: 3, by: mayo, kind: advance, code: K}]",
    ],
    "mon.indicators": ["[{id: a, evidence: [satellite]}, {id: a}]", "[{name: a}]"],
    "sign.witnesses": ["[{name: a}]"],
    "special": [
        "[{heading: a, text: INRENA y consulta previa}]",
        "[{text: {es: a, en: prior consultation}}]",
    ],
}

VALUES: dict[Kind, list[str]] = {
    Kind.TEXT: ["Lima", "quien paga es el contribuyente", "{x}", "A"],
    Kind.LONG_TEXT: ["consulta previa", "INRENA | *", "{{0}}"],
    Kind.COUNT: ["1", "2", "40", "99"],
    Kind.DECIMAL: ["0.5", "300", "9000"],
    Kind.MONEY: ["0.01", "5", "100000"],
    Kind.PERCENT: ["1", "50", "60"],
    Kind.DAYS: ["0", "10", "365"],
    Kind.DATE: ["2026-02-28", "2027-01-01", "2031-12-31"],
    Kind.YES_NO: ["yes", "no"],
    Kind.COUNTRY: ["PE", "BO", "GB"],
    Kind.CURRENCY: ["PEN", "USD", "CLP"],
    Kind.LANGUAGE: ["spa", "eng", "cod"],
    Kind.LANGUAGES: ["[spa]", "[eng, cod]"],
    Kind.IDENTIFIER: ["20000000001", "1"],
    Kind.RIGHT_END: ["no_end", "2030-01-01"],
    Kind.INTEREST: ["legal", "0", "4"],
}


def value(question: Question, dice: random.Random) -> str:
    if question.path in LISTS:
        return dice.choice(LISTS[question.path])
    if question.kind is Kind.ONE:
        return dice.choice(question.codes)
    if question.kind in (Kind.SEVERAL, Kind.ORDER):
        return f"[{', '.join(dice.sample(question.codes, dice.randint(1, len(question.codes))))}]"
    return quoted(dice.choice(VALUES[question.kind]))


def quoted(text: str) -> str:
    return text if text.startswith("[") else f"'{text}'"


def some_answer(question: Question, dice: random.Random) -> str | None:
    """An answer in one of its states; None leaves it out."""
    kind = dice.choices(["open", "unknown", "none", "given", "disputed"], [3, 1, 2, 6, 0.5])[0]
    if kind == "open":
        return None
    if kind == "unknown":
        return "'?? alguien'"
    if kind == "none" and question.none_ok:
        return "none"
    if kind == "disputed" and question.path not in LISTS:
        return f"{{proposals: {{buyer: {value(question, dice)}, seller: {value(question, dice)}}}}}"
    return value(question, dice)


def put(tree: dict[str, Any], path: str, text: str) -> None:
    *parents, last = path.split(".")
    for name in parents:
        tree = tree.setdefault(name, {})
    tree[last] = text


def written(tree: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{k}: {written(v) if isinstance(v, dict) else v}" for k, v in tree.items()) + "}"


def random_agreement(dice: random.Random):
    main: dict[str, Any] = {}
    private: dict[str, Any] = {}
    parties: dict[str, list[dict[str, Any]]] = {"buyer": [{}], "seller": [{}]}
    for section in parties:
        parties[section] = [{} for _ in range(dice.choice([1, 1, 1, 2]))]
    for question in QUESTIONS.values():
        section, _, rest = question.path.partition(".")
        trees = parties.get(section)
        for tree in trees if trees is not None else [private if question.is_private else main]:
            answer = some_answer(question, dice)
            if answer is not None:
                put(tree, rest if trees is not None else question.path, answer)
    lines = [f"{k}: {written(v) if isinstance(v, dict) else v}" for k, v in main.items()]
    lines += [f"{s}: [{', '.join(written(t) for t in trees)}]" for s, trees in parties.items()]
    second = "\n".join(f"{k}: {written(v)}" for k, v in private.items())
    return parse("\n".join(lines), "a.yaml", (second or "private: {}", "p.yaml")).agreement


def recombined(donors: list[Agreement], dice: random.Random) -> Agreement:
    """Each section from another random agreement: far quicker than reading a thousand files."""
    values: dict[str, Any] = {"states": {}}
    for section in (name for name in Agreement.model_fields if name not in ("states", "accepted", "notes")):
        donor = dice.choice(donors)
        values[section] = getattr(donor, section)
        values["states"] |= {
            p: s for p, s in donor.states.items() if p == section or p.startswith(f"{section}.")
        }
    return Agreement.model_validate(values)


def test_a_thousand_random_agreements():
    dice = random.Random(3)
    donors = [random_agreement(dice) for _ in range(DONORS)]
    for number in range(HOW_MANY):
        agreement = recombined(donors, dice)
        found = review(agreement, include_private=bool(number % 2))
        words = wording("es" if number % 3 else "en")
        if number % 10 == 0:
            assert "None" not in as_text(found, agreement, words, "a.yaml", all_=True)
            as_data(found, agreement, words, "a.yaml")
            as_markdown(found, agreement, words, "a.yaml")
            assert len(closing(found, agreement, words)) <= 10


def test_an_empty_agreement_fires_nothing():
    agreement = parse("pesagree: 1", "a.yaml").agreement
    assert not review(agreement).firing


def test_the_same_answers_give_the_same_review():
    one, other = (review(made_from("bad-deal", {}), include_private=True) for _ in range(2))
    assert one == other
