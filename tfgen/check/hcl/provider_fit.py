"""Whether any version of the AWS provider fits a folder: its constraints, its lock file, and what it asks for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tfgen.check.hcl.model import Block, Configuration, Expression
from tfgen.check.hcl.provider_version import LOCK, Constraint, Provider, locked_at
from tfgen.check.hcl.scope import ROOT
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


def unfit(configuration: Configuration, provider: Provider, root: str = ROOT) -> Iterator[Diagnostic]:
    """What keeps the folder from a version that fits: TFG319."""
    yield from _unreadable(provider)
    if not provider.possible():
        yield _impossible(provider, root)
    elif provider.locked and (refusing := provider.refusing(provider.locked)):
        locked, refuse = _words(provider.locked), _agreeing("refuse", refusing)
        message = f"{LOCK} holds the AWS provider {locked}, which {_named(refusing)} {refuse}"
        yield UNFIT(message, refusing[0].span, _UPGRADE)
        yield from _too_new(configuration, provider.without_lock())
    else:
        yield from _too_new(configuration, provider)


def outdated(stack: Stack, lock: str, file: str) -> Diagnostic | None:
    """TFG319, as a warning, if a lock file holds an older version than a stack needs."""
    locked = Provider.of({}, lock).locked
    if locked is None or locked >= oldest(stack):
        return None
    needed = short(oldest(stack))
    message = f"{LOCK} holds the AWS provider {_words(locked)}, and the spec needs {needed} or newer"
    return UNFIT(message, locked_at(lock, file), _UPGRADE, Severity.WARNING)


def _unreadable(provider: Provider) -> Iterator[Diagnostic]:
    for constraint in provider.constraints:
        if constraint.terms is None:
            message = f"`{constraint.text}` is no version constraint"
            yield UNFIT(message, constraint.span, "write one such as `>= 5.100, < 7`")


def _impossible(provider: Provider, root: str) -> Diagnostic:
    modules = tuple(it for it in provider.constraints if (posixpath.dirname(it.span.file) or ROOT) != root)
    least = min(Provider(modules, None).possible(), default=None) if modules else None
    hint = "write one such as `>= 5.100, < 7`"
    if least:
        below = max(least[0] + 1, 7)
        hint = f"the modules need {short(least)}: write `>= {short(least)}, < {below}`"
    alone = tuple(it for it in provider.constraints if not Provider((it,), None).possible())
    culprits = alone or provider.constraints
    return UNFIT(f"no version of the AWS provider fits {_named(culprits)}", culprits[0].span, hint)


def _too_new(configuration: Configuration, provider: Provider) -> Iterator[Diagnostic]:
    """Each runtime and region once, where it first stands."""
    since = {("runtime", name): it for name, it in RUNTIMES.items()}
    since |= {("region", name): it for name, it in REGIONS.items()}
    blocks = (block for module in configuration.values() for block in module.blocks)
    asked: dict[tuple[str, str], Span] = {}
    for word, expression in (it for block in blocks for it in _asked(block)):
        if isinstance(expression.value, str):
            asked.setdefault((word, expression.value), expression.span)
    for (word, value), span in asked.items():
        version = since.get((word, value))
        if version and not provider.may_be(version):
            yield _needed(f"the {word} {value}", version, provider, span)


def _asked(block: Block) -> Iterator[tuple[str, Expression]]:
    """The runtimes and the regions that a block writes, or hands to a module that may be out of reach."""
    if block.type == "provider" and block.labels == ("aws",) and (region := block.attributes.get("region")):
        yield "region", region.value
    is_function = block.type == "resource" and block.labels[:1] == ("aws_lambda_function",)
    if is_function or block.type in ("locals", "module"):
        for attribute in block.attributes.values():
            if attribute.name == "runtime":
                yield "runtime", attribute.value
            for value in attribute.value.attributes("runtime"):
                yield "runtime", value


def _needed(what: str, version: Version, provider: Provider, span: Span) -> Diagnostic:
    allowed = provider.without_lock().may_be(version)
    allow = "" if allowed else f"allow {short(version)} in `required_providers`"
    if provider.locked:
        has = f"{LOCK} holds {_words(provider.locked)}"
        hint = f"{allow}, then {_UPGRADE}" if allow else _UPGRADE
    else:
        keeping = provider.keeping_from(version)
        has, hint = f"{_named(keeping)} {_agreeing('allow', keeping)} none", allow
    return UNFIT(f"{what} needs the AWS provider {short(version)} or newer, and {has}", span, hint)


def _named(constraints: tuple[Constraint, ...]) -> str:
    """Where constraints stand, and what they say."""
    return " and ".join(f"{it.span.file} (`{it.text}`)" for it in _distinct(constraints))


def _agreeing(verb: str, constraints: tuple[Constraint, ...]) -> str:
    return verb if len(_distinct(constraints)) > 1 else f"{verb}s"


def _distinct(constraints: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Of constraints that say the same, the first."""
    first: dict[str, Constraint] = {}
    for constraint in constraints:
        if constraint.terms is not None:
            first.setdefault(constraint.text, constraint)
    return tuple(first.values())


def _words(version: Version) -> str:
    return ".".join(map(str, version))
