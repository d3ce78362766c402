"""What the AWS provider refuses, by the schemas that ship with tfgen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from tfgen.check.hcl import provider_fit, schema_blocks, schema_results, schema_types, type_names
from tfgen.check.hcl.model import Block, Configuration, Module
from tfgen.check.hcl.provider_version import Provider, foreign_names, provider_of
from tfgen.check.hcl.schema_data import KINDS, Data, names, shipped
from tfgen.check.hcl.scope import ROOT, closures
from tfgen.diagnostics import Diagnostic, Severity

CODES = (
    *schema_blocks.CODES,
    *schema_types.CODES,
    *type_names.CODES,
    *schema_results.CODES,
    *provider_fit.CODES,
)


def check_schema(configuration: Configuration, lock: str = "", root: str = ROOT) -> list[Diagnostic]:
    """What the AWS provider refuses in resources, data sources and provider blocks: TFG311 to TFG319, TFG334.

    Each schema speaks that a root module with all that it calls may get, by their version constraints or by `lock`, the
    text of the lock file beside `root`.
    """
    found: dict[Diagnostic, None] = {}
    uncovered: set[str] = set()
    for start, reached in closures(configuration, root).items():
        provider = Provider.of(reached, lock if start == root else "")
        found |= dict.fromkeys(provider_fit.unfit(reached, provider, start))
        for directory, module in reached.items():
            own = Provider.of({directory: module}, "") if directory != start else provider
            # A module that allows more than this root gets has to write what all of it takes.
            allowed = own.majors if own.constraints else provider.majors
            told = _told(_by_version(module, provider), provider, {*provider.majors, *allowed})
            found |= dict.fromkeys(told)
            uncovered |= {name for major in provider.majors for name in _uncovered(major, module)}
    return [*found, *type_names.not_covered(uncovered)]


def _uncovered(major: int, module: Module) -> Iterator[str]:
    """The types of AWS in a module whose schema does not ship."""
    data = shipped(major)
    for block in filter(_is_of_aws, _declarations(module)):
        name = block.labels[0]
        if name in names(major, block.type) and name not in data.get(block.type, {}):
            yield name


def _by_version(module: Module, provider: Provider) -> dict[Diagnostic, list[int]]:
    """What the schemas find in a module, and the major versions whose schemas do."""
    found: dict[Diagnostic, list[int]] = {}
    for major in provider.majors:
        for diagnostic in _against(major, module):
            found.setdefault(diagnostic, []).append(major)
    return found


def _told(found: dict[Diagnostic, list[int]], provider: Provider, allowed: set[int]) -> Iterator[Diagnostic]:
    """The findings with the versions that they are of; what some allowed version does not deprecate is left out.

    Terraform installs the newest version that is allowed: what only older ones refuse is a note.
    """
    for diagnostic, majors in found.items():
        everywhere = len(majors) == len(provider.majors)
        if diagnostic.code != schema_blocks.DEPRECATED.id or allowed <= {*majors}:
            versions = _versions(majors, everywhere, provider)
            is_sure = provider.has_schema and max(provider.majors) in majors
            yield dataclasses.replace(
                diagnostic,
                message=f"{diagnostic.message} (AWS provider {versions})",
                severity=diagnostic.severity if is_sure else Severity.NOTE,
            )


def _versions(majors: Iterable[int], everywhere: bool, provider: Provider) -> str:
    names = [shipped(major)["provider_version"] for major in majors]
    if provider.locked:
        locked = ".".join(map(str, provider.locked))
        return locked if locked == names[0] else f"{locked}, by the schema of {names[0]}"
    if everywhere:
        return " and ".join(names)
    return f"{names[0]}, which {f'`{provider.text}` allows' if provider.text else 'no constraint rules out'}"


def _against(major: int, module: Module) -> Iterator[Diagnostic]:
    data = shipped(major)
    for block in _declarations(module):
        yield from _declared(block, data, major)
    for block in module.blocks:
        yield from schema_results.unknown_results(block, data)


def _declarations(module: Module) -> Iterator[Block]:
    """The blocks but for those of another provider's, whose types may be called alike."""
    foreign = foreign_names(module)
    for block in module.blocks:
        nested = [inner for inner in block.blocks if inner.type == "data"] if block.type == "check" else []
        yield from (each for each in (block, *nested) if provider_of(each) not in foreign)


def _is_of_aws(block: Block) -> bool:
    return block.type in KINDS and len(block.labels) == 2 and block.labels[0].startswith("aws_")


def _declared(block: Block, data: Data, major: int) -> Iterator[Diagnostic]:
    if block.type == "provider" and block.labels == ("aws",):
        yield from schema_blocks.check_block(block, data["provider"], "provider `aws`", "provider")
    elif _is_of_aws(block):
        name = block.labels[0]
        if schema := data.get(block.type, {}).get(name):
            yield from schema_blocks.check_block(block, schema, f"`{name}`", block.type)
        else:
            yield from type_names.unknown(block, major)
