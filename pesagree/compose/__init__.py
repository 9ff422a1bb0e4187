"""From an agreement and the clause library to the document."""

from pesagree.compose.compose import compose

__all__ = ["compose"]
