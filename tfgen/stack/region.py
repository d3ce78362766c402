"""Regions: where the stack runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.spec.collections import Either, Many, Named
from tfgen.spec.record import Partial, Record, field, record
from tfgen.spec.scalars import Flag
from tfgen.stack.function import FUNCTION_NAME, Function
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.table import CAPACITY_UNITS, TABLE_NAME, Range, Table


@record
class TableSettings:
    """What differs of a table in one region."""

    read: dict[str, int] = field(
        Partial(Range),
        f"The bounds of the read capacity in {CAPACITY_UNITS}; what is left out is as in the table.",
        default={},
    )
    protect: bool | None = field(
        Flag(),
        "Deletion protection; `false` lets a region's replica go before the region retires.",
        default=None,
    )


@record
class RegionSettings:
    """What differs in one region."""

    functions: dict[str, dict[str, Any]] = field(
        Named("function", FUNCTION_NAME, Partial(Function, but=("http", "access"))),
        "Settings of functions that differ in this region. `env` is merged, all else replaced.",
        default={},
    )
    tables: dict[str, TableSettings] = field(
        Named("table", TABLE_NAME, Record(TableSettings)),
        "Settings of tables that differ in this region.",
        default={},
    )


REGIONS_SHAPE = Either(
    Many(REGION_NAME, least=1), Named("region", REGION_NAME, Record(RegionSettings), least=1)
)
RETIRING_SHAPE = Many(REGION_NAME)


@dataclass(frozen=True, slots=True)
class Region:
    """An active region, with what differs there."""

    name: str
    drained: bool = False
    functions: Mapping[str, Function] | None = None
    """Functions that differ from the stack's, by name."""
    tables: Mapping[str, Table] | None = None
    """Tables that differ from the stack's, by name."""

    @property
    def label(self) -> str:
        """The region in Terraform's names: the provider alias, the module's name."""
        return label(self.name)


def label(region: str) -> str:
    """A region's name as a Terraform name."""
    return region.replace("-", "_")
