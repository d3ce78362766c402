"""Every rule, in the order of its code."""

from __future__ import annotations

from tfgen.check.rule import Rule
from tfgen.floor import members

RULES: tuple[Rule, ...] = members(
    "tfgen.check.rules",
    (
        "routing.health_route",
        "routing.health_parameter",
        "table.old_global_table",
        "function.deprecated_runtime",
        "function.layer_region",
        "table.index_autoscaling",
        "region.opt_in_region",
        "routing.slow_dns",
        "region.single_region",
        "function.slow_function",
        "api.rest_logs",
        "queue.short_visibility",
        "function.newer_provider",
        "api.routes_quota",
        "function.concurrency_quota",
        "function.policy_quota",
        "region.account_quota",
        "table.capacity_quota",
        "function.new_account",
        "api.account_throttle",
        "api.lower_throttle",
        "function.outside",
        "function.secret_text",
        "function.foreign_reference",
        "function.unknown_action",
        "function.wide_right",
        "function.right_on_nothing",
        "secret.unread_secret",
        "function.right_in_one_region",
        "table.not_replicated",
        "encryption.logs_key",
        "authorizer.one_region",
        "authorizer.open_routes",
        "authorizer.function",
        "authorizer.unused",
        "authorizer.locked_out",
        "function.no_concurrency",
        "routing.leads_nowhere",
        "routing.others_health",
        "site.no_index",
        "site.no_cors",
        "site.open_policy",
        "site.one_bucket",
        "site.blocked",
        "site.third_bucket",
    ),
    "RULE",
)

CODES = tuple(rule.code for rule in RULES)
