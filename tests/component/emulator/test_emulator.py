"""The emulated AWS as a whole: chaos by part, permissions, what is left, and its end."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tfgen.emulator import control
from tfgen.emulator.chaos import EVERY_PART, Part
from tfgen.emulator.emulator import Emulator, Options, emulator
from tfgen.emulator.leftovers import resources
from tfgen.emulator.words import to_try

pytestmark = pytest.mark.slow

REGION = "eu-west-1"
ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


def _client(aws: Emulator, name: str, region: str = REGION) -> Any:
    session = boto3.Session("test", "test", region_name=region)
    return session.client(name, endpoint_url=aws.endpoint, config=ONCE)  # type: ignore[call-overload]


def _table(aws: Emulator) -> Any:
    client = _client(aws, "dynamodb")
    client.create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return client


def test_what_is_exported_serves_an_sdk_in_a_shell_of_its_own(aws: Emulator) -> None:
    ask = "import boto3; print(boto3.client('sqs').create_queue(QueueName='q')['QueueUrl'])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    shell = f'{to_try(aws).partition("# a domain")[0]}"$PYTHON" -c "$ASK"'
    told = subprocess.run(
        ["sh", "-euc", shell],
        env={**clean, "PYTHON": sys.executable, "ASK": ask, "AWS_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert aws.options.client in told.stdout


@pytest.mark.parametrize("part", [Part.tables, Part.control])
def test_parts_of_a_region_are_lost_alone(aws: Emulator, part: Part) -> None:
    tables = _table(aws)
    calls: dict[Part, Callable[[], Any]] = {
        Part.tables: lambda: tables.put_item(TableName="orders", Item={"id": {"S": "a"}}),
        Part.control: lambda: tables.describe_table(TableName="orders"),
    }
    aws.chaos.lose(REGION, [part])
    for other, call in calls.items():
        if other is part:
            with pytest.raises(ClientError, match=f"{REGION} is lost"):
                call()
        else:
            call()
    aws.chaos.heal(REGION)
    calls[part]()


def test_a_slow_region_answers_late(aws: Emulator) -> None:
    answered = threading.Event()
    aws.chaos.slow(REGION, 30)

    def ask() -> None:
        _client(aws, "logs").describe_log_groups()
        answered.set()

    threading.Thread(target=ask, daemon=True).start()
    _client(aws, "logs", "us-east-1").describe_log_groups()
    assert not answered.wait(0.5)


def test_regions_are_lost_slowed_and_healed_over_http(aws: Emulator) -> None:
    control.lose(aws.endpoint, REGION, [Part.api])
    control.slow(aws.endpoint, REGION, 0.5)
    told = control.lose(aws.endpoint, REGION, [Part.control])
    assert told == {REGION: {"lost": ["api", "control"], "delay": 0.5}} == aws.chaos.state()
    assert control.state(aws.endpoint) == told
    assert control.heal(aws.endpoint, REGION) == {}


def _put(aws: Emulator, body: bytes, **headers: str) -> int:
    connection = http.client.HTTPConnection(aws.endpoint.removeprefix("http://"), timeout=30)
    connection.request("PUT", f"{control.PATH}/{REGION}", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"lost": ["moon"]}', b'{"delay": "nan"}', b'{"delay": 1e9}', b'{"lost": 3}'],
    ids=["nothing", "a list", "no part", "no number", "too long", "no list"],
)
def test_what_cannot_be_done_over_http_is_refused(aws: Emulator, body: bytes) -> None:
    assert _put(aws, body) == 400
    assert aws.chaos.state() == {}


def test_pages_of_a_browser_lose_no_region(aws: Emulator) -> None:
    assert _put(aws, b'{"lost": ["api"]}', origin="https://example.com") == 403
    assert aws.chaos.state() == {}


def test_what_is_there_is_named_one_by_one(aws: Emulator) -> None:
    before = resources()
    _table(aws)
    _client(aws, "logs").create_log_group(logGroupName="/shop")
    assert resources() - before == {f"dynamodb {REGION} tables orders", f"logs {REGION} groups /shop"}
    _client(aws, "dynamodb").delete_table(TableName="orders")
    _client(aws, "logs").delete_log_group(logGroupName="/shop")
    assert resources() == before


def test_a_key_that_waits_for_its_deletion_is_gone(aws: Emulator) -> None:
    before = resources()
    key = _client(aws, "kms").create_key()["KeyMetadata"]["KeyId"]
    assert resources() - before == {f"kms {REGION} keys {key}"}
    _client(aws, "kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    assert resources() == before


def test_nothing_is_left_at_the_end() -> None:
    threads = set(threading.enumerate())
    with emulator() as aws:
        _table(aws)
        ports = [int(address.rsplit(":", 1)[1]) for address in (aws.endpoint, aws.front_door)]
    assert not resources()
    for port in ports:
        with pytest.raises(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
    for thread in set(threading.enumerate()) - threads:
        thread.join(10)
        assert not thread.is_alive(), thread.name


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = Options(endpoint_port=taken.getsockname()[1])
        with pytest.raises(OSError), emulator(options):
            raise AssertionError("it started")
    assert not resources()


def test_every_part_is_lost_by_default(aws: Emulator) -> None:
    aws.chaos.lose(REGION)
    assert all(aws.chaos.is_lost(REGION, part) for part in EVERY_PART)


def test_an_account_answers_with_its_own_number_and_is_gone_afterwards() -> None:
    for account in ("210987654321", ""):
        with emulator(Options(account=account)) as aws:
            number = account or "123456789012"
            assert _client(aws, "sts").get_caller_identity()["Account"] == number
            queue = _client(aws, "sqs").create_queue(QueueName="jobs")["QueueUrl"]
            assert f"/{number}/" in queue
            attributes = _client(aws, "sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
            assert attributes["Attributes"]["QueueArn"] == f"arn:aws:sqs:{REGION}:{number}:jobs"
