"""TransactWriteItems and TransactGetItems.

moto takes 25 gets, applies a ClientRequestToken as often as it comes, and undoes by copying whole tables.
Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html, and what is recorded
in https://github.com/nubo-db/dynamodb-conformance (tests/tier3/error-messages/transactWriteItems.test.ts).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.dynamodb.exceptions import ConditionalCheckFailed, TransactionCanceledException

from tfgen.emulator.dynamodb.errors import invalid, refused
from tfgen.emulator.dynamodb.expressions.evaluation import project
from tfgen.emulator.dynamodb.expressions.values import Item, checked_item, size_of_item
from tfgen.emulator.dynamodb.items import keys, request, storage
from tfgen.emulator.dynamodb.items.capacity import Consumed, read_units
from tfgen.emulator.dynamodb.items.changes import (
    Change,
    Write,
    check_distinct,
    check_size,
    collections,
    read_check,
    read_deletion,
    read_put,
    read_update,
)

_READERS: dict[str, Callable[[request.Body], Write]] = {
    "ConditionCheck": read_check,
    "Delete": read_deletion,
    "Put": read_put,
    "Update": read_update,
}
_TWICE = "Transaction request cannot include multiple operations on one item"
_MOST_BYTES = 4 * 1024 * 1024
_KEPT = 600.0
"""Seconds for which a token is known."""

Reason = tuple[str | None, str | None, Item | None]
Tokens = dict[tuple[str, str, str], tuple[str, float]]
"""What was written with a token of an account in a region, and when."""


def transact_write_items(handler: Any, tokens: Tokens) -> dict[str, Any]:
    """TransactWriteItems. Nothing is written unless all is."""
    body = handler.body
    writes = [_read(each) for each in body["TransactItems"]]
    tables = [handler.dynamodb_backend.get_table(write.body["TableName"]) for write in writes]
    for write, table in zip(writes, tables, strict=True):
        _check_known(write, table)
    check_distinct(
        [_target(write, table) for write, table in zip(writes, tables, strict=True)],
        _TWICE,
    )
    if sum(size_of_item(write.item) for write in writes if write.item) > _MOST_BYTES:
        raise invalid("Collection size for transaction items has exceeded the maximum allowed size of 4 MB")
    token = (handler.current_account, handler.region, body.get("ClientRequestToken", ""))
    consumed = Consumed(body.get("ReturnConsumedCapacity"))
    if body.get("ClientRequestToken") and _was_written(tokens, token, body["TransactItems"]):
        consumed.transacted("Read")
        for write, table in zip(writes, tables, strict=True):
            consumed.read(table, 2 * read_units(size_of_item(write.item or {}), consistent=True))
        return consumed.tell_all({})
    changes = _changes(writes, tables)
    consumed.transacted("Write")
    for change in changes:
        consumed.written(change.table, change.old, change.new, 2)
    for write, change in zip(writes, changes, strict=True):
        if write.kind != "ConditionCheck":
            change.apply()
    tokens[token] = (_digest(body["TransactItems"]), time.monotonic())
    return consumed.tell_all(collections(body, changes))


def _read(said: request.Body) -> Write:
    if len(said) != 1:
        raise invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    ((kind, body),) = said.items()
    write = _READERS[kind](body)
    check_size(write.item)
    return write


def _check_known(write: Write, table: Any) -> None:
    """Empty keys refuse the whole request, and not the one write."""
    key = write.item if write.item is not None else checked_item(write.body["Key"])
    keys.check_empty(key, keys.names(table.schema))
    if write.item is not None:
        keys.check_empty_of_indexes(table, write.item)


def _target(write: Write, table: Any) -> Item:
    key = write.item if write.item is not None else checked_item(write.body["Key"])
    return {"": {"S": table.name}, **{name: key[name] for name in keys.names(table.schema) if name in key}}


def _was_written(tokens: Tokens, token: tuple[str, str, str], items: Any) -> bool:
    """Whether a token's transaction was already. Raises an error if it was another one."""
    digest, when = tokens.get(token, ("", 0.0))
    if not digest or time.monotonic() - when > _KEPT:
        return False
    if digest != _digest(items):
        raise refused(
            "IdempotentParameterMismatchException",
            "The provided client token is already in use for a transaction with different parameters",
        )
    return True


def _digest(items: Any) -> str:
    return json.dumps(items, sort_keys=True)


def _changes(writes: list[Write], tables: list[Any]) -> list[Change]:
    """What every write comes to. Raises an error with the reasons of all if one can not be."""
    changes: list[Change] = []
    reasons: list[Reason] = []
    for write, table in zip(writes, tables, strict=True):
        try:
            changes.append(write.change(table))
            reasons.append((None, None, None))
        except ConditionalCheckFailed as failed:
            reasons.append(
                ("ConditionalCheckFailed", failed.message, json.loads(failed.description).get("Item"))
            )
        except JsonRESTError as failed:
            if "update a secondary index key" in failed.message:
                raise
            reasons.append(("ValidationError", failed.message, None))
    if len(changes) < len(writes):
        raise TransactionCanceledException(reasons)
    return changes


def transact_get_items(handler: Any) -> dict[str, Any]:
    """TransactGetItems: up to 100 items, each with its projection."""
    gets = [each["Get"] for each in handler.body["TransactItems"]]
    projections = []
    for get in gets:
        names = request.scope(get)
        projections.append(request.projection(get, names))
        names.finish()
    tables = [handler.dynamodb_backend.get_table(get["TableName"]) for get in gets]
    found: list[Item] = []
    reasons: list[Reason] = []
    for get, table in zip(gets, tables, strict=True):
        key = checked_item(get["Key"])
        keys.check_empty(key, keys.names(table.schema))
        try:
            found.append(keys.key_of_request(table, key))
            reasons.append((None, None, None))
        except JsonRESTError as failed:
            reasons.append(("ValidationError", failed.message, None))
    if len(found) < len(gets):
        raise TransactionCanceledException(reasons)
    check_distinct(
        [{"": {"S": table.name}, **key} for table, key in zip(tables, found, strict=True)],
        _TWICE,
    )
    consumed = Consumed(handler.body.get("ReturnConsumedCapacity"))
    consumed.transacted("Read")
    responses = []
    for table, key, paths in zip(tables, found, projections, strict=True):
        item = storage.find(table, key)
        consumed.read(table, 2 * read_units(size_of_item(item or {}), consistent=True))
        responses.append({} if item is None else {"Item": item if paths is None else project(item, paths)})
    return consumed.tell_all({"Responses": responses})
