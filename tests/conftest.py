"""What tests share: the real terraform and checkov, and a cache of their own."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import draws
from tests.programs import needed
from tfgen.check import tools

draws.register()


@pytest.fixture(scope="session")
def terraform() -> Path:
    """The terraform binary."""
    return needed("terraform", tools.find_terraform())


@pytest.fixture(scope="session")
def checkov() -> Path:
    """The checkov program."""
    return needed("checkov", tools.find_checkov())


@pytest.fixture(scope="session")
def terraform_env() -> Iterator[dict[str, str]]:
    """The environment to run terraform in, with a provider mirror where there is one."""
    with tools.terraform_environment() as environment:
        yield environment


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TFGEN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT ends what a test starts: a shell's background job ignores it, and so would what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
