"""The language of messages: PESAGREE_LANG, LC_ALL and LANG when they say es or en, --lang, then Spanish."""

import os

from pesagree.wording import LANGUAGES


def message_language(asked: str | None = None) -> str:
    """The language in which to speak to the user; `asked` is what --lang said."""
    for variable in ("PESAGREE_LANG", "LC_ALL", "LANG"):
        language = os.environ.get(variable, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return asked if asked is not None and asked in LANGUAGES else LANGUAGES[0]
