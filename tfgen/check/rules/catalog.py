"""Every rule, in the order of its code."""

from __future__ import annotations

from tfgen.check.rules import (
    deprecated_runtime,
    health_parameter,
    health_route,
    index_autoscaling,
    layer_region,
    old_global_table,
    opt_in_region,
    rest_logs,
    single_region,
    slow_dns,
    slow_function,
)

RULES = (
    health_route.check,
    health_parameter.check,
    old_global_table.check,
    deprecated_runtime.check,
    layer_region.check,
    index_autoscaling.check,
    opt_in_region.check,
    slow_dns.check,
    single_region.check,
    slow_function.check,
    rest_logs.check,
)

CODES = (
    health_route.HEALTH_ROUTE,
    health_parameter.HEALTH_PARAMETER,
    old_global_table.OLD_GLOBAL_TABLE,
    deprecated_runtime.DEPRECATED_RUNTIME,
    layer_region.LAYER_REGION,
    index_autoscaling.INDEX_AUTOSCALING,
    opt_in_region.OPT_IN_REGION,
    slow_dns.SLOW_DNS,
    single_region.SINGLE_REGION,
    slow_function.SLOW_FUNCTION,
    rest_logs.REST_LOGS,
)
