"""The service's own KMS key: a multi-region key at home and its replicas, at the root, because data is lost with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, call, reference
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Made, Part
from tfgen.render.providers import call_of
from tfgen.render.template import render
from tfgen.stack.kinds.encryption import ENCRYPTION, alias, existing_arn
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_PATH = (ENCRYPTION.key,)
_RESOURCES = {
    "key": ("aws_kms_alias.this", "aws_kms_key.this"),
    "replica-key": ("aws_kms_alias.this", "aws_kms_replica_key.this"),
}


def key_arn(stack: Stack, region: Region) -> Expression | str | None:
    """The key of a region, for what is encrypted by the service's; none where there is no such key."""
    if _is_own(stack):
        return reference("module", _module_name(region), "arn")
    arn = existing_arn(stack, region.name)
    return call("replace", arn, "{account}", ACCOUNT) if "{account}" in arn else arn or None


def _is_own(stack: Stack) -> bool:
    found = stack.all(ENCRYPTION).get("")
    return found is not None and found.own


def _module_name(region: Region) -> str:
    return f"key_{region.label}"


def _sort(stack: Stack, region: Region) -> str:
    return "key" if region == stack.home else "replica-key"


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    for region in stack.holding if _is_own(stack) else ():
        arguments: dict[str, Any] = {"alias": alias(stack), "account": ACCOUNT, "region": region.name}
        if region != stack.home:
            arguments["primary_arn"] = reference("module", _module_name(stack.home), "arn")
        text = render(
            "table.tf.j2",
            module=_module_name(region),
            head=call_of(stack, region.name, modules, _sort(stack, region)),
            arguments=arguments,
            skips=[],
        )
        yield Block(text, _PATH, region.name)


def _arguments(stack: Stack, region: Region) -> Arguments:
    return {"key_arn": key_arn(stack, region)}


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.holding if _is_own(stack) else ():
        for resource in _RESOURCES[_sort(stack, region)]:
            data = not resource.startswith("aws_kms_alias")
            yield Made(f"module.{_module_name(region)}.{resource}", _PATH, region.name, holds_data=data)


def _modules(stack: Stack) -> Iterator[str]:
    for region in stack.holding if _is_own(stack) else ():
        yield _sort(stack, region)


PART = Part(
    kind=ENCRYPTION,
    blocks=_blocks,
    arguments=_arguments,
    made=_made,
    root_modules=("key", "replica-key"),
    modules=_modules,
    is_data=True,
)
