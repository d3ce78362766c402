"""Every generated page, by its path in the repository."""

from __future__ import annotations

from tfgen.explain import kinds, modules, quotas, rights, rules, spec
from tfgen.spec.schema import schema_text
from tfgen.stack.spec import SPEC


def pages() -> dict[str, str]:
    """Path to text."""
    return {
        "docs/spec.md": spec.page(),
        "docs/spec.schema.json": schema_text(SPEC),
        "docs/rules.md": rules.page(),
        "docs/kinds.md": kinds.page(),
        "docs/quotas.md": quotas.page(),
        "docs/rights.md": rights.page(),
        "docs/apply-policy.json": rights.policy_file(),
        "docs/apply-policy-edge.json": rights.edge_policy_file(),
        **{f"modules/{name}/README.md": modules.page(name) for name in modules.MODULES},
    }
