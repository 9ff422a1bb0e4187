"""What is wrong with a text that is no answers file, in terms of what a person most likely meant to write.

Only a file at fault needs this module, and its patterns take longer to compile than a file to be read.
"""

import re
from itertools import islice

import yaml

from pesagree.answers.yaml_source import LOADER, LONG, MAX_PROBLEMS
from pesagree.errors import Place, Problem

# U+0085, U+2028 and U+2029 break lines for YAML but not for an editor: lines and texts would go astray.
_UNREADABLE = re.compile(
    r"\r(?!\n)|"
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE = re.compile(
    r"(?P<lead>\s*(?:-\s+)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s#'\"\[{&*!|>%@`-][^:#]*?)\s*:\s+)?)"
    r"(?P<value>\S.*)$"
)
_NO_SPACE = re.compile(r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^\W\d][\w.-]*):(?!//)(?P<value>[^\s:].*)$")
_COMMENT = re.compile(r"(?:\s{2,}#|\s#(?=\s)).*$")
_INSIDE = re.compile(r"[\[{,:]\s*(?P<sign>[#@%`*&!]|\?(?=\s*[,\]}]))")
_TAB = re.compile(r" *\t\s*[^\s#]")


def not_utf8(data: bytes, position: int, source: str) -> Problem:
    """The first bad byte, with the word around it as the usual Windows code page has it."""
    before = re.search(rb"[^\s,;:\"'()\[\]{}]*\Z", data[max(0, position - 60) : position])
    after = re.match(rb"[^\s,;:\"'()\[\]{}]*", data[position : position + 60])
    word = (before.group() if before else b"") + (after.group() if after else b"")
    line = data.count(b"\n", 0, position) + 1
    start = data.rfind(b"\n", 0, position) + 1
    column = len(data[start:position].decode("utf-8", "replace")) + 1
    facts = {"line": line, "word": word.decode("cp1252", "replace")}
    return Problem("not_utf8", Place(source, line, column), facts=facts)


def control_characters(text: str, source: str) -> list[Problem]:
    """Signs that no editor shows, where there are any: they came in by mistake."""
    return [
        Problem(
            "control_character",
            Place(source, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)),
            facts={"code_point": f"U+{ord(text[at]):04X}"},
        )
        for at in (match.start() for match in islice(_UNREADABLE.finditer(text), MAX_PROBLEMS))
    ]


def _fails(line: str) -> bool:
    """Whether a line cannot even stand by itself."""
    try:
        for _ in yaml.parse(line.strip().replace("??", "xx"), Loader=LOADER):
            pass
    except yaml.YAMLError:
        return True
    return False


def glued(line: str) -> re.Match[str] | None:
    """A key (`key`, after its `lead`) without the blank between it and its `value`."""
    return _NO_SPACE.match(line)


def in_quotes(line: str) -> str:
    """The line with its value in quotes (in brackets only the piece at fault), or "" if that is no help."""
    match = _LINE.match(line) if len(line) <= LONG else None
    if not match:
        return ""
    value, start = _COMMENT.sub("", match["value"]).rstrip(), match.start("value")
    if value[:1] in ("[", "{") and (piece := _INSIDE.search(line, start)):
        start = piece.start("sign")
        value = re.split(r"[,\]}]", line[start:], maxsplit=1)[0].rstrip()
    quoted = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    corrected = (line[:start] + quoted + line[start + len(value) :]).strip()
    return "" if not value or _fails(corrected) else corrected


def _line_problem(line: str) -> tuple[str, dict[str, object]] | None:
    """A code and its facts, for a line that is at fault by itself."""
    match = _LINE.match(line) if len(line) <= LONG else None
    if not match or not _fails(line):
        return None
    value = _COMMENT.sub("", match["value"]).rstrip()
    if value == "?":
        return "lone_question_mark", {"corrected": f"{match['lead']}??".strip()}
    if value[0] == ":":
        return "yaml_syntax", {"reason": "missing_key"}
    if value[0] in "\"'" and value.count(value[0]) == 1:
        return "yaml_syntax", {"reason": "unclosed_quote"}
    if value[0] in "[{":
        if value.count("[") > value.count("]") or value.count("{") > value.count("}"):
            return None
        piece = _INSIDE.search(value)
        if piece and piece["sign"] == "?":
            at = match.start("value") + piece.start("sign")
            return "lone_question_mark", {"corrected": f"{line[:at]}?{line[at:]}".strip()}
    corrected = in_quotes(line)
    if not corrected:
        return None
    colon = (": " in value or value.endswith(":")) and value[0] not in "\"'[{"
    return ("colon_in_text" if colon else "needs_quotes"), {"corrected": corrected}


def diagnose(error: yaml.MarkedYAMLError, text: str, source: str) -> Problem:
    """PyYAML's error in terms of what a person most likely meant to write."""
    lines = text.split("\n")
    said, context = error.problem or "", error.context or ""
    words = ": ".join(filter(None, (context, said)))
    mark = error.problem_mark or error.context_mark
    at, column = (mark.line, mark.column) if mark else (0, 0)
    began = (error.context_mark.line, error.context_mark.column) if error.context_mark else (at, column)
    above = next((n for n in range(min(at, len(lines)) - 1, -1, -1) if lines[n].strip()), at)
    near = [n for n in dict.fromkeys((at, began[0], above)) if n < len(lines)]

    def found(code: str, where: tuple[int, int], **facts: object) -> Problem:
        line = lines[where[0]].strip()[:LONG] if where[0] < len(lines) else ""
        return Problem(code, Place(source, where[0] + 1, where[1] + 1), "", {"line": line, **facts})

    def syntax(reason: str, where: tuple[int, int]) -> Problem:
        return found("yaml_syntax", where, reason=reason, detail=words)

    for number in near[:2]:
        if _TAB.match(lines[number]):
            return found("tab_indent", (number, lines[number].index("\t")))
    if "quoted scalar" in context and ("end of stream" in said or "document indicator" in said):
        return syntax("unclosed_quote", began)
    if "escape" in said:
        return syntax("bad_escape", (at, column))
    no_colon = "':'" in said or "mapping values" in said or "expected key" in said
    for number in near:
        line = lines[number].rstrip("\r")
        if trouble := _line_problem(line):
            match = _LINE.match(line)
            start = number, match.start("value") if match else 0
            detail = {"detail": words} if trouble[0] == "yaml_syntax" else {}
            return found(trouble[0], start, **trouble[1], **detail)
        if no_colon and (word := glued(line)):
            corrected = f"{word['lead']}{word['key']}: {word['value']}".strip()
            return found("missing_space", (number, word.start("key")), corrected=corrected)
    if "flow" in context:
        return syntax("unclosed_bracket", began)
    if "quoted scalar" in context:
        return syntax("unclosed_quote", began)
    if "':'" in said:
        return syntax("missing_colon", began)
    if "mapping values" in said or "block" in context:
        return syntax("indent", (at, column))
    return syntax("other", (at, column))
