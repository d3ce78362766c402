"""A play from beginning to end, with the real terraform: a region is lost and heals, another is drained."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.component.play.pages import Page
from tests.specs import EXAMPLES
from tfgen.cli.judging import Said, judge_of_spec
from tfgen.cli.reading import loaded_spec
from tfgen.cli.writing import rendering_of
from tfgen.emulator.emulator import Options
from tfgen.emulator.server import undisturbed
from tfgen.play import server
from tfgen.play.actions import Actions
from tfgen.play.files import page_files
from tfgen.play.hub import Hub
from tfgen.play.run import up
from tfgen.rehearse.run import prepared

pytestmark = pytest.mark.terraform

HOME, OTHER = "eu-west-1", "us-east-1"


def _led(page: Page, client: str) -> str | None:
    return next((each["region"] for each in reversed(page.all("dns")) if each["client"] == client), None)


def _state(page: Page, region: str) -> dict[str, Any]:
    return next((each for each in reversed(page.all("region")) if each["name"] == region), {})


def test_what_pages_are_told_is_what_the_front_door_has_seen(terraform: Path) -> None:
    loaded = loaded_spec(str(EXAMPLES / "hello/spec.yaml"))
    rendering = rendering_of(loaded, judge_of_spec(loaded, Said([], [], False)))
    hub = Hub()
    actions = Actions(hub)
    options = Options(client=HOME, speed=60)
    with (
        server.served(hub, actions.do, actions.timeline, page_files()) as url,
        undisturbed(),
        prepared(loaded.stack, rendering, terraform, options) as rehearsal,
        up(rehearsal, hub, actions) as failed,
    ):
        assert failed == []
        page = Page(url)
        page.wait(lambda: all(_state(page, region).get("healthy") for region in (HOME, OTHER)))
        progress = page.all("progress")[-1]
        assert progress["stage"] == "ready"
        journal = rehearsal.emulator.door.journal
        journal.clear()
        client = page.act("place", lat=53.3, lon=-6.3, city="Dublin")[1]["id"]
        page.act("stream", clients=10, rate=20)
        page.wait(lambda: len(page.requests()) > 10)
        assert page.act("lose", region=HOME)[0] == 200
        page.wait(lambda: _led(page, client) == OTHER)
        assert page.act("request", client=client, method="GET", path="/")[1]["request"]["region"] == OTHER
        page.act("heal", region=HOME)
        page.wait(lambda: _led(page, client) == HOME)
        assert page.act("drain", region=HOME, drained=True)[0] == 200
        assert page.act("drain", region=OTHER, drained=True)[0] == 400
        page.wait(lambda: _state(page, HOME)["drained"] and not _state(page, HOME)["draining"], 120)
        page.wait(lambda: _led(page, client) == OTHER)
        page.act("stream", clients=0)
        page.wait(
            lambda: page.all("counts")[-1]["total"] == len(page.requests()) == len(_of_clients(journal))
        )
        seen = Counter((each.region, each.status) for each in _of_clients(journal))
        assert Counter((each["region"], each["status"]) for each in page.requests()) == seen
        assert set(seen) == {(HOME, 200), (HOME, 503), (OTHER, 200)}
        assert page.all("counts")[-1]["failed"] == seen[HOME, 503]
        health = [(each["region"], each["healthy"]) for each in page.all("health")]
        assert health == [(HOME, False), (HOME, True), (HOME, False)]
    assert page.is_over.wait(5)
    assert not rehearsal.terraform.folder.exists()


def _of_clients(journal: Any) -> list[Any]:
    return [each for each in list(journal) if each.host == "hello.example.com"]
