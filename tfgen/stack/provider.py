"""The versions of the AWS provider: the oldest that the modules allow, and those that first knew what came later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tfgen.spec.source import Path
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

Version = tuple[int, int, int]

OLDEST: Version = (5, 100, 0)
"""What the modules allow at least: the last version of 5."""

RUNTIMES: dict[str, Version] = {
    "dotnet10": (6, 27, 0),
    "java25": (6, 20, 0),
    "java8.al2023": (6, 64, 0),
    "java11.al2023": (6, 64, 0),
    "java17.al2023": (6, 64, 0),
    "nodejs24.x": (6, 19, 0),
    "python3.14": (6, 20, 0),
    "ruby4.0": (6, 45, 0),
}
"""Runtimes that OLDEST refuses, and the first version that takes them.

Sources, all of hashicorp/terraform-provider-aws: pull request 45024 (nodejs24.x, java25, python3.14: tested with these
versions), issue 45864 (dotnet10), .changes/6.x/6.45.0.md (ruby4.0). No note tells of Java on Amazon Linux 2023, which
AWS's SDKs know since July 2026: 6.64.0 is of September.
"""

REGIONS: dict[str, Version] = {"ap-southeast-6": (6, 12, 0)}
"""Regions that OLDEST refuses, and the first version that takes them.
Source: hashicorp/terraform-provider-aws, .changes/6.x/6.12.0.md"""


class Need(NamedTuple):
    """What OLDEST refuses: where the spec says it, its words, the version that it needs, the function that it is of."""

    path: Path
    what: str
    version: Version
    function: str = ""


def needs(stack: Stack) -> Iterator[Need]:
    """What of a stack OLDEST refuses."""
    listed = {"retiring": stack.retiring, "joining": [region.name for region in stack.joining]}
    for name in (*(region.name for region in stack.holding), *stack.retiring):
        if name in REGIONS:
            key = next((key for key, regions in listed.items() if name in regions), "regions")
            yield Need((key, name), f"region {name}", REGIONS[name])
    for path, name, function in stack.settings(FUNCTION, "runtime"):
        if function.runtime in RUNTIMES:
            yield Need(path, f"the runtime {function.runtime}", RUNTIMES[function.runtime], name)


def oldest(stack: Stack) -> Version:
    """The oldest version that can build a stack."""
    return max((need.version for need in needs(stack)), default=OLDEST)


def short(version: Version) -> str:
    """A version without a patch of 0: "5.100"."""
    return ".".join(map(str, version[: 3 if version[2] else 2]))
