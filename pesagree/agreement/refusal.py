"""The one way in which reading a single answer says no."""

from typing import Any

from pydantic_core import PydanticCustomError


class Refusal(PydanticCustomError):
    """An answer's text cannot be what its question asks for.

    `code` is a key of messages.yaml, `facts` fill its blanks. Being a pydantic error, it is
    collected with all others when a whole agreement is validated.
    """

    def __new__(cls, code: str, /, **facts: Any) -> "Refusal":
        return super().__new__(cls, code, code, facts or None)

    def __init__(self, code: str, /, **facts: Any) -> None:
        """Facts are kept by `__new__`; pydantic's own class is built there."""

    @property
    def code(self) -> str:
        return self.type

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.context or {})
