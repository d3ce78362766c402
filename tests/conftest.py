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

_TIERS = ("e2e", "component", "unit")
"""In the order in which several workers begin them: what takes longest must not begin last."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Has workers share out the tests of e2e one by one, all others by file: those are short, and share fixtures.

    With `--dist loadgroup`, what has no group is on its own.
    """
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        if _tier(item) != "e2e":
            item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))
    items.sort(key=lambda item: _TIERS.index(_tier(item)))


def _tier(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


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
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest's workers have one of their own


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Signals end what a test starts: a shell's background job ignores some, and so would what it starts."""
    before = {
        number: signal.signal(number, handler)
        for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL))
    }
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
