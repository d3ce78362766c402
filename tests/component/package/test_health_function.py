"""The health function that tfgen brings, on tables and queues that are there and that are not."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tfgen.package.build import build
from tfgen.stack.package import OWN_CODE, Package

_MODULE = "tfgen.package.own.health"
_REGION = "eu-west-1"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The function as Lambda starts it, with a table and a queue that it knows of and that are not there."""
    with mock_aws():
        monkeypatch.setenv("AWS_REGION", _REGION)
        monkeypatch.setenv("AWS_DEFAULT_REGION", _REGION)
        monkeypatch.setenv("TABLE_ORDERS", "shop-orders")
        monkeypatch.setenv("KEY_TABLE_ORDERS", '{"customer": "S", "number": "N", "page": "B"}')
        monkeypatch.setenv("QUEUE_BIG_JOBS", f"https://sqs.{_REGION}.amazonaws.com/123456789012/shop-jobs")
        sys.modules.pop(_MODULE, None)
        yield importlib.import_module(_MODULE)


def _status(module: ModuleType) -> int:
    status: int = module.main({}, None)["statusCode"]
    return status


def _asked(module: ModuleType) -> tuple[int, dict[str, Any]]:
    answer = module.main({}, None)
    return answer["statusCode"], json.loads(answer["body"])


def _make(key: dict[str, Any]) -> None:
    boto3.client("sqs").create_queue(QueueName="shop-jobs")
    boto3.client("dynamodb").create_table(
        TableName="shop-orders",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in key.items()],
        KeySchema=[
            {"AttributeName": name, "KeyType": "RANGE" if number else "HASH"}
            for number, name in enumerate(key)
        ],
    )


def test_it_says_what_fails_and_why(module: ModuleType) -> None:
    status, told = _asked(module)
    assert status == 503
    assert told["region"] == _REGION
    assert told["failed"]["orders"] == "ResourceNotFoundException"
    assert "NonExistentQueue" in told["failed"]["big-jobs"]


@pytest.mark.parametrize("key", [{"customer": "S", "number": "N"}, {"page": "B"}])
def test_it_is_content_with_keys_that_nothing_has(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, key: dict[str, str]
) -> None:
    monkeypatch.setenv("KEY_TABLE_ORDERS", json.dumps(key))
    _make(key)
    assert _asked(module) == (200, {"healthy": True, "region": _REGION, "failed": {}})


def test_an_answer_is_kept_for_some_seconds(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    assert _status(module) == 503
    _make({"customer": "S", "number": "N"})
    monkeypatch.setenv("KEY_TABLE_ORDERS", '{"customer": "S", "number": "N"}')
    now[0] += module.KEPT_SECONDS - 0.1
    assert _status(module) == 503
    now[0] += 0.2
    assert _status(module) == 200


def test_its_zip_is_the_same_each_time(tmp_path: Any) -> None:
    package = Package(OWN_CODE, "python3.13", "arm64")
    first, diagnostics = build(package, tmp_path)
    assert first
    assert not diagnostics
    assert build(package, tmp_path)[0] == first
