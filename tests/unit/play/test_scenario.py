"""Scenarios: from files and links, and played again."""

from __future__ import annotations

import base64
import json
import threading
import time
import zlib
from typing import Any

import pytest

from tfgen.play.refused import RefusedError
from tfgen.play.scenario import MOST_BYTES, Player, read

LOSE = {"at": 3000, "do": "lose", "region": "eu-west-1"}
HEAL = {"at": 9000, "do": "heal", "region": "eu-west-1"}


def link(content: bytes) -> str:
    packed = base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")
    return f"http://127.0.0.1:4000/token/#s={packed}"


@pytest.mark.parametrize("actions", [[HEAL, LOSE], {"tfgen": "0.1.0", "actions": [HEAL, LOSE], "events": []}])
def test_a_file_and_a_link_say_the_same(actions: Any) -> None:
    text = json.dumps(actions)
    assert read(text) == read(link(text.encode())) == [LOSE, HEAL]


BROKEN = {
    "no JSON": "hello",
    "deep": "[" * 100_000,
    "a number": "7",
    "no actions": "{}",
    "without at": '[{"do": "lose"}]',
    "without do": '[{"at": 1}]',
    "at is no time": '[{"at": true, "do": "lose"}]',
    "at is nan": '[{"at": NaN, "do": "lose"}]',
    "before the beginning": '[{"at": -1, "do": "lose"}]',
    "the day after": '[{"at": 86400001, "do": "lose"}]',
    "a scenario in a scenario": '[{"at": 1, "do": "scenario", "actions": []}]',
    "too many": json.dumps([LOSE] * 2001),
    "a link of nothing": "http://127.0.0.1/#s=",
    "a link that is cut off": link(json.dumps([LOSE]).encode())[:-8],
    "a link of another kind": "http://127.0.0.1/#s=aGVsbG8",
    "a bomb": link(b"[" + b" " * (MOST_BYTES * 50) + b"]"),
    "no text": link(b"\xff\xfe\xfd"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        read(text)


def test_it_is_played_from_its_first_action_and_goes_on_after_one_that_cannot_be_done() -> None:
    done: list[tuple[str, float]] = []
    said: list[str] = []
    over = threading.Event()

    def act(action: dict[str, Any]) -> None:
        done.append((action["do"], time.monotonic()))
        if action["do"] == "drain":
            raise RefusedError("no domain")

    def say(text: str) -> None:
        said.append(text)
        if text.endswith("over"):
            over.set()

    began = time.monotonic()
    actions = [LOSE, {"at": 3100, "do": "drain", "region": "x"}, {**HEAL, "at": 3200}]
    Player(act, say).begin(actions)
    assert over.wait(10)
    assert [name for name, _ in done] == ["lose", "drain", "heal"]
    assert done[0][1] - began < 3
    assert done[2][1] - done[0][1] >= 0.2
    assert said == ["the scenario could not drain: no domain", "the scenario is over"]


def test_another_one_ends_it() -> None:
    done: list[str] = []
    player = Player(lambda action: done.append(action["do"]), lambda _: None)
    player.begin([LOSE, {**HEAL, "at": 3300}])
    player.begin([])
    time.sleep(0.5)
    assert done in ([], ["lose"])
