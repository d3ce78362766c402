"""What a usage file comes to: the values that amounts are driven by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from tfgen.cost.amount import ALWAYS, Driver
from tfgen.cost.usage.usage import FunctionUsage, IndexUsage, TableUsage, Usage
from tfgen.stack.kinds.table import Table
from tfgen.stack.stack import Stack

READ_KB, WRITE_KB = 4, 1
"""KB of an item that one unit reads or writes.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html"""
METERED_KB = 512
"""KB of a request that an HTTP API counts as one.
Source: https://aws.amazon.com/api-gateway/pricing"""


_SAID_BY = {
    "calls": ("requests",),
    "metered calls": ("requests",),
    "milliseconds a call": ("duration",),
    "milliseconds": ("requests", "duration"),
    "KB sent a call": ("response",),
    "KB sent": ("requests", "response"),
    "KB logged a call": ("logs",),
    "KB logged": ("requests", "logs"),
    "read units": ("reads", "item"),
    "write units": ("writes", "item"),
    "KB written": ("writes", "item"),
    "GB stored": ("storage",),
}


def words(drivers: Iterable[Driver]) -> str:
    """What a usage file has to say for drivers to be known: `requests of get-key, set-key; duration of get-key`."""
    owners: dict[str, dict[str, None]] = {}
    for driver in drivers:
        for said in _SAID_BY.get(driver.kind, (driver.kind,)):
            owners.setdefault(said, {})[driver.of] = None
    return "; ".join(
        f"{said} of {', '.join(names)}" if any(names) else said for said, names in owners.items()
    )


def calls(function: str) -> Driver:
    """Calls of a function."""
    return Driver("calls", function)


def metered(function: str) -> Driver:
    """Calls of a function as an HTTP API counts them."""
    return Driver("metered calls", function)


def duration(function: str) -> Driver:
    """Milliseconds of one call."""
    return Driver("milliseconds a call", function)


def run_time(function: str) -> Driver:
    """Milliseconds of all calls."""
    return Driver("milliseconds", function)


def response(function: str) -> Driver:
    """KB that one call sends."""
    return Driver("KB sent a call", function)


def sent(function: str) -> Driver:
    """KB that all calls send."""
    return Driver("KB sent", function)


def log_lines(function: str) -> Driver:
    """KB that one call logs."""
    return Driver("KB logged a call", function)


def logged(function: str) -> Driver:
    """KB that all calls log."""
    return Driver("KB logged", function)


def read_units(table: str) -> Driver:
    """Units that reads of a table, or of an index `table/index`, take."""
    return Driver("read units", table)


def write_units(table: str) -> Driver:
    """Units that writes of a table, or of an index `table/index`, take."""
    return Driver("write units", table)


def written(table: str) -> Driver:
    """KB of all writes of a table."""
    return Driver("KB written", table)


def stream_reads(table: str) -> Driver:
    """Reads of a table's streams that are billed."""
    return Driver("stream reads", table)


def stored(table: str) -> Driver:
    """GB that a table, or an index `table/index`, holds."""
    return Driver("GB stored", table)


def of_usage(name: str) -> Driver:
    """A number that the usage file says as it is, such as `queries`."""
    return Driver(name)


def values(stack: Stack, usage: Usage) -> dict[Driver, Decimal | None]:
    """What every driver comes to in a month, all regions together."""
    found: dict[Driver, Decimal | None] = {ALWAYS: Decimal(1), of_usage("queries"): usage.queries}
    for name in stack.functions:
        found.update(_of_function(name, usage.functions.get(name, FunctionUsage())))
    for name, table in stack.tables.items():
        found.update(_of_table(name, table, usage.tables.get(name, TableUsage())))
    beside = usage.beside
    found[of_usage("key requests")] = beside.key_requests
    found[of_usage("secret requests")] = beside.secret_requests
    found[of_usage("queue requests")] = beside.queue_requests
    if beside.cdn:
        found[of_usage("cdn requests")] = beside.cdn.requests
        found[of_usage("cdn transfer")] = beside.cdn.transfer
    return found


def _of_function(name: str, usage: FunctionUsage) -> dict[Driver, Decimal | None]:
    increments = _units(usage.response or Decimal(0), METERED_KB)
    return {
        calls(name): usage.requests,
        metered(name): product(usage.requests, increments),
        duration(name): usage.duration,
        run_time(name): product(usage.requests, usage.duration),
        response(name): usage.response,
        sent(name): product(usage.requests, usage.response),
        log_lines(name): usage.logs,
        logged(name): product(usage.requests, usage.logs),
    }


def _of_table(name: str, table: Table, usage: TableUsage) -> dict[Driver, Decimal | None]:
    found: dict[Driver, Decimal | None] = {
        read_units(name): _read_units(usage.reads, usage.item, usage.consistent),
        write_units(name): _write_units(usage.writes, usage.item),
        written(name): product(usage.writes, usage.item),
        stored(name): usage.storage,
        stream_reads(name): usage.stream_reads,
    }
    for index in table.global_indexes():
        of, its = f"{name}/{index}", usage.indexes.get(index, IndexUsage())
        found[read_units(of)] = _read_units(its.reads, its.item, Decimal(0))
        found[write_units(of)] = _write_units(its.writes, its.item)
        found[stored(of)] = its.storage
    return found


def _read_units(reads: Decimal | None, item: Decimal | None, consistent: Decimal) -> Decimal | None:
    each = None if item is None else _units(item, READ_KB) * (1 + consistent / 100) / 2
    return product(reads, each)


def _write_units(writes: Decimal | None, item: Decimal | None) -> Decimal | None:
    return product(writes, None if item is None else _units(item, WRITE_KB))


def _units(size: Decimal, step: int) -> Decimal:
    return max(Decimal(1), (size / step).to_integral_value(ROUND_CEILING))


def product(*factors: Decimal | None) -> Decimal | None:
    """A product that is not known where a factor is not, unless another is 0."""
    if any(factor == 0 for factor in factors):
        return Decimal(0)
    found = Decimal(1)
    for factor in factors:
        if factor is None:
            return None
        found *= factor
    return found
