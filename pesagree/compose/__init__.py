"""From an agreement and the clause library to the document, and to the memo that goes with it."""

from pesagree.compose.compose import compose, compose_pattern
from pesagree.compose.forms import fingerprint
from pesagree.compose.memo import compose_memo

__all__ = ["compose", "compose_memo", "compose_pattern", "fingerprint"]
