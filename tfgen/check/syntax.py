"""What Terraform refuses without asking a provider: names that are not declared, or declared twice."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from tfgen.check.configuration import Attribute, Block, Configuration, Expression, Module, Reference
from tfgen.diagnostics import Diagnostic, Kind, Span

DUPLICATE = Kind(
    "TFG302",
    "declared twice",
    """\
Finds a resource, variable, local, output, module, provider or argument that is declared a second time.

Terraform refuses the module, because it cannot tell which of the two is meant.

    variable "domain" {}
    variable "domain" {}

Delete or rename one of them.
""",
)
UNDECLARED = Kind(
    "TFG303",
    "reference to something undeclared",
    """\
Finds a reference to a variable, local, resource, data source, module or output that does not exist.

Terraform refuses the plan; most often the name is misspelt or its declaration was removed.

    zone_id = aws_route53_zone.mian.zone_id

Use the declared name, or declare it:

    zone_id = aws_route53_zone.main.zone_id
""",
)
NO_PROVIDER = Kind(
    "TFG304",
    "undeclared provider configuration",
    """\
Finds a `provider =` or `providers = {…}` that names an alias no provider block declares, or an alias that
a module needs and is not passed.

Terraform would not know in which region, with which account, the resource lives.

    provider = aws.eu_west_1      # and no provider "aws" { alias = "eu_west_1" }

Declare the alias at the root, and in a module list it under `configuration_aliases`.
""",
)
UNKNOWN_ARGUMENT = Kind(
    "TFG305",
    "module argument that is no variable",
    """\
Finds an argument of a module call for which the module has no variable.

Terraform refuses it: a value that nothing reads is a mistake.

    module "eu_west_1" {
      source = "./modules/region"
      reigon = "eu-west-1"
    }

Use the variable's name, or declare `variable "reigon"` in the module.
""",
)
MISSING_ARGUMENT = Kind(
    "TFG306",
    "missing module argument",
    """\
Finds a module call that leaves out a variable without a default.

Terraform refuses the plan: the variable would have no value.

    module "eu_west_1" { source = "./modules/region" }   # and variable "region" {} has no default

Set the argument, or give the variable a default.
""",
)
NO_MODULE = Kind(
    "TFG307",
    "module source without files",
    """\
Finds a local module source that is missing, leaves the tree, or has no `.tf` files.

`terraform init` refuses a missing folder, and a module without files makes nothing. A rendered tree has to
plan by itself, so that nothing outside it counts.

    source = "./module/region"

Correct the path, which is relative to the folder of the call and begins with `./` or `../`.
""",
)
CYCLE = Kind(
    "TFG308",
    "values that depend on each other",
    """\
Finds locals, resources and data sources of a module that need each other's value.

Terraform evaluates in order of dependence, and a cycle has none: it refuses the plan.

    locals {
      a = local.b
      b = local.a
    }

Compute one of them from something else.
""",
)
UNKNOWN_PROVIDER = Kind(
    "TFG309",
    "resource of an unknown provider",
    """\
Finds a resource whose type begins with no provider that `required_providers` lists or HashiCorp publishes.

`terraform init` looks for `hashicorp/NAME` and fails; most often the type is misspelt.

    resource "asw_lambda_function" "get" {}

Correct the type, or name the provider's source under `required_providers`.
""",
)
NOT_TERRAFORM = Kind(
    "TFG310",
    "block that Terraform does not know",
    """\
Finds a top-level block of an unknown type, or with too many or too few labels.

Terraform refuses the module.

    resource "aws_kms_key" {}

