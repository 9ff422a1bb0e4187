"""Where the templates and the samples stand, in an installed package and in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def templates_dir() -> Path:
    """The folder of templates: in the package when installed, beside it in a checkout."""
    return _find("templates")


@cache
def samples_dir() -> Path:
    """The folder of sample answers."""
    return _find("samples")


def _find(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
