"""Tells Route 53's health checks whether this region reaches its tables and queues."""

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

KEPT_SECONDS = 5
_PATIENCE = Config(connect_timeout=0.7, read_timeout=0.7, retries={"total_max_attempts": 1})
_NOBODY = {"S": "-", "N": "0", "B": b"-"}
_TABLES = {name[6:]: value for name, value in os.environ.items() if name.startswith("TABLE_")}
_QUEUES = {name[6:]: value for name, value in os.environ.items() if name.startswith("QUEUE_")}
_dynamodb = boto3.client("dynamodb", config=_PATIENCE)
_sqs = boto3.client("sqs", config=_PATIENCE)
_kept: dict[str, Any] = {"until": float("-inf"), "failed": {}}


def main(_event: object, _context: object) -> dict[str, Any]:
    """Answers 200, or 503 with what failed and why. One answer serves all checkers for some seconds."""
    if time.monotonic() >= _kept["until"]:
        _kept["failed"] = _failed()
        _kept["until"] = time.monotonic() + KEPT_SECONDS
    failed = _kept["failed"]
    body = {"healthy": not failed, "region": os.environ["AWS_REGION"], "failed": failed}
    return {
        "statusCode": 503 if failed else 200,
        "headers": {"content-type": "application/json", "cache-control": "no-store"},
        "body": json.dumps(body),
    }


def _failed() -> dict[str, str]:
    tried = [(_read, name) for name in _TABLES] + [(_ask, name) for name in _QUEUES]
    with ThreadPoolExecutor(max_workers=len(tried) or 1) as pool:
        found = pool.map(lambda each: (each[1], _reason(*each)), tried)
    return {name.lower().replace("_", "-"): reason for name, reason in found if reason}


def _reason(attempt: Callable[[str], None], name: str) -> str | None:
    """Why an attempt fails, as AWS calls it; nothing if it does not."""
    try:
        attempt(name)
    except ClientError as error:
        return error.response["Error"]["Code"]
    except BotoCoreError as error:
        return type(error).__name__
    return None


def _read(name: str) -> None:
    key = json.loads(os.environ[f"KEY_TABLE_{name}"])
    nobody = {attribute: {kind: _NOBODY[kind]} for attribute, kind in key.items()}
    _dynamodb.get_item(TableName=_TABLES[name], Key=nobody)


def _ask(name: str) -> None:
    _sqs.get_queue_attributes(QueueUrl=_QUEUES[name], AttributeNames=["QueueArn"])
