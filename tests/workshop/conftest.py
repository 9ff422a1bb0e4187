"""Every test that asks for a sample or a language goes through all of them, and through the blank set."""

import pytest

from pesagree.resources import samples_dir


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sample" in metafunc.fixturenames:
        samples = sorted(p.stem for p in samples_dir().glob("*.yaml") if ".private" not in p.name)
        metafunc.parametrize("sample", ["blank", *samples])
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", ["es", "en"])
