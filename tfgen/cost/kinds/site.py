"""The site: requests and transfer by where visitors are.

Not told: the storage of its files, which at 64 MB costs less than a cent a month in a region, requests to its buckets, which
edges keep from most, and its function, of which 2 million runs a month are free in an account.
Sources: https://aws.amazon.com/cloudfront/pricing https://aws.amazon.com/s3/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import Input, product
from tfgen.cost.items import CDN_REQUESTS, CDN_TRANSFER, CLOUDFRONT
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.usage.site import SITE_USAGE
from tfgen.stack.kinds.site import SITE


def _edges(scene: Scene) -> Iterator[Quantity]:
    edges = scene.usage.get(SITE_USAGE).edges if scene.stack.all(SITE) else {}
    for edge, percent in edges.items():
        for item, what in ((CDN_REQUESTS, "requests"), (CDN_TRANSFER, "transfer")):
            part = product(percent / Decimal(100), Input(SITE_USAGE.key, (), what))
            yield Quantity(f"site, {edge}", item, part, Cause.GLOBAL, place=edge)


COST = Cost(entries=(SITE_USAGE,), billed=(Billed(CLOUDFRONT, once=_edges),))
