"""The browser's fixture is that of the pages of costs."""

from __future__ import annotations

from tests.component.cost.page.conftest import opened

__all__ = ["opened"]
