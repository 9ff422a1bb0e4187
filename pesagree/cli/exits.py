"""Exit codes: promises to scripts."""

from enum import IntEnum

from pesagree.errors import AnswersError, FileError, PesagreeError, TemplateError, UsageError


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    BUG = 1
    USAGE = 2
    ANSWERS = 3
    TEMPLATE = 4
    SOME_FAILED = 5
    REVIEW = 6
    FILE = 7
    STOPPED = 130


def exit_of(error: PesagreeError) -> Exit:
    """The one place that turns an error into an exit code."""
    match error:
        case AnswersError():
            return Exit.ANSWERS
        case TemplateError():
            return Exit.TEMPLATE
        case FileError():
            return Exit.FILE
        case UsageError():
            return Exit.USAGE
        case _:
            return Exit.BUG
