"""The fixture that tests of functions and of the front door share."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from tests.component.emulator.functions.aws import Aws
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.serving import served


@pytest.fixture(scope="session")
def moto_server() -> Iterator[str]:
    """Its address."""
    with served(DomainDispatcherApplication(create_backend_app)) as address:
        yield address


@pytest.fixture
def aws(moto_server: str, tmp_path: Path) -> Iterator[Aws]:
    """Empty, with functions installed."""
    request = urllib.request.Request(f"{moto_server}/moto-api/reset", method="POST")  # noqa: S310  # our own
    urllib.request.urlopen(request).close()  # noqa: S310  # our own server
    functions = Functions(tmp_path)
    functions.endpoint = moto_server
    with functions.installed():
        yield Aws(moto_server, functions)
