"""Where resources are: by the stack that makes them, or by what their values say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from tfgen.drift.found import Where
from tfgen.plan.change import Change
from tfgen.plan.summary import Places
from tfgen.render.made import made, of_own
from tfgen.spec.source import Path
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.root import Root
from tfgen.stack.stack import Stack

_STEP = re.compile(r'[^.\["]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?')
_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]$|\[\d+\]$')


def where_of(stack: Stack, root: Root) -> Where:
    """By the stack, of the resources of a root."""
    places = Places(stack)
    known = {each.address: each for each in made(stack) if each.root == root.name}

    def where(change: Change) -> tuple[str, Path | None]:
        origin = known.get(change.address) or of_own(change.address, places.regions)
        if origin:
            return origin.region, origin.path
        return root.region or places.of(change), None

    return where


def by_values(change: Change) -> tuple[str, Path | None]:
    """By the region of its ARN, or what provider 6 says; empty where neither tells."""
    said = change.before.get("region")
    parts = str(change.before.get("arn", "")).split(":")
    return (said if isinstance(said, str) else parts[3] if len(parts) > 5 else ""), None


def is_asked(stack: Stack, root: Root, lost: Set[str]) -> bool:
    """Whether anything of a root can be compared while regions are lost.

    Nothing can without us-east-1, where IAM and Route 53 are asked, and nothing of one state without home, on whose
    certificate and tables all depends. Tables ask their replicas.
    """
    if EDGE_REGION in lost:
        return False
    if not stack.is_apart:
        return stack.home.name not in lost
    return root.region not in lost and not (root.is_data and stack.all(TABLE))


def targets(stack: Stack, lost: Set[str]) -> tuple[str, ...]:
    """The modules of the regions that are not lost, and their certificates, of a stack with one state."""
    alive = [region.label for region in stack.regions if region.name not in lost]
    known = {_of_root(each.address) for each in made(stack)}
    wanted = (name for label in alive for name in (f"module.{label}", f"aws_acm_certificate.{label}"))
    return tuple(name for name in wanted if name in known)


def _of_root(address: str) -> str:
    """The module of the root that an address is in, or the resource of the root, without a key."""
    return _KEY.sub("", ".".join(_steps(address)))


def _steps(address: str) -> Iterator[str]:
    yield from _STEP.findall(address)[:2]
