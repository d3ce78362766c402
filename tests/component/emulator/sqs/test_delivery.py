"""Messages are delivered to functions as Lambda delivers them."""

from __future__ import annotations

import json
import time

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.sqs.world import (
    ACCOUNT,
    FAIL,
    RECEIVE,
    RECEIVES,
    REGION,
    World,
    eventually,
    queue_arn,
)
from tfgen.emulator.chaos import Part
from tfgen.emulator.leftovers import resources
from tfgen.emulator.sqs.delivery import Delivery, Journal
from tfgen.emulator.sqs.queues import State

OTHER = "us-east-1"
SOME_FAIL = """
def main(event, context):
    bad = [record["messageId"] for record in event["Records"] if record["body"] == "bad"]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in bad]}
"""


def test_a_message_is_handled_once_and_gone(world: World) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function)
    state, deliveries = world.delivered(queue)
    assert state is State.handled
    assert [(each.region, each.queue, each.function, each.receives, each.handled) for each in deliveries] == [
        (REGION, queue, function, 1, True)
    ]
    assert world.queues.bodies(REGION, queue) == ()


def test_a_function_is_given_what_lambda_gives(world: World) -> None:
    queue, function = world.queue(), world.function()
    sqs = world.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    sent = sqs.send_message(
        QueueUrl=url,
        MessageBody="hello",
        MessageAttributes={
            "number": {"DataType": "Number", "StringValue": "100"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\0\xff"},
        },
    )
    world.map(queue, function)
    assert eventually(lambda: world.events(function))
    [record] = world.events(function)[0]["Records"]
    attributes = record.pop("attributes")
    assert attributes["ApproximateReceiveCount"] == "1"
    assert attributes.keys() == {
        "ApproximateFirstReceiveTimestamp",
        "ApproximateReceiveCount",
        "SenderId",
        "SentTimestamp",
    }
    assert abs(int(attributes["SentTimestamp"]) / 1000 - time.time()) < 60
    assert record.pop("receiptHandle")
    nothing: dict[str, list[str]] = {"stringListValues": [], "binaryListValues": []}
    assert record == {
        "messageId": sent["MessageId"],
        "body": "hello",
        "messageAttributes": {
            "number": {"stringValue": "100", "dataType": "Number", **nothing},
            "bytes": {"binaryValue": "AP8=", "dataType": "Binary", **nothing},
        },
        "md5OfBody": sent["MD5OfMessageBody"],
        "md5OfMessageAttributes": sent["MD5OfMessageAttributes"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn(queue),
        "awsRegion": REGION,
    }


def test_a_message_that_always_fails_ends_in_the_dead_letter_queue(world: World) -> None:
    (queue, dead), function = world.with_dead(VisibilityTimeout=60), world.function(FAIL)
    world.map(queue, function)
    began = time.monotonic()
    state, deliveries = world.delivered(queue, "bad")
    assert state is State.dead
    assert [each.receives for each in deliveries] == [*range(1, RECEIVES + 1)]
    assert {each.reason for each in deliveries} == {"RuntimeError: no"}
    assert world.queues.bodies(REGION, dead) == ("bad",)
    assert time.monotonic() - began < 20  # AWS takes three times 60 seconds


def test_only_what_failed_of_a_batch_comes_back(world: World) -> None:
    (queue, dead), function = world.with_dead(), world.function(SOME_FAIL)
    uuid = world.map(queue, function, Enabled=False)
    ids = [world.queues.send(REGION, queue, body) for body in ("good", "bad", "good")]
    world.client("lambda").update_event_source_mapping(UUID=uuid, Enabled=True)
    states = [world.queues.settled(REGION, queue, sent, 30) for sent in ids]
    assert states == [State.handled, State.dead, State.handled]
    assert [len(world.queues.deliveries(sent)) for sent in ids] == [1, RECEIVES, 1]
    assert world.queues.bodies(REGION, dead) == ("bad",)


def test_without_partial_responses_a_batch_is_handled_whatever_is_answered(world: World) -> None:
    queue, function = world.queue(), world.function(SOME_FAIL)
    world.map(queue, function, FunctionResponseTypes=[])
    assert world.delivered(queue, "bad")[0] is State.handled


def test_batches_are_no_larger_than_said(world: World) -> None:
    queue, function = world.queue(), world.function()
    ids = [world.queues.send(REGION, queue, str(number)) for number in range(9)]
    world.map(queue, function, BatchSize=4)
    assert {world.queues.settled(REGION, queue, sent, 30) for sent in ids} == {State.handled}
    sizes = [len(event["Records"]) for event in world.events(function)]
    assert sorted(sizes) == [1, 4, 4]


def test_a_batch_waits_for_more_for_as_long_as_its_window(world: World) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function, BatchSize=100, MaximumBatchingWindowInSeconds=60)  # a second here
    ids = [world.queues.send(REGION, queue, str(number)) for number in range(12)]
    assert {world.queues.settled(REGION, queue, sent, 30) for sent in ids} == {State.handled}
    assert [len(event["Records"]) for event in world.events(function)] == [12]


def test_a_mapping_on_an_alias_runs_the_version_behind_it(world: World) -> None:
    queue, function, client = world.queue(), world.function(), world.client("lambda")
    version = client.publish_version(FunctionName=function)["Version"]
    client.create_alias(FunctionName=function, Name="live", FunctionVersion=version)
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}:live"
    uuid = world.map(queue, arn)
    assert client.get_event_source_mapping(UUID=uuid)["FunctionArn"] == arn
    assert world.delivered(queue)[0] is State.handled
    assert any(f"Version: {version}" in line for line in world.aws.functions.recent_logs(REGION, function))


