"""Calls of modules: each finds its module, and gives it what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tfgen.check.hcl.model import Block, Expression
from tfgen.check.hcl.providers import missing_aliases
from tfgen.check.hcl.scope import Scope, target_of
from tfgen.check.untrusted.codes import TRUST
from tfgen.diagnostics import Code, Diagnostic
from tfgen.spec.shape import closest

UNKNOWN_ARGUMENT = Code(
    "TFG305",
    "module argument that is no variable",
    finds="an argument of a module call for which the module has no variable.",
    why="Terraform refuses it: a value that nothing reads is a mistake.",
    example="""\
module "eu_west_1" {
  source = "./modules/region"
  reigon = "eu-west-1"
}
""",
    instead="""the variable's name, or `variable "reigon"` in the module.""",
)
MISSING_ARGUMENT = Code(
    "TFG306",
    "missing module argument",
    finds="a module call that leaves out a variable without a default.",
    why="Terraform refuses the plan: the variable would have no value.",
    example="""\
module "eu_west_1" { source = "./modules/region" }   # and variable "region" {} has no default
""",
    instead="the argument, or a default of the variable.",
)
NO_MODULE = Code(
    "TFG307",
    "module source without files",
    finds="""a module call without a source, or whose local source is missing, leaves the tree, or has
no `.tf` files.""",
    why="""`terraform init` refuses a missing folder, and a module without files makes nothing. Of a
folder, all of its git work tree counts; what a spec renders has to plan by itself. Where
Terraform is to run, TFG324 tells of what leaves the tree.""",
    example='source = "./module/region"    # the folder is called modules',
    instead="""a path that is relative to the folder of the call, begins with `./` or `../` and stays in the tree;
`--trust` for Terraform of your own that has no git work tree around it.""",
)

CODES = (UNKNOWN_ARGUMENT, MISSING_ARGUMENT, NO_MODULE)

LEADS_OUT = f"a git work tree that holds both makes one tree of them; {TRUST}"
"""How a module that lies elsewhere may be called."""

_META = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})


def wrong_calls(
    directory: str, scope: Scope, scopes: Mapping[str, Scope], leads_out: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """What is wrong with the calls in a directory: TFG304 to TFG307."""
    for call in scope.calls.values():
        source = call.attributes.get("source")
        if source is None:
            yield NO_MODULE(f"module `{call.labels[0]}` has no `source`", call.span)
        elif (target := target_of(directory, call)) is not None:
            if child := scopes.get(target):
                yield from _arguments(call, child)
                yield from missing_aliases(call, child)
            else:
                yield _no_module(source.value, target, leads_out(target))


def _no_module(source: Expression, target: str, leads_out: bool) -> Diagnostic:
    if leads_out:
        message = f"`{source.value}` leads out of the tree, and is not read"
        return NO_MODULE(message, source.span, LEADS_OUT)
    return NO_MODULE(f"`{target}` has no Terraform files", source.span)


def _arguments(call: Block, child: Scope) -> Iterator[Diagnostic]:
    if child.complete:
        for attribute in call.attributes.values():
            if attribute.name not in child.variables and attribute.name not in _META:
                message = f"module `{call.labels[0]}` has no variable `{attribute.name}`"
                yield UNKNOWN_ARGUMENT(message, attribute.span, closest(attribute.name, child.variables))
    for name, variable in child.variables.items():
        if "default" not in variable.attributes and name not in call.attributes:
            message = f"module `{call.labels[0]}` needs the argument `{name}`"
            hint = f"it is declared at {variable.span.file}:{variable.span.line} without a default"
            yield MISSING_ARGUMENT(message, call.span, hint)
