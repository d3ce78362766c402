"""The service's key: every region has a copy of it, which is billed by itself.

Source: https://aws.amazon.com/kms/pricing/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.expression import constant
from tfgen.cost.items import KMS, KMS_KEY
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.view import View
from tfgen.stack.kinds.encryption import ENCRYPTION


def of_service(view: View, region: str) -> set[str]:
    """The service's key in a region, if it has one."""
    key = view.all(ENCRYPTION).get("")
    if key is None:
        return set()
    return {key.existing[region]} if isinstance(key.existing, dict) else {ENCRYPTION.key}


def _key(view: View, region: str) -> Iterator[Quantity]:
    for _ in of_service(view, region):
        yield Quantity("the service's key", KMS_KEY, constant(1), Cause.COPIED)


COST = Cost(billed=(Billed(KMS, named=_key),))
