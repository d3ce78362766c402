"""Whether any version of the AWS provider fits a folder: its constraints, its lock file, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.hcl.model import Block, Configuration
from tfgen.check.hcl.provider_version import LOCK, Provider
from tfgen.diagnostics import Code, Diagnostic, Severity, Span
from tfgen.stack.provider import REGIONS, RUNTIMES, Version, oldest, short
from tfgen.stack.stack import Stack

UNFIT = Code(
    "TFG319",
    "AWS provider that does not fit",
    finds="""version constraints of the AWS provider that Terraform cannot read or no version fits, a lock file that
holds a version which they refuse, and a runtime or a region that no version knows which the folder may get.""",
    why="""`terraform init` fails, or the plan does with `expected runtime to be one of …` or `invalid AWS
Region`: the provider keeps lists of its own.""",
    example="""\
runtime = "python3.14"      # and .terraform.lock.hcl holds 5.100.0
""",
    instead="""a constraint that allows the version which the finding names, then `terraform init -upgrade`, which
writes the lock file anew.""",
)

CODES = (UNFIT,)

_UPGRADE = "run `terraform init -upgrade`"


def unfit(configuration: Configuration, provider: Provider) -> Iterator[Diagnostic]:
    """What keeps the folder from a version that fits: TFG319."""
    yield from _constraints(provider)
    for module in configuration.values():
        for block in module.blocks:
            yield from _too_new(block, provider)


def outdated(stack: Stack, lock: str) -> Diagnostic | None:
    """TFG319, as a warning, if a lock file holds an older version than a stack needs."""
    locked = Provider.of({}, lock).locked
    if locked is None or locked >= oldest(stack):
        return None
    needed = short(oldest(stack))
    message = f"{LOCK} holds the AWS provider {_words(locked)}, and the spec needs {needed} or newer"
    return UNFIT(message, None, _UPGRADE, Severity.WARNING)


def _constraints(provider: Provider) -> Iterator[Diagnostic]:
    for constraint in provider.constraints:
        if constraint.terms is None:
            message = f"`{constraint.text}` is no version constraint"
            yield UNFIT(message, constraint.span, "write one such as `>= 5.100, < 7`")
    if not provider.constraints:
        return
    span = provider.constraints[0].span
    if not provider.possible():
        yield UNFIT(f"no version of the AWS provider fits `{provider.text}`", span)
    elif provider.locked and provider.locked not in provider.possible(provider.locked):
        locked = _words(provider.locked)
        yield UNFIT(
            f"{LOCK} holds the AWS provider {locked}, which `{provider.text}` refuses", span, _UPGRADE
        )


def _too_new(block: Block, provider: Provider) -> Iterator[Diagnostic]:
    asked: list[tuple[str, str, dict[str, Version]]] = []
    if block.type == "resource" and block.labels[:1] == ("aws_lambda_function",):
        asked = [("runtime", "runtime", RUNTIMES)]
    elif block.type == "provider" and block.labels == ("aws",):
        asked = [("region", "region", REGIONS)]
    for name, word, since in asked:
        value = block.literal(name)
        if isinstance(value, str) and value in since and not provider.may_be(since[value]):
            span = block.attributes[name].value.span
            yield _needed(f"the {word} {value}", since[value], provider, span)


def _needed(what: str, version: Version, provider: Provider, span: Span) -> Diagnostic:
    if provider.locked:
        has, hint = f"{LOCK} holds {_words(provider.locked)}", f"{_UPGRADE}, and allow {short(version)}"
    else:
        has, hint = f"`{provider.text}` allows none", f"allow {short(version)} in `required_providers`"
    return UNFIT(f"{what} needs the AWS provider {short(version)} or newer, and {has}", span, hint)


def _words(version: Version) -> str:
    return ".".join(map(str, version))
