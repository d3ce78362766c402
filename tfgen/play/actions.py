"""What pages may ask for: each action is checked, done, and recorded."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from tfgen.emulator.chaos import Part
from tfgen.play import refused, scenario
from tfgen.play.hub import Hub
from tfgen.play.model import MOST_CLIENTS, MOST_RATE
from tfgen.play.refused import Action, RefusedError
from tfgen.play.session import Session
from tfgen.rehearse.items import key as key_of_token
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE, is_replicated
from tfgen.world.places import Point

_MOST_DELAY = 60
_MOST_PATH, _MOST_BODY, _MOST_NAME = 2000, 256 * 1024, 100
_MOST_HEADERS, _MOST_HEADER = 50, 4000
_MOST_AT_ONCE = 16
_APART_SECONDS = 1.0
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY")
_OWN_HEADERS = (
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "expect",
    "upgrade",
    "te",
    "trailer",
)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_PATH = re.compile(r"/[!-~]*")

_Doing = Callable[["Actions", Session, Action], Mapping[str, Any]]


class Actions:
    """The actions of a play, from when its stack stands. Safe to use from any thread."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._session: Session | None = None
        self._busy = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._conflicts = 0
        self._player = scenario.Player(self.do, lambda text: hub.tell("note", text=text))

    def begin(self, session: Session) -> None:
        """From now on there is something to act on."""
        self._session = session

    def end(self) -> None:
        """From now on nothing is done."""
        self._player.stop()
        self._session = None

    def do(self, action: Action) -> Mapping[str, Any]:
        """Does what a page asks for, and says what came of it. Raises RefusedError."""
        name = refused.one_of(action, "do", list(_DOING))
        doing, known = _DOING[name]
        refused.nothing_else(action, known)
        session = self._session
        if session is None:
            raise RefusedError("the stack does not stand yet")
        at = self._hub.now()
        said = doing(self, session, action)
        if name not in ("scenario", "scenario-stop"):
            self._hub.act({**action, **({"id": said["id"]} if name == "place" else {}), "at": at})
        return said

    def timeline(self) -> dict[str, Any]:
        """All of it, to be kept."""
        if self._session:
            self._session.asking.flush()
        told = next(iter(self._hub.standing("model")), {})
        return {
            "tfgen": told.get("version"),
            "version": 1,
            "service": told.get("service"),
            "regions": [region["name"] for region in told.get("regions", ())],
            **self._hub.told(),
        }

    def _lose(self, session: Session, action: Action) -> Mapping[str, Any]:
        region = _region(session, action)
        session.regions.lose(region, refused.some_of(action, "parts", [part.value for part in Part]))
        return {}

    def _slow(self, session: Session, action: Action) -> Mapping[str, Any]:
        region = _region(session, action)
        session.regions.slow(region, refused.number(action, "seconds", 0, _MOST_DELAY))
        return {}

    def _heal(self, session: Session, action: Action) -> Mapping[str, Any]:
        session.regions.heal(_region(session, action))
        return {}

    def _drain(self, session: Session, action: Action) -> Mapping[str, Any]:
        region, is_wanted = _region(session, action), refused.flag(action, "drained")
        session.building.drain(session.regions, region, is_wanted=is_wanted)
        return {}

    def _stop_replication(self, session: Session, action: Action) -> Mapping[str, Any]:
        session.regions.stop_replication(_replicating(session, action))
        return {}

    def _resume_replication(self, session: Session, action: Action) -> Mapping[str, Any]:
        session.regions.resume_replication(_replicating(session, action))
        return {}

    def _place(self, session: Session, action: Action) -> Mapping[str, Any]:
        place = Point(refused.number(action, "lat", -90, 90), refused.number(action, "lon", -180, 180))
        name = refused.text(action, "id", _MOST_NAME, "") or None
        if name and not re.fullmatch(r"c\d{1,9}", name):
            raise RefusedError(
                "`id` is one that a client was given before, such as c1; leave it out for a new one"
            )
        city = refused.text(action, "city", _MOST_NAME, "") or None
        return {"id": session.clients.place(name, place, city).id}

    def _remove(self, session: Session, action: Action) -> Mapping[str, Any]:
        client = session.clients[action.get("client")]
        if client.is_of_stream:
            raise RefusedError("clients of the stream go with it")
        session.clients.remove(client)
        return {}

    def _request(self, session: Session, action: Action) -> Mapping[str, Any]:
        client = session.clients[action.get("client")]
        method = refused.one_of(action, "method", _METHODS)
        path = refused.text(action, "path", _MOST_PATH)
        if not _PATH.fullmatch(path):
            raise RefusedError("`path` begins with `/`, and has no blanks and nothing but ASCII: encode it")
        body = refused.text(action, "body", _MOST_BODY, "") or None
        region = None if action.get("region") is None else _region(session, action)
        if region and region not in session.rehearsal.urls:
            raise RefusedError(f"{region} has no address of its own")
        if not self._busy.acquire(blocking=False):
            raise RefusedError(f"{_MOST_AT_ONCE} requests are on their way: wait for one of them")
        try:
            return {"request": session.asking.ask(client, method, path, body, _headers(action), region)}
        finally:
            self._busy.release()

    def _stream(self, session: Session, action: Action) -> Mapping[str, Any]:
        clients = refused.whole(action, "clients", 0, MOST_CLIENTS)
        rate = refused.number({"rate": 0, **action}, "rate", 0, MOST_RATE)
        writes = refused.number({"writes": 0, **action}, "writes", 0, 1)
        session.stream.set(clients, rate, writes)
        return {}

    def _write_conflict(self, session: Session, action: Action) -> Mapping[str, Any]:
        stack = session.rehearsal.stack
        replicated = [name for name, table in stack.all(TABLE).items() if is_replicated(table, stack)]
        table = refused.one_of(action, "table", replicated)
        regions = session.regions.with_tables()
        if len(regions) < 2:
            raise RefusedError("the tables of two regions are needed, and those of the others are lost")
        self._conflicts += 1
        token = refused.text(action, "key", _MOST_NAME, "") or f"conflict-{self._conflicts}"
        key = key_of_token(stack.all(TABLE)[table], token)
        called = names.of(stack, TABLE, table)
        session.regions.keep_apart(*regions[:2])
        try:
            for region in regions[:2]:
                written = {**key, "value": {"S": f"written in {region}"}}
                session.rehearsal.clients.of("dynamodb", region).put_item(TableName=called, Item=written)
            time.sleep(_APART_SECONDS)
        except _sdk_errors() as error:
            raise RefusedError(f"the table did not take it: {error}") from error
        finally:
            session.regions.bring_together(*regions[:2])
        return {"regions": regions[:2]}

    def _scenario(self, _: Session, action: Action) -> Mapping[str, Any]:
        self._player.begin(scenario.checked(action.get("actions")))
        return {}

    def _scenario_stop(self, _: Session, __: Action) -> Mapping[str, Any]:
        self._player.stop()
        return {}


