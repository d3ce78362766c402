"""Secrets: each is billed in every region, a replica as the secret itself. Reads are told beside the spec.

Source: https://aws.amazon.com/secrets-manager/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import constant
from tfgen.cost.items import SECRET as ITEM
from tfgen.cost.items import SECRETS
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.view import View
from tfgen.stack.kinds.secret import SECRET


def _kept(view: View) -> Iterator[Quantity]:
    for name, secret in view.all(SECRET).items():
        if not secret.existing:
            yield Quantity(name, ITEM, constant(Decimal(1)), Cause.COPIED)


COST = Cost(billed=(Billed(SECRETS, each=_kept),))
