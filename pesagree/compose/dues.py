"""Lists that are worked out for clauses: payments, what is looked at before them, choices, years."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pesagree.agreement import Status
from pesagree.clauses.sandbox import COMPUTED_LISTS
from pesagree.compose import looks
from pesagree.compose.slots import AnswerSlot, ProofSlot, YearSlot, written

if TYPE_CHECKING:
    from pesagree.compose.views import Scope

BLANK_ROWS = 3
"""Rows to fill in by hand where a list is open."""


class Instalments:
    """All payments, given or generated; rows to fill in while the schedule is open."""

    def __init__(self, scope: "Scope") -> None:
        self._scope = scope

    def __iter__(self) -> Iterator["InstalmentView"]:
        self._scope.touch("pay.schedule")
        count = self._scope.seen.see(looks.payments) or BLANK_ROWS
        for number in range(1, count + 1):
            self._scope.step()
            yield InstalmentView(number)


class InstalmentView:
    """One payment that falls due."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __getattr__(self, name: str) -> str:
        if name not in COMPUTED_LISTS["instalments"]:
            raise AttributeError(name)
        path = f"pay.schedule.{self._number}"
        if name == "number":
            return str(self._number)
        return written(
            ProofSlot(path, name) if name in ("proof", "condition") else AnswerSlot(f"{path}.{name}")
        )


class Proofs:
    """What is looked at, and must hold, before payments: one row for all payments that share both.

    An advance that waits for nothing has no row.
    """

    def __init__(self, scope: "Scope") -> None:
        self._scope = scope

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        self._scope.touch("pay.schedule")
        for numbers in self._alike().values():
            self._scope.step()
            path = f"pay.schedule.{numbers[0]}"
            yield {
                "payments": self._runs(numbers),
                "proof": written(ProofSlot(path, "proof")),
                "condition": written(ProofSlot(path, "condition")),
            }

    def _alike(self) -> Mapping[object, list[int]]:
        """The numbers of payments by what comes before them, in the order of the first of each."""
        agreement = self._scope.agreement
        count = self._scope.seen.see(looks.payments)
        alike: dict[object, list[int]] = {}
        for number in range(1, (count or BLANK_ROWS) + 1):
            path = f"pay.schedule.{number}"
            before = [agreement.answer(f"{path}.{leaf}") for leaf in ("indicator", "condition")]
            waits = any(answer.status is not Status.OPEN for answer in before)
            if agreement.answer(f"{path}.kind").value == "advance" and not waits:
                continue
            key = tuple((a.status, repr(a.value), a.note, repr(a.proposals)) for a in before)
            alike.setdefault(key if count else number, []).append(number)
        return alike

    def _runs(self, numbers: list[int]) -> str:
        """The numbers in words: "1, 3 to 6"."""
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        say = self._scope.words.phrase
        return ", ".join(str(a) if a == b else say("from_to", first=a, last=b) for a, b in runs)


class Choices:
    """Goods of which one is chosen: "a boat or a net"; nothing while no good stands in for another.

    `apart` is the same again where they come in different years: then no year's sum of goods is known.
    """

    def __init__(self, scope: "Scope") -> None:
        self._scope = scope

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        self._scope.touch("pay.goods")
        for numbers in self._scope.seen.see(looks.goods_to_choose):
            self._scope.step()
            items = [written(AnswerSlot(f"pay.goods.{number}.item")) for number in numbers]
            goods = str(self._scope.words.phrases["or"]).join(items)
            dates = [self._scope.agreement.answer(f"pay.goods.{number}.by").value for number in numbers]
            years = {day.year for day in dates if isinstance(day, date)}
            yield {"goods": goods, "apart": goods if len(years) > 1 else ""}


class Years:
    """What falls due in each calendar year; nothing while a payment's date or amount is open."""

    def __init__(self, scope: "Scope") -> None:
        self._scope = scope

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        self._scope.touch("pay.schedule")
        for number, known in enumerate(self._scope.seen.see(looks.year_rows), 1):
            self._scope.step()
            # While the goods' worth is open the cells stay empty; the row of sums asks for it.
            names = COMPUTED_LISTS["years"]
            yield {name: written(YearSlot(number, name)) if name in known else "" for name in names}
