"""A small table of words and figures: drawn on a terminal, plain lines in a pipe."""

import os
import sys
from collections.abc import Sequence

from pesagree.console.terminal import out


def show_table(title: str, headers: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
    """Two columns on standard output, the figures at the right."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty():
        out(title)
        for name, figure in rows:
            out(f"  {name}: {figure}" if figure else f"  {name}")
        return
    from rich.console import Console  # slow to import, and only a terminal needs it
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left")
    table.add_column(Text(headers[0]))
    table.add_column(Text(headers[1]), justify="right")
    for name, figure in rows:
        # Never markup: the name of a thing to buy may hold brackets.
        table.add_row(Text(name), Text(figure))
    Console(markup=False, highlight=False, emoji=False).print(table)
