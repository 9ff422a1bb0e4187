"""Choosing few rows of values so that every two values of different factors meet in one of them."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Row = Mapping[str, int]
"""For each factor the position of its value."""

Value = tuple[str, int]

CANDIDATES = 1
"""Rows tried for each one kept; more give fewer rows and take longer."""


class Pairs:
    """Which values of different factors have not met yet: a bit for each value of each factor."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self.sizes = sizes
        self.values = [(factor, value) for factor, count in sizes.items() for value in range(count)]
        self.bit = {value: 1 << number for number, value in enumerate(self.values)}
        everything = sum(self.bit.values())
        own = {f: sum(self.bit[f, v] for v in range(n)) for f, n in sizes.items()}
        self.chance = random.Random(1)  # the same rows each time
        self.unmet = {pair: everything & ~own[pair[0]] for pair in self.bit}

    def meet(self, values: Sequence[Value]) -> None:
        """These values stood in one row."""
        together = sum(self.bit[value] for value in values)
        for value in values:
            self.unmet[value] &= ~together

    def drop(self, one: Value, other: Value) -> None:
        """These two can never meet."""
        self.unmet[one] &= ~self.bit[other]
        self.unmet[other] &= ~self.bit[one]

    def wanted(self) -> tuple[Value, Value] | None:
        """A pair still to meet, of the value that lacks most."""
        one = max(self.unmet, key=lambda value: self.unmet[value].bit_count())
        return (one, self.values[self.unmet[one].bit_length() - 1]) if self.unmet[one] else None

    def gain(self, values: Iterable[Value]) -> int:
        """How many pairs among these meet for the first time (each counted twice)."""
        values = list(values)
        together = sum(self.bit[value] for value in values)
        return sum((self.unmet[value] & together).bit_count() for value in values)

    def fill(self, row: dict[str, int], factors: Iterable[str], beside: Iterable[str]) -> None:
        """Choose a value for each factor, so that it meets many new ones beside it and before it."""
        chosen = sum(self.bit[factor, row[factor]] for factor in beside)
        for factor in factors:
            if factor not in row:
                gains = [(self.unmet[factor, v] & chosen).bit_count() for v in range(self.sizes[factor])]
                row[factor] = self.chance.choice([v for v, gain in enumerate(gains) if gain == max(gains)])
            chosen |= self.bit[factor, row[factor]]


Counts = Callable[[Row], frozenset[str]]
"""Which factors matter in a row: a question whose condition does not hold does not."""


def covering_rows(sizes: Mapping[str, int], counts: Counts, base: Row) -> Iterator[Row]:
    """Rows in which every two values meet that ever can, each time where both factors count.

    In `base` every factor counts. A pair that does not count even when all else is as in `base` can never
    meet and is left out.
    """
    pairs = Pairs(sizes)
    switches = [
        name for name in sizes if any(counts({**base, name: v}) != counts(base) for v in range(sizes[name]))
    ]
    while (pair := pairs.wanted()) is not None:
        fixed = dict(pair)
        if not set(fixed) <= counts({**base, **fixed}):
            pairs.drop(*pair)
            continue
        rows = [_row(pairs, fixed, switches, counts, base) for _ in range(CANDIDATES)]
        row = max(rows, key=lambda row: pairs.gain((name, row[name]) for name in counts(row)))
        yield row
        pairs.meet([(name, row[name]) for name in counts(row)])


def _row(pairs: Pairs, fixed: Row, switches: list[str], counts: Counts, base: Row) -> Row:
    """A row with the fixed values that count, and as many new pairs as come easily."""
    row = dict(fixed)
    pairs.chance.shuffle(switches)
    pairs.fill(row, switches, fixed)
    for name in switches:  # back to the base, one by one, until the fixed ones count
        if set(fixed) <= counts({**base, **row}):
            break
        row[name] = fixed.get(name, base[name])
    counted = counts({**base, **row})
    rest = [name for name in pairs.sizes if name not in row]
    pairs.chance.shuffle(rest)
    pairs.fill(row, [name for name in rest if name in counted], [name for name in row if name in counted])
    return {**base, **row}
