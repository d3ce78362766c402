"""A domain that is made elsewhere: in every region, an API mapping by which this service answers under a path of it."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.hcl import reference
from tfgen.render.part import Arguments, Block, Local, Made, Part, given
from tfgen.render.template import render
from tfgen.stack.mapping import MAPPING
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


def _locals(stack: Stack) -> Iterator[Local]:
    domain = stack.the(MAPPING)
    yield Local("mappings", {"api": {"domain": domain.existing, **given(path=domain.path)}})


def _arguments(_stack: Stack, _region: Region) -> Arguments:
    return {"mappings": reference("local", "mappings")}


def _outputs(stack: Stack) -> Iterator[Block]:
    urls = {region.name: reference("module", region.label, "url") for region in stack.regions}
    address = f"https://{stack.the(MAPPING).address}"
    yield Block(render("shared_domain.tf.j2", address=address, urls=urls), ("domain",))


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        address = f'module.{region.label}.module.mapping["api"].aws_apigatewayv2_api_mapping.this'
        yield Made(address, ("domain",), region.name)


PART = Part(
    kind=MAPPING,
    locals=_locals,
    arguments=_arguments,
    outputs=_outputs,
    made=_made,
    in_region=("mapping",),
)
