"""What the environments of a spec are to each other: what each has to have for itself, and what one lacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.spec.source import Path, Source
from tfgen.stack import names
from tfgen.stack.environment import built, named
from tfgen.stack.kinds import KINDS
from tfgen.stack.resolve import build
from tfgen.stack.spec import ENVIRONMENTS
from tfgen.stack.stack import Stack

SHARED = Code(
    "TFG244",
    "environments that share what each needs for itself",
    finds="""two environments that keep their state in one object, that answer under one domain, or in which things
of one kind have the same name in AWS, in one account and region.""",
    why="""the second would replace the first: Terraform deletes what a shared state holds of the other, and AWS
has a name once.""",
    example="""\\
state: {bucket: acme-terraform, region: eu-west-1, key: shop.tfstate}
environments: {staging: {domain: staging.example.com}, prod: {domain: shop.example.com}}
""",
    instead="""a value in each environment; `{environment}` in the state's key, or no `key` and no `name`: what tfgen
chooses has the environment in it.""",
)
UNGUARDED = Code(
    "TFG245",
    "environment without an account beside others with one",
    finds="an environment that says no `account` where another does.",
    why="nothing refuses a plan of it that runs with the other's credentials.",
    example="""\\
environments:
  staging: {}
  prod: {account: {id: "123456789012"}}
""",
    instead="an `account` in every environment, which may be the same.",
    severity=Severity.WARNING,
)

CODES = (SHARED, UNGUARDED)

Claim = tuple[str, ...]
"""What an environment has for itself, so that others can be compared with it."""


def check_environments(source: Source) -> Iterator[Diagnostic]:
    """What is wrong with the environment that is laid over a spec, seen beside the others."""
    if not source.environment:
        return
    whole = dataclasses.replace(source, root=source.whole, environment="", written=None)
    stacks = _stacks(whole)
    claims = {name: dict(_claims(stack)) for name, stack in stacks.items()}
    for claim, (path, what) in claims.get(source.environment, {}).items():
        sharing = [name for name, of in claims.items() if claim in of]
        if len(sharing) > 1:
            message = f"environments {', '.join(sharing)} share {what}"
            yield SHARED(message, source.span(path), "give each its own")
    guarded = [name for name, stack in stacks.items() if stack.account]
    if guarded and source.environment in stacks.keys() - guarded:
        message = f"environment `{source.environment}` says no account, and `{guarded[0]}` does"
        hint = 'write `account: {id: "…"}`'
        yield UNGUARDED(message, source.key_span((ENVIRONMENTS, source.environment)), hint)


@lru_cache(maxsize=1)
def _stacks(whole: Source) -> Mapping[str, Stack]:
    """The environments that can be read; asked for once for each of them."""
    found = {name: built(whole, name, build)[1:] for name in named(whole)}
    return {name: stack for name, (stack, wrong) in found.items() if stack and not wrong}


def _claims(stack: Stack) -> Iterator[tuple[Claim, tuple[Path, str]]]:
    """What a stack needs for itself, with the path where it is said, and in words."""
    if stack.state and stack.state.bucket:
        key = names.state_key(stack)
        what = f"the state `{key}` of bucket `{stack.state.bucket}`"
        yield ("state", stack.state.bucket, key), (("state", "key"), what)
    if stack.state and stack.state.cloud:
        name = names.state_workspace(stack)
        what = f"the workspace `{name}` of `{stack.state.cloud.organization}`"
        yield ("cloud", stack.state.cloud.organization, name), (("state", "cloud"), what)
    if stack.domain:
        yield ("domain", stack.domain), (("domain",), f"the domain `{stack.domain}`")
    for kind in KINDS:
        for thing, value in stack.all(kind).items():
            name = getattr(value, "name", "")
            for region in stack.regions if name else ():
                what = f"the name `{name}` of a {kind.one} in one account"
                yield (kind.one, stack.account, region.name, name), ((kind.key, thing, "name"), what)
