"""What cannot be parted into states of regions, each of which has one provider and reads nothing of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Code
from tfgen.spec.source import Path
from tfgen.stack.edge import uses_edge
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.module import MODULE, ONCE
from tfgen.stack.kinds.site import SITE
from tfgen.stack.kinds.table import TABLE, V2017, is_replicated
from tfgen.stack.reading import Reading
from tfgen.stack.reference import OfModule, Reference
from tfgen.stack.references import places
from tfgen.stack.stack import Stack

CANNOT_PART = Code(
    "TFG180",
    "what has no state of a region",
    finds="""in a spec with `state: {layout: per-region}`: a `cdn`, a `site`, an API with `endpoint: edge`, a key of
the service's own, a replicated table of version 2017.11.29, or a module that is made `once` and whose output other
regions read.""",
    why="""each state has one provider and is given nothing of another: a lost region must not block it. These have ids
that nobody can know before they are made, and stand in several regions: CloudFront's distribution and its bucket, a KMS
key and its replicas. And AWS puts tables of version 2017.11.29 together from outside of all of them.""",
    example="""\\
state: {layout: per-region}
cdn: {origin: origin.example.com}
""",
    instead="""a service of its own for them, with one state; keys that exist, by their ARN; or `layout: single`.""",
)

CODES = (CANNOT_PART,)


def check(stack: Stack, reading: Reading) -> None:
    """Reports what stands in the way of a state for each region."""
    if not stack.is_apart:
        return
    for path, what in in_the_way(stack):
        message = f"{what}, and with `layout: per-region` no state may need another"
        hint = "write `layout: single`, or give it a spec of its own"
        reading.report(CANNOT_PART, path, message, hint, at_key=True)


def in_the_way(stack: Stack) -> Iterator[tuple[Path, str]]:
    """What has no state of a region: where the spec says it, and why."""
    if stack.all(CDN):
        yield (CDN.key,), "the regions' records lead to a distribution whose name CloudFront chooses"
    if stack.all(SITE):
        yield (SITE.key,), "the buckets of a site admit a distribution whose id CloudFront chooses"
    if uses_edge(stack) and not stack.all(CDN) and not stack.all(SITE):
        yield ("api", "endpoint"), "an edge-optimised endpoint has its certificate in us-east-1"
    if any(each.own for each in stack.all(ENCRYPTION).values()):
        yield (
            (ENCRYPTION.key,),
            "the replicas of a key of the service's own are made of home's, whose id KMS chooses",
        )
    for name, table in stack.all(TABLE).items():
        if table.global_table == V2017 and is_replicated(table, stack):
            yield (
                (TABLE.key, name),
                f"table `{name}` of version {V2017} is put together from outside of its regions",
            )
    yield from _read_elsewhere(stack, places(stack))


def _read_elsewhere(stack: Stack, found: Mapping[Reference, Path]) -> Iterator[tuple[Path, str]]:
    for each, path in found.items():
        if isinstance(each, OfModule) and len(stack.regions) > 1:
            module = stack.all(MODULE).get(each.name)
            if module and module.in_ == ONCE:
                yield path, f"module `{each.name}` is made once, and every region reads its output"
