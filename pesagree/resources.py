"""Where the templates stand, in an installed package and in a checkout."""

from functools import cache
from pathlib import Path


@cache
def templates_dir() -> Path:
    """The folder of templates: in the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