def test_a_mapping_that_is_disabled_delivers_nothing(world: World) -> None:
    queue, function, client = world.queue(), world.function(), world.client("lambda")
    uuid = world.map(queue, function, Enabled=False)
    sent = world.queues.send(REGION, queue, "{}")
    assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting
    client.update_event_source_mapping(UUID=uuid, Enabled=True)
    assert world.queues.settled(REGION, queue, sent, 30) is State.handled
    client.update_event_source_mapping(UUID=uuid, Enabled=False)
    sent = world.queues.send(REGION, queue, "{}")
    assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting


def test_a_mapping_that_is_deleted_delivers_nothing(world: World) -> None:
    queue, function, client = world.queue(), world.function(), world.client("lambda")
    client.delete_event_source_mapping(UUID=world.map(queue, function))
    sent = world.queues.send(REGION, queue, "{}")
    assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting


def test_each_region_delivers_its_own(world: World) -> None:
    sent = {}
    for region in (REGION, OTHER):
        queue, function = world.queue(region), world.function(region=region)
        world.map(queue, function, region)
        sent[region] = world.delivered(queue, region=region)[1]
    assert [[each.region for each in sent[region]] for region in sent] == [[REGION], [OTHER]]


@pytest.mark.parametrize("part", [Part.queues, Part.api])
def test_a_lost_region_delivers_nothing_until_it_is_healed(world: World, part: Part) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function)
    world.aws.chaos.lose(REGION, [part])
    try:
        sent = world.queues.send(REGION, queue, "{}")
        assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting
    finally:
        world.aws.chaos.heal(REGION)
    assert world.queues.settled(REGION, queue, sent, 30) is State.handled
    assert [each.receives for each in world.queues.deliveries(sent)] == [1]


def test_what_a_region_was_working_on_when_it_was_lost_comes_back(world: World) -> None:
    queue = world.queue(VisibilityTimeout=60)
    function = world.function("import time\ndef main(event, context):\n    time.sleep(1)\n", timeout=3)
    world.map(queue, function)
    sent = world.queues.send(REGION, queue, "{}")
    assert eventually(
        lambda: (
            world.client("sqs").get_queue_attributes(
                QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessagesNotVisible"]
            )["Attributes"]["ApproximateNumberOfMessagesNotVisible"]
            == "1"
        )
    )
    world.aws.chaos.lose(REGION, [Part.queues])
    try:
        assert world.queues.settled(REGION, queue, sent, 2) is State.waiting
    finally:
        world.aws.chaos.heal(REGION)
    assert world.queues.settled(REGION, queue, sent, 30) is State.handled
    assert [each.receives for each in world.queues.deliveries(sent)] == [2]


def test_queues_of_a_lost_region_take_no_messages(world: World) -> None:
    queue, sqs = world.queue(), world.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    world.aws.chaos.lose(REGION, [Part.queues])
    try:
        with pytest.raises(ClientError, match=f"{REGION} is lost"):
            sqs.send_message(QueueUrl=url, MessageBody="{}")
        sqs.get_queue_attributes(QueueUrl=url)
    finally:
        world.aws.chaos.heal(REGION)
    sqs.send_message(QueueUrl=url, MessageBody="{}")


def test_a_slow_region_delivers_late(world: World) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function)
    assert world.delivered(queue)[0] is State.handled
    world.aws.chaos.slow(REGION, 1)
    try:
        sent = world.queues.send(REGION, queue, "{}")
        assert world.queues.settled(REGION, queue, sent, 0.8) is State.waiting
        assert world.queues.settled(REGION, queue, sent, 30) is State.handled
    finally:
        world.aws.chaos.heal(REGION)


def test_without_permission_nothing_is_received(world: World) -> None:
    queue, role = world.queue(), world.role(RECEIVE)
    function = world.function(role=role)
    uuid = world.map(queue, function)
    world.allow(role, {**RECEIVE, "Action": "sqs:DeleteMessage"})
    sent = world.queues.send(REGION, queue, "{}")
    assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting
    told = world.client("lambda").get_event_source_mapping(UUID=uuid)["LastProcessingResult"]
    assert "is not authorized to perform: sqs:ReceiveMessage" in told
    world.allow(role, RECEIVE)
    assert world.queues.settled(REGION, queue, sent, 30) is State.handled
    assert [each.receives for each in world.queues.deliveries(sent)] == [1]


