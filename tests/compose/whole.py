"""One agreement in which every question is answered, whatever its condition, and changes of it."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

from pesagree.agreement import QUESTIONS, Agreement
from pesagree.answers.reading import parse
from tests.review.edits import Changes, put, raw

SAMPLES = ("alto-mayo-water", "loreto-aguajales", "madre-de-dios-brazil-nuts", "tambopata-agroforestry")
"""The first one's answers, and what each of the others has besides."""


REST: Changes = {
    "agreement.version.note": "segunda lectura",
    "buyer.phone": "000 000 001",
    "buyer.email": "uno@ejemplo.pe",
    "buyer.local_agent": "Persona Once",
    "buyer.share_pct": "60",
    "mid.tax_id": "20000000001",
    "mid.rep": {"name": "Persona Doce", "id": "00000012", "office": "coordinadora"},
    "mid.role": [*QUESTIONS["mid.role"].codes],
    "seller.tax_id": "20000000001",
    "seller.phone": "000 000 002",
    "seller.land_right_until": "2060-12-31",
    "seller.overlaps": ["mining", "neighbour"],
    "seller.spouse": {"name": "Persona Trece", "id": "00000013"},
    "seller.share_pct": "40",
    "consent.interpreter": "Persona Seis",
    "site.ubigeo.code": "220101",
    "site.protected": "buffer",
    "service.kind": [*QUESTIONS["service.kind"].codes],
    "water.point": "la toma",
    "carbon.standard": "plan_vivo",
    "carbon.volume": "40000",
    "carbon.registry": "solicitud en preparación",
    "pay.unit_price": "55.00",
    "pay.units": "470",
    "pay.rate_risk": "buyer",
    "pay.index": "fixed_pct",
    "pay.index_pct": "3",
    "pay.floor": "9000",
    "pay.upside_pct": "20",
    "law.arbitration_cost_by": "loser",
    "law.steps": [*QUESTIONS["law.steps"].codes],
    "law.registration": [*QUESTIONS["law.registration"].codes],
    "rights.confidential": "limited",
    "sign.witnesses": [{"name": "Persona Siete", "id": "00000007"}],
    "sign.interpreter": {"name": "Persona Seis", "language": "cod"},
    "special": [
        {"heading": "Fiesta", "text": "Ese día se descansa.", "asked_by": "la asamblea", "after": "rights"},
        {"heading": "Leña", "text": "La leña caída es de todos.", "asked_by": "las familias", "after": "99"},
    ],
}
"""What no sample answers, or answers with a state that leaves something to decide."""

SECOND_BUYER: Changes = {"name": "Fondo Dos (EJEMPLO)", "kind": "ngo_or_fund", "country": "GB"}
FURTHER_SELLERS: tuple[Changes, ...] = (
    {"name": "Comunidad Dos (EJEMPLO)", "kind": "peasant_community", "land_right": "cesion_en_uso"},
    {"name": "Familia Tres (EJEMPLO)", "kind": "household", "land_right": "possession", "overlaps": "none"},
)
"""In what a further party differs from the first."""


@cache
def whole() -> Changes:
    """The raw answers, as a person would type them; not to be changed."""
    tree: dict[str, Any] = {}
    for name in SAMPLES:
        _fill(tree, raw(name))
    for path, value in REST.items():
        put(tree, path, value)
    return tree


def _fill(tree: dict[str, Any], more: dict[str, Any]) -> None:
    """Take over what the tree lacks."""
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(tree.get(name), dict) and name != "schedule":
            _fill(tree[name], value)
        elif tree.get(name) in (None, "none") and value != "none" and "??" not in str(value):
            tree[name] = deepcopy(value)


def changed(tree: Changes, changes: Changes, *, buyers: int = 1, sellers: int = 1) -> Agreement:
    """The agreement of raw answers with some of them changed, and with so many parties on each side."""
    tree = deepcopy(tree)
    for path, value in changes.items():
        put(tree, path, value)
    if buyers > 1:
        tree["buyer"] = [tree["buyer"], {**tree["buyer"], **SECOND_BUYER}]
    if sellers > 1:
        others = FURTHER_SELLERS[: sellers - 1]
        tree["seller"] = [tree["seller"], *({**tree["seller"], **other} for other in others)]
    # JSON is YAML, and written a hundred times faster.
    return parse(json.dumps(tree, ensure_ascii=False), "whole.yaml").agreement
