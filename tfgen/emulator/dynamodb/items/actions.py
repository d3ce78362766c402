"""The actions on items, in place of moto's.

moto parses expressions and keeps to their rules less strictly than DynamoDB; what it stores stays moto's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import camelcase_to_underscores, get_service_model
from moto.dynamodb.responses import DynamoHandler

from tfgen.emulator.dynamodb import requests
from tfgen.emulator.dynamodb.items import changes, pages, reads, transactions
from tfgen.emulator.patching import replaced

Action = Callable[[Any], dict[str, Any]]

_ACTIONS: dict[str, Action] = {
    "batch_get_item": reads.batch_get_item,
    "batch_write_item": changes.batch_write_item,
    "delete_item": changes.delete_item,
    "get_item": reads.get_item,
    "put_item": changes.put_item,
    "query": pages.query,
    "scan": pages.scan,
    "transact_get_items": transactions.transact_get_items,
    "update_item": changes.update_item,
}
_HEADERS = {"Content-Type": "application/x-amz-json-1.0"}


@contextmanager
def patched(tokens: transactions.Tokens) -> Iterator[None]:
    """Has DynamoDB's requests read, and their actions on items done, here."""
    parse = DynamoHandler.parse_parameters
    actions: dict[str, Action] = {
        **_ACTIONS,
        "transact_write_items": partial(transactions.transact_write_items, tokens=tokens),
    }

    def parse_parameters(handler: Any, sent: Any) -> None:
        operation = handler._get_action()
        name = camelcase_to_underscores(operation)
        if operation not in get_service_model("dynamodb").operation_names:
            return
        try:
            body = requests.read(operation, handler.raw_body)
        except JsonRESTError as error:
            setattr(handler, name, partial(_refuse, error))
            return
        if name in actions:
            handler.params = body
        else:
            parse(handler, sent)

    answering = {name: _answering(action) for name, action in actions.items()}
    with replaced(DynamoHandler, parse_parameters=parse_parameters, **answering):
        yield


def _refuse(error: JsonRESTError) -> None:
    raise error


def _answering(action: Action) -> Callable[[Any], Any]:
    def answer(handler: Any) -> Any:
        return 200, dict(_HEADERS), json.dumps(action(handler))

    return answer
