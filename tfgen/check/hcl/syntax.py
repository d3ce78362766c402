"""What Terraform refuses without asking a provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tfgen.check.hcl import blocks, cycles, imports, module_calls, overrides, providers, references
from tfgen.check.hcl.model import Block, Configuration
from tfgen.check.hcl.scope import ROOT, Scope, is_above, target_of
from tfgen.diagnostics import Diagnostic

CODES = (
    *blocks.CODES,
    *overrides.CODES,
    *references.CODES,
    *providers.CODES,
    *module_calls.CODES,
    *cycles.CODES,
)


def check_syntax(
    configuration: Configuration, root: str = ROOT, leads_out: Callable[[str], bool] = is_above
) -> list[Diagnostic]:
    """What Terraform refuses in the blocks and references of every module: TFG302 to TFG310.

    `leads_out` says of a directory, named as the configuration's are, whether it lies outside of their tree.
    """
    scopes = {directory: Scope.of(module) for directory, module in configuration.items()}
    calls = _calls(scopes)
    found: list[Diagnostic] = []
    for directory, module in configuration.items():
        scope = scopes[directory]
        found += blocks.unknown_blocks(module)
        found += blocks.duplicates(module)
        found += module_calls.wrong_calls(directory, scope, scopes, leads_out)
        found += cycles.cycles(scope)
        found += providers.unknown_providers(scope)
        if module.complete:
            found += providers.undeclared_aliases(scope, _passed(calls.get(directory), directory == root))
            called = {
                name: scopes.get(target_of(directory, call) or "") for name, call in scope.calls.items()
            }
            found += references.undeclared(module, scope, called)
            is_called = directory in calls and directory != root
            found += imports.wrong_imports(directory, module, scopes, is_called)
    return found


def _calls(scopes: Mapping[str, Scope]) -> Mapping[str, list[Block]]:
    """The known calls of each module, by its directory."""
    found: dict[str, list[Block]] = {}
    for caller, scope in scopes.items():
        for call in scope.calls.values():
            if target := target_of(caller, call):
                found.setdefault(target, []).append(call)
    return found


def _passed(calls: list[Block] | None, is_root: bool) -> set[tuple[str, ...]] | None:
    """The aliases that every call of a module passes; None if no call of it is known, and it is not the root."""
    if calls:
        return set.intersection(*map(providers.passed_aliases, calls))
    return set() if is_root else None
