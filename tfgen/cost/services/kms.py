"""KMS: keys that tables are encrypted with or that usage tells of, and requests to them.

Source: https://aws.amazon.com/kms/pricing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost import drivers
from tfgen.cost.amount import always
from tfgen.cost.items import KMS_KEY, KMS_REQUESTS
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.stack.region import Region

KEYS = "keys"


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Keys in every region, and the requests that usage tells of."""
    for region in scene.stack.regions:
        keys = len(_of_tables(scene, region)) + scene.usage.beside.keys
        if keys:
            yield Quantity(region.name, KEYS, KMS_KEY, always(keys), Cause.COPIED)
        if keys or _asks_for_keys(scene):
            requests = scene.shared(region, drivers.of_usage("key requests"))
            yield Quantity(region.name, KEYS, KMS_REQUESTS, requests, Cause.SHARED)


def _asks_for_keys(scene: Scene) -> bool:
    """A key that AWS manages in the account costs nothing, requests to it do."""
    return scene.usage.beside.key_requests is not None or any(
        table.encryption == "aws-managed" for table in scene.stack.tables.values()
    )


def _of_tables(scene: Scene, region: Region) -> set[str]:
    tables = scene.stack.tables.values()
    return {table.encryption[region.name] for table in tables if isinstance(table.encryption, dict)}
