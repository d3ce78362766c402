"""Every rule, in the order of its code."""

from __future__ import annotations

from tfgen.check.rules.api import rest_logs
from tfgen.check.rules.function import deprecated_runtime, layer_region, slow_function
from tfgen.check.rules.queue import short_visibility
from tfgen.check.rules.region import opt_in_region, single_region
from tfgen.check.rules.routing import health_parameter, health_route, slow_dns
from tfgen.check.rules.table import index_autoscaling, old_global_table

RULES = (
    health_route.RULE,
    health_parameter.RULE,
    old_global_table.RULE,
    deprecated_runtime.RULE,
    layer_region.RULE,
    index_autoscaling.RULE,
    opt_in_region.RULE,
    slow_dns.RULE,
    single_region.RULE,
    slow_function.RULE,
    rest_logs.RULE,
    short_visibility.RULE,
)

CODES = tuple(rule.code for rule in RULES)
