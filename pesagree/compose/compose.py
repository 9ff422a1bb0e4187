"""The composer: clause by clause, an agreement and the library of its language become a document."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import Any, cast
from weakref import WeakKeyDictionary

from pesagree.agreement import Agreement
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.clauses import ClauseTemplate, Form, Library, library
from pesagree.clauses.running import printed
from pesagree.clauses.sandbox import GENERAL_NAMES
from pesagree.compose import looks
from pesagree.compose.forms import fingerprint, of_the_general
from pesagree.compose.holes import Fillings, HoleSpeaker, InContext, hole
from pesagree.compose.looks import Remembered, Seen
from pesagree.compose.markdown import Grid, Skeleton, Words, parse
from pesagree.compose.signatures import signatures
from pesagree.compose.slots import ReferenceSlot, SideSlot
from pesagree.compose.special import with_special_terms
from pesagree.compose.values import Speaker
from pesagree.compose.views import OpenAnswer, ParticularAnswer, Scope, TooManySteps
from pesagree.document import (
    BOX,
    Block,
    Break,
    Clause,
    ClauseKind,
    Comment,
    Document,
    Field,
    Heading,
    Inline,
    Paragraph,
    Pattern,
    Reference,
    Role,
    Table,
    Text,
)
from pesagree.document import BlankSize as Size
from pesagree.document import Column as TableColumn
from pesagree.errors import Problem, TemplateError
from pesagree.wording import Wording, own_language, wording, words_of
from pesagree.wording.language import profile_of, profile_words

MAX_PIECE = 500_000
"""Characters that one piece of a clause may print."""

MAX_NESTING = 2
"""How deep alternatives may stand inside alternatives; deeper ones are left as a question."""

DRAFT_STAGES = ("first_talk", "drafting", "before_assembly", "for_signature")


def compose(
    agreement: Agreement,
    language: str | None = None,
    clauses: Library | None = None,
    *,
    annotated: bool = False,
    for_signature: bool = False,
    form: Form = Form.FULL,
) -> Document:
    """The draft of an agreement in `language` (default: its own).

    `annotated` puts its plain sentence under each clause and its note for the lawyer in the margin.
    `for_signature` leaves out all that makes it a draft (the notice, the watermark).
    `form` is the whole agreement, its particular conditions alone, or the general conditions alone.
    Raises TemplateError when a clause cannot be rendered, with file and line.
    """
    document = compose_pattern(
        agreement, language, clauses, for_signature=for_signature, form=form
    ).document()
    if form is Form.GENERAL:
        document = _coded(document)
    return _annotated(document) if annotated else document


def compose_pattern(
    agreement: Agreement,
    language: str | None = None,
    clauses: Library | None = None,
    *,
    for_signature: bool = False,
    form: Form = Form.FULL,
) -> Pattern:
    """The same as `compose`, before its holes are filled: for a writer that remembers what it wrote.

    Raises TemplateError when a clause cannot be rendered.
    """
    language = language or own_language(agreement)
    seen = looks.seen(agreement)
    general = _general(seen, language, clauses) if form is Form.SHORT else None
    return _pattern(seen, language, clauses, for_signature=for_signature, form=form, general=general)


def general_code(agreement: Agreement, language: str | None = None) -> str:
    """The code of the general conditions that go with an agreement (their `mark`).

    Agreements that agree in all answers of the programme have them composed once. Raises TemplateError.
    """
    language = language or own_language(agreement)
    return _general(looks.seen(agreement), language, None).mark


def _general(seen: Seen, language: str, clauses: Library | None) -> Document:
    """The general conditions, or those that came of the same looks before."""
    agreement = cast(Agreement, seen)
    source = clauses or _library(Speaker(agreement, words_of(agreement, language)))
    memory = _generals.setdefault(source, {}).setdefault(language, Remembered())
    known = memory.recall(seen)
    if known is not None:
        return known

    def work() -> Document:
        return _coded(_pattern(seen, language, clauses, form=Form.GENERAL).document())

    document, noted = seen.noting(work)
    memory.keep(noted, document)
    return document


_generals: WeakKeyDictionary[Library, dict[str, Remembered[Document]]] = WeakKeyDictionary()
"""The general conditions of each library and language by their looks: many families share them."""


def _library(speaker: Speaker) -> Library:
    """The clauses for an agreement, in the words of its country and its profile."""
    return library(speaker.words.language, speaker.country, profile_of(speaker.agreement))


def _coded(document: Document) -> Document:
    """General conditions with their code, and the word for it."""
    code = {"code": str(wording(document.language).phrases["forms"]["code"])}
    return replace(document, mark=fingerprint(document), words={**document.words, **code})


def _pattern(
    seen: Seen,
    language: str,
    clauses: Library | None,
    *,
    for_signature: bool = False,
    form: Form,
    general: Document | None = None,
) -> Pattern:
    words = words_of(cast(Agreement, seen), language)
    speaker = InContext(cast(Agreement, seen), words, without_names=form is Form.GENERAL)
    composer = _Composer(seen, words, form, general)
    parts = composer.clauses(clauses or _library(speaker))
    stage = str(seen.answer("agreement.stage").value or DRAFT_STAGES[0])
    is_draft = stage in DRAFT_STAGES and not for_signature
    title, plain_title = _title(speaker, form)
    frame = Document(
        language=language,
        title=title,
        plain_title=plain_title,
        state=words.name("stages", stage) if is_draft else "",
        identity="" if form is Form.GENERAL else _plain(speaker, "agreement.id"),
        version="" if form is Form.GENERAL else _version(speaker),
        notice=tuple(_notice(speaker, form)) if is_draft else (),
        clauses=(),
        words=_writer_words(language, stage),
        sheet=form is Form.SHORT,
    )
    return Pattern(frame, parts, Fillings(seen, speaker).fillings)


def _title(speaker: Speaker, form: Form) -> tuple[tuple[Inline, ...], str]:
    """The title on the paper, and in one line without blanks for headers and properties."""
    words, agreement = speaker.words, speaker.agreement
    kind = profile_words(words.language, profile_of(agreement)).title
    heads = [kind] if form is Form.FULL else [str(words.phrases["forms"][form]), kind]
    if form is Form.SHORT:
        heads = [": ".join(heads)]  # a line less on the sheet
    if form is Form.GENERAL:  # the title is the family's own: not even looked at
        names = [speaker.answer(f"{buyer}.name") for buyer in agreement.parties("buyer")]
    else:
        names = [speaker.answer("agreement.title")]
    first, *rest = ((Text(head),) for head in heads)
    title: tuple[Inline, ...] = first
    for line in (*rest, *names):
        title = (*title, Break(), *line)
    return title, ": ".join([*heads, *(node.text for node in title if isinstance(node, Field))])


def _annotated(document: Document) -> Document:
    return replace(
        document,
        clauses=tuple(_with_plain_sentence(clause) for clause in document.clauses),
        comments=tuple(Comment(c.note, clause=c.id) for c in document.clauses if c.note),
    )


def _with_plain_sentence(clause: Clause) -> Clause:
    if not clause.plain:
        return clause
    return replace(clause, blocks=(Paragraph((Text(clause.plain),), Role.PLAIN), *clause.blocks))


def _plain(speaker: Speaker, path: str) -> str:
    answer = speaker.agreement.answer(path)
    return speaker.value(path, answer.value) if answer.is_given else ""


def _version(speaker: Speaker) -> str:
    return ", ".join(v for p in ("number", "date") if (v := _plain(speaker, f"agreement.version.{p}")))


def _notice(speaker: Speaker, form: Form) -> Iterator[Paragraph]:
    """The words at the head of a draft, and what changed in the whole agreement since the last version."""
    lines = speaker.words.phrases["notice"]
    for line in lines[:1] if form is Form.SHORT else lines:
        yield Paragraph((Text(str(line)),), Role.NOTICE)
    if form is Form.FULL and speaker.agreement.answer("agreement.version.note").is_given:
        changed = Text(speaker.words.phrase("changed_since") + " ")
        yield Paragraph((changed, *speaker.answer("agreement.version.note")), Role.NOTICE)


@cache
def _writer_words(language: str, stage: str) -> Mapping[str, str]:
    own = {key: str(value) for key, value in wording(language).phrases["writer"].items()}
    own["stage"] = wording(language).name("stages", stage)
    return own


class _Memory:
    """Clauses by their looks: each by itself, for families that differ in a few, and all of them together."""

    def __init__(self) -> None:
        self.whole: Remembered[tuple[Clause, ...]] = Remembered()
        self.clauses: dict[str, Remembered[Clause]] = {}


_memory: WeakKeyDictionary[Library, dict[Hashable, _Memory]] = WeakKeyDictionary()
"""The clauses of each library by their looks, with holes; apart for each form and its names of the sides,
and the short form for each text of its general conditions."""

_MOST_MEMORIES = 32


class _Composer:
    """Composes the clauses of one agreement, with holes where its answers stand."""

    def __init__(self, seen: Seen, words: Wording, form: Form, general: Document | None) -> None:
        self.seen, self.words, self.form, self.general = seen, words, form, general
        self.speaker = HoleSpeaker(cast(Agreement, seen), words, without_names=form is Form.GENERAL)
        self.scope = Scope(cast(Agreement, seen), self.speaker, words, form, _of_general(general))
        self.templates: Mapping[str, ClauseTemplate] = {}
        self.memory = _Memory()

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """Every name that a clause may begin with."""
        return self.scope.names()

    def clauses(self, source: Library) -> tuple[Clause, ...]:
        """All clauses of this form, in order."""
        self.templates = {template.entry.id: template for template in source.clauses}
        known = _memory.setdefault(source, {})
        if len(known) >= _MOST_MEMORIES:
            known.clear()
        # What the short form says of the general one is no look at an answer, but all of it is in its code.
        code = self.general.mark if self.general else ""
        self.memory = known.setdefault((self.form, profile_of(self.scope.agreement), code), _Memory())
        known_whole = self.memory.whole.recall(self.seen)
        if known_whole is not None:
            return known_whole
        whole, noted = self.seen.noting(lambda: tuple(self.one_by_one(source)))
        self.memory.whole.keep(noted, whole)
        return whole

    def one_by_one(self, source: Library) -> Iterator[Clause]:
        parts = [
            self.remembered(t.entry.id, partial(self.clause, t)) for t in source.clauses if self.is_in(t)
        ]
        if self.form is Form.SHORT:  # a part with nothing to say would only take room
            parts = [clause for clause in parts if clause.blocks]
        if self.form is not Form.FULL:
            return iter(parts)
        return with_special_terms(parts, self.speaker, self.remembered)

    def remembered(self, identity: str, work: Callable[[], Clause]) -> Clause:
        """The clause that `work` composes, or the one that came of the same looks before."""
        memory = self.memory.clauses.setdefault(identity, Remembered())
        known = memory.recall(self.seen)
        if known is not None:
            return known
        clause, noted = self.seen.noting(work)
        memory.keep(noted, clause)
        return clause

    def is_in(self, template: ClauseTemplate) -> bool:
        """Whether a clause stands in this paper, or may."""
        return self.form in template.entry.forms and self.truth(template) is not False

    def truth(self, template: ClauseTemplate) -> bool | None:
        """Whether the clause is in the agreement; None while that is not known."""
        return self.seen.see(looks.any_holds, template.entry.when) if template.entry.when else True

    def clause(self, template: ClauseTemplate) -> Clause:
        entry = template.entry
        blocks: list[Block] = []
        assumed: dict[str, Any] = {}
        if self.truth(template) is None:
            blocks.append(self._only_if(template))
            assumed = {f"when.{name}": True for name in entry.when[:1]}
        numbered = entry.numbered and entry.kind is ClauseKind.CLAUSE
        self.scope.assumed = assumed
        for number in range(len(template.pieces)):
            for block in self._piece(template, number, 0):
                if numbered and isinstance(block, Paragraph) and block.role is Role.BODY:
                    block = replace(block, role=Role.NUMBERED)
                blocks.append(block)
        self.scope.assumed = {}
        if entry.adds == "signatures":
            blocks.append(signatures(self.speaker))
        return Clause(entry.id, entry.kind, template.heading, tuple(blocks), template.plain, template.note)

    def _only_if(self, template: ClauseTemplate) -> Paragraph:
        condition = template.entry.condition
        assert condition is not None
        when = self.words.name("conditions", template.entry.when[0])
        blank = self.speaker.blank(condition.looks_at, size=Size.CHOICE)
        return Paragraph((Text(self.words.phrase("only_if", condition=when)), Break(), blank), Role.OPEN)

    # --- one piece --------------------------------------------------------------------------

    def _piece(self, template: ClauseTemplate, number: int, depth: int) -> list[Block]:
        try:
            return list(self._blocks(parse(self._render(template, number)), template))
        except OpenAnswer as met:
            return self._alternatives(template, number, met, depth)
        except ParticularAnswer:
            return []
        except TooManySteps:
            problem = Problem("template_endless", template.place(number))
        except TemplateError:
            raise
        except Exception as error:  # a template must never show a traceback to its author
            detail = f"{type(error).__name__}: {error}"
            problem = Problem("template_failed", template.place(number), facts={"detail": detail})
        raise TemplateError([problem])

    def _render(self, template: ClauseTemplate, number: int) -> str:
        parts: list[str] = []
        size = 0
        for part in printed(template.trees[number], self.names):
            size += len(part)
            if size > MAX_PIECE:
                raise TooManySteps
            parts.append(part)
        return "".join(parts).strip()

    def _alternatives(
        self, template: ClauseTemplate, number: int, met: OpenAnswer, depth: int
    ) -> list[Block]:
        """What the piece would say for each answer, with a box to tick; nothing is asserted."""
        if not self.scope.only and len(parties := self._parties(met.path)) > 1:
            return self._for_each(parties, template, number, depth)
        question = Paragraph((self.speaker.blank(met.path, size=Size.CHOICE),), Role.OPEN)
        if depth >= MAX_NESTING:
            return [question]
        variants: list[list[Block]] = []
        for value in met.alternatives:
            self.scope.assumed[met.about] = value
            variant = self._piece(template, number, depth + 1)
            del self.scope.assumed[met.about]
            if variant not in variants:
                variants.append(variant)
        if len(variants) == 1:
            return variants[0]
        blocks: list[Block] = [question]
        for variant in variants or [[]]:
            blocks.extend(self._boxed(variant))
        return blocks

    def _parties(self, path: str) -> list[str]:
        """All parties on the side that a path belongs to."""
        section = path.partition(".")[0]
        return self.seen.parties(section) if section in PARTY_SECTIONS else []

    def _for_each(self, parties: list[str], template: ClauseTemplate, number: int, depth: int) -> list[Block]:
        """The piece for one party after another, so that alternatives do not multiply."""
        shown: list[list[Block]] = []
        for party in parties:
            self.scope.only = party
            blocks = self._piece(template, number, depth)
            if blocks not in shown:
                shown.append(blocks)
        self.scope.only = ""
        return [block for blocks in shown for block in blocks]

    def _boxed(self, variant: list[Block]) -> list[Block]:
        nothing = Paragraph((Text(self.words.phrase("nothing_written")),))
        first, *rest = variant or [nothing]
        if isinstance(first, Paragraph) and first.role is Role.OPEN:
            return variant  # alternatives inside this one: they have a question and boxes of their own
        if isinstance(first, Paragraph | Heading):
            boxed: list[Block] = [Paragraph((Text(f"{BOX} "), *first.inlines), Role.OPEN)]
        else:
            boxed = [Paragraph((Text(BOX),), Role.OPEN), first]
        return boxed + [_opened(block) for block in rest]

    # --- filling ----------------------------------------------------------------------------

    def _blocks(self, skeleton: Skeleton, template: ClauseTemplate) -> Iterator[Block]:
        for shape in skeleton:
            match shape:
                case Words(pieces=pieces, level=0, role=role):
                    yield Paragraph(self._fill(pieces), role)
                case Words(pieces=pieces, level=2 | 3 as level):
                    yield Heading(2 if level == 2 else 3, self._fill(pieces))
                case Grid(headers=headers, aligns=aligns, rows=rows):
                    heads = [self._fill(header) for header in headers]
                    columns = tuple(TableColumn(h, a) for h, a in zip(heads, aligns, strict=True))
                    names = "; ".join(filter(None, map(_words, heads))) or template.heading
                    yield Table(
                        caption=template.heading,
                        description=self.words.phrase("table_description", columns=names),
                        columns=columns,
                        rows=tuple(tuple(self._fill(cell) for cell in row) for row in rows),
                    )

    def _fill(self, pieces: tuple[Any, ...]) -> tuple[Inline, ...]:
        nodes: list[Inline] = []
        for piece in pieces:
            match piece:
                case Text() | Break():
                    nodes.append(piece)
                case SideSlot(side=side):
                    nodes.append(Text(self.words.phrase(f"proposed_by_{side}")))
                case ReferenceSlot(target=target):
                    nodes.append(self._reference(target))
                case _:
                    nodes.append(hole(piece))
        return tuple(nodes)

    def _reference(self, target: str) -> Inline:
        """A live reference; words for what stands on the other paper, or nowhere in this agreement."""
        template = self.templates[target]
        if self.is_in(template):
            return Reference(target)
        phrases = self.words.phrases["forms"]
        if self.general and any(clause.id == target for clause in self.general.clauses):
            return Text(of_the_general(self.general, target, phrases["in_general"]))
        if self.form is Form.GENERAL and self.truth(template) is not False:
            home = next((t for t in self.templates.values() if target in t.entry.stands_for), template)
            phrase = "annex_in_particular" if template.entry.kind is ClauseKind.ANNEX else "in_particular"
            return Text(phrases[phrase].format(heading=home.heading))
        missing = "missing_annex" if template.entry.kind is ClauseKind.ANNEX else "missing_reference"
        return Text(self.words.phrase(missing, heading=template.heading))


def _words(header: tuple[Inline, ...]) -> str:
    """What a column is called; nothing where its head holds an answer, as in a table of one deal's facts."""
    words = [node.text for node in header if isinstance(node, Text)]
    return "".join(words) if len(words) == len(header) else ""


def _of_general(general: Document | None) -> Mapping[str, str]:
    """What a clause of the particular conditions may say of the general ones."""
    if general is None:
        return dict.fromkeys(GENERAL_NAMES, "")
    title = [node.text for node in general.title if isinstance(node, Text)]
    return {"title": ": ".join(title), "fingerprint": general.mark}


def _opened(block: Block) -> Block:
    """A paragraph of an alternative is no numbered sub-clause yet."""
    if isinstance(block, Paragraph) and block.role is Role.BODY:
        return replace(block, role=Role.OPEN)
    return block
