"""The API of a region: requests that it answers with 5xx, those of health checks included.

Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.usage.readings import Metric
from tfgen.gate.codes import API_FAILS
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene, share
from tfgen.stack import names
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import routes
from tfgen.stack.region import Region

_NAME = "api"


def _metrics(scene: Scene, region: Region) -> tuple[Metric, Metric] | None:
    """Requests, and those answered with 5xx; None if the API is not known."""
    called = names.service(scene.stack)
    if scene.stack.the(API).kind == "rest":
        of, failed = (("ApiName", called),), "5XXError"
    else:
        api = scene.asking.api(region.name, called)
        if api is None:
            return None
        of, failed = (("ApiId", api),), "5xx"
    return Metric("AWS/ApiGateway", "Count", of), Metric("AWS/ApiGateway", failed, of)


def _asks(scene: Scene, region: Region) -> Iterator[tuple[str, Metric]]:
    if routes(scene.stack):
        for metric in _metrics(scene, region) or ():
            yield region.name, metric


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    if not routes(scene.stack):
        return
    metrics = _metrics(scene, region)
    counts = [scene.total(region.name, metric) for metric in metrics or ()]
    known = [each for each in counts if each is not None]
    if not metrics or len(known) != len(counts):
        yield Look(
            _NAME, region.name, State.unknown, f"no requests are known: {scene.asking.why(region.name)}"
        )
        return
    requests, failed = known
    if not requests:
        yield Look(_NAME, region.name, State.unknown, "nobody asked its API")
        return
    says = f"{failed:,.0f} of {requests:,.0f} requests were answered with 5xx ({share(failed, requests)})"
    if 100 * failed > scene.limits.errors * requests:
        before = [scene.total(region.name, metric, before=True) or 0 for metric in metrics]
        said = f"{share(before[1], before[0])} before" if before[0] else "nobody asked it before"
        yield Look(_NAME, region.name, State.bad, f"{says}, {said}", API_FAILS, ("regions", region.name))
    else:
        yield Look(_NAME, region.name, State.good, says)


CHECK = Check(_NAME, _asks, _looks)
