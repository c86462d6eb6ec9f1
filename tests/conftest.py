"""Tests run with a key of their own, and with no setting of the machine they run on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lake.store import Lake
from tests.ingesting import writer

NO_PROFILES = Path(__file__).parent / "kept-profiles"  # is never made: a test that keeps one names a folder of its own


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001 - pytest passes it by this name
    for name in [name for name in os.environ if name.startswith("POINT_RELAIS_")]:
        del os.environ[name]
    os.environ["RELAIS_KEY"] = "a key for tests"
    os.environ["POINT_RELAIS_PROFILES"] = str(NO_PROFILES)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """One that holds nothing yet."""
    return Lake(tmp_path / "lake")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """`write("cases.csv", text, encoding)`: a file in a folder of the test's own."""
    return writer(tmp_path)
