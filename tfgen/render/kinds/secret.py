"""Secrets: a module of its own for each, at the root, because they hold data. It makes the secret at home, and its replicas."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.kinds import encryption as service_key
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Block, Column, Made, Part, given
from tfgen.render.providers import call_of
from tfgen.render.template import render
from tfgen.stack import names
from tfgen.stack.kinds.secret import SECRET, own
from tfgen.stack.kinds.table import label
from tfgen.stack.stack import Stack

_DAYS = 30


def module_name(name: str) -> str:
    """The name of the module that holds a secret."""
    return f"secret_{label(name)}"


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    for name in own(stack):
        keys = {region.name: service_key.key_arn(stack, region) for region in stack.regions}
        recovery = stack.all(SECRET)[name].recovery
        text = render(
            "secret.tf.j2",
            module=module_name(name),
            head=call_of(stack, stack.home.name, modules, "secret"),
            arguments=given(
                name=names.of(stack, SECRET, name),
                replicas=[region.name for region in stack.regions[1:]],
                recovery=None if recovery == _DAYS else recovery,
                key_arn=keys.pop(stack.home.name),
                replica_keys=keys if any(keys.values()) else None,
            ),
        )
        yield Block(text, (SECRET.key, name), stack.home.name)


def _made(stack: Stack) -> Iterator[Made]:
    for name in own(stack):
        address = f"module.{module_name(name)}.aws_secretsmanager_secret.this"
        yield Made(address, (SECRET.key, name), stack.home.name, holds_data=True)


PART = Part(
    kind=SECRET,
    blocks=_blocks,
    needed=lambda stack, _: [module_name(name) for name in own(stack)],
    made=_made,
    is_data=True,
    root_modules=("secret",),
    modules=lambda stack: ["secret"] if own(stack) else [],
    columns=(Column("secrets", ("aws_secretsmanager_secret",)),),
)
