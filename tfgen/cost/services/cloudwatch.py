"""CloudWatch: logs written and kept, and the alarms of autoscaling.

Source: https://aws.amazon.com/cloudwatch/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.amount import Amount, always, times
from tfgen.cost.items import ALARM, LOG_INGESTION, LOG_STORAGE
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.services.transfer import GB
from tfgen.stack.region import Region

ALARMS_OF_A_POLICY = 4
"""Two on what is used, two on what is provisioned, for each autoscaled capacity."""
COMPRESSED = Decimal("0.15")
"""The part of its size at which a log is kept, in AWS's own examples.
Source: https://aws.amazon.com/cloudwatch/pricing"""
ACCESS_LOG_KB = Decimal("0.35")
"""A line of the access log as the region module writes it."""
MONTH_DAYS = Decimal(730) / 24


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Logs of functions and of the API's requests, and alarms."""
    for region in scene.stack.regions:
        for name, function in scene.stack.functions_in(region).items():
            logs = scene.shared(region, drivers.logged(name))
            yield from _log(region, name, logs, function.logs, Cause.SHARED)
            if name == scene.health_function and scene.checks(region):
                checks = scene.checked(region, drivers.log_lines(name))
                yield from _log(region, f"{name}, by health checks", checks, function.logs, Cause.CHECKED)
        yield from _access_log(scene, region)
        yield from _alarms(scene, region)


def _access_log(scene: Scene, region: Region) -> Iterator[Quantity]:
    days = scene.stack.api.logs
    routed = [name for name, function in scene.stack.functions.items() if function.http]
    lines = times(scene.share(region) * ACCESS_LOG_KB, *map(drivers.calls, routed))
    yield from _log(region, "access log", lines, days, Cause.SHARED)
    if scene.health_function and scene.checks(region):
        checks = scene.checked(region, factor=ACCESS_LOG_KB)
        yield from _log(region, "access log, of health checks", checks, days, Cause.CHECKED)


def _log(region: Region, what: str, kilobytes: Amount, days: int, cause: Cause) -> Iterator[Quantity]:
    """What is kept once the retention has passed for the first time: each month's logs, for as many months."""
    kept = kilobytes.scaled(COMPRESSED / GB * days / MONTH_DAYS)
    yield Quantity(region.name, what, LOG_INGESTION, kilobytes.scaled(1 / GB), cause)
    yield Quantity(region.name, what, LOG_STORAGE, kept, cause)


def _alarms(scene: Scene, region: Region) -> Iterator[Quantity]:
    for name, table in scene.stack.tables.items():
        if table.capacity:
            policies = 2 * (1 + len(table.global_indexes()))
            alarms = always(ALARMS_OF_A_POLICY * policies)
            yield Quantity(region.name, f"autoscaling of {name}", ALARM, alarms, Cause.COPIED)
