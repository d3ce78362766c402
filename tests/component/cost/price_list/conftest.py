"""What the tests of the Price List share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.component.cost.price_list.recorded import Site, files, served


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server of the recorded files, reached without a proxy."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served() as found:
        found.files = dict(files())
        yield found
