"""Functions: they stand once, and the module of every region makes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tfgen.render import references
from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import call, file_in_module, quote, reference
from tfgen.render.part import Arguments, Column, Local, Made, Part, Skip, given
from tfgen.stack import access, names
from tfgen.stack.kind import Statement
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.reference import Value
from tfgen.stack.references import text, varies
from tfgen.stack.region import Region, label
from tfgen.stack.stack import Stack

_YEAR = 365
_OWN_ROLE = ("aws_iam_role.this[0]", 'aws_iam_role_policy.this["own"]')
_RESOURCES = (
    "aws_cloudwatch_log_group.this",
    *_OWN_ROLE,
    "aws_lambda_alias.live",
    "aws_lambda_function.this",
)


def _value(stack: Stack, name: str, function: Function) -> Arguments:
    reached = {**access.reached(stack, function), **_following(stack, function)}
    elsewhere = {variable: value for variable, value in reached.items() if "{" in value}
    said = {variable: value for variable, value in function.env.items() if variable not in reached}
    values = {
        variable: references.key(value)
        for variable, value in said.items()
        if isinstance(value, references.Late) and varies(stack, value)
    }
    shared = {v: references.at(stack, value, stack.home.name) for v, value in said.items() if v not in values}
    environment = {**{v: value for v, value in reached.items() if v not in elsewhere}, **shared}
    return given(
        name=names.of(stack, FUNCTION, name),
        description=function.description,
        package=file_in_module(function.package.path),
        handler=function.handler,
        runtime=function.runtime,
        architecture=function.arch,
        memory=function.memory,
        timeout=function.timeout,
        environment=dict(sorted(environment.items())),
        references=dict(sorted(elsewhere.items())),
        values=dict(sorted(values.items())),
        layers=function.layers,
        reserved_concurrency=function.reserved,
        log_retention=function.logs,
        tracing=function.tracing,
        access=access.words(function),
        role=function.role.arn if function.role else None,
        boundary=None if function.role else function.boundary,
        permissions=[_permission(each) for each in access.own_statements(stack, function)],
    )


def _following(stack: Stack, function: Function) -> dict[str, str]:
    """The variables whose references the spec itself answers."""
    found = {v: text(stack, value) for v, value in function.env.items() if not isinstance(value, str)}
    return {variable: value for variable, value in found.items() if value is not None}


def _statements(stack: Stack) -> dict[str, dict[str, Any]]:
    """What each word of access that is in use allows, by the thing that it is access to."""
    needs = (access.words(function) for function in stack.all(FUNCTION).values())
    used = {(name, word) for each in needs for name, words in each.items() for word in words}
    found: dict[str, dict[str, Any]] = {}
    for name, word in sorted(used):
        found.setdefault(name, {})[word] = [_statement(each) for each in access.statements(stack, name, word)]
    return found


def _statement(statement: Statement) -> dict[str, Any]:
    return given(
        actions=statement.actions, resources=statement.resources, conditions=dict(statement.conditions)
    )


def _permission(statement: Statement) -> dict[str, Any]:
    return {"effect": statement.effect, **_statement(statement)}


def _locals(stack: Stack) -> Iterator[Local]:
    functions = stack.all(FUNCTION).items()
    yield Local(
        "functions",
        {name: _value(stack, name, function) for name, function in functions},
        {name: (FUNCTION.key, name) for name, _ in functions},
    )
    statements = _statements(stack)
    if statements:
        yield Local("statements", statements)


def _arguments(stack: Stack, region: Region) -> Arguments:
    """Functions that differ stand whole: checkov follows no merge within a merge, and would scan none of them."""
    functions = reference("local", "functions")
    shared = stack.all(FUNCTION)
    changed = {
        name: _value(stack, name, function)
        for name, function in region.own(FUNCTION).items()
        if function != shared[name]
    }
    needs = any(function.access or function.events for function in shared.values())
    return given(
        functions=call("merge", functions, changed) if changed else functions,
        statements=reference("local", "statements") if needs else None,
        values=references.texts(stack, _read(stack, region), region.name),
        account=ACCOUNT if any(map(partial(_needs_account, region), shared.values())) else None,
    )


def _read(stack: Stack, region: Region) -> Iterator[Value]:
    """What the functions of a region are given that is known elsewhere."""
    return (value for function in stack.at(FUNCTION, region).values() for value in function.env.values())


def _skips(stack: Stack, region: Region) -> Iterator[Skip]:
    functions = stack.at(FUNCTION, region).items()
    short = [name for name, function in functions if function.logs < _YEAR]
    short += ["the API" for api in stack.all(API).values() if api.logs < _YEAR]
    if short:
        more = f" and {len(short) - 3} more" if len(short) > 3 else ""
        some = ", ".join(short[:3]) + more
        yield Skip("CKV_AWS_338", f"the spec keeps the logs of {some} for less than a year")


def _needs_account(region: Region, function: Function) -> bool:
    """Whether a plan has to know the account: no role tells it, or not before the apply."""
    return bool(region.name in function.adopt.function or function.role or function.boundary)


def address(region: str, name: str, resource: str = "aws_lambda_function.this") -> str:
    """The address of a function in a region, or of what belongs to it."""
    return f"module.{label(region)}.module.function[{quote(name)}].{resource}"


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        for name in stack.all(FUNCTION):
            adopted = _import_ids(stack, name, region)
            for resource in _resources(stack.all(FUNCTION)[name]):
                yield Made(
                    address(region.name, name, resource),
                    (FUNCTION.key, name),
                    region.name,
                    import_id=adopted.get(resource),
                )


def _resources(function: Function) -> Iterator[str]:
    """A role that exists is not made, and no policy for it."""
    return (each for each in _RESOURCES if not (function.role and each in _OWN_ROLE))


def _import_ids(stack: Stack, name: str, region: Region) -> dict[str, str]:
    """By what resources of a function are imported that exist in a region."""
    adopt, called = stack.all(FUNCTION)[name].adopt, names.of(stack, FUNCTION, name)
    found = {}
    if region.name in adopt.function:
        found["aws_lambda_function.this"] = called
    if region.name in adopt.logs:
        found["aws_cloudwatch_log_group.this"] = names.function_logs(called)
    return found


PART = Part(
    kind=FUNCTION,
    locals=_locals,
    arguments=_arguments,
    skips=_skips,
    made=_made,
    columns=(Column("functions", ("aws_lambda_function",)),),
    in_region=("function",),
)
