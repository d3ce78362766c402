"""What the AWS provider refuses, by the schemas that ship with tfgen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tfgen.check.hcl import provider_fit, schema_blocks, schema_results, schema_types
from tfgen.check.hcl.model import Block, Configuration, Module
from tfgen.check.hcl.provider_version import Provider
from tfgen.check.hcl.schema_data import Data, shipped
from tfgen.diagnostics import Code, Diagnostic, Severity

NOT_COVERED = Code(
    "TFG316",
    "AWS type outside the shipped schema",
    finds="""a resource or data source of AWS that tfgen's schema does not hold, so that nothing of it
was checked.""",
    why="tfgen ships the schema of the types that its own Terraform uses.",
    example='resource "aws_quantum_task" "alerts" {}',
    instead="the right name, if it was not meant; otherwise `terraform validate` checks what tfgen cannot.",
    severity=Severity.NOTE,
)

CODES = (
    *schema_blocks.CODES,
    *schema_types.CODES,
    NOT_COVERED,
    *schema_results.CODES,
    *provider_fit.CODES,
)


def check_schema(configuration: Configuration, lock: str = "") -> list[Diagnostic]:
    """What the AWS provider refuses in resources, data sources and provider blocks: TFG311 to TFG319.

    Each schema speaks that the folder may get, by its version constraints or by `lock`, the text of its lock file.
    """
    provider = Provider.of(configuration, lock)
    found = list(provider_fit.unfit(configuration, provider))
    for directory, module in configuration.items():
        own = Provider.of({directory: module}, "") if directory != "." else provider
        # A module that allows more than this folder gets has to write what all of it takes.
        allowed = own.majors if own.constraints else provider.majors
        found += _told(_by_version(module, provider), provider, {*provider.majors, *allowed})
    return found


def _by_version(module: Module, provider: Provider) -> dict[Diagnostic, list[int]]:
    """What the schemas find in a module, and the major versions whose schemas do."""
    found: dict[Diagnostic, list[int]] = {}
    for major in provider.majors:
        for diagnostic in _against(shipped(major), module):
            found.setdefault(diagnostic, []).append(major)
    return found


def _told(found: dict[Diagnostic, list[int]], provider: Provider, allowed: set[int]) -> Iterator[Diagnostic]:
    """The findings with the versions that they are of; what some allowed version does not deprecate is left out."""
    for diagnostic, majors in found.items():
        everywhere = len(majors) == len(provider.majors)
        if diagnostic.code != schema_blocks.DEPRECATED.id or allowed <= {*majors}:
            versions = _versions(majors, everywhere, provider)
            yield dataclasses.replace(diagnostic, message=f"{diagnostic.message} (AWS provider {versions})")


def _versions(majors: Iterable[int], everywhere: bool, provider: Provider) -> str:
    names = [shipped(major)["provider_version"] for major in majors]
    if provider.locked:
        locked = ".".join(map(str, provider.locked))
        return locked if locked == names[0] else f"{locked}, by the schema of {names[0]}"
    if everywhere:
        return " and ".join(names)
    return f"{names[0]}, which {f'`{provider.text}` allows' if provider.text else 'no constraint rules out'}"


def _against(data: Data, module: Module) -> Iterator[Diagnostic]:
    for block in module.blocks:
        nested = [inner for inner in block.blocks if inner.type == "data"] if block.type == "check" else []
        for declared in (block, *nested):
            yield from _declared(declared, data)
        yield from schema_results.unknown_results(block, data)


def _declared(block: Block, data: Data) -> Iterator[Diagnostic]:
    if block.type == "provider" and block.labels == ("aws",):
        yield from schema_blocks.check_block(block, data["provider"], "provider `aws`", "provider")
    elif block.type in ("resource", "data") and len(block.labels) == 2 and block.labels[0].startswith("aws_"):
        name, known = block.labels[0], data[block.type]
        if schema := known.get(name):
            yield from schema_blocks.check_block(block, schema, f"`{name}`", block.type)
        else:
            message = f"`{name}` is not in tfgen's copy of the AWS schema: its arguments are not checked"
            # Types resemble each other: only what is all but the same is a slip of the pen.
            near = get_close_matches(name, known, n=1, cutoff=0.9)
            yield NOT_COVERED(message, block.span, f"did you mean `{near[0]}`?" if near else None)
