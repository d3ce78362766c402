"""Values from outside: parameters, CloudFormation's exports and outputs, and states, with what stands in for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.given_file import Given
from tfgen.stack.reference import Elsewhere, Export, Parameter, StackOutput, StateOutput
from tfgen.stack.references import elsewhere, known
from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region

_Found = tuple[Any, str]
"""What is read, and its text."""


def make(stack: Stack, given: Given, client: Clients) -> None:
    """Makes them in every region, and in the one that a rehearsal adds; those that nothing stands in for are not made."""
    regions = [region.name for region in stack.regions]
    spare = spare_region(stack)
    for region in [*regions, *filter(None, (spare,))]:
        found = list(_told(stack, given, region))
        _make_parameters(stack, region, [each for each in found if isinstance(each[0], Parameter)], client)
        _make_stacks(stack, region, found, client)
        _make_states(stack, region, [each for each in found if isinstance(each[0], StateOutput)], client)


def _told(stack: Stack, given: Given, region: str) -> Iterator[tuple[Elsewhere, str]]:
    for each in elsewhere(stack):
        text = given.text(each, region)
        if text is not None:
            yield each, text


def _called(stack: Stack, name: str, region: str) -> str:
    return names.filled(known(name, stack), region)


def _make_parameters(stack: Stack, region: str, found: list[_Found], client: Clients) -> None:
    for each, text in found:
        client("ssm", region).put_parameter(
            Name=_called(stack, each.name, region), Value=text, Type="String", Overwrite=True
        )


def _make_stacks(stack: Stack, region: str, found: list[_Found], client: Clients) -> None:
    """A stack for each that is named, and one that exports."""
    outputs: dict[str, dict[str, Any]] = {}
    for number, (each, text) in enumerate(found):
        if isinstance(each, StackOutput):
            outputs.setdefault(_called(stack, each.name, region), {})[each.output] = {"Value": text}
        elif isinstance(each, Export):
            export = {"Value": text, "Export": {"Name": _called(stack, each.name, region)}}
            outputs.setdefault("tfgen-exports", {})[f"Export{number}"] = export
    for name, told in outputs.items():
        template = {"Resources": {}, "Outputs": told}
        client("cloudformation", region).create_stack(StackName=name, TemplateBody=json.dumps(template))


def _make_states(stack: Stack, region: str, found: list[_Found], client: Clients) -> None:
    states: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each, text in found:
        place = tuple(_called(stack, part, region) for part in (each.region, each.bucket, each.key))
        states.setdefault((place[0], place[1], place[2]), {})[each.output] = {"value": text, "type": "string"}
    for (of, bucket, key), outputs in states.items():
        s3 = client("s3", of)
        if bucket not in {each["Name"] for each in s3.list_buckets()["Buckets"]}:
            s3.create_bucket(Bucket=bucket, **_location(of))
        state = {
            "version": 4,
            "terraform_version": "1.10.0",
            "serial": 1,
            "lineage": "tfgen",
            "outputs": outputs,
        }
        s3.put_object(Bucket=bucket, Key=key, Body=json.dumps({**state, "resources": []}))


def _location(region: str) -> dict[str, Any]:
    return {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
