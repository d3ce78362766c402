"""What the page of examples/keyvalue has of tfgen's own: the map's scripts and looks, and where everything is."""

from __future__ import annotations

import json

from tests.specs import EXAMPLES, ROOT
from tfgen.world.places import CITIES, REGIONS

WEB = EXAMPLES / "keyvalue/web"
_WORLD = ROOT / "tfgen/world"
_COPIED = ("page/projection.js", "page/world.css", "page/world.js", "land.svg")


def map_files() -> dict[str, str]:
    """By name."""
    copies = {path.rpartition("/")[2]: (_WORLD / path).read_text("utf-8") for path in _COPIED}
    return {**copies, "places.js": _places()}


def _places() -> str:
    regions = [
        {"name": each.name, "place": f"{each.city}, {each.country}", "lat": each.lat, "lon": each.lon}
        for each in REGIONS.values()
    ]
    cities = [
        {"name": each.name, "country": each.country, "lat": each.lat, "lon": each.lon} for each in CITIES
    ]
    return f"""\
// Written by tfgen: AWS's regions, each at the city that it is named after, and thirty cities of clients.

export const REGIONS = {_listed(regions)};

export const CITIES = {_listed(cities)};
"""


def _listed(records: list[dict[str, object]]) -> str:
    lines = "".join(f"  {json.dumps(each, ensure_ascii=False)},\n" for each in records)
    return f"[\n{lines}]"
