"""How a region comes: its data first, then all that it has, its traffic last."""

from __future__ import annotations

from tfgen.journey.edit import Edit
from tfgen.journey.step import DRAINED, Done, Next, Step, Stuck, joining, keyed, names, replicated
from tfgen.stack.kinds.routing import drained, is_routed
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack


def add(stack: Stack, region: str, key: str = "") -> Next:
    """The next step by which a region comes; where keys are told for each region, with the ARN of its KMS key."""
    if region in stack.retiring:
        return Stuck(
            f"{region} is retiring, and what it holds is being deleted",
            f"apply that, then `tfgen region remove {region}` takes the last step; add it after that",
        )
    if region in stack.leaving:
        return Step(
            (Edit("drop", ("leaving",), region),),
            f"protects what {region} holds again",
            "it is applied",
        )
    if region in names(stack):
        return _lead(stack, region)
    keys = tuple(Edit("put", (*path, region), key) for path in keyed(stack) if region not in joining(stack))
    if key and not any(keyed(stack)):
        return Stuck("the spec tells no key for each region", "leave `--key` out")
    if keys and not key:
        return Stuck(
            f"keys are told for each region, and none for {region}", f"say it: `--key arn:aws:kms:{region}:…`"
        )
    if region not in joining(stack) and replicated(stack):
        return Step(
            (Edit("add", ("joining",), region), *keys),
            f"copies the tables to {region}, and makes nothing else there",
            "every replica is ACTIVE: the apply waits for that, for hours where tables hold much",
        )
    joined = (Edit("drop", ("joining",), region),) if region in joining(stack) else keys
    waves = (Edit("add", ("waves",), [region]),) if stack.waves else ()
    edits = (*joined, Edit("add", ("regions",), region), *waves)
    if not is_routed(stack):
        return Step(edits, f"makes all that {region} has; {_nobody_leads(stack)}")
    return Step(
        (*edits, Edit("add", DRAINED, region)),
        f"makes all that {region} has, and leads no client there",
        f"{region} answers on its own URL, its functions find what they need, and its alarms are quiet",
    )


def _nobody_leads(stack: Stack) -> str:
    shared = [each.existing for each in stack.all(MAPPING).values()]
    return f"records of {shared[0]} are made elsewhere" if shared else "the spec has no domain"


def _lead(stack: Stack, region: str) -> Next:
    if region not in drained(stack):
        return Done(
            f"{region} is there" + (", and takes its part of the traffic" if is_routed(stack) else "")
        )
    return Step(
        (Edit("drop", DRAINED, region),),
        f"leads the clients to {region} that are nearest to it, once its health check says healthy",
    )
