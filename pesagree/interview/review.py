"""The close: what was answered, section by section, with a way to any answer."""

from collections.abc import Iterator

from pesagree.agreement import QUESTIONS, Status, key
from pesagree.interview import plan
from pesagree.interview.commands import Verb, parse
from pesagree.interview.talk import PROMPT, Jump, Leave, Talk, lines

PAGE = 18
"""Lines before the review waits, so that nothing runs off a small screen."""


def review(talk: Talk) -> None:
    """Show the answers page by page; Enter goes on. Raises Jump when a person wants to change one."""
    pages = list(_pages(talk))
    if talk.review_page == 0:
        talk.show()
        talk.say("review.intro")
    while talk.review_page < len(pages):  # after a jump the review goes on at the page it was left
        for line in pages[talk.review_page]:
            talk.show(line)
        _wait(talk, last=talk.review_page == len(pages) - 1)
        talk.review_page += 1


def _pages(talk: Talk) -> Iterator[list[str]]:
    """Whole parts together as long as they fit."""
    parts: dict[str, list[plan.Step]] = {}
    for step in talk.steps:
        parts.setdefault(talk.title(step), []).append(step)
    page: list[str] = []
    for steps in parts.values():
        block = list(lines(talk, steps))
        if page and len(page) + len(block) > PAGE:
            yield page
            page = []
        page += block
    if page:
        yield page


def _wait(talk: Talk, *, last: bool) -> None:
    talk.show()
    hint = "more" if not last else "end" if talk.scope.of == "private" else "last"
    talk.say(f"review.{hint}")
    while True:
        typed = parse(talk.prompter.ask(PROMPT))
        if typed.verb is Verb.KEEP:
            return
        if typed.verb is Verb.QUIT:
            raise Leave
        if typed.verb is Verb.DRAFT:
            talk.draft()
            continue
        if typed.verb is Verb.BACK:
            talk.review_page = max(-1, talk.review_page - 2)
            return
        if typed.verb not in (Verb.ANSWER, Verb.GO):
            talk.say(f"review.{hint}")
            continue
        target = typed.text
        path = plan.find(talk.agreement, target, talk.more) if target else None
        if path is not None and talk.scope.shows(QUESTIONS[key(path)]):
            raise Jump(path)
        talk.say("commands.go_where", target=target)


def to_find_out(talk: Talk) -> None:
    """What nobody knows yet, with who will find out: the room leaves with a list."""
    open_ = [s for s in talk.steps if talk.agreement.answer(s.path).status is Status.UNKNOWN]
    if not open_:
        return
    talk.show()
    talk.say("review.to_find_out")
    for step in open_:
        label = talk.words.label(step.question.path, talk.speaker.country)
        talk.say("review.find_line", label=label, note=talk.speaker.note(talk.agreement.answer(step.path)))