Write the type and the name: `resource "aws_kms_key" "main" {}`.
""",
)

KINDS = (
    DUPLICATE,
    UNDECLARED,
    NO_PROVIDER,
    UNKNOWN_ARGUMENT,
    MISSING_ARGUMENT,
    NO_MODULE,
    CYCLE,
    UNKNOWN_PROVIDER,
    NOT_TERRAFORM,
)

_LABELS: Mapping[str, int] = {
    "terraform": 0,
    "provider": 1,
    "variable": 1,
    "output": 1,
    "locals": 0,
    "module": 1,
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "moved": 0,
    "removed": 0,
    "import": 0,
    "check": 1,
}
_MODULE_META = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})
# Arguments whose words are no references, by the block they stand in.
_NO_REFERENCES = {
    "variable": {"type"},
    "lifecycle": {"ignore_changes"},
    "provisioner": {"when", "on_failure"},
    "moved": {"from", "to"},
    "removed": {"from"},
    "import": {"to", "provider"},
    "resource": {"provider"},
    "data": {"provider"},
    "ephemeral": {"provider"},
    "module": {"providers"},
}
_HASHICORP_NAMES = (
    "ad archive assert aws awscc azuread azurerm azurestack boundary cloudinit consul dns external google hcp hcs "
    "helm http kubernetes local nomad null random salesforce template terraform tfe time tls vault vsphere"
)
_HASHICORP = frozenset(_HASHICORP_NAMES.split())


def check_syntax(configuration: Configuration) -> list[Diagnostic]:
    """What Terraform refuses in the reference graph of every module: TFG302 to TFG310."""
    scopes = {directory: _Scope.of(module) for directory, module in configuration.items()}
    found: list[Diagnostic] = []
    for directory, module in configuration.items():
        scope = scopes[directory]
        found += _unknown_blocks(module)
        found += _duplicates(module)
        found += _calls(directory, scope, scopes)
        found += _cycles(scope)
        found += _unknown_providers(scope)
        if module.complete:
            found += _provider_aliases(scope)
            children = {
                name: scopes.get(_target(directory, call) or "") for name, call in scope.calls.items()
            }
            found += _undeclared(module, scope, children)
    return found


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a module declares. `aliases` has every provider configuration that is not the default one."""

    variables: Mapping[str, Block]
    locals: Mapping[str, Attribute]
    outputs: Mapping[str, Block]
    calls: Mapping[str, Block]
    resources: Mapping[tuple[str, ...], Block]  # ("aws_x", "y"), ("data", "aws_x", "y")
    required_providers: frozenset[str]
    aliases: frozenset[tuple[str, ...]]
    needed_aliases: frozenset[tuple[str, ...]]
    complete: bool

    @classmethod
    def of(cls, module: Module) -> _Scope:
        """The declarations among the blocks of `module`."""
        blocks = module.blocks
        required = [inner for block in blocks if block.type == "terraform" for inner in block.blocks]
        entries = [
            it for block in required if block.type == "required_providers" for it in block.attributes.values()
        ]
        needed = frozenset(reference.names for entry in entries for reference in entry.value.references)
        own = [
            (block.labels[0], alias)
            for block in blocks
            if block.type == "provider"
            and block.labels
            and isinstance(alias := _literal(block, "alias"), str)
        ]
        return cls(
            variables={
                block.labels[0]: block for block in blocks if block.type == "variable" and block.labels
            },
            locals={
                name: it
                for block in blocks
                if block.type == "locals"
                for name, it in block.attributes.items()
            },
            outputs={block.labels[0]: block for block in blocks if block.type == "output" and block.labels},
            calls={block.labels[0]: block for block in blocks if block.type == "module" and block.labels},
            resources=dict(_resources(blocks)),
            required_providers=frozenset(entry.name for entry in entries),
            aliases=needed | frozenset(own),
            needed_aliases=needed,
            complete=module.complete,
        )


def _literal(block: Block, name: str) -> object:
    attribute = block.attributes.get(name)
    return attribute.value.value if attribute else None


def _resources(blocks: Collection[Block]) -> Iterator[tuple[tuple[str, ...], Block]]:
    for block in blocks:
        if block.type == "resource" and len(block.labels) == 2:
            yield block.labels, block
        elif block.type in ("data", "ephemeral") and len(block.labels) == 2:
            yield (block.type, *block.labels), block
        elif block.type == "check":
            yield from _resources([inner for inner in block.blocks if inner.type == "data"])


