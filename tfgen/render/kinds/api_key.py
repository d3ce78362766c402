"""API keys: in the REST API of every region, with the same values."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render import references
from tfgen.render.hcl import quote
from tfgen.render.part import Arguments, Made, Part, given
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.api_key import API_KEY
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_RESOURCES = ("aws_api_gateway_api_key", "aws_api_gateway_usage_plan", "aws_api_gateway_usage_plan_key")


def _arguments(stack: Stack, region: Region) -> Arguments:
    keys = stack.all(API_KEY).items() if stack.all(API) else ()
    return given(key_values={name: references.at(stack, key.value, region.name) for name, key in keys})


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        for name in stack.all(API_KEY) if stack.all(API) else ():
            for resource in _RESOURCES:
                address = f'module.{region.label}.module.rest_api["api"].{resource}.this[{quote(name)}]'
                yield Made(address, (API_KEY.key, name), region.name)


PART = Part(kind=API_KEY, arguments=_arguments, made=_made)
