"""Bundles: the agreements of one community in one Word file to print, with a cover that lists them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pesagree.answers.roster_header import Column, is_named
from pesagree.batch.drawing import Drawn, Paper, language_of
from pesagree.batch.inputs import fingerprint
from pesagree.batch.names import safe, shortened
from pesagree.batch.run import Status
from pesagree.batch.sources import Batch, Source
from pesagree.clauses import Form
from pesagree.compose import compose
from pesagree.document import BOX, Block, Clause, ClauseKind, Document, Paragraph, Role, Table, Text
from pesagree.document import Column as TableColumn
from pesagree.drafts import render_bundle
from pesagree.errors import PesagreeError, Place
from pesagree.wording import Wording, wording
from pesagree.wording.language import fold


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch as it can be done: what it is made from, how drafts are asked for, the column of bundles."""

    whole: Batch
    paper: Paper
    column: Column | None = None


WITHOUT = (Status.SIGNED, Status.KEPT, Status.LOCKED, Status.FAILED)
"""Agreements that are left out of their bundle: it would print something else than their own file says."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file to be: the name of the community, its rows in the roster's order, and those left out."""

    name: str
    members: tuple[Source, ...]
    apart: tuple[tuple[str, Status], ...]


def bundle_column(batch: Batch, name: str) -> Column | None:
    """The column that says to which bundle a row belongs."""
    columns = batch.roster.columns if batch.roster is not None else ()
    return next((column for column in columns if is_named(column.header, name)), None)


def bundle_of(source: Source, column: Column) -> str:
    """The name of the bundle that a row belongs to, as the row writes it; `fold` tells which are the same."""
    assert source.row is not None
    row = source.row.row
    return " ".join(row.texts[row.table.columns.index(column)].split())


@dataclass(frozen=True)
class Bundles:
    """All bundles of a batch, as sources of a batch of their own."""

    batch: Batch
    paper: Paper
    column: Column
    copies: int
    apart: Mapping[str, Status]

    def sources(self) -> Iterator[Source]:
        """One source for each bundle, with the fingerprint of all that it prints."""
        for bundle in self._bundles.values():
            parts = [source.inputs for source in bundle.members]
            left = [f"{key} {status}" for key, status in bundle.apart]
            inputs = fingerprint(bundle.name, str(self.copies), *parts, "", *left)
            yield Source(bundle.name, Place(self._source), inputs)

    def draw(self, source: Source) -> Drawn:
        """Compose one bundle and write it into memory."""
        return self._draw(self._bundles[source.key])

    @property
    def _source(self) -> str:
        return self.batch.roster.source if self.batch.roster is not None else ""

    @cached_property
    def _bundles(self) -> dict[str, Bundle]:
        """The bundles by name, in the order in which the roster first names them."""
        names: dict[str, str] = {}
        members: dict[str, list[Source]] = defaultdict(list)
        apart: dict[str, list[tuple[str, Status]]] = defaultdict(list)
        for source in self.batch.sources():
            name = bundle_of(source, self.column)
            folded = fold(name)
            names.setdefault(folded, name)
            if source.key in self.apart:
                apart[folded].append((source.key, self.apart[source.key]))
            else:
                members[folded].append(source)
        found = (Bundle(name, tuple(members[folded]), tuple(apart[folded])) for folded, name in names.items())
        return {bundle.name: bundle for bundle in found if bundle.members}

    def _draw(self, bundle: Bundle) -> Drawn:
        documents: list[Document] = []
        names: list[str] = []
        try:
            for source in bundle.members:
                agreement = self.batch.answers(source).agreement
                if agreement is None:
                    continue  # said when its own draft failed
                documents.append(compose(agreement, language_of(agreement, self.paper), form=self.paper.form))
                names.append(str(agreement.answer("seller.name").value or ""))
            cover = _cover(bundle, documents[0], names, self.copies)
            data = render_bundle(cover, documents, self.copies, self.paper.letterhead)
        except PesagreeError as error:
            return Drawn(problems=error.problems)
        stem = shortened(safe(bundle.name or wording(cover.language).batch("bundle.nameless")), bundle.name)
        which = "" if self.paper.form is Form.FULL else f".{self.paper.form}"
        return Drawn(f"{stem}.{cover.language}{which}.docx", data)


def _cover(bundle: Bundle, first: Document, names: list[str], copies: int) -> Document:
    """The list of what is in the bundle: number, key, name, and room to tick off what is signed."""
    words = wording(first.language)
    name = bundle.name or words.batch("bundle.nameless")
    title = words.batch("bundle.title", name=name)
    count = words.batch("bundle.count", count=len(bundle.members), copies=copies)
    headers = [words.batch(f"bundle.{column}") for column in ("number", "key", "name", "signed")]
    columns = tuple(TableColumn((Text(header),)) for header in headers)
    rows = tuple(
        ((Text(str(number)),), (Text(source.key),), (Text(seller),), (Text(BOX),))
        for number, (source, seller) in enumerate(zip(bundle.members, names, strict=True), start=1)
    )
    table = Table(title, words.batch("bundle.description"), columns, rows)
    blocks: list[Block] = [Paragraph((Text(count),)), table, *_apart(bundle, words)]
    return replace(
        first,
        title=(Text(title),),
        plain_title=title,
        state="",
        identity="",
        version="",
        notice=(),
        clauses=(Clause("cover", ClauseKind.FRONT, words.batch("bundle.heading"), tuple(blocks)),),
        comments=(),
    )


def _apart(bundle: Bundle, words: Wording) -> Iterator[Paragraph]:
    """What is not in the bundle, and why."""
    if bundle.apart:
        yield Paragraph((Text(words.batch("bundle.apart"), strong=True),))
    for key, status in bundle.apart:
        yield Paragraph((Text(f"{key}: {words.batch(f'bundle.because.{status}')}"),), Role.BULLET)
