"""From an agreement and the clause library to the document; the memo that goes with it is in `memo`."""

from pesagree.compose.compose import compose, compose_pattern, general_code
from pesagree.compose.forms import fingerprint

__all__ = ["compose", "compose_pattern", "fingerprint", "general_code"]
