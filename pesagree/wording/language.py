"""One language's words: questions, choices, sections, messages and phrases, read once and kept."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pesagree.errors import Place, Problem, TemplateError
from pesagree.resources import templates_dir
from pesagree.wording.profile import Profile

if TYPE_CHECKING:  # the model takes longest to import, and help does without it
    from pesagree.agreement import Agreement

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


LANGUAGES = ("es", "en")
"""The languages a draft and a conversation can have; Spanish comes first."""

PROFILES = ("payment", "reciprocity", "merese")
"""The profiles of words, as `agreement.words` has them; the usual one comes first."""


def fold(text: str) -> str:
    """Letters only for comparison: case, accents and white space aside."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one question, in one language and for one country."""

    label: str
    ask: str
    why: str = ""
    help: str = ""
    choices: Mapping[str, str] | None = None


class Wording:
    """The words of one language. Missing words are a fault of the template (TemplateError).

    With a profile, all that speaks of the agreement is in its words; what the tool says of itself is not.
    """

    def __init__(self, language: str, profile: Profile | None = None) -> None:
        self.language = language
        self.folder = templates_dir() / language
        self._profile = profile

    def __repr__(self) -> str:
        return f"Wording({self.language!r})"

    def _spoken(self, *file: str) -> dict[str, Any]:
        """The words of a file, as the profile says them."""
        return self._reworded(_load(self.folder.joinpath(*file)))

    def _reworded(self, words: dict[str, Any]) -> dict[str, Any]:
        if self._profile is None:
            return words
        reworded: dict[str, Any] = self._profile.reword_all(words)
        return reworded

    @cached_property
    def _questions(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for file in sorted((self.folder / "questions").glob("*.yaml")):
            found.update(self._spoken("questions", file.name))
        return found

    @cached_property
    def _sections(self) -> dict[str, Any]:
        return self._spoken("sections.yaml")

    @cached_property
    def _names(self) -> dict[str, Any]:
        return self._spoken("names.yaml")

    @cached_property
    def messages(self) -> dict[str, Any]:
        """What is said of each kind of problem, by its code."""
        return _load(self.folder / "messages.yaml")

    @cached_property
    def rules(self) -> dict[str, Any]:
        """What the adviser says of each rule, by its id, and the names of its sources, which stay."""
        words = _load(self.folder / "rules.yaml")
        return {**words, "rules": self._reworded(words["rules"])}

    @cached_property
    def advice(self) -> dict[str, Any]:
        """The other words of the review: headings, figures, marks."""
        return _load(self.folder / "review.yaml")

    @cached_property
    def phrases(self) -> dict[str, Any]:
        """The words of the document itself that belong to no clause."""
        return self._spoken("document.yaml")

    @cached_property
    def talk(self) -> dict[str, Any]:
        """What the interview says."""
        return self._spoken("interview.yaml")

    @cached_property
    def memo(self) -> dict[str, Any]:
        """The words of the memo for the lawyer."""
        return self._spoken("memo.yaml")

    @cache  # noqa: B019 - one object for each language lives as long as the program
    def workshop(self, paper: str) -> Mapping[str, Any]:
        """The words of one paper for the workshop, or of all of them ("common")."""
        return self._spoken("workshop", f"{paper}.yaml")

    @cached_property
    def deal(self) -> dict[str, Any]:
        """The words of the deal in seven lines."""
        return self._spoken("deal.yaml")

    @cached_property
    def workbook(self) -> dict[str, Any]:
        """The words of the roster workbook and of its marked copy."""
        return _load(self.folder / "workbook.yaml")

    @cached_property
    def commands(self) -> dict[str, Any]:
        """Help of the commands and what they say at the end."""
        return _load(self.folder / "commands.yaml")

    @cached_property
    def many(self) -> dict[str, Any]:
        """What a batch says."""
        return _load(self.folder / "batch.yaml")

    def _entry(self, path: str) -> dict[str, Any]:
        """The words of a question or of an item's question ("pay.goods.qty")."""
        if path in self._questions:
            return self._questions[path]
        head, _, name = path.rpartition(".")
        above = self._questions.get(head, {})
        for group in ("items", "generator"):
            if name in above.get(group, {}):
                entry: dict[str, Any] = above[group][name]
                return entry
        raise TemplateError([Problem("words_missing", Place(str(self.folder / "questions")), path)])

    @cache  # noqa: B019 - one object for each language lives as long as the program
    def question(self, path: str, country: str | None = "PE") -> QuestionWords:
        """The words of the question at `path` (without numbers); outside Peru its general wording."""
        entry = self._entry(path)
        general = "_general" if country != "PE" else ""
        return QuestionWords(
            label=str(entry.get("label" + general) or entry["label"]),
            ask=str(entry.get("ask" + general) or entry["ask"]),
            why=str(entry.get("why" + general) or entry.get("why", "")),
            help=str(entry.get("help" + general) or entry.get("help", "")),
            choices={str(k): str(v) for k, v in entry["choices"].items()} if "choices" in entry else None,
        )

    def has_question(self, path: str) -> bool:
        """Whether there are words for `path`."""
        try:
            self._entry(path)
        except TemplateError:
            return False
        return True

    def label(self, path: str, country: str | None = "PE") -> str:
        """The short name of a question or of a figure that is worked out."""
        figures = self._names.get("figures", {})
        if path in figures and path not in self._questions:
            return str(figures[path])
        return self.question(path, country).label

    def choice(self, path: str, code: str) -> str:
        """The label of a choice."""
        choices = self.question(path).choices or {}
        return choices.get(code, code)

    @property
    def figure_names(self) -> dict[str, Any]:
        """The names of the figures that are worked out, by path."""
        found: dict[str, Any] = self._names.get("figures", {})
        return found

    def section_title(self, section: str) -> str:
        return str(self._sections[section]["title"])

    def section_intro(self, section: str) -> str:
        return str(self._sections[section]["intro"]).strip()

    @property
    def room_places(self) -> list[dict[str, str]]:
        """The places of the talk in the room, in order: title and intro of each."""
        places: list[dict[str, str]] = self._sections["room"]
        return places

    def name(self, group: str, key: str) -> str:
        """A name out of names.yaml (conditions, levels, asks, stages, languages, commands)."""
        found = self._names[group][key]
        return str(found if not isinstance(found, Mapping) else found["name"])

    def condition(self, name: str) -> str:
        """A condition in words; joined ones ("carbon or resale") part by part."""
        known = self._names["conditions"]
        for joiner, word in ((" or ", "or"), (" and ", "and")):
            if joiner in name:
                return self.phrase(word).join(self.condition(part) for part in name.split(joiner))
        return str(known.get(name, name))

    def language_name(self, code: str) -> str:
        """The name of a language by its ISO 639-3 code; other text stands for itself."""
        return str(self._names.get("languages", {}).get(code, code))

    @cached_property
    def language_codes(self) -> dict[str, str]:
        """Names of languages, folded, to their codes."""
        return {str(name).casefold(): code for code, name in self._names.get("languages", {}).items()}

    def phrase(self, key: str, **facts: object) -> str:
        """A phrase of the document, its {blanks} filled."""
        return str(self.phrases[key]).format_map(facts)

    def say(self, key: str, **facts: object) -> str:
        """A phrase of the conversation, its {blanks} filled."""
        return _phrase(self.talk, key).format_map(facts)

    def advise(self, key: str, **facts: object) -> str:
        """A phrase of the review ("marks.voluntary"), its {blanks} filled."""
        return _phrase(self.advice, key).format_map(facts)

    def workbook_text(self, key: str, **facts: object) -> str:
        """A phrase of the roster workbook ("sheets.prices"), its {blanks} filled."""
        return _phrase(self.workbook, key).format_map(facts)

    def batch(self, key: str, **facts: object) -> str:
        """A phrase of a batch ("summary.written"), its {blanks} filled."""
        return _phrase(self.many, key).format_map(facts)

    def command(self, key: str, **facts: object) -> str:
        """A phrase of the commands ("help.render", "said.draft_written"), its {blanks} filled."""
        return _phrase(self.commands, key).format_map(facts)


def _phrase(words: Mapping[str, Any], key: str) -> str:
    found: Any = words
    for part in key.split("."):
        found = found[part]
    return str(found).rstrip("\n")


def _load(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise TemplateError(
            [Problem("template_unreadable", Place(str(file)), facts={"detail": str(error)})]
        ) from error
    try:
        loaded = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
        raise TemplateError([Problem("template_yaml", place, facts={"detail": str(error)})]) from error
    return loaded if isinstance(loaded, dict) else {}


@cache
def wording(language: str, profile: str | None = None) -> Wording:
    """The words of one language, read once; those of a profile (`agreement.words`) where it has its own."""
    own = profile_words(language, profile) if profile else None
    if own is None or not own.instead:
        return Wording(language) if profile is None else wording(language)
    return Wording(language, own)


def words_of(agreement: "Agreement", language: str | None = None) -> Wording:
    """The words that an agreement is written in: of `language` (default: its own), in its profile."""
    return wording(language or own_language(agreement), profile_of(agreement))


def own_language(agreement: "Agreement") -> str:
    """The language that an agreement is written in; the first one while nobody knows or the sides differ."""
    return str(agreement.answer("language").value or LANGUAGES[0])


def profile_of(agreement: "Agreement") -> str:
    """The profile of words for an agreement; `merese` is Peru's own."""
    return str(agreement.answer("agreement.words").value or PROFILES[0])


@cache
def profile_words(language: str, profile: str) -> Profile:
    """What a profile says in a language, read once. Raises TemplateError."""
    found = _load(templates_dir() / language / "profiles" / f"{profile}.yaml")
    return Profile(str(found["title"]), found["roles"], found.get("instead", {}))


@cache
def code_of(path: str) -> Mapping[str, str]:
    """Every way to write a choice of a question, folded, to its code.

    Its code, its label in any words, and the label without what stands in brackets if no other has the same.
    """
    known: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for language in LANGUAGES:
        profiles = [profile_words(language, profile) for profile in PROFILES]
        for code, label in (wording(language).question(path).choices or {}).items():
            for profile in profiles:
                known.setdefault(fold(profile.reword(label)), code)
            known[fold(code)] = code
            known[fold(code.replace("_", " "))] = code
            short.setdefault(fold(label.partition(" (")[0]), set()).add(code)
    return {text: code for text, (code, *others) in short.items() if not others} | known


@cache
def language_codes() -> Mapping[str, str]:
    """Names of languages in any language of the tool, folded by case, to ISO 639-3."""
    return {name: code for language in LANGUAGES for name, code in wording(language).language_codes.items()}
