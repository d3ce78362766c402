"""What a spec opts out of, as checkov reads it: `checkov:skip=ID:reason` in the module's call.

checkov hands the skips of a module's call down to the module's resources, so they stand here, beside the
setting that asks for them, and the modules stay as strict as they are.
Source: https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.stack.region import Region
from tfgen.stack.stack import Stack
from tfgen.stack.table import Table

Skip = tuple[str, str]

_YEAR = 365


def region_skips(stack: Stack, region: Region) -> Iterator[Skip]:
    """The checks that the settings of a region's functions and API fail on purpose."""
    functions = stack.functions_in(region).values()
    short = [function.name for function in functions if function.logs < _YEAR]
    short += ["the API"] if stack.api.logs < _YEAR else []
    if short:
        yield "CKV_AWS_338", f"the spec keeps the logs of {_some(short)} for less than a year"


def table_skips(name: str, table: Table) -> Iterator[Skip]:
    """The checks that the settings of a table, not of its replicas, fail on purpose."""
    if not table.recovery:
        yield "CKV_AWS_28", f"the spec sets recovery to false for {name}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
