"""Tests run with a key of their own, and with no setting of the machine they run on."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001 - pytest passes it by this name
    for name in [name for name in os.environ if name.startswith("POINT_RELAIS_")]:
        del os.environ[name]
    os.environ["RELAIS_KEY"] = "a key for tests"
