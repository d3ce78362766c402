"""What a play does with a stack that stands: clients, faults, replication, and what is told of them."""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.component.play.pages import requested
from tests.component.play.standing import DOMAIN, HOME, OTHER, REGIONS, Played, played, stood
from tfgen.check.terraform import Terraform
from tfgen.play.stream import MOST_AT_ONCE
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack.kinds.routing import drained

LONDON = {"lat": 51.5, "lon": -0.1, "city": "London"}
CHICAGO = {"lat": 41.9, "lon": -87.6}


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with stood(tmp_path_factory.mktemp("stood")) as stack:
        yield stack


@pytest.fixture
def play(rehearsal: Rehearsal) -> Iterator[Played]:
    with played(rehearsal) as found:
        found.page.wait(lambda: all(_last(found, region).get("healthy") for region in REGIONS))
        yield found
    for region in REGIONS:
        rehearsal.emulator.chaos.heal(region)
    rehearsal.emulator.tables.replicator.hold(())


def _last(play: Played, region: str) -> dict[str, Any]:
    return next((each for each in reversed(play.page.all("region")) if each["name"] == region), {})


def _ask(play: Played, client: str, path: str = "/orders/1", **said: Any) -> dict[str, Any]:
    status, told = play.page.act(
        "request", client=client, method=said.pop("method", "GET"), path=path, **said
    )
    assert status == 200, told
    request: dict[str, Any] = told["request"]
    return request


def _place(play: Played, **where: Any) -> str:
    status, told = play.page.act("place", **where)
    assert status == 200, told
    return str(told["id"])


def _led(play: Played, client: str) -> str | None:
    return next((each["region"] for each in reversed(play.page.all("dns")) if each["client"] == client), None)


def test_a_client_is_led_to_its_nearest_region_and_told_what_came(play: Played) -> None:
    client = _place(play, **LONDON)
    first = _ask(play, client, method="POST", body='{"a": 1}', headers={"X-Own": "b"})
    assert (first["status"], first["region"], first["error"]) == (200, HOME, None)
    assert json.loads(first["body"]) == [HOME, "/orders/1", '{"a": 1}']
    assert first["headers"]["x-tfgen-region"] == HOME
    second = _ask(play, client)
    assert (first["new"], second["new"]) == (True, False)
    assert first["network_ms"] == pytest.approx(3 * second["network_ms"], abs=0.2)
    assert second["ms"] == pytest.approx(second["network_ms"] + second["served_ms"], abs=0.2)
    other = _ask(play, _place(play, **CHICAGO))
    assert other["region"] == OTHER
    play.page.wait(lambda: len(play.page.requests()) == 3)
    assert [each["id"] for each in play.page.requests()] == [first["id"], second["id"], other["id"]]
    assert _led(play, client) == HOME
    counts = play.page.wait(lambda: [each for each in play.page.all("counts") if each["total"] == 3])[0]
    assert (counts["failed"], counts["by_region"]) == (0, {HOME: 2, OTHER: 1})


def test_a_region_is_asked_by_itself(play: Played) -> None:
    client = _place(play, **LONDON)
    asked = _ask(play, client, region=OTHER)
    assert (asked["status"], json.loads(asked["body"])[0]) == (200, OTHER)


def test_errors_last_until_health_checks_turn_and_answers_expire(play: Played) -> None:
    """Held against what the front door has seen."""
    play.session.rehearsal.emulator.door.journal.clear()
    client = _place(play, **LONDON)
    play.page.act("stream", clients=12, rate=40, writes=0.3)
    play.page.wait(lambda: len(play.page.requests()) > 20)
    assert play.page.act("lose", region=HOME) == (200, {"ok": True})
    play.page.wait(lambda: _led(play, client) == OTHER)
    play.page.wait(lambda: not _failing(play, 0.5))
    play.page.act("heal", region=HOME)
    play.page.wait(lambda: _led(play, client) == HOME)
    play.page.act("stream", clients=0)
    time.sleep(0.3)
    turned = [(each["region"], each["healthy"], each["why"]) for each in play.page.all("health")]
    assert turned == [(HOME, False, "HTTP 503"), (HOME, True, "HTTP 200")]
    found = play.page.requests()
    failed = [each for each in found if each["status"] != 200]
    assert failed
    assert {(each["status"], each["region"]) for each in failed} == {(503, HOME)}
    seen = Counter(
        (each.region, each.status)
        for each in play.session.rehearsal.emulator.door.journal
        if each.host == DOMAIN
    )
    assert Counter((each["region"], each["status"]) for each in found) == seen
    counts = play.page.wait(
        lambda: [each for each in play.page.all("counts") if each["total"] == len(found)]
    )[0]
    assert counts["failed"] == counts["failed_by_region"][HOME] == len(failed)