def test_a_function_that_is_gone_receives_nothing(world: World) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function)
    world.client("lambda").delete_function(FunctionName=function)
    sent = world.queues.send(REGION, queue, "{}")
    assert world.queues.settled(REGION, queue, sent, 0.3) is State.waiting
    assert world.queues.deliveries(sent) == ()


def test_a_message_can_be_made_to_fail(world: World) -> None:
    (queue, dead), function = world.with_dead(), world.function()
    world.map(queue, function)
    sent = world.queues.send(REGION, queue, "on purpose", fails=True)
    assert world.queues.settled(REGION, queue, sent, 30) is State.dead
    assert [each.reason for each in world.queues.deliveries(sent)] == ["it fails on purpose"] * RECEIVES
    assert world.queues.bodies(REGION, dead) == ("on purpose",)
    assert world.events(function) == []


def test_what_goes_wrong_in_one_mapping_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole, function = world.queue(), world.queue(), world.function()
    world.map(broken, function)
    world.map(whole, function)
    from tfgen.emulator.sqs import poller

    problem = poller._problem

    def fail(mapping: object) -> str | None:
        if getattr(mapping, "queue").name == broken:  # noqa: B009  # an object, for the types
            raise RuntimeError("a bug")
        return problem(mapping)  # type: ignore[arg-type]

    monkeypatch.setattr(poller, "_problem", fail)
    sent = world.queues.send(REGION, broken, "{}")
    assert world.delivered(whole)[0] is State.handled
    assert "a bug" in caplog.text
    monkeypatch.undo()
    assert world.queues.settled(REGION, broken, sent, 30) is State.handled


def test_events_are_json(world: World) -> None:
    queue, function = world.queue(), world.function()
    world.map(queue, function)
    body = json.dumps({"text": 'ü \u2028 "quoted"'})
    assert world.delivered(queue, body)[0] is State.handled
    assert world.events(function)[0]["Records"][0]["body"] == body


def test_a_group_of_a_fifo_queue_is_handled_in_order(world: World) -> None:
    sqs, function, name = world.client("sqs"), world.function(), f"{world.name('queue')}.fifo"
    url = sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"})["QueueUrl"]
    world.map(name, function, BatchSize=1)
    for number in range(4):
        sqs.send_message(
            QueueUrl=url, MessageBody=str(number), MessageGroupId="a", MessageDeduplicationId=str(number)
        )
    assert eventually(lambda: len(world.events(function)) == 4)
    records = [event["Records"][0] for event in world.events(function)]
    assert [record["body"] for record in records] == ["0", "1", "2", "3"]
    assert {record["attributes"]["MessageGroupId"] for record in records} == {"a"}


def test_a_delayed_message_is_delivered_later(world: World) -> None:
    queue, function = world.queue(DelaySeconds=1), world.function()
    world.map(queue, function)
    began = time.time()
    state, [delivery] = world.delivered(queue)
    assert state is State.handled
    assert delivery.time - began >= 1


def test_what_is_left_and_what_is_missing_is_told(world: World) -> None:
    before = resources()
    queue, function = world.queue(), world.function()
    uuid = world.map(queue, function)
    made = {f"sqs {REGION} queues {queue}", f"lambda {REGION} event_source_mappings {uuid}"}
    assert made <= resources() - before
    world.client("lambda").delete_event_source_mapping(UUID=uuid)
    world.client("sqs").delete_queue(QueueUrl=queue)
    assert not made & resources()
    with pytest.raises(ClientError, match="the emulator has no sqs:StartMessageMoveTask"):
        world.client("sqs").start_message_move_task(SourceArn=queue_arn(queue))
    assert world.aws.missing == {"sqs:StartMessageMoveTask": 1}


def test_the_name_of_a_queue_is_free_again_after_a_minute_of_aws(world: World) -> None:
    sqs, queue = world.client("sqs"), world.queue()
    sqs.delete_queue(QueueUrl=queue)
    with pytest.raises(sqs.exceptions.QueueDeletedRecently):
        sqs.create_queue(QueueName=queue)
    time.sleep(1.1)  # an emulator's minute
    sqs.create_queue(QueueName=queue)


def test_what_became_of_a_message_is_kept_however_often_another_fails() -> None:
    journal = Journal()
    for message, times in ("first", 5), ("often", 1492):
        for receives in range(times):
            journal.add(Delivery(0, REGION, "jobs", "work", message, receives + 1, False, "it failed", 0))
    assert [each.receives for each in journal.of("first")] == [1, 2, 3, 4, 5]
    assert len(journal.of("often")) <= 1000
