"""Ways to look at answers with three values, so that an open answer never makes a rule fire.

A question that does not apply makes a rule silent. While the condition of a question is itself open,
nothing is asked and nothing is said, unless the answer is there all the same: then it is not known.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Answer, Translated, figures, key
from pesagree.agreement.conditions import ALWAYS, Truth, either
from pesagree.agreement.consistency import RULES as CROSS_FIELD
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.errors import Problem
from pesagree.review.finding import Fact, Severity, Verdict
from pesagree.wording.language import fold

Test = Callable[[Answer], bool]
"""Looks at an answer that is given or none."""


def none(answer: Answer) -> bool:
    """There is none."""
    return answer.is_none


def says(*codes: object) -> Test:
    """One of the codes is the answer, or is among several."""

    def test(answer: Answer) -> bool:
        value = answer.value
        return any(v in codes for v in value) if isinstance(value, tuple) else value in codes

    return lambda answer: answer.is_given and test(answer)


def holds_all(*codes: object) -> Test:
    """All of these codes are among the answer's."""
    return lambda answer: answer.is_given and set(codes) <= set(answer.value)


def below(limit: Decimal | int) -> Test:
    return lambda answer: answer.is_given and answer.value < limit


def above(limit: Decimal | int) -> Test:
    return lambda answer: answer.is_given and answer.value > limit


def zero(answer: Answer) -> bool:
    return answer.is_given and answer.value == 0


def any_of(*tests: Test) -> Test:
    return lambda answer: any(test(answer) for test in tests)


def party_of(path: str) -> str:
    """The party whose answer it is ("seller.2"), "" where no party's."""
    section, number, *_ = [*path.split("."), ""]
    if section not in PARTY_SECTIONS:
        return ""
    return f"{section}.{number}" if number.isdigit() else section


def each(agreement: Agreement, path: str) -> list[str]:
    """The path for each party it may be asked of."""
    section, _, rest = path.partition(".")
    return [f"{p}.{rest}" for p in agreement.parties(section)] if section in PARTY_SECTIONS else [path]


def applies(agreement: Agreement, path: str) -> Truth:
    """Whether the question at a path is asked; figures always are."""
    question = QUESTIONS.get(key(path)) or ITEMS.get(key(path))
    if question is None or question.when is ALWAYS:
        return True
    return question.when.holds(agreement, party_of(path))


def at(agreement: Agreement, path: str, test: Test) -> Truth:
    """Whether `test` holds of the answer at a path: not known while open, false where it is not asked."""
    asked = applies(agreement, path)
    if asked is False:
        return False
    answer = agreement.answer(path)
    truth: Truth = None if answer.is_open else test(answer)
    if asked is None:
        return None if truth else False
    return truth


def given(agreement: Agreement, path: str) -> Any:
    """The value at a path where the question applies and is answered, else None."""
    answer = agreement.answer(path)
    return answer.value if answer.is_given and applies(agreement, path) else None


def worked(agreement: Agreement, path: str) -> Any:
    """A figure as it works out; as it is written only where it cannot be: nobody writes a rule away."""
    value = figures.figure(agreement, path)
    return given(agreement, path) if value is None else value


def look(
    agreement: Agreement,
    path: str,
    test: Test,
    *,
    severity: Severity | None = None,
    variant: str = "",
    fact: str = "",
) -> Iterator[Verdict]:
    """One verdict for each party (or the one path); `fact` names the answer's value in the message."""
    for one in each(agreement, path):
        value = agreement.answer(one).value
        facts: dict[str, Fact] = {fact: value} if fact and value is not None else {}
        yield Verdict(at(agreement, one, test), (one,), facts, severity, variant)


def look_at_all(agreement: Agreement, paths: Iterable[str], test: Test) -> Iterator[Verdict]:
    """One verdict over several paths: fires where one does, and names those that do (else the open ones)."""
    truths = {path: at(agreement, path, test) for path in paths}
    truth = either(*truths.values())
    named = tuple(path for path, found in truths.items() if found is truth)
    if named and truth is not False:
        yield Verdict(truth, named)


def contradictions(
    agreement: Agreement,
    *names: str,
    needs: Iterable[str] = (),
    seen: Callable[[Problem], bool] | None = None,
) -> Iterator[Verdict]:
    """What does not hold of these cross-field rules; not known while an answer they need is open."""
    found = [p for name in names for p in CROSS_FIELD[name](agreement) if seen is None or seen(p)]
    yield from (Verdict(True, (problem.path,), problem=problem) for problem in found)
    missing = tuple(path for path in needs if applies(agreement, path) and agreement.answer(path).is_open)
    if not found and missing:
        yield Verdict(None, missing)


def texts(value: object) -> Iterator[str]:
    """The free text of an answer, in every language it is given in."""
    match value:
        case Translated():
            yield from (text for _, text in value.texts)
        case str():
            yield value
        case tuple():
            for one in value:
                yield from texts(one)


def folded(value: object) -> str:
    """A name for comparison: case, accents and white space aside."""
    return fold(next(texts(value), ""))
