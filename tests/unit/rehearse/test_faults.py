"""The faults themselves: what they edit is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.rehearse.broken import Broken, Fault
from tests.unit.rehearse.faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_edits_what_is_rendered(fault: Fault, tmp_path: Path) -> None:
    broken = Broken([fault], tmp_path)
    assert broken.rendered(broken.stack)["main.tf"]


def test_faults_have_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
