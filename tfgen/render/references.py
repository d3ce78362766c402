"""References in HCL: what stands for a value of a field that takes text or a reference.

What is known elsewhere is read by data sources of the root, in each region what is in a region: a plan tells that they
lack, and in which. `at` serves every argument of one region. What stands once for all regions asks `varies` first, and
names a text of `in_region` by its `key` where regions differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, attribute, call, member, reference
from tfgen.render.part import Block, given
from tfgen.render.providers import provider
from tfgen.render.template import render
from tfgen.stack.inputs import Input
from tfgen.stack.kinds.module import call_of
from tfgen.stack.reference import (
    Elsewhere,
    Export,
    OfInput,
    OfModule,
    Parameter,
    StackOutput,
    StateOutput,
    Value,
)
from tfgen.stack.references import elsewhere, known, text, varies
from tfgen.stack.region import label
from tfgen.stack.stack import Stack

Late = Elsewhere | OfModule
"""What is known only when the stack is deployed, and may differ by region."""


def at(stack: Stack, value: Value, region: str) -> str | Expression:
    """What stands for a value in a region: text, or the HCL of what is known when the stack is deployed."""
    if isinstance(value, str):
        return value
    found = text(stack, value)
    if found is not None:
        return _filled(stack, found, region)
    return _EXPRESSIONS[type(value)](stack, value, region)


def is_regional(stack: Stack, value: Value) -> bool:
    """Whether it is known when the stack is deployed alone, in each region for itself."""
    return isinstance(value, Late) and varies(stack, value)


def left(stack: Stack, value: Value, region: str) -> str | Expression:
    """The same as `at`, where a module fills in `{region}` and `{account}` itself."""
    found = text(stack, value)
    return at(stack, value, region) if found is None else found


def key(value: Late) -> str:
    """What a text is called that every region has for itself."""
    if isinstance(value, OfModule):
        return f"module {value.name}.{value.output}"
    if isinstance(value, StateOutput):
        return f"state {value.region}/{value.bucket}/{value.key} {value.output}"
    if isinstance(value, StackOutput):
        return f"stack {value.name} {value.output}"
    return f"{'export' if isinstance(value, Export) else 'parameter'} {value.name}"


def _filled(stack: Stack, name: str, region: str) -> str | Expression:
    """A name in a region; the account is looked up."""
    found = known(name, stack).replace("{region}", region)
    return call("replace", found, "{account}", ACCOUNT) if "{account}" in found else found


def _of_input(_: Stack, value: OfInput, __: str) -> Expression:
    return reference("var", value.name)


def _read(stack: Stack, value: Elsewhere, region: str) -> Expression:
    """What reads a value in a region."""
    if isinstance(value, StateOutput):
        return member(reference("data", "terraform_remote_state", "read"), _state(stack, value, region))
    sources = reference("data", _SOURCES[type(value)], label(region))
    return member(sources, _filled(stack, value.name, region))


def source_of(stack: Stack, value: Elsewhere, region: str) -> str:
    """The address of what reads a value in a region; `{account}` is left in."""
    if isinstance(value, StateOutput):
        return _read(stack, value, region).text
    name = known(value.name, stack).replace("{region}", region)
    return member(reference("data", _SOURCES[type(value)], label(region)), name).text


def _of_parameter(stack: Stack, value: Parameter, region: str) -> Expression:
    return attribute(_read(stack, value, region), "insecure_value")


def _of_export(stack: Stack, value: Export, region: str) -> Expression:
    return attribute(_read(stack, value, region), "value")


def _of_outputs(stack: Stack, value: StackOutput | StateOutput, region: str) -> Expression:
    return member(attribute(_read(stack, value, region), "outputs"), value.output)


def _of_module(stack: Stack, value: OfModule, region: str) -> Expression:
    return reference("module", call_of(stack, value.name, region), value.output)


def _state(stack: Stack, value: StateOutput, region: str) -> str:
    """What a state is called among those that are read."""
    return known(f"{value.region}/{value.bucket}/{value.key}", stack).replace("{region}", region)


_EXPRESSIONS: dict[type, Callable[[Stack, Any, str], Expression]] = {
    OfInput: _of_input,
    Parameter: _of_parameter,
    Export: _of_export,
    StackOutput: _of_outputs,
    StateOutput: _of_outputs,
    OfModule: _of_module,
}
"""The HCL of each reference that is known only when the stack is deployed."""


def blocks(stack: Stack) -> Iterator[Block]:
    """The inputs, and what reads from elsewhere."""
    for name, each in stack.inputs.items():
        yield Block(render("variable.tf.j2", name=name, settings=_settings(each)), ("inputs", name))
    read = elsewhere(stack)
    for region in stack.regions:
        for kind, source in _SOURCES.items():
            wanted = dict.fromkeys(each.name for each in read if isinstance(each, kind))
            if wanted:
                names = [_filled(stack, name, region.name) for name in wanted]
                made_by = provider(stack, region.name)
                text = render(
                    "read.tf.j2",
                    source=source,
                    region=region,
                    names=call("toset", names),
                    settings={
                        **({"provider": made_by} if made_by else {}),
                        "name": reference("each", "value"),
                    },
                )
                yield Block(text)
    states = _states(stack, [each for each in read if isinstance(each, StateOutput)])
    if states:
        yield Block(render("states.tf.j2", states=states))


_SOURCES: dict[type[Any], str] = {
    Parameter: "aws_ssm_parameter",
    Export: "aws_cloudformation_export",
    StackOutput: "aws_cloudformation_stack",
}


def _states(stack: Stack, read: list[StateOutput]) -> dict[str, dict[str, str | Expression]]:
    return {
        _state(stack, each, region.name): {
            name: _filled(stack, cast("str", getattr(each, name)), region.name)
            for name in ("bucket", "key", "region")
        }
        for each in read
        for region in stack.regions
    }


def _settings(each: Input) -> dict[str, Any]:
    default = str(each.default) if isinstance(each.default, float) else each.default
    told = given(description=each.description, type=reference(each.type))
    return {
        **told,
        **({} if default is None else {"default": default}),
        **({"sensitive": True} if each.sensitive else {}),
        "nullable": False,
    }


def texts(stack: Stack, values: Iterator[Value], region: str) -> dict[str, str | Expression]:
    """The texts that a region has for itself, by key."""
    wanted = {key(each): each for each in values if isinstance(each, Late) and varies(stack, each)}
    return {name: at(stack, each, region) for name, each in sorted(wanted.items())}
