"""What the neighbours start from: our own drafts, taken apart into fixed words and answers.

Every contender gets the same paragraphs, styles and tables. A run is an answer where the draft marks it as
one or where it differs from deal to deal (an amount in words, say). The neighbours get their answers ready
formatted.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

BODY = "word/document.xml"
_CONTROL = re.compile(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", re.DOTALL)
_RUN = re.compile(r'(<w:t xml:space="preserve">)([^<]*)(</w:t>)')
_ANSWER = '<w:rStyle w:val="Answer"/></w:rPr>'


def body_of(draft: bytes) -> str:
    """The main part of a Word file."""
    with ZipFile(BytesIO(draft)) as archive:
        return archive.read(BODY).decode()


def paragraphs(draft: bytes) -> list[str]:
    """The words of every paragraph of the body, those in tables included."""
    found = re.findall(r"<w:p[ >].*?</w:p>", body_of(draft), re.DOTALL)
    return ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in found]


@dataclass(frozen=True, slots=True)
class Parts:
    """Drafts of one shape: the first one whole, which of its runs are answers, and every deal's answers."""

    first: bytes
    answers: frozenset[int]
    values: Sequence[Mapping[str, str]]

    def template(self, mark: Callable[[str], str]) -> bytes:
        """The first draft as a template, each answer as `mark` writes it; content controls are taken off."""
        numbers = iter(range(10**9))

        def run(found: re.Match[str]) -> str:
            number = next(numbers)
            text = mark(f"v{number}") if number in self.answers else found[2]
            return found[1] + text + found[3]

        plain = _RUN.sub(run, _CONTROL.sub(r"\1", body_of(self.first)))
        return with_body(self.first, plain)

    def pieces(self, drafts: Sequence[bytes]) -> tuple[list[bytes], list[list[bytes]]]:
        """The first draft's body cut at its answers, and each deal's answers as they stand in its body."""
        body = body_of(self.first)
        cuts = [found for number, found in enumerate(_RUN.finditer(body)) if number in self.answers]
        ends = [0, *(found.end(2) for found in cuts)]
        starts = [*(found.start(2) for found in cuts), len(body)]
        fixed = [body[end:start].encode() for end, start in zip(ends, starts, strict=True)]
        return fixed, [
            [text.encode() for number, text in enumerate(runs(draft)) if number in self.answers]
            for draft in drafts
        ]


def parts_of(drafts: Sequence[bytes]) -> Parts:
    """Compare drafts of one shape run by run."""
    texts = [runs(draft) for draft in drafts]
    if len({len(text) for text in texts}) != 1:
        raise ValueError("the drafts differ in more than their answers")
    body = body_of(drafts[0])
    marked = {
        number for number, found in enumerate(_RUN.finditer(body)) if body.endswith(_ANSWER, 0, found.start())
    }
    differing = {number for number, same in enumerate(zip(*texts, strict=True)) if len({*same}) > 1}
    answers = frozenset(marked | differing)
    values = [{f"v{n}": _unescaped(text[n]) for n in sorted(answers)} for text in texts]
    return Parts(drafts[0], answers, values)


def runs(draft: bytes) -> list[str]:
    """The text of every run of a draft's body, as it stands in the XML."""
    return [found[2] for found in _RUN.finditer(body_of(draft))]


def with_body(draft: bytes, body: str) -> bytes:
    """The file with another main part."""
    out = BytesIO()
    with ZipFile(BytesIO(draft)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, body if name == BODY else old.read(name))
    return out.getvalue()


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
