"""The choices of options stand beside the model, which `--help` does not load: here the two are compared."""

from collections.abc import Iterable

import pytest

from pesagree.agreement import Level, Who
from pesagree.clauses import Form
from pesagree.cli import options
from pesagree.questionnaire import FORMATS
from pesagree.review import Severity, Stage
from pesagree.wording import LANGUAGES
from pesagree.writers import WRITERS


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        (options.Language, LANGUAGES),
        (options.LevelName, Level),
        (options.Asked, (*Who, "all")),
        (options.FormName, Form),
        (options.BatchForm, (Form.FULL, Form.SHORT)),
        (options.DraftFormat, (*WRITERS, "pdf")),
        (options.BatchFormat, WRITERS),
        (options.QuestionsFormat, (*FORMATS, "xlsx")),
        (options.SeverityName, Severity),
        (options.StageName, Stage),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_option_offers_what_the_model_knows(choices: Iterable[str], known: Iterable[str]) -> None:
    assert sorted(choices) == sorted(known)
