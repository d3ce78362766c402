"""Roots: the folders that are planned by themselves, each with a state of its own, in the order of their applies."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.frozen import frozen
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.routing import domains, has_domain
from tfgen.stack.kinds.secret import own as own_secrets
from tfgen.stack.kinds.table import TABLE, V2017
from tfgen.stack.stack import Stack
from tfgen.stack.state import Waves

GLOBAL = "global"
"""The root of what is in no region; its provider is of us-east-1, where the control plane of Route 53 is.

Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
"""


@frozen
class Root:
    """A folder with a main.tf and a state."""

    name: str
    """The folder's: `global`, `data-eu-west-1`, `eu-west-1`; empty where one holds everything."""
    region: str | None = None
    """The one region that its resources are in; None of what is in none, or in several."""
    is_data: bool = False
    """Whether it holds what the region keeps, rather than what answers there."""
    needs: tuple[str, ...] = ()
    """The names of roots that are applied before it."""

    def at(self, path: str) -> str:
        """Where a file of it lies in the folder that is rendered."""
        return f"{self.name}/{path}" if self.name else path

    @property
    def provider_region(self) -> str:
        """The region of its provider, and of its bucket where each region has one."""
        return self.region or EDGE_REGION


def data_root(region: str) -> str:
    """The name of the root of what a region keeps."""
    return f"data-{region}"


def roots(stack: Stack) -> tuple[Root, ...]:
    """Every root, each after those that it needs."""
    return tuple(_roots(stack)) if stack.is_apart else (Root(""),)


def waves(stack: Stack) -> Waves:
    """The regions in the order in which they are applied: one after another, unless the spec says it.

    A variation may have regions more or less than its spec says waves of.
    """
    active = [region.name for region in stack.regions]
    said = {region for wave in stack.waves for region in wave}
    found = (tuple(region for region in wave if region in active) for wave in stack.waves)
    return (*filter(None, found), *((region,) for region in active if region not in said))


def _roots(stack: Stack) -> Iterator[Root]:
    if has_domain(stack):
        yield Root(GLOBAL)
    home = stack.home.name
    if _keeps(stack, home):
        yield _data(stack, home)
    for wave in waves(stack):
        yield from (_data(stack, each) for each in wave if each != home and _keeps(stack, each))
        if _answers(stack):
            yield from (_service(stack, each) for each in wave)
    yield from (_data(stack, each.name) for each in stack.joining if stack.all(TABLE))
    for region in stack.retiring:
        yield from _retiring(stack, region)


def _keeps(stack: Stack, region: str) -> bool:
    return bool(stack.all(TABLE)) or (region == stack.home.name and bool(own_secrets(stack)))


def _answers(stack: Stack) -> bool:
    return bool(stack.all(FUNCTION) or stack.all(QUEUE) or stack.all(MODULE))


def _data(stack: Stack, region: str) -> Root:
    """A replica is made of home's table."""
    is_copy = any(each.replicate and each.global_table != V2017 for each in stack.all(TABLE).values())
    needs = (data_root(stack.home.name),) if is_copy and region != stack.home.name else ()
    return Root(data_root(region), region, is_data=True, needs=needs)


def _service(stack: Stack, region: str) -> Root:
    home = stack.home.name
    kept = dict.fromkeys(each for each in (home, region) if _keeps(stack, each))
    if not own_secrets(stack) and region != home:
        kept.pop(home, None)
    needs = [*((GLOBAL,) if has_domain(stack) else ()), *map(data_root, kept)]
    if region != home and any(routing.adopt.records for routing in domains(stack)):
        needs.append(home)  # Route 53 takes no latency record beside the one that home's replaces
    return Root(region, region, needs=tuple(needs))


def _retiring(stack: Stack, region: str) -> Iterator[Root]:
    """Roots of nothing, whose applies delete what they had: what answers goes before what it reads."""
    if _answers(stack):
        yield Root(region, region)
    if stack.all(TABLE):
        yield Root(data_root(region), region, is_data=True, needs=(region,) if _answers(stack) else ())
