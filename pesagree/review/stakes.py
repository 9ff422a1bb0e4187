"""The money that hangs on a finding: only to order findings of one severity, never printed."""

from decimal import Decimal

from pesagree.agreement import Agreement, figures

HUNDRED = Decimal(100)


def whole(agreement: Agreement) -> Decimal | None:
    """All money and things of the agreement."""
    return figures.total(agreement)


def cash(agreement: Agreement) -> Decimal | None:
    """All money."""
    return figures.cash_total(agreement)


def goods(agreement: Agreement) -> Decimal | None:
    """All things."""
    return figures.goods_total(agreement)


def fee(agreement: Agreement) -> Decimal | None:
    """What the organisation in between keeps over the term."""
    money, share = figures.cash_total(agreement), agreement.mid.fee_pct
    return None if money is None or share is None else money * share / HUNDRED


def monitoring(agreement: Agreement) -> Decimal | None:
    """What measuring costs over the term."""
    cost, years = agreement.mon.cost, agreement.term.years
    return None if cost is None or years is None else cost * years
