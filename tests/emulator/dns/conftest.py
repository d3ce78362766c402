from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.dns.route53 import forget
from tfgen.emulator.mends import route53


@pytest.fixture(autouse=True)
def _mended() -> Iterator[None]:
    with route53.mended():
        yield
    forget()
