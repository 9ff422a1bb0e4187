"""Which answers belong to one seller and not to the programme: they stand in the particular conditions."""

from functools import cache

from pesagree.agreement.form import key

PARTICULAR = (
    "agreement.id", "agreement.title", "agreement.stage", "agreement.version.note",
    "buyer.address", "buyer.email", "buyer.local_agent", "buyer.phone", "buyer.rep", "buyer.tax_id",
    "mid.rep", "mid.tax_id",
    "seller", "consent", "site",
    "service.actions", "service.allowed", "service.baseline", "service.limits", "carbon.volume",
    "pay.agreed_cash", "pay.annual", "pay.annual_cash", "pay.cash_total", "pay.first_pct", "pay.floor",
    "pay.goods", "pay.goods_total", "pay.schedule", "pay.total", "pay.unit_price", "pay.units",
    "mon.cost", "mon.indicators.baseline", "mon.indicators.target", "term.end", "term.start", "term.years",
    "sign", "special",
)  # fmt: skip
"""Answers, worked-out figures and whole parts that differ from one family to the next: who, where, how much,
when, who signs. Everything else is the programme's: two families that differ only in these have word for
word the same general conditions."""

SHARED = ("seller.kind",)
"""The exceptions: what sort of seller decides which rules there are, so it is not hidden from them."""

CONDITIONS = {"one_price": "site.parcels"}
"""Named conditions that hang on a particular answer, though the one they ask for is the programme's."""


@cache
def is_particular(path: str) -> bool:
    """Whether the answer or figure at `path` (`seller.2.name`, `pay.goods.1.item`) is one seller's own."""
    return _is_under(key(path), PARTICULAR) and not _is_under(key(path), SHARED)


def _is_under(path: str, above: tuple[str, ...]) -> bool:
    return any(path == part or path.startswith(part + ".") for part in above)
