"""Which writes reach the other regions, when, and which of them lasts."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.dynamodb.conftest import EAST, HOME, REGIONS, STREAM, WEST, Dynamo, until
from tfgen.emulator.chaos import Part

KEYS_OF_TWO = {
    "KeySchema": [
        {"AttributeName": "key", "KeyType": "HASH"},
        {"AttributeName": "sort", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "key", "AttributeType": "S"},
        {"AttributeName": "sort", "AttributeType": "N"},
    ],
}


@pytest.fixture(params=["2019.11.21", "2017.11.29"])
def name(dynamo: Dynamo, request: pytest.FixtureRequest) -> str:
    if request.param == "2017.11.29":
        return dynamo.create_legacy_table()
    return dynamo.create_global_table()


def _everywhere(dynamo: Dynamo, name: str) -> dict[str, Any]:
    dynamo.settle()
    items = [dynamo.items(name, region) for region in REGIONS]
    assert items[0] == items[1] == items[2]
    return items[0]


def test_a_write_reaches_every_region_from_any(dynamo: Dynamo, name: str) -> None:
    for region in REGIONS:
        dynamo.put(name, region, f"from-{region}", value="1")
    assert _everywhere(dynamo, name).keys() == {f"from-{region}" for region in REGIONS}
    dynamo.put(name, WEST, f"from-{HOME}", value="2")
    dynamo.delete(name, EAST, f"from-{WEST}")
    items = _everywhere(dynamo, name)
    assert items.keys() == {f"from-{HOME}", f"from-{EAST}"}
    assert items[f"from-{HOME}"]["value"] == {"S": "2"}


def test_updates_replicate_whole_items(dynamo: Dynamo, name: str) -> None:
    update = {"UpdateExpression": "ADD hits :one SET #v = :v", "ExpressionAttributeNames": {"#v": "value"}}
    values = {":one": {"N": "1"}, ":v": {"S": "x"}}
    for _ in range(2):
        dynamo.at(HOME).update_item(
            TableName=name, Key={"key": {"S": "k"}}, ExpressionAttributeValues=values, **update
        )
    assert _everywhere(dynamo, name) == {"k": {"key": {"S": "k"}, "hits": {"N": "2"}, "value": {"S": "x"}}}


def test_batches_replicate(dynamo: Dynamo, name: str) -> None:
    dynamo.put(name, HOME, "old")
    requests = [{"PutRequest": {"Item": {"key": {"S": key}}}} for key in "abc"]
    dynamo.at(WEST).batch_write_item(RequestItems={name: requests})
    _everywhere(dynamo, name)
    dynamo.at(EAST).batch_write_item(RequestItems={name: [{"DeleteRequest": {"Key": {"key": {"S": "a"}}}}]})
    assert _everywhere(dynamo, name).keys() == {"old", "b", "c"}


def test_statements_replicate(dynamo: Dynamo, name: str) -> None:
    for statement in (
        "INSERT INTO \"{}\" value {{'key': 'a', 'v': '1'}}",
        "INSERT INTO \"{}\" value {{'key': 'b', 'v': '1'}}",
        "UPDATE \"{}\" SET v='2' WHERE key='a'",
        "DELETE FROM \"{}\" WHERE key='b'",
    ):
        dynamo.at(WEST).execute_statement(Statement=statement.format(name))
    assert _everywhere(dynamo, name) == {"a": {"key": {"S": "a"}, "v": {"S": "2"}}}


def test_sort_keys_are_part_of_the_key(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table(**KEYS_OF_TWO)
    for number in "123":
        dynamo.at(HOME).put_item(TableName=name, Item={"key": {"S": "k"}, "sort": {"N": number}})
    dynamo.settle()
    dynamo.at(WEST).delete_item(TableName=name, Key={"key": {"S": "k"}, "sort": {"N": "2"}})
    dynamo.settle()
    for region in REGIONS:
        items = dynamo.at(region).scan(TableName=name)["Items"]
        assert [item["sort"]["N"] for item in items] == ["1", "3"]


def test_a_committed_transaction_replicates(dynamo: Dynamo, name: str) -> None:
    dynamo.put(name, HOME, "gone")
    dynamo.at(HOME).transact_write_items(
        TransactItems=[
            {"Put": {"TableName": name, "Item": {"key": {"S": "new"}}}},
            {"Delete": {"TableName": name, "Key": {"key": {"S": "gone"}}}},
        ]
    )
    assert _everywhere(dynamo, name).keys() == {"new"}


def test_a_transaction_that_is_rolled_back_does_not_replicate(dynamo: Dynamo, name: str) -> None:
    dynamo.put(name, HOME, "k", value="old")
    dynamo.settle()
    dynamo.chaos.lose(HOME, [Part.tables])
    dynamo.put(name, WEST, "k", value="newer")
    with pytest.raises(ClientError, match="TransactionCanceledException"):
        dynamo.at(HOME).transact_write_items(
            TransactItems=[
                {"Put": {"TableName": name, "Item": {"key": {"S": "k"}, "value": {"S": "never"}}}},
                {
                    "ConditionCheck": {
                        "TableName": name,
                        "Key": {"key": {"S": "other"}},
                        "ConditionExpression": "attribute_exists(#k)",
                        "ExpressionAttributeNames": {"#k": "key"},
                    }
                },
            ]
        )
    assert dynamo.items(name, HOME)["k"]["value"] == {"S": "old"}
    dynamo.chaos.heal(HOME)
    assert _everywhere(dynamo, name)["k"]["value"] == {"S": "newer"}


def test_tables_go_on_replicating_after_a_rollback(dynamo: Dynamo, name: str) -> None:
    with contextlib.suppress(ClientError):
        dynamo.at(HOME).transact_write_items(
            TransactItems=[{"Put": {"TableName": name, "Item": {"key": {"S": "k"}}}}] * 2
        )
    dynamo.put(name, HOME, "after")
    dynamo.put(name, WEST, "west")
    assert _everywhere(dynamo, name).keys() == {"after", "west"}


def test_an_update_that_fails_changes_nothing(dynamo: Dynamo, name: str) -> None:
    dynamo.put(name, HOME, "k", value="text")
    dynamo.settle()
    with pytest.raises(ClientError, match="incorrect data type"):
        dynamo.at(HOME).update_item(
            TableName=name,
            Key={"key": {"S": "k"}},
            UpdateExpression="SET note = :s ADD #v :one",
            ExpressionAttributeNames={"#v": "value"},
            ExpressionAttributeValues={":one": {"N": "1"}, ":s": {"S": "x"}},
        )
    assert _everywhere(dynamo, name) == {"k": {"key": {"S": "k"}, "value": {"S": "text"}}}


def test_nothing_arrives_before_its_time(dynamo: Dynamo, name: str) -> None:
    dynamo.tables.lag = 3600
    dynamo.put(name, HOME, "k")
    assert not dynamo.tables.wait_until_quiet(0.1)
    assert dynamo.items(name, WEST) == {}
    dynamo.tables.lag = 0
    assert _everywhere(dynamo, name).keys() == {"k"}


@pytest.mark.parametrize("lost", REGIONS)
def test_a_lost_region_neither_sends_nor_receives_until_it_heals(
    dynamo: Dynamo, name: str, lost: str
) -> None:
    dynamo.chaos.lose(lost, [Part.tables])
    for region in REGIONS:
        dynamo.put(name, region, f"from-{region}")
    dynamo.settle()
    for region in REGIONS:
        expected = {region} if region == lost else {*REGIONS} - {lost}
        assert dynamo.items(name, region).keys() == {f"from-{sender}" for sender in expected}
    dynamo.chaos.heal(lost)
    assert _everywhere(dynamo, name).keys() == {f"from-{region}" for region in REGIONS}


def test_other_parts_of_a_region_do_not_hold_replication(dynamo: Dynamo, name: str) -> None:
    dynamo.chaos.lose(WEST, [Part.api, Part.control])
    dynamo.put(name, HOME, "k")
    assert _everywhere(dynamo, name).keys() == {"k"}


def test_the_last_writer_wins_however_late_the_others_arrive(dynamo: Dynamo, name: str) -> None:
    dynamo.chaos.lose(HOME, [Part.tables])
    dynamo.put(name, HOME, "k", value="first")
    dynamo.put(name, WEST, "k", value="second")
    dynamo.settle()
    dynamo.chaos.heal(HOME)
    assert _everywhere(dynamo, name)["k"]["value"] == {"S": "second"}


def test_an_older_write_that_arrives_late_does_not_resurrect_an_item(dynamo: Dynamo, name: str) -> None:
    dynamo.chaos.lose(HOME, [Part.tables])
    dynamo.put(name, HOME, "k", value="old")
    dynamo.put(name, WEST, "k", value="new")
    dynamo.delete(name, WEST, "k")
    dynamo.settle()
    dynamo.chaos.heal(HOME)
    assert _everywhere(dynamo, name) == {}


def test_items_that_arrive_are_in_the_stream(dynamo: Dynamo, name: str) -> None:
    dynamo.put(name, HOME, "k", value="1")
    dynamo.settle()
    dynamo.put(name, HOME, "k", value="2")
    dynamo.settle()
    dynamo.delete(name, HOME, "k")
    dynamo.settle()
    for region in REGIONS:
        streams = dynamo.client("dynamodbstreams", region)
        arn = dynamo.describe(name, region)["LatestStreamArn"]
        (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        records = streams.get_records(ShardIterator=iterator)["Records"]
        assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
        assert {record["awsRegion"] for record in records} == {region}
        images = records[1]["dynamodb"]
        assert (images["OldImage"]["value"], images["NewImage"]["value"]) == ({"S": "1"}, {"S": "2"})


def test_items_that_arrive_are_in_the_indexes(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table(
        AttributeDefinitions=[
            {"AttributeName": "key", "AttributeType": "S"},
            {"AttributeName": "group", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-group",
                "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    dynamo.put(name, HOME, "k", group="g")
    dynamo.settle()
    found = dynamo.at(WEST).query(
        TableName=name,
        IndexName="by-group",
        KeyConditionExpression="#g = :g",
        ExpressionAttributeNames={"#g": "group"},
        ExpressionAttributeValues={":g": {"S": "g"}},
    )
    assert found["Count"] == 1


def test_a_new_replica_has_the_items_that_are_there_already(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.put(name, HOME, "before")
    dynamo.add_replica(name, WEST)
    dynamo.put(name, WEST, "after")
    dynamo.add_replica(name, EAST, source=WEST)
    assert _everywhere(dynamo, name).keys() == {"before", "after"}


def test_a_new_replica_has_what_has_not_yet_reached_its_source(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.put(name, HOME, "deleted")
    dynamo.add_replica(name, WEST)
    dynamo.settle()
    dynamo.chaos.lose(HOME, [Part.tables])
    dynamo.put(name, HOME, "pending")
    dynamo.delete(name, HOME, "deleted")
    dynamo.add_replica(name, EAST, source=WEST)
    dynamo.chaos.heal(HOME)
    assert _everywhere(dynamo, name).keys() == {"pending"}


def test_what_a_deleted_replica_wrote_still_arrives(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    dynamo.settle()
    dynamo.tables.lag = 3600
    dynamo.put(name, WEST, "last words")
    dynamo.at(WEST).delete_table(TableName=name)
    dynamo.tables.lag = 0
    dynamo.settle()
    assert dynamo.items(name, HOME).keys() == {"last words"}


def test_a_table_of_the_same_name_is_another_table(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    dynamo.tables.lag = 3600
    dynamo.put(name, HOME, "late")
    dynamo.at(WEST).delete_table(TableName=name)
    dynamo.create_table(WEST, TableName=name)
    dynamo.put(name, WEST, "own")
    dynamo.tables.lag = 0
    dynamo.settle()
    assert dynamo.items(name, WEST).keys() == {"own"}
    assert dynamo.items(name, HOME).keys() == {"late"}


def test_a_table_without_replicas_is_left_alone(dynamo: Dynamo) -> None:
    name = dynamo.create_table(StreamSpecification=None)
    dynamo.create_table(WEST, TableName=name, StreamSpecification=STREAM)
    dynamo.put(name, HOME, "k")
    dynamo.settle()
    assert dynamo.items(name, WEST) == {}


def test_version_2017_marks_its_items(dynamo: Dynamo) -> None:
    name = dynamo.create_legacy_table()
    dynamo.put(name, WEST, "k", value="v")
    dynamo.settle()
    for region in REGIONS:
        item = dynamo.at(region).get_item(TableName=name, Key={"key": {"S": "k"}})["Item"]
        assert item["aws:rep:updateregion"] == {"S": WEST}
        assert item["aws:rep:deleting"] == {"BOOL": False}
        assert float(item["aws:rep:updatetime"]["N"]) > 1.6e9


def test_version_2019_leaves_its_items_as_they_were_written(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    dynamo.put(name, WEST, "k", value="v")
    dynamo.settle()
    for region in REGIONS:
        item = dynamo.at(region).get_item(TableName=name, Key={"key": {"S": "k"}})["Item"]
        assert item == {"key": {"S": "k"}, "value": {"S": "v"}}


def test_a_replica_that_waits_for_a_lost_region_is_there_when_it_heals(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.put(name, HOME, "k")
    dynamo.chaos.lose(WEST, [Part.tables])
    dynamo.change_replica(name, "Create", RegionName=WEST)
    dynamo.settle()
    assert dynamo.replicas(name)[WEST]["ReplicaStatus"] == "CREATING"
    dynamo.chaos.heal(WEST)
    until(lambda: bool(dynamo.replicas(name)[WEST]["ReplicaStatus"] == "ACTIVE"))
    assert dynamo.items(name, WEST).keys() == {"k"}


def test_the_newest_records_of_a_stream_are_kept_and_found(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    for number in range(5):
        dynamo.put(name, HOME, f"k{number}")
    dynamo.tables.forget_records(2)
    dynamo.put(name, HOME, "k5")
    streams = dynamo.client("dynamodbstreams", HOME)
    arn = streams.list_streams(TableName=name)["Streams"][0]["StreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    begin = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = streams.get_shard_iterator(**begin)["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    assert [record["dynamodb"]["Keys"]["key"]["S"] for record in records] == ["k3", "k4", "k5"]
    numbers = [int(record["dynamodb"]["SequenceNumber"]) for record in records]
    assert numbers == sorted(set(numbers))
