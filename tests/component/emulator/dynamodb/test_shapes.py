"""The check of answers itself."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest

from tests.component.emulator.dynamodb.shapes import differences

_MODEL = botocore.session.get_session().get_service_model("dynamodb")


def _differences(answer: dict[str, Any]) -> list[str]:
    return differences(_MODEL.operation_model("DescribeTable").output_shape, {"Table": answer}, "")


def test_what_aws_could_answer_passes() -> None:
    answer = {
        "TableName": "items",
        "CreationDateTime": 1.5,
        "ItemCount": 0,
        "Replicas": [{"RegionName": "eu-west-1", "ReplicaStatus": "ACTIVE"}],
    }
    assert _differences(answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"TableName": 3},
        {"ItemCount": "3"},
        {"ItemCount": True},
        {"TableName": "ab"},
        {"TableStatus": "GONE"},
        {"Colour": "red"},
        {"Replicas": {}},
        {"Replicas": [{"ReplicaStatus": "GONE"}]},
        {"KeySchema": [{"AttributeName": "key"}]},
        {"KeySchema": []},
        {"ProvisionedThroughput": {"ReadCapacityUnits": 1.5}},
    ],
    ids=str,
)
def test_what_aws_could_not_answer_fails(answer: dict[str, Any]) -> None:
    assert len(_differences(answer)) == 1
