"""Stand-ins of a head beside those of its base: what was made is not made again."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tfgen.review.base.once import Once


class _Service:
    """A service that makes things once, and tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.there: set[str] = set()

    def client(self, *_: Any, **__: Any) -> _Service:
        return self

    def create_table(self, TableName: str, **_: Any) -> dict[str, str]:  # noqa: N803  # as AWS calls it
        self.asked.append(TableName)
        if TableName in self.there:
            raise ClientError({"Error": {"Code": "ResourceInUseException"}}, "CreateTable")
        if TableName == "no":
            raise ClientError({"Error": {"Code": "ValidationException"}}, "CreateTable")
        self.there.add(TableName)
        return {"made": TableName}

    def describe_table(self, TableName: str) -> str:  # noqa: N803  # as AWS calls it
        self.asked.append(f"describe {TableName}")
        return TableName


def _client(service: _Service) -> tuple[Once, Any]:
    once = Once(service)
    return once, once.client("dynamodb", region_name="eu-west-1")


def test_the_same_words_are_answered_as_before() -> None:
    service = _Service()
    once, client = _client(service)
    assert client.create_table(TableName="a", Tags=[1]) == {"made": "a"}
    again = once.client("dynamodb", region_name="eu-west-1")
    assert again.create_table(Tags=[1], TableName="a") == {"made": "a"}
    assert service.asked == ["a"]


def test_other_words_and_other_regions_are_asked() -> None:
    service = _Service()
    once, client = _client(service)
    client.create_table(TableName="a")
    client.create_table(TableName="b")
    once.client("dynamodb", region_name="us-east-1").create_table(TableName="c")
    client.describe_table(TableName="a")
    client.describe_table(TableName="a")
    assert service.asked == ["a", "b", "c", "describe a", "describe a"]


def test_what_the_base_made_stays() -> None:
    service = _Service()
    service.there.add("made-by-terraform")
    _, client = _client(service)
    assert client.create_table(TableName="made-by-terraform") == {}


def test_what_is_wrong_is_told() -> None:
    _, client = _client(_Service())
    with pytest.raises(ClientError, match="Validation"):
        client.create_table(TableName="no")
