"""us-east-1, where CloudFront takes its certificates, firewalls and logs from, wherever a service runs.

Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
"""

from __future__ import annotations

from tfgen.stack.kinds import KINDS
from tfgen.stack.region import label
from tfgen.stack.stack import Stack

EDGE_REGION = "us-east-1"
EDGE_LABEL = label(EDGE_REGION)


def uses_edge(stack: Stack) -> bool:
    """Whether anything of a stack is CloudFront's."""
    return any(kind.edge(stack) for kind in KINDS)


def edge_alone(stack: Stack) -> bool:
    """Whether us-east-1 is provided for CloudFront alone: the service itself does not run there."""
    return uses_edge(stack) and EDGE_REGION not in {region.name for region in stack.holding}


def provided(stack: Stack) -> frozenset[str]:
    """The regions of which main.tf has a provider with an alias."""
    edge = (EDGE_REGION,) if uses_edge(stack) else ()
    return frozenset((*(region.name for region in stack.holding), *stack.retiring, *edge))
