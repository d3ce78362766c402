"""The emulator against what AWS is documented or recorded to do: tests/conformance.py tells of the cases."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest

from tests.component.emulator.conformance.outcome import MismatchError, compare
from tests.component.emulator.conformance.runners import RUNNERS, World
from tests.conformance import Case, cases
from tfgen.emulator.emulator import Options, emulator


@pytest.fixture(scope="module")
def emulated() -> Iterator[World]:
    with emulator(Options(lag=0.01)) as aws:
        yield World(aws)


@pytest.fixture
def world(emulated: World) -> World:
    """With nothing in it."""
    address = f"{emulated.aws.endpoint}/moto-api/reset"
    request = urllib.request.Request(address, method="POST")  # noqa: S310  # our own server
    urllib.request.urlopen(request).close()  # noqa: S310  # our own server
    emulated.kept.clear()
    emulated.aws.limits.own.clear()
    return emulated


def parameter(case: Case) -> object:
    """For pytest."""
    marks = (
        [pytest.mark.xfail(strict=True, raises=MismatchError, reason=case.differs)] if case.differs else []
    )
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in cases() if next(iter(case.when)) in RUNNERS])
def test_conformance(world: World, case: Case) -> None:
    for step in case.given:
        prepared = world.run({name: value for name, value in step.items() if name != "fails"})
        assert bool(prepared.error) is step.get("fails", False), (
            f"{step}: {prepared.error}: {prepared.message}"
        )
    compare(case.then, world.run(case.when))
