"""Names of files, made of the key and of answers, that every system can hold and nobody can misread."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from pesagree.agreement import ITEMS, QUESTIONS, Agreement, Kind, Question
from pesagree.agreement.form import key as question_path
from pesagree.agreement.scalars import Translated
from pesagree.answers.roster_header import path_of
from pesagree.errors import Problem, UsageError
from pesagree.wording import wording

KEY = "key"
"""Stands for the key of the row, or for the name of the answers file."""

MOST_LETTERS = 100
MOST_BYTES = 180
"""Of a name without its endings: Windows takes 260 letters for a whole path, others 255 bytes for a name."""

_HOLE = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_LIST_KINDS = {Kind.LIST, Kind.LONG_TEXT}


@dataclass(frozen=True, slots=True)
class Pattern:
    """`CM-{key}-{seller.name}`: words and paths by turns, beginning and ending with words."""

    text: str
    words: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def is_key_alone(self) -> bool:
        return self.paths == (KEY,) and not any(self.words)


def pattern_of(text: str) -> Pattern:
    """The pattern in a text. Raises UsageError with every part of it that names no answer."""
    words, paths, problems = [], [], []
    pieces = _HOLE.split(text)
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            words.append(piece)
        elif piece.strip().lower() in (KEY, "clave"):
            paths.append(KEY)
        elif isinstance(found := _answer(piece.strip()), Problem):
            problems.append(found)
        else:
            paths.append(found)
    if not paths and not problems:
        problems.append(Problem("name_alike", facts={"text": text}))
    if problems:
        raise UsageError(problems)
    return Pattern(text, tuple(words), tuple(paths))


def _answer(name: str) -> str | Problem:
    """The path that a part of a pattern names: a path or a label, as in a roster's header."""
    path = path_of(name)
    if path is None:
        near = difflib.get_close_matches(name.lower(), [KEY, *QUESTIONS], n=1)
        if near:
            return Problem("name_unknown_near", facts={"name": name, "near": "{" + near[0] + "}"})
        return Problem("name_unknown", facts={"name": name})
    question = _question(path)
    if path.startswith("private.") or (question is not None and question.is_private):
        return Problem("name_private", facts={"name": name})
    if question is not None and question.kind in _LIST_KINDS:
        return Problem("name_long", facts={"name": name})
    return path


def _question(path: str) -> Question | None:
    plain = question_path(path)
    return QUESTIONS.get(plain) or ITEMS.get(plain)


def is_identity(path: str) -> bool:
    """Whether an answer is an identity, tax or account number, or a phone: not for the name of a file."""
    question = _question(path)
    if question is None:
        return False
    return (
        question.kind is Kind.IDENTIFIER or bool(question.identifier) or question.name in ("phone", "email")
    )


def name_of(pattern: Pattern, key: str, agreement: Agreement, language: str) -> str:
    """The name of one draft without its endings; "" where the pattern's answers are all open.

    What no file name can hold becomes a hyphen. A name that is too long, and a key that had to be changed,
    end in letters that follow from the key, so that no two keys ever share one.
    """
    parts = [pattern.words[0]]
    for path, after in zip(pattern.paths, pattern.words[1:], strict=True):
        parts += [key if path == KEY else _shown(agreement, path, language), after]
    raw = "".join(parts)
    if not any(parts[1::2]):
        return ""
    name = safe(raw)
    if pattern.is_key_alone and name != unicodedata.normalize("NFC", raw):
        return shortened(name, key, always=True)
    return shortened(name, key)


def _shown(agreement: Agreement, path: str, language: str) -> str:
    """An answer as words for a name; "" while it is open."""
    match agreement.answer(path).value:
        case str() as text if (question := _question(path)) is not None and question.codes:
            return wording(language).choice(question.path, text)
        case str() as text:
            return text
        case Translated() as texts:
            return texts.into(language)
        case date() as day:
            return day.isoformat()
        case Decimal() as number:
            return f"{number.normalize():f}"
        case bool() | None:
            return ""
        case tuple() as several:
            return "-".join(str(one) for one in several)
        case other:
            return str(other)


def safe(text: str) -> str:
    """The text as a name that Windows, macOS and Linux all take; may be empty."""
    seen = (letter for letter in unicodedata.normalize("NFC", text))
    plain = "".join(" " if letter.isspace() else letter for letter in seen)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in _UNSEEN)
    name = " ".join(_FORBIDDEN.sub("-", plain).split()).strip(" .").lstrip("~").strip(" .-")
    return f"_{name}" if _RESERVED.match(name) else name


def shortened(name: str, key: str, *, always: bool = False) -> str:
    """The name cut to the length that fits; then it ends in six letters that follow from the key."""
    fits = len(name) <= MOST_LETTERS and len(name.encode()) <= MOST_BYTES
    if fits and not always:
        return name
    mark = "~" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    cut = name[: MOST_LETTERS - len(mark)].encode()[: MOST_BYTES - len(mark)].decode(errors="ignore")
    return cut.rstrip(" .-") + mark


def alike(name: str) -> str:
    """What two names share that are one file on a Windows or macOS disk."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
