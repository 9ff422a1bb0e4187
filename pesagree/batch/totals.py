"""What a whole batch adds up to: families, hectares, money by year, things to buy."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from pesagree.agreement import Agreement
from pesagree.agreement.figures import families
from pesagree.agreement.scalars import Translated
from pesagree.wording.language import fold


@dataclass(slots=True)
class Totals:
    """Sums over the agreements that were added.

    `money` is by year and currency (year 0: payments without a date), `goods` by item as first written;
    `open` counts, for each sum, the agreements that say nothing about it.
    """

    agreements: int = 0
    families: Decimal = Decimal(0)
    hectares: Decimal = Decimal(0)
    money: dict[tuple[int, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    goods: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    open: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _items: dict[str, str] = field(default_factory=dict)

    def add(self, agreement: Agreement, language: str) -> None:
        """Count one agreement in."""
        self.agreements += 1
        if (count := families(agreement)) is None:
            self.open["families"] += 1
        else:
            self.families += count
        if isinstance(area := agreement.answer("site.area_ha").value, Decimal):
            self.hectares += area
        else:
            self.open["hectares"] += 1
        self._add_money(agreement)
        self._add_goods(agreement, language)

    def _add_money(self, agreement: Agreement) -> None:
        form = agreement.answer("pay.form").value
        if form == "in_kind":
            return
        currency = str(agreement.answer("pay.currency").value or "?")
        amounts = [(due.date, due.amount) for due in agreement.instalments]
        if not amounts or any(amount is None for _, amount in amounts):
            self.open["money"] += 1
        for day, amount in amounts:
            if amount is not None:
                self.money[day.year if day else 0, currency] += amount

    def _add_goods(self, agreement: Agreement, language: str) -> None:
        for good in agreement.pay.goods:
            if good.item is None:
                continue
            item = good.item.into(language) if isinstance(good.item, Translated) else str(good.item)
            name = self._items.setdefault(fold(item), item)
            if good.qty is None:
                self.open["goods"] += 1
            else:
                self.goods[name] += good.qty
