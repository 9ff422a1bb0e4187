"""Checks of Peruvian identity, tax, registry, account and place numbers: they warn, they never refuse.

The algorithms are python-stdnum's where it has them (RUC); the other forms are usual lengths only,
since older papers carry other ones.
"""

import re
from functools import lru_cache

from stdnum.pe import ruc

_FORMS = {
    "dni": re.compile(r"\d{8}$"),
    "partida": re.compile(r"P?\d{8}$"),
    "cci": re.compile(r"\d{20}$"),
    "ubigeo": re.compile(r"\d{6}$"),
}
_FOREIGNER = re.compile(r"[A-Z0-9]{9,12}$", re.I)


@lru_cache(maxsize=4096)
def oddity(kind: str, text: str) -> str | None:
    """The code of the warning for an identifier of an odd form, None where it looks right.

    `kind` is ruc, dni, partida, cci or ubigeo. A foreigner's card (9 to 12 characters) stands in for a DNI.
    """
    plain = re.sub(r"[\s.-]", "", text)
    if kind == "ruc":
        return None if ruc.is_valid(plain) else "odd_ruc"
    if _FORMS[kind].match(plain) or (kind == "dni" and _FOREIGNER.match(plain)):
        return None
    return f"odd_{kind}"
