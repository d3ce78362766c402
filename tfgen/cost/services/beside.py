"""What a service uses beside what its spec builds, as its usage file says: alarms, secrets, queues, WAF, CloudFront.

Sources: https://aws.amazon.com/secrets-manager/pricing https://aws.amazon.com/sqs/pricing
https://aws.amazon.com/waf/pricing https://aws.amazon.com/cloudfront/pricing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost import drivers
from tfgen.cost.amount import always, times
from tfgen.cost.items import (
    ALARM,
    CDN_REQUESTS,
    CDN_TRANSFER,
    GLOBAL,
    QUEUE_REQUESTS,
    SECRET,
    SECRET_REQUESTS,
    WAF_REQUESTS,
    WAF_RULE,
    WEB_ACL,
)
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.stack.region import Region

BESIDE = "beside the spec"


def quantities(scene: Scene) -> Iterator[Quantity]:
    """What is counted for each region, and what is driven by requests."""
    beside = scene.usage.beside
    for region in scene.stack.regions:
        for item, count in (
            (ALARM, beside.alarms),
            (SECRET, beside.secrets),
            (WEB_ACL, beside.web_acls),
            (WAF_RULE, beside.waf_rules),
        ):
            if count:
                yield Quantity(region.name, BESIDE, item, always(count), Cause.COPIED)
        yield from _requests(scene, region)
    yield from _cdn(scene)


def _requests(scene: Scene, region: Region) -> Iterator[Quantity]:
    beside = scene.usage.beside
    if beside.secrets or beside.secret_requests is not None:
        reads = scene.shared(region, drivers.of_usage("secret requests"))
        yield Quantity(region.name, BESIDE, SECRET_REQUESTS, reads, Cause.SHARED)
    if beside.queues or beside.queue_requests is not None:
        requests = scene.shared(region, drivers.of_usage("queue requests"))
        yield Quantity(region.name, BESIDE, QUEUE_REQUESTS, requests, Cause.SHARED)
    if beside.web_acls:
        routed = [name for name, function in scene.stack.functions.items() if function.http]
        inspected = times(scene.share(region), *map(drivers.calls, routed))
        yield Quantity(region.name, BESIDE, WAF_REQUESTS, inspected, Cause.SHARED)
        if scene.health_function and scene.checks(region):
            checks = f"{BESIDE}, by health checks"
            yield Quantity(region.name, checks, WAF_REQUESTS, scene.checked(region), Cause.CHECKED)


def _cdn(scene: Scene) -> Iterator[Quantity]:
    cdn = scene.usage.beside.cdn
    for edge, percent in cdn.edges.items() if cdn else ():
        for item, name in ((CDN_REQUESTS, "cdn requests"), (CDN_TRANSFER, "cdn transfer")):
            part = times(percent / 100, drivers.of_usage(name))
            yield Quantity(GLOBAL, f"{BESIDE}, {edge}", item, part, Cause.GLOBAL, place=edge)
