"""A rehearsal under way: the stack, its folder, terraform, the emulated AWS, and who asks it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tfgen.check.terraform import Terraform
from tfgen.emulator.dns.distance import nearest
from tfgen.rehearse.changes import Told, differing, told
from tfgen.rehearse.client import Answer, ask
from tfgen.rehearse.credentials import NOTHING, Keyring, Shown
from tfgen.rehearse.sdk import Clients
from tfgen.rehearse.traffic import Traffic
from tfgen.stack.kinds.routing import EDGE_DOMAIN, ROUTING, Routing, is_drained
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack
from tfgen.world.round_trip import between

if TYPE_CHECKING:
    from tfgen.emulator.emulator import Emulator

PLAN_FILE = "tfplan"

_PARALLELISM = "-parallelism=30"


@dataclass
class Rehearsal:
    """What steps share. They change it as the stack's life goes on."""

    spec: Stack
    """What the spec asks for."""
    stack: Stack
    """As it stands rendered in the folder."""
    write: Callable[[Stack], None]
    """Renders a stack into the folder."""
    terraform: Terraform
    init_arguments: tuple[str, ...]
    emulator: Emulator
    clients: Clients
    before: frozenset[str]
    """What the emulator held before anything was applied."""
    urls: dict[str, str] = field(default_factory=dict)
    """Each region's own address."""
    written: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Tokens of what was written and every region has to have, by the key of the kind that keeps it."""
    lost: str = ""
    """The region that was lost."""
    traffic: Traffic | None = None
    added: str = ""
    """The region that was added."""
    credentials: Mapping[str, Shown] = field(default_factory=dict)
    """What somebody said that authorizers let in, by their names."""
    terraform_seconds: float = 0.0
    emulator_seconds: float = 0.0

    @cached_property
    def keyring(self) -> Keyring:
        """What callers show."""
        return Keyring(self)

    def run(self, *arguments: str) -> Told:
        """One command of terraform, whose time is told apart from the emulator's."""
        began, busy = time.monotonic(), self.emulator.gate.busy.seconds
        finished = self.terraform.run(*arguments)
        answering = self.emulator.gate.busy.seconds - busy
        self.emulator_seconds += answering
        self.terraform_seconds += time.monotonic() - began - answering
        return told(finished)

    def plan(self, *arguments: str) -> Told:
        """terraform plan into PLAN_FILE."""
        return self.run("plan", "-json", "-input=false", f"-out={PLAN_FILE}", *arguments)

    def apply(self, *arguments: str) -> Told:
        """terraform apply, of a saved plan or of one that it makes."""
        return self.run("apply", "-json", "-input=false", _PARALLELISM, *arguments)

    def differing(self, plan: str) -> dict[str, tuple[str, ...]]:
        """The attributes that a saved plan would change, by the resource's address."""
        return differing(self.terraform.run("show", "-json", plan).stdout)

    def change_to(self, stack: Stack) -> None:
        """Renders another stack into the folder."""
        self.write(stack)
        self.stack = stack

    def init(self) -> Told:
        """terraform init, which new modules need."""
        return self.run("init", "-input=false", "-no-color", *self.init_arguments)

    @property
    def routing(self) -> Routing:
        """How requests are to find their region, and what health checks ask."""
        return self.stack.the(ROUTING)

    @property
    def is_routed(self) -> bool:
        """Whether a domain leads clients to regions."""
        return bool(self.stack.all(ROUTING))

    @property
    def is_at_the_edge(self) -> bool:
        """Whether the domain is that of an edge-optimised endpoint."""
        return bool(self.stack.all(EDGE_DOMAIN))

    @property
    def serving(self) -> list[str]:
        """The regions that clients are led to: active and not drained."""
        return [region.name for region in self.stack.regions if not is_drained(self.stack, region)]

    def nearest_to(self, client: str) -> str:
        """The region that should answer a client."""
        return nearest(client, self.serving)

    def distance(self, client: str, region: str) -> float:
        """Round trip in milliseconds."""
        return between(client, region)

    def own_name(self, region: str) -> str:
        """The host of a region's own address."""
        return urlsplit(self.urls[region]).hostname or ""

    def ask_own_name(
        self,
        region: str,
        path: str,
        method: str = "GET",
        body: str | None = None,
        shown: Shown = NOTHING,
    ) -> Answer:
        """A request to a region's own name, which shows a credential or none."""
        host, base = self.own_name(region), urlsplit(self.urls[region]).path.rstrip("/")
        whole, headers = shown.sent(method, host, base + path, body)
        if shown.has_key:  # clients ask more slowly, and not the same again in each step
            self.emulator.door.usage.clear()
        return ask(self.emulator.front_door, host, whole, method, body=body, headers=headers)

    def ask_shared(self, client: str, path: str, method: str) -> Answer:
        """A request under the domain that is made elsewhere, from a client near a region."""
        domain = self.stack.the(MAPPING)
        base = f"/{domain.path}" if domain.path else ""
        return ask(self.emulator.front_door, domain.existing, base + path, method, client=client)

    def ask_domain(self, client: str, path: str = "") -> Answer:
        """A request for the domain, from a client near a region; of the health path if no other is given."""
        return ask(
            self.emulator.front_door, self.stack.domain, path or self.routing.health.path, client=client
        )
