"""How the keys of families are compared."""

import unicodedata


def same_key(key: str) -> str:
    """Keys become names of files: such as differ only in capitals would be one file on many machines."""
    return " ".join(unicodedata.normalize("NFC", key).casefold().split())
