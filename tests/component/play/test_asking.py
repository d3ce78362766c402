"""What requests of clients show: what their route asks for, unless whoever asks says it otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.specs import example, stack_of
from tfgen.emulator.serving import served
from tfgen.play.asking import Asking
from tfgen.play.clients import Clients, Led
from tfgen.play.hub import Hub
from tfgen.play.refused import RefusedError
from tfgen.rehearse.credentials import Keyring, Shown
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.world.places import Point

DUBLIN = Point(53.3, -6.3)
TARGET = "d-1.execute-api.eu-west-1.amazonaws.com"


def _echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    told = {name.lower(): value for name, value in environ["tfgen.headers"]}
    start_response("200 OK", [("x-tfgen-region", "eu-west-1")])
    return [json.dumps([environ["REQUEST_METHOD"], environ["REQUEST_URI"], told]).encode()]


@pytest.fixture
def asking() -> Iterator[tuple[Asking, Clients]]:
    spec = example("hello")
    spec["functions"]["hello"]["http"] = {
        "GET /health": {},
        "GET /open": {},
        "ANY /{proxy+}": {"auth": "checker"},
    }
    spec["auth"] = {"checker": {"function": "hello", "identity": ["header.Authorization", "query.key"]}}
    hub = Hub()
    clients = Clients(hub, lambda _: Led(TARGET, "eu-west-1"), 60)
    with served(_echo) as address:
        emulated = SimpleNamespace(front_door=address)
        credentials = {"checker": Shown({"Authorization": "let me in"}, {"key": "a b"})}
        made: Any = SimpleNamespace(stack=stack_of(spec), emulator=emulated, credentials=credentials, urls={})
        made.keyring = Keyring(made)
        yield Asking(cast(Rehearsal, made), clients, hub), clients


def _heard(asking: tuple[Asking, Clients], path: str, **said: Any) -> tuple[str, dict[str, str]]:
    client = asking[1].place(None, DUBLIN, None)
    told = asking[0].ask(client, said.pop("method", "GET"), path, **said)
    _, uri, headers = json.loads(told["body"])
    return uri, headers


def test_a_route_is_shown_what_it_asks_for(asking: tuple[Asking, Clients]) -> None:
    uri, headers = _heard(asking, "/orders/1?x=1", method="ANY")
    assert uri == "/orders/1?x=1&key=a+b"
    assert headers["authorization"] == "let me in"
    assert (headers["host"], headers["x-client-region"]) == ("hello.example.com", "eu-west-1")
    assert headers["x-client-target"] == TARGET
    uri, headers = _heard(asking, "/open")
    assert (uri, "authorization" in headers) == ("/open", False)


def test_what_somebody_says_is_said_in_its_place(asking: tuple[Asking, Clients]) -> None:
    _, headers = _heard(
        asking, "/orders/1", headers={"authorization": "who knows", "content-type": "text/plain"}
    )
    assert (headers["authorization"], headers["content-type"]) == ("who knows", "text/plain")
    _, headers = _heard(asking, "/orders/1", method="POST", body="{}")
    assert headers["content-type"] == "application/json"


def test_what_http_cannot_say_is_refused(asking: tuple[Asking, Clients]) -> None:
    with pytest.raises(RefusedError, match="HTTP has no such request"):
        _heard(asking, "/orders/\u2028")
