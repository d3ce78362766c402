"""What pages are told: everything as it happens, and how things stand to those who come later."""

from __future__ import annotations

import json
from typing import Any

from tfgen.play import frames, hub, timeline
from tfgen.play.frames import Reader
from tfgen.play.hub import MOST_READERS, Hub


def told(reader: Reader) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for each in (reader.take(0) or b"").decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in each.splitlines())
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def request(number: int) -> dict[str, Any]:
    return {"id": number, "at": number}


def test_who_comes_later_is_told_how_things_stand() -> None:
    play = Hub()
    play.tell("region", name="eu-west-1", lost=[])
    play.tell("client", id="c1", gone=False)
    play.tell("client", id="c2", gone=False)
    play.tell("dns", client="c1", region="eu-west-1")
    play.tell("dns", client="c2", region="eu-west-1")
    play.tell("model", service="hello")
    play.tell("region", name="eu-west-1", lost=["api"])
    play.tell("note", text="of the moment")
    play.tell("client", id="c2", gone=True)
    play.tell("requests", list=[request(number) for number in range(150)])
    play.tell("conflict", table="keys", won="eu-west-1")
    found = told(play.open())
    assert [name for name, _ in found] == ["model", "region", "client", "dns", "requests", "conflict", "now"]
    assert found[1][1]["lost"] == ["api"]
    assert found[2][1]["id"] == found[3][1]["client"] == "c1"
    assert [each["id"] for each in found[4][1]["list"]] == list(range(50, 150))


def test_all_pages_are_told_the_same_once() -> None:
    play = Hub()
    readers = [play.open(), play.open()]
    assert [[name for name, _ in told(reader)] for reader in readers] == [["now"]] * 2
    play.tell("note", text="one")
    assert [told(reader) for reader in readers] == [[("note", {"at": told_at(play), "text": "one"})]] * 2


def told_at(play: Hub) -> int:
    return int(play.told()["events"][-1]["at"])


def test_one_page_too_many_ends_the_first() -> None:
    play = Hub()
    first, *others = [play.open() for _ in range(MOST_READERS + 1)]
    assert told(first)[-1][0] == "elsewhere"
    assert first.take(0) is None
    play.tell("note", text="on")
    assert [told(reader)[-1][0] for reader in others] == ["note"] * MOST_READERS


def test_who_does_not_read_is_let_go() -> None:
    play = Hub()
    reader = play.open()
    for _ in range(frames.MOST_BYTES // 100_000 + 1):
        play.tell("note", text="x" * 100_000)
    assert reader.take(0) is None
    play.tell("note", text="more")
    assert reader.take(0) is None


def test_the_end_of_the_play_is_the_end_of_what_is_read() -> None:
    play = Hub()
    reader = play.open()
    play.tell("progress", stage="failed", text="no")
    play.end()
    assert [name for name, _ in told(reader)] == ["now", "progress"]
    assert reader.take(0) is None


def test_the_timeline_is_bounded_and_says_what_it_dropped() -> None:
    play = Hub()
    for first in range(0, timeline.MOST_REQUESTS + 500, 500):
        play.tell("requests", list=[request(number) for number in range(first, first + 500)])
    play.tell("health", region="eu-west-1", healthy=False, why="HTTP 503")
    found = play.told()
    requests = [each for each in found["events"] if each["event"] == "request"]
    assert len(requests) == timeline.MOST_REQUESTS
    assert requests[0]["id"] == 500
    assert found["dropped"] == {"actions": 0, "requests": 500, "events": 0}
    assert [each["event"] for each in found["events"] if each["event"] != "request"] == ["health"]


def test_actions_are_bounded_too() -> None:
    kept = timeline.Timeline()
    for number in range(timeline.MOST_ACTIONS + 3):
        kept.act({"at": number, "do": "heal"})
    assert kept.told()["dropped"]["actions"] == 3
    assert kept.actions[0]["at"] == 3


def test_what_is_told_is_one_line_whatever_it_says() -> None:
    reader = Hub().open()
    reader.give(frames.frame("note", {"text": "a\n\nevent: b\r\ndata: c\u2028</script>"}, 1))
    assert told(reader)[1:] == [("note", {"text": "a\n\nevent: b\r\ndata: c\u2028</script>"})]
    assert hub.MOST_READERS < 6
