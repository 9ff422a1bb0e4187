"""The memo for the lawyer: who decided what, what nobody decided, what is flagged, what is unchecked.

It is a document of its own; nothing of it stands in the draft. Private answers are not in it.
"""

from collections.abc import Iterable, Iterator, Sequence

from pesagree.agreement import QUESTIONS, Agreement, Answer, Kind, Question, Status
from pesagree.agreement.ask import Part
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.agreement.payment import Generator
from pesagree.clauses import Library
from pesagree.compose.compose import compose
from pesagree.compose.values import Speaker
from pesagree.document import (
    Block,
    Clause,
    ClauseKind,
    Column,
    Document,
    Inline,
    Paragraph,
    Role,
    Table,
    Text,
)
from pesagree.review import review
from pesagree.review.spoken import Adviser
from pesagree.wording import Wording, own_language, words_of

DEAL = (
    "buyer.name", "mid.name", "seller.name", "site.name", "site.area_ha", "service.kind", "pay.form",
    "pay.total", "pay.annual", "pay.to", "term.start", "term.end", "term.exit_seller.when", "law.steps",
)  # fmt: skip
"""The answers and figures that tell the deal in a few lines."""

NAMES_FOR_THE_FILE = {"mon.indicators.id", "special.after"}
"""Fields of lists that only the answers file needs; no reader of a memo knows them."""

Row = tuple[str, ...]


def compose_memo(
    agreement: Agreement, language: str | None = None, clauses: Library | None = None
) -> Document:
    """The memo that goes with a draft, in `language` (default: the agreement's own).

    Raises TemplateError when a clause cannot be rendered.
    """
    language = language or own_language(agreement)
    memo = _Memo(agreement, words_of(agreement, language))
    draft = compose(agreement, language, clauses)
    title = memo.words.memo["title"]
    return Document(
        language=language,
        title=(Text(str(title)), Text(": "), *draft.title[2:]),
        plain_title=f"{title}: {draft.plain_title}",
        state="",
        identity=draft.identity,
        version=draft.version,
        notice=(Paragraph((Text(str(memo.words.memo["notice"])),), Role.NOTICE),),
        clauses=tuple(memo.sections(draft)),
        words=draft.words,
    )