def _failing(play: Played, seconds: float) -> bool:
    since = play.hub.now() - seconds * 1000
    recent = [each for each in play.page.requests() if each["at"] > since]
    return not recent or any(each["status"] != 200 for each in recent)


def test_parts_are_lost_besides_others_and_healed_together(play: Played) -> None:
    play.page.act("lose", region=OTHER, parts=["queues"])
    play.page.act("lose", region=OTHER, parts=["control", "tables"])
    play.page.act("slow", region=OTHER, seconds=0.3)
    play.page.wait(lambda: _last(play, OTHER)["delay"] == 0.3)
    assert _last(play, OTHER)["lost"] == ["control", "queues", "tables"]
    asked = _ask(play, _place(play, **CHICAGO))
    assert asked["status"] == 200
    assert asked["served_ms"] >= 300
    play.page.act("heal", region=OTHER)
    play.page.wait(lambda: not _last(play, OTHER)["lost"] and not _last(play, OTHER)["delay"])


def test_replication_stops_and_catches_up(play: Played) -> None:
    table = play.session.rehearsal.clients.of("dynamodb", HOME)
    assert play.page.act("stop-replication", region=OTHER)[0] == 200
    play.page.wait(lambda: _last(play, OTHER)["replicating"] is False)
    for number in range(3):
        table.put_item(TableName="shop-orders", Item={"id": {"S": f"stopped-{number}"}})
    waiting = play.page.wait(
        lambda: [
            each for each in play.page.all("replication") if each["to"] == OTHER and each["pending"] == 3
        ]
    )
    assert (waiting[0]["table"], waiting[0]["from"]) == ("orders", HOME)
    play.page.act("resume-replication", region=None)
    assert play.page.wait(lambda: play.page.all("note"))[0]["text"].startswith(f"{OTHER} has caught up")
    done = play.page.wait(lambda: [each for each in play.page.all("replication") if each["lag_ms"]])[-1]
    assert done["pending"] == 0
    assert _last(play, OTHER)["replicating"] is True
    assert play.page.all("conflict") == []


def test_the_last_writer_wins_and_both_versions_are_told(play: Played) -> None:
    status, told = play.page.act("write-conflict", table="orders", key="k<script>")
    assert (status, told["regions"]) == (200, [HOME, OTHER])
    conflict = play.page.wait(lambda: play.page.all("conflict"))[0]
    assert (conflict["table"], conflict["key"], conflict["won"]) == ("orders", {"id": "k<script>"}, OTHER)
    kept, lost = conflict["versions"]
    assert kept["item"] == {"id": "k<script>", "value": f"written in {OTHER}"}
    assert (lost["region"], lost["item"]["value"]) == (HOME, f"written in {HOME}")
    assert 0 <= lost["at"] <= kept["at"] <= conflict["at"]
    home = play.session.rehearsal.clients.of("dynamodb", HOME)
    found = home.get_item(TableName="shop-orders", Key={"id": {"S": "k<script>"}})["Item"]
    assert found["value"]["S"] == f"written in {OTHER}"
    play.page.act("lose", region=OTHER, parts=["tables"])
    assert play.page.act("write-conflict", table="orders")[0] == 400


