"""Formats: what commands take is what the docs list."""

from __future__ import annotations

from enum import StrEnum

import pytest

from tests.specs import ROOT
from tfgen.cost.formats import Format as CostFormat
from tfgen.output.formats import Format
from tfgen.rehearse.formats import Format as ReportFormat


@pytest.mark.parametrize(
    ("page", "command", "formats"),
    [
        ("README.md", "validate", Format),
        ("docs/how-it-works.md", "validate", Format),
        ("docs/rehearsal.md", "rehearse", ReportFormat),
        ("docs/cost.md", "cost", CostFormat),
    ],
)
def test_the_docs_list_every_format(page: str, command: str, formats: type[StrEnum]) -> None:
    *others, last = (f"`{name}`" for name in formats)
    sentence = f"`tfgen {command} --format` takes {', '.join(others)} and {last}."
    assert sentence in " ".join((ROOT / page).read_text("utf-8").split())