class _Memo:
    """The sections of one memo."""

    def __init__(self, agreement: Agreement, words: Wording) -> None:
        self.agreement, self.words = agreement, words
        self.speaker = Speaker(agreement, words)
        self.adviser = Adviser(agreement, words)

    def sections(self, draft: Document) -> Iterator[Clause]:
        """All sections in order; each draft clause is named as the draft numbers it."""
        yield self.section("deal", self.deal())
        yield self.section("open", self.open())
        yield self.section("findings", self.findings())
        yield self.section("defaults", self.defaults())
        yield self.section("law", self.law(draft))
        yield self.section("special", self.special())
        yield self.section("decided", self.decided())

    def section(self, name: str, blocks: Iterable[Block]) -> Clause:
        heading = str(self.words.memo["headings"][name])
        return Clause(f"memo_{name}", ClauseKind.FRONT, heading, tuple(blocks))

    # --- what was answered ------------------------------------------------------------------

    def asked(self) -> Iterator[tuple[Question, Answer]]:
        """Every public question that applies, for each party, with its answer."""
        for question in QUESTIONS.values():
            if question.is_private:
                continue
            parties = self.agreement.parties(question.section) if question.section in PARTY_SECTIONS else [""]
            for party in parties:
                path = party + question.path[len(question.section) :] if party else question.path
                if question.when.holds(self.agreement, party) is not False:
                    yield question, self.agreement.answer(path)

    def deal(self) -> Iterator[Block]:
        rows = []
        for path in DEAL:
            answer = self.agreement.answer(path)
            if answer.is_given:
                rows.append((self.speaker.label(path), self.said(answer)))
        yield self.table("deal", ("question", "answer"), rows)

    def decided(self) -> Iterator[Block]:
        rows = [
            (self.label(answer.path), self.against_fair(question, answer))
            for question, answer in self.asked()
            if answer.is_none or (answer.is_given and answer.origin == "given")
        ]
        yield self.table("decided", ("question", "answer"), rows)

    def against_fair(self, question: Question, answer: Answer) -> str:
        """The answer, and how it stands to the fair default where the tool offers one."""
        said = self.speaker.none_words(answer.path) if answer.is_none else self.said(answer)
        fair = question.fair_text(self.agreement, answer.path)
        if fair is None:
            return said
        many = question.kind in (Kind.SEVERAL, Kind.ORDER)
        value = "none" if answer.is_none else ", ".join(answer.value) if many else str(answer.value)
        if value == fair:
            return self.say("fair_taken", text=said)
        offered = self.speaker.value(answer.path, tuple(fair.split(", ")) if many else fair)
        proposal = self.speaker.none_words(answer.path) if fair == "none" else offered
        return self.say("fair_not_taken", text=said, fair=proposal)

    def defaults(self) -> Iterator[Block]:
        rows = [
            (self.label(answer.path), self.said(answer))
            for _, answer in self.asked()
            if answer.is_given and answer.origin == "default"
        ]
        yield self.line("defaults_intro" if rows else "defaults_none")
        if rows:
            yield self.table("defaults", ("question", "answer"), rows)

    def open(self) -> Iterator[Block]:
        rows = [(self.label(answer.path), self.state(answer)) for _, answer in self.asked() if answer.is_open]
        if rows:
            yield self.table("open", ("question", "state"), rows)
        else:
            yield self.line("open_none")

    def state(self, answer: Answer) -> str:
        if answer.status is Status.UNKNOWN:
            return self.say(
                "state_unknown_note" if answer.note else "state_unknown", note=self.speaker.note(answer)
            )
        if answer.status is Status.DISPUTED and answer.proposals:
            sides = self.words.memo["sides"]
            proposals = "; ".join(
                self.say("proposal", side=sides[side], text=self.speaker.value(answer.path, value))
                for side, value in answer.proposals.items()
            )
            return self.say("state_disputed", proposals=proposals)
        return self.say("state_open")

    # --- what others say of it --------------------------------------------------------------

    def findings(self) -> Iterator[Block]:
        """What fires for everybody's eyes: nothing that uses private figures."""
        found = review(self.agreement, include_private=False)
        rows = []
        for finding in found.firing:
            said = self.adviser.say(finding)
            weight = self.words.advise(f"severity_one.{finding.severity}")
            rows.append((f"{finding.rule} ({weight})", said.message, said.remedy, said.source))
        if rows:
            yield self.table("findings", ("rule", "what", "remedy", "source"), rows)
        else:
            yield self.line("findings_none", stage=self.words.advise(f"stages.{found.stage}"))

    def law(self, draft: Document) -> Iterator[Block]:
        """Each clause's note, under the clause's heading: the memo is a file without the draft's numbers."""
        yield self.line("law_intro")
        nobody = self.say("checked_by_nobody")
        rows: list[Row] = [(clause.heading, clause.note, nobody) for clause in draft.clauses if clause.note]
        yield self.table("law", ("clause", "note", "checked"), rows)

    def special(self) -> Iterator[Block]:
        special = self.agreement.answer("special")
        if not special.is_given:
            yield self.line("special_none")
            return
        yield self.line("special_intro")
        for number in range(1, len(special.value) + 1):
            nodes: list[Inline] = [Text(f"{self.text(f'special.{number}.heading')}: ", strong=True)]
            nodes.append(Text(self.text(f"special.{number}.text")))
            yield Paragraph(tuple(nodes), Role.BULLET)

    # --- words ------------------------------------------------------------------------------

    def text(self, path: str) -> str:
        answer = self.agreement.answer(path)
        return self.speaker.value(path, answer.value) if answer.is_given else "…"

    def label(self, path: str) -> str:
        whose = self.speaker.party_name(path)
        return f"{whose}: {self.speaker.label(path)}" if whose else self.speaker.label(path)

    def said(self, answer: Answer) -> str:
        value = answer.value
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            return "; ".join(self.item(answer.path, number) for number in range(1, len(value) + 1))
        if isinstance(value, Generator):
            return "; ".join(
                f"{self.text(due.path + '.date')}: {self.text(due.path + '.amount')}"
                for due in self.agreement.instalments
            )
        return self.speaker.value(answer.path, value)

    def item(self, path: str, number: int) -> str:
        """One item of a list: its given fields, in order."""
        question = self.speaker.question(path)
        assert question is not None
        fields = (f.name for f in question.items if f"{path}.{f.name}" not in NAMES_FOR_THE_FILE)
        answers = (self.agreement.answer(f"{path}.{number}.{field}") for field in fields)
        return ", ".join(self.speaker.value(a.path, a.value) for a in answers if a.is_given)

    def say(self, key: str, **facts: object) -> str:
        return str(self.words.memo[key]).format_map(facts)

    def line(self, key: str, **facts: object) -> Paragraph:
        return Paragraph((Text(self.say(key, **facts)),))

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Row]) -> Table:
        heads = [str(self.words.memo["columns"][column]) for column in columns]
        return Table(
            caption=str(self.words.memo["headings"][name]),
            description=self.words.phrase("table_description", columns="; ".join(heads)),
            columns=tuple(Column((Text(head),)) for head in heads),
            rows=tuple(tuple((Text(cell),) for cell in row) for row in rows),
        )
