"""What Terraform refuses without asking a provider."""

from __future__ import annotations

from tfgen.check.hcl import blocks, cycles, imports, module_calls, providers, references
from tfgen.check.hcl.model import Configuration
from tfgen.check.hcl.scope import Scope, target_of
from tfgen.diagnostics import Diagnostic

CODES = (*blocks.CODES, *references.CODES, *providers.CODES, *module_calls.CODES, *cycles.CODES)


def check_syntax(configuration: Configuration) -> list[Diagnostic]:
    """What Terraform refuses in the blocks and references of every module: TFG302 to TFG310."""
    scopes = {directory: Scope.of(module) for directory, module in configuration.items()}
    found: list[Diagnostic] = []
    for directory, module in configuration.items():
        scope = scopes[directory]
        found += blocks.unknown_blocks(module)
        found += blocks.duplicates(module)
        found += module_calls.wrong_calls(directory, scope, scopes)
        found += cycles.cycles(scope)
        found += providers.unknown_providers(scope)
        if module.complete:
            found += providers.undeclared_aliases(scope)
            called = {
                name: scopes.get(target_of(directory, call) or "") for name, call in scope.calls.items()
            }
            found += references.undeclared(module, scope, called)
            found += imports.wrong_imports(directory, module, scopes)
    return found
