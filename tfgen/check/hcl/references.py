"""References: each names something that its module declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tfgen.check.hcl.model import Block, Module, Reference
from tfgen.check.hcl.scope import Scope
from tfgen.diagnostics import Code, Diagnostic
from tfgen.spec.shape import closest

UNDECLARED = Code(
    "TFG303",
    "reference to something undeclared",
    finds="a reference to a variable, local, resource, data source, module or output that does not exist.",
    why="Terraform refuses the plan; most often the name is misspelt or its declaration was removed.",
    example="zone_id = aws_route53_zone.mian.zone_id",
    instead="the declared name, `aws_route53_zone.main.zone_id`, or a declaration of that name.",
)

CODES = (UNDECLARED,)

# Arguments whose words are no references, by the block they stand in.
_NO_REFERENCES = {
    "variable": {"type"},
    "output": {"type"},
    "lifecycle": {"ignore_changes"},
    "action_trigger": {"events"},
    "provisioner": {"when", "on_failure"},
    "moved": {"from", "to"},
    "removed": {"from"},
    "import": {"to", "provider"},
    "resource": {"provider"},
    "data": {"provider"},
    "ephemeral": {"provider"},
    "action": {"provider"},
    "module": {"providers"},
}


_KINDS = {"data": "data source", "ephemeral": "ephemeral resource", "action": "action"}


def undeclared(module: Module, scope: Scope, children: Mapping[str, Scope | None]) -> Iterator[Diagnostic]:
    """References to nothing: TFG303. `children` has the scope of each called module, where it is known."""
    for block in module.blocks:
        if block.type != "terraform":
            for reference in references_of(block):
                yield from _missing(reference, scope, children)


def references_of(block: Block) -> Iterator[Reference]:
    """What a block and the blocks in it refer to."""
    silent = _NO_REFERENCES.get(block.type, ())
    for attribute in block.attributes.values():
        if attribute.name not in silent:
            yield from attribute.value.references
    for inner in block.blocks:
        yield from references_of(inner)


def _missing(
    reference: Reference, scope: Scope, children: Mapping[str, Scope | None]
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
            yield UNDECLARED(f"no {what} `{name}` is declared", reference.span, closest(name, known))
        elif root == "module" and len(rest) > 1 and (child := children.get(name)):
            yield from _missing_output(reference, child)
        return
    size = 3 if root in _KINDS else 2
    address = reference.names[:size]
    if len(address) < size:
        hint = f'a string is quoted: "{root}"' if size == 2 else None
        yield UNDECLARED(f"`{'.'.join(address)}` is no reference", reference.span, hint)
    elif address not in scope.resources:
        what = _KINDS.get(root, "resource")
        known_addresses = [".".join(it) for it in scope.resources]
        name = ".".join(address)
        yield UNDECLARED(f"no {what} `{name}` is declared", reference.span, closest(name, known_addresses))


def _missing_output(reference: Reference, child: Scope) -> Iterator[Diagnostic]:
    _, name, output, *_ = reference.names
    if child.complete and output not in child.outputs and not reference.tried:
        message = f"module `{name}` has no output `{output}`"
        yield UNDECLARED(message, reference.span, closest(output, child.outputs))
