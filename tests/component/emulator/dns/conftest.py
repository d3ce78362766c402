from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.component.emulator.dns.route53 import forget
from tfgen.emulator.patches import route53


@pytest.fixture(autouse=True)
def _patched() -> Iterator[None]:
    with route53.patched():
        yield
    forget()
