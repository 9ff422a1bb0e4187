"""The rules as a page to read (docs/rules.md), generated from the rules themselves."""

from collections.abc import Iterable
from itertools import groupby

from pesagree.review.report_markdown import escaped, table
from pesagree.review.rule import Rule
from pesagree.review.rules import RULES
from pesagree.review.sources import SOURCES
from pesagree.review.spoken import rule_words, source_words
from pesagree.wording import Wording


def rulebook(words: Wording) -> str:
    """Every rule, family by family, then where they come from and who checked it."""
    parts = [f"# {words.advise('rulebook.title')}", words.advise("rulebook.intro").strip()]
    for family, rules in groupby(RULES.values(), key=lambda rule: rule.id.partition("-")[0]):
        parts += [f"## {words.advise(f'rulebook.families.{family}')}", _family(rules, words)]
    columns = words.advice["rulebook"]["source_columns"]
    rows = [
        [escaped(words.rules["sources"][source]), words.advise(f"checked.{checked}")]
        for source, checked in SOURCES.items()
    ]
    parts += [
        f"## {words.advise('rulebook.sources')}",
        table([columns["name"], columns["checked"]], rows),
    ]
    return "\n\n".join(parts) + "\n"


def _family(rules: Iterable[Rule], words: Wording) -> str:
    columns = words.advice["rulebook"]["family_columns"]
    names = ("rule", "looks_at", "since", "severity", "why", "remedy", "source")
    return table([columns[name] for name in names], [_row(rule, words) for rule in rules])


def _row(rule: Rule, words: Wording) -> list[str]:
    entry = rule_words(words, rule.id)
    why = [str(entry["why"])]
    if "note" in entry:
        why.append(str(entry["note"]))
    if rule.peru:
        why.append(words.advise("rulebook.peru"))
    if rule.private:
        why.append(words.advise("rulebook.private"))
    if rule.shared_with:
        why.append(words.advise("rulebook.check", checks=", ".join(rule.shared_with)))
    remedies = [entry["remedy"], *(v["remedy"] for v in entry.get("variants", {}).values() if "remedy" in v)]
    looks_at = (
        words.advise("rulebook.everything")
        if rule.looks_at == ("*",)
        else ", ".join(f"`{path}`" for path in rule.looks_at)
    )
    return [
        rule.id,
        looks_at,
        words.advise(f"stages.{rule.since}"),
        " / ".join(words.advise(f"severity_one.{severity}") for severity in rule.severities),
        escaped(" ".join(why)).replace("\\`", "`"),
        escaped(" ".join(dict.fromkeys(remedies))),
        escaped("; ".join(source_words(words, source) for source in rule.sources)),
    ]


if __name__ == "__main__":
    import sys

    from pesagree.wording import wording

    sys.stdout.write(rulebook(wording("en")))
