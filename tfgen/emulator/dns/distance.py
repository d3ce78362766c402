"""How far clients and regions are from each other.

Route 53 answers by latencies that it measures between networks and regions, and publishes none of them. This is the
model of `tfgen.world`: between regions, the round trips that were measured in the open. Route 53 may order regions
otherwise where the ways are about as long as each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.world.places import Place
from tfgen.world.round_trip import between, to_region

Client = str | Place
"""Where a client is: near a region, or at a place."""

CLIENTS = {
    "eu-central-1": "Europe (Frankfurt)",
    "us-east-1": "North America (Virginia)",
    "sa-east-1": "South America (São Paulo)",
    "ap-south-1": "Asia (Mumbai)",
    "ap-southeast-2": "Oceania (Sydney)",
}
"""One client on each of five continents: the region that it is near, and its name."""


def round_trip(client: Client, region: str) -> float:
    """Milliseconds from a client to a region and back."""
    return between(client, region) if isinstance(client, str) else to_region(client, region)


def nearest(client: str, regions: Iterable[str]) -> str:
    """Of some regions, the one that a client is nearest to; of equally near ones, the first by name."""
    return min(regions, key=lambda region: (between(client, region), region))
