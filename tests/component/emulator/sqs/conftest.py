"""One emulated AWS for each module of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.component.emulator.sqs.world import World
from tfgen.emulator.emulator import emulator


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with emulator() as aws:
        yield World(aws)
