"""From the spec to a stack that stands, and from there to one in which regions are drained."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.play.hub import Hub
from tfgen.play.live import Live
from tfgen.play.refused import RefusedError
from tfgen.play.regions import Regions
from tfgen.rehearse.changes import Told, told
from tfgen.rehearse.codes import NOT_APPLIED
from tfgen.rehearse.domain import is_known
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.steps.regions import read_urls
from tfgen.rehearse.trying import used
from tfgen.rehearse.waiting import wait_until
from tfgen.stack.kinds.routing import ROUTING, drained, is_routed
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_the

_APPLY = ("apply", "-json", "-input=false", "-auto-approve", "-parallelism=30")
_HEALTH_SECONDS = 60.0


class Building:
    """Applies with terraform, one change at a time."""

    def __init__(self, rehearsal: Rehearsal, hub: Hub) -> None:
        self._rehearsal, self._hub = rehearsal, hub
        self._live = Live(rehearsal.terraform)
        self._changing = threading.Lock()

    def up(self) -> list[Diagnostic]:
        """Renders and applies; what keeps the stack from standing."""
        rehearsal = self._rehearsal
        self.say("render", "writing the Terraform configuration")
        rehearsal.write(rehearsal.stack)
        for trial in used(rehearsal.stack):
            trial.prepares(rehearsal)
        self.say("init", "terraform init")
        failed = self._failed("init", "-input=false", "-no-color", *rehearsal.init_arguments)
        if failed:
            return failed
        self.say("apply", "terraform apply: reading what is to be made")
        counting = Counting(lambda text, done, of: self.say("apply", text, done, of))
        failed = self._failed(*_APPLY, heard=counting.hear)
        if failed:
            return failed
        unread = read_urls(rehearsal)
        if unread:
            return [NOT_APPLIED(f"{unread.expected}: {unread.came}")]
        if is_routed(rehearsal.stack):
            self.say("health", "waiting for Route 53's health checks")
            wait_until(lambda: is_known(rehearsal), _HEALTH_SECONDS)
        return []

    def say(self, stage: str, text: str, done: int = 0, of: int | None = None) -> None:
        """Where it is."""
        self._hub.tell("progress", stage=stage, text=text, done=done, of=of)

    def drain(self, regions: Regions, region: str, *, is_wanted: bool) -> None:
        """Renders the stack with a region drained, or no longer, and applies it in the background. Raises RefusedError."""
        if not self._changing.acquire(blocking=False):
            raise RefusedError("terraform is still at work on another change")
        try:
            changed = _drained(self._rehearsal.stack, region, is_wanted)
        except RefusedError:
            self._changing.release()
            raise
        regions.draining.add(region)
        regions.look()
        work = _Drain(self._rehearsal, changed, region, is_wanted)
        threading.Thread(target=self._drain, args=(regions, work), daemon=True).start()

    def end(self) -> None:
        """Ends what terraform does."""
        self._live.end()

    def _drain(self, regions: Regions, work: _Drain) -> None:
        began = self._hub.now()
        try:
            failed = work.apply(lambda: self._failed(*_APPLY))
            if not failed:
                regions.drained = set(drained(work.rehearsal.stack))
            seconds = (self._hub.now() - began) / 1000
            what = "drained" if work.is_wanted else "no longer drained"
            text = f"{work.region} is {what}: terraform apply took {seconds:.0f} s"
            self._hub.tell("note", text=f"terraform could not: {failed[0].message}" if failed else text)
        finally:
            regions.draining.discard(work.region)
            self._changing.release()
            regions.look()

    def _failed(
        self, *arguments: str, heard: Callable[[dict[str, Any]], None] = lambda _: None
    ) -> list[Diagnostic]:
        try:
            said: Told = told(self._live.run(*arguments, heard=heard))
        except OSError as error:
            return [NOT_APPLIED(f"terraform {error}")]
        if said.finished.status == 0:
            return []
        return [
            NOT_APPLIED(f"{error.address}: {error.message}" if error.address else error.message)
            for error in said.errors
        ]


def _drained(stack: Stack, region: str, is_wanted: bool) -> Stack:
    """The stack with a region drained, or no longer. Raises RefusedError."""
    if not is_routed(stack):
        raise RefusedError("no domain of the spec's own leads clients to regions: none can be drained")
    now = set(drained(stack))
    wanted = now | {region} if is_wanted else now - {region}
    if wanted == now:
        raise RefusedError(f"{region} is {'drained already' if is_wanted else 'not drained'}")
    if len(wanted) == len(stack.regions):
        raise RefusedError("a stack whose regions are all drained leads clients nowhere: leave one")
    return with_the(stack, ROUTING, drained=tuple(sorted(wanted)))


@dataclass
class _Drain:
    rehearsal: Rehearsal
    stack: Stack
    region: str
    is_wanted: bool

    def apply(self, apply: Callable[[], list[Diagnostic]]) -> list[Diagnostic]:
        """Changes the folder; what it was before, it is again if that cannot be applied."""
        before = self.rehearsal.stack
        self.rehearsal.change_to(self.stack)
        failed = apply()
        if failed:
            self.rehearsal.change_to(before)
        return failed


_NOT_MADE = ("noop", "read")
"""Data sources that wait for resources are read while those are made."""


class Counting:
    """How many of the resources that terraform plans are there.

    Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
    """

    def __init__(self, say: Callable[[str, int, int], None]) -> None:
        self._say = say
        self._done = self._of = 0

    def hear(self, line: dict[str, Any]) -> None:
        """A line of `terraform apply -json`."""
        kind = line.get("type")
        if kind == "planned_change" and line["change"]["action"] not in _NOT_MADE:
            self._of += 1
        elif kind == "change_summary" and line["changes"]["operation"] == "plan":
            self._say(f"{self._of} resources to make", 0, self._of)
        elif kind == "apply_complete" and line["hook"]["action"] not in _NOT_MADE:
            self._done += 1
            self._say(line["hook"]["resource"]["addr"], self._done, self._of)
