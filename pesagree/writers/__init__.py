"""Writers: one module for each output format, each matching the whole document tree."""

from collections.abc import Callable, Mapping

from pesagree.document import Document
from pesagree.writers import docx, html, markdown

WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": docx.write,
    "md": lambda document: markdown.write(document).encode("utf-8"),
    "html": lambda document: html.write(document).encode("utf-8"),
}
"""Every output format by the suffix of its files; a new format is a module and a row."""
