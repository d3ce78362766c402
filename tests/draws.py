"""How many examples a property draws: few at a desk, more in CI, many when they are asked for.

A profile says how many; `--hypothesis-profile` chooses one. `quick` and `ci` draw the same examples in every run,
so that nobody's run fails for what somebody else wrote; `long` draws others each time.
"""

from __future__ import annotations

import os
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

PROFILES = {"quick": 10, "ci": 40, "long": 1000}
"""Examples of one property."""

T = TypeVar("T")

_WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def register() -> None:
    """Makes the profiles known, and takes the one that fits where this runs."""
    for name, examples in PROFILES.items():
        settings.register_profile(
            name,
            max_examples=examples,
            derandomize=name != "long",
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
    settings.load_profile("ci" if os.environ.get("CI") else "quick")


def draws(times: float = 1, *, shrink: bool = True) -> settings:
    """So many times the examples of the profile.

    To shrink a whole spec takes minutes: a property of those tells a failure as it was found, and how to run it again.
    """
    return settings(
        max_examples=max(1, round(settings().max_examples * times)),
        suppress_health_check=list(HealthCheck),
        phases=settings().phases if shrink else _WITHOUT_SHRINKING,
    )


def in_long_runs_alone() -> None:
    """Skips a test that takes minutes, unless many examples are asked for: `make test-long` runs it."""
    if settings().max_examples < PROFILES["long"]:
        pytest.skip("run by make test-long")


def sample(strategy: st.SearchStrategy[T], size: int) -> list[T]:
    """Examples to be looked at together, because one look costs more than all of them: of terraform, of a process.

    A strategy of lists would not do: the first example is the simplest of all, the same one so many times over.
    """
    found: list[T] = []

    @settings(draws(shrink=False), max_examples=size)
    @given(strategy)
    def collect(example: T) -> None:
        found.append(example)

    collect()
    return found