def did_you_mean(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """The hint that names the closest of `known`, if one is close."""
    close = get_close_matches(name, known, n=1, cutoff=cutoff)
    return f"did you mean `{close[0]}`?" if close else None


def _unknown_blocks(module: Module) -> Iterator[Diagnostic]:
    for block in module.blocks:
        labels = _LABELS.get(block.type)
        if labels is None:
            message = f"Terraform has no block `{block.type}`"
            yield NOT_TERRAFORM(message, block.span, did_you_mean(block.type, _LABELS))
        elif labels != len(block.labels):
            message = f"`{block.type}` takes {labels} labels, not {len(block.labels)}"
            yield NOT_TERRAFORM(message, block.span)


def _duplicates(module: Module) -> Iterator[Diagnostic]:
    seen: dict[tuple[object, ...], Span] = {}
    for what, key, span in _declarations(module.blocks):
        if first := seen.get((what, key)):
            message = f"{what} `{key}` is declared a second time"
            yield DUPLICATE(message, span, f"the first is at {first.file}:{first.line}")
        seen.setdefault((what, key), span)
    for block in _every_block(module.blocks):
        for attribute in block.repeated:
            first = block.attributes[attribute.name].span
            what = "local" if block.type == "locals" else "argument"
            message = f"{what} `{attribute.name}` is set a second time"
            yield DUPLICATE(message, attribute.span, f"the first is at {first.file}:{first.line}")


def _declarations(blocks: Collection[Block]) -> Iterator[tuple[str, str, Span]]:
    for block in blocks:
        if block.type in ("variable", "output", "module", "check", "resource", "data", "ephemeral"):
            yield block.type, ".".join(block.labels), block.span
        elif block.type == "locals":
            for attribute in block.attributes.values():
                yield "local", attribute.name, attribute.span
        elif block.type == "provider":
            alias = _literal(block, "alias")
            yield "provider", ".".join(block.labels) + (f".{alias}" if alias else ""), block.span
        elif block.type == "terraform":
            for inner in block.blocks:
                if inner.type in ("required_providers", "backend", "cloud"):
                    yield "terraform", inner.type, inner.span


def _every_block(blocks: Collection[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _every_block(block.blocks)


def _undeclared(module: Module, scope: _Scope, children: Mapping[str, _Scope | None]) -> Iterator[Diagnostic]:
    for block in module.blocks:
        if block.type != "terraform":
            for reference in _references(block):
                yield from _missing(reference, scope, children)


def _references(block: Block) -> Iterator[Reference]:
    silent = _NO_REFERENCES.get(block.type, ())
    for attribute in block.attributes.values():
        if attribute.name not in silent:
            yield from attribute.value.references
    for inner in block.blocks:
        yield from _references(inner)


def _missing(
    reference: Reference, scope: _Scope, children: Mapping[str, _Scope | None]
) -> Iterator[Diagnostic]:
    root, *rest = reference.names
    if root in ("var", "local", "module"):
        known: Mapping[str, object] = {"var": scope.variables, "local": scope.locals, "module": scope.calls}[
            root
        ]
        name = rest[0] if rest else ""
        what = {"var": "variable", "local": "local", "module": "module"}[root]
        if not name:
            yield UNDECLARED(f"`{root}` needs a name after it: `{root}.name`", reference.span)
        elif name not in known:
            yield UNDECLARED(f"no {what} `{name}` is declared", reference.span, did_you_mean(name, known))
        elif root == "module" and len(rest) > 1 and (child := children.get(name)):
            yield from _missing_output(reference, child)
        return
    size = 3 if root in ("data", "ephemeral") else 2
    address = reference.names[:size]
    if len(address) < size:
        hint = f'a string is quoted: "{root}"' if size == 2 else None
        yield UNDECLARED(f"`{'.'.join(address)}` is no reference", reference.span, hint)
    elif address not in scope.resources:
        what = {"data": "data source", "ephemeral": "ephemeral resource"}.get(root, "resource")
        known_addresses = {".".join(it) for it in scope.resources}
        name = ".".join(address)
        yield UNDECLARED(
            f"no {what} `{name}` is declared", reference.span, did_you_mean(name, known_addresses)
        )


def _missing_output(reference: Reference, child: _Scope) -> Iterator[Diagnostic]:
    _, name, output, *_ = reference.names
    if child.complete and output not in child.outputs:
        message = f"module `{name}` has no output `{output}`"
        yield UNDECLARED(message, reference.span, did_you_mean(output, child.outputs))


def _provider_aliases(scope: _Scope) -> Iterator[Diagnostic]:
    values = [block.attributes.get("provider") for block in scope.resources.values()]
    values += [call.attributes.get("providers") for call in scope.calls.values()]
    for expression in (attribute.value for attribute in values if attribute):
        for reference in expression.references:
            if len(reference.names) > 1 and reference.names[:2] not in scope.aliases:
                name = ".".join(reference.names)
                hint = did_you_mean(name, {".".join(alias) for alias in scope.aliases})
                yield NO_PROVIDER(f"no provider `{name}` is declared", reference.span, hint)


def _target(directory: str, call: Block) -> str | None:
    """The directory that a call's local source names; None for any other source."""
    source = _literal(call, "source")
    if isinstance(source, str) and source.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(directory, source))
    return None


def _calls(directory: str, scope: _Scope, scopes: Mapping[str, _Scope]) -> Iterator[Diagnostic]:
    for call in scope.calls.values():
        source = call.attributes.get("source")
        if source is None:
            yield NO_MODULE(f"module `{call.labels[0]}` has no `source`", call.span)
        elif (target := _target(directory, call)) is not None:
            if child := scopes.get(target):
                yield from _arguments(call, child)
                yield from _passed_aliases(call, child)
            else:
                yield _no_module(source.value, target)


def _no_module(source: Expression, target: str) -> Diagnostic:
    if target.startswith(".."):
        return NO_MODULE(f"`{source.value}` lies outside the rendered tree", source.span)
    return NO_MODULE(f"`{target}` has no Terraform files", source.span)


def _arguments(call: Block, child: _Scope) -> Iterator[Diagnostic]:
    if child.complete:
        for attribute in call.attributes.values():
            if attribute.name not in child.variables and attribute.name not in _MODULE_META:
                message = f"module `{call.labels[0]}` has no variable `{attribute.name}`"
                yield UNKNOWN_ARGUMENT(message, attribute.span, did_you_mean(attribute.name, child.variables))
    for name, variable in child.variables.items():
        if "default" not in variable.attributes and name not in call.attributes:
            message = f"module `{call.labels[0]}` needs the argument `{name}`"
            hint = f"it is declared at {variable.span.file}:{variable.span.line} without a default"
            yield MISSING_ARGUMENT(message, call.span, hint)


def _passed_aliases(call: Block, child: _Scope) -> Iterator[Diagnostic]:
    providers = call.attributes.get("providers")
    entries = (providers.value.entries or ()) if providers else ()
    passed = {tuple(entry.name.split(".")) for entry in entries if entry.name}
    for alias in sorted(child.needed_aliases - passed):
        message = f"module `{call.labels[0]}` needs the provider `{'.'.join(alias)}`"
        yield NO_PROVIDER(message, call.span, "pass it in `providers`")


def _cycles(scope: _Scope) -> Iterator[Diagnostic]:
    uses: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    places: dict[tuple[str, ...], Span] = {}
    for name, local in scope.locals.items():
        places["local", name] = local.span
        uses["local", name] = [reference.names for reference in local.value.references]
    for address, block in scope.resources.items():
        places[address] = block.span
        uses[address] = [reference.names for reference in _references(block)]
    graph = {
        node: [used for names in use for used in (names[:2], names[:3]) if used in uses]
        for node, use in uses.items()
    }
    while True:
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as error:
            # Each node of the path is used by the next one; its first and last are the same.
            path: list[tuple[str, ...]] = error.args[1][::-1]
            start = min(path, key=lambda node: places[node])
            turn = path.index(start)
            path = [*path[turn:-1], *path[:turn], start] if len(path) > 2 else path
            message = " needs ".join(f"`{'.'.join(node)}`" for node in path)
            yield CYCLE(message, places[start])
            graph = {
                node: [it for it in used if it not in path]
                for node, used in graph.items()
                if node not in path
            }


def _unknown_providers(scope: _Scope) -> Iterator[Diagnostic]:
    known = scope.required_providers | _HASHICORP
    reported: Counter[str] = Counter()
    for address, block in scope.resources.items():
        provider = address[-2].split("_")[0]
        if provider in known or "provider" in block.attributes:
            continue
        reported[provider] += 1
        if reported[provider] == 1:
            message = f"`{address[-2]}` belongs to no provider that is declared"
            yield UNKNOWN_PROVIDER(message, block.span, did_you_mean(provider, known))