def test_a_stream_keeps_its_rate_changes_and_ends(play: Played) -> None:
    play.page.act("stream", clients=20, rate=30, writes=0.5)
    members = [each["id"] for each in play.page.wait(lambda: play.page.all("client"))]
    play.page.wait(lambda: len(play.page.all("client")) == 20)
    play.page.wait(lambda: len(play.page.requests()) >= 45)
    found = play.page.requests()
    assert {each["method"] for each in found} == {"GET", "POST"}
    assert len({each["id"] for each in found}) == len(found)
    assert all(each["stream"] and "body" not in each for each in found)
    assert members
    play.page.act("stream", clients=5, rate=30)
    play.page.wait(lambda: sum(each["gone"] for each in play.page.all("client")) == 15)
    play.page.act("stream", clients=0)
    play.page.wait(lambda: sum(each["gone"] for each in play.page.all("client")) == 20)
    time.sleep(0.3)
    before = len(play.page.requests())
    time.sleep(0.5)
    assert len(play.page.requests()) == before


def test_a_slow_region_takes_no_more_threads_than_there_are(play: Played) -> None:
    for region in REGIONS:
        play.page.act("slow", region=region, seconds=5)
    before = threading.active_count()
    play.page.act("stream", clients=50, rate=50)
    play.page.wait(lambda: any(each["skipped"] for each in play.page.all("counts")))
    # each request on its way is also one of the front door's threads
    assert threading.active_count() <= before + 2 * MOST_AT_ONCE + 5
    play.page.act("stream", clients=0)
    for region in REGIONS:
        play.page.act("heal", region=region)


def test_what_was_done_can_be_done_again(play: Played) -> None:
    client = _place(play, **LONDON)
    _ask(play, client)
    play.page.act("lose", region=OTHER, parts=["tables"])
    play.page.act("dance")
    play.page.act("remove", client=client)
    _, answer = requested(play.url, "GET", "timeline.json")
    timeline = json.loads(answer.read())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="timeline.json"'
    actions = timeline["actions"]
    assert [each["do"] for each in actions] == ["place", "request", "lose", "remove"]
    assert (actions[0]["id"], timeline["service"], timeline["regions"]) == (client, "shop", list(REGIONS))
    assert {"request", "dns", "region", "client"} <= {each["event"] for each in timeline["events"]}
    play.page.act("heal", region=OTHER)
    play.page.wait(lambda: not _last(play, OTHER)["lost"])
    before = len(play.page.requests())
    assert play.page.act("scenario", actions=actions)[0] == 200
    play.page.wait(lambda: [each for each in play.page.all("note") if "is over" in each["text"]])
    play.page.wait(lambda: len(play.page.requests()) == before + 1)
    assert play.page.requests()[-1]["client"] == client
    assert _last(play, OTHER)["lost"] == ["tables"]


