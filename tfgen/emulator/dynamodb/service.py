"""DynamoDB, as the emulator has it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tfgen.emulator.chaos import Part
from tfgen.emulator.dynamodb.access import table_access
from tfgen.emulator.dynamodb.global_tables import GlobalTables
from tfgen.emulator.service import Ground, Service

_ITEMS = frozenset(
    [
        "BatchExecuteStatement",
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "ExecuteStatement",
        "ExecuteTransaction",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ]
)


@contextlib.contextmanager
def _run(ground: Ground) -> Iterator[GlobalTables]:
    options = ground.options
    tables = GlobalTables(ground.chaos, options.lag, options.refuses_2017, ground.functions.metrics)
    with tables.installed():
        yield tables


DYNAMODB = Service("dynamodb", Part.tables, _ITEMS, table_access, (400, "AccessDeniedException"), _run)
