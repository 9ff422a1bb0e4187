"""The act, ready to be copied into the assembly's book by hand."""

from collections.abc import Iterator

from pesagree.sheet import Block, Bullets, Callout, Heading, Paragraph, Sheet
from pesagree.workshop.assemblies import LINE, Deciding, one_each, signers
from pesagree.workshop.room import Room
from pesagree.workshop.words import PaperWords

SHORT = "________"


def make(room: Room, words: PaperWords) -> Sheet:
    """One act for each seller that decides by assembly: what is known is written, the rest are lines."""
    blocks = (Callout((words("how"),)), *one_each(room, words, _act))
    return room.sheet(words("title"), blocks, points=12)


def _act(room: Room, words: PaperWords, seller: Deciding, new_page: bool) -> Iterator[Block]:
    facts = _facts(room, seller)
    yield Heading(1, words("head", seller=seller.name), new_page=new_page)
    for part in words.entries("parts").values():
        yield Heading(2, str(part["title"]))
        for line in part["text"]:
            yield Paragraph(str(line).format_map(facts), after=0.25)
        if "points" in part:
            yield Bullets(tuple(str(line).format_map(facts) for line in part["points"]), numbered=True)
    names = signers(room, seller.path)
    yield Heading(2, words("signers_title"))
    yield Bullets((*names, *[LINE] * max(0, 3 - len(names))))
    plan = tuple(_plan(room, words, seller))
    yield Heading(2, words("plan_title"))
    yield Paragraph(words("plan"))
    yield Bullets(plan or (words("plan_line"),) * 3)
    yield Heading(2, words("close_title"))
    for line in words.lines("close"):
        yield Paragraph(line, after=0.3)


def _facts(room: Room, seller: Deciding) -> dict[str, str]:
    def said(leaf: str) -> str:
        return room.or_line(f"{seller.path}.assembly.{leaf}", SHORT)

    return {
        "seller": seller.name,
        "buyer": room.or_line("buyer.name", LINE),
        "name": room.name or LINE,
        "place": room.or_line("site.name", LINE),
        "years": room.or_line("term.years", SHORT),
        "total": room.or_line("pay.total", LINE),
        "date": said("date"),
        "present": said("present"),
        "women": said("women"),
        "in_favour": said("in_favour"),
        "members": str(seller.members or SHORT),
        "two_thirds": str(seller.two_thirds or SHORT),
        "read_in": room.or_line("consent.read_in", LINE),
        "read_by": room.or_line("consent.read_by", LINE),
        "interpreter": room.or_line("consent.interpreter", LINE),
        "version": room.or_line("agreement.version.number", SHORT),
        "line": LINE,
        "short": SHORT,
    }


def _plan(room: Room, words: PaperWords, seller: Deciding) -> Iterator[str]:
    for group, share, use in room.things(f"{seller.path}.benefit_plan", "group", "share_pct", "use"):
        yield words("plan_item", group=group or LINE, share=share or SHORT, use=use or LINE)
