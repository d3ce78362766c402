"""A region without traffic at once, on the bad day: what is changed, whom it needs, and how it is undone.

Sources: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/appendix-b---edge-network-global-service-guidance.html
(Route 53's control plane is in us-east-1; its answers and its health checks are everywhere) and
https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html (a reservation of 0 throttles a function).
"""

from __future__ import annotations

from enum import StrEnum

from tfgen.frozen import frozen
from tfgen.journey.step import Stuck, ttl
from tfgen.stack import names
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.health import answering
from tfgen.stack.kinds.cdn import leading
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING, drained, is_routed
from tfgen.stack.stack import Stack


class Way(StrEnum):
    """How traffic is taken away."""

    dns = "dns"
    function = "function"


@frozen
class Evacuation:
    """One way of it, or its undoing."""

    region: str
    way: Way
    undo: bool
    target: str
    """The name whose records lead to the region; or the function, as AWS calls it."""
    reserved: int | None
    """What the target is to have reserved, if it is a function; None for no reservation."""
    others: tuple[str, ...]
    """The regions to which clients go."""
    seconds: int
    """After which no resolver answers as before, once Route 53 knows."""
    noticed: int
    """Seconds until Route 53 finds by itself that the region is unhealthy."""

    @property
    def does(self) -> str:
        """What is changed."""
        if self.way is Way.dns:
            what = "asks again" if self.undo else "is disabled and inverted, and so counts as unhealthy"
            return f"the health check of {self.target} for {self.region} {what}"
        kept = "nothing" if self.reserved is None else str(self.reserved)
        if self.undo:
            return f"the function {self.target} in {self.region} has {kept} reserved, as the spec says"
        return (
            f"the function {self.target} in {self.region}, which answers its health check, has 0 reserved: all "
            "requests to it are throttled, and the health check fails"
        )

    @property
    def needs(self) -> str:
        """Whose control plane is asked, and what if it is lost."""
        if self.way is Way.dns:
            return (
                f"Route 53's control plane, which is in {EDGE_REGION}: while that is lost, this fails, "
                "and `--way function` does not need it"
            )
        return (
            f"Lambda's control plane in {self.region}, and no other: Route 53's health checks and answers go on "
            f"without {EDGE_REGION}. If it does not answer either, the health check most likely fails by itself"
        )

    @property
    def effect(self) -> str:
        """What clients find."""
        wait = (
            f"within {self.seconds} s" if self.way is Way.dns else f"within {self.noticed + self.seconds} s"
        )
        who = (
            f"clients near {self.region} come back"
            if self.undo
            else f"clients go to {', '.join(self.others)}"
        )
        meanwhile = (
            "" if self.undo or self.way is Way.dns else "; what they ask of that function until then fails"
        )
        return f"{who} {wait}, and later where connections or answers are kept{meanwhile}"

    @property
    def next_plan(self) -> str:
        """What the next plan makes of it."""
        if self.way is Way.dns:
            return "changes nothing, once the spec says it as well; until then it takes this back"
        return "takes the reservation back; once the spec says `drained`, the region stays without traffic"


def planned(stack: Stack, region: str, way: Way, undo: bool) -> Evacuation | Stuck:
    """What an evacuation would change, or why there is none."""
    active = [each.name for each in stack.regions]
    if region not in active:
        return Stuck(f"{region} is no region of the spec", f"its regions are {', '.join(active)}")
    if not is_routed(stack):
        return Stuck(
            "no domain of the spec leads clients to its regions",
            "clients that were told a region's URL have to be told another",
        )
    others = tuple(name for name in active if name != region and name not in drained(stack))
    if not others and not undo:
        return Stuck(
            f"{region} is the last region that takes traffic: where none is healthy, Route 53 answers with all",
            "lead clients to another region first",
        )
    if undo and region in stack.leaving:
        return Stuck(f"{region} is leaving", f"`tfgen region add {region}` keeps it")
    health = stack.the(ROUTING).health
    function = answering(stack)
    there = next(each for each in stack.regions if each.name == region)
    if way is Way.function and not function:
        return Stuck(f"no function answers the health check's path {health.path}", "`--way dns`")
    return Evacuation(
        region,
        way,
        undo,
        leading(stack) if way is Way.dns else names.of(stack, FUNCTION, function),
        (stack.at(FUNCTION, there)[function].reserved if undo else 0) if way is Way.function else None,
        others,
        ttl(stack),
        health.interval * health.failures,
    )
