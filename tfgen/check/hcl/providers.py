"""Providers: each resource has one, and each alias is declared or passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.scope import Scope
from tfgen.diagnostics import Code, Diagnostic
from tfgen.spec.shape import closest

NO_PROVIDER = Code(
    "TFG304",
    "undeclared provider configuration",
    finds="""a `provider =` or `providers = {…}` that names an alias no provider block declares, or an
alias that a module needs and is not passed.""",
    why="Terraform would not know in which region, with which account, the resource lives.",
    example='provider = aws.eu_west_1      # and no provider "aws" { alias = "eu_west_1" }',
    instead="""a provider block with the alias at the root, and in a module the alias under
`configuration_aliases`.""",
)
UNKNOWN_PROVIDER = Code(
    "TFG309",
    "resource of an unknown provider",
    finds="""a resource whose type begins with no provider that `required_providers` lists or HashiCorp
publishes.""",
    why="`terraform init` looks for `hashicorp/NAME` and fails; most often the type is misspelt.",
    example='resource "asw_lambda_function" "get" {}',
    instead="the right type, or the provider's source under `required_providers`.",
)

CODES = (NO_PROVIDER, UNKNOWN_PROVIDER)

_HASHICORP_NAMES = (
    "ad archive assert aws awscc azuread azurerm azurestack boundary cloudinit consul dns external google hcp hcs "
    "helm http kubernetes local nomad null random salesforce template terraform tfe time tls vault vsphere"
)
_HASHICORP = frozenset(_HASHICORP_NAMES.split())


def undeclared_aliases(scope: Scope) -> Iterator[Diagnostic]:
    """Uses of an alias that nothing declares: TFG304."""
    values = [block.attributes.get("provider") for block in scope.resources.values()]
    values += [call.attributes.get("providers") for call in scope.calls.values()]
    for expression in (attribute.value for attribute in values if attribute):
        for reference in expression.references:
            if len(reference.names) > 1 and reference.names[:2] not in scope.aliases:
                name = ".".join(reference.names)
                hint = closest(name, [".".join(alias) for alias in sorted(scope.aliases)])
                yield NO_PROVIDER(f"no provider `{name}` is declared", reference.span, hint)


def missing_aliases(call: Block, child: Scope) -> Iterator[Diagnostic]:
    """Aliases that the module `child` needs and the call does not pass: TFG304."""
    providers = call.attributes.get("providers")
    entries = (providers.value.entries or ()) if providers else ()
    passed = {tuple(entry.name.split(".")) for entry in entries if entry.name}
    for alias in sorted(child.needed_aliases - passed):
        message = f"module `{call.labels[0]}` needs the provider `{'.'.join(alias)}`"
        yield NO_PROVIDER(message, call.span, "pass it in `providers`")


def unknown_providers(scope: Scope) -> Iterator[Diagnostic]:
    """Resources whose type begins with no known provider, once for each provider: TFG309."""
    known = scope.required_providers | _HASHICORP
    reported: Counter[str] = Counter()
    for address, block in scope.resources.items():
        provider = address[-2].split("_")[0]
        if provider in known or "provider" in block.attributes:
            continue
        reported[provider] += 1
        if reported[provider] == 1:
            message = f"`{address[-2]}` belongs to no provider that is declared"
            yield UNKNOWN_PROVIDER(message, block.span, closest(provider, sorted(known)))
