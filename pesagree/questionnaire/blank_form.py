"""A blank answers file: every question as a comment over the key that takes its answer."""

import textwrap
from collections.abc import Iterator, Sequence

from pesagree.agreement import Kind, Question
from pesagree.answers.schema import Branch, Figure, Leaf, schema
from pesagree.questionnaire.listing import facts
from pesagree.wording import Wording

WIDTH = 96


def blank_form(questions: Sequence[Question], words: Wording) -> str:
    """The form as YAML that reads back as an agreement with every answer open.

    The seller's private questions are left out: they live in a file of their own.
    """
    chosen = {question.path: question for question in questions if not question.is_private}
    lines = [
        *_comment(words.command("said.blank_form_head"), ""),
        *_comment(words.command("said.blank_form_private"), ""),
    ]
    lines += ["pesagree: 1", *_branch(schema(), chosen, words, "")]
    return "\n".join(lines) + "\n"


def _branch(branch: Branch, chosen: dict[str, Question], words: Wording, indent: str) -> Iterator[str]:
    for name, child in branch.children.items():
        match child:
            case Leaf(question=question) if question.path in chosen:
                yield from _question(question, name, words, indent)
            case Branch(path=path) if any(one.startswith(path + ".") for one in chosen):
                if not indent:
                    yield ""
                    yield from _comment(f"──── {words.section_title(path)} ────", "")
                    yield from _comment(words.section_intro(path), "")
                yield f"{indent}{name}:"
                yield from _branch(child, chosen, words, indent + "  ")
            case Leaf() | Branch() | Figure():
                pass


def _question(question: Question, name: str, words: Wording, indent: str) -> Iterator[str]:
    yield ""
    yield from _comment(words.question(question.path).ask, indent)
    for fact in facts(question, words):
        yield from _comment("  " + fact, indent)
    value = {"country": " PE", "language": f" {words.language}"}.get(question.path, "")
    yield f"{indent}{name}:{value}"
    if question.kind is Kind.LIST:
        yield f"{indent}#  - " + f"\n{indent}#    ".join(f"{item.name}:" for item in question.items)


def _comment(text: str, indent: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        for line in textwrap.wrap(paragraph, WIDTH - len(indent), subsequent_indent="  "):
            yield f"{indent}# {line}"
