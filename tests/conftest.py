"""Tests that share something expensive stay on one process."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/compose/test_every_choice.py", "tests/test_packaging.py")
"""Files whose tests share what the first of them makes: drafts, packages."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "LoadScopeScheduling":
    """Spread tests one by one, but those of a file above together.

    pytest-xdist's own marks for this (`--dist=loadgroup`) silently do nothing from pytest 9.2 on.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Spread(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file in TOGETHER else nodeid

    return Spread(config, log)
