"""Whatever is written and lost in whichever order, all regions end with the last of every item."""

from __future__ import annotations

import random
import threading
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from tests.component.emulator.dynamodb.conftest import HOME, REGIONS, WEST, Clients, Dynamo, emulated
from tests.draws import draws
from tfgen.emulator.chaos import Part

pytestmark = pytest.mark.slow

regions = st.sampled_from(REGIONS)
keys = st.sampled_from("ab")
writes = st.one_of(
    st.tuples(st.just("put"), keys),
    st.tuples(st.just("update"), keys),
    st.tuples(st.just("delete"), keys),
)
steps = st.one_of(
    st.tuples(st.just("write"), regions, writes),
    st.tuples(st.just("batch"), regions, st.lists(writes, min_size=2, max_size=2, unique_by=lambda w: w[1])),
    st.tuples(
        st.just("transaction"),
        regions,
        st.tuples(st.lists(writes, min_size=2, max_size=2, unique_by=lambda w: w[1]), st.booleans()),
    ),
    st.tuples(st.just("lose"), regions, st.none()),
    st.tuples(st.just("heal"), regions, st.none()),
    st.tuples(st.just("settle"), regions, st.none()),
)


class Run:
    """Takes steps, and keeps the last write of every item: deleting what a region does not have is none."""

    def __init__(self, dynamo: Dynamo, name: str) -> None:
        self.dynamo = dynamo
        self.name = name
        self.acknowledged: dict[str, Any] = {}
        self._number = 0

    def take(self, step: str, region: str, said: Any) -> None:
        if step == "lose":
            self.dynamo.chaos.lose(region, [Part.tables])
        elif step == "heal":
            self.dynamo.chaos.heal(region)
        elif step == "settle":
            self.dynamo.settle()
        elif step == "batch":
            self._batch(region, said)
        elif step == "transaction":
            self._transact(region, *said)
        else:
            self._write(region, *said)

    def _write(self, region: str, kind: str, key: str) -> None:
        client, table = self.dynamo.at(region), {"TableName": self.name}
        if kind == "put":
            item = self._item(key)
            client.put_item(**table, Item=item)
            self.acknowledged[key] = item
        elif kind == "delete":
            answer = client.delete_item(**table, Key={"key": {"S": key}}, ReturnValues="ALL_OLD")
            if "Attributes" in answer:
                self.acknowledged.pop(key, None)
        else:
            answer = client.update_item(**table, **self._update(key), ReturnValues="ALL_NEW")
            self.acknowledged[key] = _plain(answer["Attributes"])

    def _batch(self, region: str, said: list[tuple[str, str]]) -> None:
        before = self._before(region)
        requests: list[Any] = []
        changed: dict[str, Any] = {}
        for kind, key in said:
            changed[key] = None if kind == "delete" else self._item(key)
            requests.append(
                {"PutRequest": {"Item": changed[key]}}
                if changed[key]
                else {"DeleteRequest": {"Key": {"key": {"S": key}}}}
            )
        self.dynamo.at(region).batch_write_item(RequestItems={self.name: requests})
        self._acknowledge(changed, before)

    def _transact(self, region: str, said: list[tuple[str, str]], fails: bool) -> None:
        table = {"TableName": self.name}
        before = self._before(region)
        actions: list[Any] = []
        changed: dict[str, Any] = {}
        for kind, key in said:
            if kind == "put":
                changed[key] = self._item(key)
                actions.append({"Put": {**table, "Item": changed[key]}})
            elif kind == "delete":
                changed[key] = None
                actions.append({"Delete": {**table, "Key": {"key": {"S": key}}}})
            else:
                update = self._update(key)
                number = update["ExpressionAttributeValues"][":v"]
                changed[key] = {**before.get(key, {"key": {"S": key}}), "updated": number}
                actions.append({"Update": {**table, **update}})
        if fails:
            condition = {"ConditionExpression": "attribute_exists(absent)", "Key": {"key": {"S": "never"}}}
            actions.append({"ConditionCheck": {**table, **condition}})
            with pytest.raises(ClientError, match="TransactionCanceledException"):
                self.dynamo.at(region).transact_write_items(TransactItems=actions)
        else:
            self.dynamo.at(region).transact_write_items(TransactItems=actions)
            self._acknowledge(changed, before)

    def _before(self, region: str) -> dict[str, Any]:
        """What a region holds, and goes on holding: nothing arrives any more."""
        self.dynamo.settle()
        return self.dynamo.items(self.name, region)

    def _acknowledge(self, changed: dict[str, Any], before: dict[str, Any]) -> None:
        for key, item in changed.items():
            if item:
                self.acknowledged[key] = item
            elif key in before:
                self.acknowledged.pop(key, None)

    def _item(self, key: str) -> dict[str, Any]:
        self._number += 1
        return {"key": {"S": key}, "value": {"N": str(self._number)}}

    def _update(self, key: str) -> dict[str, Any]:
        self._number += 1
        return {
            "Key": {"key": {"S": key}},
            "UpdateExpression": "SET updated = :v",
            "ExpressionAttributeValues": {":v": {"N": str(self._number)}},
        }


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if not name.startswith("aws:rep:")}


@pytest.mark.parametrize("version", ["2019.11.21", "2017.11.29"])
@draws(0.6)
@given(taken=st.lists(steps, max_size=14), lag=st.sampled_from([0.0, 0.005]))
def test_every_region_ends_with_the_last_write(
    version: str, taken: list[Any], lag: float, clients: Clients
) -> None:
    with emulated(clients, lag) as dynamo:
        create = dynamo.create_legacy_table if version == "2017.11.29" else dynamo.create_global_table
        run = Run(dynamo, create())
        for step in taken:
            run.take(*step)
        for region in REGIONS:
            dynamo.chaos.heal(region)
        dynamo.settle()
        for region in REGIONS:
            assert dynamo.items(run.name, region) == run.acknowledged


def test_writers_in_every_region_at_once(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    last: dict[str, dict[str, str]] = {region: {} for region in REGIONS}

    def write(region: str) -> None:
        chance = random.Random(region)  # noqa: S311  # repeatable, not secret
        for number in range(60):
            key = chance.choice("abcdef")
            if chance.random() < 0.2:
                dynamo.delete(name, region, key)
                last[region][key] = "gone"
            else:
                value = f"{region}-{number}"
                dynamo.put(name, region, key, value=value)
                last[region][key] = value

    def disturb() -> None:
        for _ in range(10):
            dynamo.chaos.lose(WEST, [Part.tables])
            time.sleep(0.02)
            dynamo.chaos.heal(WEST)
            time.sleep(0.02)

    threads = [threading.Thread(target=write, args=(region,)) for region in REGIONS]
    threads.append(threading.Thread(target=disturb))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    dynamo.settle()

    items = dynamo.items(name, HOME)
    assert all(dynamo.items(name, region) == items for region in REGIONS)
    for key in "abcdef":
        value = items[key]["value"]["S"] if key in items else "gone"
        assert value in {written[key] for written in last.values() if key in written}


def test_readers_see_a_table_while_writes_arrive(dynamo: Dynamo) -> None:
    dynamo.tables.lag = 0
    name = dynamo.create_global_table()
    done = threading.Event()
    failures: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            try:
                dynamo.at(WEST).scan(TableName=name)
            except ClientError as error:
                failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(150):
        dynamo.put(name, HOME, f"k{number}")
    done.set()
    reader.join()
    dynamo.settle()
    assert not failures
    assert len(dynamo.items(name, WEST)) == 150
