"""Logs in CloudWatch, as everything that writes one bills them.

Source: https://aws.amazon.com/cloudwatch/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import Expression, product
from tfgen.cost.items import LOG_INGESTION, LOG_STORAGE
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.units import DAYS, EACH_GB

COMPRESSED = Decimal("0.15")
"""The part of its size at which a log is kept, in AWS's own examples.
Source: https://aws.amazon.com/cloudwatch/pricing"""


def log(what: str, kilobytes: Expression, days: int, cause: Cause) -> Iterator[Quantity]:
    """What is written a month, and kept once the retention has passed for the first time: as many months' logs."""
    yield Quantity(what, LOG_INGESTION, product(EACH_GB, kilobytes), cause)
    kept = COMPRESSED * EACH_GB * days / DAYS
    yield Quantity(what, LOG_STORAGE, product(kept, kilobytes), cause)
