"""Imports: each leads to a resource that the tree declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tfgen.check.hcl.blocks import NOT_TERRAFORM
from tfgen.check.hcl.model import Module, Reference
from tfgen.check.hcl.references import UNDECLARED
from tfgen.check.hcl.scope import Scope, target_of
from tfgen.diagnostics import Diagnostic
from tfgen.spec.shape import closest


def wrong_imports(
    directory: str, module: Module, scopes: Mapping[str, Scope], is_called: bool
) -> Iterator[Diagnostic]:
    """Imports into nothing, TFG303, and those that do not stand in the root, TFG310.

    Source: https://developer.hashicorp.com/terraform/language/block/import
    """
    for block in module.blocks:
        if block.type == "import":
            if is_called:
                yield NOT_TERRAFORM("`import` stands in the root module alone", block.span)
            target = block.attributes.get("to")
            for reference in target.value.references if target else ():
                yield from _missing(reference, directory, scopes)


def _missing(reference: Reference, directory: str, scopes: Mapping[str, Scope]) -> Iterator[Diagnostic]:
    """Follows an address from module to module, as far as these are known."""
    names, scope = reference.names, scopes[directory]
    while names[:1] == ("module",) and len(names) > 1:
        call = scope.calls.get(names[1])
        if call is None:
            hint = closest(names[1], scope.calls)
            yield UNDECLARED(f"no module `{names[1]}` is declared to import into", reference.span, hint)
            return
        directory = target_of(directory, call) or ""
        if directory not in scopes or not scopes[directory].complete:
            return
        names, scope = names[2:], scopes[directory]
    if names not in scope.resources:
        name, known = ".".join(names), [".".join(each) for each in scope.resources]
        message = f"no resource `{name}` is declared to import into"
        yield UNDECLARED(message, reference.span, closest(name, known))
