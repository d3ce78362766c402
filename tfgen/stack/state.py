"""State: where Terraform keeps it."""

from __future__ import annotations

from tfgen.spec.record import field, record
from tfgen.spec.scalars import Text
from tfgen.stack.region_name import REGION_NAME

_PART = r"([A-Za-z0-9._-]|\{environment\})"


@record
class State:
    """An S3 backend, locked by S3 itself."""

    bucket: str = field(
        Text("a bucket's name", r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"), "The bucket; it must exist."
    )
    region: str = field(REGION_NAME, "The bucket's region.")
    key: str = field(
        Text("a path such as `shop/terraform.tfstate`", rf"^{_PART}+(/{_PART}+)*$", most=500),
        "The object, with `{environment}` where its name goes; `<service>[-<environment>]/terraform.tfstate` if left out.",
        default="",
    )
