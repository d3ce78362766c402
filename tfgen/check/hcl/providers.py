"""Providers: each resource has one, and each alias is declared or passed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.scope import Scope
from tfgen.diagnostics import Code, Diagnostic, Severity
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
ONLY_PASSED = Code(
    "TFG332",
    "provider alias that is passed and not declared",
    finds="a `provider =` that names an alias which calls of the module pass and the module itself does not declare.",
    why="Terraform warns of it, and takes it that the alias is one of HashiCorp's provider of that name.",
    example="provider = aws.global       # and only the call says providers = { aws.global = aws }",
    instead="the alias under `configuration_aliases` of the module's `required_providers`.",
    severity=Severity.WARNING,
)
UNKNOWN_PROVIDER = Code(
    "TFG309",
    "resource of an unknown provider",
    finds="""a resource whose type begins with no provider that `required_providers` lists or HashiCorp
publishes; a note where it resembles none of them.""",
    why="`terraform init` looks for `hashicorp/NAME` and fails; most often the type is misspelt.",
    example='resource "asw_lambda_function" "get" {}',
    instead="the right type, or the provider's source under `required_providers`.",
)

CODES = (NO_PROVIDER, ONLY_PASSED, UNKNOWN_PROVIDER)

_DECLARE = "declare it in `configuration_aliases` of `required_providers`"

_HASHICORP_NAMES = (
    "ad archive assert aws awscc azuread azurerm azurestack boundary cloudinit consul dns external google hcp hcs "
    "helm http kubernetes local nomad null random salesforce template terraform tfe time tls vault vsphere"
)
_HASHICORP = frozenset(_HASHICORP_NAMES.split())


def undeclared_aliases(scope: Scope, passed: Collection[tuple[str, ...]] | None) -> Iterator[Diagnostic]:
    """Uses of an alias that nothing declares: TFG304, or TFG332 where every call has `passed` it.

    None: nobody in sight calls the module, and what somebody else passes is not known.
    """
    values = [block.attributes.get("provider") for block in scope.resources.values()]
    values += [call.attributes.get("providers") for call in scope.calls.values()]
    for expression in (attribute.value for attribute in values if attribute):
        for reference in expression.references:
            if len(reference.names) > 1 and reference.names[:2] not in scope.aliases:
                name = ".".join(reference.names[:2])
                if passed is None or reference.names[:2] in passed:
                    yield ONLY_PASSED(f"`{name}` is passed by callers alone", reference.span, _DECLARE)
                    continue
                hint = closest(name, [".".join(alias) for alias in sorted(scope.aliases)])
                yield NO_PROVIDER(f"no provider `{name}` is declared", reference.span, hint)


def passed_aliases(call: Block) -> set[tuple[str, ...]]:
    """The provider configurations that a call gives its module, as the module calls them."""
    providers = call.attributes.get("providers")
    entries = (providers.value.entries or ()) if providers else ()
    return {tuple(entry.name.split(".")) for entry in entries if entry.name}


def missing_aliases(call: Block, child: Scope) -> Iterator[Diagnostic]:
    """Aliases that the module `child` needs and the call does not pass: TFG304."""
    for alias in sorted(child.needed_aliases - passed_aliases(call)):
        message = f"module `{call.labels[0]}` needs the provider `{'.'.join(alias)}`"
        yield NO_PROVIDER(message, call.span, "pass it in `providers`")


def unknown_providers(scope: Scope) -> Iterator[Diagnostic]:
    """Types that begin with no known provider, each once: TFG309. Whose provider is all but known are misspelt."""
    known = scope.required_providers | _HASHICORP
    told: set[str] = set()
    for address, block in scope.resources.items():
        type_ = address[-2]
        provider = type_.split("_")[0]
        if provider not in known and "provider" not in block.attributes and type_ not in told:
            told.add(type_)
            hint = closest(provider, sorted(known))
            message = f"`{type_}` belongs to no provider that is declared"
            yield UNKNOWN_PROVIDER(message, block.span, hint, None if hint else Severity.NOTE)
