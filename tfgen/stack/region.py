"""Regions: where the stack runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.spec import mistakes as spec_mistakes
from tfgen.spec.collections import Either, Many, Named
from tfgen.spec.record import Given, Record, record, said
from tfgen.spec.scalars import Choice
from tfgen.stack.function import FUNCTION_NAME, Function
from tfgen.stack.table import CAPACITY_UNITS, TABLE_NAME, Range

REGIONS = (
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
)
"""Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"""

OPT_IN = frozenset(
    {
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "mx-central-1",
    }
)
"""Regions that an account must enable before it can use them."""

_ELSEWHERE = ("cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1")
REGION_NAME = Choice(
    *REGIONS,
    what="a region code such as `eu-west-1`",
    kind=spec_mistakes.UNKNOWN_REGION,
    hints=dict.fromkeys(
        _ELSEWHERE, "China and GovCloud are partitions of their own, with accounts of their own"
    ),
)


@record
class ReadCapacity:
    """What a replica may have of its own: the read capacity."""

    read: dict[str, int] = said(
        Given(Range), "The bounds of the read capacity in this region; what is left out is as in the table."
    )


@record
class RegionSettings:
    """What differs in one region."""

    functions: dict[str, dict[str, Any]] = said(
        Named("function", FUNCTION_NAME, Given(Function, but=("http", "access"))),
        "Settings of functions that differ in this region. `env` is merged, all else replaced.",
        default={},
    )
    tables: dict[str, ReadCapacity] = said(
        Named("table", TABLE_NAME, Record(ReadCapacity)),
        f"Read capacity of tables that differs in this region, in {CAPACITY_UNITS}.",
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
    reads: Mapping[str, Range] | None = None
    """Read capacities of tables that differ from the table's, by name."""

    @property
    def label(self) -> str:
        """The region in Terraform's names: the provider alias, the module's name."""
        return label(self.name)


def label(region: str) -> str:
    """A region's name as a Terraform name."""
    return region.replace("-", "_")
