"""One draft of a batch: from its answers to the bytes of its file, without touching any disk."""

from dataclasses import dataclass
from pathlib import Path

from pesagree.agreement import Agreement
from pesagree.agreement.scalars import Translated
from pesagree.batch.inputs import fingerprint, installation
from pesagree.batch.names import KEY, Pattern, is_identity, name_of
from pesagree.batch.sources import Batch, Source
from pesagree.clauses import Form
from pesagree.compose import general_code
from pesagree.drafts import render
from pesagree.errors import PesagreeError, Place, Problem
from pesagree.review.stage import stage_of
from pesagree.wording import own_language


@dataclass(frozen=True, slots=True)
class Paper:
    """How drafts are asked for: language (None: that of the answers), form, format, letterhead, names."""

    language: str | None
    kind: str
    pattern: Pattern
    letterhead: Path | None = None
    letterhead_inputs: str = ""
    form: Form = Form.FULL

    @property
    def variant(self) -> str:
        """What a key has one draft of."""
        return " ".join(part for part in (self.language, self.form, self.kind) if part and part != Form.FULL)

    @property
    def inputs(self) -> str:
        """A fingerprint of all of it, of the templates and of the tool."""
        return fingerprint(installation(), self.variant, self.pattern.text, self.letterhead_inputs)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of one source before anything is written: a name and the bytes of a draft, or problems."""

    name: str = ""
    data: bytes = b""
    identity: str = ""
    version: str = ""
    stage: str = ""
    stage_is_given: bool = False
    code: str = ""
    problems: tuple[Problem, ...] = ()
    inconsistent: tuple[Problem, ...] = ()


def draw(batch: Batch, source: Source, paper: Paper) -> Drawn:
    """Read, compose and write one draft into memory. A fault is in the result, never an exception."""
    try:
        answers = batch.answers(source)
        if answers.agreement is None:
            return Drawn(problems=answers.problems)
        agreement = answers.agreement
        name = file_name(agreement, source, paper)
        if not name:
            facts = {"text": paper.pattern.text}
            return Drawn(problems=(Problem("name_empty", source.place, facts=facts),))
        data = render(agreement, paper.kind, language_of(agreement, paper), paper.letterhead, form=paper.form)
        code = general_code(agreement, language_of(agreement, paper)) if paper.form is Form.SHORT else ""
    except PesagreeError as error:
        return Drawn(problems=error.problems)
    except Exception as error:  # a bug that one row brings out must not cost the other ten thousand
        facts = {"detail": f"{type(error).__name__}: {error}"}
        return Drawn(problems=(Problem("batch_bug", source.place, facts=facts),))
    stage = agreement.answer("agreement.stage")
    return Drawn(
        name,
        data,
        identity=_text(agreement, "agreement.id"),
        version=_text(agreement, "agreement.version.number"),
        stage=str(stage_of(agreement)),
        stage_is_given=stage.is_given and stage.origin == "given",
        code=code,
        inconsistent=answers.inconsistent,
    )


def file_name(agreement: Agreement, source: Source, paper: Paper) -> str:
    """The name of the file with its endings (`CM-001.es.docx`), "" where the pattern's answers are open."""
    language = language_of(agreement, paper)
    stem = name_of(paper.pattern, source.key, agreement, language)
    which = "" if paper.form is Form.FULL else f".{paper.form}"
    return stem and f"{stem}.{language}{which}.{paper.kind}"


def language_of(agreement: Agreement, paper: Paper) -> str:
    """The language of the draft."""
    return paper.language or own_language(agreement)


def key_is_identity(batch: Batch) -> bool:
    """Whether the keys of a batch are identity numbers or phones, which no file name shows unasked."""
    key = batch.roster.key if batch.roster is not None else None
    return key is not None and key.is_answer and is_identity(key.path)


def obstacle(batch: Batch, paper: Paper, *, name_given: bool) -> Problem | None:
    """Why drafts cannot get their names from these keys."""
    if not name_given and KEY in paper.pattern.paths and key_is_identity(batch):
        assert batch.roster is not None
        return Problem(
            "name_shows_identity", Place(batch.roster.source), facts={"name": batch.roster.key.header}
        )
    return None


def _text(agreement: Agreement, path: str) -> str:
    value = agreement.answer(path).value
    if isinstance(value, Translated):
        return value.into(own_language(agreement))
    return "" if value is None else str(value)
