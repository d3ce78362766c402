"""Cases of the front door and of invocations, which share what they make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.component.emulator.conformance.outcome import compare
from tests.component.emulator.conformance.service import RUNNERS, Kept
from tests.component.emulator.conformance.test_conformance import parameter
from tests.conformance import Case, cases
from tfgen.emulator.emulator import emulator


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with emulator() as emulated:
        found = Kept(emulated, tmp_path_factory.mktemp("cases"))
        yield found
        found.service.connection.close()


@pytest.mark.parametrize("case", [parameter(case) for case in cases() if next(iter(case.when)) in RUNNERS])
def test_conformance(kept: Kept, case: Case) -> None:
    compare(case.then, RUNNERS[next(iter(case.when))](kept, case.when))
