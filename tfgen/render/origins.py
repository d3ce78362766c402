"""Back from what was rendered to what of the spec it came from."""

from __future__ import annotations

import re

from tfgen.render.arguments import table_module
from tfgen.spec.source import Path
from tfgen.stack.stack import Stack
from tfgen.stack.table import label as table_label

_BLOCK = re.compile(r'^(module|resource|data|provider|locals|output|terraform)(?: "([^"]+)")?(?: "([^"]+)")?')
_FUNCTION = re.compile(r'^    "([^"]+)" = \{')
_INSTANCE = re.compile(r'^module\.[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+\["([^"]+)"\]')


def of_address(address: str, stack: Stack) -> Path | None:
    """The path in the spec of what made a resource; None if nothing there did.

    `module.eu_west_1.aws_lambda_function.this["get-key"]` comes from the function, a table's module from the table.
    """
    parts = address.split(".")
    if parts[0] == "module" and len(parts) > 1:
        instance = _INSTANCE.match(address)
        if instance and parts[1] in _regions(stack):
            found = _of_instance(instance[1], stack)
            if found:
                return found
        return _of_module(parts[1], stack)
    if parts[0] in ("aws_acm_certificate", "aws_route53_record") and len(parts) > 1:
        return ("regions", region) if (region := _regions(stack).get(parts[1].split("[")[0])) else ("domain",)
    if parts[0] == "aws_dynamodb_global_table" and len(parts) > 1:
        return next(
            (("tables", name) for name in stack.tables if f"table_{table_label(name)}" == parts[1]), None
        )
    return None


def _of_instance(key: str, stack: Stack) -> Path | None:
    if key in stack.functions:
        return ("functions", key)
    return next((("functions", f.name, "http", key) for f in stack.functions.values() if key in f.http), None)


def _of_module(name: str, stack: Stack) -> Path | None:
    if name in _regions(stack):
        return ("regions", _regions(stack)[name])
    for table in stack.tables:
        if any(table_module(table, region) == name for region in stack.regions):
            return ("tables", table)
    return None


def _regions(stack: Stack) -> dict[str, str]:
    return {region.label: region.name for region in stack.regions}


def of_line(main: str, line: int, stack: Stack) -> Path | None:
    """The path in the spec of what made a line of main.tf; None if nothing there did."""
    function = None
    for text in reversed(main.splitlines()[:line]):
        named = _FUNCTION.match(text)
        if named and function is None:
            function = named[1]
        block = _BLOCK.match(text)
        if block:
            return _of_block(block, function, stack)
    return None


def _of_block(block: re.Match[str], function: str | None, stack: Stack) -> Path | None:
    kind, first, second = block.groups()
    if kind == "locals":
        return ("functions", function) if function in stack.functions else None
    if kind == "module":
        return of_address(f"module.{first}", stack)
    if kind == "resource":
        return of_address(f"{first}.{second}", stack)
    return None
