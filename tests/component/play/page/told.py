"""A play that does as it is told: it keeps the actions that a page asks for, and a test tells the page what happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.specs import example, stack_of
from tfgen.play.hub import Hub
from tfgen.play.model import model
from tfgen.play.refused import RefusedError

PARIS, TOKYO = (48.86, 2.35), (35.68, 139.69)


class Told:
    """The example keyvalue, ready at once unless it is said not to be."""

    def __init__(self, *, ready: bool = True, **changed: Any) -> None:
        self.hub = Hub()
        self.actions: list[Mapping[str, Any]] = []
        self.answer: Mapping[str, Any] = {}
        self.refuses = ""
        self.heard: Callable[[Mapping[str, Any]], object] = bool
        self.asked = 0
        self.model = {**model(stack_of(example("keyvalue")), 1), **changed}
        self.regions = [region["name"] for region in self.model["regions"]]
        self.hub.tell("model", **self.model)
        if ready:
            self.ready()

    def act(self, action: Mapping[str, Any]) -> Mapping[str, Any]:
        """Notes the action."""
        if self.refuses:
            raise RefusedError(self.refuses)
        self.actions.append(action)
        self.heard(action)
        return self.answer

    def timeline(self) -> Mapping[str, Any]:
        """The actions so far, a second apart."""
        return {"actions": [{"at": 1000 * n, **action} for n, action in enumerate(self.actions)]}

    def ready(self) -> None:
        """Every region is whole."""
        for name in self.regions:
            self.region(name)
        self.hub.tell("progress", stage="ready", text="ready", done=9, of=9)

    def region(self, name: str, **changed: Any) -> None:
        """The state of a region, whole but for what is said."""
        whole = {
            "lost": [],
            "delay": 0,
            "drained": False,
            "draining": False,
            "healthy": True,
            "replicating": True,
        }
        self.hub.tell("region", name=name, **{**whole, **changed})

    def client(self, number: int, region: str, place: tuple[float, float] = PARIS, **more: Any) -> None:
        """A client, and where DNS leads it."""
        lat, lon = place
        told = {"city": None, "stream": False, "gone": False, **more}
        self.hub.tell("client", id=number, lat=lat, lon=lon, **told)
        self.hub.tell("dns", client=number, region=region)

    def request(
        self, client: int, region: str | None, status: int | None = 200, **more: Any
    ) -> dict[str, Any]:
        """A request that a client made."""
        self.asked += 1
        told = {"id": self.asked, "at": self.hub.now(), "client": client, "method": "GET", "path": "/a"}
        told |= {"status": status, "region": region, "ms": 120.0, "network_ms": 100.0}
        return {**told, "error": None if status else "no answer", **more}

    def requests(self, *made: dict[str, Any]) -> None:
        """Tells of requests."""
        self.hub.tell("requests", list=list(made))