_DOING: dict[str, tuple[_Doing, tuple[str, ...]]] = {
    "lose": (Actions._lose, ("region", "parts")),
    "slow": (Actions._slow, ("region", "seconds")),
    "heal": (Actions._heal, ("region",)),
    "drain": (Actions._drain, ("region", "drained")),
    "stop-replication": (Actions._stop_replication, ("region",)),
    "resume-replication": (Actions._resume_replication, ("region",)),
    "place": (Actions._place, ("id", "lat", "lon", "city")),
    "remove": (Actions._remove, ("client",)),
    "request": (Actions._request, ("client", "method", "path", "body", "headers", "region")),
    "stream": (Actions._stream, ("clients", "rate", "writes")),
    "write-conflict": (Actions._write_conflict, ("table", "key")),
    "scenario": (Actions._scenario, ("actions",)),
    "scenario-stop": (Actions._scenario_stop, ()),
}


def _regions(session: Session) -> list[str]:
    return [region.name for region in session.rehearsal.stack.regions]


def _region(session: Session, action: Action) -> str:
    return refused.one_of(action, "region", _regions(session))


def _replicating(session: Session, action: Action) -> list[str]:
    stack = session.rehearsal.stack
    if not any(is_replicated(table, stack) for table in stack.all(TABLE).values()):
        raise RefusedError("no table is replicated")
    return _regions(session) if action.get("region") is None else [_region(session, action)]


def _headers(action: Action) -> dict[str, str]:
    said = action.get("headers")
    if said is None:
        return {}
    if not isinstance(said, dict) or len(said) > _MOST_HEADERS:
        raise RefusedError(f"`headers` is an object of {_MOST_HEADERS} at most")
    for name, value in said.items():
        if (
            not _HEADER_NAME.fullmatch(name)
            or name.lower() in _OWN_HEADERS
            or name.lower().startswith("x-client-")
        ):
            raise RefusedError(f"`headers` cannot say {name[:50]!r}")
        if (
            not isinstance(value, str)
            or len(value) > _MOST_HEADER
            or not value.isascii()
            or not value.isprintable()
        ):
            raise RefusedError(
                f"the header {name} is a text of {_MOST_HEADER:,} printable ASCII characters at most"
            )
    return {name.lower(): value for name, value in said.items()}


def _sdk_errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError

    return BotoCoreError, ClientError
