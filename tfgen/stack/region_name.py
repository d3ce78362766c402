"""The names of AWS's regions."""

from __future__ import annotations

from tfgen.spec import codes as spec_codes
from tfgen.spec.scalars import Choice

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
    "ap-southeast-6",
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
        "ap-southeast-6",
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

NOT_OF_TERRAFORM = frozenset({"ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"})
"""Regions that opened after the oldest Terraform that is supported, 1.10 of November 2024: its S3 backend refuses them.
1.11.4 was seen to refuse ap-east-2 and ap-southeast-6 still.
Source: https://github.com/hashicorp/terraform/issues/37771"""

_ELSEWHERE = ("cn-north-1", "cn-northwest-1", "eusc-de-east-1", "us-gov-east-1", "us-gov-west-1")
REGION_NAME = Choice(
    *REGIONS,
    what="a region code such as `eu-west-1`",
    code=spec_codes.UNKNOWN_REGION,
    hints=dict.fromkeys(
        _ELSEWHERE,
        "China, GovCloud and the European Sovereign Cloud are partitions of their own, with accounts of their own",
    ),
)
