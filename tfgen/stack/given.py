"""What a module of the user's own is given without being told to: its variables of these names.

Names and ARNs are text, in which `{account}` is left to whoever fills it in, so that nothing waits for a resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tfgen.frozen import frozen
from tfgen.stack import names
from tfgen.stack.kind import Kind
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.module import OwnModule
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


@frozen
class Given:
    """A variable: what stands in it, and the type that takes all of it."""

    value: Callable[[Stack, Region], Any]
    type: str
    doc: str


_NAMED = "map(object({ name = string, arn = string }))"
_QUEUES = "map(object({ name = string, arn = string, url = string }))"


def _things(kind: Kind[Any]) -> Callable[[Stack, Region], dict[str, Any]]:
    def things(stack: Stack, region: Region) -> dict[str, Any]:
        def at(text: str) -> str:
            return text.replace("{region}", region.name)

        return {
            name: {
                "name": at(names.of(stack, kind, name)),
                "arn": at(kind.arn(stack, name) if kind.arn else ""),
            }
            for name in stack.known(kind)
        }

    return things


def _queues(stack: Stack, region: Region) -> dict[str, Any]:
    return {
        name: {**each, "url": names.queue_url(region.name, "{account}", each["name"])}
        for name, each in _things(QUEUE)(stack, region).items()
    }


GIVEN: Mapping[str, Given] = {
    "service": Given(
        lambda stack, _: names.service(stack),
        "string",
        "What the names of all things begin with: the service, and the environment behind it.",
    ),
    "environment": Given(
        lambda stack, _: stack.environment, "string", "The environment; empty where there is none."
    ),
    "region": Given(lambda _, region: region.name, "string", "The region that it is made in."),
    "home": Given(lambda stack, _: stack.home.name, "string", "The first region."),
    "regions": Given(
        lambda stack, _: [region.name for region in stack.regions], "list(string)", "Every active region."
    ),
    "domain": Given(lambda stack, _: stack.domain, "string", "The domain; empty where there is none."),
    "account": Given(lambda *_: "{account}", "string", "The account's number."),
    FUNCTION.key: Given(
        _things(FUNCTION),
        _NAMED,
        "The functions of its region, by their names in the spec; `arn` is the alias `live`.",
    ),
    TABLE.key: Given(_things(TABLE), _NAMED, "The tables of its region, likewise."),
    QUEUE.key: Given(_queues, _QUEUES, "The queues of its region, likewise."),
}
"""By the name of the variable."""


def given_to(module: OwnModule) -> dict[str, Given]:
    """What a module declares variables for, and has no inputs of its own for."""
    declared = module.contents.variables if module.contents else {}
    return {name: each for name, each in GIVEN.items() if name in declared and name not in module.inputs}
