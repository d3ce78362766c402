"""What CloudFront knows of who asks, and the edge that is near.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
"""

from __future__ import annotations

from functools import lru_cache

from tfgen.emulator.front_door.request import Request
from tfgen.world.places import REGIONS, Edge
from tfgen.world.round_trip import nearest_edge, nearest_region

PREFIX = "cloudfront-"
"""Of the headers that CloudFront writes; what a client sends under such a name is not believed."""


def headers(request: Request, region: str) -> dict[str, str]:
    """Of a client near a region: the city that the region is named after is the client's."""
    place = REGIONS[region]
    return {
        "cloudfront-forwarded-proto": "https",
        "cloudfront-viewer-address": f"{request.source_ip}:443",
        "cloudfront-viewer-city": place.city,
        "cloudfront-viewer-country": place.country,
        "cloudfront-viewer-http-version": request.protocol.removeprefix("HTTP/"),
        "cloudfront-viewer-latitude": f"{place.lat:.5f}",
        "cloudfront-viewer-longitude": f"{place.lon:.5f}",
        "cloudfront-viewer-tls": "TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake",
    }


@lru_cache(maxsize=256)
def edge_of(region: str, price_class: str) -> Edge:
    """The edge that answers a client near a region."""
    return nearest_edge(REGIONS[region], price_class)


@lru_cache(maxsize=256)
def region_of(edge: Edge) -> str:
    """The region that an edge is near: Route 53 answers it as it answers clients there."""
    return nearest_region(edge, REGIONS)