def test_a_drain_is_applied_one_at_a_time_or_taken_back(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """By a terraform that takes a moment, and then ends as a file says."""
    program, status = tmp_path / "terraform", tmp_path / "status"
    program.write_text(f"#!/bin/sh\nsleep 0.7\nexit $(cat {status})\n", "utf-8")
    program.chmod(0o755)
    rehearsal.terraform = Terraform(program, tmp_path, {"PATH": os.environ["PATH"]})
    written: list[tuple[str, ...]] = []
    rehearsal.write = lambda stack: written.append(drained(stack))
    with played(rehearsal) as play:
        status.write_text("0", "utf-8")
        assert play.page.act("drain", region=HOME, drained=True)[0] == 200
        play.page.wait(lambda: _last(play, HOME).get("draining"))
        _, told = play.page.act("drain", region=OTHER, drained=True)
        assert told["error"].startswith("terraform is still at work")
        play.page.wait(lambda: _last(play, HOME)["drained"] and not _last(play, HOME)["draining"])
        assert play.page.act("drain", region=HOME, drained=True)[1]["error"] == "eu-west-1 is drained already"
        status.write_text("1", "utf-8")
        play.page.act("drain", region=HOME, drained=False)
        failed = play.page.wait(
            lambda: [each for each in play.page.all("note") if "could not" in each["text"]]
        )
        assert "status 1" in failed[0]["text"]
        play.page.wait(lambda: not _last(play, HOME)["draining"])
        assert _last(play, HOME)["drained"]
        assert written == [(HOME,), (), (HOME,)]
        play.page.act("drain", region=HOME, drained=False)
        play.session.building.end()
        play.page.wait(lambda: len(written) == 5)
    rehearsal.stack = rehearsal.spec
    assert written[3:] == [(), (HOME,)]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "`do` is one of"),
    ({"do": "explode"}, "`do` is one of"),
    ({"do": "lose"}, "`region` is one of eu-west-1, us-east-1"),
    ({"do": "lose", "region": "us-west-2"}, "`region` is one of"),
    ({"do": "lose", "region": HOME, "parts": ["roof"]}, "`parts` is a list of"),
    ({"do": "lose", "region": HOME, "part": "api"}, "`part` is none of it"),
    ({"do": "slow", "region": HOME, "seconds": 61}, "`seconds` is a number from 0 to 60"),
    ({"do": "drain", "region": HOME}, "`drained` is true or false"),
    ({"do": "drain", "region": HOME, "drained": False}, "eu-west-1 is not drained"),
    ({"do": "place", "lat": 91, "lon": 0}, "`lat` is a number from -90 to 90"),
    ({"do": "place", "lat": 0, "lon": 0, "id": "s1"}, "`id` is one that a client was given"),
    ({"do": "place", "lat": 0, "lon": 0, "city": "x" * 101}, "`city` is a text of 100"),
    ({"do": "remove", "client": "c999"}, "`client` is the id"),
    ({"do": "remove", "client": ["c1"]}, "`client` is the id"),
    ({"do": "request", "client": "c1", "method": "BREW", "path": "/"}, "`method` is one of"),
    ({"do": "request", "client": "c1", "method": "GET", "path": "orders"}, "`path` begins with `/`"),
    ({"do": "request", "client": "c1", "method": "GET", "path": "/a b"}, "`path` begins with `/`"),
    ({"do": "request", "client": "c1", "method": "GET", "path": "/a\r\nHost: b"}, "`path` begins with `/`"),
    (
        {"do": "request", "client": "c1", "method": "GET", "path": "/", "headers": {"Host": "b"}},
        "cannot say 'Host'",
    ),
    (
        {"do": "request", "client": "c1", "method": "GET", "path": "/", "headers": {"a b": "c"}},
        "cannot say 'a b'",
    ),
    (
        {"do": "request", "client": "c1", "method": "GET", "path": "/", "headers": {"a": "b\r\nc: d"}},
        "printable",
    ),
    ({"do": "request", "client": "c1", "method": "GET", "path": "/", "headers": {"a": 1}}, "printable"),
    ({"do": "request", "client": "c1", "method": "GET", "path": "/", "body": {"a": 1}}, "`body` is a text"),
    ({"do": "stream", "clients": 201, "rate": 1}, "`clients` is a number from 0 to 200"),
    ({"do": "stream", "clients": 1.5, "rate": 1}, "`clients` is a whole number"),
    ({"do": "stream", "clients": 1, "rate": 51}, "`rate` is a number from 0 to 50"),
    ({"do": "write-conflict", "table": "customers"}, "`table` is one of orders"),
    ({"do": "scenario", "actions": [{"at": 1}]}, "each action has `at`"),
    ({"do": "scenario", "actions": {}}, "`actions` is a list"),
]


def test_what_cannot_be_done_is_refused_in_words(play: Played) -> None:
    _place(play, **LONDON, id="c1")
    for action, words in REFUSED:
        status, told = play.page.act(**action) if "do" in action else play.page.act("")
        assert status == 400, action
        assert words in told["error"]
    assert len(play.hub.told()["actions"]) == 1


def test_there_are_no_more_clients_than_pages_can_draw(play: Played) -> None:
    play.page.act("stream", clients=199, rate=0)
    _place(play, **LONDON)
    assert play.page.act("place", **CHICAGO)[1]["error"].startswith("there are 200 clients, and 200 at most")
    play.page.act("stream", clients=150, rate=0)
    assert play.page.act("stream", clients=200, rate=1)[0] == 400
    play.page.wait(lambda: sum(-1 if each["gone"] else 1 for each in play.page.all("client")) == 151)
    play.page.act("stream", clients=0)
    _place(play, **CHICAGO)
