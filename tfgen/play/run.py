"""A play from when the emulated AWS is there to its end."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.play.actions import Actions
from tfgen.play.building import Building
from tfgen.play.hub import Hub
from tfgen.play.model import model
from tfgen.play.session import Session
from tfgen.rehearse.codes import NOT_APPLIED
from tfgen.rehearse.rehearsal import Rehearsal


@contextlib.contextmanager
def up(rehearsal: Rehearsal, hub: Hub, actions: Actions) -> Iterator[list[Diagnostic]]:
    """Applies the stack, and lets pages act on it until the block ends; gives what kept it from standing."""
    building = Building(rehearsal, hub)
    try:
        failed = _built(building)
        if failed:
            building.say("failed", "\n".join(each.message for each in failed))
            yield failed
            return
        with standing(rehearsal, building, hub, actions):
            yield []
    finally:
        building.end()


@contextlib.contextmanager
def standing(rehearsal: Rehearsal, building: Building, hub: Hub, actions: Actions) -> Iterator[Session]:
    """Lets pages act on a stack that stands, until the block ends."""
    session = Session(rehearsal, building, hub)
    told = model(rehearsal.stack, rehearsal.emulator.options.speed)
    own = {region: rehearsal.own_name(region) for region in rehearsal.urls}
    hub.tell(
        "model", **{**told, "regions": [{**each, "host": own.get(each["name"])} for each in told["regions"]]}
    )
    with session.running():
        actions.begin(session)
        building.say("ready", "the stack stands")
        try:
            yield session
        finally:
            actions.end()


def _built(building: Building) -> list[Diagnostic]:
    try:
        return building.up()
    except (OSError, subprocess.TimeoutExpired) as error:
        return [NOT_APPLIED(f"terraform {error}")]
