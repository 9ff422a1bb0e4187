"""Many agreements like one sample, in which names, areas, dates and amounts differ from one to the next."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pesagree.resources import samples_dir

SAMPLE = "alto-mayo-water"
_SYLLABLES = ("ma", "yo", "ren", "qui", "cla", "to", "sa", "lu", "pe", "ri", "cha", "mu")


@dataclass(frozen=True, slots=True)
class Varied:
    """One answer that differs: its path, how the sample writes it, and what deal number n has instead."""

    path: str
    written: str
    of: Callable[[int], str]


def _name(number: int, syllables: int) -> str:
    letters = ""
    for _ in range(syllables):
        number, rest = divmod(number * 7 + 3, len(_SYLLABLES))
        letters += _SYLLABLES[rest]
        number += rest
    return letters.capitalize()


def _day(first: date, number: int) -> str:
    return (first + timedelta(days=number % 300)).isoformat()


VARIED = (
    Varied("agreement.id", "  id: {}\n  title", lambda n: f"EX-{n:05d}"),
    Varied(
        "seller.name", "kind: association\n  name: {}\n", lambda n: f"Asociación {_name(n, 2 + n % 3)} {n}"
    ),
    Varied(
        "seller.signers.1.name", "    - name: {}\n      id: 00000002", lambda n: f"Rosa {_name(n + 1, 3)}"
    ),
    Varied(
        "seller.signers.2.name", "    - name: {}\n      id: 00000003", lambda n: f"José {_name(n + 2, 4)}"
    ),
    Varied("seller.account.number", "    number: {}\n", lambda n: f"{n:020d}"),
    Varied("site.name", "site:\n  name: {}\n", lambda n: f"Quebrada {_name(n + 3, 2 + n % 4)}"),
    Varied(
        "site.parcels.1.area_ha",
        '    area_ha: {}\n      category: {{es: "monte',
        lambda n: f"{380 + n % 900 / 20:.2f}",
    ),
    Varied("site.parcels.1.unit_price", "unit_price: {}\n    - code: B", lambda n: f"{55 + n % 37}.50"),
    Varied("site.parcels.2.area_ha", 'area_ha: {}\n      category: {{es: "café', lambda n: str(40 + n % 31)),
    Varied("pay.schedule.first", "    first: {}\n", lambda n: _day(date(2027, 2, 1), n)),
    Varied("pay.goods.1.qty", "      qty: {}\n", lambda n: str(30 + n % 23)),
    Varied("pay.goods.1.unit_value", "      unit_value: {}\n", lambda n: f"{300 + n % 61}.00"),
    Varied("term.start", "term:\n  start: {}\n", lambda n: _day(date(2027, 1, 1), n)),
    Varied("sign.date", "sign:\n  date: {}\n", lambda n: _day(date(2026, 12, 1), n % 20)),
)


def files(folder: Path, count: int) -> list[Path]:
    """`count` answers files in `folder`, whole ones, comments and all."""
    text = (samples_dir() / f"{SAMPLE}.yaml").read_text(encoding="utf-8")
    shape, values = _shape(text), list[Path]()
    for number in range(count):
        path = folder / f"deal-{number:05d}.yaml"
        path.write_text(shape([varied.of(number) for varied in VARIED]), encoding="utf-8")
        values.append(path)
    return values


def roster(folder: Path, count: int) -> tuple[Path, Path]:
    """The base and a roster of `count` rows over it; the agreements are those of `files`."""
    base, table = folder / "base.yaml", folder / "roster.csv"
    base.write_bytes((samples_dir() / f"{SAMPLE}.yaml").read_bytes())
    with table.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow([varied.path for varied in VARIED])
        rows.writerows(_rows(count))
    return base, table


def _rows(count: int) -> Iterator[list[str]]:
    return ([varied.of(number) for varied in VARIED] for number in range(count))


def _shape(text: str) -> Callable[[list[str]], str]:
    """The sample's text as a function of the answers that differ."""
    cuts: list[tuple[int, int, int]] = []
    for index, varied in enumerate(VARIED):
        before, after = varied.written.format("\0").split("\0")
        first_line_end = after or "\n"
        position = -1
        while (position := text.find(before, position + 1)) >= 0:
            begin = position + len(before)
            end = text.index("\n", begin)
            if text.startswith(first_line_end, end):
                cuts.append((begin, end, index))
                break
        else:
            raise ValueError(f"the sample does not hold {varied.written!r}")
    cuts.sort()

    def fill(values: list[str]) -> str:
        parts, position = [], 0
        for begin, end, index in cuts:
            parts += [text[position:begin], values[index]]
            position = end
        return "".join([*parts, text[position:]])

    return fill
